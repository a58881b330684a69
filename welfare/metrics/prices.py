"""Money of several years at the prices of one: what a price index takes out of it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

BASE = 100.0
"""What a price index is in its base year."""


def at_base_prices(amount: ArrayLike, index: ArrayLike) -> NDArray[np.float64]:
    r"""Return amounts at the prices of the base year of the index.

    .. math:: a / (I / 100)

    Parameters
    ----------
    amount
        Money at the prices of its own year.
    index
        Price index of that year, 100 in the base year, above 0. NaN gives NaN.

    Raises
    ------
    ValueError
        Where an index is zero or less.

    Examples
    --------
    >>> float(at_base_prices(88.0, 80.0))
    110.0
    """
    prices = np.asarray(index, dtype=float)
    if (prices <= 0).any():
        raise ValueError("a price index is above zero")
    return np.asarray(np.asarray(amount, dtype=float) * BASE / prices, dtype=float)


def implicit_index(amount: ArrayLike, index: ArrayLike) -> float:
    r"""Return the price index of a sum whose parts have price indices of their own.

    .. math:: 100 \sum_i a_i / \sum_i \frac{a_i}{I_i / 100}

    The implicit deflator of national accounts (System of National Accounts 2008, 15.164): the sum
    at its own prices over the sum of the parts at base prices. It lies between the smallest and the
    largest index of the parts that have money.

    Parameters
    ----------
    amount
        Money of every part, 0 or more. Parts without an index (NaN) are left out.
    index
        Price index of every part, 100 in the base year, above 0.

    Returns
    -------
    float
        The index; NaN where no part has both money and an index.

    Examples
    --------
    >>> implicit_index([100.0, 300.0], [100.0, 100.0])
    100.0
    >>> round(implicit_index([100.0, 100.0], [50.0, 100.0]), 2)
    66.67
    """
    money, prices = np.asarray(amount, dtype=float), np.asarray(index, dtype=float)
    known = ~(np.isnan(money) | np.isnan(prices))
    real = float(at_base_prices(money[known], prices[known]).sum())
    return BASE * float(money[known].sum()) / real if real > 0 else float("nan")
