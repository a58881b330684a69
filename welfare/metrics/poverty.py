"""Poverty: who stands below a line, by how much, and how unequally."""

import numpy as np
from numpy.typing import ArrayLike

from welfare.metrics.entropy import mean
from welfare.metrics.inequality import gini
from welfare.metrics.sample import Array, MetricError, lines, numbers, sample


def fgt(
    values: ArrayLike, line: ArrayLike, alpha: float, weights: ArrayLike | None = None
) -> float:
    r"""Poverty of the Foster-Greer-Thorbecke family: headcount, poverty gap, squared gap.

    The mean over everybody of the gap to the line, as a share of the line, raised to ``alpha``.
    With ``alpha`` 0 it is the share of people who are poor, with 1 the poverty gap, with 2 the
    squared gap, to which the poorest add most.

    Parameters
    ----------
    values
        Income or consumption a head, zero or more.
    line
        Poverty line above zero in the unit of the values: one number, or one an observation.
    alpha
        Aversion to poverty, zero or more.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between 0 (nobody is poor) and 1, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; negative ``values``; a ``line`` not above zero; an
        ``alpha`` below zero; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: P_\alpha = \frac{1}{W} \sum_{y_i < z_i} w_i \left( \frac{z_i - y_i}{z_i} \right)^\alpha

    Range: 0 to 1; 1 where everybody has nothing, with ``alpha`` 0 where everybody is poor.

    Zeros: meaningful, also where all values are zero.

    Ties: who stands exactly on the line is not poor.

    Limits: the headcount does not see how poor the poor are and falls when a poor person gives to
    one just below the line; the gap does not see how unequal the poor are. All depend on the line.

    References
    ----------
    Foster, J., Greer, J. and Thorbecke, E. (1984). A class of decomposable poverty measures. Econometrica 52(3), 761-766.
    Haughton, J. and Khandker, S. R. (2009). Handbook on Poverty and Inequality. World Bank.

    Examples
    --------
    >>> [round(fgt([100, 110, 150, 160], 125, alpha), 4) for alpha in (0, 1, 2)]
    [0.5, 0.08, 0.0136]
    """  # noqa: E501
    power = float(numbers([alpha], "alpha")[0])
    if power < 0:
        raise MetricError("alpha", f"must be zero or more, is {power:g}")
    value, limit, weight = _people(values, line, weights)
    gaps = _gaps(value, limit)
    return mean(np.where(gaps > 0, gaps**power, 0.0), weight)


def watts(
    values: ArrayLike,
    line: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    zeros: float | None = None,
) -> float:
    r"""Watts index of poverty: how far, in logarithms, the poor stand below the line.

    The mean over everybody of the logarithm of line over income, counted zero for who is not poor.
    Divided by the growth rate of the incomes of the poor it is the mean time to leave poverty.

    Parameters
    ----------
    values
        Income or consumption a head, zero or more.
    line
        Poverty line above zero in the unit of the values: one number, or one an observation.
    weights
        How many people each value stands for; None is one each.
    zeros
        The positive number, below the line, that stands for a value of zero. None refuses zeros.

    Returns
    -------
    float
        Zero or more, in natural logarithms, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; ``values`` that are negative, or zero where ``zeros``
        is not given; a ``line`` not above zero; ``zeros`` not between zero and the line;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \text{Watts} = \frac{1}{W} \sum_{y_i < z_i} w_i \ln \frac{z_i}{y_i}

    Range: 0 (nobody is poor) upwards, without a bound.

    Zeros: the logarithm has none; the result depends strongly on the number that stands for them.

    Ties: who stands exactly on the line is not poor.

    Limits: a few incomes that are nearly zero, often errors of a survey, can decide it. It has no
    greatest value, so it cannot be read as a share.

    References
    ----------
    Watts, H. W. (1968). An economic definition of poverty. In D. P. Moynihan (ed.), On Understanding Poverty. Basic Books.
    Haughton, J. and Khandker, S. R. (2009). Handbook on Poverty and Inequality. World Bank.

    Examples
    --------
    >>> incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> round(watts(incomes, 2000), 6)
    0.162014
    """  # noqa: E501
    value, limit, weight = _people(values, line, weights)
    if zeros is not None:
        stand_in = float(numbers([zeros], "zeros")[0])
        if not 0 < stand_in < limit.min():
            raise MetricError("zeros", f"must lie between 0 and the line, is {stand_in:g}")
        value = np.where(value == 0, stand_in, value)
    if not value.all():
        raise MetricError("values", "holds zero, which has no logarithm; say by zeros what it is")
    return mean(np.log1p(np.maximum(limit - value, 0) / value), weight)


