"""Budget: from unit to plan, project and system; a head and a poor person; what stays unplaced."""

import streamlit as st

from welfare.ui.budget import choose_budget, into_systems, tiles, where_it_goes
from welfare.ui.budget_cards import reasons, stages, unplaced
from welfare.ui.frame import title
from welfare.ui.money_per_person import for_each_person
from welfare.ui.view import view

here = view()
title(here, "budget")
shown = choose_budget(here)

tiles(here, shown)
where_it_goes(here, shown)
left, right = st.columns([7, 5], gap="medium")
with left:
    into_systems(here, shown)
with right:
    stages(here, shown)
unplaced(here, shown)

st.header(here.say("budget.person_heading"), anchor=False)
for_each_person(here)
reasons(here, shown)
