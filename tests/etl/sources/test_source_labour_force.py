from collections.abc import Callable
from pathlib import Path

import pytest

from etl.issues import Issue
from etl.reading import RawFile
from etl.recognise import read_raw
from etl.sources import Reading, labour_force
from tests.etl.conftest import workbook
from welfare.catalog import Catalogue

NAME = "recent/nso_lfs_province_quarter_2563-2568.csv"
HEADER = "YEAR,QUARTER,REGION,PROVINCE,SEX,LABOR_FORCE_STATUS,VALUE,UNIT,SOURCE"

Make = Callable[..., Reading]


@pytest.fixture
def made(tmp_path: Path, declared: Catalogue) -> Make:
    """Return a reader of text as a file; large text is read from where it stands."""

    def reader(text: str, encoding: str = "utf-8") -> Reading:
        path = tmp_path / "made.csv"
        path.write_bytes(text.encode(encoding))
        return read_raw(RawFile(path, "made.csv"), declared)[1]

    return reader


def row(value: object = "12.5", **other: object) -> str:
    """Men without work in Lampang, with ``other`` cells where they are given."""
    cells = {
        "year": 2570,
        "quarter": "ไตรมาสที่ 1/2570",
        "region": "3) ภาคเหนือ",
        "province": "ลำปาง",
        "sex": "1. ชาย",
        "status": "1.2 ผู้ว่างงาน",
        "value": value,
        "unit": "พันคน",
        "source": "สสช.",
    }
    return ",".join(str(cell) for cell in (cells | other).values())


def text(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("key", "persons"),
    [
        (("employed_persons", 2020, 1, "10", "male"), 2_770_500),
        (("unemployed_persons", 2020, 1, "10", "male"), 27_300),
        (("seasonally_unemployed_persons", 2020, 1, "10", "male"), 2_000),
        (("employed_persons", 2020, 1, "10", "female"), 2_517_000),
    ],
)
def test_persons_of_a_quarter(
    read: Callable[[str], Reading], key: tuple[str, int, int, str, str], persons: int
) -> None:
    facts = read(NAME).facts["outcome"]
    columns = ["indicator_id", "year", "quarter", "area_id", "group_id"]
    assert facts.set_index(columns)["value"][key] == persons


@pytest.mark.real_files
def test_two_spellings_are_one_province_and_region_schemes_do_not_matter(
    read: Callable[[str], Reading],
) -> None:
    reading = read(NAME)
    assert (reading.rows_read, reading.rows_loaded, reading.issues) == (8_882, 8_882, ())
    facts = reading.facts["outcome"]
    assert facts["area_id"].nunique() == 77
    # 49 rows of one spelling and 50 of the other.
    assert len(facts.query("area_id == '84'")) == 99
    assert facts.query("area_id == '84'").groupby(["year", "quarter"]).ngroups == 23


@pytest.mark.real_files
def test_rows_that_the_list_leaves_out_are_no_facts(read: Callable[[str], Reading]) -> None:
    counts = read(NAME).facts["outcome"].groupby(["indicator_id", "year"]).size()
    # 77 provinces, two sexes, four quarters; only 2566 gives them all.
    assert counts["employed_persons"].tolist() == [616, 616, 616, 616, 616, 462]
    assert counts["unemployed_persons"].tolist() == [598, 607, 589, 616, 571, 420]
    assert counts["seasonally_unemployed_persons"].tolist() == [327, 301, 233, 616, 267, 195]


def test_another_year_in_cp874(made: Make) -> None:
    reading = made(text(row(), row(3, sex="2. หญิง")), "cp874")
    assert reading.source_ids == ("nso_lfs_2570",)
    facts = reading.facts["outcome"].sort_values("group_id")
    columns = ["indicator_id", "year", "quarter", "area_id", "group_id", "value"]
    assert facts[columns].to_numpy().tolist() == [
        ["unemployed_persons", 2027, 1, "52", "female", 3_000],
        ["unemployed_persons", 2027, 1, "52", "male", 12_500],
    ]


def test_another_delimiter_and_order_of_columns(made: Make) -> None:
    reordered = [";".join(reversed(line.split(","))) for line in text(row()).splitlines()]
    assert made("\n".join(reordered)).facts["outcome"]["value"].tolist() == [12_500]


