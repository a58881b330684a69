"""National recipients and budget of the old-age and disability allowances, years side by side."""

import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Yield
from etl.sources.outcome_rows import MILLION
from welfare.catalog import Catalogue

ITEMS = {
    "จำนวนผู้สูงอายุที่ได้รับเบี้ยยังชีพ": ("older_persons_allowance", "persons", 1.0),
    "งบประมาณเบี้ยยังชีพผู้สูงอายุ": ("older_persons_allowance", "amount_thb", MILLION),
    "จำนวนผู้พิการที่ได้รับเบี้ยยังชีพ": ("disability_allowance", "persons", 1.0),
    "งบประมาณเบี้ยยังชีพผู้พิการ": ("disability_allowance", "amount_thb", MILLION),
}
SOURCE_ID = "nso_allowance_2560"


def recognises(file: RawFile) -> bool:
    """Tell whether the lines are the allowances' items under ``item,unit`` and years."""
    text = file.head_text or ""
    return text.startswith("item,unit,") and any(item in text for item in ITEMS)


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read recipients and baht into ``beneficiary``; printed averages are set aside."""
    rows = file.records
    years = {column: ce_year(cell) for column, cell in enumerate(rows[0]) if column >= 2}
    cells: dict[tuple[int, str], dict[str, float | None]] = {}
    aside = 0
    read_rows = 0
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        read_rows += 1
        item = ITEMS.get(tidy(row[0]))
        if item is None:
            aside += 1
            continue
        programme, field, scale = item
        for column, year in years.items():
            try:
                value = number(row[column])
            except ValueError:
                raise RefusedFile(
                    Issue(
                        file.name, "bad_number", row=line, column=str(column + 1), value=row[column]
                    )
                ) from None
            scaled = None if value is None else round(value * scale, 2)
            cells.setdefault((year, programme), {})[field] = scaled
    frame = pd.DataFrame(
        [{"fiscal_year": y, "programme_id": p} | values for (y, p), values in cells.items()]
    ).assign(
        province_code=None, age_band="all", life_course_id=None, sex="all", source_id=SOURCE_ID
    )
    return Reading(
        source_ids=(SOURCE_ID,),
        facts={"beneficiary": frame},
        rows_read=read_rows,
        rows_set_aside=aside,
    )


FAMILY = Family(
    id="allowances",
    yields=(Yield("beneficiary", "fiscal year × allowance", "persons, baht"),),
    totals="average baht a recipient",
    recognises=recognises,
    read=read,
)
