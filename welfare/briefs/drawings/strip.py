"""A province among all: a tick a province, with region, nation, peers and the province marked.

Every mark has a shape of its own, so that a print in black and white can be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from welfare.briefs.drawing import Drawing, circle, diamond, line, triangle
from welfare.charts.theme import LIGHT

HEIGHT = 15.0
MARK_BOX = (10.0, 13.0)
"""Points that one mark takes in a legend: width and height."""
EDGE = 5.0
"""Points kept free at both ends, for marks that stand there."""
FAINT = "#B4BCC5"
"""Grey of what stands behind; a solid one, since a transparent stroke makes an object of each."""
TICK, MARK = 3.2, 3.1
"""Half the height of a tick, and the radius of a mark."""


@dataclass(frozen=True)
class Places:
    """Values of one indicator and year; None where not known.

    ``median`` is that of the provinces, drawn where there is no value of the nation.
    """

    others: Sequence[float]
    own: float | None
    interval: tuple[float, float] | None
    region: float | None
    nation: float | None
    median: float | None
    peers: Sequence[float]


def strip(places: Places, width: float, alt: str) -> Drawing:
    """Return the strip of one indicator, from its lowest value at the left to its highest."""
    marked = [places.own, places.region, places.nation]
    known = [value for value in marked if value is not None]
    every = [*places.others, *places.peers, *known, *(places.interval or ())] or [0.0]
    low, spread = min(every), max(every) - min(every)

    def at(value: float) -> float:
        part = (value - low) / spread if spread else 0.5
        return EDGE + part * (width - 2 * EDGE)

    middle = HEIGHT / 2
    drawn = [line((EDGE, middle), (width - EDGE, middle), LIGHT.grid, 0.6)]
    drawn += [
        line((at(value), middle - TICK), (at(value), middle + TICK), FAINT, 0.5)
        for value in places.others
    ]
    if places.interval is not None:
        ends = [(at(end), middle) for end in places.interval]
        drawn.append(line(ends[0], ends[1], LIGHT.highlight, 1.8))
    drawn += [peer_mark(at(value), middle) for value in places.peers]
    if places.nation is not None:
        drawn.append(nation_mark(at(places.nation), middle))
    elif places.median is not None:
        drawn.append(median_mark(at(places.median), middle))
    if places.region is not None:
        drawn.append(region_mark(at(places.region), middle))
    if places.own is not None:
        drawn.append(own_mark(at(places.own), middle))
    return Drawing(width, HEIGHT, drawn, alt=alt)


def own_mark(x: float, y: float) -> str:
    """Return the mark of the province."""
    return circle(x, y, MARK + 0.7, LIGHT.highlight, stroke=LIGHT.ink, stroke_width=0.9)


def nation_mark(x: float, y: float) -> str:
    """Return the mark of the nation."""
    return line((x, y - MARK - 3), (x, y + MARK + 3), LIGHT.accent, 1.6)


def median_mark(x: float, y: float) -> str:
    """Return the mark of the median province, which stands in for the nation."""
    ends = (x, y - MARK - 3), (x, y + MARK + 3)
    return line(*ends, LIGHT.accent, 1.2, stroke_dasharray="2 1.3")


def region_mark(x: float, y: float) -> str:
    """Return the mark of the region."""
    return triangle(x, y + 0.4, MARK, LIGHT.second, stroke=LIGHT.surface, stroke_width=0.5)


def peer_mark(x: float, y: float) -> str:
    """Return the mark of a province that is like this one."""
    return diamond(x, y, MARK - 0.4, LIGHT.surface, stroke=LIGHT.ink, stroke_width=0.7)


def other_mark(x: float, y: float) -> str:
    """Return the mark of any other province."""
    return line((x, y - TICK), (x, y + TICK), LIGHT.muted, 0.7)
