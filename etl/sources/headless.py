"""Sheets of provinces with men, women and both that have lost their header: known, never read."""

from etl.conform.numbers import number
from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.reading import RawFile, Row
from etl.sources.known_values import known_values
from welfare.catalog import Catalogue, catalogue

ENOUGH_ROWS = 5


def is_headless(rows: list[Row]) -> bool:
    """Tell whether the first rows are all a province, a year or none, two numbers and their sum."""
    filled = [cells for row in rows if (cells := [tidy(cell) for cell in row if tidy(cell)])]
    return len(filled) >= ENOUGH_ROWS and all(_is_sum(cells, catalogue()) for cells in filled)


def like_years(file: RawFile, indicator_id: str, catalogue: Catalogue) -> str:
    """Say of which known year the figures remind, to help a steward; nothing is taken from it."""
    given = {
        (province_code(cells[0], catalogue), number(cells[-1]))
        for row in file.first_table[1]
        if (cells := [tidy(cell) for cell in row if tidy(cell)]) and _is_sum(cells, catalogue)
    }
    known = known_values()[indicator_id].values
    years = sorted({year for (area, year), value in known.items() if (area, value) in given})
    return (
        f"repeats {indicator_id} of {', '.join(str(year + 543) for year in years)}" if years else ""
    )


def _is_sum(cells: list[str], catalogue: Catalogue) -> bool:
    if len(cells) not in (1 + 3, 2 + 3) or province_code(cells[0], catalogue) is None:
        return False
    try:
        first, second, both = (number(cell) or 0.0 for cell in cells[-3:])
    except ValueError:
        return False
    return first + second == both
