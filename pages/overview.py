"""Overview: the four systems, poverty and inequality, what changed."""

import streamlit as st

from welfare.ui.frame import title
from welfare.ui.overview import changed, headline, inequality, poverty, poverty_map, system_tiles
from welfare.ui.view import view

here = view()
title(here, "overview")
headline(here)
system_tiles(here)

left, right = st.columns(2, gap="medium")
with left:
    poverty(here)
with right:
    inequality(here)

left, right = st.columns(2, gap="medium")
with left:
    poverty_map(here)
with right:
    changed(here)
