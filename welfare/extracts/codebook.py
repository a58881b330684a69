"""The codebook of an extract: what its columns, the codes in them and the flags mean."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from welfare.catalog import Language
from welfare.extracts.described import FLAG, Column, Description
from welfare.extracts.selection import DANGEROUS
from welfare.extracts.wording import Words
from welfare.language import message

HEAD = {
    "column": "extract.head.column",
    "code": "extract.head.code",
    "type": "extract.head.type",
    "label": "extract.head.label",
    "about": "extract.head.about",
    "unit": "extract.head.unit",
    "rows": "extract.head.known",
}
WORDED = ("label", "about", "unit")
BOTH = ("th", "en")
TYPES = {
    "text": "extract.type.text",
    "integer": "extract.type.integer",
    "number": "extract.type.number",
    "boolean": "extract.type.boolean",
}


@dataclass(frozen=True)
class Entry:
    """A line of the codebook: a column, or below it a code that occurs in it.

    ``type`` is None for a code. ``rows`` counts the rows in which a column is not empty, or those
    that have a flag; it is None for other codes.
    """

    column: str
    code: str | None
    type: str | None
    label: Words
    about: Words | None
    unit: Words | None
    rows: int | None


def codebook(description: Description) -> tuple[Entry, ...]:
    """Return the lines of the codebook, in the order of the columns.

    Listed are the codes that occur in the rows. Of the flag all codes are, with a count: that none
    of the rows is suppressed is told too.
    """
    return tuple(line for column in description.columns for line in _entries(column, description))


def in_words(entry: Entry, language: Language) -> tuple[object, ...]:
    """Return a line of the codebook in one language, in the order of :data:`HEAD`."""
    return (
        entry.column,
        entry.code,
        message(TYPES[entry.type], language) if entry.type else None,
        entry.label.text(language),
        entry.about.text(language) if entry.about else None,
        entry.unit.text(language) if entry.unit else None,
        entry.rows,
    )


def head_in_words(language: Language) -> tuple[str, ...]:
    """Return the heads of the codebook in one language."""
    return tuple(message(key, language) for key in HEAD.values())


def to_csv(entries: tuple[Entry, ...]) -> str:
    """Return the codebook as CSV, both languages side by side."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["column", "code", "type", *(f"{part}_{la}" for part in WORDED for la in BOTH), "rows"]
    )
    for entry in entries:
        pairs = (entry.label, entry.about, entry.unit)
        words = [text for pair in pairs for text in ((pair.th, pair.en) if pair else (None, None))]
        cells = [entry.column, entry.code, entry.type, *words]
        writer.writerow([*(_harmless(cell) for cell in cells), entry.rows])
    return text.getvalue()


def _entries(column: Column, description: Description) -> Iterator[Entry]:
    yield Entry(column.id, None, column.type, column.label, column.about, column.unit, column.known)
    if column.id == FLAG:
        counted = {flagged.code.id: flagged.rows for flagged in description.flagged}
        for code in description.flags:
            yield Entry(FLAG, code.id, None, code.name, None, None, counted.get(code.id, 0))
    for code in column.codes:
        if code.id in column.occurring:
            yield Entry(column.id, code.id, None, code.name, None, None, None)


def _harmless(cell: str | None) -> str | None:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell is not None and re.search(DANGEROUS, cell) else cell
