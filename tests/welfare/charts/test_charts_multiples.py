"""Small multiples: one axis for all panels, every value drawn, and room for what is written."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from welfare.catalog import Catalogue, Language
from welfare.charts.multiples import LETTER, NARROWEST, Axes, Drawn, line_panels
from welfare.charts.theme import LIGHT
from welfare.queries.indicators import province_series
from welfare.warehouse import Snapshot

UBON, CHIANG_MAI = "34", "50"


def drawn(
    snapshot: Snapshot, declared: Catalogue, name: str, language: Language
) -> tuple[go.Figure, list[pd.DataFrame]]:
    series = province_series(snapshot, name)
    indicator = declared.indicators[name]
    rows = [series[series["area_id"] == code].sort_values("year") for code in (UBON, CHIANG_MAI)]
    panels = [Drawn(str(n), "", each, indicator, str(n)) for n, each in enumerate(rows)]
    every = pd.concat(rows)["value"].dropna()
    years = int(series["year"].min()), int(series["year"].max())
    axes = Axes(0.0, float(every.max()), years, indexed=False)
    nation = series[series["area_kind"] == "country"].sort_values("year")
    return line_panels(panels, axes, nation, language, LIGHT), rows


@pytest.mark.parametrize("name", ["poverty_rate_pct", "household_income_thb", "grants_thb"])
@pytest.mark.parametrize(("language", "ahead"), [("th", 543), ("en", 0)])
def test_every_known_value_is_a_point_in_its_year(
    snapshot: Snapshot, declared: Catalogue, name: str, language: Language, ahead: int
) -> None:
    fig, rows = drawn(snapshot, declared, name, language)
    marks = [trace for trace in fig.data if trace.mode == "markers"]
    assert len(marks) == len(rows)
    for trace, each in zip(marks, rows, strict=True):
        known = each.dropna(subset="value")
        assert list(trace.x) == [year + ahead for year in known["year"]]
        assert list(trace.y) == known["value"].tolist()


@pytest.mark.parametrize("name", ["poverty_rate_pct", "household_income_thb", "grants_thb"])
def test_panels_share_one_axis_with_room_for_the_last_value(
    snapshot: Snapshot, declared: Catalogue, name: str
) -> None:
    fig, rows = drawn(snapshot, declared, name, "th")
    axes = fig.layout
    assert axes.xaxis.range == axes.xaxis2.range
    assert axes.yaxis.range == axes.yaxis2.range
    start, end = axes.xaxis.range
    for each, sign in zip(rows, ("x", "x2"), strict=True):
        last = each.dropna(subset="value")["year"].max() + 543
        (label,) = (n.text for n in axes.annotations if n.xref == sign and n.x == last)
        letters = len(label.removeprefix("<b>").removesuffix("</b>"))
        assert (end - last) / (end - start) * NARROWEST >= letters * LETTER


def test_a_new_edition_interrupts_the_line(snapshot: Snapshot, declared: Catalogue) -> None:
    fig, _ = drawn(snapshot, declared, "poverty_rate_pct", "en")
    lines = [t for t in fig.data if t.mode == "lines" and t.line.color == LIGHT.accent]
    assert all(None in trace.x[:-1] for trace in lines)
    assert fig.layout.shapes
