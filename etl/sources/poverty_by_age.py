"""NESDC table 4.1: poor people by age group in urban and rural areas, survey rounds side by side.

Table 4.1 may hold two blocks, the rate and the number of poor; either may stand alone. Its
numbers for the whole country are those of table 2.1 (12,556 thousand in 2543), far below those of
the revised poverty line (25.8 million): it is on the earlier line.

Every row is an estimate of its own and a fact, also the country and all ages; as counts they must
be the sums of their parts within the rounding to a thousand persons. A cell that is no number
refuses the file, an unknown label its row.
"""

import re
from collections.abc import Iterator

from etl.conform.ages import age_range
from etl.conform.provinces import region_area
from etl.conform.text import tidy
from etl.conform.units import scale_of
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Total, Yield, refusal
from etl.sources.headings import Heading, persons_scale
from etl.sources.outcome_rows import THOUSAND, OutcomeRow, outcome_frame
from etl.sources.poverty_tables import Columns, block_columns, edition, label_over
from etl.sources.year_columns import WITHIN_ROWS, beginnings, title_of
from welfare.catalog import COUNTRY, Catalogue

BLOCKS = {
    "ร้อยละ": "poverty_rate_pct",
    "สัดส่วน": "poverty_rate_pct",
    "จำนวน": "poor_persons",
}
HEADING = re.compile(r"(เขตพื้นที่|พื้นที่).*(กลุ่มวัย|กลุ่มอายุ|อายุ)")
AREAS = {"เขตเมือง": "urban", "เขตชนบท": "rural"}
ALL_AGES = "รวม"
COUNTRY_PEOPLE = (1e5, 6e7)
"""Poor people between whom the country's lie: so many are there if the unit is right."""
HALF_UNIT = 0.5
"""Numbers are printed to a thousand."""

Layout = tuple[str, int, Columns]
"""Sheet, 0-based row of the lower heading, what each column is."""
Cells = dict[tuple[str, str], tuple[int, dict[int, float | None]]]
"""1-based row and numbers by column, by age group and area ("" for all of either)."""


def _layout(sheet: str, rows: list[Row]) -> Layout | None:
    for upper, row in enumerate(rows[:WITHIN_ROWS]):
        if not any(HEADING.fullmatch(tidy(cell)) for cell in row):
            continue
        below = (place for place in range(upper + 1, len(rows)) if any(map(tidy, rows[place])))
        lower = next(below, None)
        if lower is not None:
            columns = block_columns(row, rows[lower], BLOCKS, rows[lower + 1 :])
            return (sheet, lower, columns) if columns else None
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a sheet on the poor is headed by areas and age groups over blocks of years."""
    for sheet, rows in beginnings(file):
        layout = _layout(sheet, rows)
        if layout:
            return "คนจน" in title_of(rows[: layout[1] + 1])
    return False


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read rates and numbers of the country by age group and area into ``outcome``."""
    layouts = ((rows, _layout(sheet, rows)) for sheet, rows in file.tables.items())
    rows, layout = next(((rows, found) for rows, found in layouts if found), ([], None))
    if layout is None:
        raise refusal(file, "no_header")
    sheet, lower, columns = layout
    heading = rows[lower - 1 : lower + 1]
    labels = {c: Heading(file, sheet, lower + 1, c, label_over(c, heading)) for c in columns}
    years = {year for _, year in columns.values()}
    title = title_of(rows[: lower - 1])
    source = edition("poverty_by_age", title, years, file, catalogue=catalogue, sheet=sheet)
    cells: Cells = {}
    issues: list[Issue] = []
    read_rows = aside = 0
    area: str | None = None
    for line, row in enumerate(rows[lower + 1 :], lower + 2):
        texts = [tidy(cell) for cell in row]
        if not any(texts):
            continue
        read_rows += 1
        if not any(texts[c] for c in columns if c < len(texts)):
            aside += 1
            continue
        names = [text for text in texts[: min(columns)] if text]
        area = _area(names[0], catalogue) if len(names) > 1 else area
        age = _age(names[-1]) if names else None
        if age is None or area is None:
            issues.append(Issue(file.name, "unknown_label", sheet, line, value=" ".join(names)))
            continue
        if (age, area) in cells:
            raise refusal(file, "duplicate_key", sheet=sheet, row=line, value=" ".join(names))
        cells[age, area] = (line, {c: labels[c].number(row, line) for c in columns})
    scales = {c: _scale(labels[c], columns[c][0], cells, c) for c in columns}
    facts = [
        OutcomeRow(
            indicator,
            year,
            COUNTRY,
            None if value is None else round(value * scales[c], 6),
            "_".join(part for part in key if part) or "all",
        )
        for key, (_, values) in cells.items()
        for c, (indicator, year) in columns.items()
        for value in [values[c]]
    ]
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=read_rows,
        rows_set_aside=aside,
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(_totals(cells, columns, scales, sheet)),
        sheet=sheet,
    )


def _area(name: str, catalogue: Catalogue) -> str | None:
    return "" if region_area(name, catalogue) == COUNTRY else AREAS.get(name)


def _age(label: str) -> str | None:
    if label == ALL_AGES:
        return ""
    try:
        first, last = age_range(label)
    except ValueError:
        return None
    return f"age_{first}_plus" if last is None else f"age_{first}_{last}"


def _scale(label: Heading, indicator: str, cells: Cells, column: int) -> float:
    """Return what a column is multiplied by; the country's poor must be as many as can be."""
    _, values = cells.get(("", ""), (0, {}))
    whole = values.get(column)
    if indicator == "poverty_rate_pct":
        scale, within = 1.0, (0.0, 100.0)
    else:
        scale, within = (
            persons_scale(label.text, (), THOUSAND) or scale_of(label.text),
            COUNTRY_PEOPLE,
        )
    if whole is not None and not within[0] <= whole * scale <= within[1]:
        raise refusal(
            label.file,
            "out_of_range",
            sheet=label.sheet,
            row=label.row,
            column=str(column + 1),
            value=whole,
        )
    return scale


def _totals(
    cells: Cells, columns: Columns, scales: dict[int, float], sheet: str
) -> Iterator[Total]:
    """Give all ages beside the age groups, and the country beside its two kinds of area."""
    for column, (indicator, _) in columns.items():
        if indicator != "poor_persons":
            continue
        for (age, area), (line, values) in cells.items():
            ages = [v[column] for (a, r), (_, v) in cells.items() if a and r == area]
            areas = [v[column] for (a, r), (_, v) in cells.items() if a == age and r]
            pairs = [("sum_of_ages", ages, 3)] if not age else []
            pairs += [("sum_of_parts", areas, 2)] if not area else []
            for kind, parts, number in pairs:
                known = [part for part in parts if part is not None]
                printed = values[column]
                if printed is not None and len(known) == number:
                    yield Total(
                        "sum_of_ages" if kind == "sum_of_ages" else "sum_of_parts",
                        f"{indicator} {age or 'all'} {area or 'all'}",
                        printed * scales[column],
                        sum(known) * scales[column],
                        HALF_UNIT * (number + 1) * scales[column],
                        sheet,
                        line,
                    )


FAMILY = Family(
    id="poverty_by_age",
    yields=(Yield("outcome", "year × age group × urban or rural area", "per cent, persons"),),
    totals="all ages and the whole country against their parts",
    recognises=recognises,
    read=read,
)
