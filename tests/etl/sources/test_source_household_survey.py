from collections.abc import Callable

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

REAL = "recent/household_income_expense_debt_province_2566_2568.csv"
HEAD = "year_be,province,income_monthly_baht,expense_monthly_baht,debt_avg_per_household_baht\n"

ReadText = Callable[[str], Reading]


def value(reading: Reading, indicator: str, area: str, year: int) -> float:
    facts = reading.facts["outcome"].set_index(["indicator_id", "area_id", "year"])
    return float(facts.at[(indicator, area, year), "value"])


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("indicator", "area", "year", "printed"),
    [
        ("household_income_thb", "38", 2023, 25137),
        ("household_expenditure_thb", "22", 2025, 28675),
        ("household_debt_thb", "95", 2025, 68614),
        ("households_with_debt_pct", "10", 2023, 32.0),
        ("households", "10", 2025, 3070527),
        ("household_size_persons", "57", 2025, 2.1),
    ],
)
def test_values_as_printed(
    read: Callable[[str], Reading], indicator: str, area: str, year: int, printed: float
) -> None:
    assert value(read(REAL), indicator, area, year) == printed


@pytest.mark.real_files
def test_a_measure_that_a_year_does_not_print_has_no_fact(read: Callable[[str], Reading]) -> None:
    reading = read(REAL)
    published = reading.facts["outcome"].query("method == 'published'")
    assert published["value"].notna().all()
    assert published.groupby(["indicator_id", "year"]).size().to_dict() == {
        ("household_income_thb", 2023): 77,
        ("household_income_thb", 2025): 77,
        ("household_expenditure_thb", 2023): 77,
        ("household_expenditure_thb", 2025): 77,
        ("household_debt_thb", 2023): 77,
        ("household_debt_thb", 2025): 77,
        ("households_with_debt_pct", 2023): 77,
        ("households", 2025): 77,
        ("household_size_persons", 2025): 77,
    }
    assert (reading.rows_read, reading.rows_loaded) == (154, 154)
    assert reading.source_ids == ("nso_household_province_2566", "nso_household_province_2568")


@pytest.mark.real_files
def test_only_households_are_summed(read: Callable[[str], Reading]) -> None:
    computed = read(REAL).facts["outcome"].query("method == 'computed'")
    assert set(computed["indicator_id"]) == {"households"}
    assert value(read(REAL), "households", "TH", 2025) == 24_791_289


@pytest.mark.real_files
def test_the_same_debt_of_two_provinces_is_noticed_and_kept(
    read: Callable[[str], Reading],
) -> None:
    reading = read(REAL)
    assert [(i.severity, i.reason, i.row, i.value) for i in reading.issues] == [
        ("notice", "suspect_value", 131, "173200"),
        ("notice", "suspect_value", 135, "173200"),
    ]
    assert value(reading, "household_debt_thb", "11", 2025) == 173_200
    assert value(reading, "household_debt_thb", "27", 2025) == 173_200


def test_thai_labels_lower_down_a_country_and_regions(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows(
        [
            ["รายได้ ค่าใช้จ่าย และหนี้สินของครัวเรือน", "", "", "", "", ""],
            ["ที่", "จังหวัด", "ปี", "ค่าใช้จ่าย (บาท)", "รายได้ (บาท)", "หมายเหตุ"],
            ["", "ทั่วราชอาณาจักร", 2566.0, 23695.0, 29030.0, ""],
            ["", "กรุงเทพมหานครและปริมณฑล", 2566.0, 32000.0, 39000.0, ""],
            ["", "ภาคเหนือ", 2566.0, 17000.0, 22000.0, ""],
            [1.0, "น่าน", 2566.0, 17281.0, 20376.0, ""],
        ]
    )
    assert value(reading, "household_income_thb", "TH", 2023) == 29_030
    assert value(reading, "household_expenditure_thb", "region_north", 2023) == 17_000
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (4, 3, 1)
    assert {(i.severity, i.reason) for i in reading.issues} == {
        ("notice", "other_region_scheme"),
        ("notice", "unknown_label"),
    }


def test_a_single_blank_is_missing(read_text: ReadText) -> None:
    facts = read_text(HEAD + "2568,น่าน,20000,17000,\n2568,แพร่,25000,18000,90000\n").facts
    debt = facts["outcome"].query("indicator_id == 'household_debt_thb'").set_index("area_id")
    assert pd.isna(debt.at["55", "value"])
    assert debt.at["55", "flag"] == "missing"


def test_a_year_not_seen_yet_belongs_to_the_series(read_text: ReadText) -> None:
    reading = read_text(HEAD + "2570,น่าน,20000,17000,80000\n")
    assert reading.source_ids == ("nso_household_province_2570",)


def test_a_misspelt_province_is_refused_with_a_suggestion(read_text: ReadText) -> None:
    reading = read_text(HEAD + "2568,น่าน,20000,17000,1\n2568,เชียงไหม,20000,17000,2\n")
    (issue,) = reading.issues
    assert (issue.reason, issue.row, issue.column) == ("unknown_province", 3, "province")
    assert "เชียงใหม่" in issue.detail
    assert (reading.rows_loaded, reading.rows_refused) == (1, 1)


@pytest.mark.parametrize(
    ("row", "reason", "column"),
    [
        ('2568,น่าน,"91,41",17000,1', "bad_number", "income_monthly_baht"),
        ("2568,น่าน,20,17000,1", "out_of_range", "income_monthly_baht"),
        ("68,น่าน,20000,17000,1", "bad_year", "year_be"),
    ],
)
def test_a_cell_that_cannot_be_refuses_the_file(
    read_text: ReadText, refusal: Callable[..., Issue], row: str, reason: str, column: str
) -> None:
    issue = refusal(read_text, HEAD + "2568,แพร่,25000,18000,90000\n" + row + "\n")
    assert (issue.reason, issue.row, issue.column) == (reason, 3, column)