def sen(values: ArrayLike, line: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Sen's index of poverty: how many are poor, how poor, and how unequal among themselves.

    The headcount times the mean gap of the poor, raised by the Gini index of the poor.

    Parameters
    ----------
    values
        Income or consumption a head, zero or more.
    line
        Poverty line above zero in the unit of the values: one number, or one an observation.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between 0 (nobody is poor) and 1, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; negative ``values``; a ``line`` not above zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: S = H \left[ I + (1 - I) \, G_p \right]

    H is the share of the poor, I the mean over the poor of their gap as a share of the line, G_p
    the Gini index among the poor, in its population form; of values over lines where lines differ.

    Range: 0 to the headcount.

    Zeros: meaningful; G_p is 0 where all the poor have nothing, or only one is poor.

    Ties: who stands exactly on the line is not poor.

    Limits: it jumps where a person crosses the line, cannot be split by groups, and may fall when a
    poor person gives to a richer one who thereby leaves poverty. Sen's own form for small samples
    differs by the factor q / (q + 1) of G_p, q being the number of the poor.

    References
    ----------
    Sen, A. (1976). Poverty: an ordinal approach to measurement. Econometrica 44(2), 219-231.
    Haughton, J. and Khandker, S. R. (2009). Handbook on Poverty and Inequality. World Bank.

    Examples
    --------
    >>> round(sen([100, 110, 150, 160], 125), 4)
    0.09
    """
    value, limit, weight = _people(values, line, weights)
    poor = value < limit
    if not poor.any():
        return 0.0
    headcount = mean(poor.astype(float), weight)
    gap = mean(_gaps(value, limit)[poor], weight[poor])
    return headcount * (gap + (1 - gap) * _gini((value / limit)[poor], weight[poor]))


def sst(values: ArrayLike, line: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Sen-Shorrocks-Thon index of poverty: the poverty gap, raised by how unequally it is borne.

    The poverty gap times one plus the Gini index of the gaps of everybody, those who are not poor
    with a gap of zero.

    Parameters
    ----------
    values
        Income or consumption a head, zero or more.
    line
        Poverty line above zero in the unit of the values: one number, or one an observation.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Between 0 (nobody is poor) and 1, without a unit.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; negative ``values``; a ``line`` not above zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \text{SST} = P_1 \left( 1 + G(g) \right), \quad g_i = \max\left( 0, \frac{z_i - y_i}{z_i} \right)

    G is the Gini index in its population form, so that the index is Shorrocks's own.

    Range: 0 to 1; between the poverty gap and twice the poverty gap.

    Zeros: meaningful, also where all values are zero: then everybody is equally poor, and it is 1.

    Ties: who stands exactly on the line is not poor.

    Limits: it cannot be split by groups, and its level says little beside the headcount, the gap
    and the inequality that it is the product of.

    References
    ----------
    Shorrocks, A. F. (1995). Revisiting the Sen poverty index. Econometrica 63(5), 1225-1230.
    Thon, D. (1979). On measuring poverty. Review of Income and Wealth 25(4), 429-439.
    Haughton, J. and Khandker, S. R. (2009). Handbook on Poverty and Inequality. World Bank.

    Examples
    --------
    >>> round(sst([100, 110, 150, 160], 125), 4)
    0.125
    """  # noqa: E501
    value, limit, weight = _people(values, line, weights)
    gaps = _gaps(value, limit)
    return mean(gaps, weight) * (1 + _gini(gaps, weight))


def poverty_gap_total(
    values: ArrayLike, line: ArrayLike, weights: ArrayLike | None = None
) -> float:
    r"""Money that the poor lack together to reach the line.

    What would end poverty if every baht reached the poor, each just what is lacking, and nothing
    else changed.

    Parameters
    ----------
    values
        Income or consumption a head, zero or more.
    line
        Poverty line above zero in the unit of the values: one number, or one an observation.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    float
        Zero or more, in the unit of the values.

    Raises
    ------
    MetricError
        Empty, not finite, of unequal lengths; negative ``values``; a ``line`` not above zero;
        ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: \sum_{y_i < z_i} w_i (z_i - y_i)

    Range: 0 (nobody is poor) to the sum of the lines.

    Zeros: meaningful, also where all values are zero.

    Ties: who stands exactly on the line lacks nothing.

    Limits: a floor, not a budget: it leaves out the cost of finding the poor and what people do
    once they are paid. Without weights that add up to the population it is the sample's.

    References
    ----------
    Foster, J., Greer, J. and Thorbecke, E. (1984). A class of decomposable poverty measures. Econometrica 52(3), 761-766.
    Haughton, J. and Khandker, S. R. (2009). Handbook on Poverty and Inequality. World Bank.

    Examples
    --------
    >>> poverty_gap_total([0, 40, 60, 100, 200], 80)
    140.0
    """  # noqa: E501
    value, limit, weight = _people(values, line, weights)
    return float(np.sum(weight * np.maximum(limit - value, 0)))


def _people(
    values: ArrayLike, line: ArrayLike, weights: ArrayLike | None
) -> tuple[Array, Array, Array]:
    """Return values, the line of each and weights, people of weight zero left out."""
    everybody = numbers(values, "values")
    limit = lines(line, like=everybody)
    value, weight = sample(everybody, weights, zero_total=True)
    return value, sample(limit, weights, name="line")[0], weight


def _gaps(value: Array, limit: Array) -> Array:
    """Return the gap of each to the line as a share of the line, zero where there is none."""
    return np.maximum(limit - value, 0) / limit


def _gini(each: Array, weight: Array) -> float:
    """Return the Gini index, 0 also of one number and of nothing but zeros."""
    return gini(each, weight) if each.size > 1 and each.any() else 0.0
