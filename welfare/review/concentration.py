"""Whether each programme lies with the provinces in need: by system, and by age where known."""

from collections.abc import Mapping, Sequence

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.metrics.concentration import concentration_index
from welfare.metrics.resampling import jackknife
from welfare.metrics.sample import MetricError
from welfare.queries import disparity as queries
from welfare.queries import indicators as indicator_queries
from welfare.queries import people as people_queries
from welfare.warehouse import Snapshot

Values = Mapping[tuple[str, int], "pd.Series[float]"]
"""The provinces' values by indicator and year."""
FUND = "promotion_fund"
"""The programme of grants that name none."""
COLUMNS = (
    "indicator_id",
    "of_all",
    "age",
    "system",
    "year",
    "need_id",
    "need_year",
    "value",
    "low",
    "high",
    "n",
)


def system_of(indicator: Indicator) -> str | None:
    """Return the system of what an indicator counts; None where it has none, or several."""
    measure = indicator.measure
    if measure.kind == "quotient":
        return system_of(catalogue().indicators[measure.of[0]])
    programmes = measure.programmes
    if measure.kind == "grants" and not programmes:
        programmes = (FUND,)
    found = {catalogue().programmes[name].system for name in programmes}
    if measure.lines:
        taken = [t for volume in catalogue().budget_volumes.values() for t in volume.taken]
        found |= {t.system for t in taken if {t.plan, t.project} & set(measure.lines)}
    return next(iter(found)) if len(found) == 1 else None


def programmes(snapshot: Snapshot) -> pd.DataFrame:
    """Return the latest concentration index of each money and each coverage along need.

    That of money is the build's (bootstrap interval). Coverage is ranked by the same needs, each
    province counting with its people of the age; its interval leaves out one province after
    another.

    Returns
    -------
    DataFrame
        Columns :data:`COLUMNS`: ``of_all`` is the indicator of all ages, ``age`` a life-course
        group or null for all, ``system`` null where there is none; ``value``, ``low`` and ``high``
        run from -1 (all in the neediest province) to 1.
    """
    rows = [*_of_money(snapshot), *_of_coverage(snapshot)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_money(snapshot: Snapshot) -> list[dict[str, object]]:
    found = queries.concentration(snapshot)
    found = found[found["statistic_id"] == "concentration_index"]
    latest = found.sort_values("year").groupby("indicator_id").tail(1).set_index("indicator_id")
    kept = ["year", "need_id", "need_year", "value", "low", "high", "n"]
    return [
        {
            "indicator_id": name,
            "of_all": name,
            "age": None,
            "system": system_of(catalogue().indicators[name]),
            **latest.loc[name, kept].to_dict(),
        }
        for name in catalogue().followed.money
        if name in latest.index
    ]


def _of_coverage(snapshot: Snapshot) -> list[dict[str, object]]:
    """Return the rows of the shares of people that are known by age, all ages before each."""
    shares = [i for i in catalogue().indicators.values() if i.measure.kind == "share"]
    needs = [need.indicator for need in catalogue().followed.needs]
    areas = indicator_queries.all_areas(snapshot, [*(i.id for i in shares), *needs])
    known = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    values = {
        (str(name), int(year)): rows.set_index("area_id")["value"]
        for (name, year), rows in known.groupby(["indicator_id", "year"])
    }
    found = (_along_need(snapshot, indicator, values) for indicator in shares)
    return [row for row in found if row is not None]


def _along_need(
    snapshot: Snapshot, indicator: Indicator, values: Values
) -> dict[str, object] | None:
    """Return the index of the latest year that has a need; None without one, or where all is 0."""
    age = indicator.measure.life_course
    for year in sorted((y for name, y in values if name == indicator.id), reverse=True):
        need = _need_of(year, values)
        if need is None:
            continue
        rows = pd.DataFrame(
            {
                "value": values[indicator.id, year],
                "need": values[need],
                "people": _people(snapshot, year, age),
            }
        ).dropna()
        if not rows["value"].any():
            return None
        low, high = _interval(rows)
        return {
            "indicator_id": indicator.id,
            "of_all": indicator.of_all or indicator.id,
            "age": age,
            "system": system_of(indicator),
            "year": year,
            "need_id": need[0],
            "need_year": need[1],
            "value": concentration_index(rows["value"], -rows["need"], rows["people"]),
            "low": low,
            "high": high,
            "n": len(rows),
        }
    return None


def _need_of(year: int, values: Values) -> tuple[str, int] | None:
    """Return the need, with its latest year, that a year is set against by declaration."""
    for need in catalogue().followed.needs:
        before = range(year - need.years_before, year + 1)
        fitting = [y for name, y in values if name == need.indicator and y in before]
        if fitting:
            return need.indicator, max(fitting)
    return None


def _interval(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    """Return the interval of the index; none where a single province has all there is."""
    try:
        found = jackknife(concentration_index, (rows["value"], -rows["need"]), rows["people"])
    except MetricError:
        return None, None
    return found.low, found.high


def _people(snapshot: Snapshot, year: int, age: str | None) -> "pd.Series[float]":
    rows = people_queries.people_by_life_course(snapshot, year)
    kept = rows if age is None else rows[rows["life_course_id"] == age]
    return kept.groupby("province_code")["persons"].sum()


def in_order(rows: pd.DataFrame, systems: Sequence[str]) -> pd.DataFrame:
    """Return rows by system in the order of ``systems``, what has none last."""
    place = {system: number for number, system in enumerate(systems)}
    keys = rows["system"].map(lambda system: place.get(system, len(place)))
    return rows.assign(place=keys).sort_values("place", kind="stable").drop(columns="place")
