"""Gini index of data that are published in groups: between which bounds it lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from welfare.metrics.inequality import gini
from welfare.metrics.sample import Array, MetricError, numbers, sample

_MISSED = 0.01
"""By how much shares may miss their whole, which rounding to printed digits makes them do."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class GroupedGini:
    """Gini index of everybody, from groups: it lies between ``lower`` and ``upper``.

    At ``lower`` all are equal inside each group. ``estimate`` lies two thirds of the way from there
    to ``upper``, where it would be with people spread evenly over each bin; None where the edges of
    the bins or the means in them are not known.
    """

    lower: float
    upper: float
    estimate: float | None = None


def gini_from_shares(
    income_shares: ArrayLike, population_shares: ArrayLike | None = None
) -> GroupedGini:
    r"""Bounds of the Gini index from the shares of income that groups such as fifths have.

    Nothing is assumed but that no income is below zero and that nobody in a group has more than
    anybody in the next one.

    Parameters
    ----------
    income_shares
        Share of all income that each group has, from the poorest group up; fractions that add up to
        1 or per cent that add up to 100.
    population_shares
        Share of all people in each group, likewise; None is equal groups.

    Returns
    -------
    GroupedGini
        ``lower`` and ``upper``, between 0 and 1, without a unit; no ``estimate``.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths, fewer than two groups; shares that are negative or miss 1
        and 100 by more than a hundredth; ``income_shares`` of which the mean of a group is below
        that of the one before, or of a group without people.

    Notes
    -----
    .. math:: G_L = 1 - \sum_k (p_k - p_{k-1})(L_k + L_{k-1})

    .. math:: G_U = G_L + \max_{m} \sum_k \frac{P_k^2}{\mu} \cdot \frac{(\mu_k - m_{k-1})(m_k - \mu_k)}{m_k - m_{k-1}}, \qquad \mu_k \le m_k \le \mu_{k+1}

    The Lorenz curve L is known at the ends of the groups. The lower bound joins these points by
    straight lines. For the upper one the curve bends as far as it can: each group, of P people and
    a mean, is split between the incomes m at its two ends, which are not known; those are taken,
    from 0 below the first group and without limit above the last, at which the sum is greatest.
    Both are sharp: a distribution with these shares comes as near to them as one likes. Shares are
    divided by their sum.

    Range: 0 to 1; the lower at most the upper.

    Zeros: meaningful; the poorest groups may have nothing.

    Ties: in two neighbouring groups of one mean all have the same; there is no room between them.

    Limits: true only of the amounts, and of the order of people, from which the shares were made;
    rounding of the shares moves both bounds. Of incomes with an index near 0.4, fifths leave a band
    of about 0.06, tenths of 0.02.

    References
    ----------
    Gastwirth, J. L. (1972). The estimation of the Lorenz curve and Gini index. Review of Economics and Statistics 54(3), 306-316.
    Mehran, F. (1975). Bounds on the Gini index based on observed points of the Lorenz curve. Journal of the American Statistical Association 70(349), 64-66.

    Examples
    --------
    >>> found = gini_from_shares([7.6, 42.9, 49.5], [20, 60, 20])
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.3352, 0.4592)
    """  # noqa: E501
    income = _shares(income_shares, "income_shares")
    if population_shares is None:
        people = np.full(income.size, 1 / income.size)
    else:
        numbers(population_shares, "population_shares", like=income)
        people = _shares(population_shares, "population_shares")
    if income[people == 0].any():
        raise MetricError("income_shares", "holds income of a group without people")
    income, people = income[people > 0], people[people > 0]
    if income.size < 2:
        raise MetricError("income_shares", "holds one group, which says nothing of inequality")
    return _between_neighbours(income / people, people, "income_shares")


