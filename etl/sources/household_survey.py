"""Household survey by province, a row a province and year: income, expenditure, debt, households.

A measure that a year does not print (the column is blank throughout) has no fact in that year; a
single blank is missing. Averages and shares are no sums: the country and the regions that are ours
are facts. Two provinces of one year with the same average debt are noticed as suspect and kept. A
cell that is no number, or outside what can occur, refuses the file; an unknown name its row. A
column that is not known is noticed and left.
"""

import pandas as pd

from etl.conform.provinces import suggestion
from etl.issues import Issue
from etl.reading import RawFile
from etl.sources.area_sums import with_area_sums
from etl.sources.editions import with_editions
from etl.sources.family import Family, Reading, Yield
from etl.sources.long_table import LINE, LongTable, head_of, header_of, long_table
from etl.sources.survey_areas import reason_for, region_notices, survey_area
from welfare.catalog import Catalogue

BAHT = r"([ _]*\(?(บาท|baht).*)?"
LABELS = {
    "year": r"year([ _]?be)?|ปี( ?พ\.ศ\.)?|พ\.ศ\.",
    "province": r"province|จังหวัด|(ภาค/)?จังหวัด",
    "household_income_thb": rf"income[ _]monthly{BAHT}|รายได้.*",
    "household_expenditure_thb": rf"expen(s|ditur)e[ _]monthly{BAHT}|(รายจ่าย|ค่าใช้จ่าย).*",
    "household_debt_thb": rf"debt[ _]avg[ _]per[ _]household{BAHT}|(จำนวน)?หนี้สิน.*",
    "households_with_debt_pct": r"pct[ _]households[ _]with[ _]debt|ร้อยละ.*หนี้.*",
    "households": r"households|(จำนวน)?ครัวเรือน(ทั้งสิ้น)?",
    "household_size_persons": r"avg[ _]household[ _]size|ขนาด(ของ)?ครัวเรือน.*",
    "beside": r"ลำดับ(ที่)?|ที่|no\.?|unnamed: 0|region|ภาค|source|แหล่งข้อมูล",
}
PLAUSIBLE = {
    "household_income_thb": (2_000.0, 200_000.0),
    "household_expenditure_thb": (2_000.0, 200_000.0),
    "household_debt_thb": (0.0, 5_000_000.0),
    "households_with_debt_pct": (0.0, 100.0),
    "households": (1_000.0, 50_000_000.0),
    "household_size_persons": (1.0, 10.0),
}
"""What can occur, in the unit of the indicator."""
NEEDED = frozenset({"year", "province", "household_income_thb", "household_expenditure_thb"})
ADDITIVE = ("households",)


def recognises(file: RawFile) -> bool:
    """Tell whether a row a province and year has income beside expenditure of households."""
    return header_of(head_of(file), LABELS, NEEDED) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read every measure into ``outcome``; counts of households are also summed by region."""
    table = long_table(file, LABELS, NEEDED)
    measures = [name for name in PLAUSIBLE if name in table.labels]
    names = {name: survey_area(name, catalogue) for name in table.rows["province"].unique()}
    rows = table.rows[[LINE, "province"]].assign(
        year=table.years("year"),
        area_id=table.rows["province"].map(names),
        **{measure: table.numbers(measure) for measure in measures},
    )
    for measure in measures:
        _check_range(table, rows, measure)
    aside = rows["area_id"] == "other_region"
    strange = rows[rows["area_id"] == "unknown"]
    known = rows[~aside & (rows["area_id"] != "unknown")]
    facts = known.melt(["area_id", "year"], measures, "indicator_id", "value")
    printed = facts.groupby(["indicator_id", "year"])["value"].transform("count") > 0
    facts = facts[printed].assign(group_id="all", method="published")
    facts["flag"] = facts["value"].isna().map({True: "missing", False: None})
    placed, sources = with_editions(facts, "household_survey", file, catalogue, table.sheet)
    counted = placed["indicator_id"].isin(ADDITIVE)
    summed = [placed[~counted], with_area_sums(placed[counted], catalogue)]
    column = table.labels["province"]
    issues = [
        Issue(
            file.name,
            reason_for(name, catalogue),
            table.sheet,
            int(line),
            column,
            name,
            suggestion(name, catalogue),
        )
        for line, name in zip(strange[LINE], strange["province"], strict=True)
    ]
    issues += region_notices(file, rows.loc[aside, "province"], table.sheet, column)
    issues += [
        Issue(file.name, "unknown_label", table.sheet, column=label, severity="notice")
        for label in table.beside
    ]
    if "household_debt_thb" in measures:
        issues += _same_debt(table, known)
    return Reading(
        source_ids=sources,
        facts={"outcome": pd.concat(summed, ignore_index=True)},
        rows_read=len(rows),
        rows_set_aside=int(aside.sum()),
        rows_refused=len(strange),
        issues=tuple(issues),
        sheet=table.sheet,
    )


def _check_range(table: LongTable, rows: pd.DataFrame, measure: str) -> None:
    low, high = PLAUSIBLE[measure]
    outside = rows[rows[measure].notna() & ~rows[measure].between(low, high)]
    table.need_none(outside, "out_of_range", measure)


def _same_debt(table: LongTable, known: pd.DataFrame) -> list[Issue]:
    """Return a notice for each row whose average debt another province has in the same year."""
    debt = known["household_debt_thb"]
    same = known[debt.notna() & known.duplicated(["year", "household_debt_thb"], keep=False)]
    return [
        Issue(
            table.file.name,
            "suspect_value",
            table.sheet,
            int(row[LINE]),
            table.labels["household_debt_thb"],
            f"{row['household_debt_thb']:g}",
            f"{row['province']}: another province has the same average debt in the same year",
            severity="notice",
        )
        for _, row in same.iterrows()
    ]


FAMILY = Family(
    id="household_survey",
    yields=(
        Yield("outcome", "measure × year × province", "baht a month, baht, per cent, households"),
    ),
    totals="none printed",
    recognises=recognises,
    read=read,
)
