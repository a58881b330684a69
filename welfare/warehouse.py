"""The only place that opens the warehouse for reading.

A build replaces the file; DuckDB, asked for the same path while it still holds the old file, goes
on giving the old data. So each version of the file is opened under a name of its own, which is
removed at once: the open file lives as long as a reader holds it.
"""

import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from welfare.archive import Archive, Version
from welfare.paths import warehouse_file

ResultT = TypeVar("ResultT")
Parameters = Mapping[str, object]

REQUIRED_TABLES = frozenset({"build", "indicator_value", "beneficiary", "population", "area"})
BATCH = 2_000
"""Rows of one batch of a stream: a megabyte of text."""
STREAM_BUFFER = "1MB"
"""What DuckDB makes ahead of the reader of a stream; ten times as much if it is not told."""
REMEMBERED = 400
"""Results kept for one version of the data; small frames and figures only."""


class WarehouseError(Exception):
    """There is no usable warehouse; ``reason`` says which kind of fault it is."""

    def __init__(self, reason: str, path: Path) -> None:
        self.reason, self.path = reason, path
        super().__init__(f"{path}: {reason}")


class Snapshot:
    """One version of the warehouse. Whoever holds it reads that version and no other.

    Threads may share it: each query runs on a cursor of its own.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, data_version: str) -> None:
        self._connection = connection
        self.data_version = data_version
        self._remembered: dict[object, object] = {}
        self._forgetting = threading.Lock()

    def query(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        """Run ``sql`` with bound ``parameters`` (``$name``) and return the rows."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, dict(parameters or {})).df()

    def rows(self, sql: str, parameters: Parameters | None = None) -> list[tuple[object, ...]]:
        """Run ``sql`` and return plain rows: for a few, without a DataFrame's cost."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, dict(parameters or {})).fetchall()

    def batches(
        self, sql: str, parameters: Parameters | None = None, size: int = BATCH
    ) -> Iterator[pa.RecordBatch]:
        """Run ``sql`` and yield its rows in batches as they are asked for, at most ``size`` each.

        Nothing is held beyond a batch: a reader that pauses makes nothing pile up.
        """
        with self._connection.cursor() as cursor:
            cursor.execute(f"SET streaming_buffer_size = '{STREAM_BUFFER}'")
            relation = cursor.sql(sql, params=dict(parameters or {}))
            yield from relation.to_arrow_reader(size)

    def write_parquet(self, sql: str, parameters: Parameters | None, target: Path) -> None:
        """Write the rows of ``sql`` to a Parquet file; equal rows give equal bytes."""
        literal = str(target).replace("'", "''")
        with self._connection.cursor() as cursor:
            cursor.execute(
                f"COPY ({sql}) TO '{literal}' (FORMAT parquet, COMPRESSION zstd)",
                dict(parameters or {}),
            )

    def remember(self, key: object, make: Callable[[], ResultT]) -> ResultT:
        """Return what ``make`` gave for ``key`` on this version, making it at the first asking.

        The results go with the snapshot, so nothing of an older version can be answered.
        """
        try:
            return self._remembered[key]  # type: ignore[return-value]  # made by this key's maker
        except KeyError:
            made = make()
        with self._forgetting:
            if len(self._remembered) >= REMEMBERED:
                self._remembered.pop(next(iter(self._remembered)))
            self._remembered[key] = made
        return made


def open_version(archive: Archive, version: Version) -> Snapshot:
    """Return the published tables of a version that is kept, to be read like the newest.

    Raises
    ------
    WarehouseError
        ``missing`` where an object of it is not there, ``unreadable`` where one is damaged.
    """
    connection = duckdb.connect()
    for name, stored in version.tables.items():
        file = archive.object_file(stored.sha256)
        if not file.is_file():
            connection.close()
            raise WarehouseError("missing", file)
        schema, _, table = name.partition(".")
        literal = str(file).replace("'", "''")
        try:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            connection.execute(
                f"CREATE VIEW {schema}.\"{table}\" AS FROM read_parquet('{literal}')"
            )
        except duckdb.Error as fault:
            connection.close()
            raise WarehouseError("unreadable", file) from fault
    return Snapshot(connection, version.data_version)


class Warehouse:
    """Holds the newest version of one warehouse file and notices when it was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._identity: tuple[int, int, int] | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Return the newest version.

        Raises
        ------
        WarehouseError
            ``missing``, ``empty``, ``unreadable`` (truncated, or no DuckDB file) or ``foreign``
            (a DuckDB file without the tables of this project).
        """
        identity = self._identify()
        with self._lock:
            if self._snapshot is None or identity != self._identity:
                self._snapshot = _open(self._path)
                self._identity = identity
            return self._snapshot

    def _identify(self) -> tuple[int, int, int]:
        try:
            status = self._path.stat()
        except OSError:
            raise WarehouseError("missing", self._path) from None
        if status.st_size == 0:
            raise WarehouseError("empty", self._path)
        return status.st_ino, status.st_mtime_ns, status.st_size


def _open(path: Path) -> Snapshot:
    name = f".reading-{os.getpid()}-{uuid.uuid4().hex}.duckdb"
    private = path.parent / name
    try:
        try:
            os.link(path, private)
        except OSError:  # no hard links there, or a folder that cannot be written
            private = Path(tempfile.gettempdir()) / name
            shutil.copyfile(path, private)
        size = private.stat().st_size
        connection = duckdb.connect(str(private), read_only=True)
    except (duckdb.Error, OSError) as fault:
        raise WarehouseError("unreadable", path) from fault
    finally:
        private.unlink(missing_ok=True)
    try:
        _need_every_block(connection, size, path)
        tables = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
        version = (
            connection.execute("SELECT data_version FROM build").fetchone()
            if tables >= REQUIRED_TABLES
            else None
        )
    except duckdb.Error as fault:
        connection.close()
        raise WarehouseError("unreadable", path) from fault
    if version is None:
        connection.close()
        raise WarehouseError("foreign", path)
    return Snapshot(connection, str(version[0]))


def _need_every_block(connection: duckdb.DuckDBPyConnection, size: int, path: Path) -> None:
    """Refuse a file that was cut short where the tables asked for at first still stand."""
    row = connection.execute(
        "SELECT sum(block_size * total_blocks) FROM pragma_database_size()"
    ).fetchone()
    if row is None or size < row[0]:
        connection.close()
        raise WarehouseError("unreadable", path)


_holder: Warehouse | None = None
_holder_lock = threading.Lock()


def current() -> Snapshot:
    """Return the newest version of the project's warehouse; raises like :class:`Warehouse`."""
    global _holder  # noqa: PLW0603 - the one piece of global state that the project allows
    path = warehouse_file()
    with _holder_lock:
        if _holder is None or _holder._path != path:
            _holder = Warehouse(path)
        holder = _holder
    return holder.snapshot()
