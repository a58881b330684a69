"""Registered population of provinces by single year of age and sex, December, a province a file.

Department of Provincial Administration; the layouts are told in `register_layouts`. Only the row of
the province is loaded, in five-year bands and life-course groups, exact from single ages; people in
the special registers have no known age. Rows of districts and sub-districts are set aside and must
add up to the rows above them.

The content names no year. The year is that of the name which the department gives its files, or of
the sheet that one was pasted into: 5512cc50 is December 2555, province 50. Nothing else is taken
from the name; a file whose name lost it, or names another province than its content, is refused.

A count that cannot be read refuses the row of a sub-district, and the file where it is that of a
province or district, since the sums then stand on nothing.
"""

import re
from pathlib import PurePath

import numpy as np
import pandas as pd

from etl.conform.ages import UNKNOWN_AGE, five_year_band, life_course
from etl.conform.provinces import province_code, province_in_year, suggestion
from etl.conform.years import BE_MINUS_CE
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.register_layouts import AGES, Register, is_register_row, register_of
from etl.sources.register_totals import PROVINCE, SUB_DISTRICT, levels_of, totals_of
from welfare.catalog import Catalogue

NAMED = re.compile(r"(?<!\d)(\d\d)(\d\d)cc(\d\d)(?!\d)", re.IGNORECASE)
DECEMBER = "12"
SEXES = ("male", "female")
WITHIN_HEADER = 15
"""Rows that may stand above the first of the register."""


def recognises(file: RawFile) -> bool:
    """Tell whether rows are a name and counts by age in either of the department's layouts."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    return any(is_register_row(row) for row in rows[:WITHIN_HEADER])


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the provinces of one December into ``population``."""
    sheet, rows = file.first_table
    register = register_of(rows)
    level = levels_of(register)
    issues: list[Issue] = []
    for place in np.flatnonzero(~register.readable):
        line, name = register.lines[place], register.names[place]
        if level[place] != SUB_DISTRICT:
            raise refusal(file, "bad_number", sheet=sheet, row=line, value=name)
        issues.append(Issue(file.name, "bad_number", sheet, line, value=name))
    provinces: dict[int, str] = {}
    for place in np.flatnonzero(level == PROVINCE):
        name = register.names[place]
        code = province_code(name, catalogue)
        if code is None:
            near, line = suggestion(name, catalogue), register.lines[place]
            issues.append(Issue(file.name, "unknown_province", sheet, line, "1", name, near))
        else:
            provinces[int(place)] = code
    if not provinces:
        unknown = next((i for i in issues if i.reason == "unknown_province"), None)
        raise RefusedFile(unknown or Issue(file.name, "unknown_province", sheet))
    year = _year(file, sheet, set(provinces.values()))
    source = source_of("register_population", (year, year), file, catalogue, sheet)
    facts = _facts(register, provinces, year, catalogue).assign(year=year, source_id=source.id)
    return Reading(
        source_ids=(source.id,),
        facts={"population": facts},
        rows_read=len(register.names),
        rows_set_aside=len(register.names) - len(provinces) - len(issues),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(totals_of(register, level, sheet)),
        sheet=sheet,
    )


def _year(file: RawFile, sheet: str, codes: set[str]) -> int:
    """Return the CE year that the sheet's or the file's name gives to these provinces."""
    named = NAMED.search(sheet) or NAMED.search(PurePath(file.name).name)
    if named is None:
        raise refusal(file, "no_year", sheet=sheet, detail="a name such as 5512cc50 gives the year")
    if named[3] not in codes:
        detail = f"the rows are of province {', '.join(sorted(codes))}"
        raise refusal(file, "years_unverified", sheet=sheet, value=named[0], detail=detail)
    if named[2] != DECEMBER:
        detail = "not the register of December"
        raise refusal(file, "edition_not_declared", sheet=sheet, value=named[0], detail=detail)
    return 2500 + int(named[1]) - BE_MINUS_CE


def _facts(
    register: Register, provinces: dict[int, str], year: int, catalogue: Catalogue
) -> pd.DataFrame:
    """Return persons by province, band, life course and sex; a combination of nobody has no row."""
    ages = [*range(AGES), UNKNOWN_AGE]
    frame = pd.concat(
        pd.DataFrame(
            {
                "province_code": province_in_year(code, year, catalogue),
                "age_band": [five_year_band(age, catalogue) for age in ages],
                "life_course_id": [life_course(age, catalogue) for age in ages],
                "sex": sex,
                "persons": [*register.ages[place, number], register.special[place, number].sum()],
            }
        )
        for place, code in provinces.items()
        for number, sex in enumerate(SEXES)
    )
    keys = ["province_code", "age_band", "life_course_id", "sex"]
    summed = frame.groupby(keys, as_index=False)["persons"].sum()
    return summed[summed["persons"] > 0]


FAMILY = Family(
    id="register_population",
    yields=(
        Yield("population", "year (December) × province × age band × life course × sex", "persons"),
    ),
    totals="ages, sexes, districts and sub-districts against the rows above them",
    recognises=recognises,
    read=read,
)
