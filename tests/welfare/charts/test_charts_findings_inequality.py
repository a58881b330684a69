"""Sentences on inequality say what the numbers can carry, and no more."""

import pandas as pd
import pytest

from welfare.catalog import Catalogue, Language
from welfare.charts import findings_inequality as sentences
from welfare.metrics import lorenz
from welfare.queries import disparity as queries
from welfare.queries import indicators
from welfare.warehouse import Snapshot


def index(**known: object) -> pd.Series:
    """Return the concentration index of the fund's grants in 2012 with some parts changed."""
    return pd.Series(
        {
            "indicator_id": "grants_thb_per_head",
            "year": 2012,
            "need_id": "poverty_rate_pct",
            "need_year": 2011,
            "value": -0.2,
            "low": -0.3,
            "high": -0.1,
            "n": 76,
            **known,
        }
    )


def test_where_the_country_stands(snapshot: Snapshot) -> None:
    gini, poverty = (
        indicators.national_series(snapshot, name) for name in ("gini_income", "poverty_rate_pct")
    )
    said = sentences.standing_finding(gini, poverty, "en")
    last = gini.dropna(subset="value").iloc[-1]
    assert f"{last['value']:.3f} in {int(last['year'])}" in said
    assert " and poverty fell from " in said


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({}, "follows"),
        ({"low": 0.1, "high": 0.3, "value": 0.2}, "against"),
        ({"low": -0.3, "high": 0.01}, "unclear"),
        ({"low": None, "high": None}, "unclear"),
    ],
)
def test_a_verdict_needs_an_interval_on_one_side_of_zero(
    known: dict[str, object], verdict: str
) -> None:
    assert sentences.followed(index(**known)) == verdict


def test_a_finding_on_need_gives_interval_provinces_and_years() -> None:
    said = sentences.need_finding(index(), "en")
    assert "reaches the needier provinces" in said
    assert "−0.200 (95% interval −0.300 to −0.100), 76 provinces" in said
    assert said.endswith("of 2011")


def test_a_finding_without_an_interval_says_so() -> None:
    said = sentences.need_finding(index(low=None, high=None), "th")
    assert "ไม่ทราบช่วงความเชื่อมั่น" in said
    assert "บอกไม่ได้" in said


def test_the_fund_followed_need_in_2551_and_not_in_2555(snapshot: Snapshot) -> None:
    found = queries.concentration(snapshot)
    grants = found[
        (found["indicator_id"] == "grants_thb_per_head")
        & (found["statistic_id"] == "concentration_index")
    ].set_index("year", drop=False)
    assert sentences.followed(grants.loc[2008]) == "follows"
    assert sentences.followed(grants.loc[2012]) == "unclear"


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_kinds_of_money_are_counted(snapshot: Snapshot, language: Language) -> None:
    found = queries.concentration(snapshot)
    latest = found[found["statistic_id"] == "concentration_index"].groupby("indicator_id").tail(1)
    said = sentences.needs_finding(latest, language)
    verdicts = [sentences.followed(row) for _, row in latest.iterrows()]
    assert str(len(latest)) in said
    assert str(verdicts.count("unclear")) in said


def test_how_unequal_provinces_are(snapshot: Snapshot, declared: Catalogue) -> None:
    rows = queries.statistics(snapshot, "poverty_rate_pct")
    of_year = rows[rows["year"] == 2011]
    said = sentences.disparity_finding(of_year, declared.indicators["poverty_rate_pct"], 2011, "en")
    value = of_year.set_index("statistic_id").at["gini", "value"]
    assert f"between 76 provinces is {value:.3f} (95% interval" in said


def test_what_the_least_have() -> None:
    assert "40% of the people, have 0%" in sentences.lorenz_finding(lorenz([0, 0, 5], None), "en")


@pytest.mark.parametrize(("p_value", "clustered"), [(0.001, True), (0.2, False)])
def test_clusters_are_named_only_beyond_chance(
    declared: Catalogue, p_value: float, clustered: bool
) -> None:
    clusters = pd.DataFrame({"area_id": ["94", "95", "96"], "cluster": ["high_high"] * 3})
    moran = pd.Series({"value": 0.4, "p_value": p_value})
    said = sentences.cluster_finding(
        clusters, moran, declared.indicators["poverty_rate_pct"], 2011, "en"
    )
    assert ("Pattani" in said) == clustered
    assert ("no more alike than chance" in said) != clustered


def test_a_statistic_that_rounds_to_zero_has_no_sign() -> None:
    assert sentences.statistic(-0.0001, "gini") == "0.000"
    assert sentences.statistic(-0.25, "gini") == "−0.250"
    assert sentences.statistic(1295.951, "max_min") == "1,295.95"
