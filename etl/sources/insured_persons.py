"""Insured persons of the Social Security Office by section 33, 39 and 40, and establishments.

Transcribed pages of the Statistical Yearbook (table 6.5, provinces of a region) and of indicators
of the country. All three sections together are added up, marked as computed. A region is a fact;
where all of its provinces stand in the table it must be their sum, and never less than those that
do.

A page that does not say which year a line is of is refused: counts of two years cannot be told
apart. A cell that is no number refuses the file, an unknown name its row.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

import pandas as pd

from etl.conform.provinces import area_kind, province_code, region_area, suggestion
from etl.conform.units import scale_of
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.area_totals import sums_of_areas
from etl.sources.editions import with_editions
from etl.sources.family import Family, Reading, Total, Yield, refusal
from etl.sources.long_table import LINE, LongTable, head_of, header_of, long_table
from etl.sources.outcome_rows import OutcomeRow, outcome_frame
from etl.sources.year_columns import year_in
from welfare.catalog import Catalogue

SECTIONS = {
    "33": "insured_33_persons",
    "39": "insured_39_persons",
    "40": "insured_40_persons",
}
"""Indicator of each section of the Social Security Act."""
ALL_SECTIONS = "insured_persons"
LABELS = {
    "area": r"area(_as_printed)?|(ภาค\s*(/|และ)?\s*)?จังหวัด|(region and )?provinces?",
    "year": r"year(_be|_ce)?|ปี(\s*พ\.ศ\.)?|พ\.ศ\.",
    "establishments": r"establishments?|enterprises?|(จำนวน)?สถานประกอบการ.*",
    "33": r".*(?:m|มาตรา|article|section)[\s_.]*33.*",
    "39": r".*(?:m|มาตรา|article|section)[\s_.]*39.*",
    "40": r".*(?:m|มาตรา|article|section)[\s_.]*40.*",
}
NEEDED = frozenset(SECTIONS)
INDICATORS = SECTIONS | {"establishments": "insured_establishments"}
LARGEST = 3e7
"""More than all employed people of the country."""


def recognises(file: RawFile) -> bool:
    """Tell whether the three sections stand side by side."""
    return header_of(head_of(file), LABELS, NEEDED) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read provinces and regions into ``outcome``."""
    table = long_table(file, LABELS, NEEDED)
    years = _years(file, table)
    if "area" not in table.labels:
        raise refusal(file, "no_header", sheet=table.sheet, detail="no column names the areas")
    values = {name: _counts(file, table, name) for name in INDICATORS if name in table.labels}
    facts: list[OutcomeRow] = []
    issues: list[Issue] = []
    notes = 0
    areas: list[str | None] = []
    for index, (line, name) in enumerate(zip(table.rows[LINE], table.rows["area"], strict=True)):
        area = province_code(name, catalogue) or region_area(name, catalogue)
        areas.append(area)
        if all(pd.isna(column.iloc[index]) for column in values.values()):
            notes += 1
        elif area is None:
            kind = area_kind(name, catalogue)
            reason = "not_a_province" if kind == "not_a_province" else "unknown_province"
            near = suggestion(name, catalogue)
            issues.append(Issue(file.name, reason, table.sheet, int(line), value=name, detail=near))
        else:
            facts += [
                OutcomeRow(
                    INDICATORS[field], int(years.iloc[index]), area, _or_none(column.iloc[index])
                )
                for field, column in values.items()
            ]
    frame, sources = with_editions(
        outcome_frame(with_all_sections(facts), "", ""),
        "insured_persons",
        file,
        catalogue,
        table.sheet,
    )
    return Reading(
        source_ids=sources,
        facts={"outcome": frame},
        rows_read=len(table.rows),
        rows_set_aside=notes,
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(_totals(table, years, areas, values, catalogue)),
        sheet=table.sheet,
    )


def with_all_sections(facts: Iterable[OutcomeRow]) -> list[OutcomeRow]:
    """Return facts with the three sections added up for every area and year that has them all."""
    found = list(facts)
    sections: dict[tuple[int, str], dict[str, float]] = {}
    for fact in found:
        if fact.indicator_id in SECTIONS.values() and fact.value is not None:
            sections.setdefault((fact.year, fact.area_id), {})[fact.indicator_id] = fact.value
    return found + [
        OutcomeRow(ALL_SECTIONS, year, area, round(sum(values.values()), 6), method="computed")
        for (year, area), values in sections.items()
        if len(values) == len(SECTIONS)
    ]


def _years(file: RawFile, table: LongTable) -> "pd.Series[int]":
    if "year" in table.labels:
        return table.years("year")
    year = year_in(table.title) or (None if table.title else year_in(PurePath(file.name).name))
    if year is None:
        raise refusal(file, "years_unverified", sheet=table.sheet, value=table.title[:200])
    return pd.Series(year, index=table.rows.index)


def _counts(file: RawFile, table: LongTable, field: str) -> "pd.Series[float]":
    """Return counts in persons or establishments, by the unit that label or title gives."""
    scale = max(scale_of(table.labels[field]), scale_of(table.title))
    counts = table.numbers(field) * scale
    for index in counts.index[counts.notna() & ~counts.between(0, LARGEST)]:
        raise refusal(
            file,
            "out_of_range",
            sheet=table.sheet,
            row=int(table.rows.at[index, LINE]),
            column=table.labels[field],
            value=table.rows.at[index, field],
        )
    return counts


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else round(float(value), 6)


def _totals(
    table: LongTable,
    years: "pd.Series[int]",
    areas: list[str | None],
    values: dict[str, "pd.Series[float]"],
    catalogue: Catalogue,
) -> Iterator[Total]:
    """Give regions beside their provinces: whole numbers, so without tolerance."""
    for field, column in values.items():
        for year in years.unique():
            printed = {
                area: (_or_none(column.iloc[index]), int(line))
                for index, (area, line) in enumerate(zip(areas, table.rows[LINE], strict=True))
                if area and years.iloc[index] == year
            }
            item = INDICATORS[field]
            yield from sums_of_areas(
                printed, item, int(year), 0.0, catalogue=catalogue, sheet=table.sheet
            )


FAMILY = Family(
    id="insured_persons",
    yields=(Yield("outcome", "year × province or region × section", "persons, establishments"),),
    totals="regions against their provinces, where all of them are in the table",
    recognises=recognises,
    read=read,
)
