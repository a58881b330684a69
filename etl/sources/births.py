"""Registered births by province, calendar year and sex (Department of Provincial Administration).

A row a province and year. No label says that the people counted are births: `known_values` tells,
or a title, or at last the file's name. Men and women must add up to the printed total. Bueng Kan
has no row before 2554; a number there is added to Nong Khai, of which it was then part. Regions and
the country are the sums of their provinces (computed); a printed country is set aside and
reconciled. A cell that is no number refuses the file, an unknown name its row.

A sheet of provinces and three numbers without a header is refused: nothing says what is counted or
of which year, even where the figures repeat those of a year that is known.
"""

import re

import pandas as pd

from etl.conform.numbers import number
from etl.conform.provinces import province_code, province_in_year, region_area, suggestion
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.area_sums import with_area_sums
from etl.sources.editions import with_editions
from etl.sources.family import Family, Reading, Total, Yield, refusal
from etl.sources.headless import is_headless, like_years
from etl.sources.known_values import subject_of
from etl.sources.long_table import LINE, LongTable, head_of, header_of, long_table
from etl.sources.survey_areas import reason_for
from welfare.catalog import COUNTRY, Catalogue, catalogue

INDICATOR = "births_persons"
WORDS = re.compile(r"การเกิด|คนเกิด|เกิดมีชีพ|birth")
SEXES = ("male", "female")
LABELS = {
    "province": r"จังหวัด|province",
    "year": r"พ\.ศ\.|ปี( ?พ\.ศ\.)?|year([ _]?be)?",
    "male": r"(จำนวน)?(เพศ)?ชาย( ?\(คน\))?|males?",
    "female": r"(จำนวน)?(เพศ)?หญิง( ?\(คน\))?|females?",
    "all": r"(จำนวน)?รวม( ?\(คน\))?|total",
    "beside": r"ลำดับ(ที่)?|ที่|no\.?|unnamed: 0|",
}
NEEDED = frozenset({"province", "year", *SEXES})
WHOLE = re.compile(r"รวม(ทั้งสิ้น)?|total", re.IGNORECASE)
MOST = 300_000.0
"""Births that no province reaches in a year, but most provinces' people do."""


