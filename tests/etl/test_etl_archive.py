"""What is kept of a version stays as it is, whatever is killed, damaged, built again or undone."""

import shutil
from pathlib import Path

import duckdb

from etl.archive import WRITING, keep_version, record_publishing, served_version
from etl.pruning import remove, standings, superfluous
from etl.publish import rollback
from tests.twice import Twice
from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import archive_of
from welfare.extracts.versions import damaged


def test_a_version_that_is_built_again_stays_to_the_byte(
    published_twice: Twice, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    archive = archive_of(warehouse)
    known = archive.version(published_twice.after)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("DELETE FROM published.projects")
    assert keep_version(warehouse, warehouse, published_twice.after) == known
    assert archive.version(published_twice.after) == known


def test_a_damaged_or_missing_object_is_whole_again_after_a_build(
    published_twice: Twice, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    archive = archive_of(warehouse)
    known = archive.version(published_twice.after)
    assert known is not None
    assert damaged(archive, known) == []
    outcomes, projects = (
        archive.object_file(known.tables[f"published.{name}"].sha256)
        for name in ("outcomes", "projects")
    )
    outcomes.write_bytes(outcomes.read_bytes()[:-1])
    projects.unlink()
    assert damaged(archive, known) == ["published.outcomes", "published.projects"]
    assert keep_version(warehouse, warehouse, published_twice.after) == known
    assert damaged(archive, known) == []


def test_a_table_is_stored_once_whatever_number_of_versions_has_it(published_twice: Twice) -> None:
    archive = archive_of(published_twice.warehouse)
    versions = archive.versions()
    named = {stored.sha256 for version in versions for stored in version.tables.values()}
    assert {file.stem for file in (archive.folder / "objects").iterdir()} == named
    assert len(named) < sum(len(version.tables) for version in versions)


def test_leftovers_of_a_killed_build_do_no_harm_and_are_cleared(
    published_twice: Twice, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    archive = archive_of(warehouse)
    objects = archive.folder / "objects"
    kept = {file.name for file in objects.iterdir()}
    leftovers = {
        objects / f"{WRITING}published-outcomes.parquet",
        objects / f"{'0' * 64}.parquet",
        archive.changes_file("neverserved", "json"),
        archive.changes_file("neverserved", "parquet"),
        archive.folder / "versions" / ".killed.json.123",
        archive.made_folder / "00000000000000000000.xlsx",
    }
    for file in leftovers:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"half")
    assert [version.data_version for version in archive.versions()] == [
        published_twice.after,
        published_twice.before,
    ]
    for version in archive.versions():
        archive.write_version(version)
        assert damaged(archive, version) == []
    what = superfluous(warehouse)
    assert leftovers <= set(what.files)
    remove(warehouse, what)
    assert not any(file.exists() for file in leftovers)
    assert {file.name for file in objects.iterdir()} <= kept
    assert archive.changes_file(published_twice.after, "json").is_file()


def test_a_rollback_is_in_the_history(published_twice: Twice, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(published_twice.warehouse.parent, tmp_path / "w"))
    warehouse = folder / published_twice.warehouse.name
    rollback(warehouse, published_twice.before)
    assert served_version(warehouse) == published_twice.before
    assert [entry.data_version for entry in archive_of(warehouse).history()] == [
        published_twice.before,
        published_twice.after,
        published_twice.before,
    ]


def test_what_is_not_kept_is_not_recorded_and_what_was_recorded_last_not_again(
    published_twice: Twice, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    history = archive_of(warehouse).history()
    for name in ("unknown", published_twice.after):
        record_publishing(warehouse, name)
        assert archive_of(warehouse).history() == history


def test_the_version_served_last_stays_where_the_warehouse_is_lost(
    published_twice: Twice, tmp_path: Path
) -> None:
    warehouse = copied_warehouse(published_twice.warehouse, tmp_path)
    assert served_version(warehouse) == published_twice.after
    warehouse.write_bytes(b"no warehouse")
    assert served_version(warehouse) is None
    newest, oldest = standings(warehouse)
    assert (newest.version.data_version, newest.served, newest.stays) == (
        published_twice.after,
        False,
        True,
    )
    assert not oldest.stays
    warehouse.unlink()
    assert superfluous(warehouse).versions == (published_twice.before,)
