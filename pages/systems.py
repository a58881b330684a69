"""Welfare systems: the four side by side, where they reach, what is known and what is not."""

import streamlit as st

from welfare.ui.filters import pick_measure, pick_province, pick_system
from welfare.ui.frame import title
from welfare.ui.system_columns import four_systems
from welfare.ui.system_maps import where
from welfare.ui.systems import budget, grants, programmes, recognised
from welfare.ui.view import view

here = view()
title(here, "systems")

first, second, third = st.columns([2, 2, 1])
with first:
    system = pick_system(here)
with second:
    province = pick_province(here, None, here.say("filter.whole_country"))
with third:
    measure = pick_measure(here)

four_systems(here, system, province)
where(here, system, measure, province)
budget(here, system)
grants(here)
recognised(here)
programmes(here, system)
