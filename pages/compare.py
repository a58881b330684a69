"""Compare: provinces, regions, age groups or years side by side, on the same axes."""

import streamlit as st

from welfare.ui.brief_link import comparison_brief_link
from welfare.ui.compare import (
    choose_area,
    choose_by,
    choose_indicators,
    choose_members,
    choose_scale,
    found,
    multiples,
)
from welfare.ui.frame import title
from welfare.ui.view import view

here = view()
title(here, "compare")

shown = found(here)
left, right = st.columns([3, 2])
with left:
    choose_by(here)
with right:
    choose_scale(here)
columns = st.columns(2 if shown.by != "ages" else [4, 4, 2])
with columns[0]:
    choose_members(here, shown)
with columns[1]:
    choose_indicators(here, shown)
with columns[-1]:
    choose_area(here, shown)

comparison_brief_link(here, shown)
multiples(here, shown)
