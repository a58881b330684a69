"""The workbook is read as it was published, by pandas and by LibreOffice."""

import csv
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from tests.welfare.extracts.made import FORMULAS, extract_of, made, rows_of, with_formulas
from welfare.extracts.request import columns_of

AS_STORED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
"""Commas, quotes, UTF-8, from the first line; cells as they are stored and not as shown."""


def read(file: Path, sheet: str | int = 0) -> pd.DataFrame:
    """Read a sheet; text cells that are empty stay distinct from texts such as "None"."""
    return pd.read_excel(file, sheet_name=sheet, engine="calamine", keep_default_na=False)


def cells(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return [tuple(None if c == "" else c for c in row) for row in frame.itertuples(index=False)]


def read_by_libreoffice(file: Path, folder: Path) -> list[list[str]]:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            AS_STORED,
            "--outdir",
            str(folder),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (written,) = folder.glob("*.csv")
    with written.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def test_pandas_reads_tidy_names_and_every_value_to_the_last_digit(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(built_warehouse, "disparities", format="xlsx")
    found = read(made(extract, tmp_path))
    assert list(found) == list(columns_of("disparities"))
    rows = rows_of(extract)
    assert cells(found) == rows
    numbers = [cell for row in rows for cell in row if isinstance(cell, float)]
    # Sixteen digits, as the library would write them, are not enough for all of these.
    assert any(float(f"{number:.16G}") != number for number in numbers)


def test_cells_that_are_empty_yes_or_no_and_texts_stay_so(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(built_warehouse, "indicators", year="2554", format="xlsx")
    assert cells(read(made(extract, tmp_path))) == rows_of(extract)


def test_codes_of_provinces_are_texts(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "projects", province_code="00,10", format="xlsx")
    with zipfile.ZipFile(made(extract, tmp_path)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    column = list(extract.request.columns).index("province_code")
    kinds = re.findall(rf'<c r="{"ABCDEF"[column]}\d+" t="(\w+)"><is><t>(00|10)</t>', sheet)
    assert {kind for kind, _ in kinds} == {"inlineStr"}
    assert {code for _, code in kinds} == {"00", "10"}


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ("th", ["ข้อมูล", "คำอธิบายคอลัมน์และรหัส", "แหล่งข้อมูล", "ที่มาและการอ้างอิง"]),
        ("en", ["Data", "Codebook", "Sources", "About and citation"]),
    ],
)
def test_sheets_say_what_the_rows_are(
    built_warehouse: Path, tmp_path: Path, labels: str, names: list[str]
) -> None:
    extract = extract_of(
        built_warehouse,
        "indicators",
        indicator_id="poverty_rate_pct",
        year="2552..2554",
        format="xlsx",
        labels=labels,
    )
    file = made(extract, tmp_path)
    assert pd.ExcelFile(file, engine="calamine").sheet_names == names
    named = read(file, names[1])
    assert "poverty_rate_pct" in set(named.iloc[:, 1])
    sources = read(file, names[2])
    assert "nesdc_poverty_2554" in set(sources.iloc[:, 0])
    about = pd.read_excel(file, sheet_name=names[3], engine="calamine", header=None, dtype=str)
    told = " ".join(about.fillna("").to_numpy().ravel())
    for part in (extract.id, extract.address, extract.version.data_version, "2554"):
        assert part in told


def test_a_head_has_a_note_a_filter_and_stays_in_sight(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(built_warehouse, "budgets", format="xlsx")
    with zipfile.ZipFile(made(extract, tmp_path)) as book:
        notes = book.read("xl/comments1.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        looks = book.read("xl/styles.xml").decode()
        created = book.read("docProps/core.xml").decode()
    assert "ระบบสวัสดิการ" in notes
    assert 'state="frozen"' in sheet
    assert re.search(r'<autoFilter ref="A1:Y473"', sheet)
    assert "TH Sarabun New" in looks
    assert f"{extract.version.published_on}T00:00:00Z" in created


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_reads_every_value(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "budgets", format="xlsx")
    head, *found = read_by_libreoffice(made(extract, tmp_path), tmp_path)
    assert head == list(extract.request.columns)
    rows = rows_of(extract)
    assert len(found) == len(rows)
    for read_row, row in zip(found, rows, strict=True):
        for text, value in zip(read_row, row, strict=True):
            if isinstance(value, float):
                assert float(text) == value
            else:
                assert text == ("" if value is None else str(value))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_texts_that_would_be_formulas_are_texts(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(
        with_formulas(built_warehouse, tmp_path),
        "projects",
        columns="project_name",
        order="project_name",
        format="xlsx",
    )
    file = made(extract, tmp_path)
    assert set(read(file)["project_name"]) - {""} == set(FORMULAS)
    with zipfile.ZipFile(file) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]
    assert not any("<f>" in sheet or "hyperlink" in sheet for sheet in sheets)
    shown = read_by_libreoffice(file, tmp_path)
    assert {row[0] for row in shown[1:]} - {""} == set(FORMULAS)
