"""Gross provincial product by province, years side by side (NESDC).

The table bears no title, no unit and no price basis. What it is, `known_values` tells; the unit is
the title's where it has one, else a million baht: the provinces of 2556 add up to 12.9 trillion
baht, the country's product of that year at current prices. A value that is then outside a
province's size refuses the file, as does a cell that is no number; an unknown name refuses its row.

Rows of regions follow another grouping than ours and are set aside, as is the country, which must
be the sum of the provinces where all are there.
"""

import re

import pandas as pd

from etl.conform.provinces import area_kind, province_code, suggestion
from etl.conform.units import scale_of
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.area_sums import with_area_sums
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from etl.sources.known_values import Cells, subject_of
from etl.sources.outcome_rows import MILLION
from etl.sources.survey_areas import reason_for
from etl.sources.wide_table import AreaRow, WideTable, facts_of, wide_table
from welfare.catalog import COUNTRY, Catalogue, catalogue

INDICATOR = "gpp_thb"
WORDS = re.compile(r"ผลิตภัณฑ์(มวลรวม)?(ของ)?จังหวัด|\bgpp|_gpp|gross[ _]provincial")
OTHERS = re.compile(r"ต่อหัว|ต่อคน|per (capita|head)|ร้อยละ|growth|อัตรา|chain|ปริมาณลูกโซ่")
PLAUSIBLE = (1e9, 2e13)
"""Baht a year between which a province's product lies."""
SUM_ROUNDING = 39.0
"""77 provinces and their sum, each printed to half a unit."""
OTHER_REGIONS = re.compile(
    r"ภาค|ปริมณฑล|region|vicinit|central|east|west|north|south", re.IGNORECASE
)
WHOLE = re.compile(r"รวม|total|gdp|ผลิตภัณฑ์มวลรวมในประเทศ", re.IGNORECASE)


def recognises(file: RawFile) -> bool:
    """Tell whether a table by area and year is titled as, or repeats, gross provincial product.

    Where neither does, one of that size is taken for it by the file's name.
    """
    table = wide_table(file)
    if table is None or OTHERS.search(table.title.casefold()):
        return False
    cells = _cells(table, catalogue())
    if WORDS.search(table.title.casefold()):
        return True
    low, high = PLAUSIBLE
    likely = sum(low <= value <= high for value in cells.values()) > len(cells) * 0.9
    return likely and subject_of(file, table.title, cells, {INDICATOR: WORDS}) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read every province into ``outcome`` in baht, with the sums of regions and the country."""
    table = wide_table(file)
    if table is None:
        raise refusal(file, "no_header")
    rows = list(table.of(file))
    years = sorted(table.years.values())
    source = source_of(
        "gross_provincial_product", (years[0], years[-1]), file, catalogue, table.sheet
    )
    found: list[dict[str, object]] = []
    issues: list[Issue] = []
    whole: list[AreaRow] = []
    aside = 0
    for row in rows:
        code = province_code(row.name, catalogue)
        if code:
            found += facts_of(
                file,
                table,
                row,
                code,
                scale=_scale(table),
                plausible=PLAUSIBLE,
                catalogue=catalogue,
            )
        elif area_kind(row.name, catalogue) == "country" or WHOLE.fullmatch(row.name):
            whole.append(row)
        elif OTHER_REGIONS.search(row.name) or not any(row.values.values()):
            aside += 1
        else:
            reason, near = reason_for(row.name, catalogue), suggestion(row.name, catalogue)
            issues.append(
                Issue(file.name, reason, table.sheet, row.line, value=row.name, detail=near)
            )
    frame = pd.DataFrame(found).assign(
        indicator_id=INDICATOR,
        group_id="all",
        method="published",
        vintage_id=source.vintage,
        source_id=source.id,
    )
    summed = with_area_sums(frame, catalogue)
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": summed},
        rows_read=len(rows),
        rows_set_aside=aside + len(whole),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(_totals(table, whole, summed)),
        sheet=table.sheet,
    )


def _scale(table: WideTable) -> float:
    return scale_of(table.title) if re.search("บาท|baht", table.title.casefold()) else MILLION


def _cells(table: WideTable, catalogue: Catalogue) -> Cells:
    scale = _scale(table)
    return {
        (code, year): value * scale
        for name, year, value in table.readable()
        if (code := province_code(name, catalogue))
    }


def _totals(table: WideTable, whole: list[AreaRow], summed: pd.DataFrame) -> list[Total]:
    country = summed[summed["area_id"] == COUNTRY].set_index("year")["value"]
    scale = _scale(table)
    within = SUM_ROUNDING * scale
    return [
        Total("sum_of_provinces", INDICATOR, v * scale, country[y], within, table.sheet, row.line)
        for row in whole
        for y, v in row.values.items()
        if v is not None and y in country.index
    ]


FAMILY = Family(
    id="gross_product",
    yields=(Yield("outcome", "year × province, region or country", "baht a year"),),
    totals="the country against its provinces, where it is printed",
    recognises=recognises,
    read=read,
)
