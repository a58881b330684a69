"""Exhibition screens: what a screen plays, its preview, the bundle, and the sheet for its staff."""

import streamlit as st

from welfare.ui.frame import title
from welfare.ui.screens import choose_screen, faultless, preview, scenes, take_along
from welfare.ui.view import view

here = view()
title(here, "screens")

if known := faultless(here):
    left, right = st.columns([4, 7], gap="medium")
    with left:
        wanted = choose_screen(here, known)
    with right:
        preview(here, wanted)

    left, right = st.columns(2, gap="medium")
    with left:
        take_along(here, wanted)
    with right:
        scenes(here, known[wanted.playlist], wanted)
