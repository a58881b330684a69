"""Drawings stand where their numbers say, within their box, and hold no words as shapes."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.briefs.drawing import Drawing, number
from welfare.briefs.drawings.bar_table import Column, bar_table
from welfare.briefs.drawings.bars import Bar, bars
from welfare.briefs.drawings.locator import locator
from welfare.briefs.drawings.pyramid import Ages, Stacked, pyramid, round_part
from welfare.briefs.drawings.strip import EDGE, Places, strip
from welfare.briefs.drawings.trend import Frame, Line, round_steps, trend
from welfare.catalog import catalogue
from welfare.charts.theme import LIGHT
from welfare.language.numbers import NO_VALUE

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.floats(-1e6, 1e6, allow_nan=False)


def shapes(drawing: Drawing, tag: str) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in ET.fromstring(drawing.svg).iter(f"{SVG}{tag}")]  # noqa: S314 - our own words


def places(**known: object) -> Places:
    told = {"own": None, "interval": None, "region": None, "nation": None, "median": None}
    return Places(**{"others": [0.0, 10.0], "peers": [], **told, **known})  # type: ignore[arg-type]


def test_a_province_stands_where_its_value_lies() -> None:
    (own,) = shapes(strip(places(own=2.5), 110, "words"), "circle")
    assert float(own["cx"]) == EDGE + 0.25 * (110 - 2 * EDGE)


def test_the_median_stands_in_for_the_nation_and_never_beside_it() -> None:
    dashed = [
        each
        for each in shapes(strip(places(median=5.0), 110, ""), "line")
        if "stroke-dasharray" in each
    ]
    both = strip(places(median=5.0, nation=5.0), 110, "")
    assert len(dashed) == 1
    assert not [each for each in shapes(both, "line") if "stroke-dasharray" in each]


@given(st.lists(VALUES, max_size=80), VALUES, st.lists(VALUES, max_size=5))
def test_no_mark_leaves_the_strip(others: list[float], own: float, peers: list[float]) -> None:
    drawn = strip(places(others=others, own=own, peers=peers), 168, "")
    (mark,) = shapes(drawn, "circle")
    assert EDGE - 0.01 <= float(mark["cx"]) <= 168 - EDGE + 0.01


def test_bars_of_a_table_share_one_scale_and_what_is_unknown_has_none() -> None:
    columns = [
        Column("2011", [(40.0, "40"), (None, NO_VALUE)]),
        Column("2019", [(10.0, "10"), (20.0, "20")]),
    ]
    drawn = bar_table(["North", "South"], columns, (400, 60), (0.0, 40.0), "words")
    widths = [float(each["width"]) for each in shapes(drawn, "rect")]
    assert widths == pytest.approx([widths[0], widths[0] / 4, widths[0] / 2], rel=0.01)
    said = [label.words for label in drawn.labels]
    assert said == ["North", "South", "2011", "40", NO_VALUE, "2019", "10", "20"]
    assert all(label.x + 20 <= 400 for label in drawn.labels)


def test_nothing_known_is_an_empty_strip() -> None:
    assert len(shapes(strip(places(others=[]), 168, ""), "line")) == 1


@given(st.floats(1e-3, 1e9))
def test_steps_are_round_and_reach_the_highest(highest: float) -> None:
    steps = round_steps(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest * (1 - 1e-9)
    assert 3 <= len(steps) <= 7


def frame(**more: object) -> Frame:
    told = {"years": [2000, 2010], "shown_year": str, "shown_value": str, "shown_step": str}
    return Frame(**{"width": 240, "height": 150, **told, **more})  # type: ignore[arg-type]


def test_a_gap_is_a_gap_and_a_lone_year_a_dot() -> None:
    line = Line("here", [[(2000, 1.0), (2001, 2.0)], [(2010, 3.0)]], LIGHT.highlight)
    drawn = trend([line], [], frame(), "")
    assert len(shapes(drawn, "polyline")) == 1
    assert len(shapes(drawn, "circle")) == 3


def test_names_of_lines_do_not_stand_on_one_another() -> None:
    lines = [Line(name, [[(2000, 5.0), (2010, 5.0)]], LIGHT.ink) for name in "abc"]
    drawn = trend(lines, [], frame(), "")
    named = sorted(label.y for label in drawn.labels if label.words.startswith("5.0 "))
    assert len(named) == 3
    assert min(b - a for a, b in pairwise(named)) >= 8.9


def test_a_line_of_which_nothing_is_known_is_left_out() -> None:
    known = Line("a", [[(2000, 1.0), (2010, 2.0)]], LIGHT.ink)
    drawn = trend([known, Line("b", [], LIGHT.ink)], [], frame(), "")
    assert not [label for label in drawn.labels if label.words.endswith(" b")]


def test_bars_of_a_pyramid_are_as_long_as_their_people() -> None:
    parts = [Stacked("#111111", [10, 20], [5, 40]), Stacked("#222222", [10, 0], [5, 0])]
    ages = Ages(["0-4", "5-9"], ["men", "women"], str)
    drawn = pyramid(parts, [[10, 10], [10, 10]], ages, (228, 100), "")
    widths = [float(each["width"]) for each in shapes(drawn, "rect")]
    assert max(widths) == 100
    assert sum(widths) == pytest.approx(100 * 90 / 40)


@given(st.floats(1, 1e8))
def test_the_number_below_a_pyramid_is_round(widest: float) -> None:
    part = round_part(widest)
    assert widest / 2.5 <= part * 1.0001
    assert part <= widest
    assert re.fullmatch(r"[125]0*", f"{part:.0f}")


def test_a_bar_in_part_is_open_and_an_unknown_one_is_not_drawn_high() -> None:
    every = [
        Bar(4.0, "4", "2551", "2"),
        Bar(2.0, "2", "2552", "1", part=True),
        Bar(None, "–", "2553", "3"),
    ]
    first, second, third = shapes(bars(every, (90, 100), LIGHT.accent, ""), "rect")
    assert float(second["height"]) == float(first["height"]) / 2
    assert (first["fill"], second["fill"]) == (LIGHT.accent, LIGHT.surface)
    assert float(third["height"]) == 0


def test_a_province_is_dark_among_its_region_and_a_small_one_is_ringed() -> None:
    large, small = locator(("50",), 112, "words"), locator(("83",), 112, "words")
    dark = [each for each in shapes(large, "path") if each["fill"] == LIGHT.accent]
    assert len(dark) == 1
    assert len(shapes(large, "path")) == len(catalogue().provinces)
    assert not shapes(large, "circle")
    assert len(shapes(small, "circle")) == 1


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (-0.5, "-0.5"), (1.006, "1.01"), (-0.001, "0"), (12, "12")]
)
def test_lengths_are_short(value: float, written: str) -> None:
    assert number(value) == written
