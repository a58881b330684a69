"""What a build changes of the published tables is counted and listed, and nothing else is."""

import json
import shutil
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.archive import keep_version
from etl.build import build
from etl.changes import MOST_ROWS, tell_changes, write_changes
from tests.twice import LEFT_OUT, Twice, leave_out, with_correction
from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import Archive, Version, archive_of
from welfare.catalog import Catalogue
from welfare.extracts.changes import changed_rows, read_changes

LOST = "UPDATE published.projects SET amount_thb = NULL WHERE province_code = '50'"
RENAMED = "UPDATE published.projects SET province_th = province_en WHERE province_code = '50'"


def changed(built: Path, folder: Path, sql: str) -> tuple[Archive, Version, Version]:
    """Return the archive of a copy of ``built``, its version, and one that ``sql`` makes of it."""
    warehouse = copied_warehouse(built, folder)
    with duckdb.connect(str(warehouse)) as connection:
        ((name,),) = connection.execute("SELECT data_version FROM build").fetchall()
        connection.execute(sql)
    archive = archive_of(warehouse)
    old = archive.version(name)
    assert old is not None
    return archive, old, keep_version(warehouse, warehouse, "made")


def counted(built: Path, sql: str) -> int:
    with duckdb.connect(str(built), read_only=True) as connection:
        ((found,),) = connection.execute(sql).fetchall()
    return int(found)


def test_the_first_version_has_no_changes_and_the_second_tells_what_went(
    published_twice: Twice,
) -> None:
    archive = archive_of(published_twice.warehouse)
    assert not archive.changes_file(published_twice.before, "json").exists()
    told = json.loads(archive.changes_file(published_twice.after, "json").read_bytes())
    assert (told["from"], told["to"]) == (published_twice.before, published_twice.after)
    assert (told["capped"], told["corrections"]) == (False, [])
    outcomes = next(table for table in told["tables"] if table["publication"] == "outcomes")
    assert outcomes == {
        "publication": "outcomes",
        "added": 0,
        "changed": 0,
        "removed": LEFT_OUT,
        "renamed": 0,
        "by": [{"id": "nesdc_poverty_region_2568", "added": 0, "changed": 0, "removed": LEFT_OUT}],
    }
    assert "projects" not in {table["publication"] for table in told["tables"]}
    assert {table["publication"] for table in told["tables"]} >= {"outcomes", "indicators"}


def test_the_change_log_reads_it_the_newest_first(published_twice: Twice) -> None:
    newest, first = read_changes(archive_of(published_twice.warehouse))
    assert (newest.data_version, newest.previous) == (published_twice.after, published_twice.before)
    assert (first.data_version, first.previous) == (published_twice.before, None)
    assert first.tables is None
    assert newest.tables is not None
    assert sum(table.removed for table in newest.tables if table.publication == "outcomes") == (
        LEFT_OUT
    )
    assert newest.at >= first.at


def test_a_row_that_went_is_listed_with_its_key_and_its_value(published_twice: Twice) -> None:
    archive = archive_of(published_twice.warehouse)
    rows = changed_rows(archive, published_twice.after, 1_000, ["outcomes"])
    assert len(rows) == LEFT_OUT
    last = next(
        row
        for row in rows
        if (row.key["area_id"], row.key["group_id"]) == ("region_south", "non_municipal")
    )
    assert (last.change, last.column, last.before, last.after) == ("removed", "value", "12.1", None)
    assert last.key["year"] == 2024
    assert last.key["quarter"] is None
    assert (
        changed_rows(archive, published_twice.after, 5)
        == (changed_rows(archive, published_twice.after, 1_000)[:5])
    )
    assert changed_rows(archive, published_twice.before, 5) == []
    assert changed_rows(archive, "../versions/x", 5) == []


def test_figures_that_changed_are_told_by_source_and_column(
    built_warehouse: Path, declared: Catalogue, tmp_path: Path
) -> None:
    known = "published.projects WHERE province_code = '50' AND amount_thb IS NOT NULL"
    archive, old, new = changed(built_warehouse, tmp_path, LOST)
    assert write_changes(archive, old, new, declared)
    told = json.loads(archive.changes_file("made", "json").read_bytes())
    (table,) = told["tables"]
    lost = counted(built_warehouse, f"SELECT count(*) FROM {known}")  # noqa: S608
    assert lost > 0
    assert (table["publication"], table["changed"]) == ("projects", lost)
    assert (table["added"], table["removed"], table["renamed"]) == (0, 0, 0)
    assert {one["id"]: one["changed"] for one in table["by"]} == dict(
        duckdb.connect(str(built_warehouse), read_only=True)
        .execute(f"SELECT source_id, count(*) FROM {known} GROUP BY ALL")  # noqa: S608
        .fetchall()
    )
    rows = changed_rows(archive, "made", 10_000)
    assert {(row.change, row.column, row.after) for row in rows} == {
        ("changed", "amount_thb", None)
    }
    assert {row.key["province_code"] for row in rows} == {"50"}
    assert len(rows) == lost


