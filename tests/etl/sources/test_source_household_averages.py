import csv
import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

INCOME_TH = "household-income/income_province_2547-2564_th.csv"
INCOME_EN = "household-income/income_province_2549-2558_en.csv"
SPENDING_TH = "household-income/expense_province_2555-2564_th.csv"
SPENDING_EN = "household-income/expense_province_2549-2558_en.csv"
ALL = (INCOME_TH, INCOME_EN, SPENDING_TH, SPENDING_EN)
UNTITLED = "ภาค,จังหวัด,2556,2558\nทั่วราชอาณาจักร,ทั่วราชอาณาจักร,{}\nภาคเหนือ,น่าน,17597.5,17886.2\n"
INCOME, SPENDING = "25194,26915", "19061,21157"

ReadText = Callable[[str], Reading]


@pytest.fixture
def read_named(declared: Catalogue) -> Callable[[str, str], Reading]:
    def reader(text: str, name: str) -> Reading:
        return read_raw(delimited(text.encode(), name), declared)[1]

    return reader


def series(reading: Reading, area: str) -> dict[int, float]:
    facts = reading.facts["outcome"]
    chosen = facts[facts["area_id"] == area]
    return dict(zip(chosen["year"], chosen["value"], strict=True))


def indicator(reading: Reading) -> str:
    (only,) = set(reading.facts["outcome"]["indicator_id"])
    return str(only)


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("file", "area", "year", "printed"),
    [
        (INCOME_TH, "TH", 2004, 14963.4),
        (INCOME_TH, "58", 2006, 6544),
        (INCOME_TH, "10", 2009, 42379.83048),
        (INCOME_TH, "96", 2021, 17512.02),
        (INCOME_EN, "region_northeast", 2006, 11815),
        (INCOME_EN, "38", 2013, 20207),
        (INCOME_EN, "73", 2006, 33835),
        (SPENDING_TH, "TH", 2017, 21436.5),
        (SPENDING_TH, "13", 2018, 43300.51),
        (SPENDING_TH, "38", 2012, 17098.45),
        (SPENDING_EN, "region_south", 2015, 21293),
        (SPENDING_EN, "24", 2013, 26071),
    ],
)
def test_values_as_printed(
    read: Callable[[str], Reading], file: str, area: str, year: int, printed: float
) -> None:
    assert series(read(file), area)[year] == printed


@pytest.mark.real_files
def test_income_and_expenditure_are_told_apart_without_a_title(
    read: Callable[[str], Reading],
) -> None:
    assert [indicator(read(file)) for file in ALL] == [
        "household_income_thb",
        "household_income_thb",
        "household_expenditure_thb",
        "household_expenditure_thb",
    ]
    assert [read(file).source_ids for file in ALL] == [
        ("nso_household_income_2564",),
        ("nso_household_income_2558",),
        ("nso_household_expenditure_2564",),
        ("nso_household_expenditure_2558",),
    ]


@pytest.mark.real_files
@pytest.mark.parametrize("file", ALL)
def test_every_row_is_accounted_for(
    read: Callable[[str], Reading], real_files: Path, file: str
) -> None:
    with (real_files / file).open(encoding="utf-8-sig", newline="") as text:
        below = list(csv.reader(text))[1:]
    reading = read(file)
    assert reading.rows_read == len(below)
    assert (reading.rows_set_aside, reading.rows_refused) == (2 if "_en" in file else 0, 0)
    assert len(reading.facts["outcome"]) == reading.rows_loaded * (10 if "_th" in file else 6)


@pytest.mark.real_files
def test_the_country_is_the_known_one_in_every_year(read: Callable[[str], Reading]) -> None:
    totals = [total for file in ALL for total in read(file).totals]
    assert len(totals) == 10 + 6 + 10 + 6
    assert all(total.met for total in totals)
    assert max(total.gap for total in totals) == 1  # 20,903 in Thai, 20,904 in English


@pytest.mark.real_files
def test_greater_bangkok_and_a_centre_without_it_are_set_aside(
    read: Callable[[str], Reading],
) -> None:
    for file in (INCOME_EN, SPENDING_EN):
        notices = [(issue.severity, issue.reason, issue.value) for issue in read(file).issues]
        assert notices == [
            ("notice", "other_region_scheme", "Greater Bangkok"),
            ("notice", "other_region_scheme", "Central Region"),
        ]
        regions = {a for a in read(file).facts["outcome"]["area_id"] if not a.isdigit()}
        assert regions == {"TH", "region_north", "region_northeast", "region_south"}


@pytest.mark.real_files
def test_blanks_of_bueng_kan_lie_in_nong_khai(read: Callable[[str], Reading]) -> None:
    facts = read(INCOME_TH).facts["outcome"]
    blank = facts[facts["value"].isna()]
    assert set(blank["area_id"]) == {"38"}
    assert sorted(blank["year"]) == [2004, 2006, 2007, 2009, 2011]
    assert set(blank["flag"]) == {"in_predecessor"}


@pytest.mark.real_files
def test_the_two_languages_differ_by_rounding_but_for_ten_provinces(
    read: Callable[[str], Reading],
) -> None:
    key = ["area_id", "year"]
    income = read(INCOME_TH).facts["outcome"].merge(read(INCOME_EN).facts["outcome"], on=key)
    apart = income[(income["value_x"] - income["value_y"]).abs() > 1]
    assert apart.groupby("year").size().to_dict() == {2006: 9, 2007: 1}
    spending = read(SPENDING_TH).facts["outcome"].merge(read(SPENDING_EN).facts["outcome"], on=key)
    assert (spending["value_x"] - spending["value_y"]).abs().max() <= 0.5


