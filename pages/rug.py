"""Indicator rug: every province in every indicator, and the small ones in a funnel."""

import streamlit as st

from welfare.ui.filters import pick_age, pick_region
from welfare.ui.frame import title
from welfare.ui.rug import choose_against, choose_slipping, choose_sort, facts, table
from welfare.ui.rug_funnel import funnel
from welfare.ui.view import view

here = view()
title(here, "rug")

first, second, third, fourth, fifth = st.columns([3, 2, 2, 3, 3], vertical_alignment="bottom")
with first:
    against = choose_against(here)
with second:
    pick_age(here, here.choice.age)
with third:
    pick_region(here)
found = facts(here, against)
with fourth:
    sort = choose_sort(here, found)
with fifth:
    slipping = choose_slipping(here)

table(here, found, sort, slipping=slipping)
funnel(here)
