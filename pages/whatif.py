"""What if: one programme's money shared by another rule, and who would gain and lose by it."""

import streamlit as st

from welfare.catalog import catalogue
from welfare.ui import whatif_cards as cards
from welfare.ui.filters import pick_province, year_notice
from welfare.ui.frame import title
from welfare.ui.view import view
from welfare.ui.whatif import (
    Asked,
    choose_bounds,
    choose_money,
    choose_parts,
    choose_rules,
    choose_year,
    found,
    outcome,
    rule_notice,
)
from welfare.ui.whatif_hand import by_hand

here = view()
title(here, "whatif")

first, second, third, fourth, fifth = st.columns([3, 2, 4, 2, 2], vertical_alignment="bottom")
with first:
    money = choose_money(here)
with second:
    year = choose_year(here, money)
now = found(here, money, year)
with third:
    scenario = choose_rules(here, now)
with fourth:
    province = pick_province(here, None, here.say("filter.no_province"))
with fifth:
    choose_bounds(here, now, scenario)
choose_parts(here, scenario)
year_notice(here, year, catalogue().incomplete_years(now.money))
rule_notice(here, scenario)

asked = Asked(now, scenario, province)
shown = outcome(here, asked)
if shown is not None and shown.balance >= 0:
    cards.headline(here, shown)
by_hand(here, asked, shown)
if shown is not None and shown.balance >= 0:
    cards.winners_and_losers(here, asked, shown)
    cards.disparity(here, asked, shown)
    cards.assumptions(here, shown)