@pytest.mark.parametrize(
    ("country", "expected"),
    [(INCOME, "household_income_thb"), (SPENDING, "household_expenditure_thb")],
)
def test_known_figures_of_the_country_tell_an_untitled_table(
    read_text: ReadText, country: str, expected: str
) -> None:
    assert indicator(read_text(UNTITLED.format(country))) == expected


def test_known_figures_of_provinces_do_where_the_country_is_left_out(read_text: ReadText) -> None:
    reading = read_text("จังหวัด,2555\nเชียงใหม่,14585.38\nขอนแก่น,12677.47\nน่าน,13622.97\n")
    assert indicator(reading) == "household_expenditure_thb"
    assert series(reading, "55") == {2012: 13622.97}


def test_where_no_figure_is_known_the_name_decides_or_nothing(
    read_named: Callable[[str, str], Reading], refusal: Callable[..., Issue]
) -> None:
    later = UNTITLED.replace("2556,2558", "2566,2568").format("29030,29502")
    reading = read_named(later, "steward/income_2568.csv")
    assert indicator(reading) == "household_income_thb"
    assert reading.source_ids == ("nso_household_income_2566", "nso_household_income_2568")
    assert refusal(read_named, later, "household-income/table.csv").reason == "no_subject"


def test_a_title_is_believed_and_then_checked(
    read_text: ReadText, refusal: Callable[..., Issue]
) -> None:
    titled = "ค่าใช้จ่ายเฉลี่ยต่อเดือนต่อครัวเรือน (พันบาท),,,\n,,,\n"
    rows = "ภาค,จังหวัด,2556,2558\n,ทั่วราชอาณาจักร,19.061,21.157\n,น่าน,14.0783,14.1652\n"
    reading = read_text(titled + rows)
    assert series(reading, "55") == {2013: pytest.approx(14078.3), 2015: pytest.approx(14165.2)}
    assert all(total.met for total in reading.totals)
    wrong = read_text("รายได้ของครัวเรือน,,,\n" + UNTITLED.format(SPENDING))
    assert not any(total.met for total in wrong.totals)


def test_a_country_that_is_not_the_known_one_does_not_reconcile(read_text: ReadText) -> None:
    reading = read_text(UNTITLED.format("25194,27915"))
    assert [total.met for total in reading.totals] == [True, False]


def test_lower_header_other_order_index_and_encoding(declared: Catalogue) -> None:
    rows = [
        ["", "", "", "", ""],
        ["ลำดับ", "2558", "จังหวัด", "ปี 2556", "ภาค"],
        ["", "26915", "ทั่วราชอาณาจักร", "25194", ""],
        ["1", "17886.2", " น่าน ", "17597.5", "ภาคเหนือ"],
        ["", "", "", "", ""],
        ["ที่มา : สำนักงานสถิติแห่งชาติ", "", "", "", ""],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    _, reading = read_raw(delimited(text.getvalue().encode("cp874")), declared)
    assert series(reading, "55") == {2013: 17597.5, 2015: 17886.2}
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (3, 2, 1)


def test_a_misspelt_province_is_refused_with_a_suggestion(read_text: ReadText) -> None:
    reading = read_text(UNTITLED.format(INCOME) + "ภาคเหนือ,เชียงไหม,14392.7,14950.4\n")
    (issue,) = reading.issues
    assert (issue.reason, issue.row, issue.value) == ("unknown_province", 4, "เชียงไหม")
    assert "เชียงใหม่" in issue.detail
    assert (reading.rows_loaded, reading.rows_refused) == (2, 1)


@pytest.mark.parametrize(
    ("row", "reason", "value"),
    [
        ('ภาคเหนือ,แพร่,"91,41",21795.5', "bad_number", "91,41"),
        ("ภาคเหนือ,แพร่,194178,21795.5", "out_of_range", "194178.0"),
        ("ภาคเหนือ,แพร่,19417.8", "bad_row", "3"),
    ],
)
def test_a_cell_that_cannot_be_refuses_the_file(
    read_text: ReadText, refusal: Callable[..., Issue], row: str, reason: str, value: str
) -> None:
    more = "".join(f"ภาคเหนือ,{name},19000,20000\n" for name in ("ตาก", "พะเยา", "ลำปาง", "ลำพูน"))
    issue = refusal(read_text, UNTITLED.format(INCOME) + more + row + "\n")
    assert (issue.reason, issue.row, issue.value) == (reason, 8, value)


def test_bueng_kan_has_no_figure_before_its_founding(
    read_text: ReadText, refusal: Callable[..., Issue]
) -> None:
    table = "ภาค,จังหวัด,2552\n,ทั่วราชอาณาจักร,20903\n,บึงกาฬ,{}\n"
    facts = read_text(table.format("")).facts["outcome"]
    assert pd.isna(facts.set_index("area_id").at["38", "value"])
    issue = refusal(read_text, table.format("18000"))
    assert (issue.reason, issue.row, issue.column) == ("not_yet_founded", 3, "2552")


@pytest.mark.parametrize(
    "text",
    [
        "จังหวัด,2556,2557\nน่าน,478264,478989\nแพร่,456074,454083\n",
        "จังหวัด,เพศ,2556\nน่าน,ชาย,17597\nแพร่,หญิง,19417\n",
        "หนี้สินเฉลี่ยต่อครัวเรือน,\nจังหวัด,2556\nเชียงใหม่,14392.7\n",
        "จังหวัด,2556,2556\nเชียงใหม่,14392.7,11703.5\n",
    ],
)
def test_other_tables_by_area_and_year_are_left_to_others(
    read_text: ReadText, refusal: Callable[..., Issue], text: str
) -> None:
    assert refusal(read_text, text).reason == "not_recognised"
