from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "recent/sso_insured_north_2564.csv"
UNVERIFIED = "poverty/sso_insured_national.csv"
HEAD = "ผู้ประกันตน จำแนกตามจังหวัด พ.ศ. 2564,,,,\nจังหวัด,สถานประกอบการ,มาตรา 33,มาตรา 39,มาตรา 40\n"
SOUTH = [
    "นครศรีธรรมราช",
    "กระบี่",
    "พังงา",
    "ภูเก็ต",
    "สุราษฎร์ธานี",
    "ระนอง",
    "ชุมพร",
    "สงขลา",
    "สตูล",
    "ตรัง",
    "พัทลุง",
    "ปัตตานี",
    "ยะลา",
    "นราธิวาส",
]


def figures(reading: Reading, area: str) -> dict[str, float]:
    facts = reading.facts["outcome"].query("area_id == @area")
    return dict(zip(facts["indicator_id"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("area", "printed"),
    [
        ("50", (17_400, 216_239, 113_631, 97_114, 426_984)),
        ("58", (892, 7_914, 2_323, 18_677, 28_914)),
        ("region_north", (56_841, 771_757, 286_051, 1_200_034, 2_257_842)),
    ],
)
def test_sections_establishments_and_all_sections_added_up(
    read: Callable[[str], Reading], area: str, printed: tuple[int, ...]
) -> None:
    names = [
        "insured_establishments",
        "insured_33_persons",
        "insured_39_persons",
        "insured_40_persons",
        "insured_persons",
    ]
    assert figures(read(NAME), area) == dict(zip(names, printed, strict=True))
    facts = read(NAME).facts["outcome"]
    computed = facts.loc[facts["method"] == "computed", "indicator_id"]
    assert set(computed) == {"insured_persons"}


@pytest.mark.real_files
def test_nine_of_seventeen_provinces_are_no_sum_of_the_north(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.totals) == (10, 10, ())
    assert set(reading.facts["outcome"]["year"]) == {2021}


@pytest.mark.real_files
def test_counts_whose_years_are_not_confirmed_are_refused(
    real_files: Path, declared: Catalogue, refusal: Callable[..., Issue]
) -> None:
    file = delimited((real_files / UNVERIFIED).read_bytes(), UNVERIFIED)
    issue = refusal(read_raw, file, declared)
    assert issue.reason == "years_unverified"


def test_columns_without_any_year_are_refused(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    text = "area,m33,m39,m40\nตราด,1,2,3\n"
    assert refusal(read_text, text).reason == "years_unverified"


def region(total: int) -> str:
    rows = "".join(f"{name},1,10,20,30\n" for name in SOUTH)
    return f"{HEAD}ภาคใต้,14,{total},280,420\n{rows}"


@pytest.mark.parametrize(("total", "met"), [(140, True), (141, False)])
def test_a_region_with_all_its_provinces_is_their_sum(
    read_text: Callable[[str], Reading], total: int, met: bool
) -> None:
    totals = read_text(region(total)).totals
    assert len(totals) == 4
    assert all(t.met for t in totals) == met


def test_a_region_is_never_less_than_the_provinces_that_are_there(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + "ภาคใต้,14,9,280,420\nกระบี่,1,10,20,30\n")
    assert [(t.item, t.met) for t in reading.totals] == [("insured_33_persons", False)]


def test_thousands_in_the_title_and_a_blank_section(read_text: Callable[[str], Reading]) -> None:
    head = HEAD.replace("2564,", "2564 (พันคน),")
    reading = read_text(head.replace("สถานประกอบการ", "รหัส") + 'ตราด,23,"1,000.5",2,\n')
    assert figures(reading, "23")["insured_33_persons"] == 1_000_500
    assert "insured_persons" not in figures(reading, "23")


def test_an_unknown_name_is_refused_in_its_row_and_a_bad_number_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    reading = read_text(HEAD + "ตราด,1,2,3,4\nกระบี,1,2,3,4\n")
    assert [(i.reason, i.row) for i in reading.issues] == [("unknown_province", 4)]
    assert "กระบี่" in reading.issues[0].detail
    issue = refusal(read_text, HEAD + 'ตราด,1,"91,41",3,4\n')
    assert (issue.reason, issue.row, issue.column) == ("bad_number", 3, "มาตรา 33")


def test_another_year_of_the_register_is_taken(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEAD.replace("2564", "2567") + "ตราด,1,2,3,4\n")
    assert reading.source_ids == ("sso_insured_province_2567",)
    assert set(reading.facts["outcome"]["year"]) == {2024}


def test_two_years_in_one_list_are_two_sources(read_text: Callable[[str], Reading]) -> None:
    reading = read_text("year_be,area,m33,m39,m40\n2564,ตราด,1,2,3\n2565,ตราด,4,5,6\n")
    assert reading.source_ids == ("sso_insured_province_2564", "sso_insured_province_2565")
    of_2565 = reading.facts["outcome"].query("year == 2022 and indicator_id == 'insured_persons'")
    assert of_2565[["value", "source_id"]].to_numpy().tolist() == [
        [15, "sso_insured_province_2565"]
    ]


def test_a_list_in_which_no_name_is_known_gives_no_fact_and_every_row_its_reason(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + "ก,1,2,3,4\nข,1,2,3,4\n")
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (2, 0, 2)
    assert reading.facts["outcome"].empty
