"""An extract has a status where a later version lost a column, or holds other values in it."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.welfare.extracts.copied import copied_warehouse
from welfare.archive import Archive, archive_of
from welfare.extracts.identity import rule_version
from welfare.extracts.register import Issued, Register
from welfare.extracts.request import read_request
from welfare.extracts.status import status_of
from welfare.extracts.versions import Versions
from welfare.warehouse import Snapshot, open_version

LATER = "later"


@pytest.fixture
def archive(built_warehouse: Path, tmp_path: Path) -> Archive:
    """Return a copy of the archive of what ships."""
    return archive_of(copied_warehouse(built_warehouse, tmp_path))


def issued(archive: Archive, filters: dict[str, list[str]]) -> Issued:
    """Return an extract of outcomes, of the version that ships."""
    request = read_request("outcomes", {"indicator_id": ["births_persons"], **filters})
    version = archive.versions()[0].data_version
    return Register(archive.issued_file).issue(request, version, rule_version())


def later(archive: Archive, outcomes: str, columns: str) -> Snapshot:
    """Keep a later version with other outcomes, and with the columns told that it has."""
    version = archive.versions()[0]
    tables = dict(version.tables)
    for name, sql in (("published.outcomes", outcomes), ("about.column", columns)):
        file = archive.object_file(tables[name].sha256)
        made = archive.object_file(f"{LATER}{name.partition('.')[2]}")
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({sql.replace('TABLE', str(file))}) TO '{made}'")
        tables[name] = replace(tables[name], sha256=made.stem)
    served = replace(version, data_version=LATER, tables=tables)
    archive.write_version(served)
    return open_version(archive, served)


@pytest.mark.parametrize("asked", [{}, {"columns": ["year", "value"], "order": ["method"]}])
def test_a_version_that_lost_a_column_is_newer(
    archive: Archive, asked: dict[str, list[str]]
) -> None:
    extract = issued(archive, asked)
    current = later(
        archive,
        "SELECT * EXCLUDE (method) FROM 'TABLE'",
        "FROM 'TABLE' WHERE publication_id != 'outcomes' OR column_id != 'method'",
    )
    assert status_of(extract, archive, current, Versions(archive)).state == "newer"


def test_a_lost_column_that_was_not_asked_for_changes_nothing(archive: Archive) -> None:
    extract = issued(archive, {"columns": ["year", "area_id", "value"]})
    current = later(
        archive,
        "SELECT * EXCLUDE (method) FROM 'TABLE'",
        "FROM 'TABLE' WHERE publication_id != 'outcomes' OR column_id != 'method'",
    )
    assert status_of(extract, archive, current, Versions(archive)).state == "current"


def test_a_version_with_other_values_in_the_column_of_a_filter_is_newer(archive: Archive) -> None:
    extract = issued(archive, {"area_id": ["50"]})
    current = later(
        archive,
        "SELECT * REPLACE (try_cast(area_id AS INTEGER) AS area_id) FROM 'TABLE'",
        "SELECT * REPLACE (CASE WHEN publication_id = 'outcomes' AND column_id = 'area_id'"
        " THEN 'integer' ELSE type END AS type) FROM 'TABLE'",
    )
    assert status_of(extract, archive, current, Versions(archive)).state == "newer"
