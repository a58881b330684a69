"""Household survey by socio-economic class: income by source, or expenditure by type (NSO).

A row a year, area, part and class, totals among the parts; areas are regions, or provinces. The
whole and the smallest parts are facts; sums between them are set aside. Each sum must be that of
its parts, each figure being rounded to a baht. An average of all classes is a fact where it is
printed; it is never made from classes, whose households are not counted here.

A zero is footnoted: one that was rounded is flagged so, one of the sample is zero. Where the whole
income of a class is a zero of the sample, no such household was interviewed, and all is missing.
Net profits may be negative.

Greater Bangkok and the centre without it are no areas of ours and are set aside with a notice. An
area, part, class or footnote that is not known refuses its row, too many of them the file, and so
does a cell that is no number.
"""

from dataclasses import replace

import pandas as pd

from etl.conform.provinces import suggestion
from etl.conform.text import tidy
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile
from etl.sources.editions import with_editions
from etl.sources.family import Family, Reading, Yield, refusal
from etl.sources.household_labels import (
    BETWEEN,
    CLASSES,
    EXPENDITURE,
    INCOME,
    WHOLE,
    code_of,
)
from etl.sources.household_sums import flagged, suspect, totals_of
from etl.sources.long_table import LINE, LongTable, head_of, header_of, long_table
from etl.sources.survey_areas import reason_for, region_notices, survey_area
from welfare.catalog import Catalogue

LABELS = {
    "year": r"year([ _]?be)?|ปี( ?พ\.ศ\.)?",
    "area": r"region|ภาค|province|จังหวัด",
    "income": r"source_income3?|แหล่งที่มาของรายได้|แหล่งรายได้",
    "expenditure": r"type_expenditure?|ประเภทค่าใช้จ่าย|ประเภทของค่าใช้จ่าย",
    "class": r"soc_eco_class2?|สถานะทางเศรษฐกิจสังคม.*|สถานะทางเศรษฐสังคม.*",
    "value": r"value|ค่า|จำนวน",
    "unit": r"unit|หน่วย",
    "note": r"attribute|หมายเหตุ",
}
DIMENSIONS = frozenset({"year", "area", "class", "value"})
UNIT = r"บาท.*|baht.*"
ROUNDED = "อาร์ดี"
NOTE = r"(ลบ)?ศูนย์ยกกำลัง(อาร์ดี|ดับเบิลยู)( หมายถึง [^,;]{0,80})?"
"""Footnotes of a zero: rounded to it, or of the sample."""
MOST_REFUSED = 1_000
ENOUGH_ROWS = 5
LARGEST = 5_000_000.0
"""Baht a month that no average reaches, gain or loss."""


def recognises(file: RawFile) -> bool:
    """Tell whether the columns are year, area, source of income or type of expenditure, class.

    Rows of the survey's classes that lost their header are known too, to be refused.
    """
    classes = {code: labels for code, labels in CLASSES.items() if code != "all"}
    named = (any(code_of(tidy(cell), classes) for cell in row) for row in head_of(file))
    return _kind(file) is not None or sum(named) > ENOUGH_ROWS


