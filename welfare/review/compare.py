"""Provinces, regions, age groups or years side by side, for a page and for a printed brief.

:func:`comparison` fetches and reckons all that is shown: a :class:`Multiple` for each indicator, in
it a :class:`Panel` for each member, on axes that its panels share. Sentences and the table of it
are made by :mod:`welfare.review.compare_words`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, catalogue
from welfare.catalog.expand import of_life_course
from welfare.metrics.series import same_method
from welfare.queries import indicators as queries
from welfare.warehouse import Snapshot

By = Literal["provinces", "regions", "ages", "years"]
Scale = Literal["absolute", "indexed"]
Refusal = Literal["one_year", "no_common_year", "zero", "years"]
"""Why an index has no sense: one year only, no two years in which all are known by one method, a
first value of zero, or years that are themselves what is compared."""
MOST_MEMBERS, MOST_INDICATORS = 8, 4
DEFAULT_INDICATORS = ("poverty_rate_pct", "household_income_thb")
BASE = 100.0


@dataclass(frozen=True)
class Panel:
    """One member of one multiple: its indicator and values.

    ``rows`` has area_id, year, value, vintage_id: a member's years, or the regions of one year.
    """

    member: str
    indicator: Indicator
    rows: pd.DataFrame


@dataclass(frozen=True)
class Multiple:
    """One indicator over all members.

    ``low`` and ``high`` are the ends of the value axis that all panels share, ``years`` the first
    and last year. ``nation`` has the country's rows to set beside, none where the nation is the sum
    of its parts. ``base_year`` is the year that is 100 where values are indexed; ``refused`` is why
    they are not, though that was asked for.
    """

    indicator: Indicator
    panels: tuple[Panel, ...]
    nation: pd.DataFrame
    low: float
    high: float
    years: tuple[int, int]
    base_year: int | None
    refused: Refusal | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What stands side by side; ``area`` is where age groups are looked at."""

    by: By
    members: tuple[str, ...]
    scale: Scale
    area: str
    multiples: tuple[Multiple, ...]


def comparison(
    snapshot: Snapshot,
    by: By = "provinces",
    *,
    members: Sequence[str] = (),
    indicators: Sequence[str] = (),
    scale: Scale = "absolute",
    area: str = COUNTRY,
) -> Comparison:
    """Return provinces, regions, age groups or years side by side.

    Parameters
    ----------
    members
        Area ids (``TH`` is the country), life courses, or years (CE) as text, at most
        ``MOST_MEMBERS``; what does not fit ``by`` is left out. None gives :func:`default_members`.
    indicators
        At most ``MOST_INDICATORS``, of those that :func:`comparable` gives; others are left out.
    scale
        ``indexed`` sets the first year in which all members are known by their latest method to
        100; where that has no sense values stay as they are, and the multiple says why.
    area
        Where age groups are looked at: the country or a province.
    """
    chosen = chosen_indicators(snapshot, by, indicators)
    possible = possible_members(snapshot, by, chosen[0])
    shown = tuple(m for m in dict.fromkeys(members) if m in possible)[:MOST_MEMBERS]
    shown = shown or default_members(snapshot, by, chosen[0])
    return Comparison(
        by=by,
        members=shown,
        scale=scale,
        area=area,
        multiples=tuple(
            _multiple([_panel(snapshot, by, m, name, area) for m in shown], snapshot, by, scale)
            for name in chosen
        ),
    )


def chosen_indicators(snapshot: Snapshot, by: By, asked: Sequence[str]) -> list[str]:
    """Return those of ``asked`` that can be compared, at most ``MOST_INDICATORS``, or defaults."""
    known = comparable(snapshot, by)
    chosen = [name for name in asked if name in known][:MOST_INDICATORS]
    return chosen or [name for name in DEFAULT_INDICATORS if name in known] or known[:1]


def comparable(snapshot: Snapshot, by: By) -> list[str]:
    """Return the indicators that can be compared, in the catalogue's order."""

    def find() -> list[str]:
        declared = [i for i in catalogue().indicators.values() if i.of_all is None]
        if by == "ages":
            return [i.id for i in declared if i.each_life_course]
        found = []
        for indicator in declared:
            years = queries.province_years(snapshot, indicator.id)
            if years and (by == "provinces" or _regions_known(snapshot, indicator.id)):
                found.append(indicator.id)
        return found

    return snapshot.remember(("comparable", by), find)


def possible_members(snapshot: Snapshot, by: By, indicator: str) -> list[str]:
    """Return what can be set side by side; years are those of ``indicator``, oldest first."""
    if by == "provinces":
        return [COUNTRY, *catalogue().provinces]
    if by == "regions":
        return [COUNTRY, *_regions()]
    if by == "ages":
        return list(catalogue().life_courses)
    rows = queries.province_series(snapshot, indicator)
    rows = rows[rows["area_id"].isin(_regions()) & rows["value"].notna()]
    return [str(year) for year in sorted(rows["year"].unique())]


