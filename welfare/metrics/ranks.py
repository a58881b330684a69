"""How far the ranks of areas can be trusted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.sample import Array, MetricError, fraction, generator, numbers, whole

_BLOCK = 2**20


@dataclass(frozen=True)
class RankIntervals:
    """For each area its rank, 1 the highest, and the ranks that it may have."""

    rank: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True)
class RankSets:
    """For each area the ranks, 1 the highest, between which it lies with all others at once."""

    low: tuple[int, ...]
    high: tuple[int, ...]


def rank_intervals(
    estimates: ArrayLike,
    standard_errors: ArrayLike,
    *,
    confidence: float = 0.95,
    draws: int = 10_000,
    seed: int,
) -> RankIntervals:
    r"""Rank areas and tell between which ranks each lies, by simulation.

    The figures are drawn again and again around their estimates; the ranks that an area takes in
    most draws are its interval. Each interval is for one area by itself.

    Parameters
    ----------
    estimates
        The figure of each area.
    standard_errors
        Of each estimate, zero or more; zero is a figure that is known.
    confidence
        The share of draws, between 0 and 1, that an interval holds.
    draws
        How often all areas are drawn, 100 or more.
    seed
        Decides the draws; the same seed gives the same intervals.

    Returns
    -------
    RankIntervals
        ``rank``, ``low`` and ``high`` of each area, whole numbers from 1 (the highest estimate) to
        the number of areas.

    Raises
    ------
    MetricError
        Fewer than two areas; a negative standard error; numbers that are not finite; unequal
        lengths; fewer than 100 draws; ``confidence`` not between 0 and 1; a negative seed.

    Notes
    -----
    .. math:: R_i^* = 1 + \#\{ j : \theta_j^* > \theta_i^* \}, \qquad
        \theta_i^* \sim N(\hat\theta_i, s_i^2)

    Range: 1 to the number of areas.

    Ties: equal estimates share the better rank. In draws, areas that are equal without error may
    have any of the ranks that they hold together.

    Limits: the estimates are taken as independent and normal. Drawing around noisy estimates spreads
    them further apart than areas are and pulls the first and the last inwards. For a statement
    about all areas at once use :func:`simultaneous_rank_intervals`.

    References
    ----------
    Goldstein, H. and Spiegelhalter, D. J. (1996). League tables and their limitations: statistical issues in comparisons of institutional performance. Journal of the Royal Statistical Society A 159(3), 385-443.

    Examples
    --------
    >>> rank_intervals([10, 30, 29], [1, 2, 2], seed=1)
    RankIntervals(rank=(3, 1, 2), low=(3, 1, 1), high=(3, 2, 2))
    """  # noqa: E501
    values = numbers(estimates, "estimates")
    errors = numbers(standard_errors, "standard_errors", like=values)
    if values.size < 2:
        raise MetricError("estimates", "holds 1 where 2 are needed")
    if (errors < 0).any():
        raise MetricError("standard_errors", f"holds the negative number {errors.min():g}")
    tail = (1 - fraction(confidence, "confidence")) / 2
    rounds, random = whole(draws, "draws", fewest=100), generator(seed)
    best_of, worst_of = (np.zeros((values.size, values.size), dtype=np.intp) for _ in range(2))
    block = max(1, _BLOCK // values.size)
    for done in range(0, rounds, block):
        size = min(block, rounds - done)
        best, worst = _ranks(values + errors * random.standard_normal((size, values.size)))
        _count(best_of, best)
        _count(worst_of, worst)
    below, up_to = np.cumsum(best_of, axis=1), np.cumsum(worst_of, axis=1)
    rank, _ = _ranks(values[None, :])
    return RankIntervals(
        _whole(rank[0]),
        _whole((below < rounds * tail).sum(axis=1) + 1),
        _whole((up_to < rounds * (1 - tail)).sum(axis=1) + 1),
    )


def simultaneous_rank_intervals(low: ArrayLike, high: ArrayLike) -> RankSets:
    r"""Tell between which ranks every area lies, all at once, from intervals of their figures.

    An area stands below every area whose interval lies wholly above its own, and above every area
    whose interval lies wholly below. Where the intervals hold together, so do the ranks.

    Parameters
    ----------
    low, high
        Limits of the figure of each area, that hold for all areas at once with the confidence
        wanted: intervals of the confidence that :func:`joint_confidence` gives.

    Returns
    -------
    RankSets
        ``low`` and ``high`` of each area, whole numbers from 1 (the highest figure) to the number
        of areas.

    Raises
    ------
    MetricError
        Fewer than two areas; a ``low`` above its ``high``; numbers that are not finite; unequal
        lengths.

    Notes
    -----
    .. math:: 1 + \#\{ j : L_j > U_i \} \;\le\; R_i \;\le\; n - \#\{ j : U_j < L_i \}

    Range: 1 to the number of areas; the set of an area is never empty.

    Ties: intervals that only touch leave the order open.

    Limits: the confidence is at least that of the intervals, for small differences far more. Nothing
    is said of which rank within a set is likelier.

    References
    ----------
    Klein, M., Wright, T. and Wieczorek, J. (2020). A joint confidence region for an overall ranking of populations. Journal of the Royal Statistical Society C 69(3), 589-606.

    Examples
    --------
    >>> simultaneous_rank_intervals([8, 26, 25], [12, 34, 33])
    RankSets(low=(3, 1, 1), high=(3, 2, 2))
    """  # noqa: E501
    bottom = numbers(low, "low")
    top = numbers(high, "high", like=bottom)
    if bottom.size < 2:
        raise MetricError("low", "holds 1 where 2 are needed")
    if (bottom > top).any():
        place = int(np.argmax(bottom > top))
        raise MetricError("low", f"is above high at position {place}")
    above = bottom.size - np.searchsorted(np.sort(bottom), top, side="right")
    below = np.searchsorted(np.sort(top), bottom, side="left")
    return RankSets(_whole(above + 1), _whole(bottom.size - below))


def joint_confidence(areas: int, *, confidence: float = 0.95) -> float:
    r"""Confidence that each interval needs for all of them to hold at once.

    Parameters
    ----------
    areas
        How many independent intervals there are.
    confidence
        How often, between 0 and 1, all are to hold.

    Returns
    -------
    float
        The confidence of each, between ``confidence`` and 1.

    Raises
    ------
    MetricError
        ``areas`` that are no whole number of at least one; ``confidence`` not between 0 and 1.

    Notes
    -----
    .. math:: c_1 = c^{1/n}

    Range: ``confidence`` (one area) to 1.

    Limits: exact for independent estimates, and more than enough for normal ones that are not.

    References
    ----------
    Šidák, Z. (1967). Rectangular confidence regions for the means of multivariate normal distributions. Journal of the American Statistical Association 62(318), 626-633.

    Examples
    --------
    >>> round(joint_confidence(77), 6)
    0.999334
    """  # noqa: E501
    return float(fraction(confidence, "confidence") ** (1 / whole(areas, "areas", fewest=1)))


def _ranks(drawn: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return, row by row, the best and the worst rank that each value may have, from 1 down."""
    order = np.argsort(-drawn, axis=1, kind="stable")
    ordered = np.take_along_axis(drawn, order, axis=1)
    place = np.arange(drawn.shape[1])
    fresh = np.ones(drawn.shape, dtype=bool)
    fresh[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    last = np.ones(drawn.shape, dtype=bool)
    last[:, :-1] = fresh[:, 1:]
    first = np.maximum.accumulate(np.where(fresh, place, 0), axis=1)
    final = np.where(last, place, place.size)[:, ::-1]
    final = np.minimum.accumulate(final, axis=1)[:, ::-1]
    best, worst = np.empty_like(order), np.empty_like(order)
    np.put_along_axis(best, order, first + 1, axis=1)
    np.put_along_axis(worst, order, final + 1, axis=1)
    return best, worst


def _count(into: NDArray[np.intp], ranks: NDArray[np.intp]) -> None:
    """Add to ``into`` how often each area (row) had each rank (column)."""
    areas = into.shape[0]
    cells = (np.arange(areas) * areas + ranks - 1).ravel()
    into += np.bincount(cells, minlength=areas * areas).reshape(areas, areas)


def _whole(ranks: NDArray[np.intp]) -> tuple[int, ...]:
    return tuple(int(rank) for rank in ranks)
