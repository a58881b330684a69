"""Concentration: whether something is had more by the rich or by the poor."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.entropy import mean
from welfare.metrics.inequality import gini
from welfare.metrics.sample import Array, MetricError, numbers, sample


@dataclass(frozen=True, eq=False)
class ConcentrationCurve:
    """Share of the outcome that the lowest-ranked hold together.

    ``population`` rises from 0 to 1, ``share`` holds what so many of the lowest-ranked have;
    between two points the curve is straight.
    """

    population: Array
    share: Array

    def at(self, fraction: float) -> float:
        """Return the share of the lowest-ranked ``fraction`` (0 to 1) of the population."""
        place = float(numbers([fraction], "fraction")[0])
        if not 0 <= place <= 1:
            raise MetricError("fraction", f"must lie between 0 and 1, is {place:g}")
        return float(np.interp(place, self.population, self.share))


def fractional_ranks(rank_by: ArrayLike, weights: ArrayLike | None = None) -> Array:
    r"""Rank of each as the fraction of the population below, half of its own place included.

    Parameters
    ----------
    rank_by
        What people are ranked by, from the lowest up; any numbers.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    Array
        One number an observation, those of weight zero included, between 0 and 1.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: R_i = \frac{1}{W} \left( \sum_{x_j < x_i} w_j + \frac{1}{2} \sum_{x_j = x_i} w_j \right)

    Range: 0 to 1; the weighted mean is one half.

    Ties: share the mean of the ranks that they would have one after the other.

    Limits: says who stands above whom, not by how much.

    References
    ----------
    Lerman, R. I. and Yitzhaki, S. (1989). Improving the accuracy of estimates of Gini coefficients. Journal of Econometrics 42(1), 43-47.
    O'Donnell, O., van Doorslaer, E., Wagstaff, A. and Lindelow, M. (2008). Analyzing Health Equity Using Household Survey Data. World Bank.

    Examples
    --------
    >>> fractional_ranks([30, 10, 20, 20]).tolist()
    [0.875, 0.125, 0.5, 0.5]
    """  # noqa: E501
    place = numbers(rank_by, "rank_by")
    sample(place, weights, name="rank_by", negative=True, zero_total=True)
    weight = None if weights is None else numbers(weights, "weights")
    _, tied = np.unique(place, return_inverse=True)
    together = np.bincount(tied, weight).astype(float)
    below = np.cumsum(together)
    middle: Array = (below - together / 2) / below[-1]
    return middle[tied]


def concentration_curve(
    outcome: ArrayLike, rank_by: ArrayLike, weights: ArrayLike | None = None
) -> ConcentrationCurve:
    r"""Share of an outcome that the lowest-ranked have together, from the lowest up.

    Ranked by income from the poorest up, a curve above the diagonal belongs to something of which
    the poor have more than their number. The Lorenz curve is the one of income ranked by income.

    Parameters
    ----------
    outcome
        What is had, zero or more: spending, a tax, a benefit, visits to a doctor.
    rank_by
        What people are ranked by, from the lowest up; any numbers.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    ConcentrationCurve
        Points from (0, 0) to (1, 1), one for each distinct rank, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; an ``outcome`` that is negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: L(p_k) = \frac{\sum_{x_i \le x_k} w_i y_i}{\sum_i w_i y_i}, \quad p_k = \frac{1}{W} \sum_{x_i \le x_k} w_i

    Range: 0 to 1, never falling; not always convex.

    Zeros: meaningful among other values.

    Ties: observations of one rank make one straight segment, so their order cannot show.

    Limits: curves that cross leave open which of two outcomes is more concentrated.

    References
    ----------
    Kakwani, N. C. (1977). Applications of Lorenz curves in economic analysis. Econometrica 45(3), 719-727.
    O'Donnell, O., van Doorslaer, E., Wagstaff, A. and Lindelow, M. (2008). Analyzing Health Equity Using Household Survey Data. World Bank.

    Examples
    --------
    >>> curve = concentration_curve([6, 2, 1, 1], rank_by=[10, 20, 30, 30])
    >>> curve.population.tolist()
    [0.0, 0.25, 0.5, 1.0]
    >>> curve.share.tolist()
    [0.0, 0.6, 0.8, 1.0]
    >>> round(curve.at(0.75), 4)
    0.9
    """  # noqa: E501
    had, place, weight = _paired(outcome, rank_by, weights)
    _, tied = np.unique(place, return_inverse=True)
    return ConcentrationCurve(_rising(tied, weight), _rising(tied, weight * had))


def concentration_index(
    outcome: ArrayLike, rank_by: ArrayLike, weights: ArrayLike | None = None
) -> float:
    r"""How far an outcome is concentrated among the high-ranked (above 0) or low-ranked (below).

    Twice the area between the diagonal and the concentration curve. Ranked by income from the
    poorest up, a negative index says that the poor have more than their number: pro-poor for
    something good.

    Parameters
    ----------
    outcome
        What is had, zero or more: spending, a tax, a benefit, visits to a doctor.
    rank_by
        What people are ranked by, from the lowest up; any numbers.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between -1 (the lowest has all) and 1 (the highest has all), without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; an ``outcome`` that is negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: C = \frac{2}{\mu W} \sum_i w_i (y_i - \mu) \left( R_i - \tfrac{1}{2} \right)

    R is the fractional rank, so that C is twice its covariance with the outcome over the mean.

    Range: -1 to 1; among n people of one weight at most 1 - 1/n either way. 0 where all have the
    same.

    Zeros: meaningful among other values.

    Ties: observations of one rank share the mean fractional rank, so their order cannot show.

    Limits: 0 also where the curve crosses the diagonal. For an outcome with an upper bound, such as
    a yes or no, the range depends on the mean, and having and lacking give different sizes: see
    erreygers_index and wagstaff_index.

    References
    ----------
    Kakwani, N., Wagstaff, A. and van Doorslaer, E. (1997). Socioeconomic inequalities in health: measurement, computation, and statistical inference. Journal of Econometrics 77(1), 87-103.
    O'Donnell, O., van Doorslaer, E., Wagstaff, A. and Lindelow, M. (2008). Analyzing Health Equity Using Household Survey Data. World Bank.

    Examples
    --------
    >>> round(concentration_index([0, 2, 4, 8], rank_by=[10, 20, 30, 40]), 7)
    0.4642857
    """  # noqa: E501
    return _index(*_paired(outcome, rank_by, weights))


def concentration_index_se(outcome: ArrayLike, rank_by: ArrayLike) -> float:
    r"""Standard error of the concentration index of a simple random sample.

    Takes into account that the ranks, too, are estimated from the sample.

    Parameters
    ----------
    outcome
        What is had, zero or more, by each person of the sample.
    rank_by
        What people are ranked by, from the lowest up; any numbers.

    Returns
    -------
    float
        Zero or more, in the unit of the index, which has none.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; an ``outcome`` that is negative or all zero.

    Notes
    -----
    .. math:: \widehat{\text{se}} = \frac{1}{n} \sqrt{ \sum_i \left[ a_i - (1 + C) \right]^2 }

    .. math:: a_i = \frac{y_i}{\mu} (2 R_i - 1 - C) + 2 \left( 1 - L(R_i) \right)

    R is the fractional rank and L the concentration curve: the delta method of Kakwani, Wagstaff
    and van Doorslaer.

    Range: 0 (all have the same) upwards; of the order of one over the square root of n.

    Ties: observations of one rank share the mean fractional rank and the middle of their segment.

    Limits: takes no weights, because neither repeated people nor people drawn with unequal chances,
    in strata or clusters are a simple random sample: there resample the units that were drawn. Too
    small in samples of a few dozen, or where a few have nearly all.

    References
    ----------
    Kakwani, N., Wagstaff, A. and van Doorslaer, E. (1997). Socioeconomic inequalities in health: measurement, computation, and statistical inference. Journal of Econometrics 77(1), 87-103.
    O'Donnell, O., van Doorslaer, E., Wagstaff, A. and Lindelow, M. (2008). Analyzing Health Equity Using Household Survey Data. World Bank.

    Examples
    --------
    >>> round(concentration_index_se([0, 2, 4, 8], rank_by=[10, 20, 30, 40]), 4)
    0.1627
    """  # noqa: E501
    had, place, weight = _paired(outcome, rank_by, None)
    curve = concentration_curve(had, place)
    rank = fractional_ranks(place)
    index = _index(had, place, weight)
    below = np.interp(rank, curve.population, curve.share)
    influence = had / had.mean() * (2 * rank - 1 - index) + 2 * (1 - below) - (1 + index)
    return float(np.sqrt(np.sum(influence**2)) / had.size)


def erreygers_index(
    outcome: ArrayLike,
    rank_by: ArrayLike,
    bounds: tuple[float, float],
    weights: ArrayLike | None = None,
) -> float:
    r"""Concentration of an outcome that has a lower and an upper bound, after Erreygers.

    Reads like the concentration index, and has the same size, with the other sign, for what people
    lack. It weighs absolute differences: adding the same to everybody changes nothing.

    Parameters
    ----------
    outcome
        What is had, within the bounds: a yes (1) or no (0), a score.
    rank_by
        What people are ranked by, from the lowest up; any numbers.
    bounds
        The least and the greatest value that the outcome can take.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between -1 (the lower half at the upper bound, the others at the lower) and 1 (the reverse).

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``bounds`` that are not two numbers, the
        first below the second; an ``outcome`` outside them; ``weights`` that are negative or all
        zero.

    Notes
    -----
    .. math:: E = \frac{4 \mu}{b - a} \, C = \frac{8}{(b - a) W} \sum_i w_i (y_i - \mu) \left( R_i - \tfrac{1}{2} \right)

    Range: -1 to 1; 0 where all have the same.

    Zeros: meaningful, also where all values are zero or below.

    Ties: observations of one rank share the mean fractional rank, so their order cannot show.

    Limits: near 0 wherever nearly all, or hardly any, have it, however unequally the few are
    placed. Needs bounds that are of the thing itself, not those of the sample.

    References
    ----------
    Erreygers, G. (2009). Correcting the concentration index. Journal of Health Economics 28(2), 504-515.

    Examples
    --------
    >>> erreygers_index([0, 0, 1, 1], rank_by=[10, 20, 30, 40], bounds=(0, 1))
    1.0
    """  # noqa: E501
    lower, upper = _bounds(bounds)
    return 8 * _covariance(*_bounded(outcome, rank_by, weights, lower, upper)) / (upper - lower)


def wagstaff_index(
    outcome: ArrayLike,
    rank_by: ArrayLike,
    bounds: tuple[float, float],
    weights: ArrayLike | None = None,
) -> float:
    r"""Concentration of an outcome that has a lower and an upper bound, after Wagstaff.

    The concentration index over the greatest size that it can have at the outcome's mean. Has the
    same size, with the other sign, for what people lack.

    Parameters
    ----------
    outcome
        What is had, within the bounds: a yes (1) or no (0), a score.
    rank_by
        What people are ranked by, from the lowest up; any numbers.
    bounds
        The least and the greatest value that the outcome can take.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between -1 (those at the upper bound all rank lowest) and 1 (they all rank highest).

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``bounds`` that are not two numbers, the
        first below the second; an ``outcome`` outside them or all at one of them; ``weights`` that
        are negative or all zero.

    Notes
    -----
    .. math:: W = \frac{(b - a) \mu}{(b - \mu)(\mu - a)} \, C

    Of a yes or no it is C over one less the mean.

    Range: -1 to 1; 0 where all have the same. Undefined where the mean is at a bound.

    Zeros: meaningful.

    Ties: observations of one rank share the mean fractional rank, so their order cannot show.

    Limits: says how far the placing is from the most unequal one at this mean, not how much is at
    stake: one rich person alone with it gives 1. Where the mean nears a bound it is unstable.

    References
    ----------
    Wagstaff, A. (2005). The bounds of the concentration index when the variable of interest is binary, with an application to immunization inequality. Health Economics 14(4), 429-432.

    Examples
    --------
    >>> round(wagstaff_index([0, 0, 0, 1], rank_by=[10, 20, 30, 40], bounds=(0, 1)), 4)
    1.0
    """  # noqa: E501
    lower, upper = _bounds(bounds)
    had, place, weight = _bounded(outcome, rank_by, weights, lower, upper)
    above, below = mean(had - lower, weight), mean(upper - had, weight)
    if above == 0 or below == 0:
        raise MetricError("outcome", "is all at one bound, where the index is undefined")
    return 2 * _covariance(had, place, weight) * (upper - lower) / (above * below)


def kakwani(payment: ArrayLike, income: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Progressivity after Kakwani: how much more concentrated a payment is than income.

    Of a tax or contribution, above 0 is progressive: the rich pay a greater share of it than they
    have of income. Of a benefit, below 0 is progressive: the poor get a greater share of it than
    they have of income, though perhaps less than their number (see concentration_index).

    Parameters
    ----------
    payment
        What each pays or gets, zero or more.
    income
        Income before the payment, zero or more; people are ranked by it.
    weights
        How many people each observation stands for; None is one each.

    Returns
    -------
    float
        Between -2 and 1, without a unit; 0 is proportional to income.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; a ``payment`` or ``income`` that is negative
        or all zero; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: K = C_{\text{payment}} - G_{\text{income}}

    C is the concentration index of the payment ranked by income, G the Gini index of income.

    Range: -(1 + G) to 1 - G.

    Zeros: meaningful among other values.

    Ties: people of one income share the mean fractional rank, so their order cannot show.

    Limits: says nothing of how much is paid; a progressive but small tax changes little. 0 also
    where it is progressive at one end and regressive at the other.

    References
    ----------
    Kakwani, N. C. (1977). Measurement of tax progressivity: an international comparison. Economic Journal 87(345), 71-80.
    O'Donnell, O., van Doorslaer, E., Wagstaff, A. and Lindelow, M. (2008). Analyzing Health Equity Using Household Survey Data. World Bank.

    Examples
    --------
    >>> round(kakwani(payment=[0, 2, 4, 8], income=[10, 20, 30, 40]), 7)
    0.2142857
    """  # noqa: E501
    paid, place, weight = _paired(payment, income, weights, names=("payment", "income"))
    sample(place, weight, name="income", fewest=2)
    return _index(paid, place, weight) - gini(place, weight)


