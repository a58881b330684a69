"""Which provinces are alike: nearest neighbours on declared variables."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

ROUNDING = 1e-12


def standardised(values: pd.DataFrame, logarithm: Sequence[str] = ()) -> pd.DataFrame:
    """Return every variable in standard deviations from its mean over the areas known.

    Parameters
    ----------
    values
        A row an area, a column a variable; null where not known.
    logarithm
        Variables whose logarithm is standardised; their values must be above zero.

    Returns
    -------
    DataFrame
        Of the same shape. A variable that is the same everywhere tells nothing apart and is 0.

    Raises
    ------
    ValueError
        A value not above zero of a variable named in ``logarithm``.
    """
    numbers = values.astype(float).copy()
    for name in logarithm:
        if (numbers[name] <= 0).any():
            raise ValueError(f"{name}: has no logarithm of {numbers[name].min():g}")
        numbers[name] = np.log(numbers[name])
    spread = numbers.std(ddof=0)
    # Equal values may differ by rounding, which must not be blown up to a standard deviation.
    varies = spread > ROUNDING * numbers.abs().max()
    apart = (numbers - numbers.mean()) / spread.where(varies, 1.0)
    return apart.where(numbers.isna() | varies, 0.0)


def distances(scores: pd.DataFrame, code: str, fewest: int = 1) -> pd.DataFrame:
    r"""Return how far every other area lies from one.

    Parameters
    ----------
    scores
        What :func:`standardised` gives.
    code
        The area from which to measure, a label of the rows.
    fewest
        Variables that must be known for both; areas with fewer are left out.

    Returns
    -------
    DataFrame
        Indexed by area, the nearest first (equal ones by label): ``distance`` in standard
        deviations, zero or more, and ``variables``, how many it is made of.

    Notes
    -----
    .. math:: d_{ab} = \sqrt{\frac{1}{|K|} \sum_{k \in K} (z_{ak} - z_{bk})^2}

    where K are the variables known for both. The mean, not the sum, lets areas with a variable
    less be compared; what is not known is neither guessed nor counted as far.
    """
    others = scores.drop(index=code)
    gaps = others - scores.loc[code]
    known = gaps.notna().sum(axis=1)
    found = pd.DataFrame({"distance": np.sqrt((gaps**2).mean(axis=1)), "variables": known})
    found = found[known >= max(fewest, 1)]
    return found.assign(label=found.index).sort_values(["distance", "label"]).drop(columns="label")
