"""Health-coverage registry, one age band: persons by province and sex, with rates beside them.

Each sex (both, men, women, not stated) has five columns; a heading is cut over several rows. The
people under universal coverage are loaded; population, people of any scheme and rates are not. Both
sexes together and the total row are sums, military units included; these are no provinces and their
rows are refused. A cell that is no number refuses the file.
"""

import re
from collections.abc import Iterator

import pandas as pd

from etl.conform.ages import age_range, band_of, life_course_of
from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.coverage_sheets import (
    fiscal_year_of,
    not_of_a_province,
    registry_province,
)
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from welfare.catalog import Catalogue

TITLE = "ผู้มีสิทธิหลักประกันสุขภาพ จำแนกตามพื้นที่การลงทะเบียนสิทธิรายจังหวัด"
SEXES = {"รวม": "all", "ชาย": "male", "หญิง": "female", "ไม่ระบุ": "unknown"}
PRINTED_SEXES = {sex: label for label, sex in SEXES.items()}
UNIVERSAL = "ผู้มีสิทธิหลักประกันสุขภาพถ้วนหน้า"
TOTAL = "รวม"
UNIT = re.compile(r"[A-Z\d]{4} *- *\S")
WITHIN = 15
"""Rows among which the headings are looked for."""


def recognises(file: RawFile) -> bool:
    """Tell whether the title says people entitled by province, over the four sexes."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    titled = any(tidy(cell).startswith(TITLE) for row in rows[:WITHIN] for cell in row)
    return titled and _sexes(rows) is not None


def _sexes(rows: list[Row]) -> tuple[int, dict[int, str]] | None:
    """Return the row that heads the sexes, and the sex by the column where it begins."""
    for place, row in enumerate(rows[:WITHIN]):
        found = {c: SEXES[tidy(cell)] for c, cell in enumerate(row) if tidy(cell) in SEXES}
        if sorted(found.values()) == sorted(SEXES.values()):
            return place, found
    return None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the people under universal coverage into ``beneficiary``."""
    sheet, rows = file.first_table
    headed = _sexes(rows)
    if headed is None:
        raise refusal(file, "not_recognised", sheet=sheet)
    place, sexes = headed
    title = next(tidy(c) for row in rows[:place] for c in row if tidy(c).startswith(TITLE))
    year = fiscal_year_of(file, sheet, rows[:place])
    ages = age_range(title)
    first = next((n for n, row in enumerate(rows) if any(map(UNIT.match, map(tidy, row)))), None)
    if first is None:
        raise refusal(file, "empty_form", sheet=sheet)
    label = next(c for c, cell in enumerate(rows[first]) if UNIT.match(tidy(cell)))
    columns = _columns(rows[place + 1 : first], sexes)
    if sorted(columns.values()) != sorted(SEXES.values()):
        raise refusal(file, "bad_columns", sheet=sheet, row=place + 1)
    source = source_of("health_coverage_age", (year, year), file, catalogue, sheet)
    people: dict[str, dict[str, float]] = {}
    issues: list[Issue] = []
    counted: list[tuple[int, str, dict[str, float]]] = []
    for line, row in enumerate(rows[first:], first + 1):
        if any(tidy(cell) for cell in row):
            counted.append((line, tidy(row[label]), _counts(row, columns, file, sheet, line)))
    units = [entry for entry in counted if not entry[1].startswith(TOTAL)]
    for line, name, counts in units:
        province = registry_province(name, catalogue)
        if province is None:
            issues.append(not_of_a_province(file, sheet, line, name, catalogue))
        elif province in people:
            raise refusal(file, "duplicate_key", sheet=sheet, row=line, value=name)
        else:
            people[province] = counts
    facts = pd.DataFrame(
        {
            "fiscal_year": year,
            "province_code": province,
            "programme_id": "universal_coverage",
            "age_band": band_of(ages, catalogue),
            "life_course_id": life_course_of(ages, catalogue),
            "sex": sex,
            "persons": count,
            "source_id": source.id,
        }
        for province, counts in people.items()
        for sex, count in counts.items()
        if sex != "all" and count > 0
    )
    return Reading(
        source_ids=(source.id,),
        facts={"beneficiary": facts},
        rows_read=len(counted),
        rows_set_aside=len(counted) - len(units),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(_totals(counted, sheet)),
        sheet=sheet,
    )


def _columns(headings: list[Row], sexes: dict[int, str]) -> dict[int, str]:
    """Return the sex of each column of people under universal coverage.

    A sex holds from the column where it is headed to the next one; a heading is read downwards.
    """
    found: dict[int, str] = {}
    sex = ""
    for column in range(max(len(row) for row in headings)):
        sex = sexes.get(column, sex)
        cells = [tidy(row[column]) for row in headings if column < len(row)]
        if sex and UNIVERSAL in "".join(cells).replace(" ", ""):
            found[column] = sex
    return found


def _counts(
    row: Row, columns: dict[int, str], file: RawFile, sheet: str, line: int
) -> dict[str, float]:
    counts: dict[str, float] = {}
    for column, sex in columns.items():
        try:
            found = number(row[column])
        except ValueError:
            found = None
        if found is None:
            where = str(column + 1)
            raise refusal(
                file, "bad_number", sheet=sheet, row=line, column=where, value=row[column]
            )
        counts[sex] = found
    return counts


def _totals(counted: list[tuple[int, str, dict[str, float]]], sheet: str) -> Iterator[Total]:
    """Give the sexes of every row, and the sum of all units beside the total row."""
    for line, name, counts in counted:
        parts = sum(count for sex, count in counts.items() if sex != "all")
        yield Total("sum_of_sexes", TOTAL, counts["all"], parts, sheet=sheet, row=line)
        if name.startswith(TOTAL):
            for sex, printed in counts.items():
                units = (other[sex] for _, n, other in counted if not n.startswith(TOTAL))
                yield Total(
                    "sum_of_provinces",
                    f"{TOTAL} {PRINTED_SEXES[sex]}",
                    printed,
                    sum(units),
                    sheet=sheet,
                    row=line,
                )


FAMILY = Family(
    id="health_coverage_age",
    yields=(Yield("beneficiary", "fiscal year × province × age band × sex", "persons"),),
    totals="sexes of every row, and units against the total row",
    recognises=recognises,
    read=read,
)
