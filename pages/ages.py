"""Age groups: who is covered by what, at which age."""

import streamlit as st

from welfare.queries.people import coverage_years
from welfare.ui.ages import facts, life_courses, pyramid
from welfare.ui.filters import pick_age, pick_province, pick_region, pick_year, year_notice
from welfare.ui.frame import title
from welfare.ui.view import view

here = view()
title(here, "ages")

first, second, third, fourth = st.columns(4)
with first:
    year = pick_year(here, coverage_years(here.snapshot))
with second:
    region = pick_region(here)
with third:
    province = pick_province(here, region, here.say("filter.no_province"))
with fourth:
    age = pick_age(here, here.choice.age)
year_notice(here, year)

shown = facts(here, year, region, province)
left, right = st.columns([6, 5], gap="medium")
with left:
    pyramid(here, shown)
with right:
    life_courses(here, shown, age)
