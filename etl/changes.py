"""What a build changes of the published tables: counted, and listed row by row.

Beside the version that is kept stand ``changes/<version>.json``, read by the change log, and
``changes/<version>.parquet`` with the values. Two versions are compared by the key of each table.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.diff import UNCOMPARED_COLUMNS, differing, literal
from welfare.archive import Archive, Version, write_whole
from welfare.catalog import Catalogue
from welfare.catalog.publications import Publication, PublishedColumn, published_columns
from welfare.extracts.versions import damaged

THEMES = frozenset({"results", "facts", "comparisons"})
MOST_ROWS = 100_000
WORDS = frozenset({"name_th", "name_en", "english"})
"""Roles of columns that hold words about a row, and nothing that was measured."""
LISTED = """
    CREATE TABLE listed (
        publication VARCHAR, change VARCHAR, key VARCHAR, about VARCHAR, old VARCHAR, new VARCHAR
    )
"""
COUNTED = ("added", "changed", "removed")


@dataclass(frozen=True)
class Compared:
    """The columns of one published table by which two versions of it are compared.

    ``main`` are those of which the first that is known tells what a row holds.
    """

    publication: Publication
    key: tuple[str, ...]
    figures: tuple[str, ...]
    words: tuple[str, ...]
    main: tuple[str, ...]

    @property
    def counted_by(self) -> str:
        """SQL of the ids that a differing row is counted under: its sources, or its indicator."""
        name = self.publication.sources or "indicator_id"
        value = f'"{name}"' if name in self.key else f'coalesce("{name}_new", "{name}_old")'
        known = name in (*self.key, *self.figures)
        return f"coalesce(string_split({value}, ','), [NULL])" if known else "[NULL]"


def tell_changes(archive: Archive, before: str | None, new: Version, catalogue: Catalogue) -> None:
    """Write what a version changes of the one that is served before it, where that one is kept.

    What a version brought when it was first served stays; one that comes back brings nothing new.
    """
    old = archive.version(before) if before else None
    served = {entry.data_version for entry in archive.history()}
    if old is not None and new.data_version not in served:
        write_changes(archive, old, new, catalogue)


def write_changes(archive: Archive, old: Version, new: Version, catalogue: Catalogue) -> bool:
    """Compare two versions that are kept, and write what the new one changed.

    False, and nothing written, where the old one is damaged: ``versions --check`` tells of it, and
    it keeps no build from being served.
    """
    if damaged(archive, old):
        return False
    tables: list[dict[str, object]] = []
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"{LISTED}; {LISTED.replace('listed', 'renamed')}")
        for publication in catalogue.publications.values():
            if publication.theme in THEMES:
                compared = _sides(connection, publication, catalogue, archive, (old, new))
                tables += [_counts(connection, compared)] if compared else []
        capped = _write_rows(connection, archive.changes_file(new.data_version, "parquet"))
    content = {
        "from": old.data_version,
        "to": new.data_version,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": [table for table in tables if table["by"] or table["renamed"]],
        "corrections": _new_corrections(archive, old, catalogue),
        "capped": capped,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    write_whole(archive.changes_file(new.data_version, "json"), text.encode())
    return True


def _sides(
    connection: duckdb.DuckDBPyConnection,
    publication: Publication,
    catalogue: Catalogue,
    archive: Archive,
    versions: tuple[Version, Version],
) -> Compared | None:
    """Make the views of both sides; None where the two hold the same, or the new has no such."""
    stored = [version.tables.get(f"published.{publication.id}") for version in versions]
    old, new = stored
    if new is None or old == new:
        return None
    files = [literal(archive.object_file((one or new).sha256)) for one in stored]
    types = [_types(connection, file) for file in files]
    declared = published_columns(publication, catalogue.fields)
    both = [name for name in declared if name in types[0] and name in types[1]]
    compared = _compared(publication, declared, both)
    for side, file, own in zip(("old", "new"), files, types, strict=True):
        known = types[0] | types[1] | own
        columns = ", ".join(
            f'"{name}"' if name in own else f'NULL::{known.get(name, "VARCHAR")} AS "{name}"'
            for name in (*compared.key, *compared.figures, *compared.words)
        )
        empty = " WHERE false" if side == "old" and old is None else ""
        # Identifiers come from the catalogue and match [a-z][a-z0-9_]*.
        connection.execute(
            f"CREATE OR REPLACE VIEW {side}_side AS SELECT true AS present, {columns}"  # noqa: S608
            f" FROM read_parquet('{file}'){empty}"
        )
    return compared


def _compared(
    publication: Publication, declared: Mapping[str, PublishedColumn], both: Sequence[str]
) -> Compared:
    others = [
        declared[name]
        for name in both
        if name not in publication.key and name not in UNCOMPARED_COLUMNS
    ]
    # The year of the other era says nothing that its year does not.
    figures = [column for column in others if column.role == "own"]
    numbers = [column.id for column in figures if column.type == "number"]
    main = [name for name in publication.flagged if name in numbers]
    return Compared(
        publication,
        publication.key,
        tuple(column.id for column in figures),
        tuple(column.id for column in others if column.role in WORDS),
        tuple(main or numbers[:1]),
    )


def _types(connection: duckdb.DuckDBPyConnection, file: str) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE FROM read_parquet('{file}')").fetchall()
    return {str(name): str(kind) for name, kind, *_ in rows}


def _counts(connection: duckdb.DuckDBPyConnection, compared: Compared) -> dict[str, object]:
    """Find the rows that differ, count them, and list their values."""
    measures = (*compared.figures, *compared.words)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE differing AS {differing(compared.key, measures)}"
    )
    told = " OR ".join(f'"{m}_old" IS DISTINCT FROM "{m}_new"' for m in compared.figures) or "false"
    connection.execute(
        f"UPDATE differing SET change = 'renamed' WHERE change = 'changed' AND NOT ({told})"  # noqa: S608 - identifiers of the catalogue
    )
    found = dict(
        connection.execute("SELECT change, count(*) FROM differing GROUP BY ALL").fetchall()
    )
    each = ", ".join(f"count(*) FILTER (change = '{change}')" for change in COUNTED)
    by = connection.execute(
        f"SELECT id, {each} FROM (SELECT unnest({compared.counted_by}) AS id, change"  # noqa: S608 - identifiers of the catalogue
        " FROM differing WHERE change != 'renamed') GROUP BY id ORDER BY id NULLS LAST"
    ).fetchall()
    _list(connection, "listed", compared, [*_moved("changed", compared.figures), *_main(compared)])
    _list(connection, "renamed", compared, _moved("renamed", compared.words))
    return {
        "publication": compared.publication.id,
        **{change: found.get(change, 0) for change in (*COUNTED, "renamed")},
        "by": [dict(zip(("id", *COUNTED), row, strict=True)) for row in by],
    }


def _moved(change: str, columns: Iterable[str]) -> list[str]:
    """Return, by column, SQL of the rows in which it moved."""
    return [
        f"SELECT *, '{name}' AS about, {_text([name], 'old')}, {_text([name], 'new')}"  # noqa: S608 - identifiers of the catalogue
        f" FROM differing WHERE change = '{change}'"
        f' AND "{name}_old" IS DISTINCT FROM "{name}_new"'
        for name in columns
    ]


def _main(compared: Compared) -> list[str]:
    """Return SQL of the rows that came or went, with the value that they are about."""
    if not compared.main:
        return []
    which = " ".join(
        f'WHEN "{name}_old" IS NOT NULL OR "{name}_new" IS NOT NULL THEN \'{name}\''
        for name in compared.main
    )
    main = compared.main
    return [
        f"SELECT *, CASE {which} ELSE '{main[0]}' END AS about,"  # noqa: S608 - identifiers of the catalogue
        f" {_text(main, 'old')}, {_text(main, 'new')}"
        " FROM differing WHERE change IN ('added', 'removed')"
    ]


def _text(names: Sequence[str], side: str) -> str:
    """Return SQL of the first known of some columns on one side, as text."""
    return f"coalesce({', '.join(_quoted(f'{name}_{side}') for name in names)})::VARCHAR AS {side}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(
    connection: duckdb.DuckDBPyConnection, target: str, compared: Compared, parts: Sequence[str]
) -> None:
    """Put the values that differ into ``target``, in the order of the table's key."""
    if not parts:
        return
    key = ", ".join(map(_quoted, compared.key))
    packed = ", ".join(f"'{name}': {_quoted(name)}" for name in compared.key)
    connection.execute(
        f"INSERT INTO {target} SELECT '{compared.publication.id}', change,"  # noqa: S608 - identifiers of the catalogue
        f" to_json({{{packed}}})::VARCHAR, about, old, new FROM ({' UNION ALL '.join(parts)})"
        f" ORDER BY {key}, about LIMIT {MOST_ROWS + 1}"
    )


