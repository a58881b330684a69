"""The heading over a column, the unit that it gives, and the unit that the values show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from etl.conform.units import scale_of
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import refusal
from etl.sources.outcome_rows import THOUSAND, cell_value

PROVINCE_PEOPLE = (1e5, 1.5e7)
"""People between whom the median province of any table lies."""
COUNTED_IN = re.compile(r"\(\s*(?:พัน|ล้าน|แสน|หมื่น)?\s*คน\s*\)")


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
