"""Social Welfare Promotion Fund: a list of grants, loaded as counts and baht.

A list of records stays out of what ships; fiscal year × province × organisation kind goes in. A
grant whose province is blank is counted under province 00 (unknown), never dropped.
"""

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import province_code, province_in_year
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import Cell, RawFile, Row
from etl.sources.family import Family, Reading, Yield
from welfare.catalog import UNKNOWN_PROVINCE, Catalogue

FIELDS = ("budget_year", "province_name", "project_name", "under_type", "cost_get", "organ_id")
EDITIONS = {(2006, 2014): "swpf_grants_2557"}


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:8]):
        columns = {
            field: column
            for column, cell in enumerate(row)
            for field in FIELDS
            if f"({field})" in tidy(cell) or tidy(cell) == field
        }
        if len(columns) == len(FIELDS):
            return index, columns
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether the first sheet has the register's six field names."""
    return _header(next(iter(file.sheets.values()), [])) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Aggregate the grants into ``project``, one row a fiscal year, province and kind."""
    sheet, rows = next(iter(file.sheets.items()))
    header = _header(rows)
    if header is None:
        raise RefusedFile(Issue(file.name, "not_recognised", sheet))
    start, columns = header
    kinds = {kind.code: kind.id for kind in catalogue.organisation_kinds.values() if kind.code}
    grants: list[dict[str, object]] = []
    issues: list[Issue] = []
    read_rows = 0
    for line, row in enumerate(rows[start + 1 :], start + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        cells = {field: row[column] for field, column in columns.items()}
        try:
            year = ce_year(cells["budget_year"])
            amount = number(cells["cost_get"])
        except ValueError as fault:
            issues.append(Issue(file.name, "bad_number", sheet, line, value=str(fault)))
            continue
        province = province_code(cells["province_name"], catalogue)
        if province is None and tidy(cells["province_name"]):
            issues.append(
                Issue(
                    file.name,
                    "unknown_province",
                    sheet,
                    line,
                    "province_name",
                    tidy(cells["province_name"]),
                )
            )
            continue
        grants.append(
            {
                "fiscal_year": year,
                "province_code": province_in_year(province, year, catalogue)
                if province
                else UNKNOWN_PROVINCE,
                "organisation_kind": kinds.get(_code(cells["under_type"]), "unknown"),
                "amount_thb": amount,
            }
        )
    if not grants:
        raise RefusedFile(issues[0] if issues else Issue(file.name, "template", sheet))
    frame = pd.DataFrame(grants)
    span = (int(frame["fiscal_year"].min()), int(frame["fiscal_year"].max()))
    if span not in EDITIONS:
        raise RefusedFile(
            Issue(file.name, "edition_not_declared", sheet, value=f"{span[0]}-{span[1]}")
        )
    return Reading(
        source_ids=(EDITIONS[span],),
        facts={"project": _aggregated(frame).assign(source_id=EDITIONS[span])},
        rows_read=read_rows,
        rows_refused=len(issues),
        issues=tuple(issues),
        sheet=sheet,
    )


def _code(cell: Cell) -> str:
    return tidy(cell).removesuffix(".0")


def _aggregated(grants: pd.DataFrame) -> pd.DataFrame:
    keys = ["fiscal_year", "province_code", "organisation_kind"]
    marked = grants.assign(
        zero=grants["amount_thb"] == 0, missing=grants["amount_thb"].isna(), one=1
    )
    summed = marked.groupby(keys, as_index=False).agg(
        projects=("one", "sum"),
        amount_thb=("amount_thb", lambda amounts: amounts.sum(min_count=1)),
        projects_amount_zero=("zero", "sum"),
        projects_amount_missing=("missing", "sum"),
    )
    return summed.assign(
        programme_id="promotion_fund", recognised=False, project_name=None, organisation=None
    )


FAMILY = Family(
    id="fund_grants",
    yields=(Yield("project", "fiscal year × province × organisation kind", "projects, baht"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
