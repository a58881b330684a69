"""The events behind a value in which chance is known, and the interval that they give it."""

import numpy as np
from numpy.typing import ArrayLike

from welfare.catalog import Indicator
from welfare.metrics.intervals import Limits, Proportion, Rate, byar, wilson
from welfare.metrics.sample import Array


def counted(indicator: Indicator, value: float, behind: float) -> Proportion | Rate:
    """Return the events that make a value, out of the people or the exposure behind it."""
    events = value / _scale(indicator) * behind
    return Proportion(events, behind) if _is_share(indicator) else Rate(events, behind)


def chance_limits(
    indicator: Indicator, values: ArrayLike, behind: ArrayLike, *, confidence: float = 0.95
) -> Limits[Array]:
    """Return the limits of values that are shares or rates, in the unit of the values."""
    scale, exposure = _scale(indicator), np.asarray(behind, dtype=float)
    events = np.asarray(values, dtype=float) / scale * exposure
    interval = wilson if _is_share(indicator) else byar
    found = interval(events, exposure, confidence=confidence)
    return Limits(found.estimate * scale, found.low * scale, found.high * scale)


def _is_share(indicator: Indicator) -> bool:
    return indicator.chance is not None and indicator.chance.interval == "wilson"


def _scale(indicator: Indicator) -> float:
    """Return what a value is divided by to be events for each of those behind it."""
    return 100.0 if indicator.unit == "percent" else indicator.measure.per
