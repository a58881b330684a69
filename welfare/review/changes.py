"""How a province's indicators went over the years, and changed within one method and edition."""

from collections.abc import Iterable, Mapping

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.metrics.series import same_method
from welfare.queries.profile import province_history
from welfare.review.latest import Latest, number
from welfare.review.province_records import Change, TrendPoint
from welfare.review.province_words import change_said
from welfare.review.standing import SIGN
from welfare.warehouse import Snapshot

History = Mapping[str, pd.DataFrame]
"""The rows of a province by indicator, without the years that a source covers in part only."""


def history_of(snapshot: Snapshot, code: str) -> History:
    """Return what :func:`province_history` reads, by indicator."""
    return snapshot.remember(("history", code), lambda: _history(snapshot, code))


def _history(snapshot: Snapshot, code: str) -> History:
    found = {}
    for name, rows in province_history(snapshot, code).groupby("indicator_id", sort=False):
        incomplete = catalogue().incomplete_years(catalogue().indicators[str(name)])
        found[str(name)] = rows[~rows["year"].isin(incomplete)] if incomplete else rows
    return found


def trends_of(history: History, latest: Iterable[Latest]) -> tuple[TrendPoint, ...]:
    """Return every year of the indicators with at least two known years."""
    found: list[TrendPoint] = []
    for one in latest:
        rows = history.get(one.indicator.id)
        if rows is not None and rows["value"].notna().sum() > 1:
            found += _points(rows, one.indicator)
    return tuple(found)


def _points(rows: pd.DataFrame, indicator: Indicator) -> list[TrendPoint]:
    return [
        TrendPoint(
            indicator=indicator.id,
            year=int(row["year"]),
            value=number(row["value"]),
            low=number(row["low"]),
            high=number(row["high"]),
            flag=_text(row["flag"]),
            nation=number(row["nation"]),
            region=number(row["region"]),
            vintage_id=_text(row["vintage_id"]),
            stretch=stretch,
            sources=sources_in([row["source_ids"]]),
        )
        for stretch, part in enumerate(same_method(rows, indicator))
        for row in part.to_dict("records")
    ]


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) else None


def sources_in(joined: Iterable[object]) -> tuple[str, ...]:
    """Return the sources in cells that join them by commas, in the catalogue's order."""
    used = {name for cell in joined if isinstance(cell, str) for name in cell.split(",")}
    return tuple(source for source in catalogue().sources if source in used)


def changes_of(points: Iterable[TrendPoint], latest: Mapping[str, Latest]) -> tuple[Change, ...]:
    """Return how the indicators with a direction changed, the most improved first.

    Each is told between the first and the last known year of its latest stretch. Left out are
    baht, which prices move, and indicators of too few provinces to know what is much.
    """
    by_indicator: dict[str, list[TrendPoint]] = {}
    for point in points:
        if point.value is not None:
            by_indicator.setdefault(point.indicator, []).append(point)
    changes = (
        _change([p for p in known if p.stretch == known[-1].stretch], latest[name])
        for name, known in by_indicator.items()
    )
    found = [change for change in changes if change is not None]
    return tuple(sorted(found, key=lambda change: -change.score))


def _change(stretch: list[TrendPoint], one: Latest) -> Change | None:
    first, last = stretch[0], stretch[-1]
    sign, digits = SIGN.get(one.indicator.direction), one.indicator.decimals
    nominal = one.indicator.unit in catalogue().standing.nominal_units
    if sign is None or nominal or not one.comparable or first.value is None or last.value is None:
        return None
    if round(first.value, digits) == round(last.value, digits):
        return None
    return Change(
        indicator=one.indicator.id,
        first_year=first.year,
        last_year=last.year,
        first=first.value,
        last=last.value,
        nation_first=first.nation,
        nation_last=last.nation,
        score=sign * (last.value - first.value) / one.spread,
        told_apart=_told_apart(first, last),
        sources=sources_in(source for point in stretch for source in point.sources),
        sentence=change_said(
            one.indicator,
            (first.year, last.year),
            (first.value, last.value),
            (first.nation, last.nation),
        ),
    )


def _told_apart(first: TrendPoint, last: TrendPoint) -> bool | None:
    if first.low is None or first.high is None or last.low is None or last.high is None:
        return None
    return first.high < last.low or last.high < first.low


def most_improved(changes: Iterable[Change]) -> Change | None:
    """Return the largest change for the better that is more than chance where chance is known."""
    better = (change for change in changes if change.score > 0 and change.told_apart is not False)
    return max(better, key=lambda change: change.score, default=None)


def most_slipped(changes: Iterable[Change]) -> Change | None:
    """Return the largest change for the worse, as :func:`most_improved` that for the better."""
    worse = (change for change in changes if change.score < 0 and change.told_apart is not False)
    return min(worse, key=lambda change: change.score, default=None)
