"""Which provinces lie outside what chance explains."""

import pytest
from scipy import stats

from welfare.catalog import Catalogue
from welfare.review.funnel import counted, funnel_of
from welfare.warehouse import Snapshot


def test_a_province_outside_has_a_count_that_chance_seldom_gives(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    indicator = declared.indicators["grants_projects_per_100k"]
    found = funnel_of(snapshot, indicator)
    assert found is not None
    assert len(found.rows) == 76
    for _, row in found.rows.iterrows():
        expected = found.common / indicator.measure.per * row["people"]
        count = round(row["value"] / indicator.measure.per * row["people"])
        above = stats.poisson.sf(count - 1, expected)
        below = stats.poisson.cdf(count, expected)
        if row["passed"] == 2:
            assert above <= 0.001 * 1.05
        elif row["passed"] == -2:
            assert below <= 0.001 * 1.05
        elif row["passed"] == 0:
            assert min(above, below) >= 0.025 * 0.6


def test_the_nation_is_the_middle_where_it_is_known(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    by_id = {i.id: funnel_of(snapshot, i) for i in counted(snapshot)}
    assert set(by_id) == {"tpmap_poor_pct", "grants_projects_per_100k"}
    grants = by_id["grants_projects_per_100k"]
    assert grants is not None
    assert grants.common == pytest.approx(grants.one.value("TH"))
    tpmap = by_id["tpmap_poor_pct"]
    assert tpmap is not None
    pooled = (tpmap.rows["value"] * tpmap.rows["people"]).sum() / tpmap.rows["people"].sum()
    assert tpmap.common == pytest.approx(pooled)
    for curve in (*grants.curves, *tpmap.curves):
        assert (curve["high"] > curve["low"]).all()
        assert (curve["high"] - curve["low"]).is_monotonic_decreasing or curve["low"].min() == 0
    assert funnel_of(snapshot, declared.indicators["poverty_rate_pct"]) is None
