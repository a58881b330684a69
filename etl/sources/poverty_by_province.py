"""NESDC poverty line, rate and number by province: year-blocks side by side, regions interleaved.

Two layouts of one family: table 2.1 with three blocks of eight years, and a sheet of one year with
three columns. The latter heads its percentages "สัดส่วน (พันคน)"; the value decides the unit.
"""

from etl.conform.provinces import province_code, region_area
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield
from etl.sources.outcome_rows import THOUSAND, OutcomeRow, cell_value, outcome_frame
from welfare.catalog import COUNTRY, Catalogue

BLOCKS = {
    "เส้นความยากจน": ("poverty_line_thb", 1.0),
    "สัดส่วน": ("poverty_rate_pct", 1.0),
    "จำนวน": ("poor_persons", THOUSAND),
}
HEADING = "ภาค/จังหวัด"
REGION_TOTAL = "รวม"
EDITIONS = {
    # Years covered -> (source, edition of the poverty line).
    (2000, 2010): ("nesdc_poverty_2553", "line_earlier"),
    (2006, 2006): ("nesdc_poverty_line_2554", "line_revised"),
    (2007, 2007): ("nesdc_poverty_line_2554", "line_revised"),
}


def _header(rows: list[Row]) -> int | None:
    for index, row in enumerate(rows[:12]):
        if any(tidy(cell) == HEADING for cell in row):
            return index
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether the first sheet is headed ภาค/จังหวัด under a title on the poverty line."""
    first = next(iter(file.sheets.values()), [])
    title = " ".join(tidy(cell) for row in first[:3] for cell in row)
    return _header(first) is not None and "เส้นความยากจน" in title


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read every year-block into ``outcome`` for provinces, regions and the country."""
    sheet, rows = next(iter(file.sheets.items()))
    header = _header(rows)
    if header is None:
        raise RefusedFile(Issue(file.name, "not_recognised", sheet))
    columns = _columns(rows[header], rows[header + 1])
    years = [year for _, _, year in columns.values()]
    every = {(indicator, year) for indicator, _ in BLOCKS.values() for year in years}
    if not every or sorted((name, year) for name, _, year in columns.values()) != sorted(every):
        raise RefusedFile(Issue(file.name, "bad_columns", sheet, header + 1))
    edition = EDITIONS.get((min(years), max(years)))
    if edition is None:
        raise RefusedFile(
            Issue(file.name, "edition_not_declared", sheet, value=f"{min(years)}-{max(years)}")
        )
    source_id, vintage_id = edition
    found: list[OutcomeRow] = []
    issues: list[Issue] = []
    read_rows = 0
    region = ""
    for line, row in enumerate(rows[header + 2 :], header + 3):
        names = [tidy(cell) for cell in row[: min(columns)] if tidy(cell)]
        if not any(tidy(row[column]) for column in columns if column < len(row)):
            continue
        read_rows += 1
        region = next((area for name in names if (area := region_area(name, catalogue))), region)
        area = _area(names[-1] if names else "", region, catalogue)
        if area is None:
            issues.append(Issue(file.name, "unknown_province", sheet, line, value=" ".join(names)))
            continue
        found += [
            OutcomeRow(
                indicator,
                year,
                area,
                cell_value(row[column], scale, file, row=line, column=column, sheet=sheet),
            )
            for column, (indicator, scale, year) in columns.items()
        ]
    return Reading(
        source_ids=(source_id,),
        facts={"outcome": outcome_frame(found, vintage_id, source_id)},
        rows_read=read_rows,
        rows_refused=len(issues),
        issues=tuple(issues),
        sheet=sheet,
    )


def _columns(first: Row, second: Row) -> dict[int, tuple[str, float, int]]:
    """Return (indicator, scale, year) by column: blocks over years, or one year over blocks.

    The upper heading stands over the first of its columns and holds until the next one.
    """
    blocks_on_top = any(_block(cell) for cell in first)
    found: dict[int, tuple[str, float, int]] = {}
    block: tuple[str, float] | None = None
    year: int | None = None
    for column, (upper, lower) in enumerate(zip(first, second, strict=False)):
        if blocks_on_top:
            block = _block(upper) or block
            year = _year(lower)
        else:
            block = _block(lower)
            year = _year(upper) or year
        if block and year:
            found[column] = (*block, year)
    return found


def _year(cell: object) -> int | None:
    return ce_year(cell) if tidy(cell) and tidy(cell) != HEADING else None


def _block(cell: object) -> tuple[str, float] | None:
    text = tidy(cell)
    return next((block for label, block in BLOCKS.items() if text.startswith(label)), None)


def _area(name: str, region: str, catalogue: Catalogue) -> str | None:
    if name == REGION_TOTAL:
        return region or None
    if region == COUNTRY:
        return COUNTRY
    return province_code(name, catalogue)


FAMILY = Family(
    id="poverty_by_province",
    yields=(Yield("outcome", "indicator × year × area", "baht a month, per cent, persons"),),
    totals="regions and the country against their provinces",
    recognises=recognises,
    read=read,
)
