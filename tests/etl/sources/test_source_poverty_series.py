import csv
import io
import math
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NATIONAL = "poverty/nesdc_t1.8_national_indicators_2531-2567.csv"
REGIONAL = "poverty/nesdc_t1.2_poverty_rate_region_urban_rural_2531-2567.csv"
HEAD = "ตาราง 1.8 : ทำขึ้นเอง,,,\n,,,\n ตัวชี้วัด,2563,2564,2565\n"


def values(reading: Reading, **where: object) -> dict[int, float]:
    facts = reading.facts["outcome"]
    for column, wanted in where.items():
        facts = facts[facts[column] == wanted]
    return dict(zip(facts["year"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("indicator", "year", "printed"),
    [
        ("poverty_rate_pct", 1988, 65.17),
        ("poverty_rate_pct", 2024, 4.89),
        ("poor_persons", 1988, 34_100_000),
        ("poor_persons", 2023, 2_400_000),
        ("poverty_line_thb", 1992, 1_086),
        ("poverty_line_thb", 2024, 3_078),
        ("gini_income", 2019, 0.429),
        ("poor_households", 1988, 8_021_000),
        ("poor_households", 2023, 686_000),
        ("poverty_gap_pct", 2024, 0.68),
        ("income_quintile_ratio", 2006, 14.83),
        ("gini_expenditure", 2024, 0.333),
    ],
)
def test_padded_and_quoted_national_values(
    read: Callable[[str], Reading], indicator: str, year: int, printed: float
) -> None:
    found = values(read(NATIONAL), indicator_id=indicator)
    assert len(found) == 28
    assert found[year] == pytest.approx(printed)


@pytest.mark.real_files
def test_na_is_missing(read: Callable[[str], Reading]) -> None:
    gini = values(read(NATIONAL), indicator_id="gini_income")
    without = {year for year, value in gini.items() if math.isnan(value)}
    assert without == {2008, *range(2010, 2025, 2)}


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "group", "year", "printed"),
    [
        ("region_bangkok", "municipal", 1988, 24.72),
        ("region_central", "non_municipal", 1990, 56.07),
        ("region_north", "all", 2006, 26.11),
        ("region_northeast", "all", 1988, 76.58),
        ("region_south", "all", 2024, 9.43),
        ("TH", "municipal", 1988, 43.35),
        ("TH", "all", 2024, 4.89),
    ],
)
def test_a_regions_name_holds_for_the_rows_below_it(
    read: Callable[[str], Reading], area: str, group: str, year: int, printed: float
) -> None:
    assert values(read(REGIONAL), area_id=area, group_id=group)[year] == printed


@pytest.mark.real_files
def test_the_two_tables_agree_on_the_country(read: Callable[[str], Reading]) -> None:
    national = values(read(NATIONAL), indicator_id="poverty_rate_pct")
    assert values(read(REGIONAL), area_id="TH", group_id="all") == national


@pytest.mark.real_files
def test_notes_and_other_indicators_are_set_aside(
    read: Callable[[str], Reading], real_files: Path
) -> None:
    with (real_files / NATIONAL).open(encoding="utf-8-sig", newline="") as file:
        below = [row for row in list(csv.reader(file))[3:] if any(cell.strip() for cell in row)]
    reading = read(NATIONAL)
    assert (reading.rows_read, reading.rows_loaded) == (len(below), 8)


def test_hand_made_rows_with_padding_thousands_and_na(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(
        HEAD + 'เส้นความยากจน (บาท/คน/เดือน),  1 ,"  1,002 ", na. \nหมายเหตุ,,,\n,,,\n'
    )
    assert values(reading) == {2020: 1, 2021: 1002, 2022: pytest.approx(math.nan, nan_ok=True)}
    assert (reading.rows_read, reading.rows_set_aside) == (2, 1)


def test_a_broken_number_is_named(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, HEAD + 'สัดส่วนคนจน (ร้อยละ),1,"91,41",2\n')
    assert (issue.reason, issue.row, issue.column, issue.value) == ("bad_number", 4, "3", "91,41")


def test_a_row_cut_short_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    assert refusal(read_text, HEAD + "สัดส่วนคนจน (ร้อยละ),1\n").reason == "bad_row"


def test_persons_are_told_from_the_rate_where_the_label_gives_another_unit(
    read_text: Callable[[str], Reading],
) -> None:
    rate = "สัดส่วนคนจน (ร้อยละ),6.83,6.32,5.43\n"
    thousand = read_text(HEAD + rate + 'จำนวนคนจน (พันคน),"4,747","4,405","3,793"\n')
    assert values(thousand, indicator_id="poor_persons")[2021] == 4_405_000
    assert thousand.issues == ()
    wrong = read_text(HEAD + rate + "จำนวนคนจน (พันคน),4.7,4.4,3.8\n")
    assert values(wrong, indicator_id="poor_persons")[2021] == 4_400_000
    assert [(i.severity, i.reason, i.row) for i in wrong.issues] == [
        ("notice", "wrong_unit_label", 5)
    ]


@pytest.mark.parametrize(
    ("title", "years"), [("ตาราง 1.8 ปี 2531-2562", "2560,2561,2562"), ("", "2565,2567,2568")]
)
def test_another_edition_is_refused(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], title: str, years: str
) -> None:
    text = f"{title},,,\nตัวชี้วัด,{years}\nสัดส่วนคนจน (ร้อยละ),1,2,3\n"
    assert refusal(read_text, text).reason == "edition_not_declared"


@pytest.mark.real_files
def test_text_in_cp874_with_rows_above_and_a_column_before_gives_the_same_facts(
    read: Callable[[str], Reading], real_files: Path, declared: Catalogue
) -> None:
    for name in (NATIONAL, REGIONAL):
        with (real_files / name).open(encoding="utf-8-sig", newline="") as file:
            rows = [["", *row] for row in csv.reader(file)]
        text = io.StringIO()
        csv.writer(text).writerows([[""] * len(rows[0])] * 2 + rows)
        _, reading = read_raw(delimited(text.getvalue().encode("cp874")), declared)
        pd.testing.assert_frame_equal(reading.facts["outcome"], read(name).facts["outcome"])
        assert reading.rows_read == read(name).rows_read


def test_numbers_that_could_be_years_and_are_none_are_passed_over(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    text = "ตัวชี้วัด,ภาค,จังหวัด,item\n1901,2090,2479,9999\nตราด,1,2,3\n"
    assert refusal(read_text, text).reason == "not_recognised"
