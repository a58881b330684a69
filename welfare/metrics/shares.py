"""Shares: what parts of the population hold, and ratios of the top to the bottom."""

from dataclasses import dataclass
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike

from welfare.metrics.sample import Array, MetricError, numbers, sample, whole


@dataclass(frozen=True, eq=False)
class LorenzCurve:
    """Share of everything that the poorest hold together.

    ``population`` rises from 0 to 1, ``share`` holds what so many of the poorest have, from 0 to 1;
    between two points the curve is straight.
    """

    population: Array
    share: Array

    def at(self, fraction: float) -> float:
        """Return the share of the poorest ``fraction`` (0 to 1) of the population."""
        return float(_held(self, [_within(fraction, "fraction")])[0])


def lorenz(values: ArrayLike, weights: ArrayLike | None = None) -> LorenzCurve:
    r"""Lorenz curve: the share that the poorest hold together, from the poorest up.

    The further it hangs below the diagonal, the greater the inequality. A curve that nowhere lies
    below another is the more equal one by every index that a transfer from rich to poor lowers.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    LorenzCurve
        Points from (0, 0) to (1, 1), one more than there are values, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: L(p_k) = \frac{\sum_{i \le k} w_i y_i}{\sum_i w_i y_i}, \quad p_k = \frac{1}{W} \sum_{i \le k} w_i

    The values stand in rising order.

    Range: 0 to 1, convex and on or below the diagonal.

    Zeros: meaningful among other values; they make the curve start flat.

    Ties: equal values are points on one straight line.

    Limits: says how something is spread, not how much there is: two curves can be the same where
    everybody is twice as rich.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.
    Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3), 244-263.

    Examples
    --------
    >>> curve = lorenz([1, 2, 3, 4, 5])
    >>> [round(share, 7) for share in curve.share.tolist()]
    [0.0, 0.0666667, 0.2, 0.4, 0.6666667, 1.0]
    >>> round(curve.at(0.5), 4)
    0.3
    """  # noqa: E501
    array, weight = sample(values, weights, fewest=2)
    order = np.argsort(array, kind="stable")
    weight = weight[order]
    return LorenzCurve(_rising(weight), _rising(weight * array[order]))


def quantile(values: ArrayLike, q: float, weights: ArrayLike | None = None) -> float:
    r"""Quantile: the value that a fraction ``q`` of the population does not exceed.

    0.5 is the median, 0.1 the tenth percentile.

    Parameters
    ----------
    values
        Any numbers.
    q
        Fraction of the population, from 0 (the lowest value) to 1 (the highest).
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        One of the values, or half-way between two neighbours; in their unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; ``q`` outside 0 to 1; ``weights`` that are negative
        or all zero.

    Notes
    -----
    .. math:: Q(q) = \tfrac{1}{2} \left( \inf \{ y : F(y) \ge q \} + \inf \{ y : F(y) > q \} \right)

    F is the share of the population at or below a value. Where it reaches ``q`` exactly, the mean
    of that value and the next one is taken; a cumulated weight that misses by no more than rounding
    counts as exact. So a weight is the same as so many repetitions. The other definitions in use,
    most of which draw lines between values, differ where there are few of them.

    Range: between the lowest and the highest value.

    Ties: equal values are one jump of F.

    Limits: says nothing of the values beyond it; where values are few, it moves in jumps.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician 50(4), 361-365.

    Examples
    --------
    >>> quantile([1, 2, 3, 4], 0.5)
    2.5
    >>> quantile([1, 2, 3], 0.5, weights=[1, 1, 3])
    3.0
    """  # noqa: E501
    fraction = _within(q, "q")
    array, weight = sample(values, weights, negative=True, zero_total=True)
    order = np.argsort(array, kind="stable")
    array, below = array[order], np.cumsum(weight[order])
    target, slack = fraction * below[-1], _slack(array.size) * below[-1]
    last = array.size - 1
    at = min(int(np.searchsorted(below, target - slack)), last)
    after = min(int(np.searchsorted(below, target + slack, side="right")), last)
    if fraction in {0, 1}:
        return float(array[-int(fraction)])
    return float(array[at] + (array[after] - array[at]) / 2)


