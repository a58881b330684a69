"""One province: strengths and gaps with their evidence, trend, people, money, projects, peers."""

import streamlit as st

from welfare.ui.brief_link import province_brief_link
from welfare.ui.frame import title
from welfare.ui.profile import compared, head, standing_out
from welfare.ui.profile_choice import pick_profile
from welfare.ui.profile_money import per_poor, projects, systems
from welfare.ui.profile_people import peers, pyramid, trend
from welfare.ui.view import view

here = view()
title(here, "profile")
shown = pick_profile(here)

head(here, shown)
province_brief_link(here, shown.code)
standing_out(here, shown)
per_poor(here, shown)
compared(here, shown)

left, right = st.columns(2, gap="medium")
with left:
    trend(here, shown)
    systems(here, shown)
with right:
    pyramid(here, shown)
    projects(here, shown)
peers(here, shown)
