"""A drawing in points: shapes as SVG, words beside them for the typesetter to set as text.

Words are kept out of the SVG since only text that the typesetter sets itself can be read aloud,
searched and copied in Thai. Shapes are made of numbers and of colours of the theme alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import quoteattr

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """Words at a place: ``y`` is their baseline, ``x`` where they begin, have their middle or end.

    ``width`` is the room within which they may break into lines; None keeps them on one.
    """

    x: float
    y: float
    words: str
    colour: str
    size: float = 7.5
    bold: bool = False
    anchor: Anchor = "start"
    width: float | None = None


@dataclass(frozen=True)
class Drawing:
    """Shapes and words in a box of ``width`` by ``height`` points; ``alt`` says what is drawn."""

    width: float
    height: float
    shapes: Sequence[str]
    labels: Sequence[Label] = field(default=())
    alt: str = ""

    @property
    def svg(self) -> str:
        """The shapes as an SVG document."""
        size = f"{number(self.width)} {number(self.height)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
            f' width="{number(self.width)}" height="{number(self.height)}">'
            f"{''.join(self.shapes)}</svg>"
        )


def number(value: float) -> str:
    """Return a length with at most two decimals: a hundredth of a point is nothing in print."""
    return f"{round(value, 2) + 0.0:g}"


def rectangle(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    """Return a filled rectangle."""
    return _tag("rect", x=x, y=y, width=width, height=height, fill=fill, **more)


def circle(x: float, y: float, radius: float, fill: str, **more: object) -> str:
    """Return a filled circle."""
    return _tag("circle", cx=x, cy=y, r=radius, fill=fill, **more)


def diamond(x: float, y: float, radius: float, fill: str, **more: object) -> str:
    """Return a filled square that stands on its corner."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return _tag("polygon", points=_points(corners), fill=fill, **more)


def triangle(x: float, y: float, radius: float, fill: str, **more: object) -> str:
    """Return a filled triangle that points up."""
    corners = ((x, y - radius), (x + radius, y + radius * 0.8), (x - radius, y + radius * 0.8))
    return _tag("polygon", points=_points(corners), fill=fill, **more)


def line(start: Point, end: Point, stroke: str, width: float = 0.5, **more: object) -> str:
    """Return a straight line."""
    return _tag(
        "line",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=stroke,
        stroke_width=width,
        **more,
    )


def polyline(points: Iterable[Point], stroke: str, width: float, **more: object) -> str:
    """Return a line through points, its corners round."""
    return _tag(
        "polyline",
        points=_points(points),
        fill="none",
        stroke=stroke,
        stroke_width=width,
        stroke_linejoin="round",
        stroke_linecap="round",
        **more,
    )


def path(d: str, fill: str, **more: object) -> str:
    """Return the shape of a path."""
    return _tag("path", d=d, fill=fill, **more)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _tag(name: str, **attributes: object) -> str:
    written = " ".join(
        f"{key.replace('_', '-')}={quoteattr(_written(value))}" for key, value in attributes.items()
    )
    return f"<{name} {written}/>"


def _written(value: object) -> str:
    return number(value) if isinstance(value, int | float) else str(value)
