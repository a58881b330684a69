"""The provinces as paths, for what draws without a map library: screens, years, briefs."""

import json
import math
from functools import lru_cache
from typing import TypedDict

from welfare.paths import BOUNDARIES

WIDTH = 520
"""Width of the box that the country is drawn in; its height follows."""


class MapShapes(TypedDict):
    """A box, and the path of every province in it by code."""

    width: int
    height: int
    provinces: dict[str, str]


@lru_cache(maxsize=1)
def shapes() -> MapShapes:
    """Return the box and a path of every province, in the Mercator projection of the pages' maps.

    Coordinates have one decimal: a tenth of the box's unit is half a pixel of a large screen.
    """
    features = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    rings = {feature["id"]: _rings(feature["geometry"]) for feature in features}
    points = [point for each in rings.values() for ring in each for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / (right - left)
    return {
        "width": WIDTH,
        "height": math.ceil((bottom - top) * scale),
        "provinces": {
            code: "".join(_path(ring, left, top, scale) for ring in each)
            for code, each in rings.items()
        },
    }


def _rings(geometry: dict[str, list[object]]) -> list[list[tuple[float, float]]]:
    kind, parts = str(geometry["type"]), geometry["coordinates"]
    polygons = [parts] if kind == "Polygon" else parts
    return [
        [_projected(float(x), float(y)) for x, y in ring]
        for polygon in polygons
        for ring in polygon  # type: ignore[attr-defined]
    ]


def _projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Return a place in radians of the Mercator projection, y growing to the south."""
    return (
        math.radians(longitude),
        -math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)),
    )


def _path(ring: list[tuple[float, float]], left: float, top: float, scale: float) -> str:
    places = [f"{(x - left) * scale:.1f},{(y - top) * scale:.1f}" for x, y in ring[:-1]]
    return f"M{'L'.join(places)}Z"
