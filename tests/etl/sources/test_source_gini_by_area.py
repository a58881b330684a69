from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "poverty/gini_by_province_2556-2564_north_northeast.csv"
HEAD = "สัมประสิทธิ์ของความไม่เสมอภาคของการกระจายรายได้,,\nจังหวัด,2562,2564\n"


def series(reading: Reading, area: str) -> dict[int, float]:
    facts = reading.facts["outcome"].query("area_id == @area")
    return dict(zip(facts["year"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "printed"),
    [
        ("region_north", [0.335, 0.282, 0.306, 0.310, 0.295]),
        ("region_northeast", [0.327, 0.316, 0.320, 0.307, 0.294]),
        ("52", [0.328, 0.343, 0.386, 0.385, 0.305]),  # "ลำ าปาง"
        ("62", [0.251, 0.180, 0.213, 0.198, 0.161]),  # "กำ าแพงเพชร"
        ("38", [0.238, 0.300, 0.283, 0.239, 0.277]),
        ("33", [0.329, 0.267, 0.286, 0.272, 0.261]),
    ],
)
def test_broken_names_and_two_regions(
    read: Callable[[str], Reading], area: str, printed: list[float]
) -> None:
    years = [2013, 2015, 2017, 2019, 2021]
    assert series(read(NAME), area) == dict(zip(years, printed, strict=True))


@pytest.mark.real_files
def test_every_row_is_taken(read: Callable[[str], Reading], declared: Catalogue) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.issues) == (32, 32, ())
    areas = set(reading.facts["outcome"]["area_id"])
    north = {code for code, province in declared.provinces.items() if province.region == "north"}
    assert areas - {"region_north", "region_northeast"} >= north
    assert len(areas) == 2 + 17 + 13


@pytest.mark.real_files
def test_an_untitled_table_is_known_by_its_figures_whatever_its_name(
    real_files: Path, declared: Catalogue
) -> None:
    text = (real_files / NAME).read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    part = "\n".join(["ลำดับ," + lines[0], *(f"{n},{line}" for n, line in enumerate(lines[1:13]))])
    family, reading = read_raw(delimited(part.encode("cp874"), "table.csv"), declared)
    assert (family, reading.rows_loaded) == ("gini_by_area", 12)
    assert series(reading, "50")[2021] == 0.316


def test_the_central_region_of_the_survey_is_set_aside_with_a_notice(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + "ภาคกลาง,0.3,0.31\nภาคใต้,0.33,0.34\nตราด,0.35,0.36\nหมายเหตุ,,\n")
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (4, 2, 2)
    assert [(i.severity, i.reason, i.value) for i in reading.issues] == [
        ("notice", "other_region_scheme", "ภาคกลาง")
    ]


def test_a_name_that_is_no_province_is_refused_in_its_row(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + "ตราด,0.35,0.36\nเชียงไหม,0.3,0.3\n")
    assert (reading.rows_loaded, reading.rows_refused) == (1, 1)
    assert [(i.reason, i.row) for i in reading.issues] == [("unknown_province", 4)]
    assert "เชียงใหม่" in reading.issues[0].detail


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ('ตราด,0.35,"0,36"\nภาคใต้,0.3,0.3\nกระบี่,0.3,0.3\n', "bad_number"),
        ("ตราด,0.35,36\nภาคใต้,0.3,0.3\nกระบี่,0.3,0.3\n", "out_of_range"),
        ("ตราด,0.35\n", "bad_row"),
    ],
)
def test_what_is_no_index_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], lines: str, reason: str
) -> None:
    assert refusal(read_text, HEAD + lines).reason == reason


def test_the_year_of_the_new_method_is_no_edition_of_these(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    text = HEAD.replace("2564", "2566") + "ตราด,0.35,0.36\n"
    assert refusal(read_text, text).reason == "edition_not_declared"


def test_other_numbers_below_one_are_not_taken_for_the_index(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    text = "จังหวัด,2562,2564\nตราด,0.35,0.36\nกระบี่,0.2,0.3\n"
    assert refusal(read_text, text).reason == "not_recognised"
