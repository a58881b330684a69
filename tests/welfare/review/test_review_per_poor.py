"""Money per poor person: the change, and every number that says how sure it is."""

import pandas as pd
import pytest

from welfare.catalog import catalogue
from welfare.paths import OPEN_DATA
from welfare.review.per_poor import change_of, per_poor_of, poor_years
from welfare.review.per_poor_words import how_sure
from welfare.review.province_records import MoneyPerPoor
from welfare.warehouse import Snapshot

FUND = "grants_thb_per_poor_person"


def made(
    amounts: dict[int, float],
    poor: dict[int, float],
    *,
    before: int = 0,
    edition: str = "line_revised",
) -> list[pd.DataFrame]:
    """Return quotient, money and poor as the history has them; the poor of year - ``before``."""
    people = pd.DataFrame(
        [
            {"year": y, "value": v, "low": None, "high": None, "vintage_id": "line_revised"}
            for y, v in poor.items()
        ]
    )
    rows = pd.DataFrame(
        [{"year": y, "value": v / poor[y - before], "nation": None} for y, v in amounts.items()]
    )
    money = pd.DataFrame([{"year": y, "value": v} for y, v in amounts.items()])
    return [rows, money, people]


def fund_of(snapshot: Snapshot, code: str) -> MoneyPerPoor:
    return next(one for one in per_poor_of(snapshot, code) if one.indicator == FUND)


def test_yasothon_is_worked_out_from_the_shipped_rows(snapshot: Snapshot) -> None:
    projects = pd.read_csv(OPEN_DATA / "project_promotion_fund.csv", dtype={"province_code": str})
    projects = projects[projects["programme_id"] == "promotion_fund"]
    baht = projects.groupby(["province_code", "fiscal_year"])["amount_thb"].sum()
    whole = projects.groupby("fiscal_year")["amount_thb"].sum()
    found = fund_of(snapshot, "35")
    assert [year.year for year in found.years] == [2008, 2009, 2010, 2011]
    for year in found.years:
        assert year.amount == pytest.approx(baht["35", year.year])
        assert year.value == pytest.approx(year.amount / year.people)
        assert year.people_year == year.year
        unplaced = baht["00", year.year]
        assert year.unplaced_thb == pytest.approx(unplaced)
        assert year.unplaced_pct == pytest.approx(100 * unplaced / whole[year.year])
    assert [round(year.people) for year in found.years] == [134_700, 185_700, 129_400, 155_400]
    change = found.change
    assert change is not None
    assert change.value_pct == pytest.approx(100 * (6.949807 / 16.58278 - 1), abs=0.01)
    assert change.bound == pytest.approx((1_080_000 + 715_760) / 155_400)
    assert change.holds is True


def test_its_sentences_say_these_numbers_in_both_languages(snapshot: Snapshot) -> None:
    found = fund_of(snapshot, "35")
    for number in ("58%", "16.58", "6.95"):
        assert number in found.sentence.th
        assert number in found.sentence.en
    told = " ".join(said.en for said in found.how_sure)
    for number in ("52%", "15%", "134,700", "155,400", "2.39", "18.3%", "0.7%", "11.56", "FY 2013"):
        assert number in told
    assert "no confidence interval" in told
    assert "the direction holds" in told
    assert "ปีงบประมาณ 2556" in found.how_sure[-1].th


def test_where_lost_money_could_turn_the_direction_it_is_said(snapshot: Snapshot) -> None:
    found = fund_of(snapshot, "10")
    assert found.change is not None
    assert found.change.holds is False
    assert any("the direction may turn" in said.en for said in found.how_sure)


def test_parts_of_the_change_multiply_to_the_whole(snapshot: Snapshot) -> None:
    for code in ("35", "50", "83", "90"):
        change = fund_of(snapshot, code).change
        assert change is not None
        money, people = 1 + change.amount_pct / 100, 1 + change.people_pct / 100
        assert money / people == pytest.approx(1 + change.value_pct / 100)


def test_two_editions_of_the_poor_are_not_one_series() -> None:
    rows, money, people = made({2008: 10.0, 2009: 12.0, 2010: 8.0}, {2008: 1, 2009: 2, 2010: 2})
    people.loc[0, "vintage_id"] = "another"
    found = poor_years(rows, money, people, 0, None)
    assert [year.year for year in found] == [2009, 2010]


def test_the_poor_of_an_earlier_year_are_named() -> None:
    rows, money, people = made({2012: 10.0}, {2011: 5}, before=1)
    (only,) = poor_years(rows, money, people, 2, None)
    assert (only.people_year, only.unplaced_thb, only.unplaced_pct) == (2011, None, None)
    assert change_of((only,)) is None


def test_a_known_interval_of_the_poor_is_told() -> None:
    rows, money, people = made({2008: 10.0, 2009: 12.0}, {2008: 4, 2009: 4})
    people["low"], people["high"] = 3.0, 5.0
    years = poor_years(rows, money, people, 0, None)
    told = how_sure(catalogue().indicators[FUND], years, change_of(years), 2009)
    assert any("95% interval of 3 to 5" in said.en for said in told)
