"""World Bank Gini index, a row a country and year; Thailand's rows are taken.

The World Bank's tables all have the same four columns and none names its indicator: this one is
known by its name, or by Thailand's figures that are known. Its percentages are kept as an index
0-1. Rows of other countries are set aside. A number of Thailand's that cannot be read refuses the
row.
"""

import re
from pathlib import PurePath

from etl.conform.numbers import number
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.long_table import LINE, head_of, header_of, long_table
from etl.sources.outcome_rows import OutcomeRow, outcome_frame
from welfare.catalog import COUNTRY, Catalogue

INDICATOR = "gini_world_bank"
LABELS = {
    "country": r"country[\s_]?name",
    "code": r"country[\s_]?code",
    "year": r"year",
    "value": r"value",
}
NEEDED = frozenset({"code", "year", "value"})
THAILAND = "THA"
SUBJECT = re.compile(r"gini", re.IGNORECASE)
KNOWN = {"1981": 45.2, "1988": 43.8, "1996": 42.9, "2006": 41.8, "2012": 39.3, "2018": 36.4}
"""Thailand's index of some years, in per cent."""
INDEX = (0.2, 0.7)
"""Between which Thailand's index lies."""


def recognises(file: RawFile) -> bool:
    """Tell whether rows of countries and years hold the index, by title, name or known figures."""
    rows = head_of(file)
    found = header_of(rows, LABELS, NEEDED)
    if found is None:
        return False
    title = " ".join(str(cell) for row in rows[: found[0]] for cell in row)
    if SUBJECT.search(f"{title} {PurePath(file.name).name}"):
        return True
    table = long_table(file, LABELS, NEEDED).rows
    ours = table[table["code"] == THAILAND]
    same = [
        KNOWN[y] == _or_none(v)
        for y, v in zip(ours["year"], ours["value"], strict=True)
        if y in KNOWN
    ]
    return bool(same) and sum(same) > len(same) / 2


def _or_none(text: str) -> float | None:
    try:
        return number(text)
    except ValueError:
        return None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read Thailand's rows into ``outcome``."""
    table = long_table(file, LABELS, NEEDED)
    ours = table.rows[table.rows["code"] == THAILAND]
    facts: list[OutcomeRow] = []
    issues: list[Issue] = []
    for line, year, value in zip(ours[LINE], ours["year"], ours["value"], strict=True):
        index = _or_none(value)
        scaled = None if index is None else round(index / 100, 6)
        if value and (scaled is None or not INDEX[0] <= scaled <= INDEX[1]):
            reason = "bad_number" if scaled is None else "out_of_range"
            column = table.labels["value"]
            issues.append(Issue(file.name, reason, table.sheet, int(line), column, value))
        else:
            facts.append(OutcomeRow(INDICATOR, ce_year(year), COUNTRY, scaled))
    if not facts:
        raise refusal(
            file, "missing_value", sheet=table.sheet, column=table.labels["code"], value=THAILAND
        )
    years = [fact.year for fact in facts]
    source = source_of("world_bank_gini", (min(years), max(years)), file, catalogue, table.sheet)
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=len(table.rows),
        rows_set_aside=len(table.rows) - len(ours),
        rows_refused=len(issues),
        issues=tuple(issues),
        sheet=table.sheet,
    )


FAMILY = Family(
    id="world_bank_gini",
    yields=(Yield("outcome", "year, whole country", "index 0-1"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
