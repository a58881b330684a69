"""Methods: how every measure and every indicator is worked out."""

import streamlit as st

from welfare.ui.choice import INDICATORS
from welfare.ui.filters import pick_family, pick_method
from welfare.ui.frame import title
from welfare.ui.methods import indicators, measures
from welfare.ui.view import view

here = view()
title(here, "methods")

first, second, _ = st.columns([3, 5, 2])
with first:
    family = pick_family(here)
with second:
    method = pick_method(here, family)

if family == INDICATORS:
    indicators(here)
else:
    measures(here, family, method)
