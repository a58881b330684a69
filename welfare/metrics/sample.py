"""What every measure asks of the numbers it is given."""

from typing import TypeAlias

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
    name
        The argument as the caller knows it.
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
        weight = numbers(weights, "weights", like=array)
        if (weight < 0).any():
            raise MetricError("weights", f"holds the negative number {weight.min():g}")
        if not weight.any():
            raise MetricError("weights", "are all zero")
        array, weight = array[weight > 0], weight[weight > 0]
    if not negative and (array < 0).any():
        raise MetricError(name, f"holds the negative number {array.min():g}")
    if array.size < fewest:
        raise MetricError(name, f"holds {array.size} of positive weight where {fewest} are needed")
    if not zero_total and not array.any():
        raise MetricError(name, "are all zero")
    return array, weight
