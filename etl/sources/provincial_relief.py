"""Relief given by the ministry's provincial offices: office × type of help, a sheet a period.

The register counts services rendered (จำนวนรายบริการ), not people: a person helped twice counts
twice. The period stands above the header and decides the fiscal year; one that is not a whole
fiscal year is another edition. The province stands only in the office's name. An office or a type
that the register does not list may have helped nobody or recorded nothing, so it is no zero.
A row with a bad cell is refused by itself.
"""

import re
from datetime import date

import pandas as pd

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.conform.years import ce_date, fiscal_year
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.by_province import province_within, unplaced
from etl.sources.family import SHEET, Family, Reading, Yield, refusal, source_of
from welfare.catalog import Catalogue
from welfare.catalog.models import Source

COLUMNS = {
    "office": "ชื่อหน่วยงาน",
    "cases": "จำนวนรายบริการ",
    "type": "ความช่วยเหลือ",
    "amount": "จำนวนเงิน",
}
PERIOD = re.compile(
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\s*(?:-|–|ถึง)\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
PROGRAMMES = {
    "relief_family": (
        "เงินสงเคราะห์ครอบครัว",
        "เงินสงเคราะห์ครอบครัวผู้มีรายได้น้อยและผู้ไร้ที่พึ่ง",
    ),
    "relief_funeral": ("เงินสงเคราะห์จัดการศพผู้สูงอายุที่มีฐานะยากจน",),
    "relief_hiv": ("เงินสงเคราะห์ช่วยเหลือผู้ติดเชื้อเอดส์และครอบครัว",),
    "relief_children": (
        "เงินทุนและอุปกรณ์การศึกษา",
        "อุปกรณ์การศึกษา",
        "นมผงสำหรับเด็ก",
        "เงินสงเคราะห์เด็กในครอบครัว(เด็กขาดแคลน)",
        "เงินสงเคราะห์เด็กในครอบครัว(เด็กฝากเลี้ยงตามบ้าน)",
        "เงินสงเคราะห์เด็กในครอบครัว(เด็กติดเชื้อหรือป่วยด้วยเอดส์และได้รับผลกระทบจากเอดส์)",
    ),
    "relief_disability": (
        "เงินสงเคราะห์และฟื้นฟูสมรรถภาพคนพิการ",
        "เงินค่ากายอุปกรณ์สำหรับช่วยคนพิการ",
        "กายอุปกรณ์",
        "เครื่องช่วยความพิการ อื่นๆ",
    ),
    "relief_occupation": ("เงินทุนประกอบอาชีพ", "เงินค่าแรงงานสตรี"),
    "relief_travel_medical": (
        "เงินค่าใช้จ่ายในการเดินทางไปรักษาพยาบาล",
        "เงินค่าใช้จ่ายในการรักษาพยาบาล",
        "ยารักษาโรค",
        "เงินค่าเดินทางกลับภูมิลำเนา",
        "เงินค่าส่งตัวผู้รับการสงเคราะห์กลับภูมิลำเนา",
    ),
    "relief_goods": ("เครื่องนุ่งห่ม", "เครื่องอุปโภคและบริโภค", "ช่วยเหลือด้านสิ่งของ อื่นๆ"),
    "relief_other_cash": (
        "ช่วยเหลือด้านเงิน อื่นๆ",
        "เงินสงเคราะห์เบี้ยยังชีพ",
        # As the register spells it; meant is help for hill tribes in social relief.
        "เงินค่าใช้จ่ายเพื่อช่วยเหลือชาวเข้าด้านสังคมสังเคราะห์",
    ),
    "social_work_services": (
        "ช่วยเหลือด้านกฎหมาย/คุ้มครองสิทธิ์",
        "ให้คำปรึกษา/แนะนำ",
        "ส่งกลับภูมิลำเนา",
        "ส่งเข้าฝึกอบรม/อาชีพ",
        "จัดหาอาชีพ",
        "ช่วยเหลือด้านอื่นๆ",
    ),
}
"""Types of help, as the register words them, by the programme that they belong to."""
PROGRAMME_OF = {
    re.sub(r"\s", "", label): programme
    for programme, labels in PROGRAMMES.items()
    for label in labels
}


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:15]):
        labels = [tidy(cell) for cell in row]
        if all(label in labels for label in COLUMNS.values()):
            return index, {field: labels.index(label) for field, label in COLUMNS.items()}
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether a sheet lists offices with services rendered, type of help and baht."""
    return any(_header(rows) is not None for rows in _tables(file).values())


def _tables(file: RawFile) -> dict[str, list[Row]]:
    return {"": file.head_records} if file.head_records else file.tables


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Add each sheet's services and baht up by province and programme into ``beneficiary``."""
    parts: list[pd.DataFrame] = []
    issues: list[Issue] = []
    sources: list[str] = []
    read_rows = 0
    for sheet, rows in file.tables.items():
        header = _header(rows)
        if header is None:
            continue
        source, year = _edition(file, sheet, rows[: header[0]], catalogue)
        facts, sheet_rows, sheet_issues = _sheet(file, sheet, rows, header, catalogue)
        read_rows += sheet_rows
        issues += sheet_issues
        if facts.empty:
            continue
        sources.append(source.id)
        parts.append(facts.assign(fiscal_year=year, source_id=source.id, **{SHEET: sheet}))
    if not parts:
        raise RefusedFile(issues[0]) if issues else refusal(file, "empty_form")
    return Reading(
        source_ids=tuple(dict.fromkeys(sources)),
        facts={"beneficiary": pd.concat(parts, ignore_index=True)},
        rows_read=read_rows,
        rows_refused=len(issues),
        issues=tuple(issues),
    )


