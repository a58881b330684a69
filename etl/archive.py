"""Keeps the published tables of a build in the archive, each table once by its content."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from welfare.archive import Archive, Published, Stored, Version, archive_of
from welfare.extracts.versions import damaged

SCHEMAS = ("about", "published")
WRITING = ".writing-"
"""Begins the name of an object in the making; a killed build leaves some, pruning clears them."""


def keep_version(built: Path, warehouse: Path, data_version: str) -> Version:
    """Put the published tables of the warehouse file ``built`` into the archive of ``warehouse``.

    A version that is kept whole already stays as it is, to the byte. A build that is killed leaves
    at most objects that no version names; pruning clears them away.
    """
    archive = archive_of(warehouse)
    known = archive.version(data_version)
    if known is not None and not damaged(archive, known):
        return known
    tables = _stored_tables(built, archive)
    version = Version(
        data_version=data_version,
        published_at=known.published_at
        if known
        else datetime.now(UTC).isoformat(timespec="seconds"),
        tables=tables,
        kept=known.kept if known else False,
        withdrawn=known.withdrawn if known else None,
    )
    archive.write_version(version)
    return version


def record_publishing(warehouse: Path, data_version: str) -> None:
    """Write into the history that a version is served now, unless it was the last one before.

    One that is not kept is not recorded: there would be nothing to look back at.
    """
    archive = archive_of(warehouse)
    history = archive.history()
    if archive.version(data_version) is None:
        return
    if not history or history[-1].data_version != data_version:
        archive.append_history(
            Published(datetime.now(UTC).isoformat(timespec="seconds"), data_version)
        )


def served_version(warehouse: Path) -> str | None:
    """Return the data version of a warehouse file; None where it is missing or is no warehouse."""
    if not warehouse.is_file():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            row = connection.execute("SELECT data_version FROM build").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def _stored_tables(built: Path, archive: Archive) -> dict[str, Stored]:
    (archive.folder / "objects").mkdir(parents=True, exist_ok=True)
    stored: dict[str, Stored] = {}
    with duckdb.connect(str(built), read_only=True, config={"threads": 1}) as connection:
        names = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables()"
            " WHERE list_contains($schemas, schema_name) ORDER BY ALL",
            {"schemas": list(SCHEMAS)},
        ).fetchall()
        for schema, table in names:
            stored[f"{schema}.{table}"] = _keep(connection, schema, table, archive)
    return stored


def _keep(
    connection: duckdb.DuckDBPyConnection, schema: str, table: str, archive: Archive
) -> Stored:
    """Write one table beside the objects and give it the name of its content.

    What stands under that name is replaced: it holds the same, or was damaged.
    """
    partial = archive.folder / "objects" / f"{WRITING}{schema}-{table}.parquet"
    target = str(partial).replace("'", "''")
    connection.execute(
        f"COPY (FROM {schema}.\"{table}\") TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )
    counted = connection.execute(f'SELECT count(*) FROM {schema}."{table}"').fetchone()  # noqa: S608 - names of our own tables
    with partial.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    size = partial.stat().st_size
    partial.replace(archive.object_file(digest))
    return Stored(digest, int(counted[0]) if counted else 0, size)