def _write_rows(connection: duckdb.DuckDBPyConnection, file: Path) -> bool:
    """Write the values that differ, words last; True where there are more than are written."""
    every = "(SELECT 0 AS part, rowid AS place, * FROM listed"
    every += " UNION ALL SELECT 1, rowid, * FROM renamed)"
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}")
    connection.execute(
        f'COPY (SELECT publication, change, key, about AS "column", old, new FROM {every}'  # noqa: S608 - our own words
        f" ORDER BY part, place LIMIT {MOST_ROWS}) TO '{literal(partial)}'"
        " (FORMAT parquet, COMPRESSION zstd)"
    )
    partial.replace(file)
    counted = connection.execute(f"SELECT count(*) FROM {every}").fetchone()  # noqa: S608 - our own words
    return counted is not None and counted[0] > MOST_ROWS


def _new_corrections(archive: Archive, old: Version, catalogue: Catalogue) -> list[str]:
    """Return the corrections that no version before was published with.

    The first version of an archive has no changes of its own: it had those of its day and before.
    """
    history = archive.history()
    first = archive.version(history[0].data_version) if history else old
    begun = (first or old).published_on
    known = {
        name
        for entry in history
        if (file := archive.changes_file(entry.data_version, "json")).is_file()
        for name in json.loads(file.read_text(encoding="utf-8"))["corrections"]
    }
    return [
        correction.id
        for correction in catalogue.corrections.values()
        if correction.id not in known and correction.corrected_on.isoformat() > begun
    ]
