"""National poverty and insured persons as one list: year, indicator, value, unit (NSO).

Transcribed from pages of `Thailand Indicators 2568`. The figures of poverty are NESDC's of the
2568 edition; those of insured persons are the register's of the Social Security Office. The
printed total of insured persons is set aside and must be the sum of the three sections.

A line whose name is not known, or whose number cannot be read or cannot be in its unit, is
refused alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from etl.conform.numbers import number
from etl.conform.units import scale_of
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Total, Yield, source_of
from etl.sources.insured_persons import ALL_SECTIONS, SECTIONS, with_all_sections
from etl.sources.long_table import LINE, LongTable, head_of, header_of, long_table
from etl.sources.outcome_rows import THOUSAND, OutcomeRow, outcome_frame
from welfare.catalog import COUNTRY, Catalogue

LABELS = {
    "year": r"year(_be|_ce)?|ปี(\s*พ\.ศ\.)?|พ\.ศ\.",
    "indicator": r"indicator|ตัวชี้วัด|รายการ",
    "value": r"value|ค่า|จำนวน|ข้อมูล",
    "unit": r"unit|หน่วย(นับ)?",
}
NEEDED = frozenset(LABELS)
POVERTY, INSURED = "national_poverty", "national_insured"
"""Families of the two sources of one list."""
COUNTED = (1e5, 5e7)
NAMES = {
    "poor_households": (POVERTY, "poor_households", COUNTED),
    "poverty_line": (POVERTY, "poverty_line_thb", (500.0, 20_000.0)),
    "poverty_rate_exp": (POVERTY, "poverty_rate_pct", (0.0, 100.0)),
    "poor_persons": (POVERTY, "poor_persons", COUNTED),
    "gini_consumption": (POVERTY, "gini_expenditure", (0.0, 1.0)),
    "sso_m33": (INSURED, SECTIONS["33"], COUNTED),
    "sso_m39": (INSURED, SECTIONS["39"], COUNTED),
    "sso_m40": (INSURED, SECTIONS["40"], COUNTED),
    "sso_total": (INSURED, ALL_SECTIONS, COUNTED),
}
"""Family of the source, indicator, and between what its value lies, by name in the list."""
HALF_UNIT = 0.05 * THOUSAND
"""Insured persons are printed to a tenth of a thousand."""


@dataclass(frozen=True)
class Figure:
    """A line of the list: its 1-based line, family of the source, and the fact."""

    line: int
    family: str
    fact: OutcomeRow


def recognises(file: RawFile) -> bool:
    """Tell whether year, indicator, value and unit stand over names that we hold."""
    rows = head_of(file)
    found = header_of(rows, LABELS, NEEDED)
    if found is None:
        return False
    place, columns = found
    column = columns["indicator"]
    return any(str(row[column]) in NAMES for row in rows[place + 1 :] if column < len(row))


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the country's figures into ``outcome``, of two sources."""
    table = long_table(file, LABELS, NEEDED)
    read_lines = [
        _figure(table, dict(zip(cells, row, strict=True)))
        for cells in [[LINE, *LABELS]]
        for row in table.rows[cells].astype(str).itertuples(index=False, name=None)
    ]
    figures = [figure for figure in read_lines if isinstance(figure, Figure)]
    issues = [issue for issue in read_lines if isinstance(issue, Issue)]
    given = [figure for figure in figures if figure.fact.indicator_id != ALL_SECTIONS]
    frames: list[pd.DataFrame] = []
    sources: list[str] = []
    for family in (POVERTY, INSURED):
        facts = with_all_sections(figure.fact for figure in given if figure.family == family)
        if facts:
            years = [fact.year for fact in facts]
            source = source_of(family, (min(years), max(years)), file, catalogue, table.sheet)
            frames.append(outcome_frame(facts, str(source.vintage), source.id))
            sources.append(source.id)
    return Reading(
        source_ids=tuple(sources),
        facts={"outcome": pd.concat(frames, ignore_index=True)} if frames else {},
        rows_read=len(table.rows),
        rows_set_aside=len(figures) - len(given),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(_totals(figures, table.sheet)),
        sheet=table.sheet,
    )


def _figure(table: LongTable, cells: dict[str, str]) -> Figure | Issue:
    """Return what a line says, or why it is refused."""
    line, unit = int(cells[LINE]), cells["unit"]

    def refused(reason: str, field: str) -> Issue:
        label = table.labels[field]
        return Issue(table.file.name, reason, table.sheet, line, label, cells[field], unit)

    if cells["indicator"] not in NAMES:
        return refused("unknown_label", "indicator")
    family, indicator, (low, high) = NAMES[cells["indicator"]]
    try:
        year = ce_year(cells["year"])
    except ValueError:
        return refused("bad_year", "year")
    try:
        printed = number(cells["value"])
    except ValueError:
        return refused("bad_number", "value")
    scaled = None if printed is None else round(printed * scale_of(unit), 6)
    if scaled is not None and not low <= scaled <= high:
        return refused("out_of_range", "value")
    return Figure(line, family, OutcomeRow(indicator, year, COUNTRY, scaled))


def _totals(figures: list[Figure], sheet: str) -> Iterator[Total]:
    for total in figures:
        parts = [
            figure.fact.value
            for figure in figures
            if figure.fact.indicator_id in SECTIONS.values() and figure.fact.year == total.fact.year
        ]
        known = [part for part in parts if part is not None]
        if (
            total.fact.indicator_id == ALL_SECTIONS
            and total.fact.value is not None
            and len(known) == len(SECTIONS)
        ):
            yield Total(
                "sum_of_parts",
                ALL_SECTIONS,
                total.fact.value,
                sum(known),
                HALF_UNIT * (len(known) + 1),
                sheet,
                total.line,
            )


FAMILY = Family(
    id="national_figures",
    yields=(
        Yield("outcome", "indicator × year, whole country", "baht, per cent, persons, index 0-1"),
    ),
    totals="insured persons against the three sections",
    recognises=recognises,
    read=read,
)
