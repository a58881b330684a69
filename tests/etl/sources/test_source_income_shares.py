from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "poverty/q1_q5_ratio_gini_2566_ne_south.csv"
HEAD = (
    "ตาราง 20 รายจังหวัด พ.ศ. 2566,,,,,\n"
    "จังหวัด,รายได้ประจำของครัวเรือน (บาท/เดือน),ควินไทล์ที่ 1,ควินไทล์ที่ 5,"
    "อัตราส่วนของรายได้ประจำ,สัมประสิทธิ์ของความไม่เสมอภาค\n"
)


def figures(reading: Reading, area: str) -> dict[str, float]:
    facts = reading.facts["outcome"].query("area_id == @area")
    return dict(zip(facts["indicator_id"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "printed"),
    [
        ("39", [23_500, 9.0, 45.3, 5.0, 0.394]),  # "หนองบัวลำ าภู"
        ("83", [41_636, 13.5, 31.2, 2.3, 0.285]),
        ("region_south", [28_183, 10.0, 40.7, 4.1, 0.395]),
    ],
)
def test_the_page_of_2566(read: Callable[[str], Reading], area: str, printed: list[float]) -> None:
    names = [
        "regular_income_thb",
        "regular_income_share_poorest_pct",
        "regular_income_share_richest_pct",
        "regular_income_ratio",
        "gini_regular_income_2566",
    ]
    assert figures(read(NAME), area) == dict(zip(names, printed, strict=True))


@pytest.mark.real_files
def test_every_row_is_taken_and_every_ratio_is_that_of_its_shares(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.issues) == (21, 21, ())
    assert set(reading.facts["outcome"]["year"]) == {2023}
    assert [total.met for total in reading.totals] == [True] * 21
    assert max(total.gap for total in reading.totals) < 0.065  # 33.4 / 10.9 is printed 3.0


@pytest.mark.real_files
def test_a_page_without_a_year_in_title_or_name_is_refused(
    real_files: Path, declared: Catalogue, refusal: Callable[..., Issue]
) -> None:
    page = delimited((real_files / NAME).read_bytes(), "page 112.csv")
    assert refusal(read_raw, page, declared).reason == "no_year"


def test_a_title_gives_the_year_and_columns_may_stand_otherwise(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + "ตราด,30000,10,40,4,0.4\nภาคกลาง,30000,10,40,4,0.4\n,,,,,\n")
    assert figures(reading, "23")["regular_income_ratio"] == 4
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (2, 1, 1)


def test_a_ratio_that_is_not_that_of_the_shares_is_told(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + "ตราด,30000,10,40,4.5,0.4\n")
    assert [(total.met, total.summed) for total in reading.totals] == [(False, 4)]


def test_an_unknown_province_is_refused_in_its_row(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEAD + "ตราด,30000,10,40,4,0.4\nยโสธน,30000,10,40,4,0.4\n")
    assert [(i.reason, i.row, i.value) for i in reading.issues] == [
        ("unknown_province", 4, "ยโสธน")
    ]
    assert "ยโสธร" in reading.issues[0].detail


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + 'ตราด,"30,00",10,40,4,0.4\n', "bad_number"),
        (HEAD + "ตราด,30000,10,40,4,40\n", "out_of_range"),
        (HEAD.replace("2566", "2568") + "ตราด,30000,10,40,4,0.4\n", "edition_not_declared"),
    ],
)
def test_what_cannot_be_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(read_text, text).reason == reason
