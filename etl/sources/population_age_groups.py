"""National registered population by sex and three age groups, calendar years side by side.

The rows of both sexes and of all ages are sums of the others: they are set aside and set against
them. A number that cannot be read refuses the file.
"""

from collections.abc import Iterator

import pandas as pd

from etl.conform.ages import age_range, life_course_of
from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from welfare.catalog import Catalogue

SEXES = {"ชาย": "male", "หญิง": "female"}
ALL = "รวม"
SEX_LABELS = frozenset({"sex", "เพศ"})
AGE_LABELS = frozenset({"age_group", "กลุ่มอายุ", "ช่วงอายุ"})
WITHIN = 15
"""Rows among which the header is looked for."""

Cells = dict[tuple[str, str, int], float]


def _header(rows: list[Row]) -> tuple[int, int, int] | None:
    """Return the row of the header, and the columns of sex and of age."""
    for place, row in enumerate(rows[:WITHIN]):
        labels = [tidy(cell).lower() for cell in row]
        sexes = [column for column, label in enumerate(labels) if label in SEX_LABELS]
        ages = [column for column, label in enumerate(labels) if label in AGE_LABELS]
        if sexes and ages and _years(row):
            return place, sexes[0], ages[0]
    return None


def _years(header: Row) -> dict[int, int]:
    """Return the CE year by column."""
    found = {}
    for column, cell in enumerate(header):
        try:
            found[column] = ce_year(cell)
        except ValueError:
            continue
    return found


def recognises(file: RawFile) -> bool:
    """Tell whether rows under sex, age group and years are of three wide groups of ages."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    header = _header(rows)
    if header is None:
        return False
    place, sex, age = header
    body = [row for row in rows[place + 1 :] if len(row) > max(sex, age)]
    groups = {tidy(row[age]) for row in body}
    return {"0-14", "15-59", "60+"} <= groups and {tidy(row[sex]) for row in body} >= set(SEXES)


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read men and women of every group into ``population`` of the whole country."""
    sheet, rows = file.first_table
    header = _header(rows)
    if header is None:
        raise refusal(file, "not_recognised", sheet=sheet)
    place, sex_column, age_column = header
    years = _years(rows[place])
    cells: Cells = {}
    issues: list[Issue] = []
    read_rows = aside = 0
    for line, row in enumerate(rows[place + 1 :], place + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        sex, age = tidy(row[sex_column]), tidy(row[age_column])
        if sex not in {*SEXES, ALL} or not (age == ALL or age in catalogue.allowed("age_bands")):
            issues.append(Issue(file.name, "unknown_label", sheet, line, value=f"{sex} {age}"))
            continue
        aside += ALL in {sex, age}
        for column, year in years.items():
            key = (sex, age, year)
            if key in cells:
                raise refusal(file, "duplicate_key", sheet=sheet, row=line, value=f"{sex} {age}")
            cells[key] = _count(row[column], file, sheet, line, column)
    source = source_of(
        "population_age_groups",
        (min(years.values()), max(years.values())),
        file,
        catalogue,
        sheet,
    )
    facts = pd.DataFrame(
        {
            "year": year,
            "province_code": None,
            "age_band": age,
            "life_course_id": life_course_of(age_range(age), catalogue),
            "sex": SEXES[sex],
            "persons": count,
            "source_id": source.id,
        }
        for (sex, age, year), count in cells.items()
        if ALL not in {sex, age}
    )
    return Reading(
        source_ids=(source.id,),
        facts={"population": facts},
        rows_read=read_rows,
        rows_set_aside=aside,
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(_totals(cells, sheet)),
        sheet=sheet,
    )


def _count(cell: object, file: RawFile, sheet: str, line: int, column: int) -> float:
    try:
        found = number(cell)
    except ValueError:
        found = None
    if found is None:
        raise refusal(file, "bad_number", sheet=sheet, row=line, column=str(column + 1), value=cell)
    return found


def _totals(cells: Cells, sheet: str) -> Iterator[Total]:
    """Give every printed sum of ages and of sexes beside its parts, where any part is printed."""
    for (sex, age, year), printed in cells.items():
        ages = [n for (s, a, y), n in cells.items() if (s, y) == (sex, year) and a != ALL]
        sexes = [n for (s, a, y), n in cells.items() if (a, y) == (age, year) and s != ALL]
        if age == ALL and ages:
            yield Total("sum_of_ages", f"{sex} {ALL}", printed, sum(ages), sheet=sheet)
        if sex == ALL and sexes:
            yield Total("sum_of_sexes", f"{ALL} {age}", printed, sum(sexes), sheet=sheet)


FAMILY = Family(
    id="population_age_groups",
    yields=(Yield("population", "year × age group × sex, whole country", "persons"),),
    totals="ages and sexes of every year",
    recognises=recognises,
    read=read,
)
