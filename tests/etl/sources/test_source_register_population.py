from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.reading import RawFile
from etl.recognise import read_raw
from etl.sources import Reading
from tests.etl.conftest import workbook
from welfare.catalog import Catalogue

CHIANG_MAI = "population/2555/5512cc50"
PASTED = "population/population_sample.xls"
BANGKOK = "recent/6812cc10_sample.txt"

Make = Callable[..., Reading]


@pytest.fixture
def made(tmp_path: Path, declared: Catalogue) -> Make:
    """Return a reader of text under a name, the only place where a register's year stands."""

    def reader(text: str, name: str = "5612cc50", encoding: str = "cp874") -> Reading:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read_raw(RawFile(path, name), declared)[1]

    return reader


def line(name: str, men: int, women: int, special: int = 0) -> str:
    """A row of the old layout: ``men`` of age 0, ``women`` over 100, men in a special register."""
    counts = [0] * 214
    counts[0], counts[203], counts[208] = men, women, special
    counts[212], counts[213] = men + special, women
    return f"{name:<40}" + "".join(f"{count:08d}" for count in counts) + "\r\n"


def current(name: str, men: int, women: int, foreign: int = 0) -> str:
    """A row of today's layout: everybody of age 0, women without Thai nationality."""
    counts = [0] * 219
    counts[0], counts[1], counts[211], counts[212] = men, women, foreign, foreign
    counts[216:] = [men, women + foreign, men + women + foreign]
    return "|".join([name, *map(str, counts)]) + "|\n"


OLD = (
    line("  จังหวัดเชียงใหม่", 30, 12, 5)
    + line("    อำเภอแม่ริม", 20, 12)
    + line("      ตำบลริมใต้", 20, 12)
    + line("    เทศบาลนครเชียงใหม่", 10, 0, 5)
    + line("      ตำบลศรีภูมิ", 10, 0, 5)
)


def persons(reading: Reading, **where: object) -> float:
    facts = reading.facts["population"]
    for column, value in where.items():
        facts = facts[facts[column] == value]
    return float(facts["persons"].sum())


def unmet(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(t.kind, t.item, t.row) for t in reading.totals if not t.met]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "where", "count"),
    [
        (CHIANG_MAI, {}, 1_655_642),
        (CHIANG_MAI, {"sex": "male"}, 806_720),
        # Bytes 41-80 of the first line: 8188 + 8244 + 8038 + 8152 + 8308.
        (CHIANG_MAI, {"sex": "male", "age_band": "0-4"}, 40_930),
        (CHIANG_MAI, {"sex": "male", "life_course_id": "early_childhood"}, 49_443),
        # Age 100 and over 100: 31 + 167 men, 36 + 213 women.
        (CHIANG_MAI, {"age_band": "100+"}, 447),
        # Lunar births, central house register, no Thai nationality, moving house.
        (CHIANG_MAI, {"sex": "male", "age_band": "unknown"}, 2 + 7_183 + 40_809 + 1_750),
        ("population/2553/5312cc95", {"sex": "female"}, 245_611),
        (BANGKOK, {}, 5_422_568),
        (BANGKOK, {"sex": "male", "age_band": "0-4"}, 11_640 + 14_323 + 15_588 + 15_814 + 17_733),
        (BANGKOK, {"sex": "female", "age_band": "unknown"}, 32_052 + 28_545 + 1_150),
    ],
)
def test_a_province_by_age_and_sex(
    read: Callable[[str], Reading], name: str, where: dict[str, str], count: int
) -> None:
    assert persons(read(name), **where) == count


@pytest.mark.real_files
def test_every_province_of_2555_adds_up_to_its_districts_and_sub_districts(
    read: Callable[[str], Reading], real_files: Path
) -> None:
    names = sorted(path.name for path in (real_files / "population" / "2555").iterdir())
    readings = [read(f"population/2555/{name}") for name in names]
    assert len(readings) == 38
    for name, reading in zip(names, readings, strict=True):
        assert set(reading.facts["population"]["province_code"]) == {name[-2:]}
        assert set(reading.facts["population"]["year"]) == {2012}
        assert (reading.rows_loaded, reading.rows_refused) == (1, 0)
        assert {total.kind for total in reading.totals} == {"sum_of_ages", "sum_of_parts"}
        assert unmet(reading) == []


@pytest.mark.real_files
def test_the_same_register_pasted_in_a_workbook_gives_the_same_facts(
    read: Callable[[str], Reading],
) -> None:
    pasted, file = read(PASTED), read("population/2555/5512cc62")
    assert pasted.facts["population"].equals(file.facts["population"])
    assert (pasted.rows_read, pasted.rows_set_aside, pasted.rows_refused) == (129, 126, 2)
    # Excel made numbers of two rows of digits: 3.07E+58.
    assert [(i.reason, i.row, i.value) for i in pasted.issues] == [
        ("bad_number", 51, "ตำบลพรานกระต่าย"),
        ("bad_number", 68, "ตำบลทุ่งทราย"),
    ]


@pytest.mark.real_files
def test_an_excerpt_does_not_add_up_and_its_province_does(read: Callable[[str], Reading]) -> None:
    reading = read(BANGKOK)
    assert {kind for kind, _, _ in unmet(reading)} == {"sum_of_parts"}
    assert {t.kind for t in reading.totals if t.met} == {"sum_of_ages", "sum_of_sexes"}


