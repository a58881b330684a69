"""Decomposition: how much of the inequality lies between groups, how much within them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.entropy import divergence, log_ratio, with_logarithm
from welfare.metrics.sample import Array, MetricError, labels, numbers, sample

Kept: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]
Groups: TypeAlias = Iterable[Hashable]


@dataclass(frozen=True)
class GroupPart:
    """One group: its shares of people and income, and what it adds to the inequality of all.

    ``theil`` is the index inside the group. ``between`` is below zero where the group's mean lies
    on the side of the overall mean from which its term takes away; the sum over groups is not.
    """

    label: Hashable
    population_share: float
    income_share: float
    theil: float
    within: float
    between: float


@dataclass(frozen=True)
class TheilDecomposition:
    """An index as the sum of ``between`` and ``within``, each the sum over ``groups``."""

    total: float
    between: float
    within: float
    groups: tuple[GroupPart, ...]


@dataclass(frozen=True)
class NestedTheil:
    """An index as the sum of ``between``, one number a level from the outermost in, and ``within``.

    ``between[0]`` lies between the outermost groups, ``between[1]`` between the groups of the next
    level inside those, and so on; ``within`` lies inside the innermost.
    """

    total: float
    between: tuple[float, ...]
    within: float


def theil_decomposition(
    values: ArrayLike, groups: Groups, weights: ArrayLike | None = None
) -> TheilDecomposition:
    r"""Theil T split into inequality between groups and within them.

    The part between is what would be left if everybody had the mean of their group; the part within
    is each group's own index, weighted by its share of all income.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    groups
        The group of each: a region, a class, an age.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    TheilDecomposition
        ``total``, ``between`` and ``within``, zero or more, in natural logarithms; ``groups``, one
        record a group in order of first appearance, those without people left out.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``groups`` that are null or not one each; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: T = \sum_g s_g \ln \frac{\mu_g}{\mu} + \sum_g s_g T_g, \qquad s_g = \frac{W_g \mu_g}{W \mu}

    Range: each part 0 to the total; the total 0 to ln n among n people. A single group's term
    between is below 0 where its mean is below that of all.

    Zeros: meaningful among other values; a group that has nothing adds nothing to either part.

    Limits: the part between grows with the number of groups and says nothing of why they differ. A
    small part between does not make a difference between means unimportant.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> found = theil_decomposition([0, 0, 0, 10, 10, 10], [0, 0, 0, 1, 1, 1])
    >>> round(found.total, 7), round(found.between, 7), round(found.within, 7)
    (0.6931472, 0.6931472, 0.0)
    """  # noqa: E501
    array, weight, kept = _sample(values, weights)
    return _decomposition(array, weight, *_groups(groups, "groups", kept), alpha=1)


def mld_decomposition(
    values: ArrayLike,
    groups: Groups,
    weights: ArrayLike | None = None,
    *,
    zeros: float | None = None,
) -> TheilDecomposition:
    r"""Mean log deviation, Theil's L, split into inequality between groups and within them.

    As for Theil T, but each group's own index is weighted by its share of people: the part within
    is what would be left if all groups had one mean.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, above zero.
    groups
        The group of each: a region, a class, an age.
    weights
        How many people each value stands for; None is one each.
    zeros
        The positive number that stands for a value of zero. None refuses zeros.

    Returns
    -------
    TheilDecomposition
        ``total``, ``between`` and ``within``, zero or more, in natural logarithms; ``groups``, one
        record a group in order of first appearance, those without people left out.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero, or
        zero where ``zeros`` is not given; ``zeros`` not above zero; ``groups`` that are null or not
        one each; ``weights`` that are negative or all zero.

    Notes
    -----
    .. math:: L = \sum_g p_g \ln \frac{\mu}{\mu_g} + \sum_g p_g L_g, \qquad p_g = \frac{W_g}{W}

    Range: each part 0 to the total, which has no bound. A single group's term between is below 0
    where its mean is above that of all.

    Zeros: the logarithm has none; the result depends strongly on the number that stands for them.

    Limits: the part between grows with the number of groups and says nothing of why they differ. A
    few values that are nearly zero can decide the part within.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613-625.

    Examples
    --------
    >>> found = mld_decomposition([10, 10, 40, 40], ["rural", "rural", "urban", "urban"])
    >>> round(found.total, 7), round(found.between, 7), round(found.within, 7)
    (0.2231436, 0.2231436, 0.0)
    """  # noqa: E501
    array, weight, kept = _sample(values, weights)
    array = with_logarithm(array, zeros)
    return _decomposition(array, weight, *_groups(groups, "groups", kept), alpha=0)


def theil_nested(
    values: ArrayLike, groupings: Sequence[Groups], weights: ArrayLike | None = None
) -> NestedTheil:
    r"""Theil T split level by level: between regions, between provinces within them, and so on.

    Parameters
    ----------
    values
        Income, consumption or any other amount that is had, zero or more.
    groupings
        One vector of labels a level, from the outermost to the innermost. A label counts inside the
        groups around it: the same district name in two provinces is two districts.
    weights
        How many people each value stands for; None is one each.

    Returns
    -------
    NestedTheil
        ``total``, ``between`` (one number a level, from the outermost) and ``within`` the innermost
        groups; each zero or more, in natural logarithms.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two; ``values`` that are negative or all zero;
        ``groupings`` that are none, hold null labels or not one each; ``weights`` that are negative
        or all zero.

    Notes
    -----
    .. math:: T = \sum_g s_g \ln \frac{\mu_g}{\mu} + \sum_g s_g \sum_{h \in g} \frac{s_h}{s_g} \ln \frac{\mu_h}{\mu_g} + \sum_h s_h T_h

    For two levels; s is a group's share of all income.

    Range: each part 0 to the total; the total 0 to ln n among n people.

    Zeros: meaningful among other values; a group that has nothing adds nothing.

    Limits: what lies between the groups of a level depends on the levels above it. A level with
    more and smaller groups takes up more of the total whatever it stands for.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Akita, T. (2003). Decomposing regional income inequality in China and Indonesia using two-stage nested Theil decomposition method. The Annals of Regional Science 37(1), 55-77.

    Examples
    --------
    >>> found = theil_nested([10, 30, 20, 60], [["n", "n", "s", "s"], ["a", "b", "a", "b"]])
    >>> [round(part, 7) for part in (found.total, *found.between, found.within)]
    [0.187445, 0.056633, 0.130812, 0.0]
    """  # noqa: E501
    array, weight, kept = _sample(values, weights)
    levels = [_groups(one, "groupings", kept)[1] for one in groupings]
    if not levels:
        raise MetricError("groupings", "are none; name at least one level of groups")
    outer = np.zeros_like(levels[0])
    mean = _means(array, weight, outer)
    around, between = mean, []
    for inner in levels:
        _, first, place = np.unique(
            outer * (inner.max() + 1) + inner, return_index=True, return_inverse=True
        )
        means, people = _means(array, weight, place), _sums(weight, place)
        between.append(_inequality(means, people, around[outer[first]], mean))
        outer, around = place, means
    return NestedTheil(
        total=_inequality(array, weight, mean, mean),
        between=tuple(between),
        within=_inequality(array, weight, around[outer], mean),
    )


def _sample(values: ArrayLike, weights: ArrayLike | None) -> tuple[Array, Array, Kept]:
    """Return values and weights above zero, and which of the rows given these are."""
    array, weight = sample(values, weights, fewest=2)
    kept = np.ones(array.size, bool) if weights is None else numbers(weights, "weights") > 0
    return array, weight, kept


def _groups(groups: Groups, name: str, kept: Kept) -> tuple[list[Hashable], Places]:
    """Return the labels of rows that are kept, in order of first appearance, and each row's."""
    names, place = labels(groups, name, like=kept.astype(np.float64))
    present, first, place = np.unique(place[kept], return_index=True, return_inverse=True)
    order = np.argsort(first)
    return [names[present[one]] for one in order], np.argsort(order)[place]


