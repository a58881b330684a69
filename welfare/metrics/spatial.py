"""Whether areas that touch are alike: Moran's I and local clusters."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.adjacency import Neighbours, neighbours, touching_pairs
from welfare.metrics.sample import Array, MetricError, fraction, generator, numbers, whole

__all__ = [
    "LocalCluster",
    "Moran",
    "Neighbours",
    "local_clusters",
    "morans_i",
    "neighbours",
    "touching_pairs",
]

Places: TypeAlias = NDArray[np.intp]
Kind: TypeAlias = Literal["high_high", "low_low", "high_low", "low_high", "not_significant"]

_FEWEST = 3
_BLOCK = 2**20
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Moran:
    """Moran's I, what it would be on average in a random order, and how rare it would be there."""

    i: float
    expected: float
    p_value: float
    n: int


@dataclass(frozen=True)
class LocalCluster:
    """An area beside its neighbours; ``adjusted`` is the p-value that decides the kind."""

    area: Hashable
    i: float
    p_value: float
    adjusted: float
    kind: Kind


def morans_i(
    values: ArrayLike, neighbours: Neighbours, *, permutations: int = 999, seed: int
) -> Moran:
    r"""Measure whether neighbouring areas have similar values (Moran's I).

    Above its expected value, high stands beside high and low beside low; below it, areas differ
    from their neighbours more than in a random order.

    Parameters
    ----------
    values
        The value of each area, in the order of ``neighbours.areas``.
    neighbours
        What :func:`neighbours` gives; each area's neighbours count equally and add up to one.
    permutations
        Random orders of the values to compare with, 99 or more.
    seed
        Decides the random orders; the same seed gives the same p-value.

    Returns
    -------
    Moran
        ``i``, without unit, mostly between -1 and 1; ``expected``, its mean over all orders;
        ``p_value``, two-sided, from 1 / permutations to 1; ``n``, the number of areas.

    Raises
    ------
    MetricError
        Values that are no numbers, all equal, fewer than three or not one an area; fewer than 99
        permutations; a negative seed.

    Notes
    -----
    .. math:: I = \frac{\sum_i z_i \sum_j w_{ij} z_j}{\sum_i z_i^2}, \qquad z_i = y_i - \bar y,
        \qquad E(I) = \frac{-1}{n - 1}

    .. math:: p = \min \left( 1, \; 2 \, \frac{1 + \min(\#\{I^* \ge I\}, \#\{I^* \le I\})}{m + 1}
        \right)

    Range: between the extreme eigenvalues of the centred weights, mostly about -0.75 to 1.05.

    Ties: an order that gives the same I as the map counts in both tails.

    Limits: one number for the whole map; it does not say where (:func:`local_clusters` does). Rates
    of small areas vary by chance and blur it. Another rule of neighbourhood, another number.

    References
    ----------
    Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. Biometrika 37(1/2), 17-23.
    Cliff, A. D. and Ord, J. K. (1981). Spatial Processes: Models and Applications. Pion.

    Examples
    --------
    >>> rows = [(a, a + 3) for a in range(6)] + [(a, a + 1) for a in range(8) if a % 3 < 2]
    >>> found = morans_i(range(9), neighbours(rows, range(9)), seed=1)
    >>> round(found.i, 10), found.expected
    (0.5555555556, -0.125)
    """
    z, rounds = _deviations(values, neighbours), whole(permutations, "permutations", fewest=99)
    random, (_, starts, flat) = generator(seed), _links(neighbours)
    degrees = np.diff(np.append(starts, flat.size))

    def of(orders: Array) -> Array:
        lagged = np.add.reduceat(orders[:, flat], starts, axis=1) / degrees
        found: Array = (orders * lagged).sum(axis=1) / (z @ z)
        return found

    observed = of(z[None, :])[0]
    above = below = 0
    for size in _blocks(rounds, flat.size):
        drawn = of(random.permuted(np.tile(z, (size, 1)), axis=1))
        above += int((drawn >= observed - _ROUNDING).sum())
        below += int((drawn <= observed + _ROUNDING).sum())
    p_value = min(1.0, 2 * (1 + min(above, below)) / (rounds + 1))
    return Moran(float(observed), -1 / (z.size - 1), p_value, z.size)


