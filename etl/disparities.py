"""How unequal provinces are, and whether money follows need: measured once, at every build.

Each set of values is an indicator in one year on the edition that is current for the provinces. The
people who weigh the provinces are those of the nearest year in which each compared province is
counted; where a province was still part of another one, its people count there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from etl.shapes import Layout
from welfare.catalog import Catalogue
from welfare.metrics.adjacency import Neighbours, neighbours
from welfare.metrics.concentration import concentration_index
from welfare.metrics.decomposition import theil_decomposition
from welfare.metrics.disparity import (
    disparity,
    relative_index_of_inequality,
    slope_index_of_inequality,
)
from welfare.metrics.inequality import gini, theil_t
from welfare.metrics.resampling import bootstrap, jackknife
from welfare.metrics.sample import Array, MetricError
from welfare.metrics.spatial import local_clusters, morans_i

SEED = 2565
PERMUTATIONS = 4_999
"""Enough for a single province among 77 to pass the control of false discoveries."""

PROVINCES = """
    WITH editions AS (
        SELECT year, mode(vintage_id) AS vintage_id FROM indicator_value
        WHERE indicator_id = $indicator AND area_kind = 'province' AND is_current
          AND value IS NOT NULL
        GROUP BY year
    )
    SELECT v.year, v.vintage_id, v.area_id, v.value, v.flag
    FROM indicator_value v JOIN editions e
      ON e.year = v.year AND e.vintage_id IS NOT DISTINCT FROM v.vintage_id
    WHERE indicator_id = $indicator AND area_kind = 'province' ORDER BY v.year, area_id
"""


@dataclass(frozen=True)
class Weighed:
    """Values of the provinces that have one, in order of code, and the people of each."""

    indicator_id: str
    year: int
    vintage_id: str | None
    codes: tuple[str, ...]
    values: Array
    people: Array
    people_id: str
    people_year: int
    merged: frozenset[str]

    @property
    def key(self) -> dict[str, object]:
        """The columns that name it in a table."""
        return {
            "indicator_id": self.indicator_id,
            "year": self.year,
            "vintage_id": self.vintage_id,
        }

    @property
    def weighed_by(self) -> dict[str, object]:
        """The columns that say by whose people."""
        return {"people_id": self.people_id, "people_year": self.people_year}


def measure_disparities(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, layout: Layout
) -> dict[str, pd.DataFrame]:
    """Return the rows of ``disparity``, ``disparity_part``, ``local_cluster``, ``concentration``.

    They are made from ``indicator_value``; an indicator of ``each_life_course`` is compared for
    every group too, but has clusters only for all ages.
    """
    weigh = _weigher(connection, catalogue)
    found: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("disparity", "disparity_part", "local_cluster", "concentration")
    }
    compared = set(catalogue.compared.indicators)
    for indicator in catalogue.indicators.values():
        if (indicator.of_all or indicator.id) not in compared:
            continue
        for weighed in weigh(indicator.id):
            if weighed.values.min() == weighed.values.max():
                continue
            beside = _neighbours(weighed, catalogue, layout)
            found["disparity"] += _statistics(weighed, beside, catalogue)
            found["disparity_part"] += _parts(weighed, catalogue)
            if indicator.of_all is None:
                found["local_cluster"] += _clusters(weighed, beside)
    for money_id in catalogue.followed.money:
        for money in weigh(money_id):
            for need in catalogue.followed.needs:
                before = range(money.year - need.years_before, money.year + 1)
                needs = [w for w in weigh(need.indicator) if w.year in before]
                if needs:
                    found["concentration"] += _concentration(money, needs[-1])
    return {name: pd.DataFrame(rows) for name, rows in found.items()}


Weigher = Callable[[str], Sequence[Weighed]]


def _weigher(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> Weigher:
    """Return what gives the weighed values of an indicator, oldest year first."""
    compared = catalogue.compared
    counted = {
        (name, int(str(year))): rows.dropna(subset="value").set_index("area_id")["value"]
        for name in compared.people
        for year, rows in connection.execute(PROVINCES, {"indicator": name}).df().groupby("year")
    }
    known: dict[str, Sequence[Weighed]] = {}

    def weigh(indicator_id: str) -> Sequence[Weighed]:
        if indicator_id not in known:
            rows = connection.execute(PROVINCES, {"indicator": indicator_id}).df()
            sets = (_weighed(indicator_id, of_year, counted, catalogue) for of_year in _years(rows))
            known[indicator_id] = [w for w in sets if w and len(w.codes) >= compared.fewest]
        return known[indicator_id]

    return weigh


def _years(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    return (of_year for _, of_year in rows.groupby("year", sort=True))


def _weighed(
    indicator_id: str,
    rows: pd.DataFrame,
    counted: dict[tuple[str, int], "pd.Series[float]"],
    catalogue: Catalogue,
) -> Weighed | None:
    """Return the values of a year with the people of the nearest year that fits; else None."""
    year = int(rows["year"].iloc[0])
    merged = frozenset(str(code) for code in rows.loc[rows["flag"] == "in_predecessor", "area_id"])
    values = rows.dropna(subset="value").set_index("area_id")["value"]
    for name, of_year in sorted(counted, key=lambda place: (abs(place[1] - year), place[1])):
        people = _merged(counted[name, of_year], merged, catalogue)
        if abs(of_year - year) <= catalogue.compared.years_apart and people is not None:
            weights = people.reindex(values.index)
            if weights.notna().all():
                vintage = rows["vintage_id"].iloc[0]
                return Weighed(
                    indicator_id,
                    year,
                    vintage if isinstance(vintage, str) else None,
                    tuple(str(code) for code in values.index),
                    values.to_numpy(dtype=float),
                    weights.to_numpy(dtype=float),
                    name,
                    of_year,
                    merged,
                )
    return None


def _merged(
    people: "pd.Series[float]", merged: frozenset[str], catalogue: Catalogue
) -> "pd.Series[float] | None":
    """Return people with those of ``merged`` provinces where these belonged; None where unknown.

    A count that was made before a province was cut out cannot weigh it apart.
    """
    young = {code for code, p in catalogue.provinces.items() if p.predecessor is not None}
    if not (young - merged) <= set(people.index):
        return None
    found = people.copy()
    for code in merged & set(people.index):
        found[catalogue.provinces[code].predecessor] += found.pop(code)
    return found


def _neighbours(weighed: Weighed, catalogue: Catalogue, layout: Layout) -> Neighbours:
    """Return the neighbours among the provinces with a value, those of a merged one its whole's."""
    whole = {code: str(catalogue.provinces[code].predecessor) for code in weighed.merged}
    pairs = {(whole.get(a, a), whole.get(b, b)) for a, b in layout.pairs}
    centres = {code: layout.centres[code] for code in weighed.codes}
    return neighbours(sorted(p for p in pairs if p[0] != p[1]), weighed.codes, centres)


