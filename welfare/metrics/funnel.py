"""How far the rates of small and large areas may lie from a common rate by chance alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.sample import Array, MetricError, fraction, numbers

_BLOCK = 2**20
_EXACT = 1000.0


@dataclass(frozen=True)
class Funnel:
    """The lowest and highest rate that chance explains in each area, with one confidence."""

    confidence: float
    low: Array
    high: Array


def funnel_limits(
    exposure: ArrayLike,
    rate: float,
    *,
    confidence: float | Iterable[float] = (0.95, 0.998),
    kind: Literal["poisson", "binomial"],
) -> tuple[Funnel, ...]:
    r"""Limits within which an area's rate stays by chance if its true rate is the common one.

    Drawn over exposure they make a funnel: wide for small areas, narrow for large ones. An area
    outside the funnel differs; areas inside have no order.

    Parameters
    ----------
    exposure
        Of each area: for ``poisson`` what events occur in, such as person-years; for ``binomial`` a
        whole number of people.
    rate
        The common rate, events a unit of exposure or proportion of people.
    confidence
        How often an area with the common rate stays inside; one number or several.
    kind
        ``poisson`` for counts of events, ``binomial`` for people of whom some are counted.

    Returns
    -------
    tuple of Funnel
        One for each confidence, in the order given: ``low`` and ``high`` of each area in the unit
        of ``rate``, zero or more, and at most 1 for ``binomial``.

    Raises
    ------
    MetricError
        An ``exposure`` not above zero, or for ``binomial`` not whole; a ``rate`` not above zero, or
        for ``binomial`` not below 1; ``confidence`` not between 0 and 1; an unknown ``kind``.

    Notes
    -----
    .. math:: low = \frac{1}{e} \left( r - \frac{F(r) - q}{F(r) - F(r - 1)} \right), \qquad
        r = \min \{ k : F(k) \ge q \}, \qquad q = \tfrac{1}{2} (1 - c)

    F is the distribution function of the count, Poisson or binomial, taken as straight between two
    counts. The high limit is the same from above, with P(X >= k) in place of F(k), so that a count
    outside has at most the probability q; with F on both sides, as first published, it is one count
    lower. Where the standard deviation of the count is above 1,000, the normal quantile corrected
    for skewness stands for the exact one, which differs by less than a hundredth of a count.

    Range: 0 and more; low is below the rate or 0, high above it.

    Zeros: where the expected count is small the low limit is 0: having none is no sign of anything.

    Limits: of 77 areas with the common rate up to four lie outside 95 per cent. Where areas differ
    more than chance for reasons that are not at issue (age, reporting), too many lie outside.

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24(8), 1185-1202.

    Examples
    --------
    >>> inner, outer = funnel_limits([100, 10_000], 0.1, kind="binomial")
    >>> [round(float(low), 3) for low in inner.low], [round(float(low), 3) for low in outer.low]
    ([0.04, 0.094], [0.014, 0.091])
    """  # noqa: E501
    if kind not in {"poisson", "binomial"}:
        raise MetricError("kind", f"must be 'poisson' or 'binomial', is {kind!r}")
    binomial = kind == "binomial"
    size = numbers(exposure, "exposure")
    if (size <= 0).any():
        raise MetricError("exposure", f"must be above zero, holds {size.min():g}")
    if binomial and (size != np.floor(size)).any():
        raise MetricError("exposure", "holds parts of people; round an effective sample size")
    common = fraction(rate, "rate") if binomial else float(numbers([rate], "rate")[0])
    if common <= 0:
        raise MetricError("rate", f"must be above zero, is {common:g}")
    given: Any = [confidence] if np.isscalar(confidence) else confidence
    levels = [fraction(level, "confidence") for level in given]
    if not levels:
        raise MetricError("confidence", "is empty")
    low, high = _counts(np.array(levels), size, common, binomial)
    return tuple(Funnel(*one) for one in zip(levels, low / size, high / size, strict=True))


def outside_funnel(rates: ArrayLike, funnels: Iterable[Funnel]) -> NDArray[np.int_]:
    r"""Tell which areas lie outside the limits of chance, and how many of the limits they pass.

    Parameters
    ----------
    rates
        The rate of each area, in the order of the funnels' exposure.
    funnels
        What :func:`funnel_limits` gives.

    Returns
    -------
    array of int
        For each area 0 inside all limits; 1, 2, … above so many of them; -1, -2, … below so many.

    Raises
    ------
    MetricError
        No funnel; rates that are not finite or not one an area.

    Notes
    -----
    .. math:: \#\{c : r_i > high_{c,i}\} - \#\{c : r_i < low_{c,i}\}

    Range: from minus to plus the number of funnels.

    Ties: a rate on a limit is inside.

    Limits: says that an area differs from the common rate, not why, nor whether that is good.

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24(8), 1185-1202.

    Examples
    --------
    >>> funnels = funnel_limits([100, 10_000, 10_000], 0.1, kind="binomial")
    >>> outside_funnel([0.12, 0.12, 0.093], funnels).tolist()
    [0, 2, -1]
    """  # noqa: E501
    drawn = tuple(funnels)
    if not drawn:
        raise MetricError("funnels", "are none")
    found = numbers(rates, "rates", like=drawn[0].low)
    above = [found > one.high for one in drawn]
    below = [found < one.low for one in drawn]
    passed: NDArray[np.int_] = np.sum(above, axis=0) - np.sum(below, axis=0)
    return passed


def _counts(levels: Array, size: Array, rate: float, binomial: bool) -> tuple[Array, Array]:
    """Return the lowest and the highest count of each level (rows) and area (columns)."""
    mean = size * rate
    spread = np.sqrt(mean * (1 - rate if binomial else 1))
    z = np.array([NormalDist().inv_cdf(0.5 + level / 2) for level in levels])[:, None]
    middle = mean + (z**2 - 1) * (1 - 2 * rate if binomial else 1) / 6
    low, high = middle - z * spread - 0.5, middle + z * spread + 0.5
    order = np.argsort(spread, kind="stable")
    order = order[spread[order] <= _EXACT]
    while order.size:
        width = int(20 * spread[order[-1]] + 40)
        block, order = order[-max(1, _BLOCK // width) :], order[: -max(1, _BLOCK // width)]
        start = np.floor(np.maximum(mean[block] - 10 * spread[block] - 10, 0))
        trials = size[block] if binomial else None
        share = _distribution(start, width, mean[block], trials, rate)
        for row, level in enumerate(levels):
            low[row, block] = start + _reached(share, (1 - level) / 2)
            high[row, block] = start + _reached(share, (1 + level) / 2) + 1
    return np.maximum(low, 0), np.minimum(high, size) if binomial else high


def _distribution(
    start: Array, width: int, mean: Array, trials: Array | None, rate: float
) -> Array:
    """Return the distribution function of ``width`` counts from ``start`` on, a row an area."""
    count = start[:, None] + np.arange(width - 1)
    with np.errstate(divide="ignore"):
        if trials is None:
            steps = np.log(mean[:, None] / (count + 1))
        else:
            left = np.maximum(trials[:, None] - count, 0)
            steps = np.log(left / (count + 1) * (rate / (1 - rate)))
    density = np.concatenate((np.zeros((start.size, 1)), np.cumsum(steps, axis=1)), axis=1)
    share: Array = np.cumsum(np.exp(density - density.max(axis=1, keepdims=True)), axis=1)
    share /= share[:, -1:].copy()
    return share


def _reached(share: Array, tail: float) -> Array:
    """Return where each row reaches ``tail``, straight between two counts."""
    count = (share < tail).sum(axis=1)
    rows = np.arange(count.size)
    top, bottom = share[rows, count], np.where(count > 0, share[rows, count - 1], 0.0)
    place: Array = count - (top - tail) / (top - bottom)
    return place
