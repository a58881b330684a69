"""The bytes of a file are decided by what is asked of which version, and by nothing else."""

import hashlib
import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import get_args

import duckdb
import pandas as pd
import polars as pl
import pytest

from tests.welfare.extracts.made import FORMULAS, extract_of, made, rows_of, with_formulas
from welfare.archive import archive_of
from welfare.extracts.faults import RequestError
from welfare.extracts.formats.delimited import csv_chunks
from welfare.extracts.identity import rule_version
from welfare.extracts.making import MOST_ROWS, check_size
from welfare.extracts.register import Register
from welfare.extracts.request import Format, columns_of, read_request
from welfare.paths import ROOT
from welfare.warehouse import BATCH, Snapshot

FORMATS = get_args(Format)


@pytest.mark.parametrize("form", FORMATS)
def test_two_makings_and_one_from_the_archive_give_the_same_bytes(
    built_warehouse: Path, tmp_path: Path, form: str
) -> None:
    digests = set()
    for place, archived in enumerate((False, False, True)):
        extract = extract_of(
            built_warehouse, "clusters", archived=archived, format=form, year="2550..2556"
        )
        folder = tmp_path / str(place)
        folder.mkdir()
        digests.add(hashlib.sha256(made(extract, folder).read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_whole_table_is_the_same_from_the_archive(
    built_warehouse: Path, tmp_path: Path, form: str
) -> None:
    first, second = (
        made(
            extract_of(built_warehouse, "beneficiaries", archived=a, format=form), tmp_path
        ).read_bytes()
        for a in (False, True)
    )
    assert first == second


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"geojson", "geoparquet"}))
def test_no_rows_are_a_file_all_the_same(built_warehouse: Path, tmp_path: Path, form: str) -> None:
    extract = extract_of(built_warehouse, "refusals", format=form)
    assert rows_of(extract) == []
    assert made(extract, tmp_path).stat().st_size > 0


