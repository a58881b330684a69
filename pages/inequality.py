"""Inequality: where the country stands, how unequal provinces are, whether money follows need."""

import streamlit as st

from welfare.ui.filters import pick_province, pick_year, year_notice
from welfare.ui.frame import title
from welfare.ui.inequality import choose_compared, facts, provinces
from welfare.ui.inequality_cards import clusters, curve, over_years
from welfare.ui.money_and_need import money_and_need
from welfare.ui.national_inequality import national, standing
from welfare.ui.view import view

here = view()
title(here, "inequality")
standing(here)
national(here)

st.header(here.say("inequality.provinces_heading"), anchor=False)
first, second, third = st.columns([4, 3, 3])
with first:
    indicator, years = choose_compared(here)
with second:
    year = pick_year(here, years)
with third:
    province = pick_province(here, None, here.say("filter.no_province"))
year_notice(here, year)

shown = facts(here, indicator, year, province)
provinces(here, shown)
left, right = st.columns(2, gap="medium")
with left:
    curve(here, shown)
    over_years(here, shown)
with right:
    clusters(here, shown)

st.header(here.say("inequality.need_heading"), anchor=False)
money_and_need(here)
