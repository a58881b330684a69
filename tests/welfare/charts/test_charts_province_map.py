"""The map of every indicator that provinces have: all places, small, nothing from outside."""

from typing import Any

import pytest

from welfare.catalog import Catalogue, Indicator, catalogue
from welfare.charts.province_map import province_map
from welfare.charts.theme import BOUNDARIES_URL, CONFIG, DARK, LIGHT, Palette, figure
from welfare.metrics.classify import quantile_classes
from welfare.queries.indicators import areas_in_year, province_years
from welfare.warehouse import Snapshot

NOT_PROVINCIAL = (
    "social_security_state_budget_thb",
    "state_staff_protection_budget_thb",
    "gini_income",
    "gini_expenditure",
    "income_quintile_ratio",
    "gini_world_bank",
    "survey_universal_coverage_persons",
    "survey_social_security_persons",
    "survey_civil_servant_persons",
    "survey_private_insurance_persons",
    "budget_thb",
    "poor_households",
    "poverty_gap_pct",
    "recognised_projects",
    "recognised_organisations",
    "event_participants",
    "national_older_persons_pct",
    "older_allowance_persons",
    "disability_allowance_persons",
    "children_homes_persons",
    "disabled_homes_persons",
)
"""Indicators that are known for the country or its regions only."""
PROVINCIAL = tuple(name for name in catalogue().indicators if name not in NOT_PROVINCIAL)
NINE_KB = 9_000


def test_these_are_the_indicators_that_provinces_have(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    assert set(PROVINCIAL) == {i for i in declared.indicators if province_years(snapshot, i)}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("indicator_id", PROVINCIAL)
def test_map_of_the_last_year(
    snapshot: Snapshot, indicator_id: str, language: str, palette: Palette
) -> None:
    indicator = catalogue().indicators[indicator_id]
    year = province_years(snapshot, indicator_id)[-1]
    areas = areas_in_year(snapshot, indicator_id, year)
    classes = quantile_classes(areas.loc[areas["area_kind"] == "province", "value"])
    the_map = province_map(areas, classes, indicator, language, palette)
    text = the_map.to_json()
    assert len(text.encode()) < NINE_KB
    assert "http" not in text
    drawn = [code for trace in the_map.data for code in trace.locations]
    assert sorted(drawn) == sorted(catalogue().provinces)


def test_nothing_of_plotly_is_fetched_from_outside() -> None:
    assert BOUNDARIES_URL.startswith("/")
    assert CONFIG["topojsonURL"].startswith("/")
    assert CONFIG["displaylogo"] is False


def drawn_as(
    snapshot: Snapshot, indicator: Indicator, year: int, **how: Any
) -> tuple[dict[str, int], dict[str, str]]:
    """Return by province what it is drawn as, and what its label says."""
    areas = areas_in_year(snapshot, indicator.id, year)
    classes = quantile_classes(areas.loc[areas["area_kind"] == "province", "value"])
    states: dict[str, int] = {}
    labels: dict[str, str] = {}
    for trace in province_map(areas, classes, indicator, "en", LIGHT, **how).data:
        states |= dict(zip(trace.locations, (int(z) for z in trace.z), strict=True))
        labels |= dict(zip(trace.locations, trace.customdata, strict=True))
    return states, labels


def test_zero_missing_and_a_province_yet_to_be_founded_are_drawn_apart(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    states, labels = drawn_as(snapshot, declared.indicators["grants_projects"], 2012)
    rows = areas_in_year(snapshot, "grants_projects", 2012).set_index("area_id")
    assert rows.loc["38", "flag"] == "missing"
    assert (states["38"], labels["38"]) == (1, "no value in the source")
    assert min(states[code] for code in states if code != "38") >= 3

    states, labels = drawn_as(snapshot, declared.indicators["grants_thb"], 2012)
    rows = areas_in_year(snapshot, "grants_thb", 2012)
    zero = set(rows.loc[(rows["value"] == 0) & (rows["area_kind"] == "province"), "area_id"])
    assert {code for code, state in states.items() if state == 2} == zero

    states, labels = drawn_as(snapshot, declared.indicators["poverty_rate_pct"], 2010)
    assert labels["38"] == "within Nong Khai"
    assert states["38"] == states["43"]


def test_provinces_outside_the_region_are_faded(snapshot: Snapshot, declared: Catalogue) -> None:
    south = {c for c, p in declared.provinces.items() if p.region == "south"}
    rate = declared.indicators["poverty_rate_pct"]
    states, _ = drawn_as(snapshot, rate, 2011, within=south)
    assert {code for code, state in states.items() if state != 0} == south


def test_the_chosen_province_is_outlined(snapshot: Snapshot, declared: Catalogue) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    areas = areas_in_year(snapshot, rate.id, 2011)
    classes = quantile_classes(areas.loc[areas["area_kind"] == "province", "value"])
    on_map = province_map(areas, classes, rate, "th", LIGHT, chosen="50")
    assert on_map.data[-1].locations == ("50",)
    unknown = province_map(areas, classes, rate, "th", LIGHT, chosen="no such")
    assert len(unknown.data) == len(on_map.data) - 1


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_a_ramp_has_as_many_different_colours_as_classes(palette: Palette, count: int) -> None:
    ramp = palette.ramp(count)
    assert len(ramp) == len(set(ramp)) == count
    assert set(ramp).isdisjoint({palette.missing, palette.zero, palette.outside})


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_the_pointer_shows_is_written_in_ink(palette: Palette) -> None:
    label = figure(palette, 100).layout.hoverlabel
    # Without a colour of its own Plotly writes in that of the border.
    assert label.font.color == palette.ink
    assert label.bgcolor == palette.surface
