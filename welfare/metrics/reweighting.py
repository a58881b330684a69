"""Measures of the same values under many sets of weights, as resampling needs them.

Each is prepared once for the values; given a matrix of weights, one set a row, it returns a number
for each row: NaN where the row leaves the measure undefined.
"""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from welfare.metrics.entropy import divergence, log_ratio
from welfare.metrics.sample import Array

OfEach: TypeAlias = Callable[[Array], Array]

_NEAR = 0.5


def gini_of_each(values: Array) -> OfEach:
    """Prepare the Gini coefficient of the values by each row of weights."""
    order = np.argsort(values, kind="stable")
    steps, sorted_already = np.diff(values[order]), bool((np.diff(order) == 1).all())

    def of_each(weights: Array) -> Array:
        below = np.cumsum(weights if sorted_already else weights[:, order], axis=1)
        people, total = below[:, -1], weights @ values
        apart = np.einsum("ij,ij,j->i", below[:, :-1], people[:, None] - below[:, :-1], steps)
        found = np.full(people.size, np.nan)
        np.divide(apart, people * total, out=found, where=_defined(total, weights))
        return found

    return of_each


def theil_t_of_each(values: Array) -> OfEach:
    """Prepare Theil's T of the values by each row of weights.

    Where the mean of a row is near that of all values, divergences from the latter are summed,
    which are small and lose no digits.
    """
    low, centre = values.min(), values.mean()
    away, far = divergence(values, centre, 1), _with_logarithm(values, centre)

    def of_each(weights: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            people = weights.sum(axis=1)
            means = low + weights @ (values - low) / people
            ratio = means / centre
            close = weights @ away / people - divergence(means, centre, 1)
            whole = weights @ far / people - _with_logarithm(means, centre)
            found = np.where(np.abs(ratio - 1) < _NEAR, close, whole) / ratio
        return np.where(_defined(means, weights), np.maximum(found, 0.0), np.nan)

    return of_each


def gini_without_each(values: Array, weights: Array) -> Array:
    """Return the Gini coefficient without each value in turn; NaN where the rest leaves none."""
    order = np.argsort(values, kind="stable")
    y, w = values[order], weights[order]
    steps = np.diff(y)
    people, total = (_before(part) + _after(part) for part in (w, w * y))
    below, above = _before(w), _after(w)
    lower = np.concatenate(([0.0], np.cumsum(below[1:] * steps)))
    upper = np.concatenate((np.cumsum((above[:-1] * steps)[::-1])[::-1], [0.0]))
    apart = _before(w * lower) + _after(w * upper) + below * upper + above * lower
    rest = np.where(total > 0, people * total, np.nan)
    found = np.empty_like(y)
    found[order] = apart / rest if y.size > 2 else np.nan
    return found


def concentration_without_each(outcome: Array, rank_by: Array, weights: Array) -> Array:
    """Return the concentration index without each row in turn; NaN where the rest leaves none."""
    left = weights * (1 - np.eye(weights.size))
    _, tied = np.unique(rank_by, return_inverse=True)
    together = np.zeros((weights.size, tied.max() + 1))
    np.add.at(together.T, tied, left.T)
    below = np.cumsum(together, axis=1)
    people, total = below[:, -1:], left @ outcome
    with np.errstate(divide="ignore", invalid="ignore"):
        ranks = ((below - together / 2) / people - 0.5)[:, tied]
        means = total[:, None] / people
        found = 2 * (left * (outcome - means) * ranks).sum(axis=1) / total
    return np.where(_defined(total, left), found, np.nan)


def _with_logarithm(values: Array, centre: float) -> Array:
    """Return r ln r of the ratios of the values to their centre, 0 where that is 0."""
    with np.errstate(invalid="ignore"):
        return np.where(values > 0, values / centre * log_ratio(values, centre), 0.0)


def _defined(total: Array, weights: Array) -> NDArray[np.bool_]:
    """Tell for which rows of weights there are two values and a total of which to have shares."""
    defined: NDArray[np.bool_] = (total > 0) & (np.count_nonzero(weights, axis=1) > 1)
    return defined


def _before(row: Array) -> Array:
    """Return, at each place, the sum of what stands before it."""
    return np.concatenate(([0.0], np.cumsum(row)[:-1]))


def _after(row: Array) -> Array:
    """Return, at each place, the sum of what stands after it."""
    return _before(row[::-1])[::-1]
