import csv
import io
from collections.abc import Callable

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "poverty/nesdc_t4.1_poor_by_age_group_urban_rural_2539-2553.xls"
PROVINCES = "poverty/nesdc_t2.1_poverty_line_rate_count_by_province_2543-2553.xls"
ROUNDS = [1996, 1998, 2000, 2002, 2004, 2006, 2007, 2008, 2009, 2010]


def series(reading: Reading, group: str, indicator: str = "poor_persons") -> dict[int, float]:
    facts = reading.facts["outcome"].query("group_id == @group and indicator_id == @indicator")
    return dict(zip(facts["year"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("group", "thousands"),
    [
        ("age_0_14_urban", [354, 400, 469, 379, 265, 190, 180, 163, 157, 150]),
        ("age_60_plus_rural", [934, 1104, 1485, 1194, 1006, 1076, 1042, 1175, 995, 950]),
        ("age_15_59", [4440, 5584, 6711, 4778, 3601, 2928, 2590, 2799, 2663, 2534]),
        ("rural", [7306, 8963, 10961, 7878, 6086, 5379, 4786, 5194, 4672, 4506]),
        ("all", [8496, 10244, 12556, 9135, 7019, 6057, 5422, 5772, 5279, 5077]),
    ],
)
def test_poor_persons_by_age_group_and_area(
    read: Callable[[str], Reading], group: str, thousands: list[int]
) -> None:
    expected = {year: count * 1000 for year, count in zip(ROUNDS, thousands, strict=True)}
    assert series(read(NAME), group) == expected


@pytest.mark.real_files
def test_every_row_is_a_fact_and_notes_are_set_aside(read: Callable[[str], Reading]) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (14, 12, 2)
    assert len(reading.facts["outcome"]) == 12 * 10
    assert set(reading.facts["outcome"]["area_id"]) == {"TH"}


@pytest.mark.real_files
def test_ages_and_areas_add_up_within_the_rounding_to_a_thousand(
    read: Callable[[str], Reading],
) -> None:
    totals = read(NAME).totals
    assert len(totals) == 10 * (3 + 4)  # all ages of three areas; the country of four age rows
    assert all(total.met for total in totals)
    assert max(total.gap for total in totals) == 1000


@pytest.mark.real_files
def test_the_table_is_on_the_earlier_poverty_line(read: Callable[[str], Reading]) -> None:
    by_province = read(PROVINCES).facts["outcome"]
    whole = by_province.query("indicator_id == 'poor_persons' and area_id == 'TH'")
    country = series(read(NAME), "all")
    for year, value in zip(whole["year"], whole["value"], strict=True):
        assert abs(country[year] - value) <= 600  # one is rounded to a thousand
    assert set(read(NAME).facts["outcome"]["vintage_id"]) == {"line_earlier"}


HEAD = "ตารางที่ 4.1 คนจน จำแนกตามกลุ่มวัย ปี พ.ศ. 2539 - 2553,,,,,\n"
MADE = (
    "เขตพื้นที่/อายุตามกลุ่มวัย,,ร้อยละคนจน,,จำนวนคนจน (พันคน),\n"
    ",,2552,2553,2552,2553\n"
    "ทั่วประเทศ,วัยเด็ก (< 15 ปี),10.1,9.9,1478,1449\n"
    ",วัยแรงงาน (15-59 ปี),6.1,5.8,2663,2534\n"
    ",ผู้สูงอายุ (60 ปี+),14.2,13.5,1138,1094\n"
    ",รวม,8.1,7.7,5279,5077\n"
)


def test_a_block_of_rates_beside_the_numbers_is_taken(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEAD + MADE)
    assert series(reading, "age_0_14", "poverty_rate_pct") == {2009: 10.1, 2010: 9.9}
    assert series(reading, "age_60_plus") == {2009: 1_138_000, 2010: 1_094_000}
    assert [total.met for total in reading.totals] == [True, True]


def test_a_sum_that_is_not_met_is_told(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEAD + MADE.replace("1478", "1487"))
    assert [total.met for total in reading.totals] == [False, True]


def test_an_age_group_that_is_not_known_is_refused_in_its_row(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + MADE.replace("ผู้สูงอายุ (60 ปี+)", "ผู้สูงวัย"))
    assert (reading.rows_read, reading.rows_refused, reading.totals) == (4, 1, ())
    assert [(i.reason, i.row, i.value) for i in reading.issues] == [("unknown_label", 6, "ผู้สูงวัย")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + MADE.replace("2663", '"26,63"'), "bad_number"),
        (HEAD.replace("2553", "2554") + MADE, "edition_not_declared"),
        (MADE.replace("2553", "2554").replace("ร้อยละคนจน", "ร้อยละ"), "edition_not_declared"),
        (HEAD + MADE.replace("(พันคน)", "(ล้านคน)"), "out_of_range"),
        (HEAD + MADE + ",รวม,8.1,7.7,5279,5077\n", "duplicate_key"),
    ],
)
def test_what_cannot_be_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(read_text, text).reason == reason


@pytest.mark.real_files
def test_text_in_cp874_with_a_header_further_down_gives_the_same_facts(
    read: Callable[[str], Reading], rows_of: Callable[[str], list[Row]], declared: Catalogue
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["", *row] for row in rows_of(NAME)[1:2] * 4 + rows_of(NAME)[4:]])
    _, reading = read_raw(delimited(text.getvalue().encode("cp874")), declared)
    pd.testing.assert_frame_equal(reading.facts["outcome"], read(NAME).facts["outcome"])
