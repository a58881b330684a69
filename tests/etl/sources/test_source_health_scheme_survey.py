from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import delimited
from welfare.catalog import Catalogue

NAME = "recent/health_scheme_region_2562.csv"
AREAS = "ทั่วราชอาณาจักร,กรุงเทพมหานคร,ภาคกลาง,ภาคเหนือ,ภาคตะวันออกเฉียงเหนือ,ภาคใต้"
HEAD = f"สวัสดิการค่ารักษาพยาบาล พ.ศ. 2562,,,,,,\n(พันคน),,,,,,\nประเภท,{AREAS}\n"
UC = "ประกันสุขภาพถ้วนหน้า (บัตรทอง),51552.3,4806.1,13337.8,9293.5,16412.9,7702.0\n"
SSO = "ประกันสังคม/กองทุนเงินทดแทน,12100.6,3432.5,5309.4,1059.1,1286.7,1013.0\n"
MILLIONS = "บัตรทอง,51.6,4.8,13.3,9.3,16.4,7.7\nประกันสังคม,12.1,3.4,5.3,1.1,1.3,1.0\n"


def persons(reading: Reading, indicator: str) -> dict[str, float]:
    facts = reading.facts["outcome"].query("indicator_id == @indicator")
    return dict(zip(facts["area_id"], facts["value"], strict=True))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("indicator", "area", "printed"),
    [
        ("survey_universal_coverage_persons", "TH", 51_552_300),
        ("survey_universal_coverage_persons", "region_northeast", 16_412_900),
        ("survey_social_security_persons", "region_bangkok", 3_432_500),
        ("survey_civil_servant_persons", "region_south", 681_800),
        ("survey_private_insurance_persons", "region_central", 1_585_100),
    ],
)
def test_thousand_persons_by_scheme_and_region(
    read: Callable[[str], Reading], indicator: str, area: str, printed: float
) -> None:
    assert persons(read(NAME), indicator)[area] == pytest.approx(printed)


@pytest.mark.real_files
def test_small_schemes_are_set_aside_with_a_notice_and_regions_add_up(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (9, 4, 5)
    assert {(i.severity, i.reason) for i in reading.issues} == {("notice", "other_subject")}
    assert [i.value for i in reading.issues] == [
        "รัฐวิสาหกิจ",
        "หน่วยงานอิสระ",
        "อปท.",
        "นายจ้าง",
        "อื่นๆ",
    ]
    assert [total.met for total in reading.totals] == [True] * 4
    # Five regions and the country, each rounded to a hundred persons.
    assert {total.tolerance for total in reading.totals} == {300}
    assert set(reading.facts["outcome"]["year"]) == {2019}


@pytest.mark.real_files
def test_a_page_without_a_year_in_title_or_name_is_refused(
    real_files: Path, declared: Catalogue, refusal: Callable[..., Issue]
) -> None:
    page = delimited((real_files / NAME).read_bytes(), "page.csv")
    assert refusal(read_raw, page, declared).reason == "no_year"


def test_a_title_gives_the_year_and_labels_may_be_longer(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + UC + SSO + "ที่มา,,,,,,\n")
    assert persons(reading, "survey_social_security_persons")["region_north"] == 1_059_100
    assert (reading.rows_read, reading.rows_set_aside) == (3, 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD + UC.replace("51552.3", '"51,55"') + SSO, "bad_number"),
        (HEAD.replace("2562", "2540") + UC + SSO, "edition_not_declared"),
        (HEAD + MILLIONS, "out_of_range"),
        (HEAD + UC + SSO + UC, "duplicate_key"),
    ],
)
def test_what_cannot_be_refuses_the_file(
    read_text: Callable[[str], Reading], refusal: Callable[..., Issue], text: str, reason: str
) -> None:
    assert refusal(read_text, text).reason == reason


def test_another_round_of_the_survey_is_taken(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEAD.replace("2562", "2564") + UC + SSO)
    assert reading.source_ids == ("nso_health_scheme_2564",)


def test_a_country_that_is_not_the_sum_of_its_regions_is_told(
    read_text: Callable[[str], Reading],
) -> None:
    reading = read_text(HEAD + UC.replace("7702.0", "7720.0") + SSO)
    assert [total.met for total in reading.totals] == [False, True]


def test_an_unknown_scheme_is_refused_in_its_row(read_text: Callable[[str], Reading]) -> None:
    reading = read_text(HEAD + UC + SSO + "บัตรคนจน,1,1,1,1,1,1\n")
    assert [(i.reason, i.row, i.value) for i in reading.issues] == [("unknown_label", 6, "บัตรคนจน")]
