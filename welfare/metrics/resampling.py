"""How far a measure of a sample can be trusted: bootstrap and jackknife of any measure."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.concentration import concentration_index
from welfare.metrics.inequality import gini, theil_t
from welfare.metrics.reweighting import (
    OfEach,
    concentration_without_each,
    gini_of_each,
    gini_without_each,
    theil_t_of_each,
)
from welfare.metrics.sample import (
    Array,
    MetricError,
    fraction,
    generator,
    labels,
    numbers,
    sample,
    whole,
)

Statistic: TypeAlias = Callable[..., float]
Vectors: TypeAlias = tuple[Array, ...]

_AT_ONCE = ((gini, gini_of_each), (theil_t, theil_t_of_each))
_BLOCK = 2**20
_UNDEFINED = 0.05
_ONE_BY_ONE = 2_000
_GROUPS = 200


@dataclass(frozen=True)
class Interval:
    """A measure of ``n`` rows with its interval.

    ``undefined`` counts the replicates of which the measure could not be made; they are left out.
    """

    estimate: float
    low: float
    high: float
    standard_error: float
    n: int
    method: str
    undefined: int = 0


def bootstrap(
    statistic: Statistic,
    values: ArrayLike | tuple[ArrayLike, ...],
    weights: ArrayLike | None = None,
    *,
    replicates: int = 1000,
    confidence: float = 0.95,
    seed: int,
    strata: Iterable[Hashable] | None = None,
    method: Literal["percentile", "basic", "bca"] = "percentile",
) -> Interval:
    r"""Interval of any measure by drawing the sample again and again from itself.

    Rows are drawn with replacement, as many as there are; what the measure does from one drawing to
    the next is taken for what it would do from one sample to the next.

    Parameters
    ----------
    statistic
        A measure called as ``statistic(values, weights)``, or as ``statistic(one, other, weights)``
        where it takes two vectors. Rows of weight zero must be to it as if absent.
    values
        One number a row, or a tuple of vectors of one length.
    weights
        How many people each row stands for; None is one each. A row stays one drawing, whatever its
        weight: a thousand people known from one household are one observation.
    replicates
        Samples drawn, at least two beyond each end of the interval.
    confidence
        How often, between 0 and 1, such intervals hold the true value.
    seed
        Decides the drawing; the same seed gives the same interval.
    strata
        The stratum of each row; each is drawn from by itself. None is one stratum.
    method
        ``percentile``: between two quantiles of the replicates; ``basic``: these turned round the
        estimate; ``bca``: quantiles corrected for bias and for an error that grows with the measure.

    Returns
    -------
    Interval
        ``estimate``, ``low``, ``high`` and ``standard_error`` in the unit of the measure; ``n``, the
        rows of positive weight; ``undefined``, the replicates left out.

    Raises
    ------
    MetricError
        Fewer than two rows, or numbers that are not finite; unequal lengths; ``weights`` that are
        negative or all zero; a stratum of one row or of no name; too few ``replicates``; more than 5
        per cent of them undefined; ``confidence`` not between 0 and 1; a negative ``seed``; an
        unknown ``method``, or ``bca`` with strata. What the measure refuses in the whole sample.

    Notes
    -----
    .. math:: \left[ \hat\theta^*_{(\alpha/2)}, \; \hat\theta^*_{(1 - \alpha/2)} \right], \qquad
        \hat\theta^*_b = \theta(y, \; w \circ m_b), \qquad
        m_b \sim \text{Multinomial}(n; \tfrac{1}{n}, \ldots, \tfrac{1}{n})

    Range: percentile and bca stay within what the measure can be; basic may leave it.

    Ties: equal rows are drawn like any others; their order does not matter.

    Limits: holds for rows drawn at random and one by one. A sample of clusters has wider intervals
    than this gives. Few rows, measures of the very top, and the least or greatest value are beyond
    it. Strata of few rows give intervals that are too narrow.

    References
    ----------
    Efron, B. (1979). Bootstrap methods: another look at the jackknife. The Annals of Statistics 7(1), 1-26.
    Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association 82(397), 171-185.
    Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and their Application. Cambridge University Press.

    Examples
    --------
    >>> incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    >>> found = bootstrap(gini, incomes, seed=1)
    >>> round(found.estimate, 7), found.low < found.estimate < found.high
    (0.4620911, True)
    """  # noqa: E501
    tail, rounds = (1 - fraction(confidence, "confidence")) / 2, _rounds(replicates, confidence)
    if method not in {"percentile", "basic", "bca"}:
        raise MetricError("method", f"must be 'percentile', 'basic' or 'bca', is {method!r}")
    if method == "bca" and strata is not None:
        raise MetricError("method", "'bca' is not known with strata; take 'percentile'")
    random = generator(seed)
    vectors, weight, stratum = _rows(values, weights, strata)
    estimate = float(statistic(*vectors, weight))
    of_each = _of_each(statistic, vectors)
    drawn = np.concatenate(
        [of_each(counts * weight) for counts in _resamples(random, stratum, rounds)]
    )
    found = np.sort(drawn[np.isfinite(drawn)])
    undefined = rounds - found.size
    if undefined > _UNDEFINED * rounds:
        raise MetricError(
            "values", f"leave the statistic undefined in {undefined} of {rounds} draws"
        )
    tails = np.array([tail, 1 - tail])
    if method == "bca":
        left_out, _ = _left_out(statistic, vectors, weight, random)
        tails = _corrected(tails, found, estimate, left_out)
    low, high = np.quantile(found, tails)
    if method == "basic":
        low, high = 2 * estimate - high, 2 * estimate - low
    error = float(found.std(ddof=1))
    return Interval(estimate, float(low), float(high), error, weight.size, method, undefined)


def jackknife(
    statistic: Statistic,
    values: ArrayLike | tuple[ArrayLike, ...],
    weights: ArrayLike | None = None,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> Interval:
    r"""Interval of a smooth measure by leaving out each row in turn.

    Nothing is drawn, so the result is the same every time. Of more than 2,000 rows, 200 groups are
    left out in turn instead of rows, but for :func:`~welfare.metrics.inequality.gini`, whose values
    without each row are known in one pass.

    Parameters
    ----------
    statistic
        A measure called as ``statistic(values, weights)``, or as ``statistic(one, other, weights)``
        where it takes two vectors. Rows of weight zero must be to it as if absent.
    values
        One number a row, or a tuple of vectors of one length.
    weights
        How many people each row stands for; None is one each. A row is left out whole.
    confidence
        How often, between 0 and 1, such intervals hold the true value.
    seed
        Decides which rows share a group, where there are groups.

    Returns
    -------
    Interval
        ``estimate``, ``low``, ``high`` and ``standard_error`` in the unit of the measure; ``n``, the
        rows of positive weight.

    Raises
    ------
    MetricError
        Fewer than two rows, or numbers that are not finite; unequal lengths; ``weights`` that are
        negative or all zero; a measure that is undefined without some row; ``confidence`` not
        between 0 and 1; a negative ``seed``.

    Notes
    -----
    .. math:: \hat\theta \pm z \, s, \qquad
        s^2 = \frac{g - 1}{g} \sum_{k=1}^{g} (\hat\theta_{-k} - \bar\theta)^2, \qquad
        \bar\theta = \frac{1}{g} \sum_k \hat\theta_{-k}

    with g rows, or groups of rows, left out in turn.

    Range: symmetric round the estimate; it may leave what the measure can be.

    Ties: equal rows are left out one by one; their order does not matter.

    Limits: wrong for medians, quantiles and ratios of them, which one row does not move smoothly: use
    :func:`bootstrap`. Holds for rows drawn at random and one by one.

    References
    ----------
    Quenouille, M. H. (1956). Notes on bias in estimation. Biometrika 43(3/4), 353-360.
    Tukey, J. W. (1958). Bias and confidence in not-quite large samples. The Annals of Mathematical Statistics 29(2), 614.
    Ogwang, T. (2000). A convenient method of computing the Gini index and its standard error. Oxford Bulletin of Economics and Statistics 62(1), 123-129.

    Examples
    --------
    >>> from welfare.metrics.entropy import mean
    >>> round(jackknife(mean, [1, 2, 3, 4, 5]).standard_error, 7)
    0.7071068
    """  # noqa: E501
    z = NormalDist().inv_cdf(0.5 + fraction(confidence, "confidence") / 2)
    random = generator(seed)
    vectors, weight, _ = _rows(values, weights, None)
    estimate = float(statistic(*vectors, weight))
    left_out, method = _left_out(statistic, vectors, weight, random)
    parts = left_out.size
    error = sqrt((parts - 1) / parts * float(((left_out - left_out.mean()) ** 2).sum()))
    return Interval(
        estimate, estimate - z * error, estimate + z * error, error, weight.size, method
    )


def _rows(
    values: ArrayLike | tuple[ArrayLike, ...],
    weights: ArrayLike | None,
    strata: Iterable[Hashable] | None,
) -> tuple[Vectors, Array, NDArray[np.intp]]:
    """Return vectors, weights and strata of the rows of positive weight, in one fixed order."""
    several = isinstance(values, tuple) and len(values) > 0 and not np.isscalar(values[0])
    given: tuple[Any, ...] = values if several and isinstance(values, tuple) else (values,)
    first = numbers(given[0], "values")
    vectors = [first, *(numbers(vector, "values", like=first) for vector in given[1:])]
    sample(first, weights, negative=True, zero_total=True, fewest=2)
    weight = np.ones_like(first) if weights is None else numbers(weights, "weights")
    stratum = np.zeros(first.size, dtype=np.intp)
    if strata is not None:
        _, stratum = labels(strata, "strata", like=first)
    order = np.lexsort((weight, *reversed(vectors), stratum))
    order = order[weight[order] > 0]
    stratum = stratum[order]
    if strata is not None and (np.unique(stratum, return_counts=True)[1] < 2).any():
        raise MetricError("strata", "one has a single row: join it with another")
    return tuple(vector[order] for vector in vectors), weight[order], stratum


def _rounds(replicates: int, confidence: float) -> int:
    rounds = whole(replicates, "replicates", fewest=2)
    if rounds * (1 - confidence) < 4 - 1e-9:
        raise MetricError("replicates", f"{rounds} are too few for a confidence of {confidence:g}")
    return rounds


def _resamples(
    random: np.random.Generator, stratum: NDArray[np.intp], rounds: int
) -> Iterator[NDArray[np.intp]]:
    """Yield blocks of resamples, one a line: how often each row is drawn, stratum by stratum."""
    rows = stratum.size
    start, end = (np.searchsorted(stratum, stratum, side=side) for side in ("left", "right"))
    low, high = (start, end) if stratum[-1] > stratum[0] else (0, rows)
    block = max(1, _BLOCK // rows)
    for done in range(0, rounds, block):
        size = min(block, rounds - done)
        cells = random.integers(low, high, size=(size, rows))
        cells += np.arange(size)[:, None] * rows
        yield np.bincount(cells.ravel(), minlength=size * rows).reshape(size, rows)


def _of_each(statistic: Statistic, vectors: Vectors) -> OfEach:
    """Return what measures many sets of weights, one a row; NaN where it is undefined."""
    for known, prepare in _AT_ONCE:
        if statistic is known:
            return prepare(vectors[0])
    return lambda weights: np.array([_one(statistic, vectors, row) for row in weights])


def _one(statistic: Statistic, vectors: Vectors, weights: Array) -> float:
    try:
        return float(statistic(*vectors, weights))
    except MetricError:
        return float("nan")


def _left_out(
    statistic: Statistic, vectors: Vectors, weight: Array, random: np.random.Generator
) -> tuple[Array, str]:
    """Return the statistic without each row, or without each group of rows, and how it was done."""
    rows = weight.size
    method = "jackknife"
    if statistic is gini:
        found = gini_without_each(vectors[0], weight)
    elif statistic is concentration_index and rows <= _ONE_BY_ONE:
        found = concentration_without_each(vectors[0], vectors[1], weight)
    else:
        group = np.arange(rows)
        if rows > _ONE_BY_ONE:
            group, method = random.permutation(rows) % _GROUPS, f"jackknife of {_GROUPS} groups"
        found = np.array(
            [_one(statistic, vectors, weight * (group != out)) for out in range(group.max() + 1)]
        )
    if not np.isfinite(found).all():
        raise MetricError("values", "leave the statistic undefined without one of them")
    return found, method


def _corrected(tails: Array, drawn: Array, estimate: float, left_out: Array) -> Array:
    """Return the shares of replicates at which the corrected interval ends (Efron 1987)."""
    normal = NormalDist()
    below = ((drawn < estimate).sum() + (drawn <= estimate).sum()) / (2 * drawn.size)
    margin = 0.5 / drawn.size
    bias = normal.inv_cdf(float(np.clip(below, margin, 1 - margin)))
    pull = left_out.mean() - left_out
    spread = float((pull**2).sum())
    growth = float((pull**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
    moved = [bias + normal.inv_cdf(float(tail)) for tail in tails]
    return np.array([normal.cdf(bias + one / max(1 - growth * one, margin)) for one in moved])
