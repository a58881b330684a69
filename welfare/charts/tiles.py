"""Where each province lies on a grid of squares, for maps on which no province is small."""

import csv
from functools import lru_cache

from welfare.paths import TILES


@lru_cache(maxsize=1)
def tile_places() -> dict[str, tuple[int, int]]:
    """Return column and row of every province by code, from 0 at the north-west."""
    with TILES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(file)}
