"""The grid of squares has every province once, and neighbours are still neighbours."""

import geopandas as gpd

from welfare.catalog import catalogue
from welfare.charts.tiles import tile_places
from welfare.paths import BOUNDARIES

STILL_TOUCHING = 0.85


def test_every_province_has_a_place_of_its_own() -> None:
    places = tile_places()
    assert set(places) == set(catalogue().provinces)
    assert len(set(places.values())) == len(places)
    assert min(column for column, _ in places.values()) == 0
    assert min(row for _, row in places.values()) == 0
    assert max(column for column, _ in places.values()) < 10  # a phone has no room for more


def test_neighbours_touch_on_the_grid_as_on_the_map() -> None:
    # Distances in degrees are meant: borders of neighbours meet within a hundredth.
    shapes = gpd.read_file(BOUNDARIES).set_index("id")["geometry"]
    wider = shapes.set_crs(None, allow_override=True).buffer(0.012)
    places = tile_places()
    pairs = [
        (one, other)
        for i, one in enumerate(wider.index)
        for other in wider.index[i + 1 :]
        if wider[one].intersects(wider[other])
        and wider[one].intersection(wider[other]).length > 0.15
    ]
    touching = [
        max(abs(a - b) for a, b in zip(places[one], places[other], strict=True)) == 1
        for one, other in pairs
    ]
    assert len(pairs) > 150
    assert sum(touching) / len(touching) >= STILL_TOUCHING
