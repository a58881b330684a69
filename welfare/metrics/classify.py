"""Classes of a map and bands of a list."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Classes:
    """Classes between ``edges``: class ``i`` holds ``edges[i] <= value < edges[i + 1]``.

    The last class holds its upper edge too. Zero stands apart and is in no class.
    """

    edges: tuple[float, ...]

    @property
    def count(self) -> int:
        """Number of classes."""
        return max(0, len(self.edges) - 1)

    def index(self, values: ArrayLike) -> NDArray[np.int_]:
        """Return the class of each value, 0-based; -1 for zero and for no value."""
        array = np.asarray(values, dtype=float)
        found = np.searchsorted(np.asarray(self.edges[1:-1]), array, side="right")
        return np.where(np.isfinite(array) & (array != 0) & (self.count > 0), found, -1)


def quantile_classes(values: ArrayLike, count: int = 5) -> Classes:
    """Return at most ``count`` classes with about as many values in each.

    Parameters
    ----------
    values
        Any numbers; zeros, NaN and infinities are left out of the quantiles.
    count
        Classes wanted. Ties may leave fewer: equal values are always in one class.

    Examples
    --------
    >>> quantile_classes([1, 2, 3, 4], 2).edges
    (1.0, 2.5, 4.0)
    """
    array = np.asarray(values, dtype=float)
    array = array[np.isfinite(array) & (array != 0)]
    if array.size == 0:
        return Classes(())
    edges = np.unique(np.quantile(array, np.linspace(0, 1, count + 1)))
    if edges.size == 1:
        edges = np.array([edges[0], edges[0]])
    return Classes(tuple(float(edge) for edge in edges))
