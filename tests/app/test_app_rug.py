"""Indicator rug: rows in the order that is asked for, kept or left out, told of in the link."""

import re
from statistics import median

import pytest
from opening import faultless, opened, said
from streamlit.testing.v1 import AppTest

from welfare.catalog import catalogue
from welfare.language import message
from welfare.queries.indicators import areas_in_year
from welfare.review.rug import rug
from welfare.ui.choice import SORTS
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.usefixtures("served_warehouse")


def provinces_of(at: AppTest) -> list[str]:
    """Return the codes of the rows, from the top."""
    (table,) = [each.body for each in at.html if "wa-rug" in each.body]
    return re.findall(r'<th scope="row"[^>]*><a href="profile[^"]*province=(\d\d)"', table)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_province_stands_in_its_region(language: str) -> None:
    at = opened("rug", lang=language)
    assert faultless(at)
    shown = provinces_of(at)
    assert sorted(shown) == sorted(catalogue().provinces)
    regions = [catalogue().provinces[code].region for code in shown]
    assert list(dict.fromkeys(regions)) == list(catalogue().regions)


def test_one_indicator_puts_the_worst_first(snapshot: Snapshot) -> None:
    at = opened("rug", lang="en", sort="poverty_rate_pct")
    assert faultless(at)
    shown = provinces_of(at)
    rows = areas_in_year(snapshot, "poverty_rate_pct", 2011).set_index("area_id")["value"]
    values = rows.reindex(shown).dropna().tolist()
    assert values == sorted(values, reverse=True)
    assert shown[0] == "58"
    at = opened("rug", lang="en", sort="household_income_thb", region="northeast")
    incomes = {
        code: cells[[one.indicator.id for one in found.columns].index("household_income_thb")]
        for found in [rug(snapshot, "nation")]
        for code, cells in found.rows.items()
    }
    poorest = [incomes[code].value for code in provinces_of(at)]
    assert poorest == sorted(poorest)
    assert median(poorest) > 0


def test_what_is_asked_goes_into_the_link() -> None:
    at = opened("rug", lang="en")
    at.selectbox(key="filter_sort").set_value("poverty_rate_pct").run()
    assert at.query_params["sort"] == "poverty_rate_pct"
    at.toggle(key="filter_slipping").set_value(True).run()
    assert at.query_params["only"] == "slipping"
    assert faultless(at)


def test_an_order_by_what_is_not_shown_gives_the_first_order() -> None:
    at = opened("rug", lang="en", sort="births")
    assert faultless(at)
    assert at.selectbox(key="filter_sort").value == SORTS[0]


def test_a_goal_is_told_with_its_law() -> None:
    at = opened("rug", lang="en", against="goal")
    assert faultless(at)
    goals = [each.goal for each in catalogue().indicators.values() if each.goal is not None]
    assert goals
    assert all(goal.told("en") in said(at) for goal in goals)


def test_nothing_that_slips_is_said_to_be_so() -> None:
    at = opened("rug", lang="en", against="goal", only="slipping", region="bangkok")
    assert faultless(at)
    shown = [each for each in at.html if "wa-rug" in each.body]
    assert shown or message("rug.nothing_slips", "en") in said(at)
