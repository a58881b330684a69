"""Homes of the Department of Social Development and Welfare: people served, by group and year.

A web page saved as .xls: the title names the group served and the year, a line gives the number of
homes. The cumulative column (สะสม) is taken: those there when the year began and those admitted
since, so that someone admitted twice counts twice. It is checked home by home; what remains at the
end (คงเหลือ) does not follow from the other columns in most homes and is left out. Emergency
shelters (บ้านพักเด็กและครอบครัว) stand one in a province and name it; other homes take people from
everywhere and are counted for the country. A published table: a bad cell refuses the file.
"""

import re

import pandas as pd

from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.by_province import filled, province_within, unplaced
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from welfare.catalog import Catalogue

HOME, BEFORE, ADMITTED, SERVED = "ชื่อหน่วยงาน", "ยอดยกมา", "รับเข้า", "สะสม"
LABELS = (HOME, BEFORE, ADMITTED, SERVED)
GROUP = re.compile(r"สถิติผู้รับบริการใน\s*(\S+?)\s*ปี\s*พ\.?ศ\.?\s*(\d{4})")
LISTED = re.compile(r"จำนวนข้อมูลทั้งหมด\s*([\d,]+)\s*รายการ")
GROUPS = {"เด็ก": "children", "คนพิการ": "disabled"}
SHELTER = "บ้านพักเด็กและครอบครัว"
PROGRAMMES = {"children": "children_homes", "disabled": "disabled_homes"}
SHELTERS = "child_family_shelters"
PROVINCE = "จังหวัด"
TOTAL = "รวม"


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:15]):
        labels = [tidy(cell) for cell in row]
        if all(label in labels for label in LABELS):
            return index, {label: labels.index(label) for label in LABELS}
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a table lists homes with people brought forward, admitted and cumulative."""
    tables = {"": file.head_records} if file.head_records else file.tables
    return any(_header(rows) is not None for rows in tables.values())


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Add the people served up into ``beneficiary``: shelters by province, homes nationally."""
    sheet, rows, (start, columns) = next(
        (name, rows, header)
        for name, rows in file.tables.items()
        if (header := _header(rows)) is not None
    )
    words = " ".join(
        tidy(cell)
        for name, others in file.tables.items()
        for row in (others[:start] if name == sheet else others)
        for cell in row
    )
    group, year = _edition(file, words)
    source_id = source_of(f"{FAMILY.id}_{group}", (year, year), file, catalogue, sheet).id
    homes: list[dict[str, object]] = []
    issues: list[Issue] = []
    totals: list[Total] = []
    printed: tuple[int, float] | None = None
    for line, row in enumerate(rows[start + 1 :], start + 2):
        if not any(tidy(cell) for cell in row):
            continue
        name = tidy(row[columns[HOME]])
        before, admitted, served = (
            filled(file, row[columns[label]], sheet=sheet, row=line, column=label)
            for label in LABELS[1:]
        )
        if name.startswith(TOTAL):
            printed = line, served
            continue
        totals.append(Total("sum_of_parts", SERVED, served, before + admitted, 0, sheet, line))
        shelter = group == "children" and name.startswith(SHELTER)
        province = province_within(name, catalogue) if shelter else None
        if shelter and province is None and PROVINCE in name:
            issues.append(unplaced(file, name, catalogue, sheet=sheet, row=line, column=HOME))
            continue
        homes.append(
            {
                "programme_id": SHELTERS if shelter else PROGRAMMES[group],
                "province_code": province,
                "persons": served,
            }
        )
    if not homes:
        raise refusal(file, "empty_form", sheet=sheet)
    listed = LISTED.search(words)
    if listed:
        count = float(listed[1].replace(",", ""))
        totals.append(Total("grand_total", "รายการ", count, len(homes) + len(issues), 0, sheet))
    frame = pd.DataFrame(homes)
    if printed:
        line, people = printed
        summed = float(frame["persons"].sum())
        totals.append(Total("grand_total", SERVED, people, summed, 0, sheet, line))
    keys = ["programme_id", "province_code"]
    facts = (
        frame.groupby(keys, as_index=False, dropna=False)["persons"]
        .sum()
        .assign(
            fiscal_year=year, age_band="all", life_course_id=None, sex="all", source_id=source_id
        )
    )
    return Reading(
        source_ids=(source_id,),
        facts={"beneficiary": facts},
        rows_read=len(homes) + len(issues) + (printed is not None),
        rows_set_aside=int(printed is not None),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(totals),
        sheet=sheet,
    )


def _edition(file: RawFile, words: str) -> tuple[str, int]:
    """Return the group that the homes serve and the year (CE), by the title."""
    found = GROUP.search(words)
    if not found:
        raise refusal(file, "no_year", value=words[:80])
    group = GROUPS.get(found[1])
    if group is None:
        raise refusal(file, "unknown_label", value=found[1])
    try:
        return group, ce_year(found[2])
    except ValueError:
        raise refusal(file, "bad_year", value=found[2]) from None


FAMILY = Family(
    id="residential_homes",
    yields=(Yield("beneficiary", "year × kind of home (shelters by province)", "people served"),),
    totals="people brought forward and admitted, home by home; number of homes",
    recognises=recognises,
    read=read,
)
