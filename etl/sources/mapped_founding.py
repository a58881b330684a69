"""Facts of provinces not yet founded in their year, and which facts add up over places."""

import pandas as pd

from etl.conform.provinces import province_in_year
from etl.mapping.checks import CONSTANT
from etl.mapping.load import Described
from etl.reading import RawFile
from etl.sources.family import SHEET, refusal
from etl.sources.mapped_rows import LINE


def place_when_founded(facts: pd.DataFrame, file: RawFile, found: Described) -> pd.Series:
    """Return the place of every fact: counts of a province not yet founded go to the one before it.

    Raises
    ------
    RefusedFile
        Where a rate is given for a province of which there was none in that year.
    """
    catalogue = found.context.catalogue
    place = facts[place_column(found)]
    years = years_of(facts)
    numbers = facts[[n for n in found.shape.measures if n in facts and n not in CONSTANT]]
    given = numbers.fillna(0).ne(0).any(axis=1)
    moved = place.copy()
    for code in place.unique():
        province = catalogue.provinces.get(code)
        if province is None or province.valid_from is None:
            continue
        then = years.map({y: province_in_year(code, int(y), catalogue) for y in years.unique()})
        early = place.eq(code) & then.ne(code) & given
        rates = early & ~additive(facts, found)
        if rates.any():
            row = facts[rates].iloc[0]
            raise refusal(
                file,
                "not_yet_founded",
                sheet=str(row[SHEET]),
                row=int(row[LINE]),
                value=f"{province.name_th} {years[rates].iloc[0] + 543}",
            )
        moved = moved.mask(early, then)
    return moved


def without_early_zeros(facts: pd.DataFrame, found: Described) -> pd.DataFrame:
    """Leave zeros of a province not yet founded out: there was nothing to count."""
    catalogue, place = found.context.catalogue, place_column(found)
    years = years_of(facts)
    early = pd.Series(False, facts.index)
    for code, province in catalogue.provinces.items():
        if province.valid_from is not None:
            early |= facts[place].eq(code) & years.lt(province.valid_from.year)
    if found.mapping.table == "outcome":
        return facts.assign(value=facts["value"].mask(early))
    return facts[~early]


def place_column(found: Described) -> str:
    """Return the column that names the place in the mapping's table."""
    return "area_id" if found.mapping.table == "outcome" else "province_code"


def additive(facts: pd.DataFrame, found: Described) -> pd.Series:
    """Tell which facts are counts or money, which places can be added up in."""
    if found.mapping.table != "outcome":
        return pd.Series(True, facts.index)
    catalogue = found.context.catalogue
    adds_up = {
        name: catalogue.units[catalogue.indicators[name].unit].additive
        for name in facts["indicator_id"].unique()
    }
    return facts["indicator_id"].map(adds_up).astype(bool)


def years_of(facts: pd.DataFrame) -> pd.Series:
    """Return the year (CE) of every fact, calendar or fiscal."""
    return facts[[n for n in ("year", "fiscal_year") if n in facts]].bfill(axis=1).iloc[:, 0]