def default_members(snapshot: Snapshot, by: By, indicator: str) -> tuple[str, ...]:
    """Return what stands side by side before a choice: the ends and the country, or all there are.

    Of provinces those with the highest and the lowest value of the last year; of years the first,
    the middle and the last of the latest method.
    """
    possible = possible_members(snapshot, by, indicator)
    if by == "years":
        same = _of_last_method(snapshot, indicator, possible)
        return tuple(dict.fromkeys((same[0], same[len(same) // 2], same[-1])))
    if by != "provinces":
        return tuple(possible[:MOST_MEMBERS])
    declared = catalogue().indicators[indicator]
    years = queries.province_years(snapshot, indicator)
    whole = [y for y in years if y not in catalogue().incomplete_years(declared)]
    areas = queries.areas_in_year(snapshot, indicator, (whole or list(years))[-1])
    values = areas[areas["area_kind"] == "province"].set_index("area_id")["value"].dropna()
    return tuple(dict.fromkeys((str(values.idxmax()), str(values.idxmin()), COUNTRY)))


def _of_last_method(snapshot: Snapshot, indicator: str, years: Sequence[str]) -> list[str]:
    """Return the years that were made by the method and edition of the last one."""
    series = queries.province_series(snapshot, indicator)
    rows = series[series["year"].astype(str).isin(years)].drop_duplicates("year")
    last = same_method(rows.sort_values("year"), catalogue().indicators[indicator])[-1]
    return [str(year) for year in last["year"]]


def _regions() -> list[str]:
    """Return the area ids of the five regions; Bangkok, which is its own, by its code."""
    provinces = catalogue().provinces
    found = (catalogue().region_around(code) or code for code in provinces)
    return list(dict.fromkeys(found))


def _regions_known(snapshot: Snapshot, indicator: str) -> bool:
    rows = queries.province_series(snapshot, indicator)
    known = rows[rows["value"].notna()]["area_id"]
    return set(_regions()) <= {*known, "10"} and bool(known.isin(_regions()).any())


def _multiple(panels: list[Panel], snapshot: Snapshot, by: By, scale: Scale) -> Multiple:
    own = panels[0].indicator
    indicator = catalogue().indicators[own.of_all or own.id]
    series = queries.province_series(snapshot, indicator.id)
    summed = catalogue().units[indicator.unit].additive
    nation = _of(series, COUNTRY) if by in ("provinces", "regions") and not summed else None
    base, refused = _base(by, panels) if scale == "indexed" else (None, None)
    if base is not None:
        panels = [Panel(p.member, p.indicator, _indexed(p, base)) for p in panels]
        nation = None
    rows = pd.concat([panel.rows for panel in panels])
    known = rows["value"].dropna()
    years = rows.loc[rows["value"].notna(), "year"]
    low = float(known.min()) if base is not None else min(0.0, float(known.min() or 0))
    sources = queries.sources_of(rows)
    return Multiple(
        indicator=indicator,
        panels=tuple(panels),
        nation=nation if nation is not None else rows.iloc[:0],
        low=low if known.size else 0.0,
        high=float(known.max()) if known.size else 1.0,
        years=(int(years.min()), int(years.max())) if years.size else (0, 0),
        base_year=base,
        refused=refused,
        sources=tuple(sources),
    )


def _panel(snapshot: Snapshot, by: By, member: str, name: str, area: str) -> Panel:
    indicator = catalogue().indicators[name]
    if by == "ages":
        own = catalogue().indicators[of_life_course(indicator.id, member)]
        return Panel(member, own, _of(queries.province_series(snapshot, own.id), area))
    series = queries.province_series(snapshot, indicator.id)
    if by == "years":
        order = [COUNTRY, *_regions()]
        if catalogue().units[indicator.unit].additive:
            order.remove(COUNTRY)
        rows = series[(series["year"] == int(member)) & series["area_id"].isin(order)]
        return Panel(
            member, indicator, rows.sort_values("area_id", key=lambda a: a.map(order.index))
        )
    return Panel(member, indicator, _of(series, member))


def _of(series: pd.DataFrame, area: str) -> pd.DataFrame:
    return series[series["area_id"] == area].sort_values("year")


def _base(by: By, panels: Sequence[Panel]) -> tuple[int | None, Refusal | None]:
    """Return the year that is 100, the first in which all are known by one method; or why none."""
    if by == "years":
        return None, "years"
    stretches = [_latest_method(panel) for panel in panels]
    if all(len(rows) < 2 for rows in stretches):
        return None, "one_year"
    common = set.intersection(*(set(rows["year"]) for rows in stretches))
    if len(common) < 2:
        return None, "no_common_year"
    base = int(min(common))
    if any((rows.loc[rows["year"] == base, "value"] <= 0).any() for rows in stretches):
        return None, "zero"
    return base, None


def _latest_method(panel: Panel) -> pd.DataFrame:
    partly = catalogue().incomplete_years(panel.indicator)
    known = panel.rows[panel.rows["value"].notna() & ~panel.rows["year"].isin(partly)]
    parts = same_method(known, panel.indicator) if len(known) else []
    return parts[-1] if parts else known


def _indexed(panel: Panel, base: int) -> pd.DataFrame:
    rows = _latest_method(panel)
    rows = rows[rows["year"] >= base]
    first = float(rows.loc[rows["year"] == base, "value"].iloc[0])
    return rows.assign(value=BASE * rows["value"] / first)
