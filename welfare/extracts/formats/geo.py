"""Rows with the shape of their province: GeoJSON (RFC 7946) and GeoParquet 1.1.

The shapes are those that the maps show; rows that are of no province have none. Exterior rings run
counter-clockwise, as both formats have it.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import shapely
from pyarrow import parquet

from welfare.extracts.citation import cite
from welfare.extracts.described import describe, published
from welfare.extracts.extract import Extract
from welfare.extracts.faults import Fault, RequestError
from welfare.extracts.formats.progress import Progress
from welfare.extracts.selection import selected
from welfare.paths import BOUNDARIES

MOST_ROWS_GEOJSON = 5_000
"""Each row repeats the shape of its province, some kilobytes of text."""
MOST_ROWS_GEOPARQUET = 50_000
GEOMETRY = "geometry"
TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def write_geojson(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract as GeoJSON, one feature a row and a line."""
    description = describe(extract)
    head = {
        "type": "FeatureCollection",
        "name": extract.request.publication,
        "description": "\n".join(cite(description, "text", language) for language in ("en", "th")),
    }
    shapes = {code: _json(shapely.geometry.mapping(s)) for code, s in province_shapes().items()}
    written = 0
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{_json(head)[:-1]},"features":[')
        for batch, codes in _batches(extract):
            for row, code in zip(batch.to_pylist(), codes, strict=True):
                file.write(",\n" if written else "\n")
                file.write(
                    f'{{"type":"Feature","properties":{_json(row)}'
                    f',"geometry":{shapes.get(code or "", "null")}}}'
                )
                written += 1
            progress(written)
        file.write("\n]}\n")


def write_geoparquet(extract: Extract, target: Path, progress: Progress) -> None:
    """Write an extract as GeoParquet, shapes as WKB in longitude and latitude (OGC:CRS84)."""
    shapes = {
        code: shapely.to_wkb(shape, byte_order=1) for code, shape in province_shapes().items()
    }
    fields = [(column.id, TYPES[column.type]) for column in describe(extract).columns]
    schema = pa.schema([*fields, (GEOMETRY, pa.binary())], {"geo": json.dumps(_geo())})
    written = 0
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch, codes in _batches(extract):
            geometry = pa.array([shapes.get(code or "") for code in codes], pa.binary())
            writer.write_batch(
                pa.RecordBatch.from_arrays([*batch.columns, geometry], schema=schema)
            )
            written += batch.num_rows
            progress(written)


@lru_cache(maxsize=1)
def province_shapes() -> dict[str, Any]:
    """Return the shapes of the provinces by code."""
    content = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    return {
        feature["id"]: shapely.orient_polygons(shapely.geometry.shape(feature["geometry"]))
        for feature in content["features"]
    }


def _batches(extract: Extract) -> Iterator[tuple[pa.RecordBatch, list[str | None]]]:
    """Yield the rows in batches, each with the codes of the areas that they are of.

    The column that names the area is read even where it is not among the columns chosen.
    """
    by = published(extract).provinces
    if by is None:
        form = extract.request.format
        raise RequestError([Fault("unknown_code", "format", form, ("csv", "parquet"))])
    names = extract.request.columns
    sql, parameters = selected(extract.request, names if by in names else (*names, by))
    for batch in extract.snapshot.batches(sql, parameters):
        yield batch.select(list(names)), batch.column(by).to_pylist()


def _geo() -> dict[str, Any]:
    """Return what GeoParquet says of a file."""
    shapes = province_shapes().values()
    return {
        "version": "1.1.0",
        "primary_column": GEOMETRY,
        "columns": {
            GEOMETRY: {
                "encoding": "WKB",
                "geometry_types": sorted({shape.geom_type for shape in shapes}),
                "orientation": "counterclockwise",
                "edges": "planar",
            }
        },
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
