"""Two warehouses side by side: facts added, removed and changed, by the keys of the catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from welfare.catalog.models import Table

DERIVED = "indicator_value"
UNCOMPARED_COLUMNS = frozenset({"origin_id"})


@dataclass(frozen=True)
class TableDiff:
    """What differs in one table.

    ``rows`` holds every difference: ``change`` (added, removed, changed), the key's columns, and
    ``<column>_old`` and ``<column>_new`` for each other column.
    """

    table: str
    added: int
    removed: int
    changed: int
    rows: pd.DataFrame

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed)


def diff(old: Path, new: Path, tables: Iterable[Table]) -> list[TableDiff]:
    """Compare two warehouses table by table; one that only one of them has counts as empty.

    Raises
    ------
    duckdb.Error
        Where either file is no warehouse that can be read.
    """
    with duckdb.connect() as connection:
        for name, file in (("old", old), ("new", new)):
            connection.execute(f"ATTACH '{literal(file)}' AS {name} (READ_ONLY)")
        return [
            _table_diff(connection, table)
            for table in tables
            if "source_id" in table.key or table.id == DERIVED
        ]


def literal(file: Path) -> str:
    """Return a path as the inside of an SQL string: ATTACH and COPY take no bound parameter."""
    return str(file).replace("'", "''")


def _table_diff(connection: duckdb.DuckDBPyConnection, table: Table) -> TableDiff:
    columns = [c.name for c in table.columns if c.name not in UNCOMPARED_COLUMNS]
    measures = [name for name in columns if name not in table.key]
    for side in ("old", "new"):
        _select(connection, side, table.id, columns)
    rows = connection.execute(f"{differing(table.key, measures)} ORDER BY ALL").df()
    counts = rows["change"].value_counts()
    added, removed, changed = (int(counts.get(c, 0)) for c in ("added", "removed", "changed"))
    return TableDiff(table.id, added, removed, changed, rows)


def differing(key: Sequence[str], measures: Sequence[str]) -> str:
    """Return SQL of the rows that differ between ``old_side`` and ``new_side``, which have a column
    ``present`` each: ``change``, the key, and ``<column>_old`` and ``<column>_new`` of the others.
    """
    on = " AND ".join(f'o."{name}" IS NOT DISTINCT FROM n."{name}"' for name in key)
    differs = " OR ".join(f'o."{name}" IS DISTINCT FROM n."{name}"' for name in measures)
    keys = ", ".join(f'coalesce(o."{name}", n."{name}") AS "{name}"' for name in key)
    pairs = "".join(f', o."{m}" AS "{m}_old", n."{m}" AS "{m}_new"' for m in measures)
    # Identifiers come from the catalogue and match [a-z][a-z0-9_]*.
    return f"""
        SELECT CASE WHEN o.present IS NULL THEN 'added' WHEN n.present IS NULL THEN 'removed'
               ELSE 'changed' END AS change, {keys}{pairs}
        FROM old_side o FULL JOIN new_side n ON {on}
        WHERE o.present IS NULL OR n.present IS NULL OR {differs or "false"}
        """  # noqa: S608


def _select(
    connection: duckdb.DuckDBPyConnection, side: str, table: str, columns: list[str]
) -> None:
    """Make the view of one side, with nulls for columns that an older warehouse lacks."""
    present = {
        row[0]
        for row in connection.execute(
            "SELECT column_name FROM duckdb_columns()"
            " WHERE database_name = $side AND table_name = $table",
            {"side": side, "table": table},
        ).fetchall()
    }
    chosen = ", ".join(f'"{name}"' if name in present else f'NULL AS "{name}"' for name in columns)
    source = f'{side}."{table}"' if present else "(SELECT 1 WHERE false)"
    connection.execute(
        f"CREATE OR REPLACE VIEW {side}_side AS SELECT true AS present, {chosen} FROM {source}"  # noqa: S608
    )
