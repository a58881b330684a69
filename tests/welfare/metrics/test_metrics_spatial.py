"""Neighbours are symmetric and nobody is without; Moran's I and clusters agree with PySAL's."""

import doctest
import json
import math
from collections.abc import Callable
from typing import Any

import esda
import libpysal
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import adjacency, spatial
from welfare.metrics.sample import MetricError
from welfare.metrics.spatial import (
    Neighbours,
    local_clusters,
    morans_i,
    neighbours,
    touching_pairs,
)
from welfare.paths import ROOT

ROOK = [(a, a + 3) for a in range(6)] + [(a, a + 1) for a in range(8) if a % 3 < 2]
LATTICE = neighbours(ROOK, range(9))
SQUARE = [shapely.box(a % 3, a // 3, a % 3 + 1, a // 3 + 1) for a in range(9)]
NINE = st.lists(st.integers(-1000, 1000), min_size=9, max_size=9).filter(lambda v: len(set(v)) > 1)
FEW = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    path = ROOT / "data" / "reference" / "boundaries" / "provinces.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["id"]: shapely.geometry.shape(f["geometry"]) for f in features}


@pytest.fixture(scope="module")
def provinces(shapes: dict[str, Any]) -> Neighbours:
    centres = {area: (s.centroid.x, s.centroid.y) for area, s in shapes.items()}
    return neighbours(touching_pairs(shapes.values(), shapes), shapes, centres)


@pytest.fixture(scope="module")
def northing(shapes: dict[str, Any]) -> np.ndarray:
    noise = np.random.default_rng(4).normal(0, 3, len(shapes))
    return np.array([s.centroid.y for s in shapes.values()]) + noise


def pysal(found: Neighbours) -> libpysal.weights.W:
    return libpysal.weights.W({a: list(b) for a, b in enumerate(found.places)})


@pytest.mark.parametrize("module", [adjacency, spatial])
def test_examples_in_the_documentation_hold(module: Any) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_squares_touch_along_borders_and_at_corners() -> None:
    pairs = touching_pairs(SQUARE, range(9))
    assert pairs[:3] == ((0, 1), (0, 3), (0, 4))
    assert len(pairs) == len(set(pairs)) == 12 + 8
    assert neighbours(pairs, range(9)).of(4) == (0, 1, 2, 3, 5, 6, 7, 8)


@pytest.mark.parametrize(
    ("area", "around"),
    [
        ("10", {"11", "12", "13", "24", "73", "74"}),
        ("23", {"22"}),
        ("77", {"76", "86"}),
        ("58", {"50", "63"}),
        ("96", {"94", "95"}),
    ],
)
def test_provinces_have_the_neighbours_of_the_map(
    provinces: Neighbours, area: str, around: set[str]
) -> None:
    assert set(provinces.of(area)) == around


def test_phuket_alone_is_an_island_and_gets_its_nearest(provinces: Neighbours) -> None:
    assert provinces.attached == ("83",)
    assert provinces.of("83") == ("81",)
    assert "83" in provinces.of("81")


def test_every_province_has_neighbours_and_is_theirs(provinces: Neighbours) -> None:
    assert len(provinces.areas) == 77
    for area in provinces.areas:
        assert provinces.of(area)
        assert all(area in provinces.of(other) for other in provinces.of(area))


def test_areas_left_out_are_passed_over() -> None:
    found = neighbours(ROOK, [0, 1, 2, 8], {0: (0, 0), 1: (1, 0), 2: (2, 0), 8: (2, 2)})
    assert [found.of(a) for a in found.areas] == [(1,), (0, 2), (1, 8), (2,)]
    assert found.attached == (8,)


def test_centres_come_by_area_or_in_the_order_of_areas() -> None:
    rows = [(0.0, 0.0), (5.0, 0.0), (9.0, 0.0)]
    by_row = neighbours([], "abc", rows)
    assert by_row == neighbours([], "abc", dict(zip("abc", rows, strict=True)))
    assert by_row.attached == ("a", "b", "c")
    assert [by_row.of(a) for a in "abc"] == [("b",), ("a", "c"), ("b",)]


def test_of_two_equally_near_the_first_is_taken() -> None:
    assert neighbours([("a", "b")], "abc", [(1, 0), (-1, 0), (0, 0)]).of("c") == ("a",)


def test_lattice_of_the_reference_values() -> None:
    found = morans_i(range(9), LATTICE, seed=1)
    assert found.i == pytest.approx(0.5555555556, abs=5e-11)
    assert (found.expected, found.n) == (-0.125, 9)
    assert found.p_value < 0.05


def test_a_chessboard_has_the_lowest_value_that_there_is() -> None:
    # 4 x 4, row-standardised: every area's neighbours are all of the other colour.
    pairs = [(a, a + 4) for a in range(12)] + [(a, a + 1) for a in range(15) if a % 4 < 3]
    board = [(a // 4 + a) % 2 for a in range(16)]
    found = morans_i(board, neighbours(pairs, range(16)), seed=1)
    assert found.i == pytest.approx(-1, abs=1e-12)
    assert found.p_value < 0.01


def test_global_value_agrees_with_pysal(provinces: Neighbours, northing: np.ndarray) -> None:
    theirs = esda.Moran(northing, pysal(provinces), permutations=0)
    ours = morans_i(northing, provinces, seed=1)
    assert ours.i == pytest.approx(theirs.I, abs=1e-12)
    assert ours.expected == pytest.approx(theirs.EI, abs=1e-15)


def test_p_value_agrees_with_the_normal_one_where_that_holds(provinces: Neighbours) -> None:
    weights = pysal(provinces)
    for seed in range(12):
        values = np.random.default_rng(seed).normal(size=77)
        theirs = esda.Moran(values, weights, permutations=0)
        ours = morans_i(values, provinces, permutations=4999, seed=seed)
        assert ours.p_value == pytest.approx(theirs.p_rand, abs=0.06)


@pytest.mark.filterwarnings("ignore:The alternative hypothesis:DeprecationWarning")
def test_local_values_agree_with_pysal(provinces: Neighbours, northing: np.ndarray) -> None:
    theirs = esda.Moran_Local(northing, pysal(provinces), permutations=9999, seed=1, n_jobs=1)
    ours = local_clusters(northing, provinces, seed=1)
    assert [one.area for one in ours] == list(provinces.areas)
    # PySAL divides by the sum of squares over n - 1, Anselin (1995) by that over n.
    assert [one.i * 76 / 77 for one in ours] == pytest.approx(theirs.Is.tolist(), abs=1e-12)
    p_values = np.array([one.p_value for one in ours])
    assert p_values == pytest.approx(np.minimum(1, 2 * theirs.p_sim), abs=0.03)
    significant = np.array([one.kind != "not_significant" for one in ours])
    assert significant.tolist() == (p_values <= esda.fdr(p_values, 0.05)).tolist()
    assert 0 < significant.sum() < 77
    quadrants = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}
    for one, quadrant in zip(ours, theirs.q, strict=True):
        assert one.kind in {quadrants[quadrant], "not_significant"}


def test_an_area_against_its_neighbours_is_told_apart() -> None:
    ring = [(a, (a + step) % 40) for a in range(40) for step in (1, 2, 3)]
    found = neighbours(ring, range(40))
    values = np.r_[np.full(9, 10.0), np.zeros(31)]
    values[4] = 0
    kinds = [one.kind for one in local_clusters(values, found, seed=2)]
    opposite = [one.kind for one in local_clusters(-values, found, seed=2)]
    assert (kinds[4], kinds[20]) == ("low_high", "not_significant")
    assert (opposite[4], opposite[3]) == ("high_low", "low_low")


def test_control_of_false_discoveries_asks_more_than_none(
    provinces: Neighbours, northing: np.ndarray
) -> None:
    controlled = local_clusters(northing, provinces, seed=3)
    alone = local_clusters(northing, provinces, seed=3, correction="none")
    assert all(
        c.adjusted >= c.p_value == a.adjusted for c, a in zip(controlled, alone, strict=True)
    )
    assert sum(c.kind != "not_significant" for c in controlled) < sum(
        a.kind != "not_significant" for a in alone
    )


def test_a_seed_decides_everything_and_nothing_outside_changes(
    provinces: Neighbours, northing: np.ndarray
) -> None:
    before = np.random.get_state()[1].tolist()
    one = morans_i(northing, provinces, seed=5)
    clusters = local_clusters(northing, provinces, seed=5, permutations=199)
    np.random.seed(1)
    assert morans_i(northing, provinces, seed=5) == one
    assert local_clusters(northing, provinces, seed=5, permutations=199) == clusters
    assert local_clusters(northing, provinces, seed=6, permutations=199) != clusters
    np.random.seed(1)
    state = np.random.get_state()[1].tolist()
    morans_i(northing, provinces, seed=5)
    assert np.random.get_state()[1].tolist() == state != before


@FEW
@given(NINE, st.integers(-6, 6), st.integers(-1000, 1000))
def test_unit_and_origin_do_not_matter(values: list[int], power: int, shift: int) -> None:
    array = np.array(values, dtype=float)
    one, other = (
        morans_i(v, LATTICE, seed=1, permutations=99) for v in (array, (array + shift) * 4.0**power)
    )
    assert other.i == pytest.approx(one.i, abs=1e-12)
    assert other.p_value == pytest.approx(one.p_value, abs=1e-12)


@FEW
@given(NINE, st.permutations(range(9)))
def test_the_order_of_areas_does_not_matter(values: list[int], order: list[int]) -> None:
    shuffled = neighbours(ROOK, order)
    one = morans_i(values, LATTICE, seed=1, permutations=99)
    other = morans_i([values[a] for a in order], shuffled, seed=1, permutations=99)
    assert other.i == pytest.approx(one.i, abs=1e-12)


@FEW
@given(NINE)
def test_local_values_add_up_to_the_global_one(values: list[int]) -> None:
    clusters = local_clusters(values, LATTICE, seed=1, permutations=99)
    mean = sum(one.i for one in clusters) / 9
    assert mean == pytest.approx(morans_i(values, LATTICE, seed=1).i, abs=1e-12)
    assert all(0 < one.p_value <= one.adjusted <= 1 for one in clusters)


def test_a_large_origin_costs_no_digits() -> None:
    values = 1e9 + np.arange(9) / 8
    assert morans_i(values, LATTICE, seed=1).i == pytest.approx(5 / 9, abs=1e-12)


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("geometries", lambda: touching_pairs([None, SQUARE[0]], "ab")),
        ("geometries", lambda: touching_pairs([shapely.Polygon(), SQUARE[0]], "ab")),
        (
            "geometries",
            lambda: touching_pairs([shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])], "a"),
        ),
        ("geometries", lambda: touching_pairs(["a square", SQUARE[0]], "ab")),
        ("areas", lambda: touching_pairs(SQUARE, "abc")),
        ("areas", lambda: touching_pairs(SQUARE[:2], "aa")),
        ("areas", lambda: neighbours([], "a")),
        ("areas", lambda: neighbours([], "aa")),
        ("areas", lambda: neighbours([], [["a"], ["b"]])),  # type: ignore[list-item]
        ("pairs", lambda: neighbours([("a", "a")], "ab")),
        ("pairs", lambda: neighbours([("a", "b", "c")], "abc")),  # type: ignore[list-item]
        ("centres", lambda: neighbours([], "ab")),
        ("centres", lambda: neighbours([], "ab", {"a": (0, 0)})),
        ("centres", lambda: neighbours([], "ab", [(0, 0)])),
        ("centres", lambda: neighbours([], "ab", [(0, 0), (0, math.nan)])),
        ("centres", lambda: neighbours([], "ab", [("x", 0), (0, 1)])),
        ("values", lambda: morans_i([1, 2], neighbours([("a", "b")], "ab"), seed=1)),
        ("alpha", lambda: local_clusters(range(9), LATTICE, seed=1, alpha=0)),
        ("correction", lambda: local_clusters(range(9), LATTICE, seed=1, correction="all")),  # type: ignore[arg-type]
    ],
)
def test_what_makes_no_map_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument


@pytest.mark.parametrize("measure", [morans_i, local_clusters])
@pytest.mark.parametrize(
    ("argument", "values", "more"),
    [
        ("values", [7] * 9, {}),
        ("values", range(8), {}),
        ("values", [*range(8), math.nan], {}),
        ("values", ["x"] * 9, {}),
        ("values", [], {}),
        ("permutations", range(9), {"permutations": 10}),
        ("permutations", range(9), {"permutations": 999.5}),
        ("seed", range(9), {"seed": -1}),
        ("seed", range(9), {"seed": None}),
    ],
)
def test_bad_numbers_name_the_argument(
    measure: Callable[..., object], argument: str, values: list[float], more: dict[str, Any]
) -> None:
    with pytest.raises(MetricError) as refused:
        measure(values, LATTICE, **({"seed": 1} | more))
    assert refused.value.argument == argument
