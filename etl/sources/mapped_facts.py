"""Raw facts of described sheets into those of the table: source, edition, each key once."""

import math
from itertools import pairwise

import pandas as pd

from etl.conform.ages import age_range
from etl.mapping.load import Described
from etl.reading import RawFile
from etl.sources.family import SHEET, refusal
from etl.sources.mapped_founding import (
    additive,
    place_when_founded,
    without_early_zeros,
    years_of,
)
from etl.sources.mapped_rows import AGE, LINE
from welfare.catalog import Catalogue
from welfare.catalog.models import Source

COUNTED = {"projects_amount_missing": "isna", "projects_amount_zero": "zero"}


def facts_of(raw: pd.DataFrame, file: RawFile, found: Described) -> pd.DataFrame:
    """Return the facts of a described file in the columns of its table.

    Raises
    ------
    RefusedFile
        Where two rows give one fact, or a year lies outside the source's edition.
    """
    facts = _with_given(raw, found)
    _in_calendar(facts, found)
    facts = _with_source(facts, file, found)
    if found.mapping.table == "project":
        amount = facts["amount_thb"] if "amount_thb" in facts else pd.Series(None, facts.index)
        facts["projects_amount_missing"] = facts["projects"].where(amount.isna(), 0)
        facts["projects_amount_zero"] = facts["projects"].where(amount.eq(0), 0)
    _no_whole_beside_parts(facts, found)
    if found.mapping.repeats == "add_up" and not additive(facts, found).all():
        raise found.refused(
            ("repeats",),
            "add_up",
            "ตัวชี้วัดนี้เป็นอัตราหรือค่าเฉลี่ย บวกกันไม่ได้",
            "the indicator is a rate or a mean; it cannot be added up",
        )
    key = [
        name for name in found.context.catalogue.tables[found.mapping.table].key if name in facts
    ]
    if found.mapping.repeats == "refuse":
        _each_once(facts, [*key, *([AGE] if AGE in facts else [])], file)
    place = place_when_founded(facts, file, found)
    moved = place.ne(facts[place.name]) & place.notna()
    facts = without_early_zeros(facts.assign(**{str(place.name): place}), found)
    if found.mapping.repeats == "add_up" or AGE in facts or moved.any():
        facts = _added_up(facts, key, found)
    if found.mapping.table == "outcome":
        facts["flag"] = _flags(facts, found.context.catalogue)
    return facts.drop(columns=[LINE, AGE], errors="ignore").reset_index(drop=True)


def _with_given(raw: pd.DataFrame, found: Described) -> pd.DataFrame:
    given = {name: value for name, value in found.shape.given.items() if name not in raw}
    return raw.assign(**given)


def _in_calendar(facts: pd.DataFrame, found: Described) -> None:
    """Refuse a mapping that calls the years of an indicator fiscal where they are not, or else."""
    if found.mapping.table != "outcome":
        return
    columns = {
        column.field: ("columns", header) for header, column in found.mapping.columns.items()
    }
    for name in facts["indicator_id"].unique():
        calendar = found.context.catalogue.indicators[str(name)].calendar
        other = "year" if calendar == "fiscal_year" else "fiscal_year"
        said = other in {*columns, *found.mapping.fixed} or any(
            other in melt.set or other == melt.field or f"{{{other}}}" in melt.columns[0]
            for melt in found.mapping.melt
        )
        if said:
            raise found.refused(
                columns.get(other, ("fixed", other) if other in found.mapping.fixed else ("melt",)),
                other,
                f"ตัวชี้วัด {name} ใช้ {calendar}",
                f"the indicator {name} is by {calendar}",
            )


def _with_source(facts: pd.DataFrame, file: RawFile, found: Described) -> pd.DataFrame:
    """Name the source of every fact; of a series the edition that holds its year."""
    catalogue, mapping = found.context.catalogue, found.mapping
    sources = [catalogue.sources[name] for name in found.context.source_ids]
    if mapping.source in catalogue.sources:
        sources = [catalogue.sources[mapping.source]]
    years = years_of(facts)
    held: dict[int, Source] = {}
    for year in sorted(years.unique()):
        fitting = [s for s in sources if s.years[0] <= year <= s.years[1]]
        if not fitting:
            at = facts.index[years == year][0]
            spans = ", ".join(f"{s.id} {s.years[0] + 543}-{s.years[1] + 543}" for s in sources[:5])
            raise refusal(
                file,
                "edition_not_declared",
                sheet=str(facts.at[at, SHEET]),
                row=int(facts.at[at, LINE]),
                value=f"{mapping.source} {year + 543}",
                detail=spans,
            )
        held[year] = min(fitting, key=lambda source: source.years[1] - source.years[0])
    named = facts.assign(source_id=years.map({year: s.id for year, s in held.items()}))
    if mapping.table == "outcome":
        named["vintage_id"] = years.map({year: s.vintage for year, s in held.items()})
    return named


