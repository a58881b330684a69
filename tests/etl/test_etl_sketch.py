import argparse
import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.cli import sketch as command
from etl.cli.console import DONE, FAULTY, UnusableError
from etl.issues import RefusedFile
from etl.mapping.load import TO_FILL
from etl.reading import RawFile, Row
from etl.recognise import read_raw
from etl.sketch import sketch
from etl.sources import Reading
from tests.conftest import REAL_FILES
from tests.etl.beside import SOURCE, described, real_beside, with_test_entries
from tests.etl.conftest import delimited, workbook
from welfare.catalog import Catalogue, catalogue

ENTRIES = with_test_entries(catalogue())
REAL = sorted(
    str(path.relative_to(REAL_FILES))
    for path in (REAL_FILES.rglob("*") if REAL_FILES.is_dir() else ())
    if path.is_file() and path.suffix != ".md" and "pao-" not in path.name
)


def sketched(file: RawFile) -> str:
    text = sketch(file, ENTRIES)
    assert text is not None
    return text


def says(text: str) -> dict[str, object]:
    """Return what a sketch says, all as text."""
    found = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text alone
    assert isinstance(found, dict)
    return found


def filled(text: str, *indicators: str) -> str:
    """Return a sketch as a steward fills it in: source, then the indicators in order."""
    text = text.replace(f"source: {TO_FILL}", f"source: {SOURCE}")
    for name in indicators:
        text = text.replace(f"indicator: {TO_FILL}", f"indicator: {name}", 1)
    return text


@pytest.fixture
def loaded(tmp_path: Path, real_files: Path) -> Callable[[str, str], Reading]:
    """Return the reader of a real file by a mapping."""

    def load(name: str, mapping: str) -> Reading:
        family, reading = read_raw(real_beside(tmp_path, real_files / name, mapping), ENTRIES)
        assert family == "mapped"
        return reading

    return load


# Real files


@pytest.mark.real_files
@pytest.mark.parametrize("name", REAL)
def test_a_sketch_of_any_real_file_is_yaml_or_says_why_not(real_files: Path, name: str) -> None:
    try:
        text = sketch(RawFile(real_files / name, name), ENTRIES)
    except RefusedFile:
        text = None
    if text is not None:
        said = says(text)
        assert {"source", "table"} <= set(said)
        assert said["source"] == TO_FILL


@pytest.mark.real_files
def test_a_province_table_loads_once_the_steward_has_filled_it_in(
    real_files: Path, loaded: Callable[[str, str], Reading]
) -> None:
    name = "other/vacancies_by_province_MISNAMED_population.xlsx"
    text = sketched(RawFile(real_files / name, name))
    said = says(text)
    assert said["header_rows"] == "2"
    assert said["fixed"] == {"year": "2555"}
    assert said["ignore"] == ["ลำดับที่"]
    assert text.count(f"unit: {TO_FILL}") == 1  # of vacancies: the header counts positions
    mapping = filled(text, "test_places", "test_people", "test_others")
    reading = loaded(name, mapping.replace(f"unit: {TO_FILL}", "unit: establishments"))
    assert (reading.rows_read, reading.rows_loaded) == (61, 61)
    facts = reading.facts["outcome"].set_index(["indicator_id", "area_id"])["value"]
    assert (facts["test_places", "12"], facts["test_people", "12"]) == (2481, 7186)


@pytest.mark.real_files
def test_wide_years_become_a_melt_and_load(
    real_files: Path, loaded: Callable[[str, str], Reading]
) -> None:
    name = "household-income/gpp_province_2556-2563.csv"
    text = sketched(RawFile(real_files / name, name))
    said = says(text)
    assert said["columns"] == {"จังหวัด": "province"}
    assert said["melt"] == [{"columns": "{year}", "measure": "value", "unit": TO_FILL}]
    mapping = filled(text, "test_money").replace(f"unit: {TO_FILL}", "unit: million baht")
    reading = loaded(name, mapping)
    assert reading.rows_loaded == 77
    assert len(reading.facts["outcome"]) == 77 * 8
    assert reading.issues == ()


