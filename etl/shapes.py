"""Which provinces are neighbours, from their shapes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas

from etl.boundaries import FILE
from welfare.metrics.adjacency import touching_pairs

UTM_47_NORTH = 32647
"""Distances over Thailand in metres."""


@dataclass(frozen=True)
class Layout:
    """The pairs of provinces that lie side by side, and the centre of each in metres."""

    pairs: tuple[tuple[str, str], ...]
    centres: dict[str, tuple[float, float]]


@lru_cache(maxsize=1)
def read_layout(reference: Path) -> Layout:
    """Return how the provinces lie; an island lies beside the province whose shore is nearest."""
    shapes = geopandas.read_file(reference / FILE).set_index("code").geometry.to_crs(UTM_47_NORTH)
    pairs = [(str(a), str(b)) for a, b in touching_pairs(shapes, shapes.index)]
    touched = {code for pair in pairs for code in pair}
    for island in sorted(set(shapes.index) - touched):
        away = shapes.drop(island).distance(shapes[island])
        pairs.append((island, str(away.idxmin())))
    centres = shapes.centroid
    return Layout(tuple(pairs), {str(code): (point.x, point.y) for code, point in centres.items()})
