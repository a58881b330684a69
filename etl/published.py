"""The schema ``published``: every table as a researcher takes it away, with names and flags.

Beside it the schema ``about`` tells what the tables, their columns and their codes are. Both are
made from the facts and the catalogue at every build, and kept with a version of the data, so that
an extract reads the same a year later, whatever was renamed since.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pandas as pd

from etl.registers import register_rows
from welfare.catalog import Catalogue
from welfare.catalog.codes import code_attributes, code_names
from welfare.catalog.publications import Field, Publication, published_columns

YEARS = ("year", "fiscal_year")
SLICE = 20_000
"""Rows that are given their names at a time."""
LEAN: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "allocator_flush_threshold": "1MB",
    "allocator_bulk_deallocation_flush_threshold": "1MB",
}
"""Rows with all their names are wide: one thread makes them, and gives its memory back at once."""


def publish_tables(file: Path, catalogue: Catalogue) -> None:
    """Make every publication in the order of its key, and ``about``, in the warehouse ``file``."""
    with duckdb.connect(str(file), config=LEAN) as connection:
        _publish_all(connection, catalogue)


def _publish_all(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    connection.execute("CREATE SCHEMA published")
    with_facts = _sources_with_facts(connection, catalogue)
    _register_names(connection, catalogue)
    for publication in catalogue.publications.values():
        if publication.of == "catalogue":
            _register(connection, "listed", register_rows(catalogue, publication, with_facts))
        _publish(connection, publication, catalogue)
    _describe(connection, catalogue)
    for name in (
        "code_name",
        "code_link",
        "english_name",
        "break_year",
        "listed",
        "ordered",
        "broken",
    ):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _sources_with_facts(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue
) -> frozenset[str]:
    facts = (t.id for t in catalogue.tables.values() if {"source_id", "origin_id"} <= t.names)
    every = " UNION ".join(f'SELECT source_id FROM "{table}"' for table in facts)  # noqa: S608 - identifiers of the catalogue
    return frozenset(row[0] for row in connection.execute(every).fetchall())


def _register_names(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Put the catalogue's names beside the facts, for the joins of one build."""
    names = [
        (list_id, place, code, words.th, words.en)
        for list_id, codes in code_names(catalogue).items()
        for place, (code, words) in enumerate(codes.items())
    ]
    links = [
        (list_id, attribute, code, value)
        for (list_id, attribute), codes in code_attributes(catalogue).items()
        for code, value in codes.items()
        if value is not None
    ]
    breaks = [(i.id, each.year) for i in catalogue.indicators.values() for each in i.breaks]
    tables: dict[str, tuple[list[tuple[object, ...]], list[str]]] = {
        "code_name": ([*names], ["list_id", "place", "code", "name_th", "name_en"]),
        "code_link": ([*links], ["list_id", "attribute", "code", "value"]),
        "english_name": ([*catalogue.english_names.items()], ["name_th", "name_en"]),
        "break_year": ([*breaks], ["indicator_id", "year"]),
    }
    for name, (rows, columns) in tables.items():
        _register(connection, name, pd.DataFrame(rows, columns=columns))


def _register(connection: duckdb.DuckDBPyConnection, name: str, rows: pd.DataFrame) -> None:
    connection.register("incoming", rows)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM incoming")
    connection.unregister("incoming")


def _publish(
    connection: duckdb.DuckDBPyConnection, publication: Publication, catalogue: Catalogue
) -> None:
    """Make one published table, slice by slice in the order of its key.

    Rows are wide with all their names: what is in the making at a time is a slice.
    """
    table = publication.made_from if publication.of == "table" else "temp.listed"
    key = ", ".join(f'"{catalogue.fields[name].column or name}"' for name in publication.key)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE ordered AS FROM {table} ORDER BY {key}")
    if _has_breaks(publication):
        _find_breaks(connection)
    rows = connection.execute("SELECT count(*) FROM temp.ordered").fetchone()
    select = _select(publication, catalogue)
    target = f'published."{publication.id}"'
    # Identifiers come from the catalogue and match [a-z][a-z0-9_]*.
    connection.execute(f"CREATE TABLE {target} AS {select} LIMIT 0", {"first": 0, "last": 0})
    for first in range(0, rows[0] if rows else 0, SLICE):
        bounds = {"first": first, "last": first + SLICE}
        connection.execute(f"INSERT INTO {target} {select} ORDER BY row_place", bounds)


def _select(publication: Publication, catalogue: Catalogue) -> str:
    """Return the SQL of a slice of a published table. All identifiers are the catalogue's."""
    declared = [catalogue.fields[name] for name in publication.fields]
    stored = {field.id: _stored(field, publication, catalogue) for field in declared}
    joins: list[str] = []
    columns: list[str] = []
    for field in declared:
        columns.append(f'{stored[field.id]} AS "{field.id}"')
        columns += _beside(field, stored[field.id], joins)
        if field.link is not None:
            joins.insert(0, _link_join(field, field.link, catalogue))
    if _has_breaks(publication):
        joins.append("LEFT JOIN temp.broken USING (indicator_id, year)")
    return (
        f"SELECT * EXCLUDE (row_place) FROM (SELECT {', '.join(columns)}, t.rowid AS row_place"  # noqa: S608 - identifiers of the catalogue
        f" FROM temp.ordered t {' '.join(joins)}"
        " WHERE t.rowid >= $first AND t.rowid < $last)"
    )


