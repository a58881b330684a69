"""Where and when a table has facts: country, regions and provinces down, years across."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.charts.theme import Palette
from welfare.language import format_year, message
from welfare.metrics.classify import Classes, quantile_classes

State = Literal["known", "wider", "none", "unfounded", "whole", "part"]
Kind = Literal["country", "region", "group", "province"]
Column = tuple[int, str]
BANDS = 5


@dataclass(frozen=True)
class Cell:
    """What is known of an area in a year: ``band`` is the class of the count, from 0.

    ``wider``: figures of its region or the country only. ``unfounded``: not yet a province.
    ``whole`` and ``part``: of a group, all or some of its provinces are known.
    """

    state: State
    text: str = ""
    band: int = -1


@dataclass(frozen=True)
class Row:
    """An area, or the heading of a group of provinces, with a cell a year."""

    area_id: str
    label: str
    kind: Kind
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The rows, the headings of the years, and the classes of the counts."""

    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    classes: Classes


def coverage_matrix(covered: pd.DataFrame, language: Language, region: str | None) -> Matrix:
    """Return the matrix of a table.

    Parameters
    ----------
    covered
        Columns year, calendar, area_id, subjects.
    region
        Region whose provinces are shown; None shows all. Country and regions always stand on top.
    """
    columns = columns_of(covered)
    counts: dict[tuple[str, Column], int] = {
        (area, (int(year), str(calendar))): int(subjects)
        for area, year, calendar, subjects in zip(
            covered["area_id"],
            covered["year"],
            covered["calendar"],
            covered["subjects"],
            strict=True,
        )
    }
    classes = _classes(covered["subjects"])

    def known(area: str, label: str, kind: Kind) -> Row:
        cells = tuple(_cell(area, column, counts, classes) for column in columns)
        return Row(area, label, kind, cells)

    declared = catalogue()
    rows = [known(COUNTRY, message("filter.all_provinces", language), "country")]
    rows += [
        known(f"region_{name}", found.name(language), "region")
        for name, found in declared.regions.items()
        if any(area == f"region_{name}" for area, _ in counts)
    ]
    for name, found in declared.regions.items():
        if region in (None, name):
            codes = [code for code, p in declared.provinces.items() if p.region == name]
            heading = message("data.provinces_of", language, region=found.name(language))
            cells = tuple(_group(codes, column, counts) for column in columns)
            rows.append(Row(f"region_{name}", heading, "group", cells))
            rows += [known(c, declared.provinces[c].name(language), "province") for c in codes]
    return Matrix(columns, headings(columns, language), tuple(rows), classes)


def columns_of(covered: pd.DataFrame) -> tuple[Column, ...]:
    """Return every year from the first known to the last, by the calendar that counts it.

    A year without any fact stands in its place: it is a gap.
    """
    ends = covered.groupby("calendar")["year"].agg(["min", "max"])
    return tuple(
        sorted(
            (year, str(calendar))
            for calendar, first, last in ends.itertuples()
            for year in range(int(first), int(last) + 1)
        )
    )


def headings(columns: Sequence[Column], language: Language) -> tuple[str, ...]:
    """Return the years; where a table counts by both calendars, fiscal years are marked."""
    both = len({calendar for _, calendar in columns}) > 1
    return tuple(
        message("data.fiscal", language, year=format_year(year, language))
        if both and calendar == "fiscal_year"
        else format_year(year, language)
        for year, calendar in columns
    )


def founded(code: str, year: int) -> bool:
    """Tell whether a province was there in ``year`` (CE)."""
    since = catalogue().provinces[code].valid_from
    return since is None or since.year <= year


def matrix_table(matrix: Matrix, language: Language) -> pd.DataFrame:
    """Return the matrix as a table: an area a row, a year a column, words where there is none."""
    words = {
        "wider": message("data.only_wider", language),
        "none": message("data.nothing", language),
        "unfounded": message("data.unfounded", language),
    }
    shown = [row for row in matrix.rows if row.kind != "group"]
    table = pd.DataFrame({message("column.area", language): [row.label for row in shown]})
    for place, heading in enumerate(matrix.headings):
        cells = [row.cells[place] for row in shown]
        table[heading] = [words.get(cell.state, cell.text) for cell in cells]
    return table


def ink_on(colour: str, palette: Palette) -> str:
    """Return the ink that reads best on ``colour``: the darkest or the lightest there is."""
    dark, light = "#10151B", "#FFFFFF"
    ground = _luminance(colour)
    against = {ink: _contrast(ground, _luminance(ink)) for ink in (palette.ink, dark, light)}
    return max(against, key=lambda ink: against[ink])


def _cell(
    area: str, column: Column, counts: dict[tuple[str, Column], int], classes: Classes
) -> Cell:
    count = counts.get((area, column), 0)
    if count:
        return Cell("known", f"{count:,}", int(classes.index([count])[0]))
    provinces = catalogue().provinces
    if area in provinces:
        if not founded(area, column[0]):
            return Cell("unfounded")
        around = (COUNTRY, f"region_{provinces[area].region}")
        if any((wider, column) in counts for wider in around):
            return Cell("wider")
    return Cell("none")


def _group(codes: list[str], column: Column, counts: dict[tuple[str, Column], int]) -> Cell:
    there = [code for code in codes if founded(code, column[0])]
    known = sum((code, column) in counts for code in there)
    if not known:
        return Cell("none")
    return Cell("whole" if known == len(there) else "part", f"{known}/{len(there)}")


def _classes(counts: pd.Series) -> Classes:
    """Return a class for each count where they are few, else classes of about as many cells."""
    distinct = sorted({float(count) for count in counts})
    if 0 < len(distinct) <= BANDS:
        return Classes((*distinct, distinct[-1] + 0.5))
    return quantile_classes(counts, BANDS)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
