"""NESDC table 3.3: poverty rate, number of poor and population by sex and province, a year a file.

The table has no row for both sexes together. Their number of poor is the sum; their rate is poor
over population of the two, marked as computed.
"""

import pandas as pd

from etl.conform.provinces import province_code, region_area
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield
from etl.sources.outcome_rows import THOUSAND, OutcomeRow, cell_value, outcome_frame
from welfare.catalog import COUNTRY, Catalogue

SEXES = {"ชาย": "male", "หญิง": "female"}
COLUMNS = {"สัดส่วนคนจน": "rate", "จำนวนคนจน": "poor", "จำนวนประชากร": "population"}
SOURCE_ID = "nesdc_poverty_2554"
YEARS = range(2006, 2012)


def _header(rows: list[Row]) -> int | None:
    for index, row in enumerate(rows[:12]):
        labels = [tidy(cell) for cell in row]
        if "เพศ" in labels and "จังหวัด" in labels:
            return index
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether the first sheet is headed เพศ, จังหวัด over rate, poor and population."""
    rows = next(iter(file.sheets.values()), [])
    header = _header(rows)
    if header is None or header + 1 >= len(rows):
        return False
    return len(_columns(rows[header + 1])) == len(COLUMNS)


def _columns(labels: Row) -> dict[str, int]:
    return {
        meaning: column
        for column, cell in enumerate(labels)
        for label, meaning in COLUMNS.items()
        if tidy(cell).startswith(label)
    }


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read one year into ``outcome``: each sex as published, both together as computed."""
    sheet, rows = next(iter(file.sheets.items()))
    header = _header(rows)
    if header is None:
        raise RefusedFile(Issue(file.name, "not_recognised", sheet))
    labels = [tidy(cell) for cell in rows[header]]
    sex_column, name_column = labels.index("เพศ"), labels.index("จังหวัด")
    columns = _columns(rows[header + 1])
    year = ce_year(next(tidy(cell) for cell in rows[header][name_column + 1 :] if tidy(cell)))
    if year not in YEARS:
        raise RefusedFile(Issue(file.name, "edition_not_declared", sheet, value=str(year)))
    records: list[dict[str, object]] = []
    issues: list[Issue] = []
    read_rows = 0
    for line, row in enumerate(rows[header + 2 :], header + 3):
        if not tidy(row[name_column]):
            continue
        read_rows += 1
        area = _area(tidy(row[name_column]), catalogue)
        sex = SEXES.get(tidy(row[sex_column]))
        if area is None or sex is None:
            issues.append(
                Issue(file.name, "unknown_province", sheet, line, value=tidy(row[name_column]))
            )
            continue
        scales = {"rate": 1.0, "poor": THOUSAND, "population": THOUSAND}
        records.append(
            {"area_id": area, "sex": sex}
            | {
                meaning: cell_value(
                    row[column], scales[meaning], file, row=line, column=column, sheet=sheet
                )
                for meaning, column in columns.items()
            }
        )
    frame = pd.DataFrame(records)
    facts = outcome_frame(
        [*_published(frame, year), *_both_sexes(frame, year)], "line_revised", SOURCE_ID
    )
    return Reading(
        source_ids=(SOURCE_ID,),
        facts={"outcome": facts},
        rows_read=read_rows,
        rows_refused=len(issues),
        issues=tuple(issues),
        sheet=sheet,
    )


def _area(name: str, catalogue: Catalogue) -> str | None:
    if name in {"รวมชาย", "รวมหญิง"}:
        return COUNTRY
    if name.startswith("ภาค"):
        return region_area(name, catalogue)
    return province_code(name, catalogue)


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
    return None if pd.isna(value) else float(value)


FAMILY = Family(
    id="poverty_by_sex",
    yields=(Yield("outcome", "indicator × year × area × sex", "per cent, persons"),),
    totals="the country against its provinces",
    recognises=recognises,
    read=read,
)
