"""How an amount is shared out: in proportion to weights, between floors and caps."""

from collections.abc import Sequence
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from welfare.metrics.sample import Array, MetricError, numbers

ROUNDS = 8
"""Times that the rest left by rounding is given to an entry; mostly one is enough."""
TOLERANCE = 1e-12
"""How far, of the total, floors may exceed it and caps fall short of it by rounding alone."""


def allocate(
    total: float,
    weights: ArrayLike,
    *,
    floor: ArrayLike | None = None,
    cap: ArrayLike | None = None,
) -> Array:
    r"""Share a total out in proportion to weights, so that floors and caps hold and all is given.

    Who would get less than its floor gets the floor, who would get more than its cap gets the cap;
    the others share what is left in proportion to their weights.

    Parameters
    ----------
    total
        What is shared out; zero or more.
    weights
        The claim of each, such as its people or its poor; zero or more, not all zero.
    floor
        The least that each gets, one for all or one each; None is zero.
    cap
        The most that each gets, one for all or one each; None is without bound.

    Returns
    -------
    Array
        What each gets, in the unit of ``total``, in the order of ``weights``.

    Raises
    ------
    MetricError
        A ``total`` that is negative; ``weights`` that are negative or all zero; a ``floor`` that is
        negative or asks for more than there is; a ``cap`` below its floor, or caps that leave
        something over; numbers that are not finite; unequal lengths.

    Notes
    -----
    .. math:: x_i = \min \left( c_i, \max \left( f_i, \lambda w_i \right) \right), \qquad
        \sum_i x_i = X

    The level is found where the sum, which rises in straight pieces along it, reaches the total.

    Range: each between its floor and its cap.

    Zeros: a weight of zero gets its floor and no more.

    Limits: proportional to the weights given and to nothing else: what is wrong in them is wrong in
    the result. A floor and a cap on the same entry can leave little to be shared by need.

    References
    ----------
    Thomson, W. (2003). Axiomatic and game-theoretic analysis of bankruptcy and taxation problems: a survey. Mathematical Social Sciences 45(3), 249-297.
    Patriksson, M. (2008). A survey on the continuous nonlinear resource allocation problem. European Journal of Operational Research 185(1), 1-46.

    Examples
    --------
    >>> allocate(100, [1, 1, 2]).tolist()
    [25.0, 25.0, 50.0]
    >>> allocate(100, [1, 1, 2], floor=[30, 0, 0], cap=[100, 100, 40]).tolist()
    [30.0, 30.0, 40.0]
    """  # noqa: E501
    amount = float(numbers([total], "total")[0])
    if amount < 0:
        raise MetricError("total", f"must be zero or more, is {amount:g}")
    weight = _weights(weights, "weights")
    least = _bound(floor, "floor", 0.0, weight)
    most = _bound(cap, "cap", np.inf, weight)
    if (most < least).any():
        raise MetricError("cap", f"lies below the floor at position {int((most < least).argmax())}")
    if least.sum() > amount * (1 + TOLERANCE):
        raise MetricError("floor", f"asks for {least.sum():g} where there are {amount:g}")
    room = np.where(weight > 0, most, least).sum()
    if room < amount * (1 - TOLERANCE):
        raise MetricError("cap", f"leaves over {amount - room:g} of {amount:g}")
    found = np.clip(_level(amount, weight, least, most) * weight, least, most)
    return _exact(found, amount, weight, least, most)


def blended(rules: Sequence[ArrayLike], shares: ArrayLike) -> Array:
    r"""Blend rules of sharing out: a part of the total follows each.

    Parameters
    ----------
    rules
        The weights of each rule, as :func:`allocate` takes them; all as long as one another.
    shares
        The part of the total that follows each rule; zero or more, in any unit.

    Returns
    -------
    Array
        Weights that sum to one: what each gets of a total of one.

    Raises
    ------
    MetricError
        ``rules`` that are none, negative or all zero; ``shares`` that are negative or all zero;
        numbers that are not finite; unequal lengths.

    Notes
    -----
    .. math:: w_i = \sum_k \frac{s_k}{S} \frac{w_{k,i}}{\sum_j w_{k,j}}

    Range: 0 to 1.

    Zeros: what no rule gives anything gets nothing.

    Limits: floors and caps are laid on the blend, not on each rule before.

    References
    ----------
    Thomson, W. (2003). Axiomatic and game-theoretic analysis of bankruptcy and taxation problems: a survey. Mathematical Social Sciences 45(3), 249-297.

    Examples
    --------
    >>> blended([[1, 1], [0, 1]], [50, 50]).tolist()
    [0.25, 0.75]
    """  # noqa: E501
    if not len(rules):
        raise MetricError("rules", "are none")
    part = _weights(shares, "shares", like=np.empty(len(rules)))
    first = _weights(rules[0], "rules")
    each = np.array([_weights(rule, "rules", like=first) for rule in rules])
    found: Array = (part / part.sum()) @ (each / each.sum(axis=1, keepdims=True))
    return found


def _weights(values: ArrayLike, name: str, *, like: Array | None = None) -> Array:
    array = numbers(values, name, like=like)
    if (array < 0).any():
        raise MetricError(name, f"holds the negative number {array.min():g}")
    if not array.any():
        raise MetricError(name, "are all zero")
    return array


def _bound(bound: ArrayLike | None, name: str, otherwise: float, like: Array) -> Array:
    if bound is None:
        return np.full(like.size, otherwise)
    each: Any = np.full(like.size, bound) if np.isscalar(bound) else bound
    array = numbers(each, name, like=like)
    if (array < 0).any():
        raise MetricError(name, f"holds the negative number {array.min():g}")
    return array


def _level(amount: float, weight: Array, least: Array, most: Array) -> float:
    """Return what a weight of one gets where neither floor nor cap holds."""
    shared = weight > 0
    w, low, high = weight[shared], least[shared], most[shared]
    rest = amount - least[~shared].sum()
    ends = np.concatenate([low / w, high / w])
    steps = np.unique(ends[np.isfinite(ends)])
    given = np.clip(steps[:, None] * w, low, high).sum(axis=1)
    place = int(np.searchsorted(given, rest, side="left"))
    if place < steps.size and (given[place] == rest or place == 0):
        return float(steps[place])
    start = steps[place - 1]
    rising = (low / w <= start) & (high / w > start)
    slope = w[rising].sum()
    return float(start + (rest - given[place - 1]) / slope) if slope else float(start)


def _exact(found: Array, amount: float, weight: Array, least: Array, most: Array) -> Array:
    """Give what rounding left over to the largest entry that has room for it."""
    for _ in range(ROUNDS):
        rest = amount - fsum(found)
        if rest == 0:
            break
        room = (weight > 0) & (found + rest >= least) & (found + rest <= most)
        if not room.any():
            break
        found[np.flatnonzero(room)[found[room].argmax()]] += rest
    return found