def _regions(weighed: Weighed, catalogue: Catalogue) -> list[str]:
    return [f"region_{catalogue.provinces[code].region}" for code in weighed.codes]


def _statistics(
    weighed: Weighed, beside: Neighbours, catalogue: Catalogue
) -> list[dict[str, object]]:
    found = disparity(weighed.values, weighed.people, _regions(weighed, catalogue))
    moran = morans_i(weighed.values, beside, seed=SEED)
    made: dict[str, tuple[float | None, float | None, float | None, float | None]] = {
        "gini": (found.gini, *_range(gini, weighed), None),
        "theil": (found.theil, *_range(theil_t, weighed), None),
        "theil_between": (found.between, None, None, None),
        "theil_within": (found.within, None, None, None),
        "williamson": (found.williamson, None, None, None),
        "p90p10": (found.p90p10, None, None, None),
        "max_min": (found.max_min, None, None, None),
        "morans_i": (moran.i, None, None, moran.p_value),
    }
    return [
        {
            **weighed.key,
            "statistic_id": name,
            "value": value,
            "low": low,
            "high": high,
            "p_value": p_value,
            "n": found.n,
            **weighed.weighed_by,
        }
        for name, (value, low, high, p_value) in made.items()
    ]


def _range(
    measure: Callable[[Array, Array], float], weighed: Weighed
) -> tuple[float | None, float | None]:
    """Return the interval of a measure that is never below zero; none where one province is all."""
    try:
        found = jackknife(measure, weighed.values, weighed.people)
    except MetricError:
        return None, None
    return max(0.0, found.low), found.high


def _parts(weighed: Weighed, catalogue: Catalogue) -> list[dict[str, object]]:
    regions = _regions(weighed, catalogue)
    return [
        {
            **weighed.key,
            "area_id": part.label,
            "people_share": part.population_share,
            "amount_share": part.income_share,
            "theil": part.theil,
            "within": part.within,
            "between": part.between,
        }
        for part in theil_decomposition(weighed.values, regions, weighed.people).groups
    ]


def _clusters(weighed: Weighed, beside: Neighbours) -> list[dict[str, object]]:
    return [
        {
            **weighed.key,
            "area_id": found.area,
            "people": people,
            "cluster": found.kind,
            "local_i": found.i,
            "p_value": found.p_value,
            "adjusted_p_value": found.adjusted,
        }
        for found, people in zip(
            local_clusters(weighed.values, beside, permutations=PERMUTATIONS, seed=SEED),
            weighed.people,
            strict=True,
        )
    ]


def _concentration(money: Weighed, need: Weighed) -> list[dict[str, object]]:
    """Set money per head against need, the neediest province first."""
    at = dict(zip(need.codes, need.values, strict=True))
    both = np.array([code in at for code in money.codes])
    values, people = money.values[both], money.people[both]
    needs = np.array([at[code] for code in money.codes if code in at])
    drawn = bootstrap(concentration_index, (values, -needs), people, seed=SEED)
    of_need = bootstrap(concentration_index, (needs, -needs), people, seed=SEED)
    made: dict[str, tuple[float, float | None, float | None]] = {
        "concentration_index": (drawn.estimate, drawn.low, drawn.high),
        "concentration_of_need": (of_need.estimate, of_need.low, of_need.high),
        "slope_index": (slope_index_of_inequality(values, people, -needs), None, None),
        "relative_index": (relative_index_of_inequality(values, people, -needs), None, None),
    }
    return [
        {
            "indicator_id": money.indicator_id,
            "year": money.year,
            "need_id": need.indicator_id,
            "need_year": need.year,
            "statistic_id": name,
            "value": value,
            "low": low,
            "high": high,
            "n": int(both.sum()),
            **money.weighed_by,
        }
        for name, (value, low, high) in made.items()
    ]