def _sums(array: Array, place: Places) -> Array:
    return np.bincount(place, array).astype(np.float64)


def _means(array: Array, weight: Array, place: Places) -> Array:
    """Return each group's mean; exactly the value where all of its values are equal."""
    low = np.full(place.max() + 1, np.inf)
    np.minimum.at(low, place, array)
    return low + _sums(weight * (array - low[place]), place) / _sums(weight, place)


def _divergence(array: Array, centre: Array, alpha: int) -> Array:
    """Return the divergence of each from its own centre; none where that is zero and so are all."""
    return divergence(array, np.where(centre > 0, centre, 1.0), alpha) * (centre > 0)


def _inequality(array: Array, people: Array, centre: Array, mean: Array) -> float:
    """Return Theil T around each one's centre, weighted by income."""
    terms = centre / mean * _divergence(array, centre, alpha=1)
    return float(people @ terms / people.sum())


def _decomposition(
    array: Array, weight: Array, names: list[Hashable], place: Places, *, alpha: int
) -> TheilDecomposition:
    """Split the generalised entropy of ``alpha``, which is 0 or 1."""
    mean = _means(array, weight, np.zeros_like(place))
    means, people = _means(array, weight, place), _sums(weight, place)
    population = people / people.sum()
    income = population * means / mean
    share, sign = (income, 1) if alpha == 1 else (population, -1)
    inside = _sums(weight * _divergence(array, means[place], alpha), place) / people
    apart = sign * share * log_ratio(np.where(means > 0, means, mean), mean)
    columns = (population, income, inside, share * inside, apart)
    return TheilDecomposition(
        total=float(weight @ _divergence(array, mean, alpha) / weight.sum()),
        between=float(population @ _divergence(means, mean, alpha)),
        within=float(share @ inside),
        groups=tuple(
            GroupPart(name, *row)
            for name, row in zip(names, np.transpose(columns).tolist(), strict=True)
        ),
    )
