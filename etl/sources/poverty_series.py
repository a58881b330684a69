"""NESDC long series as CSV: table 1.2 (rate by region and area) and table 1.8 (national)."""

from etl.conform.provinces import region_area
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield
from etl.sources.outcome_rows import MILLION, OutcomeRow, cell_value, outcome_frame
from welfare.catalog import COUNTRY, Catalogue

NATIONAL = {
    "สัดส่วนคนจน (ร้อยละ)": ("poverty_rate_pct", 1.0),
    "จำนวนคนจน (ล้านคน)": ("poor_persons", MILLION),
    "เส้นความยากจน (บาท/คน/เดือน)": ("poverty_line_thb", 1.0),
    "สัมประสิทธิ์ความไม่เสมอภาค (Gini coefficient) ของรายได้": ("gini_income", 1.0),
    "สัมประสิทธิ์ความไม่เสมอภาค (Gini coefficient) ของรายจ่ายเพื่อการอุปโภคบริโภค": (
        "gini_expenditure",
        1.0,
    ),
}
MUNICIPALITY = {"ในเขตเทศบาล": "municipal", "นอกเขตเทศบาล": "non_municipal", "รวม": "all"}
VINTAGE_ID = "edition_2568"


def _header(rows: list[Row]) -> int | None:
    for index, row in enumerate(rows[:6]):
        if sum(cell.strip().isdigit() and len(cell.strip()) == 4 for cell in row) >= 3:
            return index
    return None


def _kind(rows: list[Row], header: int) -> str | None:
    labels = [tidy(cell) for cell in rows[header][:2]]
    if labels == ["ภาค", "เขตพื้นที่"]:
        return "regional"
    return "national" if labels[0] == "ตัวชี้วัด" else None


def recognises(file: RawFile) -> bool:
    """Tell whether the text has a row of years under ตัวชี้วัด, or under ภาค and เขตพื้นที่."""
    if "ตาราง" not in (file.head_text or "")[:200]:
        return False
    rows = file.head_records
    header = _header(rows)
    return header is not None and _kind(rows, header) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the series into ``outcome``; notes and indicators not in the catalogue are set aside."""
    rows = file.records
    header = _header(rows)
    kind = None if header is None else _kind(rows, header)
    if header is None or kind is None:
        raise RefusedFile(Issue(file.name, "not_recognised"))
    years = {
        column: ce_year(cell) for column, cell in enumerate(rows[header]) if cell.strip().isdigit()
    }
    source_id = "nesdc_poverty_region_2568" if kind == "regional" else "nesdc_national_2568"
    found: list[OutcomeRow] = []
    read_rows = aside = 0
    area = ""
    for line, row in enumerate(rows[header + 1 :], header + 2):
        if not any(cell.strip() for cell in row):
            continue
        read_rows += 1
        if kind == "regional":
            area = region_area(row[0], catalogue) or area
            group = MUNICIPALITY.get(tidy(row[1]))
            target = ("poverty_rate_pct", 1.0, area, group) if group and area else None
        else:
            named = NATIONAL.get(tidy(row[0]))
            target = (*named, COUNTRY, "all") if named else None
        if target is None:
            aside += 1
            continue
        indicator, scale, where, group_id = target
        found += [
            OutcomeRow(
                indicator,
                year,
                where,
                cell_value(row[column], scale, file, row=line, column=column),
                str(group_id),
            )
            for column, year in years.items()
        ]
    return Reading(
        source_ids=(source_id,),
        facts={"outcome": outcome_frame(found, VINTAGE_ID, source_id)},
        rows_read=read_rows,
        rows_set_aside=aside,
    )


FAMILY = Family(
    id="poverty_series",
    yields=(
        Yield("outcome", "indicator × year × region × municipality", "per cent, persons, index"),
    ),
    totals="none printed",
    recognises=recognises,
    read=read,
)
