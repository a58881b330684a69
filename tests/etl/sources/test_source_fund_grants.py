from collections import Counter
from collections.abc import Callable

import pytest

from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

REGISTER = "fund-grants/promotefund_swpf_projects_2549-2557.xls"
SUBSET = "fund-grants/promotefund_swpf_projects_subset_2549-2553.xls"


@pytest.fixture(scope="module")
def register(read: Callable[[str], Reading]) -> Reading:
    return read(REGISTER)


@pytest.mark.real_files
def test_every_grant_is_counted_and_every_baht(register: Reading) -> None:
    facts = register.facts["project"]
    assert facts["projects"].sum() == 8_358 == register.rows_read == register.rows_loaded
    assert facts["amount_thb"].sum() == 755_869_623.50


@pytest.mark.real_files
def test_grants_without_a_province_stay_unknown(register: Reading) -> None:
    facts = register.facts["project"]
    assert facts.loc[facts["province_code"] == "00", "projects"].sum() == 862


@pytest.mark.real_files
def test_zero_and_missing_amounts_are_told_apart(register: Reading) -> None:
    facts = register.facts["project"]
    assert facts["projects_amount_zero"].sum() == 742
    assert facts["projects_amount_missing"].sum() == 8


@pytest.mark.real_files
def test_kinds_of_organisation_by_their_printed_codes(register: Reading) -> None:
    projects = register.facts["project"].groupby("organisation_kind")["projects"].sum()
    assert projects.to_dict() == {
        "public_body": 5_604,
        "public_benefit": 1_937,
        "community_welfare": 709,
        "unknown": 97 + 11,
    }


@pytest.mark.real_files
def test_grants_by_fiscal_year(register: Reading) -> None:
    projects = register.facts["project"].groupby("fiscal_year")["projects"].sum()
    printed = [64, 191, 2_401, 1_607, 1_137, 1_249, 1_023, 681, 5]
    assert projects.to_dict() == dict(zip(range(2006, 2015), printed, strict=True))


@pytest.mark.real_files
def test_grants_of_chiang_mai(register: Reading) -> None:
    chiang_mai = register.facts["project"].query("province_code == '50'")
    assert (chiang_mai["projects"].sum(), chiang_mai["amount_thb"].sum()) == (200, 12_720_728)
    of_2552 = chiang_mai[chiang_mai["fiscal_year"] == 2009]
    assert (of_2552["projects"].sum(), of_2552["amount_thb"].sum()) == (32, 3_521_312)


@pytest.mark.real_files
def test_a_grant_of_bueng_kan_before_its_founding_is_one_of_nong_khai(
    register: Reading, rows_of: Callable[[str], list[Row]]
) -> None:
    printed = {(int(row[0]), row[1]): row[4] for row in rows_of(REGISTER)[4:] if row[1] == "บึงกาฬ"}
    assert printed[2551, "บึงกาฬ"] == 50_000
    facts = register.facts["project"]
    assert facts.query("fiscal_year < 2011 and province_code == '38'").empty
    assert (
        facts.query("fiscal_year == 2008 and province_code == '43'")["amount_thb"].sum() >= 50_000
    )


@pytest.mark.real_files
def test_the_subset_is_refused_so_that_no_grant_counts_twice(
    read: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read, SUBSET)
    assert (issue.reason, issue.value) == ("superseded_copy", "2549-2553")
    assert issue.detail == "swpf_grants_2557 holds all fiscal years of 2549-2557"


@pytest.mark.real_files
def test_grants_of_the_subset_stand_in_the_register_without_a_province(
    rows_of: Callable[[str], list[Row]],
) -> None:
    unplaced = [(row[0], tidy(row[2]), row[4]) for row in rows_of(REGISTER)[4:] if not row[1]]
    subset = [(row[0], tidy(row[2]), row[4]) for row in rows_of(SUBSET)[1:]]
    assert not Counter(subset) - Counter(unplaced)


@pytest.mark.real_files
def test_a_row_that_cannot_be_read_is_refused_by_itself(
    rows_of: Callable[[str], list[Row]], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows = rows_of(REGISTER)
    rows[4][1], rows[5][4], rows[6][0] = "เมืองทิพย์", "1,00", "ปี"
    reading = read_rows(rows)
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (8_358, 8_355, 3)
    assert [(issue.reason, issue.row) for issue in reading.issues] == [
        ("unknown_province", 5),
        ("bad_number", 6),
        ("bad_year", 7),
    ]
    assert reading.issues[0].value == "เมืองทิพย์"


@pytest.mark.real_files
def test_a_register_without_grants_is_an_empty_form(
    rows_of: Callable[[str], list[Row]],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
) -> None:
    assert refusal(read_rows, rows_of(REGISTER)[:4]).reason == "empty_form"


HEADER = ["cost_get", "budget_year", "under_type", "province_name"]


def test_a_later_year_is_a_source_of_its_own_wherever_its_columns_stand(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    blank = [["", "", "", ""]] * 9
    rows = [*blank, HEADER, [500, 2559, "1", "ตาก"], [700, 2560, "", "NULL"]]
    facts = read_rows(rows).facts["project"]
    columns = ["source_id", "province_code", "organisation_kind", "amount_thb"]
    assert facts[columns].to_numpy().tolist() == [
        ["swpf_grants_2559", "63", "public_body", 500.0],
        ["swpf_grants_2560", "00", "unknown", 700.0],
    ]


def test_a_list_of_the_same_years_with_fewer_provinces_is_the_same_edition(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows([HEADER, [1, 2549, -1, "ตาก"], [2, 2557, "1", "น่าน"]])
    assert reading.source_ids == ("swpf_grants_2557",)


def test_a_list_that_goes_beyond_the_register_is_another_edition(
    read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_rows, [HEADER, [1, 2549, 1, "ตาก"], [2, 2558, 1, "น่าน"]])
    assert (issue.reason, issue.value) == ("edition_not_declared", "fund_grants 2549-2558")


def test_a_near_miss_is_suggested(read_rows: Callable[[list[Row]], Reading]) -> None:
    reading = read_rows([HEADER, [1, 2559, 1, "ตาก"], [2, 2559, 1, "นครสวรค์"]])
    assert [issue.detail for issue in reading.issues] == ["did you mean นครสวรรค์?"]
