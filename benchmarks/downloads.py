"""Downloads of a million rows: against DuckDB's own files, in memory, and beside other visitors."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from benchmarks.beside_downloads import beside
from benchmarks.fetching import Fetched, fetched, fetching
from benchmarks.rows import Row
from benchmarks.server import Server, serving
from benchmarks.wide_warehouse import TABLE, write
from welfare.extracts.asked import DATA
from welfare.extracts.request import read_request
from welfare.extracts.selection import selected
from welfare.paths import ROOT

ROUNDS = 3
FIRST_ALLOWED = 0.3
"""Seconds until the first rows are there."""
OPTIONS = {"csv": "FORMAT csv", "parquet": "FORMAT parquet, COMPRESSION zstd"}
ALLOWED = {"csv": 2.0, "parquet": 1.5}


def download_table() -> list[Row]:
    """Return rows (what, floor, ours, ratio): seconds, memory, and reruns beside downloads."""
    with tempfile.TemporaryDirectory() as folder:
        file = write(Path(folder))
        environment = {"WELFARE_WAREHOUSE": str(file), "WELFARE_REQUESTS_PER_MINUTE": "0"}
        with serving(ROOT / "app.py", environment) as server:
            return [*_alone(server, file), *beside(server, _address("csv"))]


def _alone(server: Server, file: Path) -> Iterator[Row]:
    """Yield the rows of one download at a time, by turns with DuckDB's file of the same rows."""
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("SET enable_progress_bar = false")
        counted = connection.execute(f'SELECT count(*) FROM published."{TABLE}"').fetchone()  # noqa: S608 - our own words
        for form in OPTIONS:
            # By turns, so that a noisy minute meets both.
            turns = [
                (_copied(connection, form, file.parent), _fetched(server, form))
                for _ in range(ROUNDS)
            ]
            yield from _compared(f"{counted[0] if counted else 0:,} rows as {form}", form, turns)


def _copied(connection: duckdb.DuckDBPyConnection, form: str, folder: Path) -> float:
    """Return the seconds in which DuckDB writes the same rows to a file."""
    sql, parameters = selected(read_request(TABLE, {}))
    target = folder / f"floor.{form}"
    began = time.perf_counter()
    connection.execute(f"COPY ({sql}) TO '{target}' ({OPTIONS[form]})", dict(parameters))
    seconds = time.perf_counter() - began
    target.unlink()
    return seconds


def _address(form: str) -> str:
    return f"{DATA}/{TABLE}?format={form}"


def _fetched(server: Server, form: str) -> Fetched:
    return fetched(fetching(server.port, _address(form), 1))[0]


def _compared(what: str, form: str, turns: Sequence[tuple[float, Fetched]]) -> Iterator[Row]:
    bare = min(seconds for seconds, _ in turns)
    ours = min(each.total for _, each in turns)
    first = min(each.first for _, each in turns)
    if form == "csv":
        yield (
            f"first of {what} (allowed: {FIRST_ALLOWED} s)",
            f"{FIRST_ALLOWED:.2f} s",
            f"{first:.2f} s",
            f"{first / FIRST_ALLOWED:.2f}",
        )
    yield (
        f"{what} (floor: DuckDB writes a file, allowed: {ALLOWED[form]})",
        f"{bare:.2f} s",
        f"{ours:.2f} s",
        f"{ours / bare:.2f}",
    )
