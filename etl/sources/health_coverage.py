"""Health-coverage registry: persons by scheme × province × single age × sex, a fiscal year a file.

A province's block is 126 rows of ages (0-124 and -1, unknown) and its total row, which two of the
years leave without a label. Each scheme has four columns: male, female, not stated, and a total
that the file heads "เพศ". Values are twelve-month averages.
"""

import re
from itertools import product

import numpy as np
import pandas as pd

from etl.conform.ages import UNKNOWN_AGE, five_year_band, life_course
from etl.conform.numbers import number
from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield
from welfare.catalog import Catalogue

SCHEMES = {
    "สิทธิประกันสุขภาพถ้วนหน้า": "universal_coverage",
    "บุคคลที่ยังไม่ได้รับการลงทะเบียน": "not_registered",
    "สิทธิข้าราชการ/สิทธิรัฐวิสาหกิจ": "civil_servant_medical",
    "สิทธิและสถานะอื่นๆ": "other_rights",
    "สิทธิประกันสังคม": "social_security",
    "บุคคลผู้มีปัญหาสถานะและสิทธิ": "status_problem",
}
SEXES = {"ชาย": "male", "หญิง": "female", "ไม่ระบุ": "unknown", "เพศ": "all"}
TOTAL_LABELS = frozenset({"", "total", "รวม"})
ROUNDING = 0.01
"""Persons by which sums of twelfths, rounded to four decimals, may miss a printed total."""


def _header(rows: list[Row]) -> int | None:
    for index, row in enumerate(rows[:12]):
        if sum(tidy(cell) in SCHEMES for cell in row) >= 2:
            return index
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether the first sheet carries the registry's scheme headings."""
    return any(_header(rows) is not None for rows in list(file.sheets.values())[:1])


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read one fiscal year into ``beneficiary``, ``population`` and ``control_total``."""
    sheet, rows = next(iter(file.sheets.items()))
    header = _header(rows)
    if header is None:
        raise RefusedFile(Issue(file.name, "not_recognised", sheet))
    year = ce_year(" ".join(tidy(cell) for row in rows[:header] for cell in row if cell != ""))
    columns = _columns(rows[header], rows[header + 1])
    if sorted(columns.values()) != sorted(product(SCHEMES.values(), SEXES.values())):
        raise RefusedFile(Issue(file.name, "bad_columns", sheet, header + 1))
    body = pd.DataFrame([row[: max(columns) + 1] for row in rows[header + 2 :]])
    body["line"] = np.arange(header + 3, header + 3 + len(body))
    body["block"] = body[0].map(tidy).replace("", None).ffill()
    body["label"] = body[1].map(lambda cell: tidy(cell).lower())
    body = body[(body[list(columns)] != "").any(axis=1)]

    body, refused, issues = _only_provinces(body, file, sheet, catalogue)
    is_total = body["label"].isin(TOTAL_LABELS)
    ages, totals = body[~is_total], body[is_total]
    if totals.empty or (ages["label"] == str(UNKNOWN_AGE)).sum() == 0:
        raise RefusedFile(Issue(file.name, "template", sheet, detail=f"{len(body)} rows"))
    source_id = f"nhso_coverage_{year + 543}"
    if source_id not in catalogue.sources:
        raise RefusedFile(Issue(file.name, "edition_not_declared", sheet, value=source_id))

    totals = _numbers(totals, columns, file, sheet)
    ages = _restored(_numbers(ages, columns, file, sheet), totals)
    _reconcile(ages, totals, columns, file, sheet)
    facts = _facts(ages, columns, catalogue).assign(fiscal_year=year, source_id=source_id)
    return Reading(
        source_ids=(source_id,),
        facts={
            "beneficiary": facts.assign(amount_thb=None),
            "population": _population(facts),
            "control_total": _control_totals(totals, columns).assign(
                year=year, source_id=source_id
            ),
        },
        rows_read=len(ages) + len(totals) + refused,
        rows_set_aside=len(totals),
        rows_refused=refused,
        issues=tuple(issues),
        sheet=sheet,
    )


def _columns(schemes: Row, sexes: Row) -> dict[int, tuple[str, str]]:
    """Return (programme, sex) by column number; a scheme's heading stands over its first column."""
    found: dict[int, tuple[str, str]] = {}
    scheme = ""
    for column, sex in enumerate(sexes):
        scheme = SCHEMES.get(tidy(schemes[column]), scheme)
        if scheme and tidy(sex) in SEXES:
            found[column] = (scheme, SEXES[tidy(sex)])
    return found