def gini_from_bins(
    population: ArrayLike, means: ArrayLike | None = None, edges: ArrayLike | None = None
) -> GroupedGini:
    r"""Bounds of the Gini index from the number of people in each bin of income.

    Bins are known by the mean income in each, by their edges, or best by both.

    Parameters
    ----------
    population
        People in each bin, from the poorest up; a bin without people is as if absent.
    means
        Mean income in each bin; None where it is not known.
    edges
        Where bins begin and end, one more than there are bins, rising from zero or more; the last
        may be infinite for a bin that is open above. None where they are not known.

    Returns
    -------
    GroupedGini
        ``lower`` and ``upper``, between 0 and 1, without a unit; with means and edges an
        ``estimate`` between them.

    Raises
    ------
    MetricError
        Not finite, of unequal lengths; a ``population`` that is negative or all zero; ``means``
        that are negative, all zero, outside their bin or, without edges, below the one before or
        fewer than two; ``edges`` that do not rise or begin below zero; neither of the two.

    Notes
    -----
    .. math:: G_L = \frac{1}{2 \mu} \sum_j \sum_k P_j P_k \left| \mu_j - \mu_k \right|

    .. math:: G_U = G_L + \frac{1}{\mu} \sum_k P_k^2 \, \frac{(\mu_k - a_k)(b_k - \mu_k)}{b_k - a_k}

    P is the share of people in a bin from a to b. At the lower bound all in a bin have its mean; at
    the upper one they stand at its two edges, in numbers that keep the mean. In a bin open above,
    all but a vanishing few stand at its lower edge, and the term is the mean less a. Both bounds
    are sharp. The estimate is one third of the lower and two thirds of the upper.

    Without edges the upper bound is that of :func:`gini_from_shares`. Without means both are
    extremes over all incomes that the edges allow: for the lower one all stand at the edge of their
    bin that is nearer to one point in the middle, for the upper one at the edge that is further
    from it. An open last bin then leaves the upper bound at 1.

    Range: 0 to 1; the lower at most the upper.

    Zeros: meaningful; the first bin may begin at zero and its mean may be zero.

    Limits: true only where nobody is in a wrong bin and no income is below zero. Bins by households
    give the index among households, not among people.

    References
    ----------
    Gastwirth, J. L. (1972). The estimation of the Lorenz curve and Gini index. Review of Economics and Statistics 54(3), 306-316.
    Mehran, F. (1975). Bounds on the Gini index based on observed points of the Lorenz curve. Journal of the American Statistical Association 70(349), 64-66.
    Cowell, F. A. and Mehta, F. (1982). The estimation and interpolation of inequality measures. Review of Economic Studies 49(2), 273-290.

    Examples
    --------
    >>> found = gini_from_bins([50, 30, 20], [6, 14, 40], [0, 10, 20, float("inf")])
    >>> round(found.lower, 4), round(found.upper, 4), round(found.estimate, 4)
    (0.4053, 0.5116, 0.4761)
    """  # noqa: E501
    given = numbers(population, "population")
    _, people = sample(given, given, name="population", weights_name="population")
    if edges is None:
        if means is None:
            raise MetricError("means", "are needed where edges are not known")
        mean, people = sample(
            numbers(means, "means", like=given),
            given,
            name="means",
            weights_name="population",
            fewest=2,
        )
        return _between_neighbours(mean, people / people.sum(), "means")
    low, high = (bound[given > 0] for bound in _bins(edges, given.size))
    people = people / people.sum()
    if means is None:
        return GroupedGini(_least(people, low, high), _greatest(people, low, high))
    numbers(means, "means", like=given)
    mean, _ = sample(means, given, name="means", weights_name="population")
    if (mean < low * (1 - _ROUNDING)).any() or (mean > high * (1 + _ROUNDING)).any():
        raise MetricError("means", "holds one that lies outside its bin")
    lower = _lowest(people, mean)
    with np.errstate(invalid="ignore"):
        room = np.where(np.isinf(high), 1.0, (high - mean) / (high - low))
    spread = people**2 @ np.maximum((mean - low) * room, 0) / (people @ mean)
    return GroupedGini(lower, lower + float(spread), lower + float(spread) * 2 / 3)


def gini_grouped(
    income_shares: ArrayLike | None = None,
    population: ArrayLike | None = None,
    *,
    means: ArrayLike | None = None,
    edges: ArrayLike | None = None,
) -> GroupedGini:
    r"""Bounds of the Gini index from grouped data, in whichever form these are published.

    Parameters
    ----------
    income_shares
        Share of all income that each group has, as :func:`gini_from_shares` takes them.
    population
        Beside shares the share of people in each group, None for equal groups; beside means or
        edges the people in each bin.
    means, edges
        Mean income in each bin, and where bins begin and end, as :func:`gini_from_bins` takes them.

    Returns
    -------
    GroupedGini
        ``lower`` and ``upper``, between 0 and 1, without a unit; ``estimate`` with means and edges.

    Raises
    ------
    MetricError
        Both shares and bins, or neither; what the two functions refuse.

    Notes
    -----
    .. math:: G_L \le G \le G_U

    Shares of groups and counts in bins lead to the same two bounds; the formulas stand with
    :func:`gini_from_shares` and :func:`gini_from_bins`.

    Range: 0 to 1; the lower at most the upper.

    Limits: those of the two functions; published groups say nothing of who is in which.

    References
    ----------
    Gastwirth, J. L. (1972). The estimation of the Lorenz curve and Gini index. Review of Economics and Statistics 54(3), 306-316.
    Mehran, F. (1975). Bounds on the Gini index based on observed points of the Lorenz curve. Journal of the American Statistical Association 70(349), 64-66.

    Examples
    --------
    >>> found = gini_grouped([7, 12, 16, 22, 43])
    >>> round(found.lower, 3), round(found.upper, 3)
    (0.328, 0.381)
    """  # noqa: E501
    if income_shares is not None:
        if means is not None or edges is not None:
            raise MetricError("income_shares", "are given beside bins; give one or the other")
        return gini_from_shares(income_shares, population)
    if population is None:
        raise MetricError("income_shares", "are needed, or population with means or edges")
    return gini_from_bins(population, means, edges)


