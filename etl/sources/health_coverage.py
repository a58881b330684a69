"""Health-coverage registry: persons by scheme × province × single age × sex, a fiscal year a sheet.

A province's block is 126 rows of ages (0-124 and -1, unknown) and its total row, which two of the
years leave without a label. Each scheme has four columns: male, female, not stated, and a total
that the file heads "เพศ". Values are twelve-month averages.

A block that is no province is refused row by row; a cell that is no number, or a province without
its total row, refuses the file.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from etl.conform.ages import five_year_band, life_course
from etl.reading import RawFile
from etl.sources.coverage_sheets import SCHEMES, Columns, CoverageSheet, header_of, opened
from etl.sources.family import SHEET, Family, Reading, Total, Yield, source_of
from welfare.catalog import Catalogue

PRINTED = {programme: label for label, programme in SCHEMES.items()}
PRINTED_SEXES = {"male": "ชาย", "female": "หญิง", "unknown": "ไม่ระบุ", "all": "รวม"}
ROUNDING = 0.01
"""Persons by which sums of twelfths, rounded to four decimals, may miss a printed total."""


def recognises(file: RawFile) -> bool:
    """Tell whether the first table carries the registry's scheme headings."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    return header_of(rows) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read fiscal years into ``beneficiary``, ``population`` and ``control_total``."""
    sheets = [
        opened(file, name, rows, catalogue)
        for name, rows in file.tables.items()
        if header_of(rows) is not None
    ]
    facts: dict[str, list[pd.DataFrame]] = {}
    totals: list[Total] = []
    sources: list[str] = []
    for sheet in sheets:
        year = sheet.year
        source = source_of("health_coverage", (year, year), file, catalogue, sheet.name)
        sources.append(source.id)
        ages = _restored(sheet.ages, sheet.totals, sheet.columns)
        totals += _totals(ages, sheet)
        people = _facts(ages, sheet.columns, catalogue)
        people = people.assign(fiscal_year=year, source_id=source.id)
        controls = _control_totals(sheet.totals, sheet.columns)
        for table, rows in (
            ("beneficiary", people),
            ("population", _population(people)),
            ("control_total", controls.assign(year=year, source_id=source.id)),
        ):
            facts.setdefault(table, []).append(rows.assign(**{SHEET: sheet.name}))
    issues = [issue for sheet in sheets for issue in sheet.issues]
    aside = sum(len(sheet.totals) for sheet in sheets)
    return Reading(
        source_ids=tuple(dict.fromkeys(sources)),
        facts={table: pd.concat(parts, ignore_index=True) for table, parts in facts.items()},
        rows_read=sum(len(sheet.ages) for sheet in sheets) + aside + len(issues),
        rows_set_aside=aside,
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(totals),
        sheet=sheets[0].name,
    )


def _restored(ages: pd.DataFrame, totals: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """Fill a cell that is printed ``--`` from its column's printed total, where it is the only one.

    A block's total minus its other ages is that age: nothing is estimated. Two gaps in one column
    of one block stay gaps, and the file then fails its reconciliation.
    """
    ages = ages.copy()
    printed = totals.set_index("province_code")
    for column in [name for name in columns if ages[name].isna().any()]:
        for province, gaps in ages[ages[column].isna()].groupby("province_code"):
            if len(gaps) == 1:
                others = ages.loc[ages["province_code"] == province, column].sum()
                ages.loc[gaps.index, column] = printed.at[province, column] - others
    return ages


def _totals(ages: pd.DataFrame, sheet: CoverageSheet) -> Iterator[Total]:
    """Give ages beside every printed total of a province, and the sexes of every row not met."""
    columns = list(sheet.columns)
    printed = sheet.totals.set_index("province_code")[columns]
    summed = ages.groupby("province_code")[columns].sum(min_count=1).reindex(printed.index)
    lines = sheet.totals["line"].tolist()
    for column, (programme, sex) in sheet.columns.items():
        for row, said, found in zip(lines, printed[column], summed[column], strict=True):
            item = f"{PRINTED[programme]} {PRINTED_SEXES[sex]}"
            yield Total("sum_of_ages", item, said, found, ROUNDING, sheet.name, row)
    rows = pd.concat([ages, sheet.totals])
    of_totals = np.repeat([False, True], [len(ages), len(sheet.totals)])
    for programme in SCHEMES.values():
        parts = [c for c, (p, sex) in sheet.columns.items() if p == programme and sex != "all"]
        total = next(c for c, key in sheet.columns.items() if key == (programme, "all"))
        sexes = rows[parts].sum(axis=1)
        shown = rows[of_totals | ~((sexes - rows[total]).abs() <= ROUNDING)]
        for row, said, found in zip(shown["line"], shown[total], sexes[shown.index], strict=True):
            yield Total(
                "sum_of_sexes", PRINTED[programme], said, found, ROUNDING, sheet.name, int(row)
            )


def _facts(ages: pd.DataFrame, columns: Columns, catalogue: Catalogue) -> pd.DataFrame:
    single = ages["label"].astype(int)
    bands = {age: five_year_band(age, catalogue) for age in single.unique()}
    courses = {age: life_course(age, catalogue) for age in single.unique()}
    frame = pd.concat(
        pd.DataFrame(
            {
                "province_code": ages["province_code"],
                "programme_id": programme,
                "age_band": single.map(bands),
                "life_course_id": single.map(courses),
                "sex": sex,
                "persons": ages[column].astype(float),
            }
        )
        for column, (programme, sex) in columns.items()
        if sex != "all"
    )
    keys = ["province_code", "programme_id", "age_band", "life_course_id", "sex"]
    summed = frame.groupby(keys, as_index=False)["persons"].sum()
    return summed[summed["persons"] > 0].assign(persons=lambda rows: rows["persons"].round(4))


def _population(facts: pd.DataFrame) -> pd.DataFrame:
    keys = ["fiscal_year", "province_code", "age_band", "life_course_id", "sex", "source_id"]
    summed = facts.groupby(keys, as_index=False)["persons"].sum()
    return summed.assign(year=None, persons=summed["persons"].round(4))


def _control_totals(totals: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    return pd.concat(
        pd.DataFrame(
            {
                "table_id": "beneficiary",
                "measure": "persons",
                "area_id": totals["province_code"],
                "item": programme,
                "sex": sex,
                "printed": totals[column].astype(float).round(4),
                "tolerance": ROUNDING,
            }
        )
        for column, (programme, sex) in columns.items()
        if sex == "all"
    )


FAMILY = Family(
    id="health_coverage",
    yields=(
        Yield(
            "beneficiary",
            "fiscal year × province × scheme × age band × life course × sex",
            "persons",
        ),
        Yield("population", "fiscal year × province × age band × life course × sex", "persons"),
        Yield("control_total", "fiscal year × province × scheme", "persons"),
    ),
    totals="ages of a province and scheme, and the sexes of every age",
    recognises=recognises,
    read=read,
)