@pytest.mark.parametrize("encoding", ["cp874", "utf-8", "utf-8-sig"])
def test_another_year_in_either_encoding(made: Make, encoding: str) -> None:
    reading = made(OLD, encoding=encoding)
    assert reading.source_ids == ("dopa_population_2556",)
    assert (reading.rows_read, reading.rows_loaded, reading.rows_set_aside) == (5, 1, 4)
    rows = reading.facts["population"][["age_band", "life_course_id", "sex", "persons"]]
    assert rows.to_numpy().tolist() == [
        ["0-4", "early_childhood", "male", 30],
        ["100+", "older_persons", "female", 12],
        ["unknown", "unknown", "male", 5],
    ]
    assert unmet(reading) == []


def test_todays_layout(made: Make) -> None:
    text = current("กรุงเทพมหานคร", 7, 8, 3) + current("เขตพระนคร ", 7, 8, 3)
    reading = made(text, "6912cc10.txt", "utf-8")
    assert reading.source_ids == ("dopa_population_2569",)
    assert persons(reading) == 18
    assert persons(reading, age_band="unknown", sex="female") == 3
    assert unmet(reading) == []


@pytest.mark.parametrize("name", ["cc50", "ประชากร.txt", "2555", "5512"])
def test_a_name_that_lost_the_year_is_refused(
    made: Make, refusal: Callable[..., Issue], name: str
) -> None:
    assert refusal(made, OLD, name).reason == "no_year"


def test_a_name_of_another_province_gives_no_year(
    made: Make, refusal: Callable[..., Issue]
) -> None:
    issue = refusal(made, OLD, "5512cc51")
    assert (issue.reason, issue.value, issue.detail) == (
        "years_unverified",
        "5512cc51",
        "the rows are of province 50",
    )


def test_the_register_of_june_is_refused(made: Make, refusal: Callable[..., Issue]) -> None:
    assert refusal(made, OLD, "5606cc50").reason == "edition_not_declared"


def test_a_misspelt_province_is_named_with_what_it_may_be(
    made: Make, refusal: Callable[..., Issue]
) -> None:
    issue = refusal(made, OLD.replace("จังหวัดเชียงใหม่ ", "จังหวัดเชีงใหม่  "))
    assert (issue.reason, issue.row, issue.value) == ("unknown_province", 1, "จังหวัดเชีงใหม่")
    assert issue.detail == "did you mean เชียงใหม่?"


def test_a_person_who_changed_age_is_found_by_the_districts(made: Make) -> None:
    rows = OLD.splitlines(keepends=True)
    # Ages 0 and 1: 20 and 0 become 19 and 1.
    rows[1] = rows[1][:40] + "00000019" + "00000001" + rows[1][56:]
    reading = made("".join(rows))
    assert unmet(reading) == [
        ("sum_of_parts", "อำเภอและสำนักทะเบียนท้องถิ่น รายอายุ", 1),
        ("sum_of_parts", "อำเภอและสำนักทะเบียนท้องถิ่น รายอายุ", 1),
        ("sum_of_parts", "ตำบล รายอายุ", 2),
        ("sum_of_parts", "ตำบล รายอายุ", 2),
    ]


def test_a_count_that_changed_is_found_in_its_own_row(made: Make) -> None:
    rows = OLD.splitlines(keepends=True)
    rows[1] = rows[1][:40] + "00000029" + rows[1][48:]
    reading = made("".join(rows))
    assert ("sum_of_ages", "ชาย ทุกอายุและทะเบียนพิเศษ", 2) in unmet(reading)


def test_a_district_that_is_missing_is_found(made: Make) -> None:
    reading = made("".join(OLD.splitlines(keepends=True)[:3]))
    assert unmet(reading) == [
        ("sum_of_parts", "อำเภอและสำนักทะเบียนท้องถิ่น ชาย", 1),
    ]


def test_a_province_alone_has_nothing_to_add_up(made: Make) -> None:
    reading = made(OLD.splitlines(keepends=True)[0])
    assert {total.kind for total in reading.totals} == {"sum_of_ages"}
    assert persons(reading) == 47


def test_a_bad_digit_refuses_a_sub_district_and_stops_at_a_district(
    made: Make, refusal: Callable[..., Issue]
) -> None:
    rows = OLD.splitlines(keepends=True)
    broken = [row[:44] + "x" + row[45:] for row in rows]
    reading = made("".join([*rows[:2], broken[2], *rows[3:]]))
    assert [(i.reason, i.row) for i in reading.issues] == [("bad_number", 3)]
    assert (reading.rows_loaded, reading.rows_refused, unmet(reading)) == (1, 1, [])
    issue = refusal(made, "".join([rows[0], broken[1], *rows[2:]]))
    assert (issue.reason, issue.row, issue.value) == ("bad_number", 2, "อำเภอแม่ริม")


def test_two_provinces_in_one_file(made: Make) -> None:
    reading = made(OLD + line("  จังหวัดลำพูน", 1, 1) + line("    อำเภอป่าซาง", 1, 1))
    assert persons(reading, province_code="51") == 2
    assert (reading.rows_loaded, unmet(reading)) == (2, [])


def test_a_sheet_may_name_the_year(declared: Catalogue) -> None:
    body = [[row[:40].strip(), row[40:].strip()] for row in OLD.splitlines()]
    file = workbook([["ชื่อ", "จำนวน"], *body])
    file.__dict__["sheets"] = {"5612cc50": file.sheets["Sheet1"]}
    reading = read_raw(file, declared)[1]
    assert (reading.source_ids, reading.sheet) == (("dopa_population_2556",), "5612cc50")
    assert (reading.rows_read, reading.rows_loaded) == (5, 1)