def _shares(values: ArrayLike, name: str) -> Array:
    """Return shares divided by their sum, which must be about 1 or about 100."""
    array = numbers(values, name)
    if (array < 0).any():
        raise MetricError(name, f"holds the negative number {array.min():g}")
    total = array.sum()
    if min(abs(total - 1), abs(total / 100 - 1)) > _MISSED:
        raise MetricError(name, f"adds up to {total:g}, neither to 1 nor to 100")
    return np.asarray(array / total)


def _bins(edges: ArrayLike, count: int) -> tuple[Array, Array]:
    """Return lower and upper edges of so many bins."""
    row = np.asarray(edges, dtype=object)
    open_above = row.ndim == 1 and row.size > 1 and row[-1] == np.inf
    array = numbers(row[:-1] if open_above else row, "edges")
    array = np.append(array, np.inf) if open_above else array
    if array.size != count + 1:
        raise MetricError("edges", f"has {array.size} numbers where {count + 1} are needed")
    if array[0] < 0 or (np.diff(array) <= 0).any():
        raise MetricError("edges", "must rise from zero or more")
    return array[:-1], array[1:]


def _lowest(people: Array, mean: Array) -> float:
    return gini(mean, people) if mean.size > 1 else 0.0


def _between_neighbours(mean: Array, people: Array, name: str) -> GroupedGini:
    """Return the bounds where no edges are known: each mean lies between its neighbours'."""
    if (np.diff(mean) < -_ROUNDING * mean[:-1]).any():
        first = int(np.argmax(np.diff(mean) < -_ROUNDING * mean[:-1])) + 1
        raise MetricError(name, f"gives group {first + 1} a lower mean than the one before")
    lower = _lowest(people, mean)
    return GroupedGini(lower, lower + _widest(np.maximum.accumulate(mean), people))


def _widest(mean: Array, people: Array) -> float:
    """Return the greatest inequality that there can be within groups of these means.

    By duality the greatest sum over the unknown incomes between groups is the least sum of
    steps[k] * held[k]^2, where held[k] people on each side of the boundary below group k stand
    right at it, and every group is used up: held[k] + held[k + 1] >= people[k], and held[k] alone
    in the last. ``rest[k]`` is the best held[k] as far as the groups below the boundary know.
    """
    steps = np.diff(mean, prepend=0.0).tolist()
    size = people.tolist()
    rest: list[float] = []
    for boundary in range(len(size)):
        rest.append(_cheapest(boundary, steps, size, rest))
    held = [max(size[-1], rest[-1])]
    for group in range(len(size) - 2, -1, -1):
        held.append(max(size[group] - held[-1], rest[group]))
    return float(np.dot(steps, np.square(held[::-1])) / (people @ mean))


def _cheapest(boundary: int, steps: list[float], size: list[float], rest: list[float]) -> float:
    """Return how many held at ``boundary`` cost least together with the boundaries below it.

    So long as the groups below are just used up, what each boundary holds is plus or minus what
    this one does, and a shift; the cost is least where its slope, a straight line, crosses zero.
    Where that leaves a boundary less than its own ``rest``, it and those below do not matter.
    """
    if steps[boundary] == 0:
        return sum(size)
    steepness = level = least = shift = 0.0
    sign = 1
    for below in range(boundary, -1, -1):
        if below < boundary:
            sign, shift = -sign, size[below] - shift
            if sign * least + shift <= rest[below]:
                break
        steepness += steps[below]
        level += sign * steps[below] * shift
        least = -level / steepness
    return least


def _least(people: Array, low: Array, high: Array) -> float:
    """Return the least index: the poorer bins at their upper edge, the richer at their lower.

    The index is a ratio of sums over incomes, least where each is at an end of its range.
    """
    return min(
        _lowest(people, np.append(high[:split], low[split:])) for split in range(people.size)
    )


def _greatest(people: Array, low: Array, high: Array) -> float:
    """Return the greatest index: the poor at the lower edge of their bin, the rich at the upper.

    Who ranks above (1 + G) / 2, where G is the index, raises it by having more. So each index found
    says whom to count as rich next, and what follows is greater until it is the greatest.
    """
    if low[-1] == 0 or np.isinf(high[-1]):
        return 1.0
    begin = np.cumsum(people) - people
    found, better = -1.0, 0.0
    while better > found:
        found = better
        poor = np.clip((1 + found) / 2 - begin, 0, people)
        better = gini(np.append(low, high), np.append(poor, people - poor))
    return found