def _stored(field: Field, publication: Publication, catalogue: Catalogue) -> str:
    if field.id == "flag":
        return _flag(publication, catalogue)
    if field.link is not None:
        return f'"{field.id}_link".value'
    return f't."{field.column or field.id}"'


def _link_join(field: Field, link: tuple[str, str], catalogue: Catalogue) -> str:
    column, attribute = link
    list_id = catalogue.fields[column].codes
    return (
        f'LEFT JOIN temp.code_link "{field.id}_link" ON "{field.id}_link".list_id = \'{list_id}\''
        f" AND \"{field.id}_link\".attribute = '{attribute}'"
        f' AND "{field.id}_link".code = t."{column}"'
    )


def _beside(field: Field, stored: str, joins: list[str]) -> Iterator[str]:
    """Yield the columns that a field brings with it, adding the joins that they need."""
    if field.codes and field.named:
        joins.append(
            f'LEFT JOIN temp.code_name "{field.id}_name"'
            f" ON \"{field.id}_name\".list_id = '{field.codes}'"
            f' AND "{field.id}_name".code = {stored}'
        )
        for language in ("th", "en"):
            yield f'"{field.id}_name".name_{language} AS "{field.stem}_{language}"'
    if field.be:
        yield f'{stored} + 543 AS "{field.id}_be"'
    if field.english:
        joins.append(
            f'LEFT JOIN temp.english_name "{field.id}_english"'
            f' ON "{field.id}_english".name_th = {stored}'
        )
        yield f'"{field.id}_english".name_en AS "{field.id}_en"'


def _flag(publication: Publication, catalogue: Catalogue) -> str:
    """Return the SQL of the flag: why a value is not there, and what must be known of it."""
    columns = {column.name for column in catalogue.tables[publication.made_from].columns}
    known = _first_of(publication.flagged)
    year = _first_of(name for name in YEARS if name in columns)
    stored = "t.flag" if "flag" in columns else "NULL"
    marks = [
        f"coalesce({stored}, CASE WHEN {known} IS NULL THEN 'missing' END)",
        f"CASE WHEN {known} = 0 AND {stored} IS DISTINCT FROM 'zero_rounded' THEN 'zero' END",
        *(
            ["CASE WHEN broken.year IS NOT NULL THEN 'break' END"]
            if _has_breaks(publication)
            else []
        ),
        *_source_marks(publication, catalogue, year),
    ]
    return f"nullif(concat_ws(' ', {', '.join(marks)}), '')"


def _first_of(columns: Iterable[str]) -> str:
    return f"coalesce({', '.join(f't.{name}' for name in columns)}, NULL)"


def _find_breaks(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the first year that each series has by another method, in the table being published."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE broken AS SELECT b.indicator_id, min(s.year) AS year"
        " FROM temp.break_year b JOIN temp.ordered s"
        " ON s.indicator_id = b.indicator_id AND s.year >= b.year GROUP BY b.indicator_id, b.year"
    )


def _has_breaks(publication: Publication) -> bool:
    """Tell whether rows are of a series that can have breaks, and carry a flag that says so."""
    return {"flag", "indicator_id"} <= set(publication.fields)


def _source_marks(publication: Publication, catalogue: Catalogue, year: str) -> Iterator[str]:
    sources = f"string_split(t.{publication.sources}, ',')"
    partly = [
        f"(list_contains({sources}, '{source.id}') AND {year} = {each})"
        for source in catalogue.sources.values()
        for each in source.incomplete_years
    ]
    estimated = [
        f"list_contains({sources}, '{s.id}')" for s in catalogue.sources.values() if s.estimated
    ]
    for mark, tests in (("provisional", partly), ("estimated", estimated)):
        if tests:
            yield f"CASE WHEN {' OR '.join(tests)} THEN '{mark}' END"


def _describe(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Write what the published tables, their columns and their codes are."""
    connection.execute("CREATE SCHEMA about")
    connection.execute("CREATE TABLE about.code AS SELECT * FROM temp.code_name ORDER BY ALL")
    units = catalogue.units
    columns = [
        {
            "publication_id": publication.id,
            "place": place,
            "column_id": column.id,
            "type": column.type,
            "label_th": column.label_th,
            "label_en": column.label_en,
            "about_th": column.about_th,
            "about_en": column.about_en,
            "unit_th": units[column.unit].name_th if column.unit else None,
            "unit_en": units[column.unit].name_en if column.unit else None,
            "list_id": column.codes,
            "role": column.role,
            "is_key": column.id in publication.key,
        }
        for publication in catalogue.publications.values()
        for place, column in enumerate(published_columns(publication, catalogue.fields).values())
    ]
    publications = [
        {
            "publication_id": p.id,
            "name_th": p.name_th,
            "name_en": p.name_en,
            "question_th": p.question_th,
            "question_en": p.question_en,
            "about_th": p.about_th,
            "about_en": p.about_en,
            "sources_column": p.sources,
            "year_column": p.year,
            "provinces_column": p.provinces,
        }
        for p in catalogue.publications.values()
    ]
    for name, rows in (("column", columns), ("publication", publications)):
        connection.register("incoming", pd.DataFrame(rows))
        connection.execute(f'CREATE TABLE about."{name}" AS FROM incoming')
        connection.unregister("incoming")
