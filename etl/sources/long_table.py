"""Long tables: a row a figure or a record, known by the labels of their columns.

Text of 64 kB and more is read by DuckDB in a stream; anything else, workbooks and pages included,
from its first sheet. Either gives the same columns of text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import duckdb
import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.delimited import scanned
from etl.issues import RefusedFile
from etl.reading import HEAD_BYTES, RawFile, Row
from etl.sources.family import refusal

WITHIN_ROWS = 15
LINE = "line"
Value = TypeVar("Value")
Labels = Mapping[str, str]
"""Field → pattern of the whole label of its column, in small letters."""


@dataclass(frozen=True)
class LongTable:
    """The chosen columns as text, tidy, empty where blank, with the ``line`` of each row.

    ``labels`` are the columns' own, ``beside`` those of columns that were not chosen; ``title`` is
    what stands above the header.
    """

    file: RawFile
    sheet: str
    title: str
    labels: Mapping[str, str]
    beside: tuple[str, ...]
    rows: pd.DataFrame

    def mapped(
        self, field: str, meaning: Callable[[str], Value], reason: str
    ) -> "pd.Series[Value]":
        """Return what ``meaning`` makes of a column, asked once a distinct text.

        Raises
        ------
        RefusedFile
            For ``reason``, at the first row of a text of which it makes nothing.
        """
        made: dict[str, Value] = {}
        for text in self.rows[field].unique():
            try:
                made[text] = meaning(text)
            except ValueError:
                line = int(self.rows.loc[self.rows[field] == text, LINE].iloc[0])
                raise refusal(
                    self.file,
                    reason,
                    sheet=self.sheet,
                    row=line,
                    column=self.labels[field],
                    value=text,
                ) from None
        return self.rows[field].map(made)

    def need_none(self, rows: pd.DataFrame, reason: str, field: str) -> None:
        """Refuse the file for ``reason`` at the first of ``rows``, naming its ``field``.

        Raises
        ------
        RefusedFile
            Where there is any row.
        """
        if not rows.empty:
            first = rows.iloc[0]
            raise refusal(
                self.file,
                reason,
                sheet=self.sheet,
                row=int(first[LINE]),
                column=self.labels.get(field, ""),
                value=first[field],
            )

    def numbers(self, field: str) -> "pd.Series[float]":
        """Return a column as numbers, NaN where blank."""
        return self.mapped(field, number, "bad_number").astype(float)

    def years(self, field: str) -> "pd.Series[int]":
        """Return a column as CE years."""
        return self.mapped(field, ce_year, "bad_year")


def head_of(file: RawFile) -> list[Row]:
    """Return the first rows, among which a header must stand."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    return rows[:WITHIN_ROWS]


def header_of(
    rows: Sequence[Row], labels: Labels, needed: frozenset[str]
) -> tuple[int, dict[str, int]] | None:
    """Return the place of the header and the column of each field; None where ``needed`` lack."""
    for index, row in enumerate(rows[:WITHIN_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            text = tidy(cell).casefold()
            for field, pattern in labels.items():
                if field not in columns and re.fullmatch(pattern, text):
                    columns[field] = column
                    break
        if needed <= columns.keys():
            return index, columns
    return None


def long_table(file: RawFile, labels: Labels, needed: frozenset[str]) -> LongTable:
    """Return the columns of a file that ``labels`` name.

    Raises
    ------
    RefusedFile
        Where there is no header, or a row has more or fewer cells than it.
    """
    found = header_of(head_of(file), labels, needed)
    if found is None:
        raise refusal(file, "no_header")
    index, columns = found
    streamed = _streamed(file, index, columns)
    if streamed is None:
        sheet, table = file.first_table
        above, rows = table[: index + 1], _below(file, sheet, table, index, columns)
    else:
        sheet, above, rows = "", file.head_records[: index + 1], streamed
    for field in columns:
        cells = rows[field].fillna("")
        rows[field] = cells.map({text: tidy(text) for text in cells.unique()})
    filled = rows[list(columns)].ne("").any(axis=1)
    title = " ".join(tidy(cell) for row in above[:-1] for cell in row if tidy(cell))
    names = {field: tidy(above[-1][column]) for field, column in columns.items()}
    others = (tidy(c) for place, c in enumerate(above[-1]) if place not in columns.values())
    beside = tuple(label for label in others if label)
    return LongTable(file, sheet, title, names, beside, rows[filled].reset_index(drop=True))


def _streamed(file: RawFile, index: int, columns: Mapping[str, int]) -> pd.DataFrame | None:
    """Return the columns of large text; None for what is not large, or is not read in a stream.

    DuckDB takes no line ends of two kinds in one file, and names no row that is cut short.
    """
    if file.kind != "text" or len(file.head) < HEAD_BYTES:
        return None
    line = duckdb.ColumnExpression(LINE)
    chosen = [
        duckdb.ColumnExpression(f"c{column + 1}").alias(field) for field, column in columns.items()
    ]
    try:
        with scanned(file, header=index) as scan:
            return scan.connection.view("rows").select(line, *chosen).df()
    except RefusedFile as verdict:
        if verdict.issue.reason != "not_readable":
            raise
        return None


def _below(
    file: RawFile, sheet: str, table: list[Row], index: int, columns: Mapping[str, int]
) -> pd.DataFrame:
    width = len(table[index])
    kept: list[list[object]] = []
    for line, row in enumerate(table[index + 1 :], index + 2):
        if not any(tidy(cell) for cell in row):
            continue
        if len(row) != width:
            raise refusal(file, "bad_row", sheet=sheet, row=line, value=len(row))
        kept.append([line, *(str(row[column]) for column in columns.values())])
    return pd.DataFrame(kept, columns=[LINE, *columns])
