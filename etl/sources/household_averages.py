"""Average monthly income or expenditure of households by province, years side by side (NSO).

Thai and English tables give the same survey, rounded differently; both are kept as they stand. They
bear no title, and income looks like expenditure: `known_values` tells which it is, from the title,
from figures that are known, and at last from the file's name; else the file is refused. The
country's figure must be the known one of its year (±1 baht, for rounding).

Averages are no sums: the country and the regions are facts. ``Greater Bangkok`` and the ``Central``
of these tables, which leaves it out, are no areas of ours and set aside with a notice. Bueng Kan is
blank before 2555: it was then part of Nong Khai. A cell that is no number refuses the file, an
unknown name its row.
"""

import re

import pandas as pd

from etl.conform.provinces import suggestion
from etl.conform.units import scale_of
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.editions import with_editions
from etl.sources.family import Family, Reading, Total, Yield, refusal
from etl.sources.known_values import ROUNDING, Cells, known_values, repeats, subject_of
from etl.sources.survey_areas import reason_for, region_notices, survey_area
from etl.sources.wide_table import AreaRow, WideTable, facts_of, wide_table
from welfare.catalog import COUNTRY, Catalogue, catalogue

SUBJECTS = {
    "household_income_thb": re.compile(r"รายได้|\bincome|_income"),
    "household_expenditure_thb": re.compile(r"รายจ่าย|ค่าใช้จ่าย|expen[ds]"),
}
FAMILIES = {
    "household_income_thb": "household_income",
    "household_expenditure_thb": "household_expenditure",
}
OTHERS = re.compile(r"หนี้|ต่อหัว|ต่อคน|per (capita|head|person)|debt|ร้อยละ|สัดส่วน")
"""Words of titles whose tables are of something else."""
PLAUSIBLE = (2_000.0, 100_000.0)
"""Baht a month between which a province's average household lies."""
ENGLISH = re.compile(r"[A-Za-z]")


def recognises(file: RawFile) -> bool:
    """Tell whether a table by area and year holds averages of the size of a household's month."""
    table = wide_table(file)
    if table is None or OTHERS.search(table.title.casefold()):
        return False
    cells = _cells(table, catalogue())
    named = any(words.search(table.title.casefold()) for words in SUBJECTS.values())
    known = any(repeats(indicator, cells) for indicator in SUBJECTS)
    low, high = PLAUSIBLE
    within = sum(low <= value <= high for value in cells.values())
    likely = within > len(cells) * 0.9
    with_regions = any(not area.isdigit() for area, _ in cells)
    return likely and (named or known or with_regions)


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read every province, the country and the regions that are ours into ``outcome``."""
    table = wide_table(file)
    if table is None:
        raise refusal(file, "no_header")
    rows = list(table.of(file))
    indicator = subject_of(file, table.title, _cells(table, catalogue), SUBJECTS)
    if indicator is None:
        raise refusal(file, "no_subject", sheet=table.sheet)
    scale = scale_of(table.title)
    found: list[dict[str, object]] = []
    issues: list[Issue] = []
    others: list[str] = []
    notes = 0
    for row in rows:
        area = survey_area(row.name, catalogue)
        if area == "other_region":
            others.append(row.name)
        elif area == "unknown" and all(value is None for value in row.values.values()):
            notes += 1
        elif area == "unknown":
            reason, near = reason_for(row.name, catalogue), suggestion(row.name, catalogue)
            issues.append(
                Issue(file.name, reason, table.sheet, row.line, value=row.name, detail=near)
            )
        else:
            found += facts_of(
                file, table, row, area, scale=scale, plausible=PLAUSIBLE, catalogue=catalogue
            )
    refused = len(issues)
    issues += region_notices(file, others, table.sheet, "")
    frame = pd.DataFrame(found).assign(indicator_id=indicator, group_id="all", method="published")
    in_english = 2 * sum(bool(ENGLISH.search(row.name)) for row in rows) > len(rows)
    family = FAMILIES[indicator] + ("_en" if in_english else "")
    facts, sources = with_editions(frame, family, file, catalogue, table.sheet)
    return Reading(
        source_ids=sources,
        facts={"outcome": facts},
        rows_read=len(rows),
        rows_set_aside=len(others) + notes,
        rows_refused=refused,
        issues=tuple(issues),
        totals=tuple(_totals(indicator, table, rows, catalogue)),
        sheet=table.sheet,
    )


def _cells(table: WideTable, catalogue: Catalogue) -> Cells:
    scale = scale_of(table.title)
    return {
        (survey_area(name, catalogue), year): value * scale
        for name, year, value in table.readable()
    }


def _totals(
    indicator: str, table: WideTable, rows: list[AreaRow], catalogue: Catalogue
) -> list[Total]:
    known = known_values()[indicator].values
    scale = scale_of(table.title)
    return [
        Total(
            "grand_total",
            f"{indicator}, known figure",
            value * scale,
            known[COUNTRY, year],
            ROUNDING,
            table.sheet,
            row.line,
        )
        for row in rows
        if survey_area(row.name, catalogue) == COUNTRY
        for year, value in row.values.items()
        if value is not None and (COUNTRY, year) in known
    ]


FAMILY = Family(
    id="household_averages",
    yields=(Yield("outcome", "year × province, region or country", "baht a household a month"),),
    totals="the country's average against its known figure",
    recognises=recognises,
    read=read,
)
