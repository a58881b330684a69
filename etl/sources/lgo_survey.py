"""Survey of the social situation by local governments: what they counted, added up by province.

Three header rows: codes, the questions, and ชาย/หญิง under a question asked for each sex, whose
label stands over the first of its two columns. The file prints no year; the questions are those of
2555, and a name with another year is another edition. A local government without any figure gave
no answer and is set aside. One that counts more people or households than it has itself is refused
by itself; where its own population is blank, zero or plainly no population nothing can be checked.
"""

import re
from dataclasses import dataclass

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import province_code
from etl.conform.text import tidy
from etl.issues import Issue, RefusedFile
from etl.reading import RawFile, Row
from etl.sources.by_province import unplaced, with_sums
from etl.sources.family import Family, Reading, Yield, refusal, source_of
from etl.sources.year_in_name import year_in_name
from welfare.catalog import Catalogue

YEAR = 2012
BANGKOK = "10"
IDENTITY, PROVINCE, DISTRICT = "หมายเลข", "จังหวัด", "อำเภอ"
MEN, WOMEN, HOUSEHOLDS = "จำนวนประชากร ชาย", "จำนวนประชากร หญิง", "จำนวนครัวเรือนในท้องถิ่น"
SEXES = {"ชาย": "male", "หญิง": "female"}
SIZES = frozenset({"เล็ก", "กลาง", "ใหญ่"})
CREDIBLE = 100
"""What a local government gives as its men, women or households is none below this."""
ANSWERED = "lgo_survey_answers"
QUESTIONS = {
    "3.1.2": ("lgo_insecure_housing_households", "ครัวเรือนที่มีสภาพที่อยู่อาศัยไม่มั่นคงถาวร"),
    "4.1.2": ("lgo_neglected_children_persons", "เด็กถูกทอดทิ้ง"),
    "4.1.4": ("lgo_orphaned_children_persons", "เด็กกำพร้า"),
    "4.4.1": ("lgo_older_without_allowance_persons", "ผู้สูงอายุที่ยังไม่ได้ไปแจ้งจดทะเบียนเพื่อรับเบี้ยยังชีพ"),
    "4.4.2": ("lgo_older_dependent_persons", "ผู้สูงอายุช่วยเหลือตัวเองไม่ได้"),
    "4.5.3": ("lgo_disabled_without_help_persons", "คนพิการที่ยังไม่ได้รับความช่วยเหลือ"),
}
"""Indicators by the number of their question, with how its words begin."""
DISABLED = "lgo_disabled_persons"
DISABILITY = re.compile(r"[1-6]\)\s*คนพิการ")
QUESTION = re.compile(r"(\d(?:\.\d+)+)\s+(.*)", re.DOTALL)


@dataclass(frozen=True)
class Layout:
    """Where the header ends and what stands in which column.

    ``figures`` gives indicator and group by column, ``answers`` every column with a figure.
    """

    body: int
    identity: int
    province: int
    own: dict[str, int]
    figures: dict[int, tuple[str, str]]
    answers: tuple[int, ...]


def _labels(rows: list[Row]) -> int | None:
    for index, row in enumerate(rows[:15]):
        cells = {tidy(cell) for cell in row}
        if {PROVINCE, MEN, WOMEN, HOUSEHOLDS} <= cells:
            return index
    return None


def _is_answer(row: Row) -> bool:
    """Tell whether a row is a local government's answer, by its size and its many numbers."""
    sizes = [place for place, cell in enumerate(row[:8]) if tidy(cell) in SIZES]
    counts = sum(str(cell).strip().isdigit() for cell in row)
    return bool(sizes) and counts > 50


def recognises(file: RawFile) -> bool:
    """Tell whether the questions stand in a header, or rows are answers without one."""
    rows = file.head_records or file.first_table[1][:60]
    if _labels(rows) is not None:
        return True
    return sum(_is_answer(row) for row in rows[:40]) >= min(3, len(rows)) > 0


def _layout(file: RawFile, sheet: str, rows: list[Row]) -> Layout:
    line = _labels(rows)
    if line is None:
        raise refusal(file, "no_header", sheet=sheet, row=1, value=tidy(rows[0][:4])[:60])
    labels, below = [tidy(cell) for cell in rows[line]], [tidy(cell) for cell in rows[line + 1]]
    own = {
        "male": labels.index(MEN),
        "female": labels.index(WOMEN),
        "all": labels.index(HOUSEHOLDS),
    }
    figures: dict[int, tuple[str, str]] = {}
    answers: list[int] = []
    indicator: str | None = None
    for column in range(max(own.values()) + 1, len(labels)):
        if labels[column]:
            indicator = _indicator(labels[column])
        sex = SEXES.get(below[column])
        asked = sex or re.match(r"[34]\.", labels[column])
        if asked:
            answers.append(column)
        if asked and indicator:
            figures[column] = (indicator, sex or "all")
    expected = {name for name, _ in QUESTIONS.values()} | {DISABLED}
    if missing := sorted(expected - {name for name, _ in figures.values()}):
        raise refusal(file, "bad_columns", sheet=sheet, row=line + 1, value=", ".join(missing))
    identity = labels.index(IDENTITY) if IDENTITY in labels else -1
    return Layout(line + 2, identity, labels.index(PROVINCE), own, figures, tuple(answers))


