"""Draft budget act, digitised: lines of welfare by agency, plan, project, system and province.

One line of the file is one budget item. Lines of other ministries, of no welfare and of other years
(obligations) are set aside; so is a line that repeats another with its item number. A line that has
no place yet, or whose number or year cannot be read, is refused by itself; beyond ``MOST_REFUSED``
such lines, the file.
"""

from etl.conform.text import tidy
from etl.conform.years import BE_MINUS_CE
from etl.delimited import scanned
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.budget_scan import (
    FACTS,
    FIELDS,
    LABELS,
    NUMBERED,
    REFUSED,
    UNREAD,
    counted,
    judged,
)
from etl.sources.family import Family, Reading, Yield, refusal
from welfare.catalog import Catalogue

STAGE = "proposed"
WITHIN = 15
"""Rows among which the header is looked for."""
MOST_REFUSED = 1_000


def _header(file: RawFile) -> tuple[int, list[str]] | None:
    rows: list[Row] = file.head_records if file.kind == "text" else file.first_table[1]
    for place, row in enumerate(rows[:WITHIN]):
        names = [tidy(cell).upper() for cell in row]
        if set(FIELDS) <= set(names):
            return place, names
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a row names the digitised budget's columns, in any order."""
    return _header(file) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Add the lines of welfare up into ``budget``."""
    place, names = _header(file) or (0, [])
    if absent := set(LABELS) - set(names):
        raise refusal(file, "bad_columns", row=place + 1, value=", ".join(sorted(absent)))
    if not set(NUMBERED) & set(names):
        raise refusal(file, "no_year", row=place + 1, column=" / ".join(NUMBERED))
    sheet = "" if file.kind == "text" else file.first_table[0]
    with scanned(file, header=place) as scan:
        counts = counted(scan, {tidy(label).upper(): at for label, at in scan.columns.items()})
        if not counts.lines:
            raise refusal(file, "empty", sheet=sheet)
        if counts.unread == counts.lines:
            detail = f"{counts.lines} lines, each marked {UNREAD} in DEBUG_LOG"
            raise refusal(file, "known_bad_rows", sheet=sheet, detail=detail)
        judged(scan.connection, catalogue)
        facts = scan.connection.execute(FACTS).df()
        loaded, refused, repeats = scan.connection.execute(
            "SELECT coalesce(sum(lines) FILTER (fault IS NULL), 0)::BIGINT,"
            " coalesce(sum(copies) FILTER (fault IS NOT NULL), 0)::BIGINT,"
            " coalesce(sum(copies - lines) FILTER (fault IS NULL), 0)::BIGINT FROM told"
        ).fetchall()[0]
        issues: list[Issue] = []
        if refused:
            found = scan.connection.execute(REFUSED, {"most": MOST_REFUSED}).fetchall()
            issues = [
                Issue(file.name, reason, sheet, line, column, value, detail)
                for line, reason, column, value, detail in found
            ]
    if facts.empty and not refused:
        raise refusal(file, "no_welfare_lines", sheet=sheet, value=counts.ministries)
    if facts.empty or refused > MOST_REFUSED:
        first = issues[0]
        raise refusal(
            file,
            first.reason,
            sheet=sheet,
            row=first.row,
            column=first.column,
            value=first.value,
            detail=f"{refused} of {counts.lines} lines cannot be taken",
        )
    sources = facts.pop("volume") + "_" + (facts["fiscal_year"] + BE_MINUS_CE).astype(str)
    for source_id in sources.unique():
        if source_id not in catalogue.sources:
            raise refusal(file, "edition_not_declared", sheet=sheet, value=source_id)
    if repeats:
        detail = f"{repeats} lines repeat another with its item number"
        issues.append(Issue(file.name, "duplicate_key", sheet, detail=detail, severity="notice"))
    return Reading(
        source_ids=tuple(sources.unique()),
        facts={"budget": facts.assign(stage=STAGE, source_id=sources)},
        rows_read=counts.lines,
        rows_set_aside=counts.lines - loaded - refused,
        rows_refused=refused,
        issues=tuple(issues),
        sheet=sheet,
    )


FAMILY = Family(
    id="budget_volume",
    yields=(Yield("budget", "fiscal year × agency × plan × project × system × province", "baht"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
