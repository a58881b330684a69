"""Consumer price index by province: provinces as columns over years, or years over provinces.

The file says nothing of its base year; it is the year in which the provinces stand at 100. In the
file of 2541-2564 that is 2562, in which 75 of 77 do; the two that do not are noticed. Another
base is another index, so an edition names its base. Bueng Kan is blank before it was founded.

A cell that is no number, an index that cannot be, or a column that is no province refuses the
file; a row that is none its row.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import province_code, province_in_year, suggestion
from etl.conform.text import tidy
from etl.conform.years import BE_MINUS_CE
from etl.issues import Issue
from etl.reading import Cell, RawFile, Row
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.outcome_rows import cell_value
from etl.sources.poverty_tables import unknown_area
from etl.sources.year_columns import WITHIN_ROWS, beginnings, years_of
from welfare.catalog import Catalogue, catalogue

INDICATOR = "consumer_price_index"
BASE = 100.0
AT_BASE = 0.9
"""Part of the provinces that stand at 100 in the base year."""
PLAUSIBLE = (20.0, 250.0)
MOSTLY = 0.95
"""Part of the numbers that must be plausible for a table to be one of prices."""
NO_YEAR = 0
FEWEST = 5
"""Provinces that make a table one by province."""


@dataclass(frozen=True)
class Layout:
    """A table whose header (0-based row) names provinces, or years; the other stands ``beside``.

    ``names`` gives the province's label by column and ``years`` the CE year; one of them is empty.
    """

    sheet: str
    place: int
    beside: int
    names: dict[int, str]
    years: dict[int, int]


@dataclass(frozen=True)
class Place:
    """A cell of the table: 1-based line, 0-based column, the area's label and the CE year."""

    line: int
    column: int
    name: str
    year: int
    cell: Cell


def _layout(file: RawFile, found: Catalogue) -> Layout | None:
    for sheet, rows in beginnings(file):
        for place, row in enumerate(rows[:WITHIN_ROWS]):
            below = rows[place + 1 :]
            years = years_of(row)
            named = [column for column, cell in enumerate(row) if _is_province(cell, found)]
            if len(named) >= FEWEST and not years:
                beside = _column(below, lambda cell: bool(years_of([cell])), fewest=1)
                if beside is not None:
                    names = {c: tidy(v) for c, v in enumerate(row) if c != beside and tidy(v)}
                    return Layout(sheet, place, beside, names, {})
            elif years:
                beside = _column(below, lambda cell: _is_province(cell, found), fewest=FEWEST)
                if beside is not None:
                    return Layout(sheet, place, beside, {}, years)
    return None


def _is_province(cell: Cell, found: Catalogue) -> bool:
    return not tidy(cell).replace(".", "").isdigit() and bool(province_code(tidy(cell), found))


def _column(rows: list[Row], fits: Callable[[Cell], bool], fewest: int) -> int | None:
    """Return the column in which most cells fit, if so many do."""
    counted = Counter(c for row in rows for c, cell in enumerate(row) if fits(cell))
    return next((c for c, times in counted.most_common(1) if times >= fewest), None)


def _places(file: RawFile, layout: Layout) -> Iterator[tuple[int, list[Place]]]:
    """Give, for every row that is not blank, its 1-based line and its cells; notes have none."""
    for line, row in enumerate(file.tables[layout.sheet][layout.place + 1 :], layout.place + 2):
        if not any(tidy(cell) for cell in row):
            continue
        label = row[layout.beside] if layout.beside < len(row) else ""
        if layout.years:
            columns = [(c, tidy(label), year) for c, year in layout.years.items()]
        else:
            year = years_of([label]).get(0, NO_YEAR)
            columns = [(c, name, year) for c, name in layout.names.items()]
        cells = [Place(line, c, n, y, row[c] if c < len(row) else "") for c, n, y in columns]
        yield line, cells if any(tidy(place.cell) for place in cells) else []


