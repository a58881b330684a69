"""A raw file as it came: its bytes, its text or its tables, opened once and only when asked."""

import codecs
import csv
import hashlib
import io
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from lxml import etree, html
from python_calamine import CalamineError, CalamineWorkbook

from etl.issues import Issue, RefusedFile

Cell = Any
Row = list[Cell]
Kind = Literal["workbook", "html", "json", "text", "bytes"]

ENCODINGS = ("utf-8-sig", "cp874")
WORKBOOK_SIGNS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04")
DELIMITERS = ",\t;|"
HEAD_BYTES = 65_536
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})


@dataclass(frozen=True, eq=False)
class RawFile:
    """A file to be recognised by what it holds, whatever it is called."""

    path: Path
    name: str

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()

    @cached_property
    def head(self) -> bytes:
        """The first 64 kB, enough to tell what the file is."""
        with self.path.open("rb") as file:
            return file.read(HEAD_BYTES)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal checksum of the bytes."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def kind(self) -> Kind:
        """What the bytes are, whatever the name's ending says."""
        if self.head.startswith(WORKBOOK_SIGNS):
            return "workbook"
        if self.head_text is None:
            return "bytes"
        start = self.head_text[:4096].lstrip().lower()
        if start.startswith(("<html", "<!doctype html", "<table", "<?xml")) or "<table" in start:
            return "html"
        if start.startswith(("{", "[")):
            return "json"
        return "text"

    @cached_property
    def head_text(self) -> str | None:
        """The decoded beginning; None where the bytes are no text."""
        return _decoded(self.head, whole=False)

    @cached_property
    def head_records(self) -> list[Row]:
        """The first rows of delimited text, enough to recognise it; empty where it is none."""
        if self.kind != "text" or not self.head_text:
            return []
        reader = csv.reader(
            io.StringIO(self.head_text, newline=""), delimiter=delimiter_of(self.head_text)
        )
        rows: list[Row] = []
        with suppress(csv.Error):
            rows.extend(list(row) for row in reader)
        return rows if len(self.head) < HEAD_BYTES else rows[:-1]

    @cached_property
    def sheets(self) -> dict[str, list[Row]]:
        """Rows of every sheet by its name: of a workbook, or of the tables of an HTML page."""
        if self.kind == "html":
            return _html_tables(self.text)
        if self.kind != "workbook":
            return {}
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(self.content))
            return {
                name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in workbook.sheet_names
            }
        except (CalamineError, OSError, ValueError) as fault:
            raise RefusedFile(Issue(self.name, "not_readable", detail=str(fault)[:200])) from fault
        except BaseException as fault:  # a damaged workbook can make the Rust reader panic
            if type(fault).__name__ != "PanicException":
                raise
            raise RefusedFile(Issue(self.name, "not_readable", detail=str(fault)[:200])) from fault

    @cached_property
    def text(self) -> str:
        """The text, decoded strictly.

        Raises
        ------
        RefusedFile
            Where no encoding fits, or the bytes are no text.
        """
        text = _decoded(self.content, whole=True)
        if text is None:
            raise RefusedFile(Issue(self.name, "bad_encoding"))
        return text

    @cached_property
    def document(self) -> Any:
        """The content of a JSON file; None where the file is none.

        Raises
        ------
        RefusedFile
            Where it begins like JSON and is not.
        """
        if self.kind != "json":
            return None
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError) as fault:
            raise RefusedFile(Issue(self.name, "not_readable", detail=str(fault)[:200])) from fault

    @cached_property
    def records(self) -> list[Row]:
        """Rows of delimited text; empty where the file is none.

        Raises
        ------
        RefusedFile
            Where quotes do not close: what follows could stand in any column.
        """
        if self.kind != "text":
            return []
        reader = csv.reader(
            io.StringIO(self.text, newline=""), delimiter=delimiter_of(self.text), strict=True
        )
        try:
            return [list(row) for row in reader]
        except csv.Error as fault:
            issue = Issue(self.name, "not_readable", row=reader.line_num, detail=str(fault))
            raise RefusedFile(issue) from fault

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """Rows by sheet, whether the file is a workbook, a page or delimited text (sheet "")."""
        return self.sheets or ({"": self.records} if self.records else {})

    @cached_property
    def first_table(self) -> tuple[str, list[Row]]:
        """Name and rows of the first sheet that holds any row; no rows where none does."""
        return next(((name, rows) for name, rows in self.tables.items() if rows), ("", []))


def _decoded(content: bytes, *, whole: bool) -> str | None:
    """Return the text of ``content``; of a beginning, the last sign may be cut in two."""
    if content.translate(None, delete=CONTROL) != content:
        return None
    for encoding in ENCODINGS:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(content, final=whole)
        except UnicodeDecodeError:
            continue
    return None


def delimiter_of(text: str) -> str:
    """Return the sign that splits the first line most often; a comma where none does."""
    first = text.lstrip("\n\r").partition("\n")[0]
    return max(DELIMITERS, key=first.count) if any(sign in first for sign in DELIMITERS) else ","


def _html_tables(text: str) -> dict[str, list[Row]]:
    """Return the tables of a page in order, cells as text, spans filled with blanks.

    A row that holds another table lays out the page and is none of the figures.
    """
    try:
        page = html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return {}
    tables: dict[str, list[Row]] = {}
    for table in page.iter("table"):
        rows: list[Row] = []
        for line in table.iter("tr"):
            if line.find(".//table") is not None or next(line.iterancestors("table")) is not table:
                continue
            cells: Row = []
            for cell in line.iter("td", "th"):
                cells += [" ".join(cell.text_content().split())]
                cells += [""] * (_span(cell.get("colspan")) - 1)
            rows.append(cells)
        if rows:
            width = max(len(row) for row in rows)
            tables[f"table {len(tables) + 1}"] = [row + [""] * (width - len(row)) for row in rows]
    return tables


def _span(value: str | None) -> int:
    return min(int(value), 200) if value and value.isascii() and value.isdigit() else 1
