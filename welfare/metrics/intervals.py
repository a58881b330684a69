"""Intervals of rates, and whether two rates can be told apart."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from math import erfc, hypot, sqrt
from statistics import NormalDist
from typing import Any, Generic, TypeAlias, TypeVar, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.funnel import Funnel, funnel_limits, outside_funnel
from welfare.metrics.sample import Array, MetricError, fraction, numbers

__all__ = [
    "Comparison",
    "Estimate",
    "Funnel",
    "Limits",
    "Proportion",
    "Rate",
    "byar",
    "funnel_limits",
    "outside_funnel",
    "tell_apart",
    "wilson",
]

Row: TypeAlias = Sequence[float] | NDArray[Any]
Numbers = TypeVar("Numbers", float, Array)
_BEYOND = 40.0


@dataclass(frozen=True)
class Limits(Generic[Numbers]):
    """A rate and the limits of its interval: three numbers, or three vectors of one length."""

    estimate: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Proportion:
    """So many of ``trials`` people."""

    successes: float
    trials: float


@dataclass(frozen=True)
class Rate:
    """So many events in an ``exposure``, such as person-years."""

    count: float
    exposure: float = 1.0


@dataclass(frozen=True)
class Estimate:
    """A survey's number and its standard error."""

    value: float
    standard_error: float


@dataclass(frozen=True)
class Comparison:
    """The first less the second; ``apart`` where the interval leaves out zero."""

    difference: float
    low: float
    high: float
    p_value: float
    apart: bool


@overload
def wilson(successes: float, trials: float, *, confidence: float = 0.95) -> Limits[float]: ...
@overload
def wilson(successes: Row, trials: float | Row, *, confidence: float = 0.95) -> Limits[Array]: ...
def wilson(
    successes: float | Row, trials: float | Row, *, confidence: float = 0.95
) -> Limits[float] | Limits[Array]:
    r"""Interval of a proportion of people (Wilson's score interval).

    Unlike the estimate plus and minus two standard errors, it stays between 0 and 1 and holds where
    few or all are counted.

    Parameters
    ----------
    successes
        How many were counted, one number or one an area; need not be whole (weighted counts).
    trials
        Out of how many: the people really asked, or the effective sample size; one for all or one
        each.
    confidence
        How often, between 0 and 1, such intervals hold the true proportion.

    Returns
    -------
    Limits
        ``estimate``, ``low`` and ``high``, from 0 to 1: numbers where ``successes`` is one number,
        else vectors.

    Raises
    ------
    MetricError
        Negative ``successes`` or more of them than ``trials``; ``trials`` that are not above zero;
        numbers that are not finite; unequal lengths; ``confidence`` not between 0 and 1.

    Notes
    -----
    .. math:: \frac{x + z^2/2}{n + z^2} \pm \frac{z}{n + z^2} \sqrt{\frac{x (n - x)}{n} + \frac{z^2}{4}}

    Range: 0 to 1; never empty, also at 0 or n of n.

    Zeros: none of n gives the low limit 0 and a high limit above it.

    Limits: holds for people drawn one by one at random. A sample in clusters says less: give its
    effective size. A register of everybody has no sampling error; its interval tells how much such a
    rate could differ by chance alone.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22(158), 209-212.
    Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial proportion. Statistical Science 16(2), 101-133.

    Examples
    --------
    >>> found = wilson(81, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    """  # noqa: E501
    count, out_of = _pair(successes, trials, "successes", "trials")
    if (count > out_of).any():
        raise MetricError("successes", "holds more than there are trials")
    found = Limits(count / out_of, *_wilson(count, out_of, _score(confidence)))
    return _one(found) if _single(successes) and _single(trials) else found


