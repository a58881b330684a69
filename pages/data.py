"""Data and quality: the last build, freshness, coverage, refusals, totals, disagreements, jumps."""

import streamlit as st

from welfare.ui.data_checks import disagreements, jumps, totals
from welfare.ui.data_coverage import coverage
from welfare.ui.data_loads import account, refusals
from welfare.ui.data_quality import freshness, last_build
from welfare.ui.filters import pick_region, pick_table
from welfare.ui.frame import title
from welfare.ui.view import view

here = view()
title(here, "data")
last_build(here)
freshness(here)

first, second, _ = st.columns([2, 2, 3])
with first:
    table = pick_table(here)
with second:
    region = pick_region(here)
coverage(here, table, region)

account(here)
left, right = st.columns(2, gap="medium")
with left:
    refusals(here, "refused")
with right:
    refusals(here, "notice")

totals(here)
disagreements(here)
jumps(here)
