"""How unequal areas are: the spread of a figure of each, its extremes and its gradient."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from welfare.metrics.concentration import fractional_ranks
from welfare.metrics.decomposition import theil_decomposition
from welfare.metrics.entropy import mean
from welfare.metrics.inequality import coefficient_of_variation, gini
from welfare.metrics.sample import Array, MetricError, labels, numbers, sample
from welfare.metrics.shares import p90p10, quantile


@dataclass(frozen=True)
class Disparity:
    """Measures of one figure of ``n`` areas; a ratio is None where its bottom is zero."""

    gini: float
    theil: float
    between: float
    within: float
    williamson: float
    p90p10: float | None
    max_min: float | None
    n: int


def williamson(values: ArrayLike, population: ArrayLike) -> float:
    r"""Williamson's index: how far areas stand from the country's mean, people counted.

    The standard deviation of the areas' figures as a share of the mean, each area counted as often
    as it has people: the weighted coefficient of variation.

    Parameters
    ----------
    values
        The figure of each area, a ratio to its people such as baht a head; zero or more.
    population
        People of each area; an area without people is as if absent.

    Returns
    -------
    float
        Zero or more, without a unit; 0.3 is a typical distance of 30 per cent of the mean.

    Raises
    ------
    MetricError
        Fewer than two areas with people; ``values`` that are negative or all zero; a ``population``
        that is negative or all zero; numbers that are not finite; unequal lengths.

    Notes
    -----
    .. math:: V_w = \frac{1}{\bar y} \sqrt{\sum_i \frac{p_i}{P} (y_i - \bar y)^2}, \qquad
        \bar y = \frac{1}{P} \sum_i p_i y_i

    Range: 0 (all areas equal) to the square root of P / p - 1, p the people of the smallest area.

    Zeros: meaningful; all zero is not.

    Limits: what differs inside an area is not seen. One large area far from the mean, such as the
    capital, can decide it.

    References
    ----------
    Williamson, J. G. (1965). Regional inequality and the process of national development. Economic Development and Cultural Change 13(4), 1-84.

    Examples
    --------
    >>> round(williamson([100, 200], [3, 1]), 7)
    0.3464102
    """  # noqa: E501
    array, people = _areas(values, population)
    return coefficient_of_variation(array, people)


def max_min_ratio(values: ArrayLike) -> float:
    r"""How many times the lowest area's figure the highest area has.

    Parameters
    ----------
    values
        The figure of each area, above zero. Leave out areas without people.

    Returns
    -------
    float
        One or more, without a unit.

    Raises
    ------
    MetricError
        Fewer than two areas; a figure that is negative or not finite; a lowest figure of zero.

    Notes
    -----
    .. math:: \frac{\max_i y_i}{\min_i y_i}

    Range: 1 (all areas equal) and more, without bound.

    Zeros: a lowest figure of zero has no ratio and is refused.

    Limits: rests on two areas alone, mostly small ones whose rates vary by chance, and grows with the
    number of areas. Never compare countries by it.

    References
    ----------
    Shankar, R. and Shah, A. (2003). Bridging the economic divide within countries: a scorecard on the performance of regional policies in reducing regional income disparities. World Development 31(8), 1421-1441.

    Examples
    --------
    >>> max_min_ratio([50, 20, 80])
    4.0
    """  # noqa: E501
    array, _ = sample(values, None, fewest=2)
    if array.min() == 0:
        raise MetricError("values", "holds zero as its lowest: there is no ratio to it")
    return float(array.max() / array.min())


def slope_index_of_inequality(
    values: ArrayLike, population: ArrayLike, rank_by: ArrayLike
) -> float:
    r"""Slope index of inequality: what the top has more than the bottom, along a ranking of areas.

    Areas are set in order of ``rank_by``, such as income, each as wide as it has people. The line
    through their figures, drawn from the bottom of the ranking to its top, rises by the index.

    Parameters
    ----------
    values
        The figure of each area; any numbers.
    population
        People of each area; an area without people is as if absent.
    rank_by
        What areas are ranked by, from the lowest up.

    Returns
    -------
    float
        Any number, in the unit of the values; above zero where the areas ranked higher have more.

    Raises
    ------
    MetricError
        Fewer than two areas with people; a ``population`` that is negative or all zero; ``rank_by``
        all equal; numbers that are not finite; unequal lengths.

    Notes
    -----
    .. math:: SII = \frac{\sum_i p_i (R_i - \tfrac{1}{2})(y_i - \bar y)}
        {\sum_i p_i (R_i - \tfrac{1}{2})^2}, \qquad
        R_i = \frac{1}{P} \left( \sum_{x_j < x_i} p_j + \tfrac{1}{2} \sum_{x_j = x_i} p_j \right)

    Range: unbounded; 0 where the figure does not change along the ranking.

    Ties: areas that rank the same share their mean rank.

    Limits: a straight line; a figure that is high at both ends and low in the middle gives 0. The top
    and bottom are ends of the line, not areas.

    References
    ----------
    Pamuk, E. R. (1985). Social class inequality in mortality from 1921 to 1972 in England and Wales. Population Studies 39(1), 17-31.
    Wagstaff, A., Paci, P. and van Doorslaer, E. (1991). On the measurement of inequalities in health. Social Science & Medicine 33(5), 545-557.

    Examples
    --------
    >>> round(slope_index_of_inequality([10, 20, 30, 40], [1, 1, 1, 1], [1, 2, 3, 4]), 7)
    40.0
    """  # noqa: E501
    array, people = _areas(values, population, signed=True)
    return _slope(array, people, rank_by, population)


def relative_index_of_inequality(
    values: ArrayLike, population: ArrayLike, rank_by: ArrayLike
) -> float:
    r"""Relative index of inequality: the slope index as a share of the mean (Pamuk's form).

    Parameters
    ----------
    values
        The figure of each area; zero or more.
    population
        People of each area; an area without people is as if absent.
    rank_by
        What areas are ranked by, from the lowest up.

    Returns
    -------
    float
        Without a unit; above zero where the areas ranked higher have more. 0.5 says that from the
        bottom to the top the figure rises by half of the mean.

    Raises
    ------
    MetricError
        Fewer than two areas with people; ``values`` that are negative or all zero; a ``population``
        that is negative or all zero; ``rank_by`` all equal; numbers that are not finite; unequal
        lengths.

    Notes
    -----
    .. math:: RII = \frac{SII}{\bar y}, \qquad \bar y = \frac{1}{P} \sum_i p_i y_i

    This is the form of Pamuk, not the ratio of top to bottom that others call by the same name.

    Range: unbounded; between -2 and 2 where the line stays above zero.

    Zeros: meaningful; all zero is not.

    Ties: areas that rank the same share their mean rank.

    Limits: those of :func:`slope_index_of_inequality`; and a low mean makes a small slope look large.

    References
    ----------
    Pamuk, E. R. (1985). Social class inequality in mortality from 1921 to 1972 in England and Wales. Population Studies 39(1), 17-31.
    Wagstaff, A., Paci, P. and van Doorslaer, E. (1991). On the measurement of inequalities in health. Social Science & Medicine 33(5), 545-557.

    Examples
    --------
    >>> round(relative_index_of_inequality([10, 20, 30, 40], [1, 1, 1, 1], [1, 2, 3, 4]), 7)
    1.6
    """  # noqa: E501
    array, people = _areas(values, population)
    return _slope(array, people, rank_by, population) / mean(array, people)


def disparity(values: ArrayLike, population: ArrayLike, regions: Iterable[Hashable]) -> Disparity:
    r"""Summarise how unequally a figure, such as spending a head, is spread over areas.

    Every measure but the ratio of the extremes counts each area as often as it has people.

    Parameters
    ----------
    values
        The figure of each area, a ratio to its people such as baht a head; zero or more.
    population
        People of each area; an area without people is as if absent.
    regions
        The region that each area lies in.

    Returns
    -------
    Disparity
        ``gini``, 0 to 1; ``theil`` and its parts ``between`` and ``within`` regions, zero or more;
        ``williamson``, zero or more; ``p90p10`` and ``max_min``, one or more, None where the tenth
        percentile or the lowest area is zero; ``n``, the number of areas with people.

    Raises
    ------
    MetricError
        Fewer than two areas with people; ``values`` that are negative or all zero; a ``population``
        that is negative or all zero; ``regions`` that are null; numbers that are not finite; unequal
        lengths.

    Notes
    -----
    .. math:: T = \sum_i \frac{p_i}{P} \frac{y_i}{\bar y} \ln \frac{y_i}{\bar y}
        = \sum_r \frac{P_r \bar y_r}{P \bar y} \ln \frac{\bar y_r}{\bar y}
        + \sum_r \frac{P_r \bar y_r}{P \bar y} T_r

    Range: where all areas are equal 0, and 1 for the two ratios.

    Zeros: count in every measure; a ratio to a bottom of zero is None.

    Limits: what differs inside an area is not seen, so inequality among people is greater. Need
    differs between areas too: equal figures are not by themselves fair ones.

    References
    ----------
    Williamson, J. G. (1965). Regional inequality and the process of national development. Economic Development and Cultural Change 13(4), 1-84.
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Shankar, R. and Shah, A. (2003). Bridging the economic divide within countries: a scorecard on the performance of regional policies in reducing regional income disparities. World Development 31(8), 1421-1441.

    Examples
    --------
    >>> found = disparity([0, 0, 0, 10, 10, 10], [1] * 6, ["a", "a", "a", "b", "b", "b"])
    >>> round(found.theil, 7), round(found.between, 7), abs(round(found.within, 7)), found.max_min
    (0.6931472, 0.6931472, 0.0, None)
    """  # noqa: E501
    array, people = _areas(values, population)
    counted = numbers(population, "population") > 0
    _, place = labels(regions, "regions", like=counted.astype(np.float64))
    parts = theil_decomposition(array, place[counted], people)
    return Disparity(
        gini=gini(array, people),
        theil=parts.total,
        between=parts.between,
        within=parts.within,
        williamson=coefficient_of_variation(array, people),
        p90p10=p90p10(array, people) if quantile(array, 0.1, people) > 0 else None,
        max_min=max_min_ratio(array) if array.min() > 0 else None,
        n=array.size,
    )


def _areas(
    values: ArrayLike, population: ArrayLike, *, signed: bool = False
) -> tuple[Array, Array]:
    """Return figure and people of the areas that have people."""
    return sample(
        values,
        population,
        weights_name="population",
        negative=signed,
        zero_total=signed,
        fewest=2,
    )


def _slope(array: Array, people: Array, rank_by: ArrayLike, population: ArrayLike) -> float:
    """Return the slope of the weighted least-squares line over the fractional ranks."""
    counted = numbers(population, "population") > 0
    place = numbers(rank_by, "rank_by", like=counted.astype(np.float64))[counted]
    rank = fractional_ranks(place, people) - 0.5
    if place.min() == place.max():
        raise MetricError("rank_by", "are all equal: there is no order of areas")
    return float((people * rank) @ (array - mean(array, people)) / (people @ rank**2))
