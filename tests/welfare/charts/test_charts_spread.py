"""A statistic over the years: intervals are drawn, and no line crosses a change of edition."""

import pytest

from welfare.catalog import Catalogue, Language
from welfare.charts.spread import spread_over_years
from welfare.charts.theme import LIGHT
from welfare.queries.disparity import statistics
from welfare.warehouse import Snapshot


@pytest.mark.parametrize(("language", "first"), [("th", 2543), ("en", 2000)])
def test_poverty_of_two_lines_is_two_stretches(
    snapshot: Snapshot, declared: Catalogue, language: Language, first: int
) -> None:
    rows = statistics(snapshot, "poverty_rate_pct")
    gini = rows[rows["statistic_id"] == "gini"]
    fig = spread_over_years(gini, declared.indicators["poverty_rate_pct"], language, LIGHT)
    assert [len(trace.x) for trace in fig.data] == [3, 6]
    assert fig.data[0].x[0] == first


def test_the_interval_reaches_from_low_to_high(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = statistics(snapshot, "grants_thb_per_head")
    gini = rows[rows["statistic_id"] == "gini"]
    (trace,) = spread_over_years(gini, declared.indicators["grants_thb_per_head"], "en", LIGHT).data
    last = gini.iloc[-1]
    assert trace.y[-1] + trace.error_y.array[-1] == pytest.approx(last["high"])
    assert trace.y[-1] - trace.error_y.arrayminus[-1] == pytest.approx(last["low"])
    assert trace.text[-1] == f"{last['value']:.3f}"
    assert set(trace.text[1:-1]) == {""}
