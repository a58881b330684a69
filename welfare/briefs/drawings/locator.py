"""Where a province lies: the country, its region, the province."""

import re

from welfare.briefs.drawing import Drawing, circle, path
from welfare.catalog import catalogue
from welfare.charts.map_shapes import shapes
from welfare.charts.theme import LIGHT

SMALL = 20.0
"""Units of the country's box: a province that is less wide and high gets a ring around it."""
COORDINATE = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def locator(codes: tuple[str, ...], height: float, alt: str) -> Drawing:
    """Return the country ``height`` points high, with ``codes`` dark and their regions shaded."""
    country = shapes()
    scale = height / country["height"]
    provinces = catalogue().provinces
    regions = {provinces[code].region for code in codes}
    fills = {
        code: LIGHT.sequential[1] if provinces[code].region in regions else LIGHT.grid
        for code in country["provinces"]
    } | dict.fromkeys(codes, LIGHT.accent)
    outlines = "".join(
        path(country["provinces"][code], fill, stroke=LIGHT.surface, stroke_width=0.6)
        for code, fill in fills.items()
    )
    rings = "".join(_ring(country["provinces"][code]) for code in codes)
    return Drawing(
        width=country["width"] * scale,
        height=height,
        shapes=(f'<g transform="scale({scale:.5f})">{outlines}{rings}</g>',),
        alt=alt,
    )


def _ring(d: str) -> str:
    """Return a ring around a shape that is too small to be found."""
    places = [(float(x), float(y)) for x, y in COORDINATE.findall(d)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    if size >= 2 * SMALL:
        return ""
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return circle(*middle, size / 2 + 0.8 * SMALL, "none", stroke=LIGHT.highlight, stroke_width=5)