@pytest.mark.real_files
def test_sexes_and_the_total_beside_them(
    real_files: Path, loaded: Callable[[str, str], Reading]
) -> None:
    name = "household-income/births_province_2536-2564.csv"
    text = sketched(RawFile(real_files / name, name))
    said = says(text)
    assert said["melt"] == [{"columns": "{sex} (คน)", "measure": "value", "unit": "persons"}]
    assert said["totals"] == [{"column": "รวม (คน)", "of": ["ชาย (คน)", "หญิง (คน)"]}]
    reading = loaded(name, filled(text, "test_people"))
    assert reading.rows_loaded == 2215
    assert all(total.met for total in reading.totals)


@pytest.mark.real_files
def test_total_rows_that_add_up_are_totals(
    real_files: Path, loaded: Callable[[str, str], Reading]
) -> None:
    name = "recent/population_registered_age3_sex_2561-2565.csv"
    text = sketched(RawFile(real_files / name, name))
    said = says(text)
    assert said["table"] == TO_FILL
    assert said["totals"] == [
        {"rows": {"column": "sex", "is": "รวม"}},
        {"rows": {"column": "age_group", "is": "รวม"}},
    ]
    mapping = filled(text).replace(f"table: {TO_FILL}", "table: population")
    mapping = mapping.replace(f"area: {TO_FILL}", "area: TH")
    reading = loaded(name, mapping.replace(f"unit: {TO_FILL}", "unit: persons"))
    assert reading.facts["population"].query("year == 2022")["persons"].sum() == 65_663_737


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "totals", "indicators"),
    [
        (
            "poverty/nesdc_t2.1_poverty_line_rate_count_by_province_2543-2553.xls",
            [("รวม", "above"), ("ทั่วประเทศ", None)],
            ("test_money", "test_rate", "test_people"),
        ),
        (
            "poverty/poor_province_2013_05_29_17_37_31.xls",
            [("รวมชาย", None), ("ภาคกรุงเทพมหานคร", "region")],
            ("test_rate", "test_people", "test_others"),
        ),
    ],
)
def test_of_several_kinds_of_totals_those_are_named_that_add_up(
    real_files: Path,
    loaded: Callable[[str, str], Reading],
    name: str,
    totals: list[tuple[str, str | None]],
    indicators: tuple[str, ...],
) -> None:
    text = sketched(RawFile(real_files / name, name))
    found = says(text)["totals"]
    assert isinstance(found, list)
    assert [(total["rows"]["is"][0], total.get("parts")) for total in found] == totals
    reading = loaded(name, filled(text, *indicators))
    assert reading.rows_refused == 0
    assert reading.totals
    assert all(total.met for total in reading.totals)


@pytest.mark.real_files
def test_national_rates_are_an_area_and_no_total(
    real_files: Path, loaded: Callable[[str, str], Reading]
) -> None:
    name = "household-income/income_province_2547-2564_th.csv"
    text = sketched(RawFile(real_files / name, name))
    assert says(text)["columns"] == {"จังหวัด": "area"}
    mapping = filled(text, "test_income").replace(f"unit: {TO_FILL}", "unit: baht")
    facts = loaded(name, mapping).facts["outcome"].set_index(["area_id", "year"])
    assert facts.loc[("TH", 2021), "value"] == 27352


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("poverty/poor_province_2013_06_03_17_49_57.xls", "header_unit_is_wrong: true"),
        ("recent/nso_lfs_province_quarter_2563-2568.csv", "unit: thousand persons"),
        ("recent/nso_lfs_province_quarter_2563-2568.csv", "1.1 มีงานทำ | 1.2 ผู้ว่างงาน"),
        ("fund-grants/olderfund_by_province.xlsx", "column C: {field: value, unit: baht"),
        ("fund-grants/olderfund_by_province.xlsx", "is: [รวม]"),
        ("other/birth_sample.xls", "header_rows: none"),
        ("household-income/cpi_province_2541-2564.csv", '"{province}"'),
        ("recent/population-2022/tha_admpop_adm1_2022.csv", '"{sex}_{age}"'),
        ("institutions/child_homes_2554_HTML-as-xls_cp874.xls", "html, TIS-620/CP874"),
        ("household-income/expense_province_2549-2558_en.csv", "Greater Bangkok"),
    ],
)
def test_what_is_seen_is_said(real_files: Path, name: str, said: str) -> None:
    assert said in sketched(RawFile(real_files / name, name))


