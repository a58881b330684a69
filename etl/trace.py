"""The way of a fact: from the warehouse to the sheet of the file it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from etl.open_data import Dataset
from welfare.catalog import Catalogue
from welfare.catalog.models import Table

DERIVED = "indicator_value"


class TraceError(ValueError):
    """The question cannot be asked: the table or a column is not declared, or nothing fits."""


@dataclass(frozen=True)
class Traced:
    """Rows that fit a key, with the origins and sources behind them.

    ``facts`` are rows of the fact tables that a derived value was rolled up from, by table.
    """

    rows: pd.DataFrame
    origins: pd.DataFrame
    source_ids: tuple[str, ...]
    shipped_in: tuple[str, ...]
    facts: Mapping[str, int]


def trace(
    warehouse: Path,
    table_id: str,
    key: Mapping[str, str],
    catalogue: Catalogue,
    shipped: tuple[Dataset, ...],
) -> Traced:
    """Return the rows of ``table_id`` whose columns have the values of ``key``, and their way.

    Parameters
    ----------
    key
        Column to value, as text; any of the table's columns, as many as are wanted.

    Raises
    ------
    TraceError
        Naming what is allowed.
    """
    table = catalogue.tables.get(table_id)
    if table is None or ("source_id" not in table.key and table_id != DERIVED):
        traceable = [t.id for t in catalogue.tables.values() if "source_id" in t.key]
        raise TraceError(
            f"no such table {table_id!r}; there are {', '.join([*traceable, DERIVED])}"
        )
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = _matching(connection, table, key)
        if rows.empty:
            raise TraceError("no row has these values · ไม่พบข้อมูลตามเงื่อนไขนี้")
        if table_id == DERIVED:
            sources, origins, facts = _behind_indicator(connection, rows, catalogue)
        else:
            sources = tuple(sorted(rows["source_id"].unique()))
            ids = [] if "origin_id" not in rows else list(rows["origin_id"].dropna().unique())
            origins, facts = _origins(connection, ids), {table_id: len(rows)}
    behind = tuple(d.file for d in shipped if set(d.sources) & set(sources) and d.table in facts)
    return Traced(rows, origins, sources, behind, facts)


def _matching(
    connection: duckdb.DuckDBPyConnection, table: Table, key: Mapping[str, str]
) -> pd.DataFrame:
    columns = {column.name for column in table.columns}
    strange = sorted(set(key) - columns)
    if strange:
        raise TraceError(
            f"{table.id} has no column {', '.join(strange)}; it has {', '.join(sorted(columns))}"
        )
    where = " AND ".join(f'"{name}"::VARCHAR = ${name}' for name in key) or "true"
    # Identifiers come from the catalogue; the values are bound.
    return connection.execute(f'SELECT * FROM "{table.id}" WHERE {where}', dict(key)).df()  # noqa: S608


def _behind_indicator(
    connection: duckdb.DuckDBPyConnection, rows: pd.DataFrame, catalogue: Catalogue
) -> tuple[tuple[str, ...], pd.DataFrame, dict[str, int]]:
    sources = sorted({s for joined in rows["source_ids"].dropna() for s in joined.split(",")})
    back = max(catalogue.indicators[i].measure.years_before for i in rows["indicator_id"])
    years = sorted({int(year) - ago for year in rows["year"] for ago in range(back + 1)})
    origin_ids: set[str] = set()
    facts: dict[str, int] = {}
    for table in catalogue.tables.values():
        names = {column.name for column in table.columns}
        if "origin_id" not in names or "source_id" not in table.key:
            continue
        year = "coalesce(year, fiscal_year)" if {"year", "fiscal_year"} <= names else None
        year = year or ("year" if "year" in names else "fiscal_year")
        narrowed = "" if table.id != "outcome" else "AND list_contains($indicators, indicator_id)"
        bound: dict[str, object] = {"sources": sources, "years": years}
        if narrowed:
            bound["indicators"] = [
                name
                for indicator in rows["indicator_id"].unique()
                for name in (
                    indicator,
                    *catalogue.indicators[indicator].measure.of,
                    *catalogue.indicators[indicator].measure.over,
                )
            ]
        found = connection.execute(
            f"SELECT origin_id, count(*) FROM {table.id} WHERE list_contains($sources, source_id)"  # noqa: S608
            f" AND list_contains($years, {year}) {narrowed} GROUP BY origin_id",
            bound,
        ).fetchall()
        if found:
            facts[table.id] = sum(count for _, count in found)
            origin_ids |= {origin for origin, _ in found if origin}
    return tuple(sources), _origins(connection, sorted(origin_ids)), facts


def _origins(connection: duckdb.DuckDBPyConnection, ids: list[str]) -> pd.DataFrame:
    return connection.execute(
        "SELECT * FROM origin WHERE list_contains($ids, origin_id) ORDER BY file, sheet",
        {"ids": ids},
    ).df()
