"""Marks of need and reach: told by shape, place and colour; names cover neither marks nor names."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.catalog import catalogue
from welfare.charts.funnel import funnel_plot
from welfare.charts.index_rows import SYMBOLS as SIDES
from welfare.charts.index_rows import Group, index_rows
from welfare.charts.need_and_reach import QUADRANTS, SYMBOLS, Side, need_and_reach
from welfare.charts.scatter import LETTER, LINE, MARK, WIDTH, names_apart, scale
from welfare.charts.theme import DARK, LIGHT

HEIGHT = 500.0
PLACE = st.tuples(st.floats(0, 1), st.floats(0, 1))
NEED = Side(catalogue().indicators["poverty_rate_pct"], 2011, 20.0, "nation")
REACH = Side(catalogue().indicators["not_registered_pct"], 2011, 2.0, "median")


@settings(max_examples=40, deadline=None)
@given(st.lists(PLACE, min_size=2, max_size=25))
def test_no_name_covers_a_mark_or_another_name(places: list[tuple[float, float]]) -> None:
    points = {str(number): place for number, place in enumerate(places)}
    found = names_apart(points, dict.fromkeys(points, "Nakhon"), HEIGHT)
    boxes = []
    for key, (anchor, right, up) in found.items():
        x, y = points[key][0] * WIDTH + right, points[key][1] * HEIGHT + up
        long = LETTER * len("Nakhon")
        start = {"left": x, "right": x - long, "center": x - long / 2}[anchor]
        boxes.append((key, start, y - LINE / 2, start + long, y + LINE / 2))
    for number, (key, left, low, right, high) in enumerate(boxes):
        for _, *other in boxes[number + 1 :]:
            assert left >= other[2] or other[0] >= right or low >= other[3] or other[1] >= high
        for code, (px, py) in points.items():
            x, y = px * WIDTH, py * HEIGHT
            apart = left >= x + MARK or x - MARK >= right or low >= y + MARK or y - MARK >= high
            assert code == key or apart


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=20), st.booleans())
def test_a_scale_holds_every_value(values: list[float], turned: bool) -> None:
    drawn = scale(pd.Series(values), turned=turned)
    assert all(0 <= drawn.place(value) <= 1 for value in values)


def rows() -> pd.DataFrame:
    pairs = [(30.0, 3.0), (30.0, 1.0), (10.0, 3.0), (10.0, 1.0), (20.0, 2.0)]
    table = pd.DataFrame(pairs, columns=["need", "reach"])
    table["area_id"] = ["58", "50", "10", "83", "38"]
    table["quadrant"] = list(QUADRANTS)
    for name in ("need_low", "need_high", "reach_low", "reach_high"):
        table[name] = float("nan")
    return table


def test_each_part_has_a_shape_of_its_own_and_less_may_be_more() -> None:
    for palette in (LIGHT, DARK):
        drawn = need_and_reach(rows(), NEED, REACH, "th", palette, named=["58"], chosen="50")
        marks = [trace for trace in drawn.data if trace.customdata is not None]
        assert [trace.marker.symbol for trace in marks] == list(SYMBOLS.values())
        assert len(set(SYMBOLS.values())) == len(QUADRANTS)
        low, high = drawn.layout.yaxis.range
        assert low > high
        told = " ".join(str(note.text) for note in drawn.layout.annotations)
        assert "แม่ฮ่องสอน" in told
        assert "13.15" not in told
        assert "20.00%" in told


def test_an_index_whose_interval_holds_zero_has_no_side() -> None:
    table = pd.DataFrame(
        {
            "label": ["a", "b", "c", "d"],
            "value": [-0.2, 0.2, 0.1, 0.3],
            "low": [-0.3, 0.1, -0.1, float("nan")],
            "high": [-0.1, 0.3, 0.3, float("nan")],
        }
    )
    drawn = index_rows([Group("One", LIGHT.accent, table, "b")], "en", LIGHT)
    sides = ["follows", "against", "unclear", "unclear"]
    assert list(drawn.data[0].marker.symbol) == [SIDES[side] for side in sides]
    assert any("<b>b</b>" in str(label) for label in drawn.layout.yaxis.ticktext)


def test_the_funnel_tells_sides_by_shape_and_names_those_outside() -> None:
    table = pd.DataFrame(
        {
            "area_id": ["58", "50", "10"],
            "value": [9.0, 2.0, 0.2],
            "people": [250_000.0, 1_600_000.0, 8_000_000.0],
            "passed": [2, 0, -2],
        }
    )
    curve = pd.DataFrame({"people": [250_000, 8_000_000], "low": [0.5, 1.4], "high": [4.0, 2.2]})
    indicator = catalogue().indicators["grants_projects_per_100k"]
    drawn = funnel_plot(table, (curve, curve), indicator, "en", LIGHT, common=1.9)
    marks = {trace.marker.symbol for trace in drawn.data if trace.mode == "markers"}
    assert marks == {"triangle-up", "circle", "triangle-down"}
    named = {note.text for note in drawn.layout.annotations}
    assert named == {"Mae Hong Son", "Bangkok"}
