"""Sheets of the health-coverage registry as numbers: blocks of ages by province, and totals."""

import re
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from etl.conform.ages import UNKNOWN_AGE
from etl.conform.numbers import number
from etl.conform.provinces import area_kind, province_code, suggestion
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import refusal
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
FISCAL = "ปีงบประมาณ"
WITHIN = 15
"""Rows among which the header is looked for."""

Columns = dict[int, tuple[str, str]]


@dataclass(frozen=True)
class CoverageSheet:
    """Rows of one sheet: those of ages and of totals as numbers, and those that were refused."""

    name: str
    year: int
    columns: Columns
    ages: pd.DataFrame
    totals: pd.DataFrame
    issues: list[Issue]


def header_of(rows: list[Row]) -> int | None:
    """Return the index of the row that heads the schemes; None where there is none."""
    for index, row in enumerate(rows[:WITHIN]):
        if sum(tidy(cell) in SCHEMES for cell in row) >= 2:
            return index
    return None


def opened(file: RawFile, name: str, rows: list[Row], catalogue: Catalogue) -> CoverageSheet:
    """Return the rows of a sheet as numbers.

    Raises
    ------
    RefusedFile
        Where no province has all ages and its total, or a scheme or the year is not there.
    """
    header = header_of(rows) or 0
    columns = _columns(rows[header], rows[header + 1])
    if sorted(columns.values()) != sorted(product(SCHEMES.values(), SEXES.values())):
        raise refusal(file, "bad_columns", sheet=name, row=header + 1)
    year = fiscal_year_of(file, name, rows[:header])
    # The block and the age stand in the two columns before the schemes.
    block, label = min(columns) - 2, min(columns) - 1
    body = pd.DataFrame([row[: max(columns) + 1] for row in rows[header + 2 :]])
    body["line"] = np.arange(header + 3, header + 3 + len(body))
    body["block"] = body[block].map(tidy).replace("", None).ffill()
    body["label"] = body[label].map(lambda cell: tidy(cell).lower().removesuffix(".0"))
    body = body[(body[list(columns)] != "").any(axis=1)]
    body, issues = _only_provinces(body, file, name, catalogue)
    is_total = body["label"].isin(TOTAL_LABELS)
    ages, totals = body[~is_total], body[is_total]
    if body.empty and issues:
        raise RefusedFile(issues[0])
    if totals.empty or (ages["label"] == str(UNKNOWN_AGE)).sum() == 0:
        raise refusal(file, "template", sheet=name, detail=f"{len(body)} rows")
    for _, again in totals[totals["province_code"].duplicated()].iterrows():
        line, found = int(again["line"]), again["block"]
        raise refusal(file, "duplicate_key", sheet=name, row=line, value=found)
    whole = set(totals["province_code"])
    for province, block_rows in ages.groupby("province_code"):
        if province not in whole:
            line, found = int(block_rows["line"].max()), block_rows["block"].iloc[0]
            detail = "the province has no total row"
            raise refusal(file, "total_mismatch", sheet=name, row=line, value=found, detail=detail)
    return CoverageSheet(
        name,
        year,
        columns,
        _numbers(ages, columns, file, name),
        _numbers(totals, columns, file, name),
        issues,
    )


def fiscal_year_of(file: RawFile, sheet: str, above: list[Row]) -> int:
    """Return the CE year that the title names, as a fiscal year where it says so."""
    titles = [cell for row in above for cell in row if tidy(cell)]
    years = set()
    for cell in [cell for cell in titles if FISCAL in tidy(cell)] or titles:
        try:
            years.add(ce_year(cell))
        except ValueError:
            continue
    if len(years) != 1:
        shown = ", ".join(str(year + 543) for year in sorted(years))
        raise refusal(file, "no_year", sheet=sheet, value=shown)
    return years.pop()


def registry_province(label: str, catalogue: Catalogue) -> str | None:
    """Return the province of a label such as ``5000 - เชียงใหม่``; None where the two disagree."""
    code, _, name = label.partition("-")
    known = province_code(name, catalogue)
    return known if known and re.fullmatch(rf"{known}00", code.strip()) else None


def not_of_a_province(
    file: RawFile, sheet: str, line: int, label: str, catalogue: Catalogue
) -> Issue:
    """Return why a row of a unit that is no province, or of none that is known, is refused."""
    kind = area_kind(label, catalogue)
    reason = "not_a_province" if kind == "not_a_province" else "unknown_province"
    near = suggestion(label.partition("-")[2], catalogue)
    return Issue(file.name, reason, sheet, line, "1", label, near)


def _columns(schemes: Row, sexes: Row) -> Columns:
    """Return (programme, sex) by column number; a scheme's heading stands over its first column."""
    found: Columns = {}
    scheme = ""
    for column, sex in enumerate(sexes):
        scheme = SCHEMES.get(tidy(schemes[column]), scheme)
        if scheme and tidy(sex) in SEXES:
            found[column] = (scheme, SEXES[tidy(sex)])
    return found


def _only_provinces(
    body: pd.DataFrame, file: RawFile, sheet: str, catalogue: Catalogue
) -> tuple[pd.DataFrame, list[Issue]]:
    """Give each block its province code; refuse the rows of units that are no province."""
    codes = {
        label: registry_province(str(label), catalogue) for label in body["block"].dropna().unique()
    }
    body = body.assign(province_code=body["block"].map(codes))
    unknown = body["province_code"].isna()
    issues = [
        not_of_a_province(file, sheet, int(line), str(label), catalogue)
        for line, label in zip(body.loc[unknown, "line"], body.loc[unknown, "block"], strict=True)
    ]
    return body[~unknown], issues


def _numbers(rows: pd.DataFrame, columns: Columns, file: RawFile, sheet: str) -> pd.DataFrame:
    """Return the rows with numbers in ``columns``, NaN where a cell says that there is none."""
    found = {column: np.full(len(rows), np.nan) for column in columns}
    for column, values in found.items():
        cells = rows[column].to_numpy(dtype=object)
        plain = np.array([type(cell) is float for cell in cells], dtype=bool)
        values[plain] = cells[plain].astype(float)
        for place in np.flatnonzero(~np.isfinite(values)):
            try:
                value = number(cells[place])
            except ValueError:
                raise refusal(
                    file,
                    "bad_number",
                    sheet=sheet,
                    row=int(rows["line"].iloc[place]),
                    column=str(column + 1),
                    value=cells[place],
                ) from None
            values[place] = np.nan if value is None else value
    return rows.drop(columns=list(columns)).join(pd.DataFrame(found, index=rows.index))
