"""Lines over years: none crosses a gap, a change of method or a change of edition."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from welfare.catalog import Catalogue, Indicator
from welfare.charts.series import Line, national_lines, province_lines, sparkline
from welfare.charts.theme import DARK, LIGHT
from welfare.queries.indicators import national_series, province_series, province_years
from welfare.warehouse import Snapshot

SHIFT = {"th": 543, "en": 0}


def strokes(figure: go.Figure, *, dotted: bool | None = None) -> list[go.Scatter]:
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    return [t for t in lines if dotted in (None, t.line.dash == "dot")]


def steps(traces: list[go.Scatter], language: str) -> list[tuple[int, int]]:
    """Return each piece drawn between two years (CE)."""
    return [
        (a - SHIFT[language], b - SHIFT[language])
        for trace in traces
        for (a, v), (b, w) in pairwise(zip(trace.x, trace.y, strict=True))
        if None not in (a, v, b, w)
    ]


def national(snapshot: Snapshot, indicator: Indicator, language: str) -> go.Figure:
    rows = national_series(snapshot, indicator.id)
    return national_lines([Line("", rows, "#12436D", indicator)], language, LIGHT)


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_national_line_crosses_a_break_an_edition_or_a_gap(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    for indicator in declared.indicators.values():
        rows = national_series(snapshot, indicator.id).set_index("year")
        if rows["value"].isna().all():
            continue
        figure = national(snapshot, indicator, language)
        for first, last in steps(strokes(figure), language):
            assert not any(first < point.year <= last for point in indicator.breaks)
            editions = rows.loc[[first, last], "vintage_id"].fillna("")
            assert editions.nunique() == 1
        for first, last in steps(strokes(figure, dotted=False), language):
            between = rows.loc[first:last, "value"]
            assert between.notna().all(), f"{indicator.id}: {first}-{last}"


def test_the_gini_is_solid_to_2004_then_broken_and_dotted_over_its_gaps(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    gini = declared.indicators["gini_income"]
    figure = national(snapshot, gini, "en")
    solid = [list(trace.x) for trace in strokes(figure, dotted=False)]
    assert solid == [list(range(1988, 2005, 2)), [2006, 2007]]
    assert (2007, 2009) in steps(strokes(figure, dotted=True), "en")
    assert (2004, 2006) not in steps(strokes(figure), "en")
    assert [shape.x0 for shape in figure.layout.shapes] == [2005]
    assert any("Method changed" in note.text for note in figure.layout.annotations)


def test_every_known_value_is_marked_and_no_other(declared: Catalogue, snapshot: Snapshot) -> None:
    gini = declared.indicators["gini_income"]
    known = national_series(snapshot, "gini_income").dropna(subset=["value"])
    marks = next(t for t in national(snapshot, gini, "th").data if t.mode == "markers")
    assert list(marks.x) == [year + 543 for year in known["year"]]
    assert list(marks.y) == known["value"].tolist()


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_province_line_crosses_an_edition_or_a_gap(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    for indicator in declared.indicators.values():
        if len(province_years(snapshot, indicator.id)) < 2:
            continue
        series = province_series(snapshot, indicator.id)
        edition = series.drop_duplicates("year").set_index("year")["vintage_id"].fillna("")
        figure = province_lines(series, indicator, language, DARK, chosen="38")
        for first, last in steps(strokes(figure), language):
            assert edition[first] == edition[last]
        bueng_kan = series[series["area_id"] == "38"].set_index("year")["value"]
        own = [t for t in strokes(figure) if t.line.color == DARK.highlight]
        for first, last in steps(own, language):
            assert bueng_kan.loc[first:last].notna().all()


def test_the_pen_is_lifted_between_provinces(declared: Catalogue, snapshot: Snapshot) -> None:
    series = province_series(snapshot, "social_security_pct")
    indicator = declared.indicators["social_security_pct"]
    faint = province_lines(series, indicator, "en", LIGHT).data[0]
    assert all(a < b for a, b in steps([faint], "en"))
    known = series[(series["area_kind"] == "province") & series["value"].notna()]
    drawn = [value for value in faint.y if value is not None]
    assert sorted(drawn) == sorted(known["value"].round(2))


def test_a_new_poverty_line_is_marked_between_its_years(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    series = province_series(snapshot, "poverty_rate_pct")
    rate = declared.indicators["poverty_rate_pct"]
    figure = province_lines(series, rate, "th", LIGHT)
    assert [shape.x0 for shape in figure.layout.shapes] == [2005 + 543]
    assert any(note.text == "เปลี่ยนเส้นความยากจน" for note in figure.layout.annotations)


def test_the_sum_of_the_provinces_is_no_line_beside_them(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    def names(indicator: str) -> set[str]:
        series = province_series(snapshot, indicator)
        figure = province_lines(series, declared.indicators[indicator], "en", LIGHT, chosen="50")
        return {trace.name for trace in figure.data if trace.name}

    assert names("social_security_pct") == {"Nation", "North", "Chiang Mai"}
    assert names("social_security_persons") == {"Chiang Mai"}


@pytest.mark.parametrize("years", [[2014], [2014, 2015], list(range(2006, 2014))])
def test_a_sparkline_writes_its_first_and_last_year(years: list[int]) -> None:
    rows = pd.DataFrame({"year": years, "value": [float(y) for y in years]})
    axis = sparkline(rows, LIGHT, "#12436D", "th").layout.xaxis
    assert set(axis.ticktext) == {str(years[0] + 543), str(years[-1] + 543)}
