"""What NESDC's poverty tables have in common: blocks of columns, editions and units."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from etl.conform.numbers import THAI_DIGITS
from etl.conform.provinces import area_kind, suggestion
from etl.conform.text import tidy
from etl.conform.units import scale_of
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import refusal, source_of
from etl.sources.outcome_rows import THOUSAND, cell_value
from etl.sources.year_columns import SPAN, years_of
from welfare.catalog import Catalogue
from welfare.catalog.models import Source

PROVINCE_PEOPLE = (1e5, 1.5e7)
"""People between whom the median province of any table lies."""
COUNTED_IN = re.compile(r"\(\s*(?:พัน|ล้าน|แสน|หมื่น)?\s*คน\s*\)")

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


def persons_scale(
    label: str,
    pairs: Iterable[tuple[float | None, float | None]],
    own: float = THOUSAND,
    people: tuple[float, float] = PROVINCE_PEOPLE,
) -> float | None:
    """Return what counts under ``label`` are multiplied by to be persons; None if that is unknown.

    Parameters
    ----------
    label
        The heading, whose unit counts where the values bear it out.
    pairs
        Poor people as printed, and their rate in per cent: together they tell the population.
    own
        The unit of these tables where the heading gives none, or one that cannot be.
    people
        Between which populations the median of the areas lies.
    """
    known = [(poor, rate) for poor, rate in pairs if poor and rate]
    named = scale_of(label) if COUNTED_IN.search(label) else own
    if not known:
        return named
    population = median(100 * poor / rate for poor, rate in known)
    fractions = max(rate for _, rate in known) <= 1
    for scale in (named,) if fractions else (named, own):
        if people[0] <= population * scale <= people[1]:
            return scale
    return None


@dataclass(frozen=True)
class Heading:
    """The heading over a column of a table, for what is said of it: its 1-based row, its text."""

    file: RawFile
    sheet: str
    row: int
    column: int
    text: str

    def scale(
        self,
        indicator: str,
        pairs: Iterable[tuple[float | None, float | None]],
        own: float = THOUSAND,
        people: tuple[float, float] = PROVINCE_PEOPLE,
    ) -> float:
        """Return what the column's numbers are multiplied by to be in the indicator's unit.

        Raises
        ------
        RefusedFile
            Where numbers of poor and their rates together are no population.
        """
        if indicator != "poor_persons":
            return 1.0
        scale = persons_scale(self.text, pairs, own, people)
        if scale is None:
            detail = "poor people over their rate are no population"
            raise self._refused("out_of_range", self.row, self.text, detail)
        return scale

    def notices(self, indicator: str, scale: float) -> list[Issue]:
        """Return a notice where the heading gives another unit than the values have."""
        counted = bool(COUNTED_IN.search(self.text))
        wrong = (indicator == "poverty_rate_pct" and counted) or (
            indicator == "poor_persons"
            and ("ร้อยละ" in self.text or (counted and scale_of(self.text) != scale))
        )
        notice = Issue(
            self.file.name,
            "wrong_unit_label",
            self.sheet,
            self.row,
            str(self.column + 1),
            self.text,
            indicator,
            severity="notice",
        )
        return [notice] if wrong else []

    def number(self, row: Row, line: int, *, per_cent: bool = False) -> float | None:
        """Return the number in the row of ``line`` as printed, None where it is blank.

        Raises
        ------
        RefusedFile
            Where the row is cut short, the cell holds something that is no number, or a number of
            ``per_cent`` is beyond a hundred.
        """
        if self.column >= len(row):
            raise refusal(self.file, "bad_row", sheet=self.sheet, row=line, value=len(row))
        value = cell_value(
            row[self.column], 1.0, self.file, row=line, column=self.column, sheet=self.sheet
        )
        if per_cent and value is not None and value > 100:
            raise self._refused("out_of_range", line, str(value))
        return value

    def _refused(self, reason: str, line: int, value: str, detail: str = "") -> RefusedFile:
        return refusal(
            self.file,
            reason,
            sheet=self.sheet,
            row=line,
            column=str(self.column + 1),
            value=value,
            detail=detail,
        )


def unknown_area(file: RawFile, name: str, catalogue: Catalogue, *, sheet: str, row: int) -> Issue:
    """Return the issue of a row whose name is no area, with the province it may have meant."""
    strange = area_kind(name, catalogue) == "not_a_province"
    reason = "not_a_province" if strange else "unknown_province"
    return Issue(file.name, reason, sheet, row, value=name, detail=suggestion(name, catalogue))
