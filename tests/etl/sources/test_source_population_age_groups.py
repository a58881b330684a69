from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.sources import Reading

NAME = "recent/population_registered_age3_sex_2561-2565.csv"
MADE = """sex,age_group,2564,2565
รวม,รวม,66,72
ชาย,รวม,30,33
หญิง,รวม,36,39
ชาย,0-14,5,6
ชาย,15-59,20,20
ชาย,60+,5,7
หญิง,0-14,6,6
หญิง,15-59,20,21
หญิง,60+,10,12
"""

ReadText = Callable[[str], Reading]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("year", "band", "sex", "persons"),
    [
        (2018, "60+", "male", 4_715_598),
        (2020, "0-14", "female", 5_428_190),
        (2022, "15-59", "male", 21_102_510),
    ],
)
def test_persons_of_the_country(
    read: Callable[[str], Reading], year: int, band: str, sex: str, persons: int
) -> None:
    facts = read(NAME).facts["population"]
    row = facts.query("year == @year and age_band == @band and sex == @sex")
    assert row["persons"].tolist() == [persons]
    assert row["province_code"].isna().all()


@pytest.mark.real_files
def test_sums_are_set_aside_and_met(read: Callable[[str], Reading]) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (12, 6, 6)
    assert len(reading.facts["population"]) == 2 * 3 * 5
    # Ages of three sexes, and sexes of four groups, in five years.
    assert len(reading.totals) == 5 * (3 + 4)
    assert all(total.met for total in reading.totals)
    assert reading.facts["population"].query("year == 2022")["persons"].sum() == 65_663_737


def test_only_the_oldest_group_is_of_one_life_course(read_text: ReadText) -> None:
    facts = read_text(MADE).facts["population"]
    known = facts.dropna(subset="life_course_id")
    assert set(zip(known["age_band"], known["life_course_id"], strict=True)) == {
        ("60+", "older_persons")
    }


def test_a_title_above_and_thai_headings(read_text: ReadText) -> None:
    reading = read_text("จำนวนประชากร,,,\n\n" + MADE.replace("sex,age_group", "เพศ,กลุ่มอายุ"))
    assert reading.facts["population"]["persons"].sum() == 66 + 72
    assert (reading.rows_read, reading.rows_set_aside) == (9, 3)


def test_a_wrong_total_is_not_met(read_text: ReadText) -> None:
    assert all(total.met for total in read_text(MADE).totals)
    reading = read_text(MADE.replace("ชาย,60+,5,7", "ชาย,60+,5,8"))
    assert [(t.kind, t.item, t.printed, t.summed) for t in reading.totals if not t.met] == [
        ("sum_of_ages", "ชาย รวม", 33, 34)
    ]


def test_a_bad_number_and_another_edition_are_refused(
    read_text: ReadText, refusal: Callable[..., Issue]
) -> None:
    issue = refusal(read_text, MADE.replace("ชาย,60+,5,7", 'ชาย,60+,5,"91,41"'))
    assert (issue.reason, issue.row, issue.column, issue.value) == ("bad_number", 7, "4", "91,41")
    issue = refusal(read_text, MADE.replace("2565", "2566"))
    assert (issue.reason, issue.value) == (
        "edition_not_declared",
        "population_age_groups 2564-2566",
    )
