"""NSO Gini of households' regular income by province, survey years side by side.

A transcribed page of `รายได้และการกระจายรายได้ของครัวเรือน ระดับจังหวัด` (table ผ 9). It bears no
title: the table is known by its title or name where one says so, else by figures of its regions
that are known. Regions are surveys' estimates of their own and facts; the NSO's central region
without the three provinces around Bangkok is none of ours and is set aside with a notice.

From 2566 the NSO computes the index otherwise: no edition holds such a year here. A cell that is
no number, or an index outside 0-1, refuses the file; an unknown name its row.
"""

import re
from pathlib import PurePath

from etl.conform.provinces import suggestion
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.outcome_rows import OutcomeRow, cell_value, outcome_frame
from etl.sources.survey_areas import reason_for, region_notices, survey_area
from etl.sources.year_columns import (
    Header,
    beginnings,
    header_with_years,
    need_nothing_above,
    title_of,
)
from welfare.catalog import Catalogue

INDICATOR = "gini_regular_income"
LABELS = {"area": r"area(_as_printed)?|(ภาค\s*(/|และ)?\s*)?จังหวัด|ภาค|(region and )?provinces?"}
SUBJECT = re.compile(r"gini|จีนี|ไม่เสมอภาค", re.IGNORECASE)
KNOWN = {
    "region_north": {2013: 0.335, 2015: 0.282, 2017: 0.306, 2019: 0.310, 2021: 0.295},
    "region_northeast": {2013: 0.327, 2015: 0.316, 2017: 0.320, 2019: 0.307, 2021: 0.294},
    "50": {2013: 0.274, 2015: 0.247, 2017: 0.256, 2019: 0.313, 2021: 0.316},
    "40": {2013: 0.233, 2015: 0.281, 2017: 0.236, 2019: 0.193, 2021: 0.175},
}
"""Published figures by which a table without a title is known."""


def recognises(file: RawFile) -> bool:
    """Tell whether a table by area and year holds the index: within 0-1, and named so or known."""
    header = header_with_years(file, LABELS)
    if header is None:
        return False
    rows = next(rows for sheet, rows in beginnings(file) if sheet == header.sheet)
    body = rows[header.place + 1 :]
    cells = [tidy(row[c]) for row in body for c in header.years if c < len(row) and tidy(row[c])]
    if not cells or sum(bool(re.fullmatch(r"0?\.\d+", cell)) for cell in cells) < 0.8 * len(cells):
        return False
    title = title_of(rows[: header.place])
    return bool(SUBJECT.search(f"{title} {PurePath(file.name).name}")) or _is_known(file, header)


def _is_known(file: RawFile, header: Header) -> bool:
    """Tell whether most of the figures that are known stand in the table as published."""
    names = {"region_north": "ภาคเหนือ", "region_northeast": "ภาคตะวันออกเฉียงเหนือ"}
    names |= {"50": "เชียงใหม่", "40": "ขอนแก่น"}
    same: list[bool] = []
    for row in file.tables[header.sheet][header.place + 1 :]:
        column = header.labels["area"]
        name = tidy(row[column]).replace(" ", "") if column < len(row) else ""
        for area, known in KNOWN.items():
            if name == names[area]:
                same += [
                    tidy(row[c]).startswith(f"{known[year]:.3f}".rstrip("0"))
                    for c, year in header.years.items()
                    if year in known and c < len(row)
                ]
    return bool(same) and sum(same) > len(same) / 2


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read provinces and regions into ``outcome``."""
    header = header_with_years(file, LABELS)
    if header is None:
        raise refusal(file, "no_header")
    need_nothing_above(file, header)
    sheet, years = header.sheet, header.years
    span = (min(years.values()), max(years.values()))
    source = source_of("gini_by_area", span, file, catalogue, sheet)
    facts: list[OutcomeRow] = []
    issues: list[Issue] = []
    others: list[str] = []
    read_rows = notes = 0
    for line, row in enumerate(file.tables[sheet][header.place + 1 :], header.place + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        name = tidy(row[header.labels["area"]])
        area = survey_area(name, catalogue)
        if not any(tidy(row[c]) for c in years if c < len(row)):
            notes += 1
        elif area == "other_region":
            others.append(name)
        elif area == "unknown":
            reason, near = reason_for(name, catalogue), suggestion(name, catalogue)
            issues.append(Issue(file.name, reason, sheet, line, value=name, detail=near))
        else:
            facts += [
                OutcomeRow(INDICATOR, year, area, value)
                for year, value in _values(file, header, row, line).items()
            ]
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=read_rows,
        rows_set_aside=notes + len(others),
        rows_refused=len(issues),
        issues=(*issues, *region_notices(file, others, sheet, "area")),
        sheet=sheet,
    )


def _values(file: RawFile, header: Header, row: Row, line: int) -> dict[int, float | None]:
    values: dict[int, float | None] = {}
    for column, year in header.years.items():
        if column >= len(row):
            raise refusal(file, "bad_row", sheet=header.sheet, row=line, value=len(row))
        value = cell_value(row[column], 1.0, file, row=line, column=column, sheet=header.sheet)
        if value is not None and not 0 < value < 1:
            raise refusal(
                file,
                "out_of_range",
                sheet=header.sheet,
                row=line,
                column=str(column + 1),
                value=row[column],
            )
        values[year] = value
    return values


FAMILY = Family(
    id="gini_by_area",
    yields=(Yield("outcome", "year × province or region", "index 0-1"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
