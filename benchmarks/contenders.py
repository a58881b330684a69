"""The contenders of the benchmark of measures, each run in a process of its own."""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from welfare.metrics.cube import Cube, cube_gini_sql, cube_sql, cube_theil_decomposition_sql
from welfare.metrics.sql import Sample, gini_sql, theil_decomposition_sql

ROWS = 50_000_000
CHUNK = 5_000_000
PROVINCES = 77
SEED = 2568
LIMIT = "3GB"
"""What DuckDB may take of memory; the rest of the allowance is for Python."""
PEOPLE = Sample("people", "income", "weight")
BY_PROVINCE = Sample("people", "income", "weight", ("province",))

Told = dict[str, Any]


def write(file: Path) -> None:
    """Write the rows: incomes lognormal, weights and provinces uniform, in no order."""
    random = np.random.default_rng(SEED)
    with duckdb.connect(str(file), config={"memory_limit": LIMIT}) as connection:
        connection.execute("CREATE TABLE people (income DOUBLE, weight DOUBLE, province UTINYINT)")
        for _ in range(ROWS // CHUNK):
            chunk = pd.DataFrame(
                {
                    "income": random.lognormal(10, 0.8, CHUNK),
                    "weight": random.uniform(0.5, 1000.5, CHUNK),
                    "province": random.integers(0, PROVINCES, CHUNK, np.uint8),
                }
            )
            connection.register("chunk", chunk)
            connection.execute("INSERT INTO people FROM chunk")


def _timed(work: Callable[[], Sequence[float]]) -> Told:
    """Return seconds of the first and, if it is short, of a second time, and the result."""
    seconds: list[float] = []
    while len(seconds) < 2 and sum(seconds) < 2:
        began = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - began)
    return {"first": seconds[0], "again": seconds[-1], "result": list(result)}


def _read(work: Callable[[], Any]) -> tuple[Told, Any]:
    """Return the seconds of reading the rows into memory, and the rows."""
    began = time.perf_counter()
    rows = work()
    return {"reading": time.perf_counter() - began}, rows


def _query(file: Path, sql: str, column: int) -> Told:
    connection = _open(file)
    return _timed(lambda: [float(row[column]) for row in connection.execute(sql).fetchall()])


def _open(file: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(file), read_only=True, config={"memory_limit": LIMIT})


def scan(file: Path) -> Told:
    """Add up the two columns: the least that any measure of them reads."""
    return _query(file, "SELECT sum(income), sum(weight) FROM people", 0)


def scan_by(file: Path) -> Told:
    """Add up the two columns by province."""
    return _query(
        file, "SELECT province, sum(income), sum(weight) FROM people GROUP BY province", 1
    )


def theil(file: Path) -> Told:
    """Split Theil T; the result is its total, within and between."""
    connection = _open(file)
    sql = theil_decomposition_sql(PEOPLE, ("province",))
    return _timed(lambda: connection.execute(sql).fetchall()[0][-3:])


def pandas_theil(file: Path) -> Told:
    """Split Theil T as one does in pandas: three sums by province, the rest from these."""
    reading, rows = _read(lambda: _open(file).execute("FROM people").df())

    def split() -> Sequence[float]:
        total = rows["weight"] * rows["income"]
        sums = (
            pd.DataFrame(
                {
                    "province": rows["province"],
                    "people": rows["weight"],
                    "total": total,
                    "entropy": total * np.log(rows["income"]),
                }
            )
            .groupby("province")
            .sum()
        )
        means = sums["total"] / sums["people"]
        share = sums["total"] / sums["total"].sum()
        mean = sums["total"].sum() / sums["people"].sum()
        within = float((share * (sums["entropy"] / sums["total"] - np.log(means))).sum())
        between = float((share * np.log(means / mean)).sum())
        return within + between, within, between

    return {**_timed(split), **reading}


def gini(file: Path) -> Told:
    """Measure the Gini index by province from the rows."""
    return _query(file, gini_sql(BY_PROVINCE), -1)


