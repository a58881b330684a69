"""Which extracts were given an id: what was asked, of which data, and what the bytes were.

One SQLite file beside the data versions; several processes may read and write it at once.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from welfare.extracts.identity import canonical, extract_id, from_canonical
from welfare.extracts.request import Request

SCHEMA = """
    CREATE TABLE IF NOT EXISTS extract (
        id TEXT PRIMARY KEY, request TEXT NOT NULL, data_version TEXT NOT NULL,
        rules TEXT NOT NULL, issued_at TEXT NOT NULL, sha256 TEXT, bytes INTEGER,
        withdrawn_on TEXT, reason_th TEXT, reason_en TEXT
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS extract_by_version ON extract (data_version);
"""
COLUMNS = (
    "id, request, data_version, rules, issued_at, sha256, bytes, withdrawn_on, reason_th, reason_en"
)
PATIENCE_S = 10


@dataclass(frozen=True)
class Issued:
    """An extract that was given an id.

    ``sha256`` and ``bytes`` are of the file, once it was made whole; ``withdrawn_on`` (ISO date)
    and the reasons are set where a steward took it back.
    """

    id: str
    request: Request
    data_version: str
    rules: str
    issued_at: str
    sha256: str | None = None
    bytes: int | None = None
    withdrawn_on: str | None = None
    reason_th: str | None = None
    reason_en: str | None = None


class Register:
    """The extracts that were given an id, in one SQLite file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def issue(self, request: Request, data_version: str, rules: str) -> Issued:
        """Return the extract of a request, giving it an id at the first asking."""
        name = extract_id(request, data_version, rules)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._open() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO extract (id, request, data_version, rules, issued_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (name, canonical(request), data_version, rules, now),
            )
            row = connection.execute(f"SELECT {COLUMNS} FROM extract WHERE id = ?", (name,))  # noqa: S608 - our own words
            return _issued(row.fetchone())

    def find(self, name: str) -> Issued | None:
        """Return the extract of an id, or None where none was given."""
        if not self._file.is_file():
            return None
        with self._open() as connection:
            row = connection.execute(
                f"SELECT {COLUMNS} FROM extract WHERE id = ?",  # noqa: S608 - our own words
                (name,),
            ).fetchone()
        return _issued(row) if row else None

    def all(self) -> list[Issued]:
        """Return every extract, the oldest first."""
        if not self._file.is_file():
            return []
        with self._open() as connection:
            rows = connection.execute(
                f"SELECT {COLUMNS} FROM extract ORDER BY issued_at, id"  # noqa: S608 - our own words
            ).fetchall()
        return [_issued(row) for row in rows]

    def record_bytes(self, name: str, sha256: str, size: int) -> None:
        """Remember what the file of an extract was; what is remembered already stays."""
        with self._open() as connection:
            connection.execute(
                "UPDATE extract SET sha256 = ?, bytes = ? WHERE id = ? AND sha256 IS NULL",
                (sha256, size, name),
            )

    def withdraw(self, name: str, on: str, reason_th: str, reason_en: str) -> bool:
        """Take an extract back with a reason; False where none has that id."""
        with self._open() as connection:
            changed = connection.execute(
                "UPDATE extract SET withdrawn_on = ?, reason_th = ?, reason_en = ? WHERE id = ?",
                (on, reason_th, reason_en, name),
            )
            return changed.rowcount > 0

    def restore(self, name: str) -> bool:
        """Give an extract again that was taken back; False where none has that id."""
        with self._open() as connection:
            changed = connection.execute(
                "UPDATE extract SET withdrawn_on = NULL, reason_th = NULL, reason_en = NULL"
                " WHERE id = ?",
                (name,),
            )
            return changed.rowcount > 0

    def referring(self) -> dict[str, int]:
        """Return how many extracts refer to each version, those that were taken back too."""
        if not self._file.is_file():
            return {}
        with self._open() as connection:
            return dict(
                connection.execute(
                    "SELECT data_version, count(*) FROM extract GROUP BY data_version"
                ).fetchall()
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one piece of work, which is kept whole or not at all."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._file, timeout=PATIENCE_S)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)
            with connection:
                yield connection
        finally:
            connection.close()


def _issued(row: tuple[object, ...]) -> Issued:
    name, request, *others = row
    return Issued(str(name), from_canonical(str(request)), *others)  # type: ignore[arg-type]  # the columns of the schema