def _base_year(places: list[Place]) -> int | None:
    """Return the year in which nearly all areas stand at 100, as a CE year."""
    values: dict[int, list[float]] = {}
    for place in places:
        try:
            value = number(place.cell)
        except ValueError:
            continue
        if value is not None and place.year != NO_YEAR:
            values.setdefault(place.year, []).append(value)
    at_base = {
        year: sum(value == BASE for value in known) / len(known) for year, known in values.items()
    }
    within = [PLAUSIBLE[0] <= value <= PLAUSIBLE[1] for known in values.values() for value in known]
    if not within or sum(within) < MOSTLY * len(within):
        return None
    found = max(at_base, key=lambda year: at_base[year])
    beyond = any(value > BASE for year, known in values.items() if year != found for value in known)
    return found if at_base[found] >= AT_BASE and beyond else None


def recognises(file: RawFile) -> bool:
    """Tell whether a table by province and year stands at 100 in one year and goes beyond it."""
    layout = _layout(file, catalogue())
    if layout is None:
        return False
    return _base_year([place for _, cells in _places(file, layout) for place in cells]) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the index of every province and year into ``outcome``."""
    layout = _layout(file, catalogue)
    rows = list(_places(file, layout)) if layout else []
    places = [place for _, cells in rows for place in cells]
    base = _base_year(places)
    if layout is None or base is None:
        raise refusal(file, "no_header")
    sheet = layout.sheet
    years = [place.year for place in places if place.year != NO_YEAR]
    family = f"consumer_prices_{base + BE_MINUS_CE}"
    source = source_of(family, (min(years), max(years)), file, catalogue, sheet)
    facts: list[dict[str, object]] = []
    issues: list[Issue] = []
    notices: list[Issue] = []
    for line, cells in rows:
        unknown = [place for place in cells if not province_code(place.name, catalogue)]
        if unknown and layout.names:
            strange = unknown[0]
            raise refusal(
                file,
                "unknown_province",
                sheet=sheet,
                row=layout.place + 1,
                column=str(strange.column + 1),
                value=strange.name,
                detail=suggestion(strange.name, catalogue),
            )
        if any(place.year == NO_YEAR for place in cells):
            issues.append(Issue(file.name, "bad_year", sheet, line, str(layout.beside + 1)))
            continue
        if unknown:
            issues.append(unknown_area(file, unknown[0].name, catalogue, sheet=sheet, row=line))
            continue
        for place in cells:
            fact, notice = _fact(file, sheet, place, base, catalogue)
            facts.append(fact)
            notices += notice
    frame = pd.DataFrame(facts).assign(
        indicator_id=INDICATOR,
        group_id="all",
        method="published",
        vintage_id=source.vintage,
        source_id=source.id,
    )
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": frame},
        rows_read=len(rows),
        rows_set_aside=sum(not cells for _, cells in rows),
        rows_refused=len(issues),
        issues=(*issues, *notices),
        sheet=sheet,
    )


def _fact(
    file: RawFile, sheet: str, place: Place, base: int, catalogue: Catalogue
) -> tuple[dict[str, object], list[Issue]]:
    """Return a fact, with a notice where a province does not stand at 100 in the base year."""
    code = str(province_code(place.name, catalogue))
    value = cell_value(place.cell, 1.0, file, row=place.line, column=place.column, sheet=sheet)
    outside = value is not None and not PLAUSIBLE[0] <= value <= PLAUSIBLE[1]
    before = province_in_year(code, place.year, catalogue) != code
    column = str(place.column + 1)
    if outside or (before and value is not None):
        reason = "out_of_range" if outside else "not_yet_founded"
        raise refusal(
            file, reason, sheet=sheet, row=place.line, column=column, value=str(place.cell)
        )
    flag = None if value is not None else "in_predecessor" if before else "missing"
    fact = {"area_id": code, "year": place.year, "value": value, "flag": flag}
    if place.year != base or value in (BASE, None):
        return fact, []
    detail = f"{place.name}: 100 in the base year {base + BE_MINUS_CE}"
    notice = Issue(
        file.name,
        "suspect_value",
        sheet,
        place.line,
        column,
        str(place.cell),
        detail,
        severity="notice",
    )
    return fact, [notice]


FAMILY = Family(
    id="consumer_prices",
    yields=(Yield("outcome", "year × province", "index, 100 in the base year"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
