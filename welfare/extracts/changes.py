"""What each publishing of data changed, read from the archive: the change log."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq

from welfare.archive import Archive, Withdrawal

Change = Literal["added", "changed", "removed", "renamed"]
BATCH = 5_000


@dataclass(frozen=True)
class Counted:
    """Rows that a publishing changed, of one source or indicator; None is of none that is named."""

    id: str | None
    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class TableChanges:
    """What a publishing changed in one published table, in rows.

    ``renamed`` are rows in which only words changed: names of codes, the English of proper names.
    ``by`` has sources where rows of the table name theirs, and indicators where they do not.
    """

    publication: str
    added: int
    changed: int
    removed: int
    renamed: int
    by: tuple[Counted, ...]


@dataclass(frozen=True)
class VersionChanges:
    """One publishing: when (ISO 8601, UTC), of which version, in place of which.

    ``tables`` holds the published tables that differ. It is None where nothing is known: for the
    first version, for a version that was served before and came back (``returned``), and where the
    version before could not be read. ``corrections`` are ids of the catalogue, declared since the
    version before. ``capped`` says that not every row is listed.
    """

    at: str
    data_version: str
    previous: str | None
    returned: bool
    tables: tuple[TableChanges, ...] | None
    corrections: tuple[str, ...]
    capped: bool
    withdrawn: Withdrawal | None


@dataclass(frozen=True)
class ChangedRow:
    """One value that differs: the row's key by column, the column, the text before and after.

    ``before`` of an added row and ``after`` of a removed one are None, as is a value not known.
    """

    publication: str
    change: Change
    key: Mapping[str, str | int | bool | None]
    column: str
    before: str | None
    after: str | None


def read_changes(archive: Archive) -> list[VersionChanges]:
    """Return every publishing in the history with what it changed, the newest first."""
    told: list[VersionChanges] = []
    seen: set[str] = set()
    previous: str | None = None
    for entry in archive.history():
        name = entry.data_version
        returned = name in seen
        content = None if returned else _summary(archive.changes_file(name, "json"))
        if content is not None and content["from"] != previous:
            content = None
        version = archive.version(name)
        told.append(
            VersionChanges(
                at=entry.at,
                data_version=name,
                previous=previous,
                returned=returned,
                tables=None if content is None else tuple(map(_table, content["tables"])),
                corrections=() if content is None else tuple(content["corrections"]),
                capped=content is not None and content["capped"],
                withdrawn=version.withdrawn if version else None,
            )
        )
        seen.add(name)
        previous = name
    return told[::-1]


def changed_rows(
    archive: Archive, data_version: str, most: int, publications: Sequence[str] = ()
) -> list[ChangedRow]:
    """Return at most ``most`` of the values that a version changed, tables as they are declared.

    Parameters
    ----------
    archive
        Where the version is kept.
    data_version
        The version that brought the changes.
    most
        Values to be returned.
    publications
        Tables to be told of; none is all of them.
    """
    file = archive.changes_file(data_version, "parquet")
    if not data_version.isalnum() or not file.is_file():
        return []
    rows: list[ChangedRow] = []
    with pq.ParquetFile(file) as opened:
        for batch in opened.iter_batches(BATCH):
            for row in batch.to_pylist():
                if publications and row["publication"] not in publications:
                    continue
                if len(rows) >= most:
                    return rows
                rows.append(_row(row))
    return rows


def _row(row: Mapping[str, Any]) -> ChangedRow:
    return ChangedRow(
        publication=row["publication"],
        change=row["change"],
        key=json.loads(row["key"]),
        column=row["column"],
        before=row["old"],
        after=row["new"],
    )


def _summary(file: Path) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return content


def _table(content: Mapping[str, Any]) -> TableChanges:
    by = tuple(Counted(**counted) for counted in content["by"])
    return TableChanges(**{**content, "by": by})
