"""Rates of small and large provinces within what chance alone explains."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from welfare.catalog import COUNTRY, Indicator, catalogue
from welfare.metrics.funnel import Funnel, funnel_limits, outside_funnel
from welfare.review.latest import Latest, latest
from welfare.warehouse import Snapshot

KINDS = {"wilson": "binomial", "byar": "poisson"}
CURVE = 60
"""Points from which the limits are drawn."""


@dataclass(frozen=True, eq=False)
class FunnelFacts:
    """An indicator of counts: each province's value over the people behind it, and the limits.

    ``rows`` has area_id, value, people and ``passed``: how many of the two limits (95 and 99.8 per
    cent) the value lies above, below zero where it lies beneath; the furthest outside first.
    ``common`` is the rate of the nation, or of all provinces together. ``curves`` has people, and
    low and high of each limit, in the unit of the values.
    """

    one: Latest
    common: float
    rows: pd.DataFrame
    curves: tuple[pd.DataFrame, pd.DataFrame]


def counted(snapshot: Snapshot) -> list[Indicator]:
    """Return the indicators whose chance is that of a count, and that provinces have."""
    return [
        indicator
        for indicator in catalogue().indicators.values()
        if indicator.chance is not None and latest(snapshot, indicator) is not None
    ]


def funnel_of(snapshot: Snapshot, indicator: Indicator) -> FunnelFacts | None:
    """Return the funnel of the latest year; None where fewer than two provinces are known."""
    one = latest(snapshot, indicator)
    if one is None or indicator.chance is None:
        return None
    known = [
        (code, value, people)
        for code in catalogue().provinces
        if (value := one.value(code)) is not None and (people := one.number(code, "n"))
    ]
    rows = pd.DataFrame(known, columns=["area_id", "value", "people"])
    if len(rows) < 2:
        return None
    scale = 100.0 if indicator.unit == "percent" else indicator.measure.per
    nation = one.value(COUNTRY)
    pooled = float((rows["value"] * rows["people"]).sum() / rows["people"].sum())
    common = pooled if nation is None else nation
    kind = KINDS[indicator.chance.interval]
    exposure = rows["people"].round()
    drawn = np.geomspace(exposure.min(), exposure.max(), CURVE).round()
    limits = _limits(exposure, common / scale, kind)
    rows["passed"] = outside_funnel(rows["value"] / scale, limits)
    rows["distance"] = (rows["passed"].abs() * 10) + (rows["value"] / common - 1).abs()
    rows = rows.sort_values(["distance", "area_id"], ascending=[False, True])
    inner, outer = (
        pd.DataFrame({"people": drawn, "low": one_.low * scale, "high": one_.high * scale})
        for one_ in _limits(drawn, common / scale, kind)
    )
    return FunnelFacts(
        one, common, rows.drop(columns="distance").reset_index(drop=True), (inner, outer)
    )


def _limits(exposure: object, rate: float, kind: str) -> tuple[Funnel, ...]:
    return funnel_limits(exposure, rate, kind=kind)  # type: ignore[arg-type]  # one of KINDS
