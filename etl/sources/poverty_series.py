"""NESDC long series: table 1.2 (rate by region and area) and table 1.8 (national indicators).

The two are told apart by their labels and are two sources. Sheets hold rates and indices of
surveys, no sums. A cell that is no number refuses the file; notes and indicators that we do not
hold are set aside.
"""

import re

from etl.conform.provinces import region_area
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield, refusal
from etl.sources.headings import Heading
from etl.sources.outcome_rows import MILLION, THOUSAND, OutcomeRow, outcome_frame
from etl.sources.poverty_tables import edition
from etl.sources.year_columns import (
    Header,
    beginnings,
    header_with_years,
    need_nothing_above,
    title_of,
)
from welfare.catalog import COUNTRY, Catalogue

NATIONAL = {
    "สัดส่วนคนจน": ("poverty_rate_pct", 1.0),
    "จำนวนคนจน": ("poor_persons", MILLION),
    "จำนวนครัวเรือนยากจน": ("poor_households", THOUSAND),
    "ช่องว่างความยากจน": ("poverty_gap_pct", 1.0),
    "เส้นความยากจน": ("poverty_line_thb", 1.0),
    "สัมประสิทธิ์ความไม่เสมอภาค (Gini coefficient) ของรายได้": ("gini_income", 1.0),
    "สัมประสิทธิ์ความไม่เสมอภาค (Gini coefficient) ของรายจ่ายเพื่อการอุปโภคบริโภค": (
        "gini_expenditure",
        1.0,
    ),
    "ความเหลื่อมล้ำในรายได้กลุ่มรวยสุด 20% สุดท้ายต่อกลุ่มจนสุด 20% แรก": (
        "income_quintile_ratio",
        1.0,
    ),
}
"""Indicator and what its numbers are multiplied by, by label without its unit."""
UNIT = re.compile(r"\s*\([^()]*(?:ร้อยละ|คน|บาท|เท่า|ครัวเรือน)[^()]*\)$")
MUNICIPALITY = {"ในเขตเทศบาล": "municipal", "นอกเขตเทศบาล": "non_municipal", "รวม": "all"}
LABELS = {
    "poverty_series_region": {"region": r"ภาค", "area": r"เขตพื้นที่|เขตการปกครอง|พื้นที่"},
    "poverty_series": {"indicator": r"ตัวชี้วัด"},
}
"""Labels of the header by source family; the regional table is looked for first."""
PEOPLE = (3e7, 1.2e8)
"""Population between which the country's lies."""


def _header(file: RawFile) -> tuple[str, Header] | None:
    for family, labels in LABELS.items():
        if header := header_with_years(file, labels):
            return family, header
    return None


def _named(row: Row, header: Header) -> tuple[str, float] | None:
    return NATIONAL.get(UNIT.sub("", tidy(row[header.labels["indicator"]])))


def recognises(file: RawFile) -> bool:
    """Tell whether years stand beside ตัวชี้วัด over our indicators, or beside ภาค and เขตพื้นที่."""
    found = _header(file)
    if found is None:
        return False
    family, header = found
    rows = next(rows for sheet, rows in beginnings(file) if sheet == header.sheet)
    body = rows[header.place + 1 :]
    if family == "poverty_series":
        return any(_named(row, header) for row in body if len(row) > header.labels["indicator"])
    areas = {tidy(row[header.labels["area"]]) for row in body if len(row) > header.labels["area"]}
    return "จน" in title_of(rows[: header.place]) and bool(areas & set(MUNICIPALITY))


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the series into ``outcome``; notes and indicators not in the catalogue are set aside."""
    known = _header(file)
    if known is None:
        raise refusal(file, "no_header")
    family, header = known
    need_nothing_above(file, header)
    sheet, years = header.sheet, header.years
    rows = file.tables[sheet]
    title = title_of(rows[: header.place])
    source = edition(family, title, years.values(), file, catalogue=catalogue, sheet=sheet)
    found: dict[tuple[str, str, str], tuple[int, float, dict[int, float | None]]] = {}
    read_rows = aside = 0
    area = ""
    for line, row in enumerate(rows[header.place + 1 :], header.place + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        if family == "poverty_series_region":
            area = region_area(row[header.labels["region"]], catalogue) or area
            group = MUNICIPALITY.get(tidy(row[header.labels["area"]]))
            target = ("poverty_rate_pct", area, group) if group and area else None
            scale = 1.0
        else:
            named = _named(row, header)
            target = (named[0], COUNTRY, "all") if named else None
            scale = named[1] if named else 1.0
        if target is None:
            aside += 1
            continue
        if target in found:
            raise refusal(file, "duplicate_key", sheet=sheet, row=line, value=" ".join(target))
        rate = target[0] == "poverty_rate_pct"
        values = {
            year: Heading(file, sheet, line, column, "").number(row, line, per_cent=rate)
            for column, year in years.items()
        }
        found[target] = (line, scale, values)
    notices = _counted_otherwise(file, header, rows, found)
    facts = [
        OutcomeRow(indicator, year, where, None if v is None else round(v * scale, 6), group)
        for (indicator, where, group), (_, scale, values) in found.items()
        for year, v in values.items()
    ]
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=read_rows,
        rows_set_aside=aside,
        issues=tuple(notices),
        sheet=sheet,
    )


def _counted_otherwise(
    file: RawFile,
    header: Header,
    rows: list[Row],
    found: dict[tuple[str, str, str], tuple[int, float, dict[int, float | None]]],
) -> list[Issue]:
    """Set the scale of the number of poor by its label, unless the values show that it is wrong."""
    poor, rate = ((name, COUNTRY, "all") for name in ("poor_persons", "poverty_rate_pct"))
    if poor not in found:
        return []
    line, own, counts = found[poor]
    column = header.labels["indicator"]
    label = Heading(file, header.sheet, line, column, tidy(rows[line - 1][column]))
    rates = found[rate][2] if rate in found else {}
    pairs = [(count, rates.get(year)) for year, count in counts.items()]
    scale = label.scale("poor_persons", pairs, own, PEOPLE)
    found[poor] = (line, scale, counts)
    return label.notices("poor_persons", scale)


FAMILY = Family(
    id="poverty_series",
    yields=(
        Yield(
            "outcome",
            "indicator × year × region × municipality",
            "per cent, persons, households, index",
        ),
    ),
    totals="none printed",
    recognises=recognises,
    read=read,
)
