"""COD-PS: residents by province, five-year band and sex in one year, a projection.

One row a province, with a column for each sex and band (``F_00_04`` … ``T_80Plus``) and for all
ages (``F_TL``). Both sexes together and all ages are sums, set against their parts. A row whose
province is not known is refused; a number that cannot be read refuses the file.
"""

import re
from collections.abc import Iterator

import pandas as pd

from etl.conform.ages import age_range, life_course_of
from etl.conform.numbers import number
from etl.conform.provinces import province_code, suggestion
from etl.conform.text import tidy
from etl.conform.years import ce_year
from etl.issues import Issue
from etl.reading import RawFile, Row
from etl.sources.family import Family, Reading, Total, Yield, refusal, source_of
from welfare.catalog import Catalogue

COUNT = re.compile(r"([FMT])_(TL|\d\d_\d\d|\d\dPLUS)")
SEXES = {"F": "female", "M": "male"}
BOTH, ALL_AGES = "T", "TL"
WITHIN = 15
"""Rows among which the header is looked for."""

Counts = dict[tuple[str, str], float]


def _header(rows: list[Row]) -> int | None:
    for place, row in enumerate(rows[:WITHIN]):
        if {"YEAR", "ADM1_NAME", "ADM1_PCODE", "F_TL", "M_TL"} <= set(_labels(row)):
            return place
    return None


def _labels(row: Row) -> list[str]:
    return [tidy(cell).upper() for cell in row]


def recognises(file: RawFile) -> bool:
    """Tell whether a row heads provinces (ADM1) and columns of women and men of all ages."""
    rows = file.head_records if file.kind == "text" else file.first_table[1]
    return _header(rows) is not None


def read(file: RawFile, catalogue: Catalogue) -> Reading:
    """Read women and men of every band into ``population``."""
    sheet, rows = file.first_table
    header = _header(rows)
    if header is None:
        raise refusal(file, "not_recognised", sheet=sheet)
    labels = _labels(rows[header])
    columns = {
        (match[1], match[2]): place
        for place, label in enumerate(labels)
        if (match := COUNT.fullmatch(label))
    }
    bands = [band for sex, band in columns if sex == "F" and band != ALL_AGES]
    if len(columns) != 3 * (len(bands) + 1) or not bands:
        raise refusal(file, "bad_columns", sheet=sheet, row=header + 1)
    places = {name: labels.index(name) for name in ("YEAR", "ADM1_NAME", "ADM1_PCODE")}
    facts: list[dict[str, object]] = []
    issues: list[Issue] = []
    totals: list[Total] = []
    years: set[int] = set()
    filled = [
        (line, row)
        for line, row in enumerate(rows[header + 1 :], header + 2)
        if any(tidy(cell) for cell in row)
    ]
    for line, row in filled:
        name, code = (tidy(row[places[label]]) for label in ("ADM1_NAME", "ADM1_PCODE"))
        province = province_code(code, catalogue)
        if province is None or province_code(name, catalogue) != province:
            near = suggestion(name, catalogue)
            value = f"{name} {code}"
            issues.append(Issue(file.name, "unknown_province", sheet, line, "", value, near))
            continue
        counts = _counts(row, columns, file, sheet, line)
        year = ce_year(row[places["YEAR"]])
        years.add(year)
        totals += _totals(counts, bands, sheet, line)
        facts += [
            {
                "year": year,
                "province_code": province,
                "age_band": _band(band, catalogue),
                "life_course_id": life_course_of(age_range(band), catalogue),
                "sex": sex,
                "persons": counts[letter, band],
            }
            for band in bands
            for letter, sex in SEXES.items()
        ]
    if not facts:
        raise refusal(file, issues[0].reason if issues else "empty", sheet=sheet)
    source = source_of("residents", (min(years), max(years)), file, catalogue, sheet)
    return Reading(
        source_ids=(source.id,),
        facts={"population": pd.DataFrame(facts).assign(source_id=source.id)},
        rows_read=len(filled),
        rows_refused=len(issues),
        issues=tuple(issues),
        totals=tuple(totals),
        sheet=sheet,
    )


def _band(label: str, catalogue: Catalogue) -> str:
    first, last = age_range(label)
    band = f"{first}+" if last is None else f"{first}-{last}"
    if band not in catalogue.allowed("age_bands"):
        raise ValueError(f"{label!r} is no band of ages")
    return band


def _counts(
    row: Row, columns: dict[tuple[str, str], int], file: RawFile, sheet: str, line: int
) -> Counts:
    counts: Counts = {}
    for key, place in columns.items():
        try:
            found = number(row[place])
        except ValueError:
            found = None
        if found is None:
            column = "_".join(key)
            raise refusal(
                file, "bad_number", sheet=sheet, row=line, column=column, value=row[place]
            )
        counts[key] = found
    return counts


def _totals(counts: Counts, bands: list[str], sheet: str, line: int) -> Iterator[Total]:
    for sex in (*SEXES, BOTH):
        summed = sum(counts[sex, band] for band in bands)
        yield Total("sum_of_ages", sex, counts[sex, ALL_AGES], summed, sheet=sheet, row=line)
    for band in bands:
        summed = sum(counts[sex, band] for sex in SEXES)
        yield Total("sum_of_sexes", BOTH, counts[BOTH, band], summed, sheet=sheet, row=line)


FAMILY = Family(
    id="residents",
    yields=(Yield("population", "year × province × age band × sex", "persons"),),
    totals="ages and sexes of every province",
    recognises=recognises,
    read=read,
)