def test_a_header_that_stands_lower(made: Make) -> None:
    reading = made("ภาวะการทำงานของประชากร,,,,,,,,\n" + text(row(), row(province="ลำปางง")))
    assert reading.rows_loaded == 1
    assert [(i.reason, i.row, i.value, i.detail) for i in reading.issues] == [
        ("unknown_province", 4, "ลำปางง", "did you mean ลำปาง?")
    ]


def test_a_workbook_reads_alike(declared: Catalogue) -> None:
    table = [line.split(",") for line in text(row()).split("\n") if line]
    table[1][0], table[1][6] = 2570.0, 12.5  # type: ignore[call-overload]
    reading = read_raw(workbook(table), declared)[1]
    assert reading.facts["outcome"]["value"].tolist() == [12_500]
    assert reading.sheet == "Sheet1"


@pytest.mark.parametrize(
    ("bad", "reason", "column", "value"),
    [
        ({"value": '"91,41"'}, "bad_number", "VALUE", "91,41"),
        ({"value": -1}, "out_of_range", "VALUE", "-1"),
        ({"province": "เรือนจำกลาง"}, "unknown_province", "PROVINCE", "เรือนจำกลาง"),
        ({"sex": "รวม"}, "unknown_label", "SEX", "รวม"),
        ({"status": "3. อื่นๆ"}, "unknown_label", "LABOR_FORCE_STATUS", "3. อื่นๆ"),
        ({"unit": "ล้านบาท"}, "unknown_label", "UNIT", "ล้านบาท"),
        ({"quarter": "ไตรมาสที่ 5/2570"}, "bad_year", "QUARTER", "ไตรมาสที่ 5/2570"),
        ({"quarter": "ไตรมาสที่ 1/2569"}, "bad_year", "QUARTER", "ไตรมาสที่ 1/2569"),
    ],
)
def test_a_row_at_fault_is_refused_alone(
    made: Make, bad: dict[str, object], reason: str, column: str, value: str
) -> None:
    reading = made(text(row(), row(**{"sex": "2. หญิง"} | bad)))
    assert [(i.reason, i.row, i.column, i.value) for i in reading.issues] == [
        (reason, 3, column, value)
    ]
    assert (reading.rows_read, reading.rows_loaded, reading.rows_refused) == (2, 1, 1)


def test_a_blank_value_is_missing_and_zero_is_zero(made: Make) -> None:
    facts = made(text(row(""), row("0.0", sex="2. หญิง"))).facts["outcome"]
    assert facts.set_index("group_id")["value"].isna().to_dict() == {"female": False, "male": True}
    assert facts.set_index("group_id")["flag"].dropna().to_dict() == {"male": "missing"}


def test_repeats_are_set_aside_and_conflicts_refused(made: Make) -> None:
    women = {"sex": "2. หญิง"}
    reading = made(
        text(
            row(),
            row(province="จ.ลำปาง"),
            row(),
            row(4, **women),
            row(5, **women),
        )
    )
    assert (reading.rows_read, reading.rows_loaded) == (5, 1)
    assert (reading.rows_set_aside, reading.rows_refused) == (2, 2)
    assert [(i.reason, i.row, i.value, i.severity) for i in reading.issues] == [
        ("conflicting_copy", 5, "4", "refused"),
        ("conflicting_copy", 6, "5", "refused"),
        ("duplicate_key", None, "", "notice"),
    ]


def test_a_list_of_faults_refuses_the_file(
    made: Make, refusal: Callable[..., Issue], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labour_force, "MOST_REFUSED", 2)
    issue = refusal(made, text(row(), *[row("x")] * 3))
    assert (issue.reason, issue.row, issue.detail) == (
        "bad_number",
        3,
        "3 of 4 rows cannot be taken",
    )


def test_a_year_before_the_survey_counted_from_fifteen_is_refused(
    made: Make, refusal: Callable[..., Issue]
) -> None:
    issue = refusal(made, text(row(year=2543, quarter="ไตรมาสที่ 1/2543")))
    assert (issue.reason, issue.value) == ("edition_not_declared", "labour_force 2543")