def numpy_gini(file: Path) -> Told:
    """Measure it as one does in NumPy: rows put by province, each province sorted by itself."""
    reading, rows = _read(lambda: _open(file).execute("FROM people").fetchnumpy())
    income, weight, province = (np.asarray(rows[name]) for name in ("income", "weight", "province"))

    def measure() -> Sequence[float]:
        order = np.argsort(province, kind="stable")
        y, w = income[order], weight[order]
        ends = np.cumsum(np.bincount(province, minlength=PROVINCES))
        return [
            _gini(y[begin:end], w[begin:end])
            for begin, end in zip([0, *ends[:-1]], ends, strict=True)
        ]

    return {**_timed(measure), **reading}


def _gini(income: Any, weight: Any) -> float:
    order = np.argsort(income)
    w = weight[order]
    held, upto = w * income[order], np.cumsum(w)
    return float(2 * (held @ (upto - w / 2)) / (upto[-1] * held.sum()) - 1)


def polars_sorted(file: Path) -> Told:
    """Measure it as one does in Polars: one sort of all rows, sums so far over provinces."""
    import polars as pl  # noqa: PLC0415 - of the benchmarks alone

    reading, rows = _read(lambda: _open(file).sql("FROM people").pl())
    w, y = pl.col("weight"), pl.col("income")
    upto = w.cum_sum().over("province")
    index = 2 * (w * y * pl.col("upto") - w * w * y / 2).sum() / (w.sum() * (w * y).sum()) - 1
    plan = (
        rows.lazy()
        .sort("province", "income")
        .with_columns(upto=upto)
        .group_by("province")
        .agg(gini=index)
        .sort("province")
    )
    return {**_collected(plan), **reading}


def polars_grouped(file: Path) -> Told:
    """Measure it as one also does in Polars: each province sorted inside its group."""
    import polars as pl  # noqa: PLC0415 - of the benchmarks alone

    reading, rows = _read(lambda: _open(file).sql("FROM people").pl())
    w, y = pl.col("weight").sort_by("income"), pl.col("income").sort_by("income")
    index = 2 * (w * y * (w.cum_sum() - w / 2)).sum() / (w.sum() * (w * y).sum()) - 1
    plan = rows.lazy().group_by("province").agg(gini=index).sort("province")
    return {**_collected(plan), **reading}


def _collected(plan: Any) -> Told:
    def measure() -> Sequence[float]:
        found: Sequence[float] = plan.collect()["gini"].to_list()
        return found

    return _timed(measure)


def cube(file: Path) -> Told:
    """Build a cube by province and ask it again and again."""
    connection = _open(file)
    began = time.perf_counter()
    connection.execute(f"CREATE TEMP TABLE cube AS {cube_sql(BY_PROVINCE)}")
    built = time.perf_counter() - began
    asked = {
        "national Gini": cube_gini_sql(Cube("cube")),
        "Gini by province": cube_gini_sql(Cube("cube", ("province",))),
        "Theil between and within provinces": cube_theil_decomposition_sql(
            Cube("cube"), ("province",)
        ),
    }
    queries = {}
    for what, sql in asked.items():
        seconds = []
        for _ in range(10):
            began = time.perf_counter()
            connection.execute(sql).fetchall()
            seconds.append(time.perf_counter() - began)
        queries[what] = 1000 * max(seconds)
    found = connection.execute(asked["Gini by province"]).fetchall()
    return {
        "first": built,
        "queries": queries,
        "result": [gini for *_, gini, _, _ in found],
        "band": max(high - low for *_, low, high in found),
    }


CONTENDERS: dict[str, Callable[[Path], Told | None]] = {
    "write": write,
    "scan": scan,
    "scan_by": scan_by,
    "theil": theil,
    "pandas": pandas_theil,
    "gini": gini,
    "numpy": numpy_gini,
    "polars_sorted": polars_sorted,
    "polars_grouped": polars_grouped,
    "cube": cube,
}


def main() -> None:
    """Print what one contender tells, and its peak megabytes, as JSON."""
    told = CONTENDERS[sys.argv[1]](Path(sys.argv[2])) or {}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**told, "megabytes": peak}))


if __name__ == "__main__":
    main()
