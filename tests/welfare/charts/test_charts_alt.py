"""A chart in words: its kind, its series, from where to where its values reach."""

import plotly.graph_objects as go
import pytest

from welfare.charts.alt import in_words
from welfare.charts.pyramid import MIRRORED

LINES = [
    go.Scatter(x=[2019, 2021], y=[0.4, None], mode="lines", name="Income"),
    go.Scatter(x=[2019, 2021], y=[0.35, 0.333], mode="lines", name="Expenditure"),
]


@pytest.mark.parametrize(
    ("traces", "said"),
    [
        (LINES, "Line chart · 2 series: Income, Expenditure · values from 0.333 to 0.4, 3 in all"),
        ([go.Bar(x=[12, 1234567], y=["Tak", "Yala"], orientation="h")], "12 to 1,234,567"),
        (
            [go.Scatter(x=[3.5, 4], y=["Tak", "Yala"], mode="markers")],
            "Dot plot · values from 3.5 to 4",
        ),
        (
            [go.Choropleth(locations=["10"], z=[7])],
            "Map of provinces · values from 7 to 7, 1 in all",
        ),
        ([go.Sankey(link={"value": [5, 9]})], "Flow diagram · values from 5 to 9"),
        ([go.Scatter(y=[1], name=str(n)) for n in range(7)], "7 series"),
    ],
)
def test_a_figure_in_words(traces: list[go.Trace], said: str) -> None:
    assert said in in_words(go.Figure(traces), "en")


def test_men_of_a_pyramid_are_no_negative_people() -> None:
    bars = [go.Bar(x=[side * 40], y=["0-4"], orientation="h") for side in (-1, 1)]
    said = in_words(go.Figure(bars, {"meta": MIRRORED}), "th")
    assert said == "พีระมิดประชากร · ค่าตั้งแต่ 40 ถึง 40 รวม 2 ค่า"


def test_a_figure_without_values_says_so() -> None:
    assert in_words(go.Figure(), "en") == "A chart without values"
