import json
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import area, get_parts, is_ccw, union_all
from shapely.geometry import Point

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
BOUNDARIES = REFERENCE / "boundaries" / "provinces.geojson"


@pytest.fixture(scope="module")
def shapes() -> gpd.GeoDataFrame:
    return gpd.read_file(BOUNDARIES).set_index("code")


def test_every_province_has_one_shape_with_its_official_names(shapes: gpd.GeoDataFrame) -> None:
    provinces = pd.read_csv(REFERENCE / "provinces.csv", dtype=str, keep_default_na=False)
    expected = provinces.set_index("code")[["name_th", "name_en"]]
    assert len(shapes) == 77
    assert shapes[["name_th", "name_en"]].to_dict("index") == expected.to_dict("index")


def test_features_carry_the_code_as_id_and_nothing_beyond_names() -> None:
    for feature in json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]:
        assert set(feature["properties"]) == {"code", "name_th", "name_en"}
        assert feature["id"] == feature["properties"]["code"]


def test_file_is_small_enough_to_send() -> None:
    assert BOUNDARIES.stat().st_size <= 200_000


def test_shapes_are_valid(shapes: gpd.GeoDataFrame) -> None:
    assert shapes.is_valid.all()
    assert shapes.geom_type.isin(["Polygon", "MultiPolygon"]).all()


def test_exterior_rings_run_clockwise_as_plotly_needs(shapes: gpd.GeoDataFrame) -> None:
    assert not any(is_ccw(part.exterior) for part in get_parts(shapes.geometry.to_numpy()))


def test_provinces_do_not_overlap(shapes: gpd.GeoDataFrame) -> None:
    parts = shapes.geometry.to_numpy()
    assert union_all(parts).area == pytest.approx(area(parts).sum(), rel=1e-9)
    for first, second in combinations(shapes.geometry, 2):
        assert first.intersection(second).area == 0


def test_provinces_leave_no_gap(shapes: gpd.GeoDataFrame) -> None:
    whole = union_all(shapes.geometry.to_numpy())
    assert sum(len(part.interiors) for part in get_parts(whole)) == 0


def test_all_parts_of_the_source_are_kept(shapes: gpd.GeoDataFrame) -> None:
    assert len(get_parts(shapes.geometry.to_numpy())) == 96
    assert len(get_parts(union_all(shapes.geometry.to_numpy()))) == 20


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        pytest.param("84", 100.05, 9.51, id="Ko Samui"),
        pytest.param("84", 100.03, 9.75, id="Ko Pha-ngan"),
        pytest.param("83", 98.33, 7.95, id="Phuket"),
        pytest.param("81", 99.08, 7.55, id="Ko Lanta"),
        pytest.param("23", 102.33, 12.06, id="Ko Chang"),
        pytest.param("23", 102.57, 11.66, id="Ko Kut"),
        pytest.param("91", 99.65, 6.60, id="Tarutao"),
        pytest.param("10", 100.50, 13.75, id="Bangkok"),
        pytest.param("50", 98.98, 18.79, id="Chiang Mai"),
        pytest.param("36", 102.03, 15.81, id="Chaiyaphum"),
        pytest.param("18", 100.12, 15.19, id="Chai Nat"),
        pytest.param("38", 103.65, 18.20, id="Bueng Kan"),
    ],
)
def test_places_lie_in_their_province(
    shapes: gpd.GeoDataFrame, code: str, longitude: float, latitude: float
) -> None:
    assert shapes.index[shapes.covers(Point(longitude, latitude))].tolist() == [code]


@pytest.mark.parametrize(
    ("one", "other"), [("38", "43"), ("10", "11"), ("50", "58"), ("95", "96"), ("27", "25")]
)
def test_neighbours_touch_along_a_line(shapes: gpd.GeoDataFrame, one: str, other: str) -> None:
    first, second = shapes.geometry[one], shapes.geometry[other]
    assert first.touches(second)
    assert first.intersection(second).length > 0


def test_only_phuket_stands_alone(shapes: gpd.GeoDataFrame) -> None:
    alone = [
        code
        for code, shape in shapes.geometry.items()
        if not shapes.geometry.drop(code).intersects(shape).any()
    ]
    assert alone == ["83"]
