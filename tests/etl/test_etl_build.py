import hashlib
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import psutil
import pytest

from etl.build import build, is_stale
from etl.inputs import fingerprint, raw_files
from etl.issues import reasons
from etl.publish import kept_builds
from welfare.archive import archive_of
from welfare.catalog import Catalogue
from welfare.paths import OPEN_DATA, ROOT

WORKBOOK = "health-coverage/nhso_coverage_by_scheme_province_age_sex_FY2555.xls"
COMMAND = [sys.executable, "-m", "etl", "build"]
PEAK_MEMORY = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def silent(_: str) -> None:
    """Show no progress."""


def rows(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def version(warehouse: Path) -> object:
    return rows(warehouse, "SELECT data_version FROM build")[0][0]


def facts(warehouse: Path, declared: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the time of the build and the account of the files."""
    names = set(declared.tables) - {"build", "source_file", "origin", "reconciliation"}
    return {name: rows(warehouse, f'SELECT * FROM "{name}"') for name in sorted(names)}  # noqa: S608 - names of the catalogue


def test_equal_inputs_give_an_equal_version_wherever_and_whenever(open_data: Path) -> None:
    (open_data / "datasets.yml").touch()
    assert fingerprint(open_data, None) == fingerprint(OPEN_DATA, None)
    assert fingerprint(open_data, open_data.parent / "none") == fingerprint(OPEN_DATA, None)


def test_any_changed_byte_gives_another_version(open_data: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    seen = [fingerprint(open_data, raw)]
    for change in (
        lambda: (raw / "note.txt").write_text("1", encoding="utf-8"),
        lambda: (raw / "note.txt").write_text("2", encoding="utf-8"),
        lambda: (raw / "note.txt").rename(raw / "renamed.txt"),
        lambda: (open_data / "outcome_event.csv").write_bytes(b"\n"),
    ):
        change()
        seen.append(fingerprint(open_data, raw))
    assert len(set(seen)) == len(seen)


def test_hidden_files_are_no_input(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.csv").touch()
    assert raw_files(tmp_path) == [tmp_path / "below" / "a.csv"]
    assert raw_files(None) == []


def test_two_builds_of_the_same_inputs_hold_the_same_rows(
    built_warehouse: Path, declared: Catalogue, tmp_path: Path
) -> None:
    again = tmp_path / "again.duckdb"
    report = build(OPEN_DATA, None, again, silent)
    assert version(again) == report.data_version
    assert facts(again, declared) == facts(built_warehouse, declared)


def test_a_warehouse_is_stale_when_missing_unreadable_foreign_or_of_other_inputs(
    small_open_data: Path, tmp_path: Path
) -> None:
    warehouse = tmp_path / "w.duckdb"
    assert is_stale(small_open_data, None, warehouse)
    build(small_open_data, None, warehouse, silent)
    assert not is_stale(small_open_data, None, warehouse)
    with (small_open_data / "outcome_event.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert is_stale(small_open_data, None, warehouse)
    warehouse.write_bytes(b"no database")
    assert is_stale(small_open_data, None, warehouse)
    warehouse.unlink()
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CREATE TABLE another (one INTEGER)")
    assert is_stale(small_open_data, None, warehouse)


def test_tables_and_columns_are_those_declared(built_warehouse: Path, declared: Catalogue) -> None:
    found = rows(
        built_warehouse,
        "SELECT table_name, list(column_name ORDER BY column_index), list(data_type ORDER BY"
        " column_index), list(is_nullable ORDER BY column_index) FROM duckdb_columns()"
        " WHERE NOT internal AND schema_name = 'main' GROUP BY table_name",
    )
    sql = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
    assert {name: contents for name, *contents in found if name in declared.tables} == {
        table.id: [
            [column.name for column in table.columns],
            [sql[column.type] for column in table.columns],
            [column.nullable for column in table.columns],
        ]
        for table in declared.tables.values()
    }


def test_the_account_of_what_ships_covers_every_row(built_warehouse: Path) -> None:
    for file, read, loaded in rows(
        built_warehouse, "SELECT file, rows_read, rows_loaded FROM source_file"
    ):
        lines = (OPEN_DATA / str(file).removeprefix("open/")).read_bytes().count(b"\n") - 1
        assert (read, loaded) == (lines, lines), file
    ((counted,),) = rows(built_warehouse, "SELECT facts FROM build")
    ((loaded,),) = rows(built_warehouse, "SELECT sum(rows_loaded) FROM source_file")
    assert counted == loaded


@pytest.mark.real_files
def test_a_raw_workbook_takes_the_place_of_its_restatement(
    real_files: Path, built_warehouse: Path, declared: Catalogue, tmp_path: Path
) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w.duckdb"
    raw.mkdir()
    shutil.copy(real_files / WORKBOOK, raw / "อะไรก็ได้.xls")
    build(OPEN_DATA, raw, warehouse, silent)
    assert version(warehouse) != version(built_warehouse)
    found, shipped = facts(warehouse, declared), facts(built_warehouse, declared)
    assert {table for table in shipped if found[table] != shipped[table]} == set()
    assert rows(
        warehouse,
        "SELECT file, family, source_id, rows_read, rows_loaded, rows_set_aside FROM source_file"
        " WHERE file LIKE 'raw/%'",
    ) == [("raw/อะไรก็ได้.xls", "health_coverage", "nhso_coverage_2555", 9_779, 9_702, 77)]


def test_a_refused_file_is_told_of_in_the_warehouse(small_open_data: Path, tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w.duckdb"
    raw.mkdir()
    (raw / "letter.txt").write_text("สวัสดี", encoding="utf-8")
    build(small_open_data, raw, warehouse, silent)
    assert rows(warehouse, "SELECT file, reason, text_th, text_en FROM load_issue") == [
        ("letter.txt", "not_recognised", *reasons()["not_recognised"].values())
    ]


def test_a_build_killed_at_any_of_fifty_moments_leaves_a_whole_warehouse_and_nothing_else(
    small_open_data: Path, tmp_path: Path
) -> None:
    folder, raw = tmp_path / "w", tmp_path / "raw"
    raw.mkdir()
    (raw / "allowances.csv").write_text(
        "item,unit,2561\nจำนวนผู้พิการที่ได้รับเบี้ยยังชีพ,คน,1\n", encoding="utf-8"
    )
    warehouse = folder / "welfare.duckdb"
    command = [*COMMAND, "--open", str(small_open_data), "--raw", str(raw)]
    command += ["--warehouse", str(warehouse)]
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    needed = time.monotonic() - started
    moments = random.Random(2565)  # noqa: S311 - the same moments in every run
    stayed = 0
    for attempt in range(50):
        old = version(warehouse)
        (raw / "letter.txt").write_text(f"สวัสดี {attempt}", encoding="utf-8")
        new = fingerprint(small_open_data, raw)
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(needed * moments.uniform(0.1, 1.05))
        process.kill()
        process.wait()
        stayed += version(warehouse) == old
        assert version(warehouse) in {old, new}
        assert rows(warehouse, "SELECT count(*) > 0 FROM indicator_value") == [(True,)]
    assert stayed > 10  # the machine may be quicker by then than it was at first
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert version(warehouse) == new
    assert {path.name for path in folder.iterdir()} == {
        "welfare.duckdb",
        "welfare.duckdb.archive",
        "welfare.duckdb.builds",
        ".welfare.duckdb.lock",
    }
    archive = archive_of(warehouse)
    for kept in archive.versions():
        for stored in kept.tables.values():
            content = archive.object_file(stored.sha256).read_bytes()
            assert hashlib.sha256(content).hexdigest() == stored.sha256
    assert archive.history()[-1].data_version == new
    assert [kept.current for kept in kept_builds(warehouse)].count(True) == 1
    assert readers_of(warehouse) == []


def readers_of(warehouse: Path) -> list[str]:
    """Return the processes that are still at work for a build of ``warehouse``."""
    time.sleep(0.5)
    return [
        " ".join(process.info["cmdline"])
        for process in psutil.process_iter(["cmdline", "ppid"])
        if process.info["ppid"] == 1
        and "multiprocessing" in " ".join(process.info["cmdline"] or ())
        and process.cwd() == str(ROOT)
    ]


def test_a_build_stays_under_500_mb(real_files: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    if (real_files / WORKBOOK).is_file():
        shutil.copy(real_files / WORKBOOK, raw)
    command = [*COMMAND, "--raw", str(raw), "--warehouse", str(tmp_path / "w.duckdb")]
    measured = subprocess.run(
        [sys.executable, "-c", PEAK_MEMORY, *command],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(measured.stdout) / 1024 < 500
