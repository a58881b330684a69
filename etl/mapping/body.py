"""A described sheet laid out: labels and numbers by column, each distinct cell read once."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.issues import Issue
from etl.mapping.checks import KeyPath
from etl.mapping.fields import label, plain
from etl.mapping.grid import Grid, column_of, letter
from etl.mapping.load import Described
from etl.mapping.model import Where
from etl.mapping.plan import Plan
from etl.reading import RawFile

Mask = npt.NDArray[np.bool_]
FIRST_FILLED = -1
"""In place of a column: of every row its first cell that is not blank."""


@dataclass(frozen=True)
class Numbers:
    """A column's numbers as printed: NaN where there is none, with what a sign there means."""

    values: npt.NDArray[np.float64]
    flags: npt.NDArray[np.object_]
    bad: Mask


@dataclass(eq=False)
class Body:
    """A sheet laid out: its grid and plan, labels and numbers by column, read once when asked."""

    file: RawFile
    found: Described
    grid: Grid
    plan: Plan

    def __post_init__(self) -> None:
        self._labels: dict[int, pd.Series] = {}
        self._numbers: dict[int, Numbers] = {}

    def issue(self, reason: str, row: int, column: int | None, value: object, detail: str) -> Issue:
        """Return an issue at a row of the grid, its column named by letter and header."""
        where = ""
        if column is not None:
            where = " ".join(filter(None, (letter(column), self.grid.headers[column])))
        line = self.grid.lines[row]
        return Issue(self.file.name, reason, self.grid.sheet, line, where, str(value), detail)

    def labels(self, column: int) -> pd.Series:
        """Return a column's cells as they are compared; those of ``FIRST_FILLED`` row by row."""
        if column not in self._labels:
            if column == FIRST_FILLED:
                cells = pd.Series(
                    [next((c for c in row if plain(c)), "") for row in self.grid.rows], dtype=object
                )
            else:
                cells = self.grid.cells(column)
            codes, distinct = pd.factorize(cells, use_na_sentinel=False)
            texts = np.array([plain(label(cell)) for cell in distinct], dtype=object)
            self._labels[column] = pd.Series(texts[codes] if len(texts) else texts, dtype=object)
        return self._labels[column]

    def carried(self, column: int) -> pd.Series:
        """Return a column's cells as they are compared, a blank one as the one above it."""
        labels = self.labels(column)
        return labels.mask(labels == "", None).ffill().where(lambda text: text.notna(), "")

    def numbers(self, column: int) -> Numbers:
        """Return a column's numbers."""
        if column not in self._numbers:
            signs = {tidy(k): v for k, v in self.found.mapping.missing.items()}
            self._numbers[column] = numbers(self.grid.cells(column), signs)
        return self._numbers[column]

    def where(self, where: Where, path: KeyPath) -> Mask:
        """Tell which rows a test of the mapping holds for."""
        column = FIRST_FILLED
        if where.column is not None:
            column = column_of(self.grid, where.column, (*path, "column"), self.found)
        labels = self.labels(column)
        holds = {text: _holds(where, text) for text in labels.unique()}
        return np.array(labels.map(holds), dtype=bool)


def _holds(where: Where, text: str) -> bool:
    if where.pattern is not None:
        return re.search(re.sub(r"\s", "", where.pattern), text, re.IGNORECASE) is not None
    if where.equals:
        return text in {plain(wanted) for wanted in where.equals}
    if where.starts:
        return text.startswith(tuple(plain(wanted) for wanted in where.starts))
    return any(plain(wanted) in text for wanted in where.contains)


def numbers(cells: pd.Series, signs: dict[str, str]) -> Numbers:
    """Return the numbers in ``cells``; ``signs`` say what stands where there is none."""
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    values = np.full(len(distinct), np.nan)
    flags = np.full(len(distinct), None, dtype=object)
    bad = np.zeros(len(distinct), dtype=bool)
    for place, cell in enumerate(distinct):
        if isinstance(cell, str):
            if cell.isascii() and cell.replace(".", "", 1).isdigit():
                values[place] = float(cell)
                continue
            meaning = signs.get(tidy(cell)) if signs else None
            if meaning is not None:
                values[place] = 0.0 if meaning.startswith("zero") else np.nan
                flags[place] = None if meaning == "zero" else meaning
                continue
        try:
            found = None if cell is None else number(cell)
        except ValueError:
            bad[place] = True
            continue
        if found is None:
            flags[place] = "missing"
        else:
            values[place] = found
    return Numbers(values[codes], flags[codes], bad[codes])
