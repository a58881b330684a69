"""Download: which question, which rows, which format; beside them the link and the citation."""

import streamlit as st

from welfare.ui.download_data import offer
from welfare.ui.download_how import take_file
from welfare.ui.download_link import link_and_citation
from welfare.ui.download_question import question_of
from welfare.ui.download_what import choose_question
from welfare.ui.download_which import choose_rows, show_faults
from welfare.ui.frame import title
from welfare.ui.view import view

here = view()
title(here, "download")
question = question_of(here)
show_faults(here, question)

steps, beside = st.columns([7, 4], gap="medium")
with steps:
    choose_question(here, question)
    offered = offer(here.snapshot, question.request)
    choose_rows(here, question, offered)
    take_file(here, question, offered)
with beside:
    link_and_citation(here, question, offered)