def _indicator(label: str) -> str | None:
    if DISABILITY.match(label):
        return DISABLED
    found = QUESTION.match(label)
    name, words = QUESTIONS.get(found[1], (None, "")) if found else (None, "")
    return name if found and name and found[2].startswith(words) else None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Add the answers up by province, sex and question into ``outcome``."""
    sheet, rows = file.first_table
    layout = _layout(file, sheet, rows)
    year, notices = year_in_name(file, YEAR)
    source = source_of(FAMILY.id, (year, year), file, catalogue, sheet)
    body = pd.DataFrame(rows[layout.body :]).fillna("")
    body.index += layout.body + 1
    body = body[(body.map(str).apply(lambda column: column.str.strip()) != "").any(axis=1)]
    numbers, bad = _numbers(body, layout)
    issues = _refused(file, sheet, body, layout, catalogue, numbers=numbers, bad=bad)
    taken = body.index.difference([issue.row for issue in issues])
    answered = taken[(numbers.loc[taken, list(layout.answers)] > 0).any(axis=1)]
    if answered.empty:
        raise RefusedFile(issues[0]) if issues else refusal(file, "empty_form", sheet=sheet)
    provinces = body.loc[answered, layout.province].map(lambda name: province_code(name, catalogue))
    facts = with_sums(
        _summed(numbers.loc[answered], provinces, layout).assign(year=year),
        catalogue,
        outside={BANGKOK},
    )
    own = numbers.loc[answered, [layout.own["male"], layout.own["female"]]].sum(axis=1)
    unchecked = int((own < CREDIBLE).sum())
    if unchecked:
        detail = f"{unchecked} local governments give no credible population to check them by"
        notices.append(Issue(file.name, "suspect_value", sheet, detail=detail, severity="notice"))
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": facts.assign(vintage_id=source.vintage, source_id=source.id)},
        rows_read=len(body),
        rows_set_aside=len(taken) - len(answered),
        rows_refused=len(issues),
        issues=(*issues, *notices),
        sheet=sheet,
    )


def _numbers(body: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, dict[int, int]]:
    """Return every figure, and the column of the first bad cell by line."""
    columns = [*layout.own.values(), *layout.answers]
    numbers = body[columns].apply(pd.to_numeric, errors="coerce").astype(float)
    bad: dict[int, int] = {}
    for column in columns:
        unread = numbers[column].isna() & (body[column].map(str).str.strip() != "")
        for line in numbers.index[unread]:
            try:
                numbers.at[line, column] = number(body.at[line, column])
            except ValueError:
                bad.setdefault(line, column)
    return numbers, bad


def _refused(
    file: RawFile,
    sheet: str,
    body: pd.DataFrame,
    layout: Layout,
    catalogue: Catalogue,
    *,
    numbers: pd.DataFrame,
    bad: dict[int, int],
) -> list[Issue]:
    """Return an issue for each row that is not taken: no province, bad, twice, or impossible."""
    found: dict[int, Issue] = {}

    def refuse(line: int, reason: str, column: int, detail: str = "") -> None:
        value = tidy(body.at[line, column])
        found.setdefault(
            line, Issue(file.name, reason, sheet, line, str(column + 1), value, detail)
        )

    names = body[layout.province]
    known = {name: province_code(name, catalogue) for name in names.unique()}
    for line, name in names[names.map(known).isna()].items():
        where = {"sheet": sheet, "row": line, "column": PROVINCE}
        found[line] = unplaced(file, name, catalogue, **where)
    for line, column in bad.items():
        refuse(line, "bad_number", column)
    if layout.identity >= 0:
        identities = body[layout.identity].map(tidy)
        for line in body.index[identities.duplicated() & (identities != "")]:
            refuse(line, "duplicate_key", layout.identity)
    for column, (indicator, group) in layout.figures.items():
        limit = numbers[layout.own[group]]
        negative = numbers[column] < 0
        above = (numbers[column] > limit) & (limit >= CREDIBLE)
        for line in body.index[negative | above]:
            detail = "" if negative[line] else f"{indicator}: of {limit[line]:,.0f}"
            refuse(line, "out_of_range", column, detail)
    return [found[line] for line in sorted(found)]


def _summed(numbers: pd.DataFrame, provinces: pd.Series, layout: Layout) -> pd.DataFrame:
    """Return sums by province for each sex and both, and how many local governments they are."""
    parts = [provinces.value_counts().rename("value").rename_axis("area_id").reset_index()]
    parts[0] = parts[0].assign(indicator_id=ANSWERED, group_id="all")
    by_province = numbers.groupby(provinces)
    for column, (indicator, group) in layout.figures.items():
        sums = by_province[column].sum().rename("value").rename_axis("area_id").reset_index()
        parts.append(sums.assign(indicator_id=indicator, group_id=group))
    rows = pd.concat(parts, ignore_index=True)
    both = rows[rows["group_id"].isin(SEXES.values())].assign(group_id="all")
    keys = ["indicator_id", "area_id", "group_id"]
    return pd.concat([rows, both]).groupby(keys, as_index=False)["value"].sum()


FAMILY = Family(
    id="lgo_survey",
    yields=(
        Yield("outcome", "year × province, region, country × sex", "persons, households, answers"),
    ),
    totals="none printed; no count above the local government's own population",
    recognises=recognises,
    read=read,
)
