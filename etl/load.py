"""Facts and reference into a fresh DuckDB file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from etl.check import conformed
from etl.compare import compare
from etl.derive import derive_indicator_values, newest_editions
from etl.disparities import measure_disparities
from etl.intervals import put_intervals
from etl.issues import Issue
from etl.shapes import read_layout
from welfare.catalog import COUNTRY, Catalogue
from welfare.catalog.models import Table
from welfare.paths import REFERENCE

SQL_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}


def load(
    file: Path,
    facts: Mapping[str, pd.DataFrame],
    issues: Sequence[Issue],
    build: Mapping[str, object],
    catalogue: Catalogue,
) -> None:
    """Write every table of the catalogue into the new warehouse ``file``, and roll the facts up."""
    tables = {
        **facts,
        "load_issue": pd.DataFrame([_issue_row(issue) for issue in issues]),
        "build": pd.DataFrame([build]),
    }
    with duckdb.connect(str(file)) as connection:
        for table in catalogue.tables.values():
            connection.execute(_create(table))
            rows = tables.get(table.id)
            if rows is not None and not rows.empty:
                _insert(connection, table, conformed(rows, table))
        _insert_areas(connection, catalogue)
        _insert_source_order(connection, catalogue)
        derive_indicator_values(connection, catalogue)
        put_intervals(connection, catalogue)
        measured = measure_disparities(connection, catalogue, read_layout(REFERENCE))
        for name, rows in measured.items():
            if not rows.empty:
                _insert(connection, catalogue.tables[name], conformed(rows, catalogue.tables[name]))
        compare(connection, newest_editions(catalogue))


def _create(table: Table) -> str:
    columns = ", ".join(
        f"{_quoted(column.name)} {SQL_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    return f"CREATE TABLE {_quoted(table.id)} ({columns})"


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: pd.DataFrame) -> None:
    connection.register("incoming", rows)
    ordered = ", ".join(_quoted(name) for name in table.key) or "1"
    connection.execute(
        f"INSERT INTO {_quoted(table.id)} SELECT * FROM incoming ORDER BY {ordered}"  # noqa: S608 - identifiers of the catalogue
    )
    connection.unregister("incoming")


def _insert_areas(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Write the table ``area``: country, regions, provinces, each with what it lies in."""
    rows: list[tuple[str, str, str | None, int | None]] = [(COUNTRY, "country", None, None)]
    rows += [(f"region_{region}", "region", COUNTRY, None) for region in catalogue.regions]
    rows += [
        (
            province.code,
            "province",
            f"region_{province.region}",
            province.valid_from.year if province.valid_from else None,
        )
        for province in catalogue.provinces.values()
    ]
    connection.execute(
        "CREATE TABLE area (area_id VARCHAR PRIMARY KEY, area_kind VARCHAR NOT NULL,"
        " within VARCHAR, valid_from_year INTEGER)"
    )
    connection.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", rows)


def _insert_source_order(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Write the table ``source_order``: of sources that give one fact the highest place speaks.

    ``beneficiary_current`` keeps, of every programme and fiscal year, the source that speaks.
    """
    ordered = sorted(catalogue.sources.values(), key=lambda s: (s.rank, s.years[1], s.id))
    connection.execute(
        "CREATE TABLE source_order (source_id VARCHAR PRIMARY KEY, place INTEGER NOT NULL,"
        " partial BOOLEAN NOT NULL)"
    )
    connection.executemany(
        "INSERT INTO source_order VALUES (?, ?, ?)",
        [(source.id, place, source.partial) for place, source in enumerate(ordered)],
    )
    connection.execute(
        """
        CREATE VIEW beneficiary_current AS
        SELECT b.* FROM beneficiary b JOIN source_order o USING (source_id) WHERE NOT o.partial
        QUALIFY rank() OVER (PARTITION BY programme_id, fiscal_year ORDER BY o.place DESC) = 1
        """
    )


def _issue_row(issue: Issue) -> dict[str, object]:
    return {
        "file": issue.file,
        "sheet": issue.sheet or None,
        "row_number": issue.row,
        "column_name": issue.column or None,
        "value": issue.value or None,
        "reason": issue.reason,
        "severity": issue.severity,
        "detail": issue.detail or None,
        "text_th": issue.text_th,
        "text_en": issue.text_en,
    }


def _quoted(identifier: str) -> str:
    """Quote an identifier of the catalogue; it matches ``[a-z][a-z0-9_]*`` by its type."""
    return f'"{identifier}"'
