"""NESDC table 3.3: poverty rate, number of poor and population by sex and province, a year a file.

The table has no row for both sexes together. Their number of poor is the sum; their rate is poor
over population of the two, marked as computed. Numbers of poor and of people of the regions and
the country must be the sums of their provinces' within the rounding of the print.

A cell that is no number refuses the file, an unknown name or sex its row.
"""

from collections.abc import Iterator

import pandas as pd

from etl.conform.provinces import province_code, region_area
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.area_totals import sums_of_areas
from etl.sources.family import Family, Reading, Total, Yield, refusal
from etl.sources.headings import Heading
from etl.sources.outcome_rows import THOUSAND, OutcomeRow, outcome_frame
from etl.sources.poverty_tables import edition, unknown_area
from etl.sources.year_columns import WITHIN_ROWS, beginnings, title_of, years_of
from welfare.catalog import COUNTRY, Catalogue

SEXES = {"ชาย": "male", "หญิง": "female"}
COUNTRY_NAMES = frozenset({"รวมชาย", "รวมหญิง"})
COLUMNS = {"สัดส่วนคนจน": "rate", "จำนวนคนจน": "poor", "จำนวนประชากร": "population"}
HALF_UNIT = 0.05 * THOUSAND
"""Counts are printed to a tenth of a thousand."""

Place = tuple[int, int, int, dict[str, int], int]
"""Row of the labels (0-based), columns of sex and of name, the others by meaning, CE year."""


def _place(rows: list[Row]) -> Place | None:
    for upper, row in enumerate(rows[:WITHIN_ROWS]):
        labels = [tidy(cell) for cell in row]
        if not {"เพศ", "จังหวัด"} <= set(labels):
            continue
        years = set(years_of(row).values())
        for lower in range(upper, min(upper + 4, len(rows))):
            columns = _columns(rows[lower])
            if len(columns) == len(COLUMNS) and len(years) == 1:
                return lower, labels.index("เพศ"), labels.index("จังหวัด"), columns, years.pop()
    return None


def _columns(labels: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(labels):
        for label, meaning in COLUMNS.items():
            if tidy(cell).startswith(label):
                found.setdefault(meaning, column)
    return found


def recognises(file: RawFile) -> bool:
    """Tell whether a sheet is headed เพศ, จังหวัด and one year over rate, poor and population."""
    return any(_place(rows) for _, rows in beginnings(file))


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read one year into ``outcome``: each sex as published, both together as computed."""
    tables = ((sheet, rows, _place(rows)) for sheet, rows in file.tables.items())
    sheet, rows, place = next((t for t in tables if t[2]), ("", [], None))
    if place is None:
        raise refusal(file, "no_header")
    lower, sex_column, name_column, columns, year = place
    source = edition(
        "poverty_by_sex", title_of(rows[:lower]), {year}, file, catalogue=catalogue, sheet=sheet
    )
    labels = {
        meaning: Heading(file, sheet, lower + 1, column, tidy(rows[lower][column]))
        for meaning, column in columns.items()
    }
    records: list[dict[str, object]] = []
    issues: list[Issue] = []
    read_rows = aside = 0
    sex_text = ""
    for line, row in enumerate(rows[lower + 1 :], lower + 2):
        cells = [tidy(cell) for cell in row]
        if not any(cells):
            continue
        read_rows += 1
        sex_text = cells[sex_column] or sex_text
        if not any(cells[c] for c in columns.values() if c < len(cells)):
            aside += 1
            continue
        name = cells[name_column]
        area, sex = _area(name, catalogue), SEXES.get(sex_text)
        if area is None:
            issues.append(unknown_area(file, name, catalogue, sheet=sheet, row=line))
        elif sex is None:
            issues.append(Issue(file.name, "unknown_label", sheet, line, "เพศ", sex_text))
        else:
            values = {
                meaning: label.number(row, line, per_cent=meaning == "rate")
                for meaning, label in labels.items()
            }
            records.append({"area_id": area, "sex": sex, "line": line} | values)
    frame = pd.DataFrame(records, columns=["area_id", "sex", "line", *COLUMNS.values()])
    frame = frame.astype(dict.fromkeys(COLUMNS.values(), float) | {"area_id": str})
    scale, notices = _scaled(frame, labels)
    frame["poor"] *= scale
    frame["population"] *= THOUSAND
    facts = outcome_frame(
        [*_published(frame, year), *_both_sexes(frame, year)], str(source.vintage), source.id
    )
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": facts},
        rows_read=read_rows,
        rows_set_aside=aside,
        rows_refused=len(issues),
        issues=(*issues, *notices),
        totals=tuple(_totals(frame, year, catalogue, sheet)),
        sheet=sheet,
    )


def _area(name: str, catalogue: Catalogue) -> str | None:
    if name in COUNTRY_NAMES:
        return COUNTRY
    if name.startswith("ภาค"):
        return region_area(name, catalogue)
    return province_code(name, catalogue)


def _scaled(frame: pd.DataFrame, labels: dict[str, Heading]) -> tuple[float, list[Issue]]:
    """Return the scale of the number of poor, and a notice for each wrong unit in a heading."""
    by_province = frame[frame["area_id"].str.isdigit()]
    known = by_province[["poor", "rate"]].dropna().itertuples(index=False, name=None)
    scale = labels["poor"].scale("poor_persons", known)
    return scale, [
        *labels["rate"].notices("poverty_rate_pct", 1.0),
        *labels["poor"].notices("poor_persons", scale),
    ]


def _totals(frame: pd.DataFrame, year: int, catalogue: Catalogue, sheet: str) -> Iterator[Total]:
    for sex, rows in frame.groupby("sex", sort=False):
        for meaning in ("poor", "population"):
            printed = {
                row.area_id: (_or_none(getattr(row, meaning)), row.line)
                for row in rows.itertuples()
            }
            item = f"{meaning} {sex}"
            yield from sums_of_areas(
                printed, item, year, HALF_UNIT, catalogue=catalogue, sheet=sheet
            )


def _published(frame: pd.DataFrame, year: int) -> list[OutcomeRow]:
    return [
        OutcomeRow(indicator, year, row.area_id, _or_none(getattr(row, meaning)), row.sex)
        for row in frame.itertuples()
        for indicator, meaning in (("poverty_rate_pct", "rate"), ("poor_persons", "poor"))
    ]


def _both_sexes(frame: pd.DataFrame, year: int) -> list[OutcomeRow]:
    """Add the sexes up; an area in which either is blank stays unknown."""
    rows: list[OutcomeRow] = []
    for area, pair in frame.groupby("area_id", sort=False):
        known = len(pair) == len(SEXES) and bool(
            pair[["poor", "population"]].notna().all(axis=None)
        )
        poor = round(float(pair["poor"].sum()), 6) if known else None
        rate = 100 * float(pair["poor"].sum() / pair["population"].sum()) if known else None
        rows.append(
            OutcomeRow(
                "poverty_rate_pct", year, str(area), rate and round(rate, 2), "all", "computed"
            )
        )
        rows.append(OutcomeRow("poor_persons", year, str(area), poor, "all", "computed"))
    return rows


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else round(float(value), 6)


FAMILY = Family(
    id="poverty_by_sex",
    yields=(Yield("outcome", "indicator × year × area × sex", "per cent, persons"),),
    totals="poor people and population of the regions and the country against their provinces",
    recognises=recognises,
    read=read,
)
