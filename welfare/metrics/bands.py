"""Bands of areas, where ranks would say more than is known."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from welfare.metrics.sample import Array, MetricError, numbers, whole


def bands(
    values: ArrayLike, low: ArrayLike | None = None, high: ArrayLike | None = None, count: int = 4
) -> NDArray[np.intp]:
    r"""Put areas in bands, the highest first.

    With intervals a band begins with the highest area that is left, its head, and runs down to the
    last area whose interval still overlaps that of the head: areas of one band cannot be told apart
    from its head. Without intervals the bands hold about the same number of areas.

    Parameters
    ----------
    values
        The figure of each area.
    low, high
        Limits of each figure, both or neither; None where no chance in the figures is known.
    count
        Bands wanted where no limits are known. Equal figures may leave fewer.

    Returns
    -------
    ndarray of int
        The band of each area: 0 is the highest, and no number is left out.

    Raises
    ------
    MetricError
        No areas; one of ``low`` and ``high`` without the other; a ``low`` above its ``high``;
        numbers that are not finite; unequal lengths; a ``count`` that is no whole number of at
        least one.

    Notes
    -----
    .. math:: b_i = b_h \iff U_i \ge L_h \text{ and } U_j \ge L_h \text{ for all } j
        \text{ between } h \text{ and } i

    where :math:`h` is the head of the band and :math:`L, U` are the limits. Without limits:

    .. math:: b_i = \left\lfloor \frac{k}{n} \left( \#\{ j : y_j > y_i \}
        + \tfrac12 \#\{ j : y_j = y_i \} \right) \right\rfloor

    Range: 0 to the number of areas less one; without limits to ``count`` less one.

    Ties: without limits equal figures are in one band. With limits the one whose limit reaches
    higher stands first, and equal figures of unequal limits may be in two bands.

    Limits: two areas of one band may differ from each other, and areas on both sides of an edge
    may not: a band only says what cannot be told apart from its head. Intervals overlap more often
    than figures are alike, so bands are wider than a test of each pair would make them.

    References
    ----------
    Goldstein, H. and Healy, M. J. R. (1995). The graphical presentation of a collection of means. Journal of the Royal Statistical Society A 158(1), 175-177.

    Examples
    --------
    >>> bands([9, 8, 4, 3], low=[7, 6, 3, 1], high=[11, 10, 5, 5]).tolist()
    [0, 0, 1, 1]
    >>> bands([10, 50, 20, 40], count=2).tolist()
    [1, 0, 1, 0]
    """  # noqa: E501
    figures = numbers(values, "values")
    wanted = whole(count, "count", fewest=1)
    if low is None and high is None:
        return _of_equal_number(figures, wanted)
    if low is None or high is None:
        missing = "low" if low is None else "high"
        raise MetricError(missing, "must be given where the other limit is")
    bottom, top = numbers(low, "low", like=figures), numbers(high, "high", like=figures)
    if (bottom > top).any():
        raise MetricError("low", f"is above high at position {int(np.argmax(bottom > top))}")
    return _of_overlap(figures, bottom, top)


def _of_overlap(figures: Array, bottom: Array, top: Array) -> NDArray[np.intp]:
    order = np.lexsort((-bottom, -top, -figures))
    found = np.empty(figures.size, dtype=np.intp)
    band = 0
    while order.size:
        head = order[0]
        apart = (bottom[order] > top[head]) | (top[order] < bottom[head])
        length = int(apart.argmax()) if apart.any() else order.size
        found[order[:length]] = band
        order, band = order[length:], band + 1
    return found


def _of_equal_number(figures: Array, count: int) -> NDArray[np.intp]:
    ordered = np.sort(figures)
    higher = figures.size - np.searchsorted(ordered, figures, side="right")
    at_least = figures.size - np.searchsorted(ordered, figures, side="left")
    # Twice the middle place of each tie, in whole numbers so that no edge is rounded.
    found = (higher + at_least) * count // (2 * figures.size)
    return np.searchsorted(np.unique(found), found)
