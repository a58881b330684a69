from collections.abc import Callable

import pandas as pd
import pytest

from etl.issues import Issue
from etl.reading import Row
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import workbook
from welfare.catalog import Catalogue

pytestmark = pytest.mark.real_files

NAME = "health-coverage/nhso_coverage_by_scheme_province_age_sex_FY{}.xls"
YEARS = {2551: 2008, 2552: 2009, 2554: 2011, 2555: 2012}
UNIVERSAL, SOCIAL_SECURITY = 2, 18
"""Columns of the first cell (male) of two schemes."""

# Sums of the rows that the workbooks print as provinces' totals, fourth column of each scheme.
PRINTED = {
    2551: (46_790_023.92, 1_700_604.25, 5_146_979.33, 423_892.17, 9_740_133.25, 0),
    2552: (47_215_168.58, 1_754_188.33, 5_048_997.83, 409_835.50, 9_759_417.75, 0),
    2554: (47_622_505.08, 1_681_664.33, 5_084_629.92, 217_721.58, 10_082_899.25, 315_868.83),
    2555: (48_371_300.25, 1_010_169.58, 5_066_875.83, 163_141.17, 10_295_838.00, 349_501.33),
}
SCHEMES = (
    "universal_coverage",
    "not_registered",
    "civil_servant_medical",
    "other_rights",
    "social_security",
    "status_problem",
)


@pytest.fixture(scope="module")
def year_2555(read: Callable[[str], Reading]) -> Reading:
    return read(NAME.format(2555))


@pytest.fixture
def rows(rows_of: Callable[[str], list[Row]]) -> list[Row]:
    """Head of the 2555 workbook with its first two provinces, Chiang Mai and Lamphun."""
    return rows_of(NAME.format(2555))[: 3 + 2 * 127]


def persons(reading: Reading, **where: object) -> float:
    facts = reading.facts["beneficiary"]
    for column, value in where.items():
        facts = facts[facts[column] == value]
    return round(float(facts["persons"].sum()), 2)


def test_social_security_of_2555_is_ten_million_and_not_twice_that(year_2555: Reading) -> None:
    people = persons(year_2555, programme_id="social_security")
    assert people == pytest.approx(10_295_838, abs=1)
    men = persons(year_2555, programme_id="social_security", sex="male")
    women = persons(year_2555, programme_id="social_security", sex="female")
    assert men == pytest.approx(4_967_967.25, abs=1)
    assert women == pytest.approx(5_327_859.50, abs=1)


@pytest.mark.parametrize("be", YEARS)
def test_each_scheme_adds_up_to_its_printed_totals(read: Callable[[str], Reading], be: int) -> None:
    reading = read(NAME.format(be))
    assert set(reading.facts["beneficiary"]["fiscal_year"]) == {YEARS[be]}
    for scheme, printed in zip(SCHEMES, PRINTED[be], strict=True):
        assert persons(reading, programme_id=scheme) == pytest.approx(printed, abs=1), scheme


@pytest.mark.parametrize(("be", "provinces"), [(2551, 76), (2552, 76), (2554, 77), (2555, 77)])
def test_a_total_row_is_set_aside_labelled_or_not(
    read: Callable[[str], Reading], be: int, provinces: int
) -> None:
    reading = read(NAME.format(be))
    assert reading.rows_read == provinces * 127
    assert (reading.rows_set_aside, reading.rows_refused) == (provinces, 0)
    assert reading.rows_loaded == provinces * 126
    assert len(reading.facts["control_total"]) == provinces * len(SCHEMES)


@pytest.mark.parametrize("be", YEARS)
def test_bueng_kan_is_there_from_its_foundation_on(read: Callable[[str], Reading], be: int) -> None:
    codes = set(read(NAME.format(be)).facts["beneficiary"]["province_code"])
    assert ("38" in codes) == (be >= 2554)
    assert "43" in codes


def test_bueng_kan_of_2555(year_2555: Reading) -> None:
    in_bueng_kan = {
        scheme: persons(year_2555, province_code="38", programme_id=scheme) for scheme in SCHEMES
    }
    printed = (333_199.58, 2_849.50, 16_707.92, 161.50, 5_511.25, 202.42)
    assert list(in_bueng_kan.values()) == pytest.approx(printed, abs=0.02)


