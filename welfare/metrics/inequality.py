"""Inequality: how unequally something is had, from Gini to the families that set the aversion."""

import numpy as np
from numpy.typing import ArrayLike

from welfare.metrics.entropy import divergence, log_ratio, mean, with_logarithm
from welfare.metrics.sample import Array, MetricError, numbers, sample


def gini(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Gini index: twice the area between equality and the Lorenz curve.

    Also half the mean difference between two people drawn at random, as a share of the mean: at
    0.4 two people differ, on average, by 80 per cent of the mean.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between 0 (all equal) and, for many people, nearly 1 (one has all); without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: G = \frac{2 \sum_i w_i y_i (W_i - w_i/2)}{W \sum_i w_i y_i} - 1

    The values stand in rising order, W with an index is the sum of the weights so far, W of all.
    This is the form of a population, not corrected by n/(n-1); computed as the sum over the steps
    between neighbours, which is the same and loses no digits:

    .. math:: G = \frac{1}{W^2 \mu} \sum_i W_i (W - W_i) (y_{i+1} - y_i)

    Range: 0 to 1 - 1/n among n people.

    Zeros: meaningful among other values.

    Ties: the order of equal values cannot show.

    Limits: most sensitive around the middle of the distribution, and says nothing of where in it the
    inequality lies: two curves that cross can have one index. Does not add up over groups.

    References
    ----------
    Gini, C. (1912). Variabilità e mutabilità. Bologna: Cuppini.
    Gini, C. (1914). Sulla misura della concentrazione e della variabilità dei caratteri. Atti del Reale Istituto Veneto di Scienze, Lettere ed Arti 73, 1203-1248.
    Lerman, R. I. and Yitzhaki, S. (1989). Improving the accuracy of estimates of Gini coefficients. Journal of Econometrics 42(1), 43-47.

    Examples
    --------
    >>> round(gini([3, 1, 6, 2, 1], [4, 2, 2, 10, 1]), 4)
    0.2553
    """  # noqa: E501
    array, weight = sample(values, weights, fewest=2)
    order = np.argsort(array, kind="stable")
    array, weight = array[order], weight[order]
    below, above = np.cumsum(weight)[:-1], np.cumsum(weight[::-1])[-2::-1]
    steps = np.diff(array) * below * above
    return float(np.sum(steps) / (weight.sum() ** 2 * mean(array, weight)))


def theil_t(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Theil T index: entropy of the shares that people have, which adds up over groups.

    Weighs differences among the rich more than the mean log deviation does.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Zero (all equal) or more, in natural logarithms, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: T = \frac{1}{W} \sum_i w_i \frac{y_i}{\mu} \ln \frac{y_i}{\mu}

    Range: 0 to ln n among n people.

    Zeros: meaningful among other values; each adds nothing, since 0 ln 0 = 0.

    Limits: has no reading in everyday words, and its greatest value grows with the number of
    people. Read it by comparison, or by its parts between and within groups (theil_decomposition).

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> round(theil_t([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]), 7)
    0.3623412
    """
    return generalized_entropy(values, 1, weights)


def theil_l(
    values: ArrayLike, weights: ArrayLike | None = None, *, zeros: float | None = None
) -> float:
    r"""Mean log deviation, Theil's L: how far, in logarithms, people stand below the mean.

    Weighs differences among the poor more than Theil T does, and adds up over groups by their
    number of people.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, above zero.
    weights
        How many people each value stands for; None is one each.
    zeros
        The positive number that stands for a value of zero. None refuses zeros.

    Returns
    -------
    float
        Zero (all equal) or more, in natural logarithms, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero, or
        zero where ``zeros`` is not given; ``zeros`` not above zero; ``weights`` that are negative
        or all zero.

    Notes
    -----
    .. math:: L = \frac{1}{W} \sum_i w_i \ln \frac{\mu}{y_i}

    Range: 0 upwards, without a bound.

    Zeros: the logarithm has none; the result depends strongly on the number that stands for them.

    Limits: a few values that are nearly zero, often errors of a survey, can decide it.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> round(theil_l([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]), 7)
    0.4335946
    """  # noqa: E501
    return generalized_entropy(values, 0, weights, zeros=zeros)


def generalized_entropy(
    values: ArrayLike,
    alpha: float,
    weights: ArrayLike | None = None,
    *,
    zeros: float | None = None,
) -> float:
    r"""Generalised entropy GE(alpha): the family of indices that add up over groups.

    A greater ``alpha`` weighs differences among the rich, a smaller one those among the poor: 0 is
    the mean log deviation, 1 Theil T, 2 half the squared coefficient of variation.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more; above zero for an
        ``alpha`` of zero or less.
    alpha
        Weight of the top against the bottom; any number.
    weights
        How many people each value stands for; None is one each.
    zeros
        The positive number that stands for a value of zero. None takes zeros as they are.

    Returns
    -------
    float
        Zero (all equal) or more, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero, or
        zero where ``alpha`` is zero or less and ``zeros`` is not given; ``zeros`` not above zero;
        an ``alpha`` at which the result is beyond all numbers; ``weights`` that are negative or
        all zero.

    Notes
    -----
    .. math:: GE(\alpha) = \frac{1}{\alpha (\alpha - 1)} \left[ \frac{1}{W} \sum_i w_i \left( \frac{y_i}{\mu} \right)^\alpha - 1 \right]

    .. math:: GE(0) = \frac{1}{W} \sum_i w_i \ln \frac{\mu}{y_i}, \qquad GE(1) = \frac{1}{W} \sum_i w_i \frac{y_i}{\mu} \ln \frac{y_i}{\mu}

    The two are limits of the first; the value changes continuously with ``alpha`` near 0 and 1.

    Range: 0 upwards; for an ``alpha`` above zero bounded by the number of people.

    Zeros: meaningful for an ``alpha`` above zero; otherwise undefined, and the result depends
    strongly on the number that stands for them.

    Limits: indices of different ``alpha`` do not compare with one another. For an ``alpha`` above 2
    or below 0 a few extreme values decide.

    References
    ----------
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.
    Cowell, F. A. (2011). Measuring Inequality, 3rd edition. Oxford University Press.

    Examples
    --------
    >>> incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> round(generalized_entropy(incomes, 0.5), 7)
    0.3770931
    """  # noqa: E501
    power = float(numbers([alpha], "alpha")[0])
    array, weight = sample(values, weights, fewest=2)
    if power <= 0 or zeros is not None:
        array = with_logarithm(array, zeros)
    terms = divergence(array, mean(array, weight), power)
    if not np.isfinite(terms).all():
        raise MetricError("alpha", f"gives no finite number of these values, is {power:g}")
    return float(weight @ terms / weight.sum())


def atkinson(values: ArrayLike, epsilon: float, weights: ArrayLike | None = None) -> float:
    r"""Atkinson index: the share of all income that equality could spare at the same welfare.

    At 0.2 the same welfare could be had with 80 per cent of the income, equally distributed. A
    greater ``epsilon`` is a greater aversion to inequality, and looks more at the poorest.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    epsilon
        Aversion to inequality, above zero; often 0.5, 1 or 2.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between 0 (all equal) and 1, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero; an
        ``epsilon`` not above zero; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: A(\varepsilon) = 1 - \frac{1}{\mu} \left( \frac{1}{W} \sum_i w_i y_i^{1-\varepsilon} \right)^{1/(1-\varepsilon)}

    .. math:: A(1) = 1 - \frac{1}{\mu} \prod_i y_i^{w_i / W}

    Range: 0 to 1.

    Zeros: with an ``epsilon`` of 1 or more a single zero makes the index 1, its limit; below 1 they
    are meaningful among other values.

    Limits: ``epsilon`` is a judgement, and the ranking of two distributions can depend on it: show
    more than one.

    References
    ----------
    Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3), 244-263.

    Examples
    --------
    >>> round(atkinson([10, 20, 30, 40, 50], 1), 7)
    0.1316096
    """  # noqa: E501
    aversion = _aversion(epsilon)
    return float(-np.expm1(_log_equivalent(*sample(values, weights, fewest=2), aversion)))


def equally_distributed_equivalent(
    values: ArrayLike, epsilon: float, weights: ArrayLike | None = None
) -> float:
    r"""Income that, if everybody had it, would give the same welfare as the incomes that there are.

    The mean less what inequality costs: the mean times one less the Atkinson index.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    epsilon
        Aversion to inequality, above zero; often 0.5, 1 or 2.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between the lowest value and the mean, in the unit of the values.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; negative ``values``; an ``epsilon`` not above zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: y_{EDE} = \left( \frac{1}{W} \sum_i w_i y_i^{1-\varepsilon} \right)^{1/(1-\varepsilon)}

    With an ``epsilon`` of 1 it is the geometric mean, with 2 the harmonic one.

    Range: from the lowest value, which it nears as ``epsilon`` grows, to the mean.

    Zeros: with an ``epsilon`` of 1 or more a single zero makes it 0.

    Limits: ``epsilon`` is a judgement: show more than one.

    References
    ----------
    Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic Theory 2(3), 244-263.

    Examples
    --------
    >>> round(equally_distributed_equivalent([10, 20, 30, 40, 50], 1), 7)
    26.0517108
    """  # noqa: E501
    aversion = _aversion(epsilon)
    array, weight = sample(values, weights, zero_total=True)
    if not array.any():
        return 0.0
    return float(mean(array, weight) * np.exp(_log_equivalent(array, weight, aversion)))


def hoover(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Hoover index: the share of all income that would have to change hands to make all equal.

    Also called the Robin Hood or Pietra index, and the greatest height between equality and the
    Lorenz curve.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between 0 (all equal) and, for many people, nearly 1 (one has all); without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: H = \frac{\sum_i w_i \left| y_i - \mu \right|}{2 \sum_i w_i y_i}

    Range: 0 to 1 - 1/n among n people.

    Zeros: meaningful among other values.

    Limits: blind to what passes between people who are on the same side of the mean.

    References
    ----------
    Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics 18(4), 162-171.

    Examples
    --------
    >>> round(hoover([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]), 7)
    0.3378067
    """  # noqa: E501
    array, weight = sample(values, weights, fewest=2)
    centre = mean(array, weight)
    return float(weight @ np.abs(array - centre) / (2 * weight.sum() * centre))


def coefficient_of_variation(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Coefficient of variation: the standard deviation as a share of the mean.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Zero (all equal) or more, without a unit.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: CV = \frac{1}{\mu} \sqrt{ \frac{1}{W} \sum_i w_i (y_i - \mu)^2 }

    The form of a population: the squares are divided by W, not by one less.

    Range: 0 to the square root of n - 1 among n people.

    Zeros: meaningful among other values.

    Limits: a few very high values decide it. The same transfer counts as much among the rich as
    among the poor.

    References
    ----------
    Cowell, F. A. (2011). Measuring Inequality, 3rd edition. Oxford University Press.

    Examples
    --------
    >>> round(coefficient_of_variation([2, 4, 4, 4, 5, 5, 7, 9]), 7)
    0.4
    """
    array, weight = sample(values, weights, fewest=2)
    centre = mean(array, weight)
    away = (array - centre) / centre
    return float(np.sqrt(weight @ away**2 / weight.sum()))


def _aversion(epsilon: float) -> float:
    aversion = float(numbers([epsilon], "epsilon")[0])
    if aversion <= 0:
        raise MetricError("epsilon", f"must be above zero, is {aversion:g}")
    return aversion


def _log_equivalent(array: Array, weight: Array, aversion: float) -> float:
    """Return the logarithm of the power mean over the mean, minus infinity where that is zero."""
    power = 1 - aversion
    if power <= 0 and not array.all():
        return -np.inf
    centre, total = mean(array, weight), weight.sum()
    exponent = power * log_ratio(array, centre)
    if np.abs(exponent).max() < 1:
        entropy = weight @ divergence(array, centre, power) / total
        return float(np.log1p(-aversion * power * entropy) / power if power else -entropy)
    top = exponent.max()
    return float((top + np.log(weight @ np.exp(exponent - top) / total)) / power)
