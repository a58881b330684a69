"""What every family of sources declares, and what reading one of its files gives."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from etl.issues import Issue
from etl.reading import RawFile
from welfare.catalog import Catalogue


@dataclass(frozen=True)
class Reading:
    """Facts of one file, and an account of its rows.

    ``rows_read`` = ``rows_loaded`` + ``rows_refused`` + ``rows_set_aside`` (totals, notes, rows of
    other subjects), always.
    """

    source_ids: tuple[str, ...]
    facts: dict[str, pd.DataFrame]
    rows_read: int
    rows_set_aside: int = 0
    rows_refused: int = 0
    issues: tuple[Issue, ...] = field(default=())

    @property
    def rows_loaded(self) -> int:
        """Rows of the file that stand in the facts."""
        return self.rows_read - self.rows_set_aside - self.rows_refused


@dataclass(frozen=True)
class Family:
    """A family of files alike: what it is, how its files are known, how they are read.

    ``read`` raises :class:`etl.issues.RefusedFile` where a file is refused whole.
    """

    id: str
    yields: str
    recognises: Callable[[RawFile], bool]
    read: Callable[[RawFile, Catalogue], Reading]
