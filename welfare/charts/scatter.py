"""Scales of a scatter, and names beside its marks that do not cover one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10

import pandas as pd
import plotly.graph_objects as go

from welfare.charts.lettering import letters
from welfare.charts.theme import Palette

SKEWED = 10
"""Where the highest value is so many times the middle one, the scale is logarithmic."""
FREE = 0.09
"""The part of a scale that is left free beyond the values at each end."""
WIDTH = 440
"""Pixels that the plot is taken to be wide when names are kept apart: between phone and desk."""
LETTER, LINE, MARK = 7.5, 17.0, 9.0

Box = tuple[float, float, float, float]
Beside = tuple[str, float, float]


@dataclass(frozen=True)
class Scale:
    """An axis from its first end to its last, in powers of ten where ``log``."""

    first: float
    last: float
    log: bool

    @property
    def range(self) -> tuple[float, float]:
        """The two ends as Plotly takes them."""
        return round(self.first, 4), round(self.last, 4)

    def place(self, value: float) -> float:
        """Return where a value stands: 0 at the first end, 1 at the last."""
        at = log10(value) if self.log else value
        return round((at - self.first) / (self.last - self.first), 4)


def scale(values: "pd.Series[float]", *, turned: bool = False) -> Scale:
    """Return the scale that holds all ``values``; ``turned`` has the lowest at its last end."""
    low, middle, high = float(values.min()), float(values.median()), float(values.max())
    log = low > 0 and high > SKEWED * middle
    ends = (log10(low), log10(high)) if log else (low, high)
    free = FREE * (ends[1] - ends[0]) or 1.0
    first, last = ends[0] - free, ends[1] + free
    if not log and low >= 0:
        first = max(first, -free)
    return Scale(last, first, log) if turned else Scale(first, last, log)


def names_apart(
    places: Mapping[str, tuple[float, float]], names: Mapping[str, str], height: float
) -> dict[str, Beside]:
    """Return where each name stands beside its mark; one that fits nowhere is left out.

    Parameters
    ----------
    places
        Where every mark stands, from 0 to 1 to the right and upwards.
    names
        The names of some of them, the most important first.
    height
        Pixels that the plot is high.

    Returns
    -------
    dict
        Of each name that fits: its anchor (left, right or center) and its shift from the mark in
        pixels, to the right and upwards.
    """
    points = {key: (x * WIDTH, y * height) for key, (x, y) in places.items()}
    marks = {key: (x - MARK, y - MARK, x + MARK, y + MARK) for key, (x, y) in points.items()}
    taken: list[Box] = []
    found: dict[str, Beside] = {}
    for key, name in names.items():
        others = [box for other, box in marks.items() if other != key]
        for beside in (("left", 11.0, 0.0), ("right", -11.0, 0.0), *_ABOVE_AND_BELOW):
            box = _box(points[key], beside, LETTER * letters(name))
            inside = min(box[:2]) >= 0 and box[2] <= WIDTH and box[3] <= height
            if inside and not any(_overlap(box, other) for other in (*taken, *others)):
                taken.append(box)
                found[key] = beside
                break
    return found


_ABOVE_AND_BELOW: tuple[Beside, ...] = (("center", 0.0, 17.0), ("center", 0.0, -17.0))


def _box(point: tuple[float, float], beside: Beside, width: float) -> Box:
    anchor, right, up = beside
    x, y = point[0] + right, point[1] + up
    start = {"left": x, "right": x - width, "center": x - width / 2}[anchor]
    return start, y - LINE / 2, start + width, y + LINE / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def name_marks(
    fig: go.Figure,
    places: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    height: float,
    palette: Palette,
) -> None:
    """Write names beside their marks, those alone for which there is room; as names_apart."""
    for key, (anchor, right, up) in names_apart(places, names, height).items():
        x, y = places[key]
        fig.add_annotation(
            x=x,
            y=y,
            xref="x domain",
            yref="y domain",
            xanchor=anchor,
            xshift=right,
            yshift=up,
            text=names[key],
            showarrow=False,
            font={"size": 13, "color": palette.ink},
        )
