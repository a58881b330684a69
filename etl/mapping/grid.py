"""The table that a mapping describes, in its file: header, rows, columns by what heads them."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from etl.issues import Issue, RefusedFile
from etl.mapping.checks import KeyPath
from etl.mapping.fields import label, plain
from etl.mapping.load import Described
from etl.reading import RawFile, Row

JOINED = " / "
BY_PLACE = re.compile(r"(?:column|คอลัมน์)\s*([A-Z]{1,2}|\d+)", re.IGNORECASE)
BY_RANGE = re.compile(r"(?:column|คอลัมน์)\s*([A-Z]{1,2})\s*[-–]\s*([A-Z]{1,2})", re.IGNORECASE)
BARE = re.compile(r"[A-Z]{1,2}|\d+", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Grid:
    """Rows of a sheet below its header, without blank ones; ``lines`` gives their 1-based rows.

    ``ragged`` holds the positions of rows of a delimited file that have more or fewer cells than
    the header: what they hold may stand in any column.
    """

    sheet: str
    headers: tuple[str, ...]
    rows: list[Row]
    lines: list[int]
    ragged: frozenset[int]
    _cells: dict[int, pd.Series] = field(default_factory=dict, repr=False)

    def cells(self, column: int) -> pd.Series:
        """Return the cells of a column as they are."""
        if column not in self._cells:
            values = [row[column] if column < len(row) else "" for row in self.rows]
            self._cells[column] = pd.Series(values, dtype=object)
        return self._cells[column]


def letter(column: int) -> str:
    """Return a column's letter as spreadsheets show it, from 0: A."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number_of(letters: str) -> int:
    """Return the position, from 0, of a column by its letters or its number from 1."""
    if letters.isdigit():
        return int(letters) - 1
    place = 0
    for sign in letters.upper():
        place = place * 26 + ord(sign) - ord("A") + 1
    return place - 1


def sheets_of(file: RawFile, found: Described) -> list[str]:
    """Return the sheets that are described.

    Raises
    ------
    RefusedFile
        Where the file holds no tables, or no sheet of that name.
    """
    tables = _tables(file, found)
    mapping = found.mapping
    wanted = list(mapping.sheets) or ([mapping.sheet] if mapping.sheet is not None else [])
    for name in wanted:
        if name not in tables:
            allowed = ", ".join(tables)
            path: KeyPath = ("sheets", name) if mapping.sheets else ("sheet",)
            raise found.refused(path, name, f"แผ่นงานที่มี: {allowed}", f"the sheets are: {allowed}")
    if not any(tables.values()):
        raise RefusedFile(Issue(file.name, "not_readable", detail=file.kind))
    return wanted or [next(name for name, rows in tables.items() if rows)]


def _tables(file: RawFile, found: Described) -> dict[str, list[Row]]:
    delimiter = found.mapping.delimiter
    if delimiter is None or file.kind != "text":
        return file.tables
    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    reader = csv.reader(io.StringIO(file.text, newline=""), delimiter=sign, strict=True)
    try:
        return {"": [list(row) for row in reader]}
    except csv.Error as fault:
        issue = Issue(file.name, "not_readable", row=reader.line_num, detail=str(fault))
        raise RefusedFile(issue) from fault


def grid_of(file: RawFile, sheet: str, found: Described) -> Grid:
    """Return the described table of a sheet."""
    mapping = found.mapping
    rows = _tables(file, found)[sheet]
    header_rows = mapping.header_rows
    last_header = max(header_rows, default=0)
    if last_header > len(rows):
        raise found.refused(
            ("header_rows",),
            last_header,
            f"แผ่นงานมีเพียง {len(rows)} แถว",
            f"the sheet has {len(rows)} rows",
        )
    start = mapping.data_from or last_header + 1
    if start <= last_header:
        raise found.refused(
            ("data_from",),
            start,
            "ต้องอยู่ใต้หัวตาราง",
            f"must lie below the header, from row {last_header + 1}",
        )
    body = rows[start - 1 : mapping.data_to]
    headers = headers_of([rows[number - 1] for number in header_rows])
    width = len(headers) or max((len(row) for row in body), default=0)
    filled = [n for n, row in enumerate(body) if any(_filled(cell) for cell in row)]
    kept = [body[n] for n in filled]
    return Grid(
        sheet,
        headers or ("",) * width,
        kept,
        [start + n for n in filled],
        frozenset(n for n, row in enumerate(kept) if file.kind == "text" and len(row) != width),
    )


def _filled(cell: object) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def headers_of(rows: list[Row]) -> tuple[str, ...]:
    """Return one header a column: the texts of its header rows, joined.

    Above the lowest row a blank cell carries on what stands to its left, as merged cells do.
    """
    width = max((len(row) for row in rows), default=0)
    pieces: list[list[str]] = [[] for _ in range(width)]
    for place, row in enumerate(rows):
        before = ""
        for column in range(width):
            text = label(row[column]) if column < len(row) else ""
            if place < len(rows) - 1:
                text = before = text or before
            if text and text not in pieces[column]:
                pieces[column].append(text)
    return tuple(JOINED.join(texts) for texts in pieces)


def column_of(grid: Grid, reference: str, path: KeyPath, found: Described) -> int:
    """Return the position of the column that a mapping names by its header or its place.

    Raises
    ------
    RefusedFile
        Where no column, or more than one, is headed so; the headers are named.
    """
    wanted = plain(reference)
    exact = [n for n, header in enumerate(grid.headers) if header and plain(header) == wanted]
    last = [
        n
        for n, header in enumerate(grid.headers)
        if header and plain(header.rpartition(JOINED)[2]) == wanted
    ]
    named = exact or last
    place = BY_PLACE.fullmatch(reference.strip())
    bare = not any(grid.headers) and BARE.fullmatch(reference.strip())
    if not named and (place or bare):
        column = number_of(place[1] if place else reference.strip())
        if 0 <= column < len(grid.headers):
            return column
    if len(named) == 1:
        return named[0]
    shown = headers_shown(grid.headers)
    if named:
        letters = ", ".join(f'"column {letter(n)}"' for n in named)
        raise found.refused(
            path,
            reference,
            f"มีหลายคอลัมน์ที่หัวเหมือนกัน ให้เลือก {letters}",
            f"several columns are headed so; choose {letters}",
        )
    raise found.refused(
        path, reference, f"ไม่พบคอลัมน์นี้ คอลัมน์ที่มี: {shown}", f"no column is headed so: {shown}"
    )


def headers_shown(headers: Iterable[str], limit: int = 30) -> str:
    """Return the headers with their letters, for a message."""
    shown = [f"{letter(n)} {header or '-'}" for n, header in enumerate(headers)]
    return ", ".join(shown[:limit]) + (" …" if len(shown) > limit else "")


def columns_between(grid: Grid, reference: str) -> list[int] | None:
    """Return the columns of a range such as ``column C-F``; None where it is none."""
    found = BY_RANGE.fullmatch(reference.strip())
    if not found:
        return None
    first, last = number_of(found[1]), number_of(found[2])
    return [column for column in range(first, last + 1) if column < len(grid.headers)]