def _no_whole_beside_parts(facts: pd.DataFrame, found: Described) -> None:
    """Refuse people who are counted twice: all ages beside ages, both sexes beside each."""
    if found.mapping.table not in {"population", "beneficiary"}:
        return
    grain = [n for n in found.context.catalogue.tables[found.mapping.table].key if n in facts]
    for column, field in (("sex", "sex"), ("age_band", "age")):
        if _overlapping(tuple(facts[column].unique())) is None:
            continue
        others = [name for name in grain if name not in {column, "life_course_id"}]
        together = facts.groupby(others, dropna=False, sort=False)[column]
        for labels in set(together.agg(lambda values: tuple(sorted(set(values))))):
            twice = _overlapping(labels)
            if twice:
                raise found.refused(
                    ("totals",),
                    " + ".join(twice),
                    f"{field}: มีทั้งยอดรวมและส่วนย่อย คนจะถูกนับสองครั้ง ให้ระบุแถวยอดรวมใน totals หรือ skip",
                    f"{field}: a whole and its parts would count people twice; name the total rows"
                    " under totals or skip",
                )


def _overlapping(labels: tuple[str, ...]) -> tuple[str, str] | None:
    """Return two labels of sexes or ages that hold the same people, if there are such."""
    ranges: list[tuple[float, float, str]] = []
    for text in labels:
        if text == "all" and len(labels) > 1:
            return "all", next(other for other in labels if other != "all")
        if text[:1].isdigit():
            first, last = age_range(text)
            ranges.append((first, math.inf if last is None else last, text))
    for (_, ends, one), (begins, _, other) in pairwise(sorted(ranges)):
        if begins <= ends:
            return one, other
    return None


def _each_once(facts: pd.DataFrame, key: list[str], file: RawFile) -> None:
    """Refuse a file of which two rows give one fact."""
    again = facts.duplicated(key)
    if not again.any():
        return
    second = facts[again].iloc[0]
    group = facts.groupby(key, dropna=False, sort=False).ngroup()
    first = facts[group == group[again].iloc[0]].iloc[0]
    place = f"{first[LINE]} {first[SHEET]}".strip()
    raise refusal(
        file,
        "duplicate_key",
        sheet=str(second[SHEET]),
        row=int(second[LINE]),
        value=" · ".join(str(second[name]) for name in key if pd.notna(second[name])),
        detail=f"แถว {place} ให้ข้อมูลเดียวกัน หากต้องการรวมยอดให้ใช้ repeats: add_up"
        f" · line {place} gives the same fact; to add them up: repeats: add_up",
    )


def _added_up(facts: pd.DataFrame, key: list[str], found: Described) -> pd.DataFrame:
    """Add facts of one key up; a sum with an unknown part is unknown, except baht of projects.

    Of these a table tells how many are missing.
    """
    measures = [name for name in (*found.shape.measures, *COUNTED) if name in facts]
    groups = facts.groupby(key, dropna=False, sort=False)
    others = [n for n in facts.columns if n not in {*key, *measures, LINE, AGE}]
    added = groups[measures].sum(min_count=1)
    if found.mapping.table != "project":
        added = added.mask(
            facts[measures].isna().groupby([facts[k] for k in key], dropna=False, sort=False).any()
        )
    return added.join(groups[others].first()).reset_index()


def _flags(facts: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Return why a value is null; that of a province not yet founded stands in its predecessor."""
    flags = facts["flag"] if "flag" in facts else pd.Series(None, facts.index, dtype=object)
    for code in facts.loc[facts["value"].isna(), "area_id"].unique():
        province = catalogue.provinces.get(code)
        if province is not None and province.valid_from is not None:
            early = facts["area_id"].eq(code) & facts["year"].le(province.valid_from.year)
            flags = flags.mask(early & facts["value"].isna(), "in_predecessor")
    return flags
