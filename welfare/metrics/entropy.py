"""Generalised entropy as the mean of a divergence that is zero where a value equals the mean."""

import numpy as np

from welfare.metrics.sample import Array, MetricError, numbers

_SERIES = 1e-3
"""Nearer to the mean than this, a few terms of Taylor's series lose fewer digits than the whole."""

_NO_POWER = 1e-20
"""A power no further from zero makes no difference to any logarithm that there is."""


def mean(array: Array, weight: Array) -> float:
    """Return the weighted mean; exactly the value where all are equal."""
    low = array.min()
    return float(low + weight @ (array - low) / weight.sum())


def log_ratio(array: Array, centre: Array | float) -> Array:
    """Return the logarithm of value over centre, minus infinity at zero."""
    away = (array - centre) / centre
    with np.errstate(divide="ignore"):
        logarithm: Array = np.where(np.abs(away) < 0.5, np.log1p(away), np.log(array / centre))
    return logarithm


def divergence(array: Array, centre: Array | float, alpha: float) -> Array:
    """Return the term of the generalised entropy GE(alpha) that each value adds, zero or more.

    With r the value over its centre it is (r^a - 1 - a (r - 1)) / (a (a - 1)), in the limit
    r - 1 - ln r for a = 0 and r ln r - r + 1 for a = 1. Where the centre is the mean, the last
    terms cancel in the sum; with them every term is zero or more, and near 0 no digits are lost.
    """
    away, ratio = (array - centre) / centre, array / centre
    with np.errstate(over="ignore", invalid="ignore"):
        if alpha < 0.5:
            terms = (_growth(log_ratio(array, centre), alpha) - away) / (alpha - 1)
        else:
            terms = (ratio * _growth(log_ratio(array, centre), alpha - 1) - away) / alpha
    if alpha > 0:
        terms[ratio == 0] = 1 / alpha
    near = np.abs(away) * (1 + abs(alpha)) < _SERIES
    d = away[near]
    tail = 1 + (alpha - 2) * d / 3 * (1 + (alpha - 3) * d / 4 * (1 + (alpha - 4) * d / 5))
    terms[near] = d**2 / 2 * tail
    return np.maximum(terms, 0)


def with_logarithm(array: Array, zeros: float | None) -> Array:
    """Return values above zero, ``zeros`` in place of those that are zero.

    Raises
    ------
    MetricError
        ``zeros`` that is not a number above zero; zero among the values where it is None.
    """
    if zeros is not None:
        stand_in = float(numbers([zeros], "zeros")[0])
        if stand_in <= 0:
            raise MetricError("zeros", f"must be above zero, is {stand_in:g}")
        return np.where(array == 0, stand_in, array)
    if not array.all():
        raise MetricError("values", "holds zero, which has no logarithm; say by zeros what it is")
    return array


def _growth(logarithm: Array, power: float) -> Array:
    """Return (r^power - 1) / power of ln r, which is ln r itself at a power of zero."""
    return np.expm1(power * logarithm) / power if abs(power) > _NO_POWER else logarithm
