"""Social Welfare Promotion Fund: a list of grants, loaded as counts and baht.

A list of records stays out of what ships; fiscal year × province × organisation kind goes in. A
grant whose province is blank is counted under province 00 (unknown), never dropped; a row with a
bad cell is refused by itself. A list that covers only some of the years of a declared edition is
told there already and refused, so that no grant counts twice; later years load a year at a time.
"""

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import province_code, province_in_year
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import Cell, RawFile, Row
from etl.sources.by_province import unplaced
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from welfare.catalog import UNKNOWN_PROVINCE, Catalogue

FIELDS = {
    "budget_year": "ปีงบประมาณ",
    "province_name": "จังหวัด",
    "under_type": "ประเภทองค์กร",
    "cost_get": "ค่าใช้จ่ายที่ได้รับ",
}
NO_PROVINCE = frozenset({"", "-", "null", "ไม่ระบุ"})


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:15]):
        labels = [tidy(cell) for cell in row]
        columns = {
            field: column
            for field, thai in FIELDS.items()
            for column, label in enumerate(labels)
            if f"({field})" in label or label in {field, thai}
        }
        if len(columns) == len(FIELDS):
            return index, columns
    return None


def _tables(file: RawFile) -> dict[str, list[Row]]:
    return {"": file.head_records} if file.head_records else file.tables


def recognises(file: RawFile) -> bool:
    """Tell whether a table has the register's fields: year, province, organisation kind, baht."""
    return any(_header(rows) is not None for rows in _tables(file).values())


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Aggregate the grants into ``project``, one row a fiscal year, province and kind."""
    sheet, rows, (start, columns) = next(
        (name, rows, header)
        for name, rows in file.tables.items()
        if (header := _header(rows)) is not None
    )
    kinds = {kind.code: kind.id for kind in catalogue.organisation_kinds.values() if kind.code}
    grants: list[dict[str, object]] = []
    issues: list[Issue] = []
    read_rows = 0
    for line, row in enumerate(rows[start + 1 :], start + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        cells = {field: row[column] for field, column in columns.items()}
        grant = _grant(file, sheet, line, cells, catalogue)
        if isinstance(grant, Issue):
            issues.append(grant)
        else:
            kind = kinds.get(_code(cells["under_type"]), "unknown")
            grants.append(grant | {"organisation_kind": kind})
    if not grants:
        raise RefusedFile(issues[0]) if issues else refusal(file, "empty_form", sheet=sheet)
    frame = pd.DataFrame(grants)
    frame["source_id"] = frame["fiscal_year"].map(_sources(file, sheet, frame, catalogue))
    return Reading(
        source_ids=tuple(frame["source_id"].unique()),
        facts={"project": _aggregated(frame)},
        rows_read=read_rows,
        rows_refused=len(issues),
        issues=tuple(issues),
        sheet=sheet,
    )


def _grant(
    file: RawFile, sheet: str, line: int, cells: dict[str, Cell], catalogue: Catalogue
) -> dict[str, object] | Issue:
    """Return year, province and baht of a grant, or why its row is refused."""

    def refused(reason: str, field: str) -> Issue:
        return Issue(file.name, reason, sheet, line, field, tidy(cells[field]))

    try:
        year = ce_year(cells["budget_year"])
    except ValueError:
        return refused("bad_year", "budget_year")
    try:
        amount = number(cells["cost_get"])
    except ValueError:
        return refused("bad_number", "cost_get")
    if amount is not None and amount < 0:
        return refused("out_of_range", "cost_get")
    name = tidy(cells["province_name"])
    province = province_code(name, catalogue)
    if province is None and name.casefold() not in NO_PROVINCE:
        return unplaced(file, name, catalogue, sheet=sheet, row=line, column="province_name")
    return {
        "fiscal_year": year,
        "province_code": province_in_year(province, year, catalogue)
        if province
        else UNKNOWN_PROVINCE,
        "amount_thb": amount,
    }


def _sources(
    file: RawFile, sheet: str, frame: pd.DataFrame, catalogue: Catalogue
) -> dict[int, str]:
    """Return the source of each fiscal year: the edition of just these years, or a year's own."""
    years = sorted({int(year) for year in frame["fiscal_year"]})
    span = (years[0], years[-1])
    editions = [s for s in catalogue.sources.values() if s.family == FAMILY.id]
    exact = next((s for s in editions if s.years == span), None)
    if exact:
        return dict.fromkeys(years, exact.id)
    fuller = next((s for s in editions if s.years[0] <= span[0] and span[1] <= s.years[1]), None)
    if fuller:
        value = f"{span[0] + 543}-{span[1] + 543}"
        detail = (
            f"{fuller.id} holds all fiscal years of {fuller.years[0] + 543}-{fuller.years[1] + 543}"
        )
        raise refusal(file, "superseded_copy", sheet=sheet, value=value, detail=detail)
    return {year: _of_year(year, span, file, sheet, catalogue) for year in years}


def _of_year(
    year: int, span: tuple[int, int], file: RawFile, sheet: str, catalogue: Catalogue
) -> str:
    source = source_of(FAMILY.id, (year, year), file, catalogue, sheet)
    if source.years != (year, year):
        value = f"{FAMILY.id} {span[0] + 543}-{span[1] + 543}"
        raise refusal(file, "edition_not_declared", sheet=sheet, value=value)
    return source.id


def _code(cell: Cell) -> str:
    return tidy(cell).removesuffix(".0")


def _aggregated(grants: pd.DataFrame) -> pd.DataFrame:
    keys = ["fiscal_year", "province_code", "organisation_kind", "source_id"]
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
