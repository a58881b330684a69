from collections.abc import Callable

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

REGISTER = "fund-grants/community_welfare_funds_REDACTED.xlsx"
FUNDS = "community_welfare_funds"
MEMBERS = "community_welfare_fund_members_persons"
BALANCE = "community_welfare_fund_balance_thb"
HEADER = [
    "ORG_ID",
    "ชื่อกองทุน",
    "ORG_CREATE_DATE",
    "Contact_province_name",
    "CUR_MEMBER_NO",
    "CUR_AMOUNT",
]


def values(reading: Reading, area: str) -> dict[str, float]:
    """Return the three figures of an area."""
    facts = reading.facts["outcome"].query("area_id == @area")
    return dict(zip(facts["indicator_id"], facts["value"], strict=True))


def fund(number: int, province: str, members: object = 10, baht: object = 99.5) -> Row:
    """Return a fund of the register."""
    return [number, f"กองทุน {number}", "01022013", province, members, baht]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "funds", "members", "baht"),
    [
        ("50", 50, 27_865, 106_331_265.86),
        ("83", 16, 9_119, 12_390_859.38),
        ("38", 5, 5_140, 5_970_167.98),
        # Of 49,317 members in Tak 44,895 stand in the place of baht as well.
        ("63", 22, 49_317 - 44_895, 3_708_008.27 - 44_895),
        ("TH", 2_920, 1_869_351 - 44_895, 2_399_295_796.92 - 44_895),
    ],
)
def test_funds_members_and_baht(
    read: Callable[[str], Reading], area: str, funds: int, members: int, baht: float
) -> None:
    found = values(read(REGISTER), area)
    assert (found[FUNDS], found[MEMBERS]) == (funds, members)
    assert found[BALANCE] == pytest.approx(baht, abs=0.01)


@pytest.mark.real_files
def test_the_year_is_that_of_the_newest_fund_and_every_fund_counts(
    read: Callable[[str], Reading],
) -> None:
    reading = read(REGISTER)
    assert reading.source_ids == ("community_welfare_funds_2555",)
    assert (reading.rows_read, reading.rows_loaded) == (2_920, 2_920)


@pytest.mark.real_files
def test_what_a_steward_should_know_of_funds_that_count(read: Callable[[str], Reading]) -> None:
    notices = read(REGISTER).issues
    assert {issue.severity for issue in notices} == {"notice"}
    reasons = pd.Series([issue.reason for issue in notices]).value_counts().to_dict()
    assert reasons == {"unknown_province": 6, "bad_year": 1, "suspect_value": 1}


def test_a_register_of_some_provinces_has_no_national_sum(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows([HEADER, fund(1, "ตาก"), fund(2, "ตาก"), fund(3, "น่าน")])
    assert reading.source_ids == ("community_welfare_funds_2556",)
    assert values(reading, "63") == {FUNDS: 2, MEMBERS: 20, BALANCE: 199}
    country = reading.facts["outcome"].query("area_id == 'TH'")
    assert country["value"].isna().all()
    assert set(country["flag"]) == {"incomplete"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (fund(2, "เมืองทิพย์"), "unknown_province"),
        (fund(2, "น่าน", members="12คน"), "bad_number"),
        (fund(2, "น่าน", baht=-5), "out_of_range"),
        (fund(1, "น่าน"), "duplicate_key"),
    ],
)
def test_a_fund_that_cannot_be_taken_is_refused_by_itself(
    read_rows: Callable[[list[Row]], Reading], row: Row, reason: str
) -> None:
    reading = read_rows([["ทะเบียน"], HEADER, fund(1, "ตาก"), row])
    assert (reading.rows_read, reading.rows_loaded) == (2, 1)
    assert [(issue.reason, issue.row) for issue in reading.issues] == [(reason, 4)]


def test_without_any_day_of_founding_there_is_no_year(
    read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    row = fund(1, "ตาก")
    row[2] = "31022013"
    assert refusal(read_rows, [HEADER, row]).reason == "no_year"
