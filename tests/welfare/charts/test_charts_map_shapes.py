"""The provinces are drawn whole and in their places."""

import re

from welfare.catalog import catalogue
from welfare.charts.map_shapes import WIDTH, shapes
from welfare.exhibition.qr import qr

POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")


def centre(path: str) -> tuple[float, float]:
    points = [(float(x), float(y)) for x, y in POINT.findall(path)]
    return (
        sum(x for x, _ in points) / len(points),
        sum(y for _, y in points) / len(points),
    )


def test_every_province_has_a_shape_within_the_box() -> None:
    box = shapes()
    paths: dict[str, str] = box["provinces"]  # type: ignore[assignment]
    assert set(paths) == set(catalogue().provinces)
    for path in paths.values():
        for x, y in POINT.findall(path):
            assert 0 <= float(x) <= WIDTH
            assert 0 <= float(y) <= float(str(box["height"]))


def test_north_is_up_and_east_is_right() -> None:
    paths: dict[str, str] = shapes()["provinces"]  # type: ignore[assignment]
    chiang_rai, narathiwat, ubon, mae_hong_son = (
        centre(paths[c]) for c in ["57", "96", "34", "58"]
    )
    assert chiang_rai[1] < narathiwat[1]
    assert mae_hong_son[0] < ubon[0]


def test_a_code_has_three_finders_and_grows_with_its_address() -> None:
    short, long = qr("https://a.go.th"), qr("https://a.go.th/" + "exhibition" * 12)
    assert int(str(short["size"])) < int(str(long["size"]))
    size = int(str(short["size"]))
    rows = [f"{int(row, 16):0{size}b}" for row in str(short["rows"]).split()]
    assert {len(row) for row in rows} == {size}
    finder = "1111111"
    assert rows[0].startswith(finder)
    assert rows[0].endswith(finder)
    assert rows[-1].startswith(finder)
