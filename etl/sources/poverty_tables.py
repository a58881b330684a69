"""What NESDC's poverty tables have in common: blocks of columns, editions named by a title."""

import re
from collections.abc import Collection, Mapping, Sequence

from etl.conform.numbers import THAI_DIGITS
from etl.conform.provinces import area_kind, suggestion
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import refusal, source_of
from etl.sources.year_columns import SPAN, years_of
from welfare.catalog import Catalogue
from welfare.catalog.models import Source

Columns = dict[int, tuple[str, int]]
"""(indicator, CE year) by column."""


def block_columns(
    upper: Sequence[object], lower: Sequence[object], blocks: Mapping[str, str], body: Sequence[Row]
) -> Columns:
    """Return what each column is: blocks over years, or years over blocks.

    ``blocks`` gives the indicator of a label's beginning. An upper heading stands over the first of
    its columns and holds until the next one. A column without any number below is none, so that a
    list of explanations at the side is not read.
    """
    blocks_on_top = any(_block(cell, blocks) for cell in upper)
    above, below = years_of(upper), years_of(lower)
    found: Columns = {}
    indicator: str | None = None
    year: int | None = None
    for column in range(max(len(upper), len(lower))):
        top = upper[column] if column < len(upper) else ""
        bottom = lower[column] if column < len(lower) else ""
        if blocks_on_top:
            indicator, year = _block(top, blocks) or indicator, below.get(column)
        else:
            indicator, year = _block(bottom, blocks), above.get(column, year)
        if indicator and year and any(_is_number(row, column) for row in body):
            found[column] = (indicator, year)
    return found


def _block(cell: object, blocks: Mapping[str, str]) -> str | None:
    text = tidy(cell)
    return next((name for label, name in blocks.items() if text.startswith(label)), None)


def _is_number(row: Row, column: int) -> bool:
    return column < len(row) and bool(re.match(r"[\d.,]+$", tidy(row[column])))


def label_over(column: int, rows: Sequence[Row]) -> str:
    """Return the nearest label at or left of a column that says what it counts, or nothing."""
    for row in reversed(rows):
        for place in range(min(column, len(row) - 1), -1, -1):
            text = tidy(row[place])
            if text and not years_of([text]):
                return text
            if text:
                break
    return ""


def edition(
    family_id: str,
    title: str,
    years: Collection[int],
    file: RawFile,
    *,
    catalogue: Catalogue,
    sheet: str = "",
) -> Source:
    """Return the edition of a table: its title names the years that it covers.

    Raises
    ------
    RefusedFile
        Where the title's years are those of no declared edition, or the columns' lie outside them,
        or where there is no title and the columns' years lie in more than one edition.
    """
    first, last = min(years), max(years)
    span = SPAN.search(tidy(title).translate(THAI_DIGITS))
    if span:
        first, last = min(first, ce_year(span[1])), max(last, ce_year(span[2]))
    found = source_of(family_id, (first, last), file, catalogue, sheet)
    others = [
        source
        for source in catalogue.sources.values()
        if source.family == family_id and source.years[0] <= first and last <= source.years[1]
    ]
    if found.years == (first, last) or (span is None and len(others) == 1):
        return found
    detail = "" if span else "the title does not say which edition"
    raise refusal(
        file,
        "edition_not_declared",
        sheet=sheet,
        value=f"{family_id} {first + 543}-{last + 543}",
        detail=detail,
    )


def unknown_area(file: RawFile, name: str, catalogue: Catalogue, *, sheet: str, row: int) -> Issue:
    """Return the issue of a row whose name is no area, with the province it may have meant."""
    strange = area_kind(name, catalogue) == "not_a_province"
    reason = "not_a_province" if strange else "unknown_province"
    return Issue(file.name, reason, sheet, row, value=name, detail=suggestion(name, catalogue))
