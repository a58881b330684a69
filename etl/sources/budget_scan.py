"""Lines of a digitised budget grouped, judged and added up in DuckDB, each distinct text once.

Tables, in the order in which they are made: ``tally`` (lines by ministry, document and year),
``scope`` (what of it is ours), ``given`` (our distinct lines with their copies), ``label`` (their
distinct texts), ``verdict`` (the places or faults of these) and ``told`` (our lines with both).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import bare
from etl.conform.years import ce_year
from etl.delimited import Scan
from etl.sources.budget_lines import Fault, placed, volumes
from welfare.catalog import Catalogue

FIELDS = ("MINISTRY", "BUDGETARY_UNIT", "BUDGET_PLAN", "OUTPUT", "PROJECT", "FISCAL_YEAR", "AMOUNT")
LABELS = (*FIELDS[1:5], "CATEGORY_LV1", "CATEGORY_LV2", "ITEM_DESCRIPTION")
NUMBERED = ("REF_DOC", "ITEM_ID")
"""Fields that begin with the year of the document."""
UNREAD = "LEVEL NOT MATCH"
"""What the digitisers note in DEBUG_LOG where they could not tell a line's level."""
AT_ONCE = 10_000
CELLS = (*FIELDS, *LABELS[4:], *NUMBERED, "DEBUG_LOG")
KEYS = ", ".join(name.lower() for name in (*FIELDS, *LABELS[4:]))

TALLY = f"""
    CREATE TABLE tally AS
    SELECT ministry, document, fiscal_year, contains(debug_log, '{UNREAD}') AS unread,
           count(*) AS lines
    FROM cells
    WHERE ministry <> '' OR budgetary_unit <> '' OR fiscal_year <> '' OR amount <> '' GROUP BY ALL
"""  # noqa: S608 - constants
SCOPE = """
    CREATE TABLE scope (
        ministry VARCHAR, document VARCHAR, fiscal_year VARCHAR, volume VARCHAR, year INTEGER
    )
"""
# A line with a number of its own counts once; without one, as often as it stands there.
GIVEN = f"""
    CREATE TABLE given AS
    SELECT *, CASE WHEN item_id = '' THEN copies ELSE 1 END AS lines FROM (
        SELECT {KEYS}, item_id, volume, year, count(*) AS copies
        FROM cells JOIN scope USING (ministry, document, fiscal_year) GROUP BY ALL
    )
"""  # noqa: S608
LABELLED = f"""
    CREATE TABLE label AS
    SELECT row_number() OVER () AS id, * FROM (
        SELECT DISTINCT volume, {", ".join(LABELS)} FROM given WHERE year IS NOT NULL
    )
"""  # noqa: S608
VERDICTS = """
    CREATE TABLE verdict (
        id BIGINT, agency VARCHAR, plan VARCHAR, of_project VARCHAR, system_id VARCHAR,
        province_code VARCHAR, reason VARCHAR, at_field VARCHAR, at_text VARCHAR, detail VARCHAR
    )
"""
ODD_AMOUNTS = r"""
    SELECT DISTINCT amount FROM given
    WHERE NOT regexp_full_match(amount, '([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?')
"""
TOLD = f"""
    CREATE TABLE told AS
    WITH valued AS (
        SELECT given.*, verdict.* EXCLUDE (id),
               CASE WHEN is_odd THEN odd.baht ELSE replace(amount, ',', '')::DOUBLE END AS baht
        FROM given LEFT JOIN label USING (volume, {", ".join(LABELS)})
        LEFT JOIN verdict USING (id) LEFT JOIN odd USING (amount)
        WHERE year IS NULL OR agency IS NOT NULL OR reason IS NOT NULL
    )
    SELECT *, CASE WHEN year IS NULL THEN 'bad_year' WHEN reason IS NOT NULL THEN reason
                   WHEN baht IS NULL THEN 'bad_number' WHEN baht < 0 THEN 'out_of_range'
              END AS fault
    FROM valued
"""  # noqa: S608
FACTS = """
    SELECT volume, year AS fiscal_year, agency, plan, of_project AS project, system_id,
           province_code,
           round(sum(baht * lines), 2) AS amount_thb, sum(lines)::BIGINT AS budget_lines
    FROM told WHERE fault IS NULL GROUP BY ALL ORDER BY ALL
"""
REFUSED = f"""
    SELECT line, fault,
           CASE fault WHEN 'bad_year' THEN 'FISCAL_YEAR' WHEN reason THEN at_field
                      ELSE 'AMOUNT' END,
           CASE fault WHEN 'bad_year' THEN fiscal_year WHEN reason THEN at_text ELSE amount END,
           coalesce(detail, '')
    FROM numbered JOIN told USING ({KEYS}, item_id)
    WHERE fault IS NOT NULL ORDER BY line LIMIT $most
"""  # noqa: S608


