"""Provinces: map, ranked bars, years and table of a chosen indicator."""

import streamlit as st

from welfare.catalog import catalogue
from welfare.ui.card import Rows, card
from welfare.ui.filters import pick_province, pick_region, pick_year, year_notice
from welfare.ui.frame import title
from welfare.ui.provinces import (
    bars,
    choose_indicator,
    facts,
    finding,
    legend,
    province_map,
    trend,
)
from welfare.ui.view import view

here = view()
title(here, "provinces")

first, second, third, fourth = st.columns([3, 3, 2, 2])
with first:
    indicator, years = choose_indicator(here)
with second:
    year = pick_year(here, years, catalogue().incomplete_years(indicator))
with third:
    region = pick_region(here)
with fourth:
    province = pick_province(here, region, here.say("filter.no_province"))
year_notice(here, year, catalogue().incomplete_years(indicator))

shown = facts(here, indicator, year, region, province)

rows = Rows(lambda: shown.table(here), shown.rows)
with card(here, "map", finding(here, shown), shown.about(here), shown.sources, rows=rows):
    left, right = st.columns([5, 6], gap="medium")
    with left:
        province_map(here, shown)
        legend(here, shown)
    with right:
        bars(here, shown)

trend(here, shown)
