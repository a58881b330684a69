from collections.abc import Callable

import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.sources import Reading

NAME = "health-coverage/nhso_uc_age60-64_by_province_FY2555.xls"

ReadRows = Callable[[list[Row]], Reading]


def table(*units: tuple[str, int, int], total: tuple[int, int] | None = None) -> list[Row]:
    """The layout with men and women under universal coverage of each unit."""
    heads = {"รวม": 1, "ชาย": 4, "หญิง": 7, "ไม่ระบุ": 10}
    sexes: Row = [""] * 13
    for label, column in heads.items():
        sexes[column] = label
    first: Row = ["จังหวัด", *["จำนวนประชากร", "จำนวนผู้มีสิทธิหลักประกัน", "ร้อยละ"] * 4]
    second: Row = ["", *["(คน)", "สุขภาพถ้วนหน้า", ""] * 4]
    title = "ผู้มีสิทธิหลักประกันสุขภาพ จำแนกตามพื้นที่การลงทะเบียนสิทธิรายจังหวัด"
    rows = [[f"{title} ปีงบประมาณ 2557 ช่วงอายุ 65 - 69 ปี"], sexes, first, second]
    sums = total or (sum(men for _, men, _ in units), sum(women for _, _, women in units))
    for name, men, women in (*units, ("รวมทั้งหมด", *sums)):
        counts = (men + women, men, women, 0)
        rows.append([name, *(cell for count in counts for cell in (2 * count, count, 50.0))])
    return rows


LAMPANG, LAMPHUN = ("5200 - ลำปาง", 30, 40), ("5100 - ลำพูน", 10, 20)


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("province", "sex", "persons"),
    [("10", "male", 86_725), ("10", "female", 116_263), ("83", "male", 4_076)],
)
def test_people_of_a_province(
    read: Callable[[str], Reading], province: str, sex: str, persons: int
) -> None:
    facts = read(NAME).facts["beneficiary"]
    row = facts.query("province_code == @province and sex == @sex")
    assert row["persons"].tolist() == [persons]
    assert row[["fiscal_year", "age_band", "life_course_id"]].to_numpy().tolist() == [
        [2012, "60-64", "older_persons"]
    ]


@pytest.mark.real_files
def test_military_units_are_refused_and_count_in_the_printed_total(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (80, 77, 1)
    assert [(i.reason, i.row, i.value) for i in reading.issues] == [
        ("not_a_province", 87, "SN00 - กรมแพทย์ ทร."),
        ("not_a_province", 88, "SP00 - กรมแพทย์ ทอ."),
    ]
    # One man of the air force is in the total of 2,300,779 and in no province.
    assert reading.facts["beneficiary"]["persons"].sum() == 2_300_778
    assert all(total.met for total in reading.totals)
    assert {total.kind for total in reading.totals} == {"sum_of_sexes", "sum_of_provinces"}


def test_another_band_year_and_number_of_heading_rows(read_rows: ReadRows) -> None:
    reading = read_rows(table(LAMPANG, LAMPHUN))
    assert reading.source_ids == ("nhso_uc_age_2557",)
    facts = reading.facts["beneficiary"]
    assert set(facts["age_band"]) == {"65-69"}
    assert set(facts["programme_id"]) == {"universal_coverage"}
    assert facts.groupby("province_code")["persons"].sum().to_dict() == {"51": 30, "52": 70}
    assert all(total.met for total in reading.totals)


def test_a_printed_total_that_is_wrong_is_not_met(read_rows: ReadRows) -> None:
    reading = read_rows(table(LAMPANG, LAMPHUN, total=(40, 61)))
    assert [(t.item, t.printed, t.summed) for t in reading.totals if not t.met] == [
        ("รวม รวม", 101, 100),
        ("รวม หญิง", 61, 60),
    ]


def test_a_misspelt_province_is_refused_with_what_it_may_be(read_rows: ReadRows) -> None:
    reading = read_rows(table(LAMPANG, ("5100 - ลำพุน", 10, 20)))
    issue = reading.issues[0]
    assert (issue.reason, issue.row, issue.detail) == ("unknown_province", 6, "did you mean ลำพูน?")
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (3, 1, 1)


def test_a_cell_that_is_no_number_refuses_the_file(
    read_rows: ReadRows, refusal: Callable[..., Issue]
) -> None:
    rows = table(LAMPANG)
    rows[4][5] = "91,41"
    issue = refusal(read_rows, rows)
    assert (issue.reason, issue.row, issue.column, issue.value) == ("bad_number", 5, "6", "91,41")


def test_a_title_without_a_year_is_refused(
    read_rows: ReadRows, refusal: Callable[..., Issue]
) -> None:
    rows = table(LAMPANG)
    rows[0][0] = str(rows[0][0]).replace("2557", "")
    assert refusal(read_rows, rows).reason == "no_year"
