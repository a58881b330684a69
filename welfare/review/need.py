"""Need beside reach: where much of the one meets little of the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from welfare.catalog import COUNTRY, Indicator, catalogue
from welfare.charts.need_and_reach import Quadrant, Side
from welfare.queries import indicators as queries
from welfare.warehouse import Snapshot

VULNERABLE = "percent"
"""The unit in which a part of the people is told, which may need more than others."""


@dataclass(frozen=True)
class Quadrants:
    """The provinces by need and reach.

    ``rows`` has a row a province in which both are known, in the order of
    :func:`in_quadrants`; ``unknown`` tells of the others by area_id which value is known
    (need_known, reach_known) and what flags the other (need_flag, reach_flag).
    """

    need: Side
    reach: Side
    rows: pd.DataFrame
    unknown: pd.DataFrame
    sources: tuple[str, ...]

    def members(self, quadrant: Quadrant) -> pd.DataFrame:
        """Return the rows of one quadrant."""
        return self.rows[self.rows["quadrant"] == quadrant]


def is_need(indicator: Indicator) -> bool:
    """Tell whether an indicator says how much need there is, whatever the size of a province.

    A share or a rate of what should fall, under the theme of need; and a part of the people.
    """
    if catalogue().units[indicator.unit].additive:
        return False
    if indicator.theme == "people":
        return indicator.unit == VULNERABLE
    return indicator.theme == "need" and indicator.direction == "down"


def is_reach(indicator: Indicator) -> bool:
    """Tell whether an indicator says how far welfare reaches: a share of people, baht a person."""
    additive = catalogue().units[indicator.unit].additive
    return indicator.theme in {"reach", "money", "partners"} and not additive


def known_by_province(snapshot: Snapshot, kind: Callable[[Indicator], bool]) -> list[Indicator]:
    """Return the indicators of a kind, for all ages, that provinces have values of."""
    return [
        indicator
        for indicator in catalogue().indicators.values()
        if indicator.of_all is None
        and kind(indicator)
        and queries.province_years(snapshot, indicator.id)
    ]


def complete_years(snapshot: Snapshot, indicator: Indicator) -> tuple[int, ...]:
    """Return the years (CE) with values of provinces, without those covered in part only."""
    years = queries.province_years(snapshot, indicator.id)
    left_out = catalogue().incomplete_years(indicator)
    return tuple(year for year in years if year not in left_out) or years


def years_beside(
    needs: Sequence[int], reaches: Sequence[int], asked: int | None
) -> tuple[int, int]:
    """Return the years of need and of reach that are set side by side.

    The reach is of the year ``asked`` for, or the nearest to it; without one, of the year that lies
    nearest to any of need, the latest of several. The need is of the nearest year to that of the
    reach, the earlier of two as near.

    Examples
    --------
    >>> years_beside([2009, 2010, 2011], [2008, 2011, 2012], None)
    (2011, 2011)
    >>> years_beside([2009, 2010, 2011], [2008, 2011, 2012], 2008)
    (2009, 2008)
    """

    def gap(year: int) -> int:
        return min(abs(need - year) for need in needs)

    if asked is None:
        reach = min(reaches, key=lambda year: (gap(year), -year))
    else:
        reach = min(reaches, key=lambda year: (abs(year - asked), -year))
    return min(needs, key=lambda year: (abs(year - reach), year)), reach


def quadrants(
    snapshot: Snapshot, need: Indicator, reach: Indicator, asked: int | None
) -> Quadrants:
    """Return the provinces by need and reach, in the years :func:`years_beside` sets side by side.

    The lines are the nation's values of the same edition; the median of the provinces where the
    nation has none.
    """
    needs, reaches = complete_years(snapshot, need), complete_years(snapshot, reach)
    need_year, reach_year = years_beside(needs, reaches, asked)
    need_areas = queries.areas_in_year(snapshot, need.id, need_year)
    reach_areas = queries.areas_in_year(snapshot, reach.id, reach_year)
    sides = _side(need, need_year, need_areas), _side(reach, reach_year, reach_areas)
    both = _of_provinces(need_areas, "need").join(_of_provinces(reach_areas, "reach"), how="outer")
    both["need_known"], both["reach_known"] = both["need"].notna(), both["reach"].notna()
    known = both["need_known"] & both["reach_known"]
    flags = ["need_known", "need_flag", "reach_known", "reach_flag"]
    return Quadrants(
        *sides,
        rows=in_quadrants(both[known].reset_index(), *sides),
        unknown=both.loc[~known, flags].reset_index(),
        sources=tuple(queries.sources_of(pd.concat([need_areas, reach_areas]))),
    )


def _side(indicator: Indicator, year: int, areas: pd.DataFrame) -> Side:
    nation = areas.set_index("area_id")["value"].get(COUNTRY)
    if pd.notna(nation):
        return Side(indicator, year, float(nation), "nation")
    provinces = areas.loc[areas["area_kind"] == "province", "value"]
    return Side(indicator, year, float(provinces.median()), "median")


def _of_provinces(areas: pd.DataFrame, name: str) -> pd.DataFrame:
    rows = areas[areas["area_kind"] == "province"].set_index("area_id")
    return pd.DataFrame(
        {
            name: rows["value"].astype(float),
            f"{name}_low": rows["low"].astype(float),
            f"{name}_high": rows["high"].astype(float),
            f"{name}_flag": rows["flag"],
        }
    )


def in_quadrants(rows: pd.DataFrame, need: Side, reach: Side) -> pd.DataFrame:
    """Return provinces with their quadrant, those that stand out on both sides first.

    A province whose interval holds a line cannot be put on either side of it and is ``unclear``. On
    a line need is not high and reach not low. Within a quadrant stands first the province whose
    lesser side stands out most: ``beyond`` is the smaller of the parts of the other provinces with
    less need and with more reach, from 0 to 1.

    Parameters
    ----------
    rows
        area_id, and need, need_low, need_high, reach, reach_low, reach_high; limits may be null.

    Returns
    -------
    DataFrame
        ``rows`` with the columns quadrant and beyond.
    """
    found = rows.copy()
    sign = -1 if reach.downwards else 1
    needy = found["need"] > need.line
    short = sign * found["reach"] < sign * reach.line
    names = {
        (True, True): "high_need_low_reach",
        (True, False): "high_need_high_reach",
        (False, True): "low_need_low_reach",
        (False, False): "low_need_high_reach",
    }
    unclear = _holds(found, "need", need.line) | _holds(found, "reach", reach.line)
    found["quadrant"] = [
        "unclear" if open_ else names[bool(much), bool(little)]
        for open_, much, little in zip(unclear, needy, short, strict=True)
    ]
    others = max(len(found) - 1, 1)
    less_need = (found["need"].rank(method="min") - 1) / others
    more_reach = ((-sign * found["reach"]).rank(method="min") - 1) / others
    found["beyond"] = pd.concat([less_need, more_reach], axis=1).min(axis=1)
    found["further"] = pd.concat([less_need, more_reach], axis=1).max(axis=1)
    ordered = found.sort_values(["beyond", "further", "area_id"], ascending=[False, False, True])
    return ordered.drop(columns="further").reset_index(drop=True)


def _holds(rows: pd.DataFrame, name: str, line: float) -> "pd.Series[bool]":
    """Tell where an interval holds a line; where none is known, it does not."""
    return (rows[f"{name}_low"] <= line) & (line <= rows[f"{name}_high"])