@dataclass(frozen=True)
class Counts:
    """Lines of a file: all, those whose level could not be read, and the ministries they are of."""

    lines: int
    unread: int
    ministries: str


def counted(scan: Scan, columns: Mapping[str, str]) -> Counts:
    """Make ``tally`` of an opened file, whose ``columns`` hold the fields, and count its lines."""
    cells = ", ".join(
        f"coalesce({columns[name]}, '') AS {name}" if name in columns else f"'' AS {name}"
        for name in CELLS
    )
    numbers = ", ".join(columns[name] for name in NUMBERED if name in columns)
    cells += f", split_part(coalesce({numbers}, ''), '.', 1) AS document"
    scan.connection.view("bare").project(cells).create_view("cells")
    scan.connection.view("rows").project(f"line, {cells}").create_view("numbered")
    scan.connection.execute(TALLY)
    found = scan.connection.execute(
        "SELECT coalesce(sum(lines), 0)::BIGINT,"
        " coalesce(sum(lines) FILTER (unread), 0)::BIGINT,"
        " string_agg(DISTINCT ministry, ', ' ORDER BY ministry) FROM tally"
    ).fetchall()[0]
    return Counts(found[0], found[1], (found[2] or "")[:200])


def judged(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> None:
    """Make ``told``: our lines with their place, or the reason why they have none."""
    connection.execute(SCOPE)
    known = volumes(catalogue)
    seen = connection.execute("SELECT DISTINCT ministry, document, fiscal_year FROM tally")
    ours = [
        (*row, known[bare(row[0])], year)
        for row in seen.fetchall()
        if bare(row[0]) in known and (year := _year(row[1], row[2])) != 0
    ]
    if ours:
        connection.executemany("INSERT INTO scope VALUES (?, ?, ?, ?, ?)", ours)
    connection.execute(GIVEN)
    connection.execute(LABELLED)
    connection.execute(VERDICTS)
    reader = connection.cursor().execute("SELECT * FROM label ORDER BY id")
    while rows := reader.fetchmany(AT_ONCE):
        connection.append("verdict", _verdicts(rows, catalogue))
    odd = connection.execute(ODD_AMOUNTS).fetchall()
    connection.execute("CREATE TABLE odd (amount VARCHAR, baht DOUBLE, is_odd BOOLEAN)")
    if odd:
        read = [(amount, _baht(amount), True) for (amount,) in odd]
        connection.append("odd", pd.DataFrame(read, columns=["amount", "baht", "is_odd"]))
    connection.execute(TOLD)


def _year(document: str, fiscal_year: str) -> int | None:
    """Return the CE year of a line that is of its document's year, 0 of another, None unread."""
    try:
        year = ce_year(fiscal_year)
        return year if year == ce_year(document) else 0
    except ValueError:
        return None


def _baht(amount: str) -> float | None:
    try:
        return number(amount)
    except ValueError:
        return None


def _verdicts(rows: Sequence[tuple[object, ...]], catalogue: Catalogue) -> pd.DataFrame:
    found = []
    for number_of, volume, *texts in rows:
        line = dict(zip(LABELS, map(str, texts), strict=True))
        place = placed(str(volume), line, catalogue)
        if isinstance(place, Fault):
            found.append((number_of, *[None] * 5, *place))
        elif place is not None:
            found.append((number_of, *place, *[None] * 4))
    columns = [
        *("id", "agency", "plan", "of_project", "system_id", "province_code"),
        *("reason", "at_field", "at_text", "detail"),
    ]
    return pd.DataFrame(found, columns=columns).astype({"id": "int64"})
