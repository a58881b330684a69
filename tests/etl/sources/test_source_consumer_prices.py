import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "household-income/cpi_province_2541-2564.csv"
HEAD = "ปี,กรุงเทพมหานคร,ตราด,กระบี่,เลย,ยะลา,บึงกาฬ\n"
MADE = (
    HEAD
    + "2553,80,80.1,80.2,80.3,80.4,\n2562,100,100,100,100,100,100\n2564,101,102,103,104,105,106\n"
)


def value(reading: Reading, area: str, year: int) -> float:
    facts = reading.facts["outcome"].query("area_id == @area and year == @year")
    assert len(facts) == 1
    return float(facts["value"].iloc[0])


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "year", "printed"),
    [
        ("10", 1998, 68.83),
        ("10", 2021, 100.25),
        ("14", 1998, 54.8),
        ("38", 2011, 88.3),
        ("38", 2021, 102.1),
        ("96", 2021, 102.5),
        ("34", 2019, 100.1),
        ("42", 2019, 99.8),
    ],
)
def test_provinces_as_columns_over_years(
    read: Callable[[str], Reading], area: str, year: int, printed: float
) -> None:
    assert value(read(NAME), area, year) == printed


@pytest.mark.real_files
def test_the_base_year_is_2562_and_the_two_that_differ_are_noticed(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert reading.source_ids == ("cpi_province_2564",)
    assert (reading.rows_read, reading.rows_loaded) == (24, 24)
    base = reading.facts["outcome"].query("year == 2019")["value"]
    assert (base == 100).sum() == 75
    assert [(i.severity, i.reason, i.row, i.value) for i in reading.issues] == [
        ("notice", "suspect_value", 23, "100.1"),
        ("notice", "suspect_value", 23, "99.8"),
    ]


@pytest.mark.real_files
def test_blanks_are_missing_or_lie_in_the_predecessor(read: Callable[[str], Reading]) -> None:
    facts = read(NAME).facts["outcome"]
    blank = facts[facts["value"].isna()]
    assert set(blank.loc[blank["area_id"] == "38", "flag"]) == {"in_predecessor"}
    assert blank.loc[blank["area_id"] == "38", "year"].tolist() == list(range(1998, 2011))
    others = blank[blank["area_id"] != "38"]
    # 19 provinces have the first four years.
    assert set(others["flag"]) == {"missing"}
    assert others.groupby("year").size().to_dict() == dict.fromkeys(range(1998, 2002), 57)


@pytest.mark.real_files
def test_a_table_turned_round_in_cp874_gives_the_same_facts(
    read: Callable[[str], Reading], real_files: Path, declared: Catalogue
) -> None:
    with (real_files / NAME).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    turned = [list(row) for row in zip(*rows, strict=True)]
    turned[0][0] = "จังหวัด"
    text = "ดัชนีราคาผู้บริโภค\n\n" + "\n".join(",".join(row) for row in turned)
    _, reading = read_raw(delimited(text.encode("cp874")), declared)
    order = ["area_id", "year"]
    pd.testing.assert_frame_equal(
        reading.facts["outcome"].sort_values(order, ignore_index=True),
        read(NAME).facts["outcome"].sort_values(order, ignore_index=True),
    )
    assert (reading.rows_read, reading.rows_loaded) == (77, 77)


def test_a_few_provinces_and_years_are_taken(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(MADE + "ที่มา,,,,,,\n")
    assert value(reading, "95", 2021) == 105
    assert (reading.rows_read, reading.rows_set_aside) == (4, 1)


def test_a_province_that_is_not_known_refuses_the_file_or_its_row(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, MADE.replace("ตราด", "ตราท").replace("80,", "80,"))
    assert (issue.reason, issue.row, issue.column, issue.value) == (
        "unknown_province",
        1,
        "3",
        "ตราท",
    )
    assert "ตราด" in issue.detail
    names = ("กรุงเทพมหานคร", "ตราด", "กระบี่", "เลย", "ยะลา", "ยะหลา")
    turned = "จังหวัด,2562,2564\n" + "".join(f"{name},100,102\n" for name in names)
    reading = read_text(turned)
    assert (reading.rows_loaded, reading.rows_refused) == (5, 1)
    assert [(i.reason, i.row, i.detail) for i in reading.issues] == [
        ("unknown_province", 7, "did you mean ยะลา?")
    ]


def test_a_row_of_figures_without_its_year_is_refused_and_not_set_aside(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(MADE + "ปีนี้,101,102,103,104,105,106\n")
    assert (reading.rows_loaded, reading.rows_set_aside, reading.rows_refused) == (3, 0, 1)
    assert [(i.reason, i.row) for i in reading.issues] == [("bad_year", 5)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (MADE.replace("105", '"10,5"'), "bad_number"),
        (MADE.replace("80.4,", "80.4,80"), "not_yet_founded"),
        (MADE.replace("2564,101", "2563,99,99,99,99,99,99\n2564,1010"), "out_of_range"),
        (MADE.replace("2562", "2558"), "edition_not_declared"),
        (MADE.replace("2564", "2566"), "edition_not_declared"),
    ],
)
def test_what_cannot_be_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(read_text, text).reason == reason


def test_a_table_without_a_base_year_is_not_taken_for_prices(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    shares = MADE.replace("100,100,100,100,100,100", "99,98,97,100,95,94")
    assert refusal(read_text, shares).reason == "not_recognised"
