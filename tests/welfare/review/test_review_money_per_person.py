"""Money a head and a poor person: nominal and at the prices of the base year."""

import re

import pandas as pd
import pytest

from welfare.catalog import COUNTRY, Catalogue
from welfare.paths import OPEN_DATA
from welfare.review import money_per_person as review
from welfare.warehouse import Snapshot

GRANTS = "grants_thb_per_poor_person"


def price(year: int, area: str) -> float:
    rows = pd.read_csv(OPEN_DATA / "outcome_consumer_prices.csv", dtype={"area_id": str})
    rows = rows[(rows["year"] == year) & (rows["area_id"] == area)]
    return float(rows["value"].iloc[0])


def test_the_price_index_is_the_one_with_a_base_year(declared: Catalogue) -> None:
    assert [i.id for i in declared.indicators.values() if i.base_year] == ["consumer_price_index"]
    assert review.price_index().base_year == 2019


def test_prices_of_the_base_year_are_a_hundred() -> None:
    rows = pd.read_csv(OPEN_DATA / "outcome_consumer_prices.csv")
    base = rows.loc[rows["year"] == review.price_index().base_year, "value"]
    assert base.between(99.5, 100.5).all()


def test_a_province_is_set_against_its_own_prices(snapshot: Snapshot, declared: Catalogue) -> None:
    shown = review.series(snapshot, declared.indicators[GRANTS])
    at = lambda rows: rows.set_index(["year", "area_id"])["value"]  # noqa: E731
    for year in (2008, 2011):
        expected = at(shown.nominal)[year, "35"] * 100 / price(year, "35")
        assert at(shown.real)[year, "35"] == pytest.approx(expected)


def test_the_country_has_the_prices_of_its_money(snapshot: Snapshot, declared: Catalogue) -> None:
    shown = review.series(snapshot, declared.indicators[GRANTS])
    grants = pd.read_csv(OPEN_DATA / "project_promotion_fund.csv", dtype={"province_code": str})
    grants = grants[(grants["fiscal_year"] == 2011) & (grants["province_code"] != "00")]
    amounts = grants.groupby("province_code")["amount_thb"].sum()
    prices = pd.read_csv(OPEN_DATA / "outcome_consumer_prices.csv", dtype={"area_id": str})
    prices = prices[prices["year"] == 2011].set_index("area_id")["value"].dropna()
    both = amounts.index.intersection(prices.index)
    index = amounts[both].sum() / (amounts[both] / prices[both]).sum()
    rows = [
        frame[(frame["year"] == 2011) & (frame["area_id"] == COUNTRY)]
        for frame in (shown.nominal, shown.real)
    ]
    nominal, real = (float(frame["value"].iloc[0]) for frame in rows)
    assert real == pytest.approx(nominal * 100 / index)


def test_a_year_without_prices_has_no_real_value(snapshot: Snapshot, declared: Catalogue) -> None:
    shown = review.series(
        snapshot, declared.indicators["pao_social_work_budget_thb_per_poor_person"]
    )
    assert shown.real.empty
    assert not shown.nominal.empty


def test_the_sentence_tells_the_first_and_last_cells(
    snapshot: Snapshot, declared: Catalogue
) -> None:
    shown = review.series(snapshot, declared.indicators[GRANTS])
    told = review.finding(shown, "35", "en")
    own = [
        rows[rows["area_id"] == "35"].set_index("year")["value"]
        for rows in (shown.nominal, shown.real)
    ]
    for value in (own[0][2008], own[0][2011]):
        assert f"{value:.2f}" in told
    fell = [f"{round(100 * (1 - rows[2011] / rows[2008]))}%" for rows in own]
    assert re.findall(r"\d+%", told) == fell
    assert "at 2019 prices" in told


def test_what_divides_is_found_by_what_is_divided(declared: Catalogue) -> None:
    money = {
        "grants_thb_per_head": "grants_thb",
        GRANTS: "grants_thb",
        "pao_health_budget_thb_per_head": None,
        "relief_thb_per_head": "relief_thb",
    }
    for name, expected in money.items():
        found = review.money_of(declared.indicators[name])
        assert (found.id if found else None) == expected, name


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2.0, 3.0, "up 50%"),
        (4.0, 1.0, "down 75%"),
        (1.0, 1.001, "unchanged when rounded (0%)"),
        (0.0, 5.0, "from nothing"),
    ],
)
def test_a_change_is_worded_by_its_sign(first: float, last: float, words: str) -> None:
    assert review.change(first, last, "en") == words
