"""How a province's indicators changed, within one method and one edition."""

from collections.abc import Mapping

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.metrics.series import same_method
from welfare.review.latest import Latest, number
from welfare.review.province_records import Change, TrendPoint
from welfare.review.province_words import change_said
from welfare.review.standing import SIGN


def trends_of(history: pd.DataFrame, latest: Mapping[str, Latest]) -> tuple[TrendPoint, ...]:
    """Return every year of the indicators with at least two known years.

    Years that a source covers in part only are left out.
    """
    found: list[TrendPoint] = []
    for name, one in latest.items():
        rows = complete(history, one.indicator)
        if rows["value"].notna().sum() < 2:
            continue
        for stretch, part in enumerate(same_method(rows, one.indicator)):
            found += [
                TrendPoint(
                    indicator=name,
                    year=int(row.year),
                    value=number(row.value),
                    low=number(row.low),
                    high=number(row.high),
                    flag=row.flag if isinstance(row.flag, str) else None,
                    nation=number(row.nation),
                    region=number(row.region),
                    vintage_id=row.vintage_id if isinstance(row.vintage_id, str) else None,
                    stretch=stretch,
                )
                for row in part.itertuples()
            ]
    return tuple(found)


def complete(history: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return an indicator's rows without the years that a source covers in part only."""
    rows = history[history["indicator_id"] == indicator.id]
    return rows[~rows["year"].isin(catalogue().incomplete_years(indicator))]


def changes_of(history: pd.DataFrame, latest: Mapping[str, Latest]) -> tuple[Change, ...]:
    """Return how the indicators with a direction changed, the most improved first.

    Left out are baht, which prices move, and indicators of too few provinces to know what is much.
    """
    found = []
    for one in latest.values():
        sign = SIGN.get(one.indicator.direction)
        nominal = one.indicator.unit in catalogue().standing.nominal_units
        if sign is not None and one.comparable and not nominal:
            change = _change(complete(history, one.indicator), one, sign)
            if change is not None:
                found.append(change)
    return tuple(sorted(found, key=lambda change: -change.score))


def _change(rows: pd.DataFrame, one: Latest, sign: int) -> Change | None:
    known = rows[rows["value"].notna()]
    if known.empty:
        return None
    part = same_method(known, one.indicator)[-1]
    first, last = part.iloc[0], part.iloc[-1]
    own = (float(first["value"]), float(last["value"]))
    digits = one.indicator.decimals
    if len(part) < 2 or round(own[0], digits) == round(own[1], digits):
        return None
    years = (int(first["year"]), int(last["year"]))
    nation = (number(first["nation"]), number(last["nation"]))
    sources = {s for joined in part["source_ids"].dropna() for s in joined.split(",")}
    return Change(
        indicator=one.indicator.id,
        first_year=years[0],
        last_year=years[1],
        first=own[0],
        last=own[1],
        nation_first=nation[0],
        nation_last=nation[1],
        score=sign * (own[1] - own[0]) / one.spread,
        told_apart=_told_apart(first, last),
        sources=tuple(source for source in catalogue().sources if source in sources),
        sentence=change_said(one.indicator, years, own, nation),
    )


def _told_apart(first: pd.Series, last: pd.Series) -> bool | None:
    if pd.isna(first["low"]) or pd.isna(last["low"]):
        return None
    return bool(first["high"] < last["low"] or last["high"] < first["low"])


def most_improved(changes: tuple[Change, ...]) -> Change | None:
    """Return the largest change for the better that is more than chance where chance is known."""
    better = [change for change in changes if change.score > 0 and change.told_apart is not False]
    return better[0] if better else None


def most_slipped(changes: tuple[Change, ...]) -> Change | None:
    """Return the largest change for the worse, as :func:`most_improved` that for the better."""
    worse = [change for change in changes if change.score < 0 and change.told_apart is not False]
    return worse[-1] if worse else None
