"""Labour force survey: persons by province, quarter, sex and status, a long list in thousands.

DuckDB counts and groups the rows, and only distinct labels are read here, so that a list of a
million rows needs little time and memory. Years, provinces and labels that are not known, negative
and unreadable numbers refuse their row; beyond ``MOST_REFUSED`` rows, the file. A row that repeats
another in year, quarter, province, sex, status and value is set aside; where the values differ,
every one of them is refused. Regions are not read: their scheme changes within the list.

A row that the list leaves out may be zero or suppressed. It stays unknown.
"""

from collections.abc import Callable
from functools import cache

from etl.conform.provinces import suggestion
from etl.conform.text import tidy
from etl.delimited import scanned
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.labour_force_labels import MISSING, understand
from welfare.catalog import Catalogue

COLUMNS = ("YEAR", "QUARTER", "PROVINCE", "SEX", "LABOR_FORCE_STATUS", "VALUE", "UNIT")
MOST_REFUSED = 1_000
WITHIN = 15
"""Rows among which the header is looked for."""

TOLD = """
    CREATE TABLE told AS
    WITH understood AS (
        SELECT given.*, period.meaning AS period, area.meaning AS area_id,
               sexes.meaning AS group_id, statuses.meaning AS indicator_id,
               units.meaning AS scale, coalesce(odd.meaning, value) AS number
        FROM given
        LEFT JOIN meaning period ON period.field = 'QUARTER' AND period.label = year || quarter
        LEFT JOIN meaning area ON area.field = 'PROVINCE' AND area.label = province
        LEFT JOIN meaning sexes ON sexes.field = 'SEX' AND sexes.label = sex
        LEFT JOIN meaning statuses ON statuses.field = 'LABOR_FORCE_STATUS'
             AND statuses.label = labor_force_status
        LEFT JOIN meaning units ON units.field = 'UNIT' AND units.label = unit
        LEFT JOIN meaning odd ON odd.field = 'VALUE' AND odd.label = value
    ),
    judged AS (
        SELECT *, CASE
            WHEN period IS NULL THEN 'QUARTER' WHEN area_id IS NULL THEN 'PROVINCE'
            WHEN group_id IS NULL THEN 'SEX' WHEN indicator_id IS NULL THEN 'LABOR_FORCE_STATUS'
            WHEN scale IS NULL THEN 'UNIT'
            WHEN number <> 'missing' AND coalesce(TRY_CAST(number AS DOUBLE) < 0, true) THEN 'VALUE'
        END AS at_fault,
        scale::DOUBLE * TRY_CAST(number AS DOUBLE) AS persons
        FROM understood
    ),
    given_twice AS (
        SELECT period, area_id, group_id, indicator_id FROM judged WHERE at_fault IS NULL
        GROUP BY ALL HAVING count(DISTINCT coalesce(persons, -1)) > 1
    )
    SELECT judged.*, t.period IS NOT NULL AS conflicts
    FROM judged LEFT JOIN given_twice t USING (period, area_id, group_id, indicator_id)
"""
FACTS = """
    SELECT left(period, 4)::INTEGER AS year, right(period, 1)::INTEGER AS quarter, area_id,
           group_id, indicator_id, any_value(round(persons, 6)) AS value
    FROM told WHERE at_fault IS NULL AND NOT conflicts
    GROUP BY period, area_id, group_id, indicator_id ORDER BY ALL
"""
REFUSED = """
    SELECT line, at_fault, conflicts, number, placed.year, placed.quarter, placed.province,
           placed.sex, placed.labor_force_status, placed.value, placed.unit
    FROM placed JOIN told USING (year, quarter, province, sex, labor_force_status, value, unit)
    WHERE at_fault IS NOT NULL OR conflicts ORDER BY line LIMIT $most
"""


def _header(rows: list[Row]) -> int | None:
    for place, row in enumerate(rows[:WITHIN]):
        if set(COLUMNS) <= {tidy(cell).upper() for cell in row}:
            return place
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a row heads the survey's columns in any order."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    return _header(rows) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the quarters of provinces by sex into ``outcome``, in persons."""
    sheet, rows = ("", file.head_records) if file.kind == "text" else file.first_table
    with scanned(file, header=_header(rows) or 0) as scan:
        connection = scan.connection
        places = {tidy(label).upper(): column for label, column in scan.columns.items()}
        cells = ", ".join(f"coalesce({places[name]}, '') AS {name.lower()}" for name in COLUMNS)
        given = connection.view("bare").aggregate(f"{cells}, count(*) AS repeats")
        given.filter("concat(year, quarter, province, value) <> ''").create("given")
        understand(connection, catalogue)
        connection.execute(TOLD)
        (read_rows, refused), *_ = connection.execute(
            "SELECT coalesce(sum(repeats), 0)::BIGINT, coalesce(sum(repeats) FILTER "
            "(at_fault IS NOT NULL OR conflicts), 0)::BIGINT FROM told"
        ).fetchall()
        issues = []
        if refused:
            connection.view("rows").project(f"line, {cells}").create_view("placed")
            found = connection.execute(REFUSED, {"most": MOST_REFUSED}).fetchall()
            near = cache(lambda name: suggestion(name, catalogue))
            issues = [_issue(file, sheet, row, near) for row in found]
        if refused > MOST_REFUSED:
            first = issues[0]
            detail = f"{refused} of {read_rows} rows cannot be taken"
            raise refusal(
                file, first.reason, sheet=sheet, row=first.row, value=first.value, detail=detail
            )
        facts = connection.execute(FACTS).df()
    if facts.empty:
        raise refusal(file, issues[0].reason if issues else "empty", sheet=sheet)
    if repeats := read_rows - refused - len(facts):
        detail = f"{repeats} rows repeat another in all that is read"
        issues.append(Issue(file.name, "duplicate_key", sheet, detail=detail, severity="notice"))
    sources = {
        int(year): source_of("labour_force", (int(year), int(year)), file, catalogue, sheet)
        for year in facts["year"].unique()
    }
    return Reading(
        source_ids=tuple(dict.fromkeys(source.id for source in sources.values())),
        facts={
            "outcome": facts.assign(
                vintage_id=facts["year"].map({year: s.vintage for year, s in sources.items()}),
                method="published",
                flag=facts["value"].isna().map({True: MISSING, False: None}),
                source_id=facts["year"].map({year: s.id for year, s in sources.items()}),
            )
        },
        rows_read=read_rows,
        rows_set_aside=repeats,
        rows_refused=refused,
        issues=tuple(issues),
        sheet=sheet,
    )


def _issue(file: RawFile, sheet: str, row: tuple[object, ...], near: Callable[[str], str]) -> Issue:
    """Return why one row is refused."""
    line, at_fault, conflicts, read_as, *cells = row
    value = dict(zip(COLUMNS, map(str, cells), strict=True))
    reason, detail = "unknown_label", ""
    column = str(at_fault)
    if conflicts:
        column, reason = "VALUE", "conflicting_copy"
        detail = " · ".join(value[name] for name in COLUMNS[:5])
    elif column == "QUARTER":
        reason, detail = "bad_year", f"year {value['YEAR']}"
    elif column == "PROVINCE":
        reason, detail = "unknown_province", near(value[column])
    elif column == "VALUE":
        reason = "bad_number" if read_as == "unreadable" else "out_of_range"
    return Issue(file.name, reason, sheet, int(str(line)), column, value[column], detail)


FAMILY = Family(
    id="labour_force",
    yields=(Yield("outcome", "indicator × year × quarter × province × sex", "persons"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