# Hand-made


def test_doubts_are_told_in_both_languages() -> None:
    text = sketched(delimited("จังหวัด,จำนวน\nลำพูน,1\nลำปาง,2\n".encode()))
    doubts = [line for line in text.splitlines() if "UNSURE:" in line]
    assert doubts
    assert all("ไม่แน่ใจ" in line for line in doubts)
    assert all(re.search(r"[A-Za-z]{3}", line.partition("UNSURE")[2]) for line in doubts)


def test_every_gap_is_marked_by_a_doubt_or_is_an_indicator() -> None:
    text = sketched(delimited("จังหวัด,จำนวน\nลำพูน,1\nลำปาง,2\n".encode()))
    gaps = [line for line in text.splitlines() if f": {TO_FILL}" in line]
    assert len(gaps) == 4  # source, unit, year, indicator
    assert all("UNSURE" in line for line in gaps)


def test_names_that_are_no_province_are_told_with_what_they_may_mean() -> None:
    text = sketched(delimited("จังหวัด,จำนวน\nลำพูน,1\nเชียงไหม่,2\nลำปาง,3\n".encode()))
    assert "เชียงไหม่ did you mean เชียงใหม่?" in text


def test_broken_numbers_and_signs_are_told_apart() -> None:
    rows = 'จังหวัด,จำนวน (คน)\nลำพูน,1\nลำปาง,"91,41"\nยะลา,…\nตราด,-\nตาก,4\nเลย,5\n'
    text = sketched(delimited(rows.encode()))
    assert "91,41 (row 3)" in text
    assert says(text)["missing"] == {"…": "missing"}


def test_notes_below_the_table_are_skipped() -> None:
    rows = "จังหวัด,จำนวน (คน)\nลำพูน,1\nลำปาง,2\nหมายเหตุ: ข้อมูลเบื้องต้น,\nที่มา : กรมการปกครอง,\n"
    assert says(sketched(delimited(rows.encode())))["skip"] == [
        {"starts": "หมายเหตุ"},
        {"starts": "ที่มา"},
    ]


def test_a_total_that_its_parts_miss_is_skipped_with_the_gap() -> None:
    text = sketched(delimited("จังหวัด,จำนวน (คน)\nลำพูน,1\nลำปาง,2\nรวม,30\n".encode()))
    assert "totals" not in says(text)
    assert "(27)" in text


def test_rounding_becomes_a_tolerance() -> None:
    rows = "จังหวัด,จำนวน (พันคน)\nลำพูน,100.4\nลำปาง,200.4\nรวม,301\n"
    text = sketched(delimited(rows.encode()))
    assert says(text)["totals"] == [
        {"rows": {"column": "จังหวัด", "is": ["รวม"]}, "tolerance": "0.21"}
    ]


def test_cells_merged_downwards_are_filled() -> None:
    rows: list[Row] = [["จังหวัด", "เพศ", "จำนวน (คน)"]]
    for name in ("ลำพูน", "ลำปาง", "ยะลา"):
        rows += [[name, "ชาย", 1.0], ["", "หญิง", 2.0]]
    assert says(sketched(workbook(rows)))["columns"] == {
        "จังหวัด": {"field": "province", "fill_down": "true"},
        "เพศ": "sex",
        "จำนวน (คน)": {"field": "value", "unit": "persons"},
    }


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("รายงานปี 2555", {"year": "2555"}),
        ("ปีงบประมาณ พ.ศ. 2555", {"fiscal_year": "2555"}),
        ("รายงาน 2554 - 2555", {"year": TO_FILL}),
        ("รายงาน", {"year": TO_FILL}),
    ],
)
def test_the_year_is_taken_from_the_title_where_it_names_one(
    head: str, field: dict[str, str]
) -> None:
    rows: list[Row] = [[head, ""], ["จังหวัด", "จำนวน (คน)"], ["ลำพูน", 1.0], ["ลำปาง", 2.0]]
    fixed = says(sketched(workbook(rows)))["fixed"]
    assert fixed == {**field, "indicator": TO_FILL}


