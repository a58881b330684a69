"""Wide tables by area: a row an area, a column a year, nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.conform.numbers import THAI_DIGITS, number
from etl.conform.provinces import province_in_year
from etl.conform.text import tidy
from etl.conform.years import BE_MINUS_CE, ce_year
from etl.reading import Cell, RawFile, Row
from etl.sources.family import refusal
from welfare.catalog import Catalogue

AREA = re.compile(r"(ภาค\s*(/|และ)\s*)?จังหวัด|(region and )?provinces?|area")
REGION = re.compile(r"ภาค|regions?")
COUNTER = re.compile(r"ลำดับ(ที่)?|ที่|no\.?|รหัส(จังหวัด)?|code|unnamed: 0|")
YEAR = re.compile(
    r"(?:พ\.ศ\.|ปี)?\s*(19[4-9]\d|20[0-6]\d|25\d\d|260\d)(?:\.0)?\s*[rp*]?(?:\s*\(\d{4}\))?"
)
WITHIN_ROWS = 15


@dataclass(frozen=True)
class AreaRow:
    """A row: its 1-based line, the area's name, value by CE year."""

    line: int
    name: str
    values: dict[int, float | None]


@dataclass(frozen=True)
class WideTable:
    """A table by area and year, before its cells are read; ``years`` gives the year of a column."""

    sheet: str
    title: str
    area: int
    region: int | None
    years: dict[int, int]
    first: int
    rows: list[Row]

    def names(self) -> Iterator[tuple[int, str, Row]]:
        """Give the 1-based line, the area's name and the cells of every row that is not blank."""
        for line, row in enumerate(self.rows[self.first :], self.first + 1):
            if any(tidy(cell) for cell in row):
                columns = (self.area, self.region)
                cells = [tidy(row[c]) for c in columns if c is not None and c < len(row)]
                yield line, next((cell for cell in cells if cell), ""), row

    def readable(self) -> Iterator[tuple[str, int, float]]:
        """Give name, year and value of every cell that is a number: enough to know the table."""
        for _, name, row in self.names():
            for column, year in self.years.items():
                try:
                    value = number(row[column]) if column < len(row) else None
                except ValueError:
                    continue
                if value is not None:
                    yield name, year, value

    def of(self, file: RawFile) -> Iterator[AreaRow]:
        """Give every row that is not blank, strictly; notes have no value at all.

        Raises
        ------
        RefusedFile
            Where a cell under a year is no number, or a row is cut short.
        """
        for line, name, row in self.names():
            if len(row) <= max(self.years) and sum(bool(tidy(cell)) for cell in row) > 1:
                raise refusal(file, "bad_row", sheet=self.sheet, row=line, value=len(row))
            yield AreaRow(
                line,
                name,
                {year: self._value(file, row, line, c) for c, year in self.years.items()},
            )

    def _value(self, file: RawFile, row: Row, line: int, column: int) -> float | None:
        cell: Cell = row[column] if column < len(row) else ""
        try:
            return number(cell)
        except ValueError:
            label = str(self.years[column] + BE_MINUS_CE)
            raise refusal(
                file, "bad_number", sheet=self.sheet, row=line, column=label, value=cell
            ) from None


def facts_of(
    file: RawFile,
    table: WideTable,
    row: AreaRow,
    area: str,
    *,
    scale: float,
    plausible: tuple[float, float],
    catalogue: Catalogue,
) -> Iterator[dict[str, object]]:
    """Give a fact a year: a blank is kept, and said to lie in the predecessor where it does.

    Raises
    ------
    RefusedFile
        Where a value times ``scale`` is outside ``plausible``, or older than its province.
    """
    founded = catalogue.provinces[area].valid_from if area in catalogue.provinces else None
    for year, printed in row.values.items():
        value = None if printed is None else round(printed * scale, 6)
        flag, reason = None, ""
        if value is None:
            flag = "in_predecessor" if founded and year <= founded.year else "missing"
        elif founded and province_in_year(area, year, catalogue) != area:
            reason = "not_yet_founded"
        elif not plausible[0] <= value <= plausible[1]:
            reason = "out_of_range"
        if reason:
            label = str(year + BE_MINUS_CE)
            raise refusal(
                file, reason, sheet=table.sheet, row=row.line, column=label, value=printed
            )
        yield {"area_id": area, "year": year, "value": value, "flag": flag}


def wide_table(file: RawFile) -> WideTable | None:
    """Return the first sheet as a table by area and year; None where it is none.

    The header may stand lower, and the area's label up to two rows above the years; a column of
    anything else, or a year that stands twice, makes it another table.
    """
    start = file.head_records if file.kind == "text" else file.first_table[1]
    if not any(len(_years(row)) for row in start[:WITHIN_ROWS]):
        return None
    sheet, rows = file.first_table
    for index, row in enumerate(rows[:WITHIN_ROWS]):
        years = _years(row)
        if not years:
            continue
        labels = _labels(rows[max(0, index - 2) : index + 1], years)
        area = [column for column, label in labels.items() if AREA.fullmatch(label)]
        region = [column for column, label in labels.items() if REGION.fullmatch(label)]
        strange = [
            label
            for column, label in labels.items()
            if column not in (*area, *region) and not COUNTER.fullmatch(label)
        ]
        if len(area) != 1 or strange or len(set(years.values())) != len(years):
            return None
        title = " ".join([sheet, *(tidy(c) for above in rows[:index] for c in above if tidy(c))])
        return WideTable(
            sheet, title, area[0], region[0] if region else None, years, index + 1, rows
        )
    return None


def _years(row: Row) -> dict[int, int]:
    """Return the CE year of each column whose label is one."""
    found: dict[int, int] = {}
    for column, cell in enumerate(row):
        if year := YEAR.fullmatch(tidy(cell).translate(THAI_DIGITS)):
            found[column] = ce_year(year[1])
    return found


def _labels(rows: list[Row], years: dict[int, int]) -> dict[int, str]:
    """Return the label of every column that is no year's: its lowest cell that is one."""
    width = max(len(row) for row in rows)
    found: dict[int, str] = {}
    for column in set(range(width)) - set(years):
        cells = [tidy(row[column]).casefold() for row in rows if column < len(row)]
        known = [c for c in cells if c and (AREA.fullmatch(c) or REGION.fullmatch(c))]
        found[column] = known[-1] if known else cells[-1]
    return found
