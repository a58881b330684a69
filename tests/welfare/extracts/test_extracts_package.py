"""A package is whole, is checked by frictionless, and says what is in it."""

import hashlib
import json
import zipfile
from pathlib import Path

import duckdb
import polars as pl
import pytest
from frictionless import Package, validate

from tests.welfare.extracts.made import FORMULAS, extract_of, made, rows_of, with_formulas
from welfare.extracts.extract import Extract
from welfare.extracts.formats.package import FILES
from welfare.extracts.request import codes_of


@pytest.fixture(scope="module")
def poverty(built_warehouse: Path) -> Extract:
    return extract_of(
        built_warehouse,
        "indicators",
        indicator_id="poverty_rate_pct",
        year="2554",
        format="package",
        labels="en",
    )


@pytest.fixture(scope="module")
def unpacked(poverty: Extract, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(made(poverty, folder)) as package:
        package.extractall(folder)
    return folder


def test_files_are_those_that_the_text_names_and_nothing_is_left_beside(
    poverty: Extract, unpacked: Path
) -> None:
    with zipfile.ZipFile(unpacked / poverty.file_name) as package:
        assert package.namelist() == list(FILES)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {file.name for file in unpacked.iterdir()} == {*FILES, poverty.file_name}
    text = (unpacked / "README_en.md").read_text(encoding="utf-8")
    assert all(name.replace("_", r"\_") in text for name in FILES)


def test_digests_are_those_of_the_files(unpacked: Path) -> None:
    lines = (unpacked / "SHA256SUMS").read_text().splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert set(told) == set(FILES) - {"SHA256SUMS"}
    for name, digest in told.items():
        assert hashlib.sha256((unpacked / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("publication", ["indicators", "budgets", "projects", "source_list"])
def test_frictionless_finds_no_fault(
    built_warehouse: Path, tmp_path: Path, publication: str
) -> None:
    extract = extract_of(built_warehouse, publication, format="package")
    file = made(extract, tmp_path)
    report = validate(str(file))
    assert report.valid, report.flatten(["type", "message"])[:5]
    rows = Package(str(file)).resources[0].read_rows()
    assert len(rows) == len(rows_of(extract))


def test_the_descriptor_says_what_columns_are(poverty: Extract, unpacked: Path) -> None:
    content = json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))
    assert content["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert content["version"] == poverty.version.data_version
    assert content["id"] == poverty.id
    assert "licenses" not in content
    assert content["sources"][0]["path"].startswith("https://")
    rows, typed, _ = content["resources"]
    assert rows["bytes"] == (unpacked / "data.csv").stat().st_size
    digest = hashlib.sha256((unpacked / "data.parquet").read_bytes()).hexdigest()
    assert typed["hash"] == f"sha256:{digest}"
    fields = {field["name"]: field for field in rows["schema"]["fields"]}
    assert list(fields) == list(poverty.request.columns)
    assert fields["theme_id"]["constraints"]["enum"] == list(codes_of("themes"))
    assert fields["theme_id"]["title_th"] == "หมวด"
    assert fields["value"]["type"] == "number"
    assert rows["schema"]["primaryKey"] == ["indicator_id", "year", "area_id", "vintage_id"]


def test_there_is_no_key_where_part_of_it_is_not_chosen_or_empty(
    built_warehouse: Path, tmp_path: Path
) -> None:
    for asked in ({"publication": "indicators", "columns": "year,area_id,value"}, {}):
        publication = asked.pop("publication", "budgets")
        extract = extract_of(built_warehouse, publication, format="package", **asked)
        with zipfile.ZipFile(made(extract, tmp_path)) as package:
            content = json.loads(package.read("datapackage.json"))
        assert "primaryKey" not in content["resources"][0]["schema"]


def test_a_licence_is_that_of_all_rows_or_none(built_warehouse: Path, tmp_path: Path) -> None:
    stated = {
        "area_list": ["MIT"],
        "population": None,
    }
    for publication, names in stated.items():
        extract = extract_of(built_warehouse, publication, format="package")
        with zipfile.ZipFile(made(extract, tmp_path)) as package:
            content = json.loads(package.read("datapackage.json"))
        found = content.get("licenses")
        assert (found and [licence["name"] for licence in found]) == names


def test_csv_and_parquet_hold_the_same_rows(poverty: Extract, unpacked: Path) -> None:
    rows = rows_of(poverty)
    typed = pl.read_parquet(unpacked / "data.parquet")
    assert typed.rows() == rows
    text = pl.read_csv(unpacked / "data.csv", schema=typed.schema)
    assert text.rows() == rows
    names = duckdb.read_parquet(str(unpacked / "data.parquet")).fetchall()
    assert names == rows


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("th", ["ตัวกรอง", "สัดส่วนคนจน", "ข้อควรระวัง", "ไม่มีค่าในแหล่งข้อมูล", "MIT"]),
        ("en", ["Filters", "Poverty rate", "Caveats", "no value in the source", "MIT"]),
    ],
)
def test_the_text_says_filters_sources_and_what_is_missing(
    built_warehouse: Path, tmp_path: Path, language: str, parts: list[str]
) -> None:
    extract = extract_of(
        built_warehouse, "indicators", indicator_id="poverty_rate_pct", format="package"
    )
    with zipfile.ZipFile(made(extract, tmp_path)) as package:
        text = package.read(f"README_{language}.md").decode()
    for part in (*parts, extract.version.data_version, extract.id):
        assert part in text, part


def test_texts_that_would_be_formulas_are_harmless_as_text_and_whole_as_parquet(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(with_formulas(built_warehouse, tmp_path), "projects", format="package")
    with zipfile.ZipFile(made(extract, tmp_path)) as package:
        package.extractall(tmp_path / "unpacked")
    typed = pl.read_parquet(tmp_path / "unpacked" / "data.parquet")
    assert set(typed["project_name"].drop_nulls()) == set(FORMULAS)
    text = pl.read_csv(tmp_path / "unpacked" / "data.csv", infer_schema=False)
    assert set(text["project_name"].drop_nulls()) == {f"'{formula}" for formula in FORMULAS}
    assert validate(str(tmp_path / extract.file_name)).valid