def _only_provinces(
    body: pd.DataFrame, file: RawFile, sheet: str, catalogue: Catalogue
) -> tuple[pd.DataFrame, int, list[Issue]]:
    """Give each block its province code; refuse the blocks of units that are no province."""
    codes: dict[str, str | None] = {}
    issues: list[Issue] = []
    for block, first in body.groupby("block")["line"].min().items():
        code, _, name = str(block).partition("-")
        known = province_code(name, catalogue)
        agrees = known is not None and re.fullmatch(rf"{known}00", code.strip())
        codes[str(block)] = known if agrees else None
        if not agrees:
            issues.append(Issue(file.name, "not_a_province", sheet, int(first), "1", str(block)))
    body = body.assign(province_code=body["block"].map(codes))
    kept = body[body["province_code"].notna()]
    return kept, len(body) - len(kept), issues


def _numbers(
    rows: pd.DataFrame, columns: dict[int, tuple[str, str]], file: RawFile, sheet: str
) -> pd.DataFrame:
    rows = rows.copy()
    for column in columns:
        values = []
        for line, cell in zip(rows["line"], rows[column], strict=True):
            try:
                values.append(number(cell))
            except ValueError:
                raise RefusedFile(
                    Issue(file.name, "bad_number", sheet, int(line), str(column + 1), str(cell))
                ) from None
        rows[column] = pd.array(values, dtype="Float64").to_numpy(dtype=float, na_value=np.nan)
    return rows


def _restored(ages: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Fill a cell that is printed ``--`` from its column's printed total, where it is the only one.

    A block's total minus its other ages is that age: nothing is estimated. Two gaps in one column
    of one block stay gaps, and the file then fails its reconciliation.
    """
    ages = ages.copy()
    printed = totals.set_index("province_code")
    for column in [name for name in ages.columns if isinstance(name, int) and name > 1]:
        for province, gaps in ages[ages[column].isna()].groupby("province_code"):
            if len(gaps) == 1:
                others = ages.loc[ages["province_code"] == province, column].sum()
                ages.loc[gaps.index, column] = printed.at[province, column] - others
    return ages


def _reconcile(
    ages: pd.DataFrame,
    totals: pd.DataFrame,
    columns: dict[int, tuple[str, str]],
    file: RawFile,
    sheet: str,
) -> None:
    """Refuse the file unless ages add up to totals and the sexes to the fourth column."""
    numbers = list(columns)
    summed = ages.groupby("province_code")[numbers].sum(min_count=1)
    printed = totals.set_index("province_code")[numbers]
    every = summed.index.union(printed.index)
    summed, printed = summed.reindex(every), printed.reindex(every)
    gap = (summed - printed).abs()
    for column in numbers:
        if not bool((gap[column] <= ROUNDING).all()):
            province = gap.index[~(gap[column] <= ROUNDING)][0]
            block = pd.concat([ages, totals])
            line = block.loc[block["province_code"] == province, "line"].max()
            raise RefusedFile(
                Issue(
                    file.name,
                    "total_mismatch",
                    sheet,
                    int(line),
                    str(column + 1),
                    str(printed.at[province, column]),
                    f"ages add up to {summed.at[province, column]:.2f}",
                )
            )
    for programme in dict.fromkeys(name for name, _ in columns.values()):
        parts = [c for c, (p, sex) in columns.items() if p == programme and sex != "all"]
        total = next(c for c, (p, sex) in columns.items() if p == programme and sex == "all")
        wrong = (ages[parts].sum(axis=1) - ages[total]).abs() > ROUNDING
        if wrong.any():
            row = ages[wrong].iloc[0]
            raise RefusedFile(
                Issue(
                    file.name,
                    "total_mismatch",
                    sheet,
                    int(row["line"]),
                    str(total + 1),
                    str(row[total]),
                    f"the sexes add up to {row[parts].sum():.2f}",
                )
            )


def _facts(
    ages: pd.DataFrame, columns: dict[int, tuple[str, str]], catalogue: Catalogue
) -> pd.DataFrame:
    single = ages["label"].astype(int)
    frame = pd.concat(
        pd.DataFrame(
            {
                "province_code": ages["province_code"],
                "programme_id": programme,
                "age_band": single.map(lambda age: five_year_band(age, catalogue)),
                "life_course_id": single.map(lambda age: life_course(age, catalogue)),
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


def _control_totals(totals: pd.DataFrame, columns: dict[int, tuple[str, str]]) -> pd.DataFrame:
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
