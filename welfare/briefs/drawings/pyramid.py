"""People by five-year band and sex, stacked by scheme, the nation's age structure as an outline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from welfare.briefs.drawing import Drawing, Label, Point, line, polyline, rectangle
from welfare.charts.theme import LIGHT

AGES, TOP, BOTTOM = 28.0, 12.0, 12.0
"""Points for the ages in the middle, the words above, the numbers below."""
SEX = (-1, 1)
"""Sides of the two sexes: left and right."""
Edge = Callable[[int, float], float]


@dataclass(frozen=True)
class Stacked:
    """A part of every bar: people of the left and of the right sex by band, the youngest first."""

    colour: str
    left: Sequence[float]
    right: Sequence[float]


@dataclass(frozen=True)
class Ages:
    """Words: bands (youngest first), the two sexes, how numbers are written."""

    bands: Sequence[str]
    sexes: Sequence[str]
    shown: Callable[[float], str]


def pyramid(
    parts: Sequence[Stacked],
    outline: Sequence[Sequence[float]],
    ages: Ages,
    size: tuple[float, float],
    alt: str,
) -> Drawing:
    """Return the pyramid, its parts from the middle outward; ``outline`` is drawn over it."""
    width, height = size
    sides = [_sums([part.left for part in parts]), _sums([part.right for part in parts])]
    widest = max(max(side) for side in [*sides, *outline])
    middle, room = width / 2, (width - AGES) / 2
    ground = height - BOTTOM
    step = (ground - TOP) / len(ages.bands)

    def edge(side: int, people: float) -> float:
        return middle + side * (AGES / 2 + room * people / widest)

    shapes, labels = _ground(edge, round_part(widest), ages, ground)
    for row, band in enumerate(ages.bands):
        top = ground - (row + 1) * step
        for side, name in zip(SEX, ("left", "right"), strict=True):
            reached = 0.0
            for part in parts:
                people = getattr(part, name)[row]
                near, far = edge(side, reached), edge(side, reached + people)
                reached += people
                shapes.append(
                    rectangle(min(near, far), top + 0.4, abs(far - near), step - 0.8, part.colour)
                )
        if row % 2 == 0:
            labels.append(
                Label(middle, top + step / 2 + 2.2, band, LIGHT.muted, 6.2, anchor="middle")
            )
    for side, people in zip(SEX, outline, strict=True):
        shapes.append(_outline(people, side, edge, ground, step))
    return Drawing(width, height, shapes, labels, alt)


def round_part(widest: float) -> float:
    """Return a round number of people that lies between half and all of the widest side."""
    size = 1.0
    while size * 10 <= widest:
        size *= 10
    return max(size * part for part in (1, 2, 5) if size * part <= widest)


def _ground(edge: Edge, tick: float, ages: Ages, ground: float) -> tuple[list[str], list[Label]]:
    """Return what the bars stand on: a line at a round number and the words."""
    shapes, labels = [], []
    for side, sex in zip(SEX, ages.sexes, strict=True):
        x = edge(side, tick)
        inner = edge(side, 0)
        shapes.append(line((x, TOP), (x, ground), LIGHT.grid, 0.6))
        labels += [
            Label(x, ground + 8, ages.shown(tick), LIGHT.muted, 6.5, anchor="middle"),
            Label(inner, ground + 8, "0", LIGHT.muted, 6.5, anchor="middle"),
            Label(
                inner + 2 * side,
                7,
                sex,
                LIGHT.ink,
                7.5,
                bold=True,
                anchor="end" if side < 0 else "start",
            ),
        ]
    return shapes, labels


def _sums(parts: Sequence[Sequence[float]]) -> list[float]:
    return [sum(band) for band in zip(*parts, strict=True)]


def _outline(people: Sequence[float], side: int, edge: Edge, ground: float, step: float) -> str:
    corners: list[Point] = []
    for row, count in enumerate(people):
        x = edge(side, count)
        corners += [(x, ground - row * step), (x, ground - (row + 1) * step)]
    return polyline(corners, LIGHT.ink, 0.8)