@overload
def byar(count: float, exposure: float = 1.0, *, confidence: float = 0.95) -> Limits[float]: ...
@overload
def byar(count: Row, exposure: float | Row = 1.0, *, confidence: float = 0.95) -> Limits[Array]: ...
def byar(
    count: float | Row, exposure: float | Row = 1.0, *, confidence: float = 0.95
) -> Limits[float] | Limits[Array]:
    r"""Interval of a rate of events, such as deaths or calls for help (Byar's approximation).

    Parameters
    ----------
    count
        Events, one number or one an area; need not be whole.
    exposure
        What they occurred in, such as person-years; one for all or one each. With 1 the interval is
        that of the count.
    confidence
        How often, between 0 and 1, such intervals hold the true rate.

    Returns
    -------
    Limits
        ``estimate``, ``low`` and ``high`` in events a unit of exposure, zero or more: numbers where
        ``count`` is one number, else vectors.

    Raises
    ------
    MetricError
        A negative ``count``; an ``exposure`` not above zero; numbers that are not finite; unequal
        lengths; ``confidence`` not between 0 and 1.

    Notes
    -----
    .. math:: \frac{x}{e} \left( 1 - \frac{1}{9 x} - \frac{z}{3 \sqrt{x}} \right)^3, \qquad
        \frac{x + 1}{e} \left( 1 - \frac{1}{9 (x + 1)} + \frac{z}{3 \sqrt{x + 1}} \right)^3

    Range: 0 and more, without upper bound.

    Zeros: a count of zero gives the low limit 0 and a high limit above it.

    Limits: within two hundredths of the exact interval of a Poisson count from four events on; at
    one event the low limit is half the exact one. Events that come in bursts, or several of the same
    person, vary more than it says.

    References
    ----------
    Breslow, N. E. and Day, N. E. (1987). Statistical Methods in Cancer Research II: The Design and Analysis of Cohort Studies. International Agency for Research on Cancer.

    Examples
    --------
    >>> found = byar(10, 1000)
    >>> round(found.low, 5), round(found.high, 5)
    (0.00479, 0.01839)
    """  # noqa: E501
    events, over = _pair(count, exposure, "count", "exposure")
    low, high = _byar(events, _score(confidence))
    found = Limits(events / over, low / over, high / over)
    return _one(found) if _single(count) and _single(exposure) else found


def tell_apart(
    first: Proportion | Rate | Estimate,
    second: Proportion | Rate | Estimate,
    *,
    confidence: float = 0.95,
) -> Comparison:
    r"""Tell whether two areas differ by more than chance.

    Looking whether their two intervals overlap asks too much: intervals may overlap where the
    difference is clear. This is the interval of the difference itself.

    Parameters
    ----------
    first, second
        Two proportions, two rates or two estimates with standard errors, of separate people.
    confidence
        How often, between 0 and 1, such intervals hold the true difference.

    Returns
    -------
    Comparison
        ``difference``, first less second, in the unit of both; its ``low`` and ``high`` limits;
        ``p_value``, from 0 to 1; ``apart``, whether the interval leaves out zero.

    Raises
    ------
    MetricError
        Two of unlike kinds; what :func:`wilson` and :func:`byar` refuse; a standard error below zero.

    Notes
    -----
    .. math:: d - \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}, \qquad d + \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}

    with the limits l and u of each by Wilson for proportions (Newcombe's hybrid score interval), by
    Byar for rates, and the estimate minus and plus z standard errors for estimates. The p-value is
    1 less the highest confidence whose interval leaves out zero, so that it agrees with ``apart``.

    Range: proportions differ by -1 to 1; the others have no bound.

    Zeros: none counted in either is no difference; two estimates without error are apart where they
    differ at all.

    Limits: for two areas chosen beforehand. Among all pairs of 77 provinces about 146 of 2,926 seem
    apart by chance alone. Samples that share people or interviewers are not separate.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: comparison of eleven methods. Statistics in Medicine 17(8), 873-890.
    Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures: a general approach. Statistics in Medicine 27(10), 1693-1702.

    Examples
    --------
    >>> found = tell_apart(Proportion(56, 70), Proportion(48, 80))
    >>> round(found.difference, 4), round(found.low, 4), round(found.high, 4), found.apart
    (0.2, 0.0524, 0.3339, True)
    """  # noqa: E501
    score = _score(confidence)
    if not isinstance(first, Proportion | Rate | Estimate):
        raise MetricError("first", "is neither a Proportion nor a Rate nor an Estimate")
    if type(first) is not type(second):
        raise MetricError("second", f"is of another kind than the first, a {type(first).__name__}")
    one, other = _interval(first, "first"), _interval(second, "second")
    (value, _, _), (against, _, _) = one(score), other(score)
    difference = value - against

    def limits(z: float) -> tuple[float, float]:
        (p, l1, u1), (q, l2, u2) = one(z), other(z)
        return difference - hypot(p - l1, u2 - q), difference + hypot(u1 - p, q - l2)

    def apart(z: float) -> bool:
        low, high = limits(z)
        return low > 0 or high < 0

    low, high = limits(score)
    p_value = erfc(_highest(apart) / sqrt(2))
    return Comparison(difference, low, high, p_value, apart(score))