def _edition(
    file: RawFile, sheet: str, above: list[Row], catalogue: Catalogue
) -> tuple[Source, int]:
    """Return the source of a sheet and its fiscal year (CE), by the period above the header."""
    printed = " ".join(tidy(cell) for row in above for cell in row)
    found = PERIOD.search(printed)
    if not found:
        raise refusal(file, "no_year", sheet=sheet, value=printed[:80])
    try:
        first, last = ce_date(found[1]), ce_date(found[2])
    except ValueError:
        raise refusal(file, "bad_year", sheet=sheet, value=found[0]) from None
    year = fiscal_year(first)
    if last < first or fiscal_year(last) != year:
        raise refusal(file, "bad_year", sheet=sheet, value=found[0])
    whole = (first, last) == (date(year - 1, 10, 1), date(year, 9, 30))
    family = FAMILY.id if whole else f"{FAMILY.id}_part"
    return source_of(family, (year, year), file, catalogue, sheet), year


def _sheet(
    file: RawFile,
    sheet: str,
    rows: list[Row],
    header: tuple[int, dict[str, int]],
    catalogue: Catalogue,
) -> tuple[pd.DataFrame, int, list[Issue]]:
    start, columns = header
    helped: list[dict[str, object]] = []
    issues: list[Issue] = []
    seen: set[tuple[str, str]] = set()
    read_rows = 0
    for line, row in enumerate(rows[start + 1 :], start + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        cells = {field: row[column] for field, column in columns.items()}
        programme = PROGRAMME_OF.get(re.sub(r"\s", "", tidy(cells["type"])))
        province = province_within(cells["office"], catalogue)
        figures = {field: _figure(cells[field]) for field in ("cases", "amount")}
        bad = next((field for field, value in figures.items() if isinstance(value, str)), None)
        key = (tidy(cells["office"]), tidy(cells["type"]))
        if province is None:
            issues.append(
                unplaced(
                    file,
                    cells["office"],
                    catalogue,
                    sheet=sheet,
                    row=line,
                    column=COLUMNS["office"],
                )
            )
        elif programme is None:
            value = tidy(cells["type"])
            issues.append(Issue(file.name, "unknown_label", sheet, line, COLUMNS["type"], value))
        elif bad:
            reason, value = str(figures[bad]), tidy(cells[bad])
            issues.append(Issue(file.name, reason, sheet, line, COLUMNS[bad], value))
        elif key in seen:
            issues.append(Issue(file.name, "duplicate_key", sheet, line, value=" · ".join(key)))
        else:
            seen.add(key)
            helped.append(
                {
                    "province_code": province,
                    "programme_id": programme,
                    "cases": figures["cases"],
                    "amount_thb": figures["amount"],
                }
            )
    return _summed(helped), read_rows, issues


def _figure(cell: object) -> float | str:
    """Return a count or an amount, or the reason why the cell holds none."""
    try:
        value = number(cell)
    except ValueError:
        return "bad_number"
    if value is None:
        return "missing_value"
    return value if value >= 0 else "out_of_range"


def _summed(helped: list[dict[str, object]]) -> pd.DataFrame:
    if not helped:
        return pd.DataFrame()
    keys = ["province_code", "programme_id"]
    summed = pd.DataFrame(helped).groupby(keys, as_index=False)[["cases", "amount_thb"]].sum()
    return summed.assign(
        age_band="all", life_course_id=None, sex="all", amount_thb=summed["amount_thb"].round(2)
    )


FAMILY = Family(
    id="provincial_relief",
    yields=(Yield("beneficiary", "fiscal year × province × type of relief", "services, baht"),),
    totals="none printed",
    recognises=recognises,
    read=read,
)
