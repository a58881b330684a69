"""A series as a line in a box of one by one."""

import pandas as pd

from welfare.catalog import Indicator
from welfare.exhibition.making import part
from welfare.metrics.series import same_method, without_gaps

Points = list[list[float] | None]
"""``[x, y]``; ``[]`` where years are missing between two, None where another method begins."""


def line_points(
    rows: pd.DataFrame, indicator: Indicator, box: tuple[int, int, float] | None = None
) -> Points:
    """Return the points of a series.

    Parameters
    ----------
    rows
        Columns year, value, vintage_id.
    box
        First year, last year and the value at the top; by default those of the series.
    """
    known = rows[rows["value"].notna()]
    first, last, top = box or (
        int(known["year"].min()),
        int(known["year"].max()),
        float(known["value"].max()),
    )
    points: Points = []
    for stretch in same_method(rows, indicator):
        if points:
            points.append(None)
        for number, unbroken in enumerate(without_gaps(stretch, indicator)):
            if number:
                points.append([])
            points += [
                [part(int(year) - first, last - first), part(float(value), top)]
                for year, value in zip(unbroken["year"], unbroken["value"], strict=True)
            ]
    return points