def test_headers_of_two_rows_are_joined() -> None:
    rows: list[Row] = [
        ["จังหวัด", "ปี 2563", "", "ปี 2564", ""],
        ["", "ชาย (คน)", "หญิง (คน)", "ชาย (คน)", "หญิง (คน)"],
        ["ลำพูน", 1.0, 2.0, 3.0, 4.0],
        ["ลำปาง", 1.0, 2.0, 3.0, 4.0],
    ]
    said = says(sketched(workbook(rows)))
    assert said["header_rows"] == "1-2"
    melt = said["melt"]
    assert isinstance(melt, list)
    assert [entry["columns"] for entry in melt] == ["ปี {year} / ชาย (คน)", "ปี {year} / หญิง (คน)"]


def test_text_that_yaml_would_misread_is_quoted() -> None:
    rows = 'จังหวัด,yes,a: b,#x,"say ""x""",2556\nลำพูน,1,2,3,4,5\nลำปาง,1,2,3,4,5\n'
    columns = says(sketched(delimited(rows.encode())))["columns"]
    assert isinstance(columns, dict)
    assert list(columns) == ["จังหวัด", "yes", "a: b", "#x", 'say "x"', "2556"]


@pytest.mark.parametrize("content", ['{"a": 1}', "just a text", "one\ntwo\n", ""])
def test_a_file_without_a_table_has_no_sketch(content: str) -> None:
    assert sketch(delimited(content.encode()), ENTRIES) is None


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-5, 3000).map(float),
    st.dates(datetime.date(1990, 1, 1), datetime.date(2600, 1, 1)),
    st.text(max_size=12),
    st.sampled_from(["จังหวัด", "ลำพูน", "รวม", "ปี 2555", "2556", "ชาย", "ภาคเหนือ", "0-4", "ร้อยละ"]),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_no_table_breaks_the_sketch(rows: list[Row]) -> None:
    text = sketch(workbook(rows), ENTRIES)
    if text is not None:
        assert says(text)["source"] == TO_FILL


# The command


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add(parser)
    return parser.parse_args(words)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("จังหวัด,จำนวน (คน)\nลำพูน,1\nลำปาง,2\n", encoding="utf-8")
    return path


def test_the_sketch_is_printed(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(options(str(table))) == DONE
    assert says(capsys.readouterr().out)["table"] == "outcome"
    assert not table.with_name("t.csv.yml").exists()


def test_the_sketch_is_written_beside_the_file_or_where_it_is_told(table: Path) -> None:
    assert command.run(options(str(table), "--output")) == DONE
    beside = table.with_name("t.csv.yml")
    elsewhere = table.with_name("other.yml")
    assert command.run(options(str(table), "--output", str(elsewhere))) == DONE
    assert beside.read_text(encoding="utf-8") == elsewhere.read_text(encoding="utf-8")


def test_a_mapping_that_is_there_is_kept(table: Path) -> None:
    described(table, "mine")
    beside = table.with_name("t.csv.yml")
    with pytest.raises(UnusableError, match="--force"):
        command.run(options(str(table), "--output"))
    assert beside.read_text(encoding="utf-8") == "mine"
    assert command.run(options(str(table), "--output", "--force")) == DONE
    assert "table: outcome" in beside.read_text(encoding="utf-8")


def test_what_cannot_be_sketched_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match="no file"):
        command.run(options(str(tmp_path / "none.csv")))
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UnusableError, match="no table"):
        command.run(options(str(tmp_path / "a.json")))
    (tmp_path / "a.xls").write_bytes(b"PK\x03\x04 broken")
    assert command.run(options(str(tmp_path / "a.xls"))) == FAULTY


def test_a_catalogue_without_indicators_like_it_is_no_hindrance(declared: Catalogue) -> None:
    assert sketch(workbook([["จังหวัด", "x"], ["ลำพูน", 1.0]]), declared) is not None
