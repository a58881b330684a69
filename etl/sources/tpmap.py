"""TPMAP, release of 2561: households, poor people and five dimensions of poverty, 76 provinces.

Two files of one release, whose columns are named with dots: counts of poor people, and counts of
everybody surveyed. Poor are those found poor in the basic-needs survey (จปฐ.) who also registered
for state welfare and were validated (``poor.JPT.MOFval.CNT``). Neither file prints its year; the
columns are those of 2561. A copy that someone joined from both is refused: it prints the same rate
as a fraction under another count's name. Bangkok is not surveyed. A published table: a bad cell or
an unknown province refuses the file.
"""

import re

import pandas as pd

from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.issues import RefusedFile
from etl.reading import RawFile, Row
from etl.sources.by_province import filled, unplaced, with_sums
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.year_in_name import year_in_name
from welfare.catalog import Catalogue

YEAR = 2018
BANGKOK = "10"
PROVINCE = "province_ID"
POOR, RATE = "poor.JPT.MOFval.CNT", "JPT.MOFval.pov.rate"
PEOPLE = "HOUSEMEMBER_CNT"
POOR_FIELDS = {POOR: ("tpmap_poor_persons", None), RATE: ("tpmap_poor_pct", None)} | {
    f"poor.JPT.MOFval.{name}": ("tpmap_poor_persons", f"poverty_{name}")
    for name in ("health", "living", "education", "income", "accessibility")
}
SURVEYED_FIELDS = {
    "household.CNT": ("tpmap_households", None),
    PEOPLE: ("tpmap_surveyed_persons", None),
    "ELDERLY_CNT": ("tpmap_older_persons", None),
    "DISABLED_CNT": ("tpmap_disabled_persons", None),
}
JOINED = "poor.JPT.CNT.rate"
RELEASE = re.compile(r"(?:tpmap|^)(?:25)?(\d\d)(?=_)")
"""Finds the release in a name such as 61_province_common.csv."""


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:15]):
        labels = [tidy(cell) for cell in row]
        fields = {*POOR_FIELDS, *SURVEYED_FIELDS, JOINED} & set(labels)
        if PROVINCE in labels and {POOR, PEOPLE} & fields:
            return index, {field: labels.index(field) for field in (PROVINCE, *sorted(fields))}
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether the header names provinces beside the release's dotted counts."""
    return _header(file.head_records or file.first_table[1]) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read counts and the rate by province into ``outcome``, with sums of regions and country."""
    sheet, rows = file.first_table
    header = _header(rows)
    if header is None:
        raise refusal(file, "no_header", sheet=sheet)
    start, columns = header
    if JOINED in columns:
        detail = "61_province_11111.csv and 61_province_common.csv joined by another hand"
        raise refusal(file, "superseded_copy", sheet=sheet, detail=detail)
    fields = POOR_FIELDS if POOR in columns else SURVEYED_FIELDS
    if missing := sorted(set(fields) - set(columns)):
        raise refusal(file, "bad_columns", sheet=sheet, row=start + 1, value=", ".join(missing))
    year, notices = year_in_name(file, YEAR, RELEASE)
    kind = "poor" if fields is POOR_FIELDS else "surveyed"
    source = source_of(f"{FAMILY.id}_{kind}", (year, year), file, catalogue, sheet)
    found: list[dict[str, object]] = []
    lines = [n for n, row in enumerate(rows[start + 1 :], start + 2) if any(map(tidy, row))]
    for line in lines:
        row = rows[line - 1]
        province = province_code(row[columns[PROVINCE]], catalogue)
        if province is None:
            name = row[columns[PROVINCE]]
            raise RefusedFile(
                unplaced(file, name, catalogue, sheet=sheet, row=line, column=PROVINCE)
            )
        for field, (indicator, item) in fields.items():
            value = filled(file, row[columns[field]], sheet=sheet, row=line, column=field)
            found.append(
                {"indicator_id": indicator, "item_id": item, "area_id": province, "value": value}
            )
    if not found:
        raise refusal(file, "empty_form", sheet=sheet)
    facts = _with_sums(pd.DataFrame(found).assign(year=year, group_id="all"), catalogue)
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": facts.assign(vintage_id=source.vintage, source_id=source.id)},
        rows_read=len(lines),
        issues=tuple(notices),
        sheet=sheet,
    )


def _with_sums(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Return the rows with the sums of counts above them; rates of provinces have no sum."""
    rates = rows[rows["indicator_id"] == "tpmap_poor_pct"]
    parts = [rates.assign(method="published", flag=None, value=rates["value"].round(6))]
    for item, counts in rows.drop(rates.index).groupby("item_id", dropna=False, sort=False):
        summed = with_sums(counts.drop(columns="item_id"), catalogue, outside={BANGKOK})
        parts.append(summed.assign(item_id=item if isinstance(item, str) else None))
    return pd.concat([part for part in parts if not part.empty], ignore_index=True)


FAMILY = Family(
    id="tpmap",
    yields=(Yield("outcome", "year × province, region, country × dimension", "persons, per cent"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
