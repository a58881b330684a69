"""Tables with a column a year: their header, wherever it stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.conform.numbers import THAI_DIGITS
from etl.conform.text import tidy
from etl.conform.years import BE_RANGE, CE_RANGE, ce_year
from etl.reading import RawFile, Row
from etl.sources.family import refusal

WITHIN_ROWS = 15
FIGURE = re.compile(r"-?\d+(\.\d+)?")
YEAR = re.compile(r"(?:พ\.ศ\.|ปี)?\s*(\d{4})(?:\.0+)?")
SPAN = re.compile(r"(25\d\d)\s*[-–]\s*(25\d\d)")


@dataclass(frozen=True)
class Header:
    """A header: its 0-based place, the columns of its labels by field, the CE year by column."""

    sheet: str
    place: int
    labels: Mapping[str, int]
    years: Mapping[int, int]


def years_of(row: Sequence[object]) -> dict[int, int]:
    """Return the CE year of each column whose cell is a year and nothing else."""
    found: dict[int, int] = {}
    for column, cell in enumerate(row):
        year = YEAR.fullmatch(tidy(cell).translate(THAI_DIGITS))
        if year and (int(year[1]) in BE_RANGE or int(year[1]) in CE_RANGE):
            found[column] = ce_year(year[1])
    return found


def beginnings(file: RawFile) -> Iterator[tuple[str, list[Row]]]:
    """Give name and first rows of every sheet, among which a header must stand."""
    if file.kind == "text":
        yield "", file.head_records[:WITHIN_ROWS]
        return
    for sheet, rows in file.tables.items():
        yield sheet, rows[:WITHIN_ROWS]


def header_with_years(file: RawFile, labels: Mapping[str, str]) -> Header | None:
    """Return the first header that has years and a column for each of ``labels``.

    ``labels`` gives, by field, the pattern of a whole label in small letters; a field that ends in
    ``?`` may be absent.
    """
    for sheet, rows in beginnings(file):
        for place, row in enumerate(rows):
            years = years_of(row)
            columns = columns_of(row, labels)
            if years and all(field.endswith("?") or field in columns for field in labels):
                return Header(sheet, place, columns, years)
    return None


def need_nothing_above(file: RawFile, header: Header) -> None:
    """Refuse a table that has figures above its header: they would be lost in silence.

    Raises
    ------
    RefusedFile
        Naming the first such row.
    """
    for line, row in enumerate(file.tables[header.sheet][: header.place], 1):
        cells = [tidy(row[column]) for column in header.years if column < len(row)]
        figures = [cell for cell in cells if FIGURE.fullmatch(cell.replace(",", ""))]
        if len(figures) > 1 and not years_of(row):
            raise refusal(
                file, "bad_columns", sheet=header.sheet, row=line, detail="figures above the header"
            )


def columns_of(row: Sequence[object], labels: Mapping[str, str]) -> dict[str, int]:
    """Return the first column whose label fits, by field without its ``?`` where it has one."""
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        text = tidy(cell).casefold()
        for field, pattern in labels.items():
            if field.rstrip("?") not in found and re.fullmatch(pattern, text):
                found[field.rstrip("?")] = column
                break
    return found


def title_of(rows: Sequence[Row]) -> str:
    """Return the text that stands in the rows above a header."""
    return " ".join(tidy(cell) for row in rows for cell in row if tidy(cell))


def year_in(text: str) -> int | None:
    """Return the one CE year that a title or a name holds; None where it holds none or several."""
    found = set(re.findall(r"(?<!\d)25\d\d(?!\d)", tidy(text).translate(THAI_DIGITS)))
    return ce_year(found.pop()) if len(found) == 1 else None