def local_clusters(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    permutations: int = 9_999,
    seed: int,
    alpha: float = 0.05,
    correction: Literal["fdr", "none"] = "fdr",
) -> tuple[LocalCluster, ...]:
    r"""Find the areas that stand in a cluster of high or low values, or against their neighbours.

    ``high_high`` is an area above the mean among neighbours above it, ``low_low`` one below among
    such; ``high_low`` and ``low_high`` are areas unlike their neighbours. The rest could be chance.

    Parameters
    ----------
    values
        The value of each area, in the order of ``neighbours.areas``.
    neighbours
        What :func:`neighbours` gives; each area's neighbours count equally and add up to one.
    permutations
        Random draws of an area's neighbours from all others, 99 or more. With 999 an area alone can
        never pass ``fdr`` among 77; the default leaves room.
    seed
        Decides the draws; the same seed gives the same clusters.
    alpha
        With ``fdr``, the share of clusters that may be false; with ``none``, the share of areas
        without any cluster that are called one.
    correction
        ``fdr`` controls the false discovery rate over all areas; ``none`` tests each by itself.

    Returns
    -------
    tuple of LocalCluster
        One an area in the order of ``neighbours.areas``: local ``i``, without unit, whose mean over
        areas is Moran's I; two-sided ``p_value`` and ``adjusted``, 0 to 1; ``kind``.

    Raises
    ------
    MetricError
        Values that are no numbers, all equal, fewer than three or not one an area; fewer than 99
        permutations; a negative seed; ``alpha`` not between 0 and 1; an unknown ``correction``.

    Notes
    -----
    .. math:: I_i = \frac{n z_i \sum_j w_{ij} z_j}{\sum_k z_k^2}, \qquad
        \frac{1}{n} \sum_i I_i = I

    .. math:: p_{(i)}^{adjusted} = \min_{k \ge i} \frac{n}{k} \, p_{(k)}

    Range: local I has no fixed bounds; an area at the mean has 0 and is never significant.

    Ties: a draw that gives the same I as the map counts in both tails.

    Limits: p-values of neighbours depend on each other; simulations find that the control of false
    discoveries then holds. A kind describes an area and its neighbours together, not the area.

    References
    ----------
    Anselin, L. (1995). Local indicators of spatial association: LISA. Geographical Analysis 27(2), 93-115.
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful approach to multiple testing. Journal of the Royal Statistical Society B 57(1), 289-300.
    Caldas de Castro, M. and Singer, B. H. (2006). Controlling the false discovery rate: a new application to account for multiple and dependent tests in local statistics of spatial association. Geographical Analysis 38(2), 180-208.

    Examples
    --------
    >>> pairs = [(a, a + step) for step in (1, 2, 3) for a in range(30 - step)]
    >>> found = local_clusters([9] * 10 + [0] * 20, neighbours(pairs, range(30)), seed=1)
    >>> found[4].kind, found[10].kind
    ('high_high', 'not_significant')
    """  # noqa: E501
    z, rounds = _deviations(values, neighbours), whole(permutations, "permutations", fewest=99)
    random, limit = generator(seed), fraction(alpha, "alpha")
    if correction not in {"fdr", "none"}:
        raise MetricError("correction", f"must be 'fdr' or 'none', is {correction!r}")
    heads, starts, flat = _links(neighbours)
    degrees = np.bincount(heads)
    lagged = np.add.reduceat(z[flat], starts) / degrees
    local, scale = z * lagged, (z @ z) / z.size
    above, below = np.zeros(z.size, dtype=np.intp), np.zeros(z.size, dtype=np.intp)
    turn = np.arange(flat.size) - starts[heads]
    margin = _ROUNDING * (np.abs(local) + scale)
    for size in _blocks(rounds, max(flat.size, z.size)):
        others = random.permuted(np.tile(np.arange(z.size - 1), (size, 1)), axis=1)[:, turn]
        others += others >= heads
        drawn = z * np.add.reduceat(z[others], starts, axis=1) / degrees
        above += (drawn >= local - margin).sum(axis=0)
        below += (drawn <= local + margin).sum(axis=0)
    p_values = np.minimum(1.0, 2 * (1 + np.minimum(above, below)) / (rounds + 1))
    adjusted = _false_discovery(p_values) if correction == "fdr" else p_values
    return tuple(
        LocalCluster(area, float(i), float(p), float(q), _kind(q <= limit, high, beside))
        for area, i, p, q, high, beside in zip(
            neighbours.areas, local / scale, p_values, adjusted, z > 0, lagged > 0, strict=True
        )
    )


def _kind(significant: bool, high: bool, beside: bool) -> Kind:
    if not significant:
        return "not_significant"
    if high:
        return "high_high" if beside else "high_low"
    return "low_high" if beside else "low_low"


def _false_discovery(p_values: Array) -> Array:
    """Return the smallest rate of false discoveries at which each is one (Benjamini-Hochberg)."""
    order = np.argsort(p_values, kind="stable")[::-1]
    scaled = p_values[order] * (p_values.size / np.arange(p_values.size, 0, -1))
    adjusted = np.empty_like(p_values)
    adjusted[order] = np.minimum.accumulate(np.minimum(scaled, 1.0))
    return adjusted


def _deviations(values: ArrayLike, neighbours: Neighbours) -> Array:
    """Return the values less their mean, in parts of the largest."""
    array = numbers(values, "values", like=np.zeros(len(neighbours.areas)))
    if array.size < _FEWEST:
        raise MetricError("values", f"holds {array.size} where {_FEWEST} are needed")
    z: Array = array - array[0]
    if not z.any():
        raise MetricError("values", "are all equal: there is nothing to compare")
    z /= np.abs(z).max()
    z -= z.mean()
    return z


def _links(neighbours: Neighbours) -> tuple[Places, Places, Places]:
    """Return area and neighbour of every link, and where each area's links start."""
    degrees = np.array([len(found) for found in neighbours.places])
    flat = np.fromiter(chain.from_iterable(neighbours.places), dtype=np.intp)
    starts = np.concatenate(([0], np.cumsum(degrees)[:-1])).astype(np.intp)
    return np.repeat(np.arange(degrees.size), degrees), starts, flat


def _blocks(rounds: int, width: int) -> Iterable[int]:
    """Cut the rounds into blocks that fit in memory."""
    block = max(1, _BLOCK // width)
    return (min(block, rounds - done) for done in range(0, rounds, block))