def _interval(
    measure: Proportion | Rate | Estimate, name: str
) -> Callable[[float], tuple[float, float, float]]:
    """Return the number measured and its limits as a function of the score z."""
    given = [float(number) for number in numbers(list(astuple(measure)), name)]
    value, base = given
    if isinstance(measure, Estimate):
        if base < 0:
            raise MetricError(name, f"has the negative standard error {base:g}")
        return lambda z: (value, value - z * base, value + z * base)
    if base <= 0 or value < 0:
        raise MetricError(name, f"holds {value:g} of {base:g}")
    if isinstance(measure, Proportion):
        if value > base:
            raise MetricError(name, f"holds {value:g} of {base:g}")
        return lambda z: (value / base, *_wilson(value, base, z))

    def rate(z: float) -> tuple[float, float, float]:
        low, high = _byar(value, z)
        return value / base, low / base, high / base

    return rate


def _highest(apart: Callable[[float], bool]) -> float:
    """Return the highest score z at which two are apart, 0 where they never are."""
    low, high = 0.0, _BEYOND
    if apart(high):
        return high
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if apart(middle) else (low, middle)
    return low


def _wilson(count: Numbers, out_of: Numbers, z: float) -> tuple[Numbers, Numbers]:
    return _wilson_low(count, out_of, z), 1 - _wilson_low(out_of - count, out_of, z)


def _wilson_low(count: Numbers, out_of: Numbers, z: float) -> Numbers:
    """Return the smaller root by way of the larger, which loses no digits near zero."""
    root: Numbers = (count * (out_of - count) / out_of + z * z / 4) ** 0.5
    larger = count + z * z / 2 + z * root
    low: Numbers = count * (count / out_of) / (larger + (larger == 0))
    return low


def _byar(count: Numbers, z: float) -> tuple[Numbers, Numbers]:
    some, more = count + (count == 0), count + 1
    below = 1 - 1 / (9 * some) - z / (3 * some**0.5)
    above = 1 - 1 / (9 * more) + z / (3 * more**0.5)
    return count * (below * (below > 0)) ** 3, more * above**3


def _score(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + fraction(confidence, "confidence") / 2)


def _pair(
    count: ArrayLike, base: ArrayLike, count_name: str, base_name: str
) -> tuple[Array, Array]:
    """Return two vectors of one length, a single number standing for each."""
    counts = numbers(_row(count), count_name)
    bases = numbers(_row(base), base_name)
    if _single(count):
        counts = np.repeat(counts, bases.size)
    if _single(base):
        bases = np.repeat(bases, counts.size)
    if counts.size != bases.size:
        raise MetricError(base_name, f"has {bases.size} numbers where {counts.size} are needed")
    if (counts < 0).any():
        raise MetricError(count_name, f"holds the negative number {counts.min():g}")
    if (bases <= 0).any():
        raise MetricError(base_name, f"must be above zero, holds {bases.min():g}")
    return counts, bases


def _row(value: ArrayLike) -> ArrayLike:
    row: Any = [value]
    return row if _single(value) else value


def _single(value: object) -> bool:
    return np.isscalar(value) or getattr(value, "ndim", 1) == 0 or value is None


def _one(limits: Limits[Array]) -> Limits[float]:
    return Limits(float(limits.estimate[0]), float(limits.low[0]), float(limits.high[0]))