def test_single_ages_fall_into_bands_and_life_courses(year_2555: Reading) -> None:
    bangkok = {"province_code": "10"}
    insured = persons(
        year_2555, **bangkok, programme_id="social_security", age_band="25-29", sex="male"
    )
    assert insured == pytest.approx(248_440.83, abs=0.01)
    girls = {**bangkok, "programme_id": "universal_coverage", "sex": "female", "age_band": "5-9"}
    five = persons(year_2555, **girls, life_course_id="early_childhood")
    six_to_nine = persons(year_2555, **girls, life_course_id="children")
    assert (five, six_to_nine) == (27_168.25, 101_457.75)
    men = {**bangkok, "programme_id": "universal_coverage", "sex": "male"}
    assert persons(year_2555, **men, age_band="100+") == pytest.approx(5_323.08, abs=0.01)
    assert persons(year_2555, **men, age_band="unknown") == pytest.approx(1_380.08, abs=0.01)


def test_two_cells_printed_as_dashes_are_restored_from_the_printed_total(
    read: Callable[[str], Reading], rows_of: Callable[[str], list[Row]]
) -> None:
    chiang_mai = rows_of(NAME.format(2552))[3]
    assert chiang_mai[:6] == ["5000 - เชียงใหม่", "0", "--", "--", 0.0, pytest.approx(12_247.9167)]
    ages = rows_of(NAME.format(2552))[4:8]
    infants = {
        sex: persons(
            read(NAME.format(2552)),
            province_code="50",
            programme_id="universal_coverage",
            age_band="0-4",
            sex=sex,
        )
        - sum(row[column] for row in ages)
        for column, sex in ((2, "male"), (3, "female"))
    }
    assert infants == {
        "male": pytest.approx(6_382.8333, abs=0.01),
        "female": pytest.approx(5_865.0833, abs=0.01),
    }
    assert sum(infants.values()) == pytest.approx(12_247.9167, abs=0.01)


@pytest.mark.parametrize("be", YEARS)
def test_the_population_is_everyone_of_every_scheme(
    read: Callable[[str], Reading], be: int
) -> None:
    population = read(NAME.format(be)).facts["population"]
    assert population["persons"].sum() == pytest.approx(sum(PRINTED[be]), abs=1)
    keys = ["province_code", "age_band", "life_course_id", "sex"]
    assert not population.duplicated(keys).any()


def test_the_template_with_invented_figures_is_refused(
    read: Callable[[str], Reading], refusal: Callable[..., Issue]
) -> None:
    assert refusal(read, "health-coverage/nhso_template_FY2556.xls").reason == "template"


def test_two_provinces_alone_are_read(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading]
) -> None:
    reading = read_rows(rows)
    assert set(reading.facts["beneficiary"]["province_code"]) == {"50", "51"}
    assert persons(reading, province_code="50", programme_id="universal_coverage") == (
        pytest.approx(1_203_288.58, abs=0.1)
    )


def unmet(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(t.kind, t.item, t.row) for t in reading.totals if not t.met]


@pytest.mark.parametrize("be", YEARS)
def test_every_total_of_every_province_is_met(read: Callable[[str], Reading], be: int) -> None:
    reading = read(NAME.format(be))
    provinces = reading.facts["control_total"]["area_id"].nunique()
    # Four columns of ages and one sum of sexes for each scheme of each province.
    assert len(reading.totals) == provinces * len(SCHEMES) * 5
    assert unmet(reading) == []


@pytest.mark.parametrize(
    ("column", "item"),
    [
        (UNIVERSAL, "สิทธิประกันสุขภาพถ้วนหน้า ชาย"),
        (UNIVERSAL + 3, "สิทธิประกันสุขภาพถ้วนหน้า รวม"),
        (SOCIAL_SECURITY, "สิทธิประกันสังคม ชาย"),
    ],
)
@pytest.mark.parametrize("line", [30, 3 + 126])
def test_one_changed_cell_meets_neither_ages_nor_sexes(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading], line: int, column: int, item: str
) -> None:
    rows[line][column] += 1
    scheme = item.rsplit(" ", 1)[0]
    assert unmet(read_rows(rows)) == [
        ("sum_of_ages", item, 3 + 127),
        ("sum_of_sexes", scheme, line + 1),
    ]