def _kind(file: RawFile) -> str | None:
    rows = head_of(file)
    return next(
        (
            kind
            for kind in ("income", "expenditure")
            if header_of(rows, LABELS, DIMENSIONS | {kind}) is not None
        ),
        None,
    )


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read the whole and its smallest parts by class into ``outcome``."""
    kind = _kind(file)
    if kind is None:
        raise refusal(file, "no_header")
    table = long_table(file, LABELS, DIMENSIONS | {kind})
    rows = _coded(table, kind, catalogue)
    fault, issues = _faults(table, rows, kind, catalogue)
    known = rows[~fault]
    _check_twice(table, known)
    other = known["area_id"] == "other_region"
    between = known["item"].isin(BETWEEN)
    issues += region_notices(file, known.loc[other, "area"], table.sheet, table.labels["area"])
    totals = totals_of(table, known)
    issues += [suspect(table, total) for total in totals if not total.met]
    facts = flagged(known)[~other & ~between]
    by_province = not facts["area_id"].str.fullmatch("TH|region_.*").all()
    facts = pd.DataFrame(
        {
            "indicator_id": f"household_{kind}_thb",
            "year": facts["year"],
            "area_id": facts["area_id"],
            "group_id": facts["group_id"],
            "item_id": facts["item"].where(facts["item"] != WHOLE, None),
            "value": facts["value"],
            "flag": facts["flag"],
            "method": "published",
        }
    )
    family = f"household_{kind}_class" + ("_province" if by_province else "")
    placed, sources = with_editions(facts, family, file, catalogue, table.sheet)
    return Reading(
        source_ids=sources,
        facts={"outcome": placed},
        rows_read=len(rows),
        rows_set_aside=int((other | between).sum()),
        rows_refused=int(fault.sum()),
        issues=tuple(issues),
        totals=tuple(totals),
        sheet=table.sheet,
    )


def _coded(table: LongTable, kind: str, catalogue: Catalogue) -> pd.DataFrame:
    """Return the rows with area, part and class as codes, null where a label is not known."""
    if "unit" in table.labels:
        strange = table.rows[~table.rows["unit"].str.fullmatch(UNIT)]
        table.need_none(strange, "unknown_label", "unit")
    parts = INCOME if kind == "income" else EXPENDITURE
    columns = table.rows
    areas = {name: survey_area(name, catalogue) for name in columns["area"].unique()}
    notes = columns["note"] if "note" in columns else pd.Series("", index=columns.index)
    rows = columns[[LINE, "area"]].assign(
        year=table.years("year"),
        area_id=columns["area"].map(areas),
        item=columns[kind].map({text: code_of(text, parts) for text in columns[kind].unique()}),
        group_id=columns["class"].map(
            {text: code_of(text, CLASSES) for text in columns["class"].unique()}
        ),
        value=table.numbers("value"),
        rounded=notes.str.contains(ROUNDED),
        note_known=notes.eq("") | notes.str.fullmatch(NOTE),
    )
    outside = rows[rows["value"].abs() > LARGEST]
    table.need_none(outside, "out_of_range", "value")
    return rows


def _faults(
    table: LongTable, rows: pd.DataFrame, kind: str, catalogue: Catalogue
) -> tuple["pd.Series[bool]", list[Issue]]:
    """Return which rows have a label that is not known, and an issue for each of them."""
    faults = {
        "area": rows["area_id"] == "unknown",
        kind: rows["item"].isna(),
        "class": rows["group_id"].isna(),
        "note": ~rows["note_known"],
    }
    fault = pd.DataFrame(faults).any(axis=1)
    issues: list[Issue] = []
    for index in rows.index[fault][: MOST_REFUSED + 1]:
        field = next(name for name, bad in faults.items() if bad[index])
        text = str(table.rows.at[index, field])
        is_area = field == "area"
        issues.append(
            Issue(
                table.file.name,
                reason_for(text, catalogue) if is_area else "unknown_label",
                table.sheet,
                int(rows.at[index, LINE]),
                table.labels[field],
                text,
                suggestion(text, catalogue) if is_area else "",
            )
        )
    if fault.sum() > MOST_REFUSED or fault.all():
        detail = f"{fault.sum()} of {len(rows)} rows cannot be taken"
        raise RefusedFile(replace(issues[0], detail=detail))
    return fault, issues


def _check_twice(table: LongTable, known: pd.DataFrame) -> None:
    twice = known[known.duplicated(["year", "area", "item", "group_id"])]
    if not twice.empty:
        first = twice.iloc[0]
        raise refusal(
            table.file,
            "duplicate_key",
            sheet=table.sheet,
            row=int(first[LINE]),
            value=" · ".join(str(first[name]) for name in ("year", "area", "item", "group_id")),
        )


FAMILY = Family(
    id="household_by_class",
    yields=(Yield("outcome", "year × region or province × class × part", "baht a month"),),
    totals="the whole and its sums against their parts",
    recognises=recognises,
    read=read,
)
