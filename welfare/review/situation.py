"""What there is to share out again: money, people and poor of the provinces, and other claims."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from welfare.catalog import Indicator, catalogue
from welfare.queries import disparity, indicators
from welfare.review.scenario import Rule
from welfare.warehouse import Snapshot

UNIT = "thb_poor_person"
"""The unit of indicators that set money against the poor: both must be known to share it anew."""
RATES = {"poor_persons": "poverty_rate_pct", "tpmap_poor_persons": "tpmap_poor_pct"}
"""The share of the poor that belongs to their number."""
COUNTED: dict[Rule, tuple[str, ...]] = {
    "uncovered": ("not_registered_pct", "registered_persons"),
    "older": ("lgo_older_without_allowance_persons",),
    "disabled": ("lgo_disabled_without_help_persons",),
}
"""What counts the people in a need: one indicator, or a share and the people it is a share of."""
YEARS_TRIED = 3
"""Other years of the same edition that a need without an interval is tried by, nearest first."""


@dataclass(frozen=True)
class Situation:
    """Money of one kind and year, and the provinces among which it can be shared out.

    ``provinces`` is indexed by code: now (baht), people, poor (persons), need (the share of the
    poor, by which provinces stand in order), region. ``outside`` are those of which one of these is
    not known: their money is not moved. People of a province whose money and poor still count in
    another one are counted there too.
    """

    money: Indicator
    per_poor: Indicator
    year: int
    poor: Indicator
    poor_year: int
    rate: Indicator
    people: Indicator
    people_year: int
    provinces: pd.DataFrame
    outside: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """What a rule shares money by: a weight a province, and other estimates of the same.

    ``terms`` are the indicators and years that are multiplied into ``values``. ``low`` and ``high``
    are at the ends of the interval, None where none is known; ``others`` are years with the same
    need of each province.
    """

    rule: Rule
    terms: tuple[tuple[str, int], ...]
    values: pd.Series
    low: pd.Series | None = None
    high: pd.Series | None = None
    others: tuple[tuple[int, pd.Series], ...] = ()
    sources: tuple[str, ...] = ()


def moneys() -> dict[str, Indicator]:
    """Return the money that can be shared out anew, with the indicator of it per poor person."""
    return {
        indicator.measure.of[0]: indicator
        for indicator in catalogue().indicators.values()
        if indicator.unit == UNIT
    }


def money_years(snapshot: Snapshot, money: str) -> tuple[int, ...]:
    """Return the fiscal years (CE) in which money, people and poor are known, oldest first."""
    return disparity.compared_years(snapshot, moneys()[money].id)


def situation(snapshot: Snapshot, money: str, year: int) -> Situation:
    """Return what there is of ``money`` in ``year``, one of :func:`money_years`."""
    declared, per_poor = catalogue().indicators, moneys()[money]
    poor = declared[per_poor.measure.over[0]]
    poor_year = max(y for y in indicators.province_years(snapshot, poor.id) if y <= year)
    rate = declared[RATES[poor.id]]
    weighed = disparity.statistics(snapshot, per_poor.id)
    by = weighed[weighed["year"] == year].iloc[0]
    weighed_by = disparity.clusters(snapshot, per_poor.id, year).set_index("area_id")["people"]
    of_people = indicators.areas_in_year(snapshot, str(by["people_id"]), int(by["people_year"]))
    of_money = indicators.areas_in_year(snapshot, money, year)
    of_poor = indicators.areas_in_year(snapshot, poor.id, poor_year)
    of_rate = indicators.areas_in_year(snapshot, rate.id, poor_year)
    found = pd.DataFrame(
        {
            "now": _values(of_money),
            "people": weighed_by,
            "poor": _values(of_poor),
            "need": _values(of_rate),
        }
    ).dropna()
    provinces = catalogue().provinces
    return Situation(
        money=declared[money],
        per_poor=per_poor,
        year=year,
        poor=poor,
        poor_year=poor_year,
        rate=rate,
        people=declared[str(by["people_id"])],
        people_year=int(by["people_year"]),
        provinces=found.assign(region=[provinces[str(code)].region for code in found.index]),
        outside=tuple(code for code in provinces if code not in found.index),
        sources=tuple(indicators.sources_of(pd.concat([of_money, of_people, of_poor, of_rate]))),
    )


def claim(snapshot: Snapshot, here: Situation, rule: Rule) -> Claim | None:
    """Return what ``rule`` shares the money by; None where nothing is known near enough in time.

    A need is that of the last year before the money's, or of its own year, at most as many years
    away as people may be who weigh provinces.
    """
    if rule == "now":
        return Claim(rule, ((here.money.id, here.year),), here.provinces["now"])
    if rule == "head":
        return Claim(rule, ((here.people.id, here.people_year),), here.provinces["people"])
    if rule == "poor":
        return _of_poor(snapshot, here)
    names = COUNTED[rule]
    near = catalogue().compared.years_apart
    years = [y for y in indicators.province_years(snapshot, names[0]) if 0 <= here.year - y <= near]
    if not years:
        return None
    values, sources = _counted(snapshot, names, years[-1])
    return Claim(
        rule,
        tuple((name, years[-1]) for name in names),
        values.reindex(here.provinces.index),
        others=tuple(
            (year, _counted(snapshot, names, year)[0].reindex(here.provinces.index))
            for year in reversed(years[-1 - YEARS_TRIED : -1])
        ),
        sources=sources,
    )


def _of_poor(snapshot: Snapshot, here: Situation) -> Claim:
    rates = indicators.areas_in_year(snapshot, here.rate.id, here.poor_year)
    rates = rates.set_index("area_id").reindex(here.provinces.index)
    values, low, high = here.provinces["poor"], None, None
    if rates["low"].notna().all() and (rates["value"] > 0).all():
        low = values * rates["low"] / rates["value"]
        high = values * rates["high"] / rates["value"]
    return Claim(
        "poor",
        ((here.poor.id, here.poor_year),),
        values,
        low,
        high,
        others=_other_years(snapshot, here) if low is None else (),
        sources=here.sources,
    )


def _other_years(snapshot: Snapshot, here: Situation) -> tuple[tuple[int, pd.Series], ...]:
    """Return the poor of the years before, as far as they are told by the same poverty line."""
    series = indicators.province_series(snapshot, here.poor.id)
    series = series[series["area_kind"] == "province"]
    edition = series.loc[series["year"] == here.poor_year, "vintage_id"].iloc[0]
    same = series[(series["vintage_id"] == edition) & (series["year"] < here.poor_year)]
    years = sorted((int(year) for year in same["year"].unique()), reverse=True)[:YEARS_TRIED]
    by_year = {year: same[same["year"] == year].set_index("area_id")["value"] for year in years}
    return tuple((year, rows.reindex(here.provinces.index)) for year, rows in by_year.items())


def _counted(
    snapshot: Snapshot, names: Sequence[str], year: int
) -> tuple[pd.Series, tuple[str, ...]]:
    """Return the people in a need by province, the product of what ``names`` hold."""
    areas = [indicators.areas_in_year(snapshot, name, year) for name in names]
    product = _values(areas[0])
    for rows in areas[1:]:
        product = product * _values(rows) / 100
    return product, tuple(indicators.sources_of(pd.concat(areas)))


def _values(areas: pd.DataFrame) -> pd.Series:
    rows = areas[areas["area_kind"] == "province"]
    return rows.set_index("area_id")["value"].astype(float)
