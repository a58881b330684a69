"""Files that are known and not taken, each refused with the reason that says why.

Lists of names and codes, documents, empty forms, framesets, text that lost its vowels, and figures
of subjects that this warehouse does not hold. They are known by what they hold.
"""

import re

from etl.conform.numbers import number
from etl.conform.text import tidy
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Yield, refusal
from welfare.catalog import Catalogue

FRAMESET = "excel workbook frameset"
BROKEN = "จานวนคดทเดกและเยาวชน"
"""จำนวนคดีที่เด็กและเยาวชน without its vowels and tone marks."""
PROVINCE = "จังหวัด"
FORMS = ("แบบฟอร์มบันทึกข้อมูล", "สถิติผู้ต้องขังสูงอายุ")
OTHER_SUBJECTS = {
    "คนต่างด้าวที่ได้รับอนุญาตทำงาน": "work permits of foreigners",
    "คนต่างด้าวได้รับอนุญาตทำงาน": "work permits of foreigners",
    "จำนวนตำแหน่งงานว่าง": "vacancies, applicants and placements",
}
LISTS = (
    {"id", "name_th", "name_en", "geography_id"},
    {"name", "name(in thai)", "iso[7]"},
    {"province", "region", "region_id"},
    {"tumbol_id", "tumbol_name", "amphur_id", "province_id"},
)
"""Fields of lists of places; people or product beside the names describe the places."""
GEOGRAPHIES = {"id", "name"}


def _rows(file: RawFile) -> list[Row]:
    return file.head_records or file.first_table[1]


def _title(rows: list[Row]) -> str:
    return " ".join(tidy(cell) for row in rows[:6] for cell in row)


def _why(file: RawFile) -> Issue | None:
    """Return why a file is known and not taken; None where it is not known."""
    if file.kind == "html":
        is_frameset = FRAMESET in (file.head_text or "")[:4096].lower()
        return Issue(file.name, "frameset") if is_frameset and not file.sheets else None
    if file.kind == "json":
        return _json(file)
    if file.kind == "text" and _is_document(file.head_text or ""):
        return Issue(file.name, "document")
    rows = _rows(file)
    for judge in (_list, _form, _subject):
        if rows and (issue := judge(file, rows)):
            return issue
    return None


def _is_document(text: str) -> bool:
    """Tell whether text is written in Markdown: a heading first, then bullets, tables or notes."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    written = any(line.startswith(("- ", "* ", "| ", "> ", "## ")) for line in lines[1:])
    return written and bool(re.match(r"#{1,3} \S", lines[0]))


def _json(file: RawFile) -> Issue | None:
    """Tell a list of provinces: names and numbers to identify them, no figures."""
    entries = file.document.get("province") if isinstance(file.document, dict) else None
    if not isinstance(entries, list) or not entries:
        return None
    names = {"province_id", "province_name"}
    if all(isinstance(entry, dict) and names <= set(entry) for entry in entries):
        return Issue(file.name, "reference_list", value=f"{len(entries)} provinces")
    return None


def _list(file: RawFile, rows: list[Row]) -> Issue | None:
    fields = {tidy(cell).casefold() for cell in rows[0]} - {""}
    shown = ", ".join(sorted(fields))[:80]
    is_list = any(known <= fields for known in LISTS) or fields == GEOGRAPHIES
    if is_list and not any(field.startswith("poverty_rate") for field in fields):
        return Issue(file.name, "reference_list", row=1, value=shown)
    if len(fields) == 1 and all(re.fullmatch(r"\d{6}", tidy(row[0])) for row in rows[1:] if row):
        return Issue(file.name, "reference_list", row=1, value=shown) if len(rows) > 1 else None
    return None


def _form(file: RawFile, rows: list[Row]) -> Issue | None:
    """Tell a form of which no cell holds a figure; a line's number or a sum of none is none."""
    title = _title(rows)
    if not any(form in title for form in FORMS):
        return None
    sheet = file.first_table[0]
    header = next((n for n, row in enumerate(rows) if PROVINCE in map(tidy, row)), None)
    if header is None:
        return None
    place = [tidy(cell) for cell in rows[header]].index(PROVINCE)
    for line, row in enumerate(rows[header + 1 :], header + 2):
        for column, cell in enumerate(row[place + 1 :], place + 2):
            if _counts(cell):
                value = tidy(cell)
                detail = "a form of a subject that is not kept, filled in"
                return Issue(file.name, "other_subject", sheet, line, str(column), value, detail)
    return Issue(file.name, "empty_form", sheet, value=title[:80])


def _counts(cell: object) -> bool:
    try:
        return bool(number(cell))
    except ValueError:
        return False


def _subject(file: RawFile, rows: list[Row]) -> Issue | None:
    title = _title(rows)
    sheet = file.first_table[0]
    if BROKEN in re.sub(r"\s", "", title):
        return Issue(file.name, "broken_text", sheet, value=title.strip()[:80])
    for words, subject in OTHER_SUBJECTS.items():
        if words in title:
            return Issue(file.name, "other_subject", sheet, value=title[:80], detail=subject)
    return None


def recognises(file: RawFile) -> bool:
    """Tell whether the file is one that is known and not taken."""
    return _why(file) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Refuse the file with its reason; nothing of it is read."""
    issue = _why(file)
    if issue is None:
        raise refusal(file, "not_recognised")
    raise refusal(
        file,
        issue.reason,
        sheet=issue.sheet,
        row=issue.row,
        column=issue.column,
        value=issue.value,
        detail=issue.detail,
    )


FAMILY = Family(
    id="not_taken",
    yields=(Yield("load_issue", "file", "the reason why it is not taken"),),
    totals="none: nothing is loaded",
    recognises=recognises,
    read=read,
)
