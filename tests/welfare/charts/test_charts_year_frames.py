"""Frames of years say the same numbers, classes and sentences as figures of one year."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import catalogue
from welfare.charts.findings import provinces_finding
from welfare.charts.theme import LIGHT
from welfare.charts.year_frames import Frame, Reach, colour_places, reach, year_frame
from welfare.metrics.classify import quantile_classes
from welfare.queries import indicators
from welfare.warehouse import Snapshot

CODES = list(catalogue().provinces)


def frame_of(snapshot: Snapshot, indicator_id: str, year: int, language: str = "en") -> Frame:
    indicator = catalogue().indicators[indicator_id]
    areas = indicators.areas_in_year(snapshot, indicator_id, year)
    over = reach([areas], indicator)
    return year_frame(areas, indicator, year, over, language, about="", ramp=5)


@pytest.mark.parametrize("language", ["th", "en"])
def test_values_and_sentence_are_those_of_the_year(snapshot: Snapshot, language: str) -> None:
    indicator = catalogue().indicators["poverty_rate_pct"]
    areas = indicators.areas_in_year(snapshot, "poverty_rate_pct", 2004)
    frame = frame_of(snapshot, "poverty_rate_pct", 2004, language)
    values = areas.set_index("area_id")["value"].reindex(CODES)
    for shown, at, value in zip(frame["values"], frame["at"], values, strict=True):
        assert (at is None) == pd.isna(value)
        if pd.notna(value):
            assert shown == f"{value:,.2f}"
    assert frame["finding"] == provinces_finding(areas, indicator, 2004, language)
    assert [values.iloc[i] for i in frame["order"]] == sorted(values.dropna(), reverse=True)
    assert frame["name"] == ("2547" if language == "th" else "2004")


def test_states_follow_the_classes_of_the_year(snapshot: Snapshot) -> None:
    areas = indicators.areas_in_year(snapshot, "poverty_rate_pct", 2004).set_index("area_id")
    frame = frame_of(snapshot, "poverty_rate_pct", 2004)
    values = areas["value"].reindex(CODES)
    classes = quantile_classes(values)
    for code, state in zip(CODES, frame["states"], strict=True):
        if code == "38":  # Bueng Kan still belonged to Nong Khai
            assert state == frame["states"][CODES.index("43")]
        elif pd.isna(values[code]):
            assert state == 1
        else:
            assert state == 3 + classes.index([values[code]])[0]
    assert len(frame["classes"]) == classes.count


def test_intervals_hold_their_values(snapshot: Snapshot) -> None:
    frame = frame_of(snapshot, "grants_projects_per_100k", 2012)
    for at, low, high, words in zip(
        frame["at"], frame["low"], frame["high"], frame["between"], strict=True
    ):
        if low is None or high is None or at is None:
            assert words == ""
        else:
            assert low <= at <= high
            assert words.startswith("95% interval")
    assert frame_of(snapshot, "poverty_rate_pct", 2011)["between"] == []


def test_nation_and_regions_are_lines_but_not_of_a_total(snapshot: Snapshot) -> None:
    areas = indicators.areas_in_year(snapshot, "poverty_rate_pct", 2011).set_index("area_id")
    lines = frame_of(snapshot, "poverty_rate_pct", 2011)["lines"]
    assert lines["TH"][1].endswith(f" {areas.at['TH', 'value']:.2f}%")
    assert lines["region_north"][1].endswith(f" {areas.at['region_north', 'value']:.2f}%")
    assert frame_of(snapshot, "births_persons", 2021)["lines"] == {}


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.floats(0, 1))
def test_a_share_is_between_the_ends(low: float, wide: float, part: float) -> None:
    over = Reach(low, low + wide)
    if over.high > over.low:
        share = over.share(min(over.high, over.low + part * wide))
        assert share is not None
        assert 0 <= share <= 1
    assert over.share(None) is None
    assert over.share(np.nan) is None


@pytest.mark.parametrize("count", range(6))
def test_colours_are_those_of_the_palette(count: int) -> None:
    assert [LIGHT.sequential[place] for place in colour_places(count, 5)] == LIGHT.ramp(count)