def test_csv_is_a_line_of_names_and_a_chunk_for_each_batch(built_warehouse: Path) -> None:
    extract = extract_of(built_warehouse, "jumps")
    many = extract_of(built_warehouse, "population")
    head, only = csv_chunks(extract)
    assert head.decode() == ",".join(columns_of("jumps")) + "\n"
    assert len(only.splitlines()) == len(rows_of(extract))
    assert len(list(csv_chunks(many))) == 1 + -(-len(rows_of(many)) // BATCH)
    assert list(csv_chunks(extract_of(built_warehouse, "refusals")))[1:] == []
    text = b"".join(csv_chunks(many))
    assert not text.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in text


def test_pandas_polars_and_duckdb_read_csv_to_the_last_digit(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(built_warehouse, "disparities")
    file, rows = made(extract, tmp_path), rows_of(extract)
    frame = pd.read_csv(file).astype(object)
    assert list(frame.where(frame.notna(), None).itertuples(index=False, name=None)) == rows
    assert pl.read_csv(file, infer_schema_length=None).rows() == rows
    assert duckdb.read_csv(str(file), sample_size=-1).fetchall() == rows


def test_polars_and_duckdb_read_parquet_with_its_types(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(built_warehouse, "indicators", year="2554", format="parquet")
    file, rows = made(extract, tmp_path), rows_of(extract)
    assert pl.read_parquet(file).rows() == rows
    assert duckdb.read_parquet(str(file)).fetchall() == rows
    assert pd.read_parquet(file)["is_current"].dtype == bool


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not there")
def test_r_reads_csv_with_thai_and_every_digit(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "money_and_need", columns="indicator_th,value")
    made(extract, tmp_path)
    code = (
        f'rows <- read.csv("{extract.file_name}", encoding = "UTF-8", na.strings = "")\n'
        'writeLines(paste0(rows$indicator_th, "|", sprintf("%a", rows$value)), useBytes = TRUE)\n'
    )
    (tmp_path / "read.R").write_text(code, encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", "read.R"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = [line.split("|") for line in done.stdout.splitlines()]
    assert [(name, float.fromhex(value)) for name, value in found] == rows_of(extract)


def test_texts_that_would_be_formulas_get_an_apostrophe_in_csv_alone(
    built_warehouse: Path, tmp_path: Path
) -> None:
    copy = with_formulas(built_warehouse, tmp_path)
    text = b"".join(csv_chunks(extract_of(copy, "projects", columns="project_name"))).decode()
    found = pd.read_csv(StringIO(text), skip_blank_lines=False)["project_name"].dropna()
    assert list(found) == [f"'{formula}" for formula in FORMULAS]
    typed = extract_of(copy, "projects", columns="project_name", format="parquet")
    assert list(pl.read_parquet(made(typed, tmp_path))["project_name"].drop_nulls()) == [*FORMULAS]


def test_sizes_are_checked_by_format() -> None:
    for form in FORMATS:
        request = read_request("indicators", {"format": [form]})
        most = MOST_ROWS.get(form)
        if most is None:
            check_size(request, 10**9)
            continue
        check_size(request, most)
        with pytest.raises(RequestError) as refused:
            check_size(request, most + 1)
        (fault,) = refused.value.faults
        assert fault.kind in {"too_large", "too_large_shapes"}
        assert f"{most:,}" in fault.text("en")
        assert f"{most + 1:,}" in fault.text("th")


def run(order: dict[str, str]) -> tuple[int, list[dict[str, object]]]:
    """Run the module on an order and return its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "welfare.extracts"],
        cwd=ROOT,
        input=json.dumps(order) + "\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def issuing(built_warehouse: Path, snapshot: Snapshot, tmp_path: Path) -> tuple[Path, Register]:
    """Return a warehouse of which only the archive is there, and its register."""
    warehouse = tmp_path / "welfare.duckdb"
    shutil.copytree(archive_of(built_warehouse).folder, archive_of(warehouse).folder)
    return warehouse, Register(archive_of(warehouse).issued_file)


def test_the_process_makes_the_file_tells_how_far_it_is_and_what_it_was(
    issuing: tuple[Path, Register], built_warehouse: Path, tmp_path: Path
) -> None:
    warehouse, register = issuing
    extract = extract_of(built_warehouse, "jumps", format="xlsx")
    issued = register.issue(extract.request, extract.version.data_version, rule_version())
    target = tmp_path / "made.xlsx"
    code, said = run({"id": issued.id, "warehouse": str(warehouse), "target": str(target)})
    assert code == 0
    rows = len(rows_of(extract))
    assert said[-2] == {"rows": rows, "of": rows}
    content = target.read_bytes()
    assert said[-1] == {
        "done": True,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
    }
    assert content == made(extract, tmp_path).read_bytes()
    assert list(tmp_path.glob("*.part")) == []


def test_the_process_says_what_was_wrong_and_leaves_nothing(
    issuing: tuple[Path, Register], snapshot: Snapshot, tmp_path: Path
) -> None:
    warehouse, register = issuing
    request = read_request("indicators", {"format": ["geojson"]})
    issued = register.issue(request, snapshot.data_version, rule_version())
    target = tmp_path / "made.geojson"
    code, said = run({"id": issued.id, "warehouse": str(warehouse), "target": str(target)})
    rows = snapshot.rows("SELECT count(*) FROM published.indicators")[0][0]
    assert code == 1
    assert said == [
        {
            "fault": {
                "kind": "too_large_shapes",
                "parameter": "format",
                "value": f"{rows:,}",
                "allowed": ["5,000"],
            }
        }
    ]
    assert list(tmp_path.glob("made*")) == []


def test_the_process_knows_no_id_that_was_not_given(
    issuing: tuple[Path, Register], tmp_path: Path
) -> None:
    warehouse, _ = issuing
    code, said = run({"id": "0" * 20, "warehouse": str(warehouse), "target": str(tmp_path / "x")})
    assert code == 1
    assert said[0]["fault"]["kind"] == "not_made"  # type: ignore[index]