def test_a_person_moved_between_ages_is_found_by_the_sexes(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows[30][UNIVERSAL] += 1
    rows[31][UNIVERSAL] -= 1
    assert unmet(read_rows(rows)) == [
        ("sum_of_sexes", "สิทธิประกันสุขภาพถ้วนหน้า", 31),
        ("sum_of_sexes", "สิทธิประกันสุขภาพถ้วนหน้า", 32),
    ]


def test_two_dashes_in_one_column_of_a_province_cannot_be_restored(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows[30][UNIVERSAL] = rows[31][UNIVERSAL] = "--"
    assert ("sum_of_ages", "สิทธิประกันสุขภาพถ้วนหน้า ชาย", 130) in unmet(read_rows(rows))


def test_a_cell_that_is_no_number_is_named(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    rows[30][UNIVERSAL] = "91,41"
    issue = refusal(read_rows, rows)
    assert (issue.reason, issue.row, issue.column, issue.value) == ("bad_number", 31, "3", "91,41")


def test_a_province_without_its_total_row_is_refused(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    assert refusal(read_rows, rows[:-1]).reason == "total_mismatch"


@pytest.mark.parametrize("be", [2553, 2556, 2560])
def test_a_year_that_did_not_ship_is_of_the_same_series(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading], declared: Catalogue, be: int
) -> None:
    rows[0][2] = f"ปีงบประมาณ {be}"
    reading = read_rows(rows)
    assert reading.source_ids == (f"nhso_coverage_{be}",)
    assert set(reading.facts["population"]["fiscal_year"]) == {be - 543}
    assert f"nhso_coverage_{be}" in declared.indicators["registered_persons"].sources


@pytest.mark.parametrize("title", ["", "ปีงบประมาณ", "ปีงบประมาณ 2555 เทียบกับปีงบประมาณ 2554"])
def test_a_title_without_one_year_is_refused(
    rows: list[Row],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    title: str,
) -> None:
    rows[0][2] = title
    assert refusal(read_rows, rows).reason == "no_year"


def test_the_day_of_a_printout_is_not_its_year(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading]
) -> None:
    rows[0][5] = "พิมพ์เมื่อ 1/10/2556"
    assert read_rows(rows).source_ids == ("nhso_coverage_2555",)


def test_a_province_that_comes_twice_is_refused(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading], refusal: Callable[..., Issue]
) -> None:
    rows[3 + 127][0] = rows[3][0]
    issue = refusal(read_rows, rows)
    assert (issue.reason, issue.row, issue.value) == ("duplicate_key", 257, "5000 - เชียงใหม่")


def test_another_header_row_and_a_column_of_numbers_in_front(
    rows: list[Row], read_rows: Callable[[list[Row]], Reading]
) -> None:
    moved = [["ตาราง"], [], *([n, *row] for n, row in enumerate(rows))]
    width = max(len(row) for row in moved)
    reading = read_rows([row + [""] * (width - len(row)) for row in moved])
    assert reading.facts["beneficiary"].equals(read_rows(rows).facts["beneficiary"])
    assert unmet(reading) == []


def test_two_years_in_two_sheets(rows: list[Row], declared: Catalogue) -> None:
    file = workbook(rows)
    other = [list(row) for row in rows]
    other[0][2] = "ปีงบประมาณ 2556"
    file.__dict__["sheets"] = {"55": rows, "56": other, "หมายเหตุ": [["ค่าเฉลี่ย"]]}
    reading = read_raw(file, declared)[1]
    assert reading.source_ids == ("nhso_coverage_2555", "nhso_coverage_2556")
    facts = reading.facts["beneficiary"]
    assert facts.groupby("sheet")["fiscal_year"].unique().map(list).to_dict() == {
        "55": [2012],
        "56": [2013],
    }
    assert (reading.rows_read, reading.rows_loaded) == (4 * 127, 4 * 126)


@pytest.mark.parametrize(
    ("unit", "reason", "detail"),
    [
        ("SN00 - กรมแพทย์ ทร.", "not_a_province", ""),
        ("5200 - เชียงราย", "unknown_province", "did you mean เชียงราย?"),
        ("5700 - เชีงราย", "unknown_province", "did you mean เชียงราย?"),
    ],
)
def test_a_block_that_is_no_province_is_refused_row_by_row(
    rows: list[Row],
    read_rows: Callable[[list[Row]], Reading],
    unit: str,
    reason: str,
    detail: str,
) -> None:
    rows[3 + 127][0] = unit
    reading = read_rows(rows)
    assert (reading.rows_loaded, reading.rows_set_aside, reading.rows_refused) == (126, 1, 127)
    assert {(i.reason, i.value, i.detail) for i in reading.issues} == {(reason, unit, detail)}
    assert [i.row for i in reading.issues] == list(range(131, 131 + 127))
    assert set(reading.facts["beneficiary"]["province_code"]) == {"50"}


def test_facts_have_one_row_a_key(year_2555: Reading) -> None:
    facts: pd.DataFrame = year_2555.facts["beneficiary"]
    keys = ["province_code", "programme_id", "age_band", "life_course_id", "sex"]
    assert not facts.duplicated(keys).any()
    assert set(facts["sex"]) == {"male", "female", "unknown"}


@pytest.mark.parametrize("column", [UNIVERSAL, SOCIAL_SECURITY])
def test_a_scheme_whose_heading_is_gone_refuses_the_file(
    rows: list[Row],
    read_rows: Callable[[list[Row]], Reading],
    refusal: Callable[..., Issue],
    column: int,
) -> None:
    rows[1][column] = "สิทธิ"
    assert refusal(read_rows, rows).reason == "bad_columns"
