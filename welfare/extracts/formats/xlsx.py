"""A workbook: the rows, and sheets that say what they are, in the language of the labels.

The first row of the sheet of rows has the ids of the columns and nothing else stands above the
values. Programs that are given the link then read tidy names, and numbers as numbers; a second row
of words would make texts of every column. What a column is called and means stands in a note at its
head, where a person points, and in the codebook; names of codes are columns beside the codes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from welfare.catalog import Language
from welfare.extracts.account import Part, account, sources
from welfare.extracts.codebook import codebook, head_in_words, in_words
from welfare.extracts.described import Column, Description, describe
from welfare.extracts.extract import Extract
from welfare.extracts.formats.progress import Progress
from welfare.language import message

MOST_ROWS = 500_000
"""Excel holds twice as many; these take three minutes to make."""
FONT = {"font_name": "TH Sarabun New", "font_size": 14, "font_family": 2, "font_scheme": False}
"""The letters of Thai offices; a program that has them not takes its own of that size."""
HEAD = {**FONT, "bold": True, "bg_color": "#E8EEF4", "bottom": 1}
WORDS = {**FONT, "text_wrap": True, "valign": "top"}
TITLE = {**FONT, "bold": True, "font_size": 16}
NUMBER_WIDTH = 14
CODE_WIDTH = 18
TEXT_WIDTH = 30
WORDS_WIDTHS = (22, 40, 30, 40, 50, 60, 18)


class _ToTheLastDigit(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose numbers have every digit; the library writes sixteen, some need seventeen."""

    def _xml_number_element(
        self, number: float, attributes: Sequence[tuple[str, object]] = ()
    ) -> None:
        named = "".join(f' {name}="{value}"' for name, value in attributes)
        self.fh.write(f"<c{named}><v>{number!r}</v></c>")


def write(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract as a workbook, row by row."""
    description = describe(extract)
    language: Language = extract.request.labels or "th"
    options = {
        "constant_memory": True,
        "default_format_properties": dict(FONT),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "use_zip64": True,
        "default_row_height": 25,
    }
    with Workbook(str(target), options) as book:
        book.set_properties(
            {
                "title": description.publication.name.text(language),
                "author": message("extract.citation.author", language),
                "comments": extract.address,
                # The day of the version: the file is the same whenever it is made.
                "created": datetime.fromisoformat(extract.version.published_on),
            }
        )
        _rows(book, description, language, progress)
        lines = (in_words(entry, language) for entry in codebook(description))
        named = Part(message("extract.part.codebook", language), head_in_words(language), (*lines,))
        for part in (named, sources(description, language)):
            _words(_sheet(book, part.title), [part], book, titled=False)
        about = _sheet(book, message("extract.part.about", language))
        _words(about, account(description, language), book, titled=True)


def _sheet(book: Workbook, name: str) -> _ToTheLastDigit:
    sheet: _ToTheLastDigit = book.add_worksheet(name, _ToTheLastDigit)
    return sheet


def _rows(book: Workbook, description: Description, language: Language, progress: Progress) -> None:
    sheet = _sheet(book, message("extract.part.data", language))
    head = book.add_format(HEAD)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, description.rows, len(description.columns) - 1)
    for place, column in enumerate(description.columns):
        sheet.set_column(place, place, _width(column))
        sheet.write_string(0, place, column.id, head)
        sheet.write_comment(0, place, _note(column, language), {"font_size": 11, "x_scale": 2})
    written = 0
    extract = description.extract
    for batch in extract.snapshot.batches(*extract.selected()):
        columns = [column.to_pylist() for column in batch.columns]
        for cells in zip(*columns, strict=True):
            written += 1
            _line(sheet, written, cells)
        progress(written)


def _width(column: Column) -> int:
    if column.type != "text":
        return NUMBER_WIDTH
    return CODE_WIDTH if column.codes else TEXT_WIDTH


def _note(column: Column, language: Language) -> str:
    """Return what stands at the head of a column: its name, its unit, what must be known of it."""
    unit = f" ({column.unit.text(language)})" if column.unit else ""
    about = f"\n{column.about.text(language)}" if column.about else ""
    return f"{column.label.text(language)}{unit}{about}"


def _words(sheet: _ToTheLastDigit, parts: Iterable[Part], book: Workbook, *, titled: bool) -> None:
    """Write parts below each other; ``titled`` where the sheet's name does not say which it is."""
    words, head, title = (book.add_format(look) for look in (WORDS, HEAD, TITLE))
    for place, width in enumerate(WORDS_WIDTHS):
        sheet.set_column(place, place, width)
    if not titled:
        sheet.freeze_panes(1, 0)
    row = 0
    for part in parts:
        if titled:
            _line(sheet, row, (part.title,), title)
            row += 1
        if part.head:
            _line(sheet, row, part.head, head)
            row += 1
        for cells in part.lines:
            # A line that is one sentence runs on to the right.
            _line(sheet, row, cells, words if len(cells) > 1 else None)
            row += 1
        row += 1


def _line(
    sheet: _ToTheLastDigit, row: int, cells: Iterable[Any], look: Format | None = None
) -> None:
    """Write the cells of a row: texts as texts whatever they begin with, nothing for None.

    Raises
    ------
    ValueError
        For a text longer than a cell of Excel holds.
    """
    for place, value in enumerate(cells):
        if value is None:
            continue
        if isinstance(value, str):
            if sheet.write_string(row, place, value, look) != 0:
                raise ValueError(f"row {row}, column {place}: {len(value)} signs are too many")
        elif isinstance(value, bool):
            sheet.write_boolean(row, place, value, look)
        else:
            sheet.write_number(row, place, value, look)
