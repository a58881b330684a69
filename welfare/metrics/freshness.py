"""How fresh a publication is: its years, what is expected next, which editions are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from welfare.catalog.models import Source

RECENT_YEARS = 5
"""A year is recent where it lies at most so many years before the build."""

State = Literal["recent", "older", "missing"]


@dataclass(frozen=True)
class Run:
    """Consecutive years of one state, ``first`` to ``last`` inclusive (CE)."""

    first: int
    last: int
    state: State


@dataclass(frozen=True)
class Publication:
    """A source, or a series of its editions, with the years (CE) that the warehouse has of it.

    ``newest`` is its edition of the last year; ``every_years`` lie between editions, None where no
    interval is declared.
    """

    newest: Source
    years: tuple[int, ...]
    every_years: int | None

    @property
    def last_year(self) -> int:
        """The last year covered."""
        return self.years[-1]

    @property
    def expected(self) -> int | None:
        """The year of the next edition; None where no interval is declared."""
        return None if self.every_years is None else self.last_year + self.every_years

    def years_late(self, built: int) -> int:
        """Return by how many years the next edition is late in the year of the build."""
        return 0 if self.expected is None else max(0, built - self.expected)

    def missing(self, built: int) -> tuple[int, ...]:
        """Return the years that the interval asks for, before the build, and that are not there."""
        if self.every_years is None:
            return ()
        step = self.every_years
        within = [
            year
            for before, after in pairwise(self.years)
            for year in range(before + step, after, step)
        ]
        return (*within, *range(self.last_year + step, built, step))

    def runs(self, built: int) -> list[Run]:
        """Return years as runs of one state, oldest first."""
        states: dict[int, State] = dict.fromkeys(self.missing(built), "missing")
        for year in self.years:
            states[year] = "recent" if year >= built - RECENT_YEARS else "older"
        found: list[Run] = []
        for year in sorted(states):
            last = found[-1] if found else None
            if last is not None and (last.last, last.state) == (year - 1, states[year]):
                found[-1] = Run(last.first, year, last.state)
            else:
                found.append(Run(year, year, states[year]))
        return found


def publications(
    known: Iterable[tuple[str, int]], sources: Mapping[str, Source]
) -> list[Publication]:
    """Group (source id, year) by publication, in the order of the catalogue.

    The editions of one series are one publication: an edition is not late once a newer one is
    there.
    """
    editions: dict[str, dict[str, set[int]]] = {}
    order = {name: place for place, name in enumerate(sources)}
    for source_id, year in sorted(known, key=lambda pair: (order[pair[0]], pair[1])):
        series = sources[source_id].series or source_id
        editions.setdefault(series, {}).setdefault(source_id, set()).add(year)
    found = []
    for of_series in editions.values():
        newest = sources[max(of_series, key=lambda name: (max(of_series[name]), order[name]))]
        years = sorted(set().union(*of_series.values()))
        found.append(Publication(newest, tuple(years), newest.every_years))
    return found


def by_lateness(found: Iterable[Publication], built: int) -> list[Publication]:
    """Order the latest in coming first, then the newest years first."""
    return sorted(found, key=lambda p: (-p.years_late(built), -p.last_year, p.newest.id))
