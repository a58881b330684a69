"""NESDC poverty line, rate and number by province: year-blocks side by side, regions interleaved.

Two layouts of one family: table 2.1 with three blocks of eight years, and a sheet of one year
with three columns. The latter heads its percentages "สัดส่วน (พันคน)": the values decide the
unit, and a notice says so. The title's years tell the edition of the poverty line.

Rates and lines of regions and of the country are facts. So are their numbers of poor people,
which must also be the sums of their provinces' within the rounding of the print. A cell that is
no number refuses the file, an unknown name its row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.conform.provinces import province_code, region_area
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.area_totals import sums_of_areas
from etl.sources.family import Family, Reading, Total, Yield, refusal
from etl.sources.headings import Heading
from etl.sources.outcome_rows import OutcomeRow, outcome_frame
from etl.sources.poverty_tables import Columns, block_columns, edition, label_over, unknown_area
from etl.sources.year_columns import WITHIN_ROWS, beginnings, title_of
from welfare.catalog import COUNTRY, Catalogue

BLOCKS = {
    "เส้นความยากจน": "poverty_line_thb",
    "สัดส่วน": "poverty_rate_pct",
    "จำนวน": "poor_persons",
}
HEADING = re.compile(r"ภาค\s*(/|และ)\s*จังหวัด")
SUBJECT = re.compile("เส้นความยากจน|คนจน")
REGION_TOTAL = "รวม"
HALF_UNIT = 0.05
"""Numbers of poor are printed to a tenth of a thousand."""

Areas = dict[str, tuple[int, dict[int, float | None]]]
"""1-based row, and the numbers as printed by column, by area id."""


@dataclass(frozen=True)
class Layout:
    """Where a sheet's two header rows stand (0-based), and what its columns are."""

    sheet: str
    upper: int
    lower: int
    columns: Columns


def _layout(sheet: str, rows: list[Row]) -> Layout | None:
    for upper, row in enumerate(rows[:WITHIN_ROWS]):
        if not any(HEADING.fullmatch(tidy(cell)) for cell in row):
            continue
        below = (place for place in range(upper + 1, len(rows)) if any(map(tidy, rows[place])))
        lower = next(below, None)
        if lower is not None:
            columns = block_columns(row, rows[lower], BLOCKS, rows[lower + 1 :])
            return Layout(sheet, upper, lower, columns) if columns else None
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a sheet on poverty is headed ภาค/จังหวัด over years and two of the blocks."""
    for sheet, rows in beginnings(file):
        layout = _layout(sheet, rows)
        if layout and SUBJECT.search(title_of(rows[: layout.lower + 1])):
            return len({indicator for indicator, _ in layout.columns.values()}) > 1
    return False


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read every year-block into ``outcome`` for provinces, regions and the country."""
    sheets = ((rows, _layout(sheet, rows)) for sheet, rows in file.tables.items())
    rows, layout = next(((rows, found) for rows, found in sheets if found), ([], None))
    if layout is None:
        raise refusal(file, "no_header")
    sheet, columns = layout.sheet, layout.columns
    years = {year for _, year in columns.values()}
    every = {(indicator, year) for indicator in BLOCKS.values() for year in years}
    if sorted(columns.values()) != sorted(every):
        raise refusal(file, "bad_columns", sheet=sheet, row=layout.lower + 1)
    title = title_of(rows[: layout.upper])
    source = edition("poverty_by_province", title, years, file, catalogue=catalogue, sheet=sheet)
    heading = rows[layout.upper : layout.lower + 1]
    labels = {
        column: Heading(file, sheet, layout.lower + 1, column, label_over(column, heading))
        for column in columns
    }
    areas: Areas = {}
    issues: list[Issue] = []
    read_rows = aside = 0
    region = ""
    for line, row in enumerate(rows[layout.lower + 1 :], layout.lower + 2):
        cells = [tidy(cell) for cell in row]
        if not any(cells):
            continue
        read_rows += 1
        names = [cell for cell in cells[: min(columns)] if cell] or [""]
        region = next((area for name in names if (area := region_area(name, catalogue))), region)
        if not any(cells[column] for column in columns if column < len(cells)):
            aside += 1
            continue
        area = _area(names[-1], region, catalogue)
        if area is None:
            issues.append(unknown_area(file, names[-1], catalogue, sheet=sheet, row=line))
        elif area in areas:
            raise refusal(file, "duplicate_key", sheet=sheet, row=line, value=names[-1])
        else:
            areas[area] = (
                line,
                {
                    c: labels[c].number(row, line, per_cent=indicator == "poverty_rate_pct")
                    for c, (indicator, _) in columns.items()
                },
            )
    scales = {c: labels[c].scale(columns[c][0], _poor_and_rate(areas, c, columns)) for c in columns}
    notices = {
        (issue.value, issue.detail): issue
        for column, (indicator, _) in columns.items()
        for issue in labels[column].notices(indicator, scales[column])
    }
    facts = [
        OutcomeRow(indicator, year, area, None if value is None else round(value * scales[c], 6))
        for area, (_, values) in areas.items()
        for c, (indicator, year) in columns.items()
        for value in [values[c]]
    ]
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=read_rows,
        rows_set_aside=aside,
        rows_refused=len(issues),
        issues=(*issues, *notices.values()),
        totals=tuple(_totals(layout, areas, scales, catalogue)),
        sheet=sheet,
    )


def _area(name: str, region: str, catalogue: Catalogue) -> str | None:
    if name == REGION_TOTAL:
        return region or None
    found = region_area(name, catalogue)
    return found if found == COUNTRY else province_code(name, catalogue) or found


def _poor_and_rate(
    areas: Areas, column: int, columns: Columns
) -> Iterator[tuple[float | None, float | None]]:
    rate = next(
        c for c, meaning in columns.items() if meaning == ("poverty_rate_pct", columns[column][1])
    )
    for area, (_, values) in areas.items():
        if area.isdigit():
            yield values[column], values[rate]


def _totals(
    layout: Layout, areas: Areas, scales: dict[int, float], catalogue: Catalogue
) -> Iterator[Total]:
    for column, (indicator, year) in layout.columns.items():
        if indicator == "poor_persons":
            scale = scales[column]
            counts = {
                area: (None if values[column] is None else (values[column] or 0) * scale, line)
                for area, (line, values) in areas.items()
            }
            half_unit = HALF_UNIT * scale
            yield from sums_of_areas(
                counts, indicator, year, half_unit, catalogue=catalogue, sheet=layout.sheet
            )


FAMILY = Family(
    id="poverty_by_province",
    yields=(Yield("outcome", "indicator × year × area", "baht a month, per cent, persons"),),
    totals="numbers of poor of the regions and the country against their provinces",
    recognises=recognises,
    read=read,
)
