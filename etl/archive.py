"""Keeps the published tables of a build in the archive, each table once by its content."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from welfare.archive import Archive, Published, Stored, Version, archive_of

SCHEMAS = ("about", "published")


def keep_version(built: Path, warehouse: Path, data_version: str) -> Version:
    """Put the published tables of the warehouse file ``built`` into the archive of ``warehouse``.

    A table that the archive has already is not written again. A build that is killed leaves at
    most objects that no version names; pruning clears them away.
    """
    archive = archive_of(warehouse)
    known = archive.version(data_version)
    tables = _stored_tables(built, archive)
    version = Version(
        data_version=data_version,
        published_on=known.published_on if known else datetime.now(UTC).date().isoformat(),
        tables=tables,
        kept=known.kept if known else False,
        withdrawn=known.withdrawn if known else None,
    )
    archive.write_version(version)
    return version


def record_publishing(warehouse: Path, data_version: str) -> None:
    """Write into the history that a version is served now, unless it was the last one before."""
    archive = archive_of(warehouse)
    history = archive.history()
    if not history or history[-1].data_version != data_version:
        archive.append_history(
            Published(datetime.now(UTC).isoformat(timespec="seconds"), data_version)
        )


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
    """Write one table beside the objects and give it the name of its content."""
    partial = archive.folder / "objects" / f".writing-{schema}-{table}.parquet"
    target = str(partial).replace("'", "''")
    connection.execute(
        f"COPY (FROM {schema}.\"{table}\") TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
    )
    counted = connection.execute(f'SELECT count(*) FROM {schema}."{table}"').fetchone()  # noqa: S608 - names of our own tables
    with partial.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = partial.stat().st_size
    target_file = archive.object_file(digest)
    if target_file.exists():
        partial.unlink()
    else:
        partial.rename(target_file)
    return Stored(digest, int(counted[0]) if counted else 0, size)
