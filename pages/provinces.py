"""Provinces: map, ranked list and table of a chosen indicator, moving through its years."""

import streamlit as st

from welfare.catalog import catalogue
from welfare.ui.card import Rows, card
from welfare.ui.filters import pick_province, pick_region, year_notice, year_shown
from welfare.ui.frame import title
from welfare.ui.links import profile_link
from welfare.ui.provinces import choose_indicator, facts, finding, trend
from welfare.ui.view import view
from welfare.ui.years.frames import about
from welfare.ui.years.mount import years

here = view()
title(here, "provinces")

first, second, third = st.columns([4, 3, 3])
with first:
    indicator, known = choose_indicator(here)
with second:
    region = pick_region(here)
with third:
    province = pick_province(here, region, here.say("filter.no_province"))
incomplete = catalogue().incomplete_years(indicator)
year = year_shown(here, known, incomplete)
year_notice(here, year, incomplete)

shown = facts(here, indicator, year, region, province)
said, told = finding(here, shown), about(here, indicator, shown.areas)
rows = Rows(lambda: shown.table(here), shown.rows)
with card(here, "map", said, told, shown.sources, rows=rows, moving=True):
    years(here, indicator, year, region, province)
profile_link(here, province)

trend(here, shown)