def palma(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Palma ratio: what the richest tenth has over what the poorest four tenths have.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        A quarter (all equal) or more, without a unit; at 1 the richest tenth has as much as the
        poorest 40 per cent.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative, all zero, or
        zero throughout the poorest 40 per cent; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \text{Palma} = \frac{1 - L(0.9)}{L(0.4)}

    L is the Lorenz curve. A person on the boundary is split in proportion, so it does not matter
    whether a weight or as many repetitions are given.

    Range: 0.25 upwards, without a bound.

    Zeros: meaningful, unless the whole bottom has nothing.

    Ties: the order of equal values cannot show.

    Limits: blind to the five tenths between, and to what passes inside the top or the bottom. In a
    sample of a few dozen a single rich household can decide it.

    References
    ----------
    Palma, J. G. (2011). Homogeneous middles vs. heterogeneous tails, and the end of the 'inverted-U': it's all about the share of the rich. Development and Change 42(1), 87-153.
    Cobham, A., Schlögl, L. and Sumner, A. (2016). Inequality and the tails: the Palma proposition and ratio. Global Policy 7(1), 25-36.

    Examples
    --------
    >>> round(palma(range(1, 11)), 7)
    1.0
    """  # noqa: E501
    return _top_over_bottom(lorenz(values, weights), 0.9, 0.4)


def s80s20(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Quintile share ratio: what the richest fifth has over what the poorest fifth has.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        One (all equal) or more, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative, all zero, or
        zero throughout the poorest fifth; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \text{S80/S20} = \frac{1 - L(0.8)}{L(0.2)}

    L is the Lorenz curve: a ratio of sums, not of quantiles. A person on the boundary is split in
    proportion, so it does not matter whether a weight or as many repetitions are given.

    Range: 1 upwards, without a bound.

    Zeros: meaningful, unless the whole bottom has nothing.

    Ties: the order of equal values cannot show.

    Limits: blind to the three fifths between, and unstable where the poorest have almost nothing.

    References
    ----------
    Atkinson, T., Cantillon, B., Marlier, E. and Nolan, B. (2002). Social Indicators: The EU and Social Inclusion. Oxford University Press.

    Examples
    --------
    >>> round(s80s20(range(1, 11)), 5)
    6.33333
    """  # noqa: E501
    return _top_over_bottom(lorenz(values, weights), 0.8, 0.2)


def p90p10(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""P90/P10: the income above which the richest tenth starts over that where the poorest ends.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        One or more, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative, all zero, or
        zero at the tenth percentile; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \text{P90/P10} = \frac{Q(0.9)}{Q(0.1)}

    Q is the quantile, the mean of two neighbours where the distribution reaches it exactly.

    Range: 1 upwards, without a bound; 1 also where only less than a tenth at either end differ.

    Zeros: meaningful, unless the tenth percentile is zero.

    Ties: equal values are one jump of the distribution.

    Limits: blind to everything above P90, below P10 and between the two.

    References
    ----------
    Cowell, F. A. (2011). Measuring Inequality, 3rd edition. Oxford University Press.
    Haughton, J. and Khandker, S. R. (2009). Handbook on Poverty and Inequality. World Bank.

    Examples
    --------
    >>> round(p90p10(range(1, 11)), 7)
    6.3333333
    """
    sample(values, weights, fewest=2)
    bottom = quantile(values, 0.1, weights)
    if bottom == 0:
        raise MetricError("values", "holds zero as its tenth percentile: there is no ratio to it")
    return quantile(values, 0.9, weights) / bottom


def quantile_shares(
    values: ArrayLike, count: SupportsIndex = 5, weights: ArrayLike | None = None
) -> Array:
    r"""Shares that equal parts of the population have, from the poorest part up.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    count
        Parts: 5 for fifths, 10 for tenths.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    Array
        ``count`` numbers between 0 and 1 that never fall and add up to 1.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero; a
        ``count`` that is not a whole number above zero; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: s_k = L\!\left( \frac{k}{m} \right) - L\!\left( \frac{k-1}{m} \right)

    L is the Lorenz curve, m the number of parts. A person on a boundary is split in proportion.

    Range: 0 to 1 each; all equal, each is 1/m.

    Zeros: meaningful among other values.

    Ties: the order of equal values cannot show.

    Limits: what is unequal inside a part does not show. With fewer people than parts, one person's
    income stands in several.

    References
    ----------
    Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209-219.

    Examples
    --------
    >>> [round(share, 4) for share in quantile_shares(range(1, 11)).tolist()]
    [0.0545, 0.1273, 0.2, 0.2727, 0.3455]
    """  # noqa: E501
    parts = whole(count, "count", fewest=1)
    return np.diff(_held(lorenz(values, weights), np.arange(parts + 1) / parts))


def _rising(amounts: Array) -> Array:
    """Return the sums so far as shares of all, from 0 to exactly 1; not to be written to."""
    sums = np.concatenate([[0.0], np.cumsum(amounts)])
    sums /= sums[-1]
    sums.setflags(write=False)
    return sums


def _held(curve: LorenzCurve, fractions: ArrayLike) -> Array:
    """Return the shares of the poorest; a fraction within rounding of a point is that point."""
    wanted = np.asarray(fractions, dtype=np.float64)
    points, slack = curve.population, _slack(curve.population.size)
    above = np.minimum(np.searchsorted(points, wanted - slack), points.size - 1)
    exact = np.abs(points[above] - wanted) <= slack
    return np.where(exact, curve.share[above], np.interp(wanted, points, curve.share))


def _top_over_bottom(curve: LorenzCurve, top: float, bottom: float) -> float:
    up_to_top, poorest = _held(curve, [top, bottom]).tolist()
    if poorest == 0:
        raise MetricError("values", f"are all zero in the poorest {bottom:.0%}: there is no ratio")
    return float((1 - up_to_top) / poorest)


def _within(value: float, name: str) -> float:
    number = float(numbers([value], name)[0])
    if not 0 <= number <= 1:
        raise MetricError(name, f"must lie between 0 and 1, is {number:g}")
    return number


def _slack(size: int) -> float:
    """Return by how much so many cumulated weights can miss their share by rounding."""
    return (size + 2) * float(np.finfo(np.float64).eps)
