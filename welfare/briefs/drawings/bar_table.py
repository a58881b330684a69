"""Bars in the cells of a table: areas down, years across, one scale for all."""

from collections.abc import Sequence
from dataclasses import dataclass

from welfare.briefs.drawing import Drawing, Label, line, rectangle
from welfare.charts.theme import LIGHT

NAMES, HEAD, GAP, VALUE = 92.0, 13.0, 10.0, 40.0
"""Points for the names at the left, for the heads, between columns, for a value beside its bar."""
BAR = 0.62
"""The part of a row that its bar fills."""


@dataclass(frozen=True)
class Column:
    """The bars of one column from the top, each a value with its words; None is not known."""

    head: str
    values: Sequence[tuple[float | None, str]]


def bar_table(
    names: Sequence[str],
    columns: Sequence[Column],
    size: tuple[float, float],
    ends: tuple[float, float],
    alt: str,
) -> Drawing:
    """Return the table within ``size``, its bars between the ``ends`` of their scale and nought."""
    width, height = size
    step = (width - NAMES) / max(len(columns), 1)
    row = (height - HEAD) / max(len(names), 1)
    low, high = min(0.0, *ends), max(0.0, *ends)
    a_unit = max(step - GAP - VALUE, 1.0) / ((high - low) or 1.0)
    letters = min(7.5, row * 0.72)
    shapes, labels = [], []
    for place, name in enumerate(names):
        labels.append(Label(0, _baseline(place, row, letters), name, LIGHT.ink, letters))
    for across, column in enumerate(columns):
        nought = NAMES + across * step - low * a_unit
        labels.append(Label(nought, HEAD - 5, column.head, LIGHT.ink, 7.5, True))
        for place, (value, words) in enumerate(column.values):
            end = nought + (value or 0.0) * a_unit
            left, top = min(nought, end), HEAD + (place + (1 - BAR) / 2) * row
            if value is not None:
                shapes.append(rectangle(left, top, abs(end - nought), row * BAR, LIGHT.accent))
            y = _baseline(place, row, letters)
            labels.append(Label(max(nought, end) + 3, y, words, LIGHT.ink, letters))
        shapes.append(line((nought, HEAD), (nought, height), LIGHT.ink, 0.5))
    return Drawing(width, height, shapes, labels, alt)


def _baseline(place: int, row: float, letters: float) -> float:
    return HEAD + (place + 0.5) * row + letters * 0.34
