"""A bar a year, its number above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from welfare.briefs.drawing import Drawing, Label, line, rectangle
from welfare.charts.theme import LIGHT

TOP, BOTTOM = 14.0, 24.0


@dataclass(frozen=True)
class Bar:
    """A value with the words above, below and in a second line below; None is not known.

    ``part`` marks what its source covers in part only: the bar is drawn open.
    """

    value: float | None
    above: str
    below: str
    second: str
    part: bool = False


def bars(every: Sequence[Bar], size: tuple[float, float], colour: str, alt: str) -> Drawing:
    """Return the bars side by side, from a line at nought."""
    width, height = size
    step = width / max(len(every), 1)
    highest = max((bar.value or 0.0 for bar in every), default=0.0) or 1.0
    ground = height - BOTTOM
    shapes, labels = [], []
    for place, bar in enumerate(every):
        middle = (place + 0.5) * step
        tall = (ground - TOP) * (bar.value or 0.0) / highest
        fill = LIGHT.surface if bar.part else colour
        shapes.append(
            rectangle(
                middle - step * 0.32,
                ground - tall,
                step * 0.64,
                tall,
                fill,
                stroke=colour,
                stroke_width=0.8,
            )
        )
        labels += [
            Label(middle, ground - tall - 3, bar.above, LIGHT.ink, 7, True, "middle"),
            Label(middle, ground + 9, bar.below, LIGHT.ink, 7, False, "middle"),
            Label(middle, ground + 18, bar.second, LIGHT.muted, 6.5, False, "middle"),
        ]
    shapes.append(line((0, ground), (width, ground), LIGHT.ink, 0.7))
    return Drawing(width, height, shapes, labels, alt)
