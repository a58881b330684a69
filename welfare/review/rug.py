"""Every province in every indicator: better, near or worse than another, and which way it went."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, get_args

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, catalogue
from welfare.catalog.expand import of_life_course
from welfare.metrics.series import same_method
from welfare.queries.indicators import all_areas
from welfare.review.latest import Latest, latest, latest_of_all, number
from welfare.review.neighbours import peers_of
from welfare.review.standing import SIGN
from welfare.warehouse import Snapshot

Against = Literal["nation", "peers", "goal"]
AGAINST: tuple[Against, ...] = get_args(Against)
State = Literal["better", "near", "worse", "unclear", "alone", "unknown"]
STATES: tuple[State, ...] = get_args(State)
Way = Literal["improved", "steady", "slipped", "open"]
WAYS: tuple[Way, ...] = get_args(Way)


@dataclass(frozen=True)
class Change:
    """An indicator of a province from the first year of its latest method and edition to the last.

    ``way`` is open where the intervals of the two years overlap, steady where the values are near
    each other and no interval is known.
    """

    first_year: int
    first: float
    way: Way


@dataclass(frozen=True)
class Cell:
    """One province in one indicator.

    ``beside`` is what it is set against, None where there is nothing: then it stands ``alone``. It
    is ``unclear`` where its interval holds that (or meets its interval), ``unknown`` without a
    value; ``flag`` then says why.
    """

    code: str
    indicator: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    flag: str | None
    beside: float | None
    state: State
    change: Change | None

    @property
    def worse_and_slipping(self) -> bool:
        """Whether it is worse than what it is set against and got worse."""
        return self.state == "worse" and self.change is not None and self.change.way == "slipped"


@dataclass(frozen=True)
class Rug:
    """Columns, and a row of cells in their order for every province."""

    against: Against
    columns: tuple[Latest, ...]
    rows: dict[str, tuple[Cell, ...]]

    @property
    def slipping(self) -> tuple[Cell, ...]:
        """The cells that are worse and got worse, by column."""
        cells = (cell for row in self.rows.values() for cell in row if cell.worse_and_slipping)
        place = {column.indicator.id: number for number, column in enumerate(self.columns)}
        return tuple(sorted(cells, key=lambda cell: (place[cell.indicator], cell.code)))


def columns(snapshot: Snapshot, age: str | None = None) -> tuple[Latest, ...]:
    """Return the indicators that have a better and a worse, and enough provinces to compare.

    What is known by life-course group is of all ages, or of ``age``.
    """
    themes = list(catalogue().themes)
    found = [
        one
        for one in (_of_age(snapshot, each, age) for each in latest_of_all(snapshot).values())
        if one.comparable and one.indicator.direction in SIGN
    ]
    return tuple(sorted(found, key=lambda one: themes.index(one.indicator.theme)))


def _of_age(snapshot: Snapshot, one: Latest, age: str | None) -> Latest:
    if age is None or not one.indicator.each_life_course:
        return one
    of_age = catalogue().indicators[of_life_course(one.indicator.id, age)]
    return latest(snapshot, of_age) or one


def rug(snapshot: Snapshot, against: Against, age: str | None = None) -> Rug:
    """Return the rug of all provinces against the nation, their peers' median, or declared goals.

    Set against goals, only the indicators that have one are told.
    """
    found = columns(snapshot, age)
    changes = snapshot.remember(("rug_changes", age), lambda: _changes(snapshot, found))
    if against == "goal":
        found = tuple(one for one in found if one.indicator.goal is not None)
    rows = {code: row_of(snapshot, found, code, against, changes) for code in catalogue().provinces}
    return Rug(against, found, rows)


Changes = dict[tuple[str, str], Change]
Ends = tuple[float, float | None, float | None]
"""A value with its interval, None where that is not known."""


def row_of(
    snapshot: Snapshot,
    shown: Sequence[Latest],
    code: str,
    against: Against,
    changes: Changes,
) -> tuple[Cell, ...]:
    """Return the cells of one province, in the order of the columns."""
    peers = [peer.code for peer in peers_of(snapshot, code)] if against == "peers" else []
    return tuple(
        _cell(one, code, beside(one, against, peers), changes.get((one.indicator.id, code)))
        for one in shown
    )


def beside(one: Latest, against: Against, peers: Iterable[str]) -> float | None:
    """Return what a province is set against, None where it is not known.

    Where the nation has no value, the median of the provinces stands for it.
    """
    if against == "goal":
        return None if one.indicator.goal is None else one.indicator.goal.value
    if against == "peers":
        known = [value for peer in peers if (value := one.value(peer)) is not None]
        return median(known) if known else None
    nation = one.value(COUNTRY)
    return one.median if nation is None else nation


def near_of(one: Latest) -> float:
    """Return up to which difference two values count as near where no interval is known."""
    return catalogue().standing.least * one.spread


def _cell(one: Latest, code: str, other: float | None, change: Change | None) -> Cell:
    value, low, high = (one.number(code, column) for column in ("value", "low", "high"))
    return Cell(
        code=code,
        indicator=one.indicator.id,
        year=one.year,
        value=value,
        low=low,
        high=high,
        flag=one.flag(code),
        beside=other,
        state=state_of(one.indicator, value, (low, high), other, near_of(one)),
        change=change if value is not None else None,
    )


def state_of(
    indicator: Indicator,
    value: float | None,
    limits: tuple[float | None, float | None],
    other: float | None,
    near: float,
) -> State:
    """Return how a value stands beside another.

    Parameters
    ----------
    indicator
        Its direction says which way is better.
    value
        None where it is not known.
    limits
        The interval of the value. Where it is known, it alone decides what is told apart.
    other
        What the value is set against.
    near
        Where no interval is known, a difference up to this counts as none.
    """
    if value is None:
        return "unknown"
    if other is None:
        return "alone"
    low, high = limits
    if low is not None and high is not None:
        if low <= other <= high:
            return "unclear"
    elif abs(value - other) <= near:
        return "near"
    return "better" if SIGN[indicator.direction] * (value - other) > 0 else "worse"


def _changes(snapshot: Snapshot, shown: Sequence[Latest]) -> Changes:
    """Return the change of every province in the latest stretch of each indicator.

    Baht of different years are left out: prices moved.
    """
    nominal = set(catalogue().standing.nominal_units)
    told = {one.indicator.id: one for one in shown if one.indicator.unit not in nominal}
    rows = all_areas(snapshot, list(told))
    rows = rows[(rows["area_kind"] == "province") & rows["value"].notna()]
    return {
        (name, str(code)): change
        for name, own in rows.groupby("indicator_id")
        for code, change in _of_provinces(own, told[str(name)])
    }


def _of_provinces(rows: pd.DataFrame, one: Latest) -> Iterator[tuple[str, Change]]:
    """Yield the change of each province with two years or more in the latest stretch."""
    incomplete = catalogue().incomplete_years(one.indicator)
    rows = rows[~rows["year"].isin(incomplete) & (rows["year"] <= one.year)]
    editions = rows.drop_duplicates("year")[["year", "vintage_id"]].sort_values("year")
    years = same_method(editions, one.indicator)[-1]["year"]
    rows = rows[rows["year"].isin(years)].sort_values("year")
    cells: dict[str, list[tuple[int, Ends]]] = {}
    for code, year, *ends in rows[["area_id", "year", "value", "low", "high"]].itertuples(
        index=False
    ):
        limits = (float(ends[0]), number(ends[1]), number(ends[2]))
        cells.setdefault(str(code), []).append((int(year), limits))
    for code, known in cells.items():
        (first_year, first), (last_year, last) = known[0], known[-1]
        if first_year < last_year == one.year:
            way = way_of(one.indicator, first, last, near_of(one))
            yield code, Change(first_year, first[0], way)


def way_of(indicator: Indicator, first: Ends, last: Ends, near: float) -> Way:
    """Return which way an indicator went between two years (value, low, high; limits or None)."""
    if None not in (*first, *last):
        apart = first[2] < last[1] or last[2] < first[1]  # type: ignore[operator]  # none is None
        if not apart:
            return "open"
    elif abs(last[0] - first[0]) <= near:
        return "steady"
    return "improved" if SIGN[indicator.direction] * (last[0] - first[0]) > 0 else "slipped"
