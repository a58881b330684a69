"""Need and reach: where need is high and reach low, and which programmes lie with need."""

import streamlit as st

from welfare.ui import pieces
from welfare.ui.filters import pick_province, pick_system, year_notice
from welfare.ui.frame import title
from welfare.ui.need import choose_age, choose_need, choose_reach, choose_year, facts, provinces
from welfare.ui.need_programmes import by_age, by_system, found_programmes
from welfare.ui.view import view

here = view()
title(here, "need")

first, second, third, fourth, fifth = st.columns([3, 3, 2, 2, 2])
with first:
    need = choose_need(here)
with second:
    reach = choose_reach(here)
with third:
    reach = choose_age(here, reach)
with fourth:
    year = choose_year(here, need, reach)
with fifth:
    province = pick_province(here, None, here.say("filter.no_province"))
year_notice(here, year)

provinces(here, facts(here, need, reach, year, province))

left, right = st.columns([3, 1], vertical_alignment="bottom")
with left:
    st.header(here.say("need.programmes_heading"), anchor=False)
with right:
    pick_system(here)
found = found_programmes(here)
if found.empty:
    pieces.gap(here.say("need.programmes_empty"))
else:
    first, second = st.columns(2, gap="medium")
    with first:
        by_system(here, found)
    with second:
        by_age(here, found)
