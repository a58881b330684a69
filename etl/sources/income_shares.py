"""NSO table 20 of a year by area: regular income, shares of two fifths, their ratio and the Gini.

A transcribed page of `รายได้และการกระจายรายได้ของครัวเรือน ระดับจังหวัด`. The page does not bear
its year: a column, a title above the header or the file's name must, else the file is refused.
The Gini of 2566 is computed otherwise than that of the years before, so it is an indicator of its
own.

The printed ratio must be that of the two shares, within their rounding. A cell that is no number
refuses the file, an unknown name its row.
"""

from collections.abc import Iterator
from pathlib import PurePath

import pandas as pd

from etl.conform.provinces import suggestion
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from etl.sources.long_table import LINE, LongTable, head_of, header_of, long_table
from etl.sources.outcome_rows import OutcomeRow, outcome_frame
from etl.sources.survey_areas import reason_for, region_notices, survey_area
from etl.sources.year_columns import year_in
from welfare.catalog import Catalogue

LABELS = {
    "area": r"area(_as_printed)?|(ภาค\s*(/|และ)?\s*)?จังหวัด|ภาค|(region and )?provinces?",
    "year": r"year(_be)?|ปี(\s*พ\.ศ\.)?|พ\.ศ\.",
    "income": r"regular_income(_baht)?|รายได้ประจำ.*",
    "first": r"q1_share|.*ควินไทล์ที่\s*1",
    "fifth": r"q5_share|.*ควินไทล์ที่\s*5",
    "ratio": r"q5_q1_ratio|อัตราส่วน.*",
    "gini": r"gini(_published|_coefficient)?|(ค่า)?สัมประสิทธิ์.*",
}
NEEDED = frozenset({"area", "first", "fifth", "gini"})
INDICATORS = {
    "income": "regular_income_thb",
    "first": "regular_income_share_poorest_pct",
    "fifth": "regular_income_share_richest_pct",
    "ratio": "regular_income_ratio",
    "gini": "gini_regular_income_2566",
}
RANGES = {
    "income": (2_000.0, 200_000.0),
    "first": (0.0, 20.0),
    "fifth": (20.0, 100.0),
    "ratio": (1.0, 100.0),
    "gini": (0.0, 1.0),
}
"""Between which a figure lies: the poorest fifth has at most a fifth, the richest at least one."""
HALF_UNIT = 0.05
"""Shares and their ratio are printed to a tenth."""


def recognises(file: RawFile) -> bool:
    """Tell whether areas stand beside the shares of two fifths and the index."""
    return header_of(head_of(file), LABELS, NEEDED) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read provinces and regions into ``outcome``."""
    table = long_table(file, LABELS, NEEDED)
    years = _years(file, table)
    source = source_of(
        "income_shares", (int(years.min()), int(years.max())), file, catalogue, table.sheet
    )
    values = {field: table.numbers(field) for field in INDICATORS if field in table.labels}
    _check_ranges(file, table, values)
    facts: list[OutcomeRow] = []
    issues: list[Issue] = []
    others: list[str] = []
    notes = 0
    for index, (line, name) in enumerate(zip(table.rows[LINE], table.rows["area"], strict=True)):
        area = survey_area(name, catalogue)
        if all(pd.isna(column.iloc[index]) for column in values.values()):
            notes += 1
        elif area == "other_region":
            others.append(name)
        elif area == "unknown":
            reason, near = reason_for(name, catalogue), suggestion(name, catalogue)
            issues.append(Issue(file.name, reason, table.sheet, int(line), value=name, detail=near))
        else:
            for field, column in values.items():
                value = None if pd.isna(column.iloc[index]) else float(column.iloc[index])
                facts.append(OutcomeRow(INDICATORS[field], int(years.iloc[index]), area, value))
    return Reading(
        source_ids=(source.id,),
        facts={"outcome": outcome_frame(facts, str(source.vintage), source.id)},
        rows_read=len(table.rows),
        rows_set_aside=notes + len(others),
        rows_refused=len(issues),
        issues=(*issues, *region_notices(file, others, table.sheet, "area")),
        totals=tuple(_ratios(table, values)),
        sheet=table.sheet,
    )


def _years(file: RawFile, table: LongTable) -> "pd.Series[int]":
    if "year" in table.labels:
        return table.years("year")
    year = year_in(table.title) or year_in(PurePath(file.name).name)
    if year is None:
        raise refusal(file, "no_year", sheet=table.sheet)
    return pd.Series(year, index=table.rows.index)


def _check_ranges(file: RawFile, table: LongTable, values: dict[str, "pd.Series[float]"]) -> None:
    for field, column in values.items():
        low, high = RANGES[field]
        for index in column.index[column.notna() & ~column.between(low, high)]:
            raise refusal(
                file,
                "out_of_range",
                sheet=table.sheet,
                row=int(table.rows.at[index, LINE]),
                column=table.labels[field],
                value=table.rows.at[index, field],
            )


def _ratios(table: LongTable, values: dict[str, "pd.Series[float]"]) -> Iterator[Total]:
    """Give every printed ratio beside that of the shares; each share may be off by its rounding."""
    if "ratio" not in values:
        return
    for index, line in table.rows[LINE].items():
        first, fifth, ratio = (float(values[f][index]) for f in ("first", "fifth", "ratio"))
        if pd.notna(ratio) and pd.notna(fifth) and first > HALF_UNIT:
            widest = (fifth + HALF_UNIT) / (first - HALF_UNIT) - fifth / first
            yield Total(
                "sum_of_parts",
                "q5 / q1",
                ratio,
                fifth / first,
                HALF_UNIT + widest,
                table.sheet,
                int(line),
            )


FAMILY = Family(
    id="income_shares",
    yields=(Yield("outcome", "year × province or region", "baht a month, per cent, index 0-1"),),
    totals="the ratio of the two shares",
    recognises=recognises,
    read=read,
)
