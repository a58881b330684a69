"""The provinces are drawn whole and in their places."""

import re

from welfare.catalog import catalogue
from welfare.charts.map_shapes import WIDTH, shapes

POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def centre(path: str) -> tuple[float, float]:
    points = [(float(x), float(y)) for x, y in POINT.findall(path)]
    return (
        sum(x for x, _ in points) / len(points),
        sum(y for _, y in points) / len(points),
    )


def test_every_province_has_a_shape_within_the_box() -> None:
    box = shapes()
    paths = box["provinces"]
    assert set(paths) == set(catalogue().provinces)
    for path in paths.values():
        for x, y in POINT.findall(path):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= box["height"]


def test_north_is_up_and_east_is_right() -> None:
    paths = shapes()["provinces"]
    chiang_rai, narathiwat, ubon, mae_hong_son = (
        centre(paths[c]) for c in ["57", "96", "34", "58"]
    )
    assert chiang_rai[1] < narathiwat[1]
    assert mae_hong_son[0] < ubon[0]
