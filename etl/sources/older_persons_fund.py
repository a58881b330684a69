"""Older Persons Fund: loans and projects by province, a year a file, with a row of totals.

Two columns bear the name จำนวนเงิน (บาท): each belongs to the count before it. Provinces without a
loan are printed as zero. What other sheets list is told by the table already and is set aside. A
published table: a bad cell refuses the file.
"""

import pandas as pd

from etl.conform.provinces import province_code, province_in_year
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.by_province import filled, unplaced
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from welfare.catalog import Catalogue

FUND = "กองทุนผู้สูงอายุ"
PROVINCE = "จังหวัด"
COUNTS = {"จำนวนผู้ได้รับอนุมัติ": ("persons", "loans_thb"), "จำนวนโครงการ": ("projects", "projects_thb")}
AMOUNT = "จำนวนเงิน"
TOTAL = "รวม"


def _header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    """Return the line of the header and the column of each figure."""
    for index, row in enumerate(rows[:15]):
        labels = [tidy(cell) for cell in row]
        columns = {"province": labels.index(PROVINCE)} if PROVINCE in labels else {}
        for label, (count, amount) in COUNTS.items():
            for place, text in enumerate(labels[:-1]):
                if text.startswith(label) and labels[place + 1].startswith(AMOUNT):
                    columns |= {count: place, amount: place + 1}
        if len(columns) == 1 + 2 * len(COUNTS):
            return index, columns
    return None


def _title(rows: list[Row], header: int) -> str:
    return " ".join(tidy(cell) for row in rows[:header] for cell in row)


def recognises(file: RawFile) -> bool:
    """Tell whether a title names the fund above loans and projects by province."""
    sheets = {"": file.head_records} if file.head_records else file.tables
    for rows in sheets.values():
        header = _header(rows)
        if header is not None and FUND in _title(rows, header[0]):
            return True
    return False


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read loans into ``beneficiary`` and projects into ``project``."""
    sheet, rows, (start, columns) = next(
        (name, rows, header)
        for name, rows in file.tables.items()
        if (header := _header(rows)) is not None
    )
    title = _title(rows, start)
    try:
        year = ce_year(title)
    except ValueError:
        raise refusal(file, "no_year", sheet=sheet, value=title[:80]) from None
    source_id = source_of(FAMILY.id, (year, year), file, catalogue, sheet).id
    found: list[dict[str, object]] = []
    printed: tuple[int, dict[str, float]] | None = None
    issues: list[Issue] = []
    read_rows = 0
    for line, row in enumerate(rows[start + 1 :], start + 2):
        if not any(tidy(cell) for cell in row):
            continue
        read_rows += 1
        name = tidy(row[columns["province"]])
        figures = {
            field: filled(file, row[column], sheet=sheet, row=line, column=str(column + 1))
            for field, column in columns.items()
            if field != "province"
        }
        code = province_code(name, catalogue)
        if code:
            place = province_in_year(code, year, catalogue)
            found.append({"province_code": place, **figures})
        elif name.startswith(TOTAL):
            printed = line, figures
        else:
            issues.append(unplaced(file, name, catalogue, sheet=sheet, row=line, column=PROVINCE))
    if not found:
        raise refusal(file, "empty_form", sheet=sheet)
    frame = pd.DataFrame(found).assign(fiscal_year=year, source_id=source_id)
    elsewhere = sum(
        any(tidy(cell) for cell in row)
        for name, others in file.tables.items()
        if name != sheet
        for row in others
    )
    return Reading(
        source_ids=(source_id,),
        facts={"beneficiary": _loans(frame), "project": _projects(frame)},
        rows_read=read_rows + elsewhere,
        rows_set_aside=elsewhere + (printed is not None),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=_totals(frame, printed, sheet) if printed else (),
        sheet=sheet,
    )


def _loans(frame: pd.DataFrame) -> pd.DataFrame:
    """Return borrowers and baht lent; the law lends to those of 60 and over only."""
    facts = frame[["fiscal_year", "province_code", "persons", "source_id"]]
    return facts.assign(
        amount_thb=frame["loans_thb"],
        programme_id="older_persons_fund",
        age_band="all",
        life_course_id="older_persons",
        sex="all",
    )


def _projects(frame: pd.DataFrame) -> pd.DataFrame:
    """Return projects and baht granted, of the provinces that have any."""
    facts = frame[["fiscal_year", "province_code", "projects", "source_id"]]
    return facts.assign(
        amount_thb=frame["projects_thb"],
        programme_id="older_persons_fund",
        organisation_kind="unknown",
        recognised=False,
    )[frame["projects"] > 0]


def _totals(
    frame: pd.DataFrame, printed: tuple[int, dict[str, float]], sheet: str
) -> tuple[Total, ...]:
    line, figures = printed
    return tuple(
        Total("sum_of_provinces", field, value, float(frame[field].sum()), 0.01, sheet, line)
        for field, value in figures.items()
    )


FAMILY = Family(
    id="older_persons_fund",
    yields=(
        Yield("beneficiary", "fiscal year × province", "borrowers, baht lent"),
        Yield("project", "fiscal year × province", "projects, baht granted"),
    ),
    totals="persons, projects and baht of all provinces",
    recognises=recognises,
    read=read,
)
