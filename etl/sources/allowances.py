"""National recipients and budget of the old-age and disability allowances, years side by side.

The printed average a recipient is no fact: it must be budget over recipients, to a baht (some are
cut and not rounded). A line of averages with a misprint such as "91,41" is refused; a recipient
or an amount that is no number refuses the file.
"""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.conform.units import scale_of
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from etl.sources.outcome_rows import MILLION, cell_value
from etl.sources.year_columns import Header, beginnings, header_with_years, need_nothing_above
from welfare.catalog import Catalogue

OLD_AGE, DISABILITY = "older_persons_allowance", "disability_allowance"
ITEMS = {
    "จำนวนผู้สูงอายุที่ได้รับเบี้ยยังชีพ": (OLD_AGE, "persons", 1.0),
    "งบประมาณเบี้ยยังชีพผู้สูงอายุ": (OLD_AGE, "amount_thb", MILLION),
    "จำนวนผู้พิการที่ได้รับเบี้ยยังชีพ": (DISABILITY, "persons", 1.0),
    "งบประมาณเบี้ยยังชีพผู้พิการ": (DISABILITY, "amount_thb", MILLION),
}
"""Programme, field and what the numbers of these tables are multiplied by."""
AVERAGE = re.compile(r"เฉลี่ยต่อคนต่อปี\s*\(?(ผู้สูงอายุ|ผู้พิการ|คนพิการ)\)?")
LABELS = {"item": r"item|รายการ|ตัวชี้วัด", "unit?": r"unit|หน่วย(นับ)?"}
BAHT_A_YEAR = (1_000.0, 60_000.0)
"""Between which a recipient's allowance lies: so much is it if the units are right."""
TOLERANCE = 1.0

Cells = dict[tuple[int, str], dict[str, float | None]]
"""Persons and baht by year and programme."""


def _item(row: Row, header: Header) -> str:
    column = header.labels["item"]
    return tidy(row[column]) if column < len(row) else ""


def recognises(file: RawFile) -> bool:
    """Tell whether lines are the allowances' items under a header of years."""
    header = header_with_years(file, LABELS)
    if header is None:
        return False
    rows = next(rows for sheet, rows in beginnings(file) if sheet == header.sheet)
    return any(_item(row, header) in ITEMS for row in rows[header.place + 1 :])


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read recipients and baht into ``beneficiary``; printed averages are set aside and checked."""
    header = header_with_years(file, LABELS)
    if header is None:
        raise refusal(file, "no_header")
    need_nothing_above(file, header)
    sheet, years = header.sheet, header.years
    rows = file.tables[sheet]
    span = (min(years.values()), max(years.values()))
    source = source_of("allowances", span, file, catalogue, sheet)
    cells: Cells = {}
    averages: list[tuple[str, int, dict[int, float | None]]] = []
    issues: list[Issue] = []
    notices: list[Issue] = []
    read_rows = aside = 0
    for line, row in enumerate(rows[header.place + 1 :], header.place + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        if _item(row, header) in ITEMS:
            notices += _take(cells, file, header, row, line)
        elif found := AVERAGE.match(_item(row, header)):
            programme = OLD_AGE if found[1] == "ผู้สูงอายุ" else DISABILITY
            values, bad = _averages(file, header, row, line)
            averages.append((programme, line, values))
            issues += bad
            aside += not bad
        else:
            aside += 1
    _plausible(file, sheet, cells)
    frame = pd.DataFrame(
        [{"fiscal_year": y, "programme_id": p} | values for (y, p), values in cells.items()]
    ).assign(
        province_code=None, age_band="all", life_course_id=None, sex="all", source_id=source.id
    )
    return Reading(
        source_ids=(source.id,),
        facts={"beneficiary": frame},
        rows_read=read_rows,
        rows_set_aside=aside,
        rows_refused=len({issue.row for issue in issues}),
        issues=(*issues, *notices),
        totals=tuple(_totals(averages, cells, sheet)),
        sheet=sheet,
    )


def _take(cells: Cells, file: RawFile, header: Header, row: Row, line: int) -> list[Issue]:
    """Put a line's numbers into ``cells``, and give a notice where the unit given is not theirs.

    No budget is a million million baht: a number of that size is in baht.
    """
    programme, field, scale = ITEMS[_item(row, header)]
    values: dict[int, float | None] = {}
    for column, year in header.years.items():
        if column >= len(row):
            raise refusal(file, "bad_row", sheet=header.sheet, row=line, value=len(row))
        values[year] = cell_value(
            row[column], 1.0, file, row=line, column=column, sheet=header.sheet
        )
    if scale == MILLION and max((value or 0.0 for value in values.values()), default=0.0) > MILLION:
        scale = 1.0
    for year, value in values.items():
        scaled = None if value is None else round(value * scale, 2)
        cells.setdefault((year, programme), {})[field] = scaled
    place = header.labels.get("unit")
    unit = tidy(row[place]) if place is not None else ""
    if not unit or scale_of(unit) == scale:
        return []
    where = str((place or 0) + 1)
    return [
        Issue(
            file.name,
            "wrong_unit_label",
            header.sheet,
            line,
            where,
            unit,
            field,
            severity="notice",
        )
    ]


def _averages(
    file: RawFile, header: Header, row: Row, line: int
) -> tuple[dict[int, float | None], list[Issue]]:
    """Return the averages that can be read by year, and an issue for each that cannot."""
    values: dict[int, float | None] = {}
    issues: list[Issue] = []
    for column, year in header.years.items():
        cell = row[column] if column < len(row) else ""
        try:
            values[year] = number(cell)
        except ValueError:
            issues.append(
                Issue(file.name, "bad_number", header.sheet, line, str(column + 1), str(cell))
            )
    return values, issues


def _plausible(file: RawFile, sheet: str, cells: Cells) -> None:
    """Refuse a file in which baht over recipients is no year's allowance."""
    for (year, programme), values in cells.items():
        persons, baht = values.get("persons"), values.get("amount_thb")
        if persons and baht and not BAHT_A_YEAR[0] <= baht / persons <= BAHT_A_YEAR[1]:
            raise refusal(
                file,
                "out_of_range",
                sheet=sheet,
                column=str(year + 543),
                value=f"{programme} {baht / persons:,.0f}",
                detail="baht a recipient",
            )


def _totals(
    averages: list[tuple[str, int, dict[int, float | None]]],
    cells: Mapping[tuple[int, str], Mapping[str, float | None]],
    sheet: str,
) -> Iterator[Total]:
    for programme, line, values in averages:
        for year, printed in values.items():
            of = cells.get((year, programme), {})
            persons, baht = of.get("persons"), of.get("amount_thb")
            if printed is not None and persons and baht is not None:
                item = f"{programme} average"
                yield Total("grand_total", item, printed, baht / persons, TOLERANCE, sheet, line)


FAMILY = Family(
    id="allowances",
    yields=(Yield("beneficiary", "fiscal year × allowance", "persons, baht"),),
    totals="average baht a recipient",
    recognises=recognises,
    read=read,
)
