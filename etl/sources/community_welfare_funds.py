"""Register of community welfare funds: a list of funds, loaded as sums by province.

The register is a snapshot: it tells members and baht as last recorded, each fund on a day of its
own, and no day of the list. It is taken as of the year of its newest fund. A fund counts also where
its day of founding cannot be read or its figures stand at zero; one whose members and baht are the
same number counts as a fund alone, for one was typed into the other's place. A fund without a
province counts for the country. A fund with a bad number is refused by itself.
"""

from datetime import date

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.conform.years import ce_date
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.by_province import unplaced, with_sums
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from welfare.catalog import UNKNOWN_PROVINCE, Catalogue

FIELDS = ("ORG_ID", "ORG_CREATE_DATE", "Contact_province_name", "CUR_MEMBER_NO", "CUR_AMOUNT")
IDENTITY, FOUNDED, PROVINCE, MEMBERS, BALANCE = FIELDS
INDICATORS = {
    "funds": "community_welfare_funds",
    "members": "community_welfare_fund_members_persons",
    "balance": "community_welfare_fund_balance_thb",
}
NO_NAME = frozenset({"", "null", "-"})


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:15]):
        labels = [tidy(cell).casefold() for cell in row]
        if all(field.casefold() in labels for field in FIELDS):
            return index, {field: labels.index(field.casefold()) for field in FIELDS}
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a table has the register's field names."""
    rows = file.head_records or file.first_table[1]
    return _header(rows) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Add funds, members and baht up by province into ``outcome``, with regions and country."""
    sheet, rows = file.first_table
    header = _header(rows)
    if header is None:
        raise refusal(file, "no_header", sheet=sheet)
    start, columns = header
    funds: list[dict[str, object]] = []
    founded: list[date] = []
    issues: list[Issue] = []
    seen: set[str] = set()
    read_rows = 0
    for line, row in enumerate(rows[start + 1 :], start + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        cells = {field: row[column] for field, column in columns.items()}
        fund = _fund(file, sheet, line, cells, catalogue)
        identity = tidy(cells[IDENTITY])
        if isinstance(fund, Issue):
            issues.append(fund)
        elif identity in seen:
            issues.append(Issue(file.name, "duplicate_key", sheet, line, IDENTITY, identity))
        else:
            seen.add(identity)
            issues += _notices(file, sheet, line, cells, fund)
            funds.append(fund)
            founded += [day for day in (_day(cells[FOUNDED]),) if day]
    refused = [issue for issue in issues if issue.severity == "refused"]
    if not funds:
        raise RefusedFile(refused[0]) if refused else refusal(file, "empty_form", sheet=sheet)
    if not founded:
        raise refusal(file, "no_year", sheet=sheet, column=FOUNDED)
    year = max(founded).year
    source = source_of(FAMILY.id, (year, year), file, catalogue, sheet)
    facts = with_sums(_summed(pd.DataFrame(funds), year), catalogue)
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": facts.assign(vintage_id=source.vintage, source_id=source.id)},
        rows_read=read_rows,
        rows_refused=len(refused),
        issues=tuple(issues),
        sheet=sheet,
    )


def _fund(
    file: RawFile, sheet: str, line: int, cells: dict[str, object], catalogue: Catalogue
) -> dict[str, object] | Issue:
    """Return a fund's province and figures, or why its row is refused."""
    figures: dict[str, float | None] = {}
    for field in (MEMBERS, BALANCE):
        value = tidy(cells[field])
        try:
            figures[field] = number(cells[field])
        except ValueError:
            return Issue(file.name, "bad_number", sheet, line, field, value)
        if (figures[field] or 0) < 0:
            return Issue(file.name, "out_of_range", sheet, line, field, value)
    name = tidy(cells[PROVINCE])
    province = province_code(name, catalogue)
    if province is None and name.casefold() not in NO_NAME:
        return unplaced(file, name, catalogue, sheet=sheet, row=line, column=PROVINCE)
    if _same(figures):
        figures = dict.fromkeys(figures)
    return {
        "area_id": province or UNKNOWN_PROVINCE,
        "funds": 1.0,
        "members": figures[MEMBERS],
        "balance": figures[BALANCE],
    }


def _same(figures: dict[str, float | None]) -> bool:
    return bool(figures[MEMBERS]) and figures[MEMBERS] == figures[BALANCE]


def _notices(
    file: RawFile, sheet: str, line: int, cells: dict[str, object], fund: dict[str, object]
) -> list[Issue]:
    """Return what a steward should know of a fund that was taken."""
    found: list[Issue] = []

    def tell(reason: str, column: str, detail: str) -> None:
        value = tidy(cells[column])
        found.append(
            Issue(file.name, reason, sheet, line, column, value, detail, severity="notice")
        )

    if fund["area_id"] == UNKNOWN_PROVINCE:
        tell("unknown_province", PROVINCE, "counts for the country only")
    if _day(cells[FOUNDED]) is None:
        tell("bad_year", FOUNDED, "the fund counts, its day of founding does not")
    if fund["members"] is None and number(cells[MEMBERS]) is not None:
        tell("suspect_value", MEMBERS, "members and baht are the same number; neither counts")
    return found


def _day(cell: object) -> date | None:
    try:
        return ce_date(cell)
    except ValueError:
        return None


def _summed(funds: pd.DataFrame, year: int) -> pd.DataFrame:
    summed = funds.groupby("area_id")[list(INDICATORS)].sum(min_count=1)
    rows = summed.rename(columns=INDICATORS).round(2).reset_index()
    return rows.melt("area_id", var_name="indicator_id").assign(year=year, group_id="all")


FAMILY = Family(
    id="community_welfare_funds",
    yields=(Yield("outcome", "year × province, region, country", "funds, members, baht"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