def test_words_that_changed_are_counted_apart(
    built_warehouse: Path, declared: Catalogue, tmp_path: Path
) -> None:
    archive, old, new = changed(built_warehouse, tmp_path, RENAMED)
    assert write_changes(archive, old, new, declared)
    (table,) = json.loads(archive.changes_file("made", "json").read_bytes())["tables"]
    rows = counted(
        built_warehouse, "SELECT count(*) FROM published.projects WHERE province_code = '50'"
    )
    assert (table["renamed"], table["changed"], table["by"]) == (rows, 0, [])
    assert {
        (row.change, row.column, row.before, row.after)
        for row in changed_rows(archive, "made", 10_000)
    } == {("renamed", "province_th", "เชียงใหม่", "Chiang Mai")}


@pytest.mark.parametrize("swap", [False, True], ids=["a new table and column", "as they were"])
def test_a_table_and_a_column_that_one_version_lacks_are_no_fault(
    built_warehouse: Path, declared: Catalogue, tmp_path: Path, swap: bool
) -> None:
    archive, full, less = changed(
        built_warehouse,
        tmp_path,
        "DROP TABLE published.clusters; ALTER TABLE published.projects DROP COLUMN organisation",
    )
    old, new = (full, less) if swap else (less, full)
    assert write_changes(archive, old, new, declared)
    told = json.loads(archive.changes_file(new.data_version, "json").read_bytes())
    assert [(table["publication"], table["added"]) for table in told["tables"]] == (
        []
        if swap
        else [("clusters", counted(built_warehouse, "FROM published.clusters SELECT count(*)"))]
    )


def test_more_values_than_are_listed_are_all_counted_and_figures_come_first(
    built_warehouse: Path, declared: Catalogue, tmp_path: Path
) -> None:
    archive, old, new = changed(
        built_warehouse,
        tmp_path,
        "UPDATE published.beneficiaries SET province_th = province_en, programme_th = programme_en;"
        "UPDATE published.population SET persons = NULL WHERE province_code = '50'",
    )
    started = time.process_time()
    assert write_changes(archive, old, new, declared)
    assert time.process_time() - started < 5
    told = json.loads(archive.changes_file("made", "json").read_bytes())
    assert told["capped"]
    beneficiaries = next(t for t in told["tables"] if t["publication"] == "beneficiaries")
    assert beneficiaries["renamed"] == counted(
        built_warehouse, "SELECT count(*) FROM published.beneficiaries"
    )
    rows = changed_rows(archive, "made", 10**6)
    assert len(rows) == MOST_ROWS
    assert rows[0].publication == "population"
    assert rows[-1].change == "renamed"


def test_a_damaged_version_before_keeps_no_build_from_being_served(
    published_twice: Twice, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    archive = archive_of(warehouse)
    served = archive.version(published_twice.after)
    assert served is not None
    archive.object_file(served.tables["published.outcomes"].sha256).write_bytes(b"PAR1")
    open_data = Path(shutil.copytree(published_twice.open_data, tmp_path / "open"))
    leave_out(open_data, 1)
    third = build(open_data, None, warehouse, lambda _: None).data_version
    newest, *_ = read_changes(archive)
    assert (newest.data_version, newest.tables) == (third, None)


def test_a_version_that_comes_back_leaves_what_it_brought_at_first(
    published_twice: Twice, declared: Catalogue, tmp_path: Path
) -> None:
    archive = archive_of(copied_warehouse(published_twice.warehouse, tmp_path))
    told = archive.changes_file(published_twice.after, "json").read_bytes()
    after = archive.version(published_twice.after)
    assert after is not None
    tell_changes(archive, published_twice.before, after, declared)
    assert archive.changes_file(published_twice.after, "json").read_bytes() == told
    tell_changes(archive, None, Version("new", "2026-01-31", after.tables), declared)
    assert not archive.changes_file("new", "json").exists()


def test_a_correction_is_told_of_once_by_the_first_version_after_it(
    published_twice: Twice, tmp_path: Path
) -> None:
    archive = archive_of(copied_warehouse(published_twice.warehouse, tmp_path))
    before, after = (archive.version(n) for n in (published_twice.before, published_twice.after))
    assert before is not None
    assert after is not None
    day_after = (date.fromisoformat(before.published_on) + timedelta(days=1)).isoformat()
    corrected = with_correction(tmp_path, day_after)
    archive.changes_file(after.data_version, "json").unlink()
    write_changes(archive, before, after, corrected)
    assert read_changes(archive)[0].corrections == ("south",)
    write_changes(archive, after, replace(after, data_version="next"), corrected)
    told = json.loads(archive.changes_file("next", "json").read_bytes())
    assert (told["corrections"], told["tables"]) == ([], [])


def test_corrections_from_before_an_archive_began_are_not_new(
    published_twice: Twice, tmp_path: Path
) -> None:
    archive = archive_of(copied_warehouse(published_twice.warehouse, tmp_path))
    before, after = (archive.version(n) for n in (published_twice.before, published_twice.after))
    assert before is not None
    assert after is not None
    archive.changes_file(after.data_version, "json").unlink()
    write_changes(archive, before, after, with_correction(tmp_path, before.published_on))
    assert read_changes(archive)[0].corrections == ()
