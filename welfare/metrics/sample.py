"""What every measure asks of the numbers it is given."""

from collections.abc import Hashable, Iterable
from operator import index
from typing import SupportsIndex, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]


class MetricError(ValueError):
    """Numbers of which a measure cannot be made; ``argument`` names the one at fault."""

    def __init__(self, argument: str, fault: str) -> None:
        self.argument, self.fault = argument, fault
        super().__init__(f"{argument}: {fault}")


def numbers(values: ArrayLike, name: str, *, like: Array | None = None) -> Array:
    """Return ``values`` as a vector of finite numbers.

    Parameters
    ----------
    values
        Anything that is one row of numbers.
    name
        The argument as the caller knows it.
    like
        A vector that it must be as long as.

    Raises
    ------
    MetricError
        Empty, no numbers, not one row, NaN or infinite, or of another length.
    """
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise MetricError(name, "holds something that is no number") from None
    if array.ndim != 1:
        raise MetricError(name, f"must be one row of numbers, has {array.ndim} dimensions")
    if array.size == 0:
        raise MetricError(name, "is empty")
    if not np.isfinite(array).all():
        first = int(np.flatnonzero(~np.isfinite(array))[0])
        raise MetricError(name, f"holds {array[first]} at position {first}")
    if like is not None and array.size != like.size:
        raise MetricError(name, f"has {array.size} numbers where {like.size} are needed")
    return array


def sample(
    values: ArrayLike,
    weights: ArrayLike | None,
    *,
    name: str = "values",
    weights_name: str = "weights",
    negative: bool = False,
    zero_total: bool = False,
    fewest: int = 1,
) -> tuple[Array, Array]:
    """Return values and weights that a measure can be made of, those of weight zero left out.

    Parameters
    ----------
    values
        One number a person, household or area.
    weights
        How many each stands for; None is one each.
    name, weights_name
        The two arguments as the caller knows them.
    negative, zero_total
        Whether negative values, or nothing but zeros, are meaningful to the measure.
    fewest
        Values of positive weight that the measure needs.

    Raises
    ------
    MetricError
        What :func:`numbers` refuses; negative weights, weights that are all zero, too few values;
        negative or all-zero values where these mean nothing.
    """
    array = numbers(values, name)
    if weights is None:
        weight = np.ones_like(array)
    else:
        weight = numbers(weights, weights_name, like=array)
        if (weight < 0).any():
            raise MetricError(weights_name, f"holds the negative number {weight.min():g}")
        if not weight.any():
            raise MetricError(weights_name, "are all zero")
        array, weight = array[weight > 0], weight[weight > 0]
    if not negative and (array < 0).any():
        raise MetricError(name, f"holds the negative number {array.min():g}")
    if array.size < fewest:
        raise MetricError(name, f"holds {array.size} of positive weight where {fewest} are needed")
    if not zero_total and not array.any():
        raise MetricError(name, "are all zero")
    return array, weight


def labels(
    values: Iterable[Hashable], name: str, *, like: Array
) -> tuple[list[Hashable], NDArray[np.intp]]:
    """Return the distinct labels in order of first appearance, and where each one stands there.

    Parameters
    ----------
    values
        One label a person, household or area: words, numbers, whatever can be told apart.
    name
        The argument as the caller knows it.
    like
        A vector that it must be as long as.

    Raises
    ------
    MetricError
        No row of labels, of another length, or a label that is null.
    """
    try:
        row = values.tolist() if isinstance(values, np.ndarray) else list(values)
        places = {label: place for place, label in enumerate(dict.fromkeys(row))}
    except TypeError:
        raise MetricError(name, "must be one row of labels") from None
    if len(row) != like.size:
        raise MetricError(name, f"has {len(row)} labels where {like.size} are needed")
    if any(_null(label) for label in places):
        raise MetricError(name, "holds a label that is null")
    return list(places), np.fromiter(map(places.__getitem__, row), np.intp, len(row))


def _null(label: Hashable) -> bool:
    """Tell whether it is None or, like NaN and its kin, unequal to itself."""
    try:
        return label is None or not bool(label == label)  # noqa: PLR0124
    except TypeError:
        return True


def lines(line: ArrayLike, *, like: Array) -> Array:
    """Return the poverty line of each, above zero, from one for all or from one each."""
    limit = numbers(np.full(like.size, line) if np.isscalar(line) else line, "line", like=like)
    if (limit <= 0).any():
        raise MetricError("line", f"must be above zero, holds {limit.min():g}")
    return limit


def fraction(value: float, name: str) -> float:
    """Return ``value`` where it lies between 0 and 1, neither included; else raise MetricError."""
    number = float(numbers([value], name)[0])
    if not 0 < number < 1:
        raise MetricError(name, f"must lie between 0 and 1, is {number:g}")
    return number


def whole(value: SupportsIndex, name: str, *, fewest: int) -> int:
    """Return ``value`` where it is a whole number, ``fewest`` or more; else raise MetricError."""
    try:
        number = index(value)
    except TypeError:
        raise MetricError(name, f"must be a whole number, is {value!r}") from None
    if number < fewest:
        raise MetricError(name, f"must be at least {fewest}, is {number}")
    return number


def generator(seed: SupportsIndex) -> np.random.Generator:
    """Return the source of random numbers that ``seed`` stands for; same seed, same numbers."""
    return np.random.default_rng(whole(seed, "seed", fewest=0))
