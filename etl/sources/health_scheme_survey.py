"""People under each health scheme by region, from the NSO's survey of health and welfare.

A transcribed page of the Statistical Yearbook (table 6.1), in thousand persons. A person may hold
more than one scheme, so schemes are never added up. The smaller schemes (state enterprises,
independent bodies, local government, employers, others) are set aside with a notice.

The page does not bear its year: a title above the header or the file's name must, else the file
is refused. The country is printed and must be the sum of the regions within the rounding. A cell
that is no number refuses the file, an unknown scheme its row.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from etl.conform.provinces import region_area
from etl.conform.text import thai, tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.area_totals import sums_of_areas
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from etl.sources.outcome_rows import THOUSAND, OutcomeRow, cell_value, outcome_frame
from etl.sources.year_columns import WITHIN_ROWS, beginnings, title_of, year_in
from welfare.catalog import COUNTRY, Catalogue, catalogue

SCHEMES = {
    "survey_universal_coverage_persons": re.compile(r"บัตรทอง|ถ้วนหน้า|universal", re.IGNORECASE),
    "survey_social_security_persons": re.compile(r"^ประกันสังคม|social security", re.IGNORECASE),
    "survey_civil_servant_persons": re.compile(r"^ข้าราชการ|civil servant", re.IGNORECASE),
    "survey_private_insurance_persons": re.compile(r"ประกันเอกชน|บริษัทประกัน|private", re.IGNORECASE),
}
"""Indicator of each scheme that we hold, by what its label says."""
OTHERS = re.compile(
    r"รัฐวิสาหกิจ|หน่วยงานอิสระ|อปท|ท้องถิ่น|นายจ้าง|อื่น|state enterprise|independent|"
    r"local government|employer|others?",
    re.IGNORECASE,
)
COUNTRY_PERSONS = (1e6, 7e7)
"""Between how many people the largest scheme lies: so many are they if the unit is right."""
HALF_UNIT = 0.05 * THOUSAND

Place = tuple[str, int, int, dict[int, str]]
"""Sheet, 0-based row of the header, column of the schemes, area by column."""


def _place(file: RawFile, found: Catalogue) -> Place | None:
    for sheet, rows in beginnings(file):
        for place, row in enumerate(rows[:WITHIN_ROWS]):
            areas = {c: area for c, cell in enumerate(row) if (area := region_area(cell, found))}
            if len(areas) >= 4 and len(set(areas.values())) == len(areas) and min(areas) > 0:
                return sheet, place, min(areas) - 1, areas
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether schemes stand under regions: universal coverage and social security at least."""
    place = _place(file, catalogue())
    if place is None:
        return False
    sheet, header, column, _ = place
    rows = next(rows for name, rows in beginnings(file) if name == sheet)
    labels = [thai(row[column]) for row in rows[header + 1 :] if column < len(row)]
    first_two = list(SCHEMES.values())[:2]
    return all(any(words.search(label) for label in labels) for words in first_two)


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the country and its regions into ``outcome``."""
    found = _place(file, catalogue)
    if found is None:
        raise refusal(file, "no_header")
    sheet, header, column, areas = found
    rows = file.tables[sheet]
    year = year_in(title_of(rows[:header])) or year_in(PurePath(file.name).name)
    if year is None:
        raise refusal(file, "no_year", sheet=sheet)
    source = source_of("health_scheme_survey", (year, year), file, catalogue, sheet)
    counts: dict[str, dict[str, tuple[float | None, int]]] = {}
    issues: list[Issue] = []
    others: list[Issue] = []
    read_rows = notes = 0
    for line, row in enumerate(rows[header + 1 :], header + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        label = thai(row[column])
        indicator = next((name for name, words in SCHEMES.items() if words.search(label)), None)
        if not any(tidy(row[c]) for c in areas if c < len(row)):
            notes += 1
        elif indicator:
            if indicator in counts:
                raise refusal(file, "duplicate_key", sheet=sheet, row=line, value=label)
            counts[indicator] = _counts(file, sheet, row, line, areas)
        elif OTHERS.search(label):
            others.append(
                Issue(file.name, "other_subject", sheet, line, value=label, severity="notice")
            )
        else:
            issues.append(Issue(file.name, "unknown_label", sheet, line, value=label))
    _check_unit(file, sheet, counts)
    facts = [
        OutcomeRow(indicator, year, area, value)
        for indicator, printed in counts.items()
        for area, (value, _) in printed.items()
    ]
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=read_rows,
        rows_set_aside=notes + len(others),
        rows_refused=len(issues),
        issues=(*issues, *others),
        totals=tuple(_totals(counts, year, catalogue, sheet)),
        sheet=sheet,
    )


def _counts(
    file: RawFile, sheet: str, row: Row, line: int, areas: dict[int, str]
) -> dict[str, tuple[float | None, int]]:
    if len(row) <= max(areas):
        raise refusal(file, "bad_row", sheet=sheet, row=line, value=len(row))
    return {
        area: (cell_value(row[c], THOUSAND, file, row=line, column=c, sheet=sheet), line)
        for c, area in areas.items()
    }


def _check_unit(
    file: RawFile, sheet: str, counts: dict[str, dict[str, tuple[float | None, int]]]
) -> None:
    """Refuse a table in which the largest scheme has too many or too few people for thousands."""
    whole = max((printed.get(COUNTRY, (0, 0))[0] or 0 for printed in counts.values()), default=0)
    if whole and not COUNTRY_PERSONS[0] <= whole <= COUNTRY_PERSONS[1]:
        raise refusal(file, "out_of_range", sheet=sheet, value=whole / THOUSAND)


def _totals(
    counts: dict[str, dict[str, tuple[float | None, int]]],
    year: int,
    catalogue: Catalogue,
    sheet: str,
) -> Iterator[Total]:
    for indicator, printed in counts.items():
        yield from sums_of_areas(
            printed, indicator, year, HALF_UNIT, catalogue=catalogue, sheet=sheet
        )


FAMILY = Family(
    id="health_scheme_survey",
    yields=(Yield("outcome", "year × scheme × region", "persons"),),
    totals="the country against its regions",
    recognises=recognises,
    read=read,
)