def recognises(file: RawFile) -> bool:
    """Tell whether a table by province, year and sex is of births, or one has lost its header."""
    rows = head_of(file)
    found = header_of(rows, LABELS, NEEDED)
    if found is None:
        return is_headless(rows)
    index, columns = found
    if any(tidy(c) for place, c in enumerate(rows[index]) if place not in columns.values()):
        return False
    title = " ".join(tidy(cell) for row in rows[:index] for cell in row)
    start = file.head_records if file.kind == "text" else file.first_table[1]
    cells = _cells(start[index + 1 :], columns, catalogue())
    likely = bool(cells) and max(cells.values()) <= MOST
    return likely and subject_of(file, title, cells, {INDICATOR: WORDS}) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read births of men and women, and of both, into ``outcome``."""
    if header_of(head_of(file), LABELS, NEEDED) is None:
        raise refusal(
            file,
            "no_header",
            sheet=file.first_table[0],
            detail=like_years(file, INDICATOR, catalogue),
        )
    table = long_table(file, LABELS, NEEDED)
    printed = "all" in table.labels
    people = table.rows[[LINE, "province"]].assign(
        year=table.years("year"), **{sex: table.numbers(sex) for sex in SEXES}
    )
    people["all"] = table.numbers("all") if printed else people["male"] + people["female"]
    _check_range(table, people)
    people["code"] = people["province"].map(
        {name: province_code(name, catalogue) for name in people["province"].unique()}
    )
    areas = {name: region_area(name, catalogue) for name in people["province"].unique()}
    above = people["code"].isna() & people["province"].map(
        lambda name: bool(areas[name]) or bool(WHOLE.fullmatch(name))
    )
    strange = people[people["code"].isna() & ~above]
    known = people[people["code"].notna()]
    facts = _facts(known, printed, catalogue)
    placed, sources = with_editions(facts, "births", file, catalogue, table.sheet)
    summed = with_area_sums(placed, catalogue)
    whole = people[above & ~people["province"].map(lambda n: str(areas[n]).startswith("region"))]
    totals = _of_provinces(table, whole, summed)
    if printed:
        totals += _of_sexes(table, people)
    blank_before = _before_founding(known, catalogue)
    return Reading(
        source_ids=sources,
        facts={"outcome": summed},
        rows_read=len(people),
        rows_set_aside=int(above.sum()) + len(blank_before),
        rows_refused=len(strange),
        issues=tuple(
            Issue(
                file.name,
                reason_for(name, catalogue),
                table.sheet,
                int(line),
                table.labels["province"],
                name,
                suggestion(name, catalogue),
            )
            for line, name in zip(strange[LINE], strange["province"], strict=True)
        ),
        totals=tuple(totals),
        sheet=table.sheet,
    )


def _cells(
    rows: list[Row], columns: dict[str, int], catalogue: Catalogue
) -> dict[tuple[str, int], float]:
    """Return men and women together by province and year, of the rows that can be read."""
    found: dict[tuple[str, int], float] = {}
    for row in rows:
        try:
            code = province_code(tidy(row[columns["province"]]), catalogue)
            counts = [number(row[columns[sex]]) for sex in SEXES]
            year = ce_year(row[columns["year"]])
        except (ValueError, IndexError):
            continue
        if code:
            found[code, year] = sum(count or 0.0 for count in counts)
    return found


def _check_range(table: LongTable, people: pd.DataFrame) -> None:
    for field in (*SEXES, "all"):
        outside = people[(people[field] < 0) | (people[field] % 1 != 0) & people[field].notna()]
        table.need_none(outside, "out_of_range", field)


def _before_founding(known: pd.DataFrame, catalogue: Catalogue) -> pd.Index:
    """Return the blank rows of a province in the years before it was founded."""
    blank = known[known[[*SEXES, "all"]].isna().all(axis=1)]
    early = [
        province_in_year(code, int(year), catalogue) != code
        for code, year in zip(blank["code"], blank["year"], strict=True)
    ]
    return blank.index[early]


def _facts(known: pd.DataFrame, printed: bool, catalogue: Catalogue) -> pd.DataFrame:
    rows = known.drop(index=_before_founding(known, catalogue))
    places = zip(rows["code"], rows["year"], strict=True)
    rows = rows.assign(area_id=[province_in_year(code, int(y), catalogue) for code, y in places])
    long = rows.melt(["area_id", "code", "year"], [*SEXES, "all"], "group_id", "value")
    moved = long["area_id"] != long["code"]
    if moved.any():
        keys = ["area_id", "year", "group_id"]
        long = long.groupby(keys, as_index=False, sort=False)["value"].sum(min_count=1)
    facts = long.drop(columns="code", errors="ignore").assign(indicator_id=INDICATOR)
    facts["flag"] = facts["value"].isna().map({True: "missing", False: None})
    computed = (facts["group_id"] == "all") & (not printed)
    return facts.assign(method=computed.map({True: "computed", False: "published"}))


def _of_sexes(table: LongTable, people: pd.DataFrame) -> list[Total]:
    whole = people[people["all"].notna()]
    return [
        Total("sum_of_sexes", table.labels["all"], all_, male + female, 0.0, table.sheet, int(line))
        for line, male, female, all_ in whole[[LINE, *SEXES, "all"]].itertuples(index=False)
    ]


def _of_provinces(table: LongTable, whole: pd.DataFrame, summed: pd.DataFrame) -> list[Total]:
    country = summed[summed["area_id"] == COUNTRY].set_index(["year", "group_id"])["value"]
    return [
        Total(
            "sum_of_provinces",
            table.labels.get(group, group),
            row[group],
            country[row["year"], group],
            0.0,
            table.sheet,
            int(row[LINE]),
        )
        for _, row in whole.iterrows()
        for group in (*SEXES, "all")
        if (row["year"], group) in country.index and pd.notna(row[group])
    ]


FAMILY = Family(
    id="births",
    yields=(Yield("outcome", "year × province × sex, and sums of provinces", "persons"),),
    totals="both sexes against men and women; the country against its provinces, where printed",
    recognises=recognises,
    read=read,
)
