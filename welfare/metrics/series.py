"""Series over years: which of their values may be compared."""

import pandas as pd

from welfare.catalog import Indicator


def same_method(rows: pd.DataFrame, indicator: Indicator) -> list[pd.DataFrame]:
    """Return the stretches of a series that were made by one method and stand in one edition.

    Parameters
    ----------
    rows
        Columns year and vintage_id (null where there is but one edition), in order of years.
    indicator
        Its declared breaks part the series, the break's year opening the new stretch.
    """
    breaks = [point.year for point in indicator.breaks]
    method = rows["year"].map(lambda year: sum(year >= first for first in breaks))
    edition = rows["vintage_id"].fillna("")
    changed = (edition != edition.shift()) | (method != method.shift())
    return [part for _, part in rows.groupby(changed.cumsum(), sort=True)]


def without_gaps(rows: pd.DataFrame, indicator: Indicator) -> list[pd.DataFrame]:
    """Return the stretches of known values that nothing interrupts.

    A year without a value interrupts. So does a year that is not there at all where the indicator
    comes from a register, which has every year; a survey has the years in which it was held.
    """
    known = rows[rows["value"].notna()]
    missing_before = rows["value"].isna().cumsum()[known.index]
    interrupted = missing_before != missing_before.shift()
    if indicator.basis == "register":
        interrupted |= known["year"].diff() > 1
    return [part for _, part in known.groupby(interrupted.cumsum(), sort=True)]
