import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

REAL = "household-income/births_province_2536-2564.csv"
HEADLESS = "other/birth_sample.xls"
HEAD = "จังหวัด,ปี,ชาย (คน),หญิง (คน),รวม (คน)\n"
CHIANG_MAI = "เชียงใหม่,2564,8105,7614,15719\n"

ReadText = Callable[[str], Reading]


def births(reading: Reading, area: str, year: int) -> tuple[float, float, float]:
    facts = reading.facts["outcome"].set_index(["area_id", "year", "group_id"])["value"]
    return facts[area, year, "male"], facts[area, year, "female"], facts[area, year, "all"]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "year", "printed"),
    [
        ("10", 1993, (74967, 69856, 144823)),
        ("50", 2021, (8105, 7614, 15719)),
        ("38", 2011, (2026, 1969, 3995)),
        ("96", 2021, (5798, 5497, 11295)),
        ("TH", 2021, (280551, 264019, 544570)),
    ],
)
def test_men_women_and_both(
    read: Callable[[str], Reading], area: str, year: int, printed: tuple[float, ...]
) -> None:
    assert births(read(REAL), area, year) == printed


@pytest.mark.real_files
def test_every_row_is_taken_and_adds_up(read: Callable[[str], Reading], real_files: Path) -> None:
    with (real_files / REAL).open(encoding="utf-8-sig", newline="") as text:
        below = list(csv.reader(text))[1:]
    reading = read(REAL)
    assert (reading.rows_read, reading.rows_loaded) == (len(below), 2215)
    assert len(reading.totals) == 2215
    assert {total.gap for total in reading.totals} == {0}


@pytest.mark.real_files
def test_bueng_kan_begins_in_2554_and_the_country_is_whole_before(
    read: Callable[[str], Reading],
) -> None:
    facts = read(REAL).facts["outcome"]
    assert facts.loc[facts["area_id"] == "38", "year"].min() == 2011
    country = facts[(facts["area_id"] == "TH") & (facts["group_id"] == "all")]
    assert sorted(country["year"]) == list(range(1993, 2022))
    assert set(country["method"]) == {"computed"}


@pytest.mark.real_files
def test_a_sheet_without_a_header_is_refused_though_its_figures_are_known(
    read: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read, HEADLESS)
    assert (issue.reason, issue.sheet) == ("no_header", "Sheet1")
    assert issue.detail == "repeats births_persons of 2536"


def test_labels_of_people_are_not_enough_to_be_births(
    read_text: ReadText, refusal: Callable[..., Issue]
) -> None:
    assert refusal(read_text, HEAD + "น่าน,2560,2200,1800,4000\n").reason == "not_recognised"
    assert read_text("จำนวนการเกิด,,,,\n" + HEAD + "น่าน,2560,2200,1800,4000\n").rows_loaded == 1


def test_a_later_year_of_the_register_loads_by_its_name(declared: Catalogue) -> None:
    text = HEAD + "น่าน,2566,1400,1300,2700\nแพร่,2566,1100,1000,2100\n"
    _, reading = read_raw(delimited(text.encode("cp874"), "steward/births_2566.csv"), declared)
    assert reading.source_ids == ("dopa_births_2566",)
    assert births(reading, "55", 2023) == (1400, 1300, 2700)
    assert "TH" not in set(reading.facts["outcome"]["area_id"])


def test_columns_are_known_by_label_and_a_total_may_lack(
    read_rows: Callable[[list[Row]], Reading],
) -> None:
    reading = read_rows(
        [
            ["สถิติการเกิด", "", "", ""],
            ["", "", "", ""],
            ["ปี พ.ศ.", "หญิง", "ชาย", "จังหวัด"],
            [2564.0, 7614.0, 8105.0, "เชียงใหม่"],
            ["", "", "", ""],
            [2564.0, 1021.0, 1096.0, "จ.แพร่"],
        ]
    )
    assert births(reading, "50", 2021) == (8105, 7614, 15719)
    assert (reading.rows_read, reading.totals) == (2, ())
    both = reading.facts["outcome"].query("group_id == 'all'")
    assert set(both["method"]) == {"computed"}


def test_bueng_kan_before_its_founding_is_counted_in_nong_khai(read_text: ReadText) -> None:
    rows = "หนองคาย,2552,4000,3900,7900\nบึงกาฬ,2552,{}\nเชียงใหม่,2552,9383,8734,18117\n"
    assert births(read_text(HEAD + rows.format("973,680,1653")), "43", 2009) == (4973, 4580, 9553)
    blank = read_text(HEAD + rows.format(",,"))
    assert births(blank, "43", 2009) == (4000, 3900, 7900)
    assert (blank.rows_loaded, blank.rows_set_aside) == (2, 1)


def test_a_wrong_total_does_not_reconcile(read_text: ReadText) -> None:
    reading = read_text(HEAD + CHIANG_MAI + "แพร่,2564,1000,900,1800\n")
    assert [total.met for total in reading.totals] == [True, False]


def test_a_blank_is_missing_and_a_name_is_refused_alone(read_text: ReadText) -> None:
    reading = read_text(HEAD + CHIANG_MAI + "แพร่,2564,--,--,--\nเชียงไหม,2564,1,1,2\n")
    facts = reading.facts["outcome"].set_index(["area_id", "group_id"])
    assert pd.isna(facts.at[("54", "all"), "value"])
    assert facts.at[("54", "all"), "flag"] == "missing"
    (issue,) = reading.issues
    assert (issue.reason, issue.row, issue.value) == ("unknown_province", 4, "เชียงไหม")
    assert "เชียงใหม่" in issue.detail


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('แพร่,2564,"91,41",900,1800', "bad_number"),
        ("แพร่,2564,1000,-900,100", "out_of_range"),
        ("แพร่,256,1000,900,1800", "bad_year"),
        ("แพร่,2564,1000,900", "bad_row"),
    ],
)
def test_a_cell_that_cannot_be_refuses_the_file(
    read_text: ReadText, refusal: Callable[..., Issue], row: str, reason: str
) -> None:
    issue = refusal(read_text, HEAD + CHIANG_MAI + row + "\n")
    assert (issue.reason, issue.row) == (reason, 3)