def _paired(
    outcome: ArrayLike,
    rank_by: ArrayLike,
    weights: ArrayLike | None,
    *,
    names: tuple[str, str] = ("outcome", "rank_by"),
    bounded: bool = False,
) -> tuple[Array, Array, Array]:
    """Return outcome, what ranks it, and weights, observations of weight zero left out."""
    everybody = numbers(outcome, names[0])
    places = numbers(rank_by, names[1], like=everybody)
    had, weight = sample(
        everybody, weights, name=names[0], negative=bounded, zero_total=bounded, fewest=2
    )
    return had, sample(places, weights, name=names[1], negative=True, zero_total=True)[0], weight


def _bounded(
    outcome: ArrayLike, rank_by: ArrayLike, weights: ArrayLike | None, lower: float, upper: float
) -> tuple[Array, Array, Array]:
    """Return what :func:`_paired` does, once the outcome is known to keep its bounds."""
    had, place, weight = _paired(outcome, rank_by, weights, bounded=True)
    outside = had[(had < lower) | (had > upper)]
    if outside.size:
        raise MetricError("outcome", f"holds {outside[0]:g}, outside {lower:g} to {upper:g}")
    return had, place, weight


def _bounds(bounds: tuple[float, float]) -> tuple[float, float]:
    pair = numbers(bounds, "bounds")
    if pair.size != 2 or pair[0] >= pair[1]:
        raise MetricError("bounds", "must be two numbers, the lower one first")
    return float(pair[0]), float(pair[1])


def _index(had: Array, place: Array, weight: Array) -> float:
    return 2 * _covariance(had, place, weight) / mean(had, weight)


def _covariance(had: Array, place: Array, weight: Array) -> float:
    """Return that of outcome and fractional rank; small differences of large numbers survive."""
    above = had - had.min()
    ranks = fractional_ranks(place, weight) - 0.5
    return float(np.sum(weight * (above - mean(above, weight)) * ranks) / np.sum(weight))


def _rising(tied: NDArray[np.intp], parts: Array) -> Array:
    """Return the share of the lowest rank, the lowest two … in all, after a zero."""
    total = np.cumsum(np.bincount(tied, parts))
    return np.append(0.0, total / total[-1])
