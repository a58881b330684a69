"""Where the project's files stand."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "data" / "reference"
BOUNDARIES = REFERENCE / "boundaries" / "provinces.geojson"
"""Shapes of provinces, for maps and map files."""
TILES = REFERENCE / "boundaries" / "tiles.csv"
"""Places of provinces on a grid of squares."""
OPEN_DATA = ROOT / "data" / "open"
RAW_DATA = ROOT / "data" / "raw"
PAGES = ROOT / "pages"


def warehouse_file() -> Path:
    """Return the warehouse file: ``WELFARE_WAREHOUSE`` where it is set, else the project's own."""
    chosen = os.environ.get("WELFARE_WAREHOUSE")
    return Path(chosen) if chosen else ROOT / "data" / "warehouse" / "welfare.duckdb"
