"""What every family of sources declares, and what reading one of its files gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from welfare.catalog import Catalogue
from welfare.catalog.models import Source

TotalKind = Literal[
    "sum_of_provinces",
    "sum_of_regions",
    "sum_of_ages",
    "sum_of_sexes",
    "sum_of_parts",
    "grand_total",
]
SHEET = "sheet"
"""Column of a fact that names the sheet it came from, where a file's facts come from several."""


@dataclass(frozen=True)
class Total:
    """A total that a file prints, beside what its parts add up to.

    ``item`` says what is added, in the file's own words. Where the two differ by more than
    ``tolerance`` (in the unit of the figures) the file is refused, unless a steward accepts it.
    """

    kind: TotalKind
    item: str
    printed: float
    summed: float
    tolerance: float = 0.0
    sheet: str = ""
    row: int | None = None

    @property
    def gap(self) -> float:
        """By how much the two differ."""
        return abs(self.printed - self.summed)

    @property
    def met(self) -> bool:
        """Whether the two agree; a sum that is unknown never does."""
        return bool(self.gap <= self.tolerance + 1e-9 * max(1.0, abs(self.printed)))


@dataclass(frozen=True)
class Reading:
    """Facts of one file, and an account of its rows.

    ``rows_read`` = ``rows_loaded`` + ``rows_refused`` + ``rows_set_aside`` (totals, notes, rows of
    other subjects), always. ``issues`` names every refused row, and notices that refuse nothing.
    """

    source_ids: tuple[str, ...]
    facts: dict[str, pd.DataFrame]
    rows_read: int
    rows_set_aside: int = 0
    rows_refused: int = 0
    issues: tuple[Issue, ...] = field(default=())
    totals: tuple[Total, ...] = field(default=())
    sheet: str = ""

    @property
    def rows_loaded(self) -> int:
        """Rows of the file that stand in the facts."""
        return self.rows_read - self.rows_set_aside - self.rows_refused


@dataclass(frozen=True)
class Yield:
    """One table that a family fills: its grain in words and the units of its measures."""

    table: str
    grain: str
    unit: str


@dataclass(frozen=True)
class Family:
    """A family of files alike: what it is, how its files are known, how they are read.

    ``totals`` says what its files can be reconciled against. ``read`` raises
    :class:`etl.issues.RefusedFile` where a file is refused whole.
    """

    id: str
    yields: tuple[Yield, ...]
    totals: str
    recognises: Callable[[RawFile], bool]
    read: Callable[[RawFile, Catalogue], Reading]


def refusal(
    file: RawFile,
    reason: str,
    *,
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    value: object = "",
    detail: str = "",
) -> RefusedFile:
    """Return the verdict, to be raised, that refuses ``file`` whole for a reason of reasons.yml."""
    return RefusedFile(Issue(file.name, reason, sheet, row, column, str(value), detail))


def source_of(
    family_id: str, years: tuple[int, int], file: RawFile, catalogue: Catalogue, sheet: str = ""
) -> Source:
    """Return the source whose edition holds the first and last of ``years`` (CE) of a family.

    Of several the one of the fewest years is meant. A family whose layout tells apart several
    tables gives a ``family_id`` to each.

    Raises
    ------
    RefusedFile
        Where no such edition is declared in `data/reference/sources/`.
    """
    first, last = years
    fitting = [
        source
        for source in catalogue.sources.values()
        if source.family == family_id and source.years[0] <= first and last <= source.years[1]
    ]
    if not fitting:
        span = f"{first + 543}-{last + 543}" if first != last else f"{first + 543}"
        raise refusal(file, "edition_not_declared", sheet=sheet, value=f"{family_id} {span}")
    return min(fitting, key=lambda source: source.years[1] - source.years[0])
