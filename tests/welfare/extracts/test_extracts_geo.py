"""Map files have the shape of each province, and are read by GeoPandas."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyarrow import parquet

from tests.welfare.extracts.made import extract_of, made, rows_of
from welfare.extracts.faults import RequestError
from welfare.extracts.formats.geo import province_shapes
from welfare.extracts.making import make
from welfare.extracts.request import Request
from welfare.warehouse import Snapshot

ASKED = {"indicator_id": "poverty_rate_pct", "year": "2554", "is_current": "true"}


def cells(frame: gpd.GeoDataFrame) -> list[tuple[object, ...]]:
    plain = frame.drop(columns="geometry").astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize("form", ["geojson", "geoparquet"])
def test_geopandas_reads_rows_and_shapes(built_warehouse: Path, tmp_path: Path, form: str) -> None:
    extract = extract_of(built_warehouse, "indicators", format=form, **ASKED)
    file = made(extract, tmp_path)
    found = gpd.read_file(file) if form == "geojson" else gpd.read_parquet(file)
    assert cells(found) == rows_of(extract)
    assert found.crs.equals("OGC:CRS84", ignore_axis_order=True)
    of_province = found["area_kind"] == "province"
    assert of_province.sum() == 77
    assert found.geometry.notna().equals(of_province)
    for _, row in found[of_province].iterrows():
        assert row.geometry.equals(province_shapes()[row["area_id"]])


def test_shapes_are_those_of_the_maps_and_turn_as_the_formats_have_it(
    built_warehouse: Path, tmp_path: Path
) -> None:
    extract = extract_of(
        built_warehouse, "indicators", format="geojson", area_kind="province", **ASKED
    )
    content = json.loads(made(extract, tmp_path).read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    assert extract.id in content["description"]
    for feature in content["features"]:
        assert set(feature) == {"type", "properties", "geometry"}
        shape = shapely.geometry.shape(feature["geometry"])
        parts = shape.geoms if hasattr(shape, "geoms") else [shape]
        assert all(part.exterior.is_ccw for part in parts)


@pytest.mark.parametrize("form", ["geojson", "geoparquet"])
def test_the_column_of_provinces_need_not_be_chosen(
    built_warehouse: Path, tmp_path: Path, form: str
) -> None:
    extract = extract_of(built_warehouse, "indicators", format=form, columns="value,year", **ASKED)
    file = made(extract, tmp_path)
    found = gpd.read_file(file) if form == "geojson" else gpd.read_parquet(file)
    assert list(found) == ["year", "value", "geometry"]
    assert found.geometry.notna().sum() == 77


def test_geoparquet_says_what_its_shapes_are(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "clusters", format="geoparquet", year="2554")
    about = json.loads(parquet.read_schema(made(extract, tmp_path)).metadata[b"geo"])
    assert about["version"] == "1.1.0"
    assert about["columns"]["geometry"]["encoding"] == "WKB"
    assert about["columns"]["geometry"]["orientation"] == "counterclockwise"


@pytest.mark.parametrize("form", ["geojson", "geoparquet"])
def test_no_rows_are_a_file_with_columns(built_warehouse: Path, tmp_path: Path, form: str) -> None:
    extract = extract_of(built_warehouse, "clusters", format=form, year="1960")
    file = made(extract, tmp_path)
    if form == "geojson":
        assert json.loads(file.read_text(encoding="utf-8"))["features"] == []
    else:
        found = gpd.read_parquet(file)
        assert list(found) == [*extract.request.columns, "geometry"]
        assert found.empty


def test_too_many_rows_for_a_map_are_refused_before_anything_is_written(
    built_warehouse: Path, tmp_path: Path, snapshot: Snapshot
) -> None:
    extract = extract_of(built_warehouse, "indicators", format="geojson")
    target = tmp_path / "rows"
    with pytest.raises(RequestError) as refused:
        make(extract, target, lambda _: None)
    (fault,) = refused.value.faults
    assert fault.kind == "too_large_shapes"
    rows = snapshot.rows("SELECT count(*) FROM published.indicators")[0][0]
    assert (fault.value, fault.allowed) == (f"{rows:,}", ("5,000",))
    assert not target.exists()


def test_a_table_of_no_provinces_has_no_map_file(built_warehouse: Path, tmp_path: Path) -> None:
    extract = extract_of(built_warehouse, "disparities", year="2554")
    asked = extract.request
    on_a_map = Request(asked.publication, asked.filters, asked.columns, (), None, "geojson")
    with pytest.raises(RequestError):
        make(
            type(extract)(extract.id, on_a_map, extract.version, extract.snapshot),
            tmp_path / "rows",
            lambda _: None,
        )
