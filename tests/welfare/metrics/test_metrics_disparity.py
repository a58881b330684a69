"""Disparity counts people, not areas: an area split into equal parts changes nothing."""

import doctest
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import disparity as module
from welfare.metrics.disparity import (
    disparity,
    max_min_ratio,
    relative_index_of_inequality,
    slope_index_of_inequality,
    williamson,
)
from welfare.metrics.sample import MetricError

STATES = [
    10384, 22361, 9573, 3758, 2934, 8578, 8537, 6909, 17816, 12132, 4359, 2181, 4414, 5309, 3408,
    3327, 6936, 4836, 9073, 1892, 3569, 11016, 21965, 4372, 4840, 6399, 2459, 7508, 3605, 5203,
    7990, 3734,
]  # fmt: skip
REGIONS = [
    2, 1, 2, 5, 5, 1, 1, 3, 4, 2, 3, 5, 3, 3, 4, 3, 3, 2, 1, 5, 3, 3, 5, 2, 2, 1, 5, 1, 3, 3, 5, 2,
]  # fmt: skip
AREAS = st.lists(
    st.tuples(st.integers(1, 1000), st.integers(1, 50), st.integers(0, 4)), min_size=2, max_size=12
).filter(lambda areas: len({place for *_, place in areas}) > 1)
FEW = settings(max_examples=60, deadline=None)

MEASURES: dict[str, Callable[[Any, Any, Any], float]] = {
    "williamson": lambda values, people, _: williamson(values, people),
    "slope": slope_index_of_inequality,
    "relative": relative_index_of_inequality,
    "gini": lambda values, people, place: disparity(values, people, place).gini,
    "between": lambda values, people, place: disparity(values, people, place).between,
    "within": lambda values, people, place: disparity(values, people, place).within,
    "p90p10": lambda values, people, place: disparity(values, people, place).p90p10 or 0.0,
}


def columns(areas: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    values, people, place = np.array(areas, dtype=float).T
    return values, people, place


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("name", "expected", "digits"),
    [
        pytest.param("gini", 0.3537237117345285, 16, id="E4-gini"),
        pytest.param("theil", 0.20894344, 8, id="E4-theil"),
        pytest.param("between", 0.0345889, 7, id="E4-between"),
        pytest.param("within", 0.17435454, 8, id="E4-within"),
    ],
)
def test_mexican_states(name: str, expected: float, digits: int) -> None:
    found = disparity(STATES, [1] * 32, REGIONS)
    assert getattr(found, name) == pytest.approx(expected, abs=0.51 * 10**-digits)
    assert found.n == 32
    assert found.max_min == 22361 / 1892


def test_halves_of_nothing_and_all_differ_between_regions_only() -> None:
    found = disparity([0, 0, 0, 10, 10, 10], [1] * 6, [0, 0, 0, 1, 1, 1])  # E5
    assert found.theil == pytest.approx(math.log(2))
    assert found.between == pytest.approx(math.log(2))
    assert found.within == pytest.approx(0, abs=1e-15)
    assert (found.p90p10, found.max_min) == (None, None)


def test_a_bottom_of_zero_leaves_only_the_ratios_that_rest_on_it_undefined() -> None:
    found = disparity([0, 1, 2, 4], [1, 33, 33, 33], "aabb")
    assert found.max_min is None
    assert found.p90p10 == 4


def test_weighted_coefficient_of_variation() -> None:
    # Reference case E1, each one person; and by hand: mean 125, variance (3 x 25² + 75²) / 4.
    incomes = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
    assert williamson(incomes, [1] * 10) == pytest.approx(0.9169582, abs=5e-8)
    assert williamson([100, 200], [3, 1]) == pytest.approx(math.sqrt(1875) / 125, abs=1e-15)
    assert williamson([7, 7, 7], [1, 2, 3]) == pytest.approx(0, abs=1e-15)


def test_slope_of_a_straight_line_is_its_rise() -> None:
    # Four areas of one person stand at 1/8, 3/8, 5/8, 7/8: ten a step is forty from end to end.
    assert slope_index_of_inequality([10, 20, 30, 40], [1] * 4, [1, 2, 3, 4]) == pytest.approx(40)
    assert relative_index_of_inequality([10, 20, 30, 40], [1] * 4, range(4)) == pytest.approx(1.6)


def test_slope_by_hand_with_people_and_ties() -> None:
    # Ranks: the lowest two share 0.3 (six of ten people), the third stands at 0.8.
    # Means: 10 and 20 of 2 and 4 people make 16.67; the rise is 13.33 in half a rank.
    found = slope_index_of_inequality([10, 20, 30], [2, 4, 4], [5, 5, 9])
    assert found == pytest.approx((30 - 100 / 6) / 0.5)
    assert relative_index_of_inequality([10, 20, 30], [2, 4, 4], [5, 5, 9]) == pytest.approx(
        found / 22
    )


def test_slope_of_changes_may_rest_on_negative_figures() -> None:
    assert slope_index_of_inequality([-10, 0, 10], [1, 1, 1], [1, 2, 3]) == pytest.approx(30)
    assert slope_index_of_inequality([0, 0, 0], [1, 1, 1], [1, 2, 3]) == 0


@FEW
@given(AREAS)
def test_slope_is_the_weighted_least_squares_line(areas: list[tuple[int, int, int]]) -> None:
    values, people, place = columns(areas)
    below = np.array([people[place < one].sum() + people[place == one].sum() / 2 for one in place])
    line = np.polyfit(below / people.sum(), values, 1, w=np.sqrt(people))
    assert slope_index_of_inequality(values, people, place) == pytest.approx(
        line[0], rel=1e-8, abs=1e-8
    )


@FEW
@given(AREAS, st.sampled_from(sorted(MEASURES)), st.randoms())
def test_order_and_areas_without_people_do_not_matter(
    areas: list[tuple[int, int, int]], name: str, random: Any
) -> None:
    measure = MEASURES[name]
    shuffled = [*areas, (10**6, 0, 9)]
    random.shuffle(shuffled)
    one, other = measure(*columns(areas)), measure(*columns(shuffled))
    assert other == pytest.approx(one, rel=1e-12, abs=1e-12)


@FEW
@given(AREAS, st.sampled_from(sorted(MEASURES)))
def test_an_area_of_many_is_as_many_areas_of_one(
    areas: list[tuple[int, int, int]], name: str
) -> None:
    measure = MEASURES[name]
    each = [(value, 1, place) for value, people, place in areas for _ in range(people)]
    assert measure(*columns(each)) == pytest.approx(measure(*columns(areas)), rel=1e-10, abs=1e-12)


@FEW
@given(AREAS, st.sampled_from(sorted(MEASURES)), st.integers(-8, 8), st.integers(1, 10**9))
def test_units_of_figures_and_of_people_do_not_matter(
    areas: list[tuple[int, int, int]], name: str, power: int, times: int
) -> None:
    values, people, place = columns(areas)
    scale = 2.0**power if name == "slope" else 1.0
    one = MEASURES[name](values, people, place) * scale
    other = MEASURES[name](values * 2.0**power, people * times, place)
    assert other == pytest.approx(one, rel=1e-10, abs=1e-12)


@FEW
@given(AREAS)
def test_turned_round_the_ranking_the_slope_changes_its_sign(
    areas: list[tuple[int, int, int]],
) -> None:
    values, people, place = columns(areas)
    one = slope_index_of_inequality(values, people, place)
    assert slope_index_of_inequality(values, people, -place) == pytest.approx(-one, abs=1e-9)


@FEW
@given(AREAS)
def test_theil_adds_up_and_all_stay_in_their_range(areas: list[tuple[int, int, int]]) -> None:
    values, people, place = columns(areas)
    found = disparity(values, people, place)
    assert found.theil == pytest.approx(found.between + found.within, abs=1e-12)
    assert -1e-12 <= found.gini < 1
    assert 0 <= found.williamson <= math.sqrt(people.sum() / people.min() - 1) + 1e-9
    assert found.p90p10 is not None
    assert found.max_min is not None
    assert 1 <= found.p90p10 <= found.max_min


def test_a_large_origin_costs_no_digits() -> None:
    values = 1e9 + np.arange(5) / 4
    assert slope_index_of_inequality(values, [1] * 5, range(5)) == pytest.approx(1.25, rel=1e-12)
    assert williamson(values, [1e9] * 5) == pytest.approx(math.sqrt(0.125) / (1e9 + 0.5), rel=1e-9)


OF_AREAS = [
    williamson,
    lambda values, people: slope_index_of_inequality(values, people, range(len(values))),
    lambda values, people: relative_index_of_inequality(values, people, range(len(values))),
    lambda values, people: disparity(values, people, range(len(values))),
]


@pytest.mark.parametrize("measure", OF_AREAS)
@pytest.mark.parametrize(
    ("argument", "values", "people"),
    [
        ("values", [], []),
        ("values", [1], [1]),
        ("values", [1, 2], [0, 1]),
        ("values", [1, math.nan], [1, 1]),
        ("values", [1, math.inf], [1, 1]),
        ("population", [1, 2], [1]),
        ("population", [1, 2], [1, -1]),
        ("population", [1, 2], [0, 0]),
        ("population", [1, 2], [1, math.nan]),
    ],
)
def test_bad_areas_name_the_argument(
    measure: Callable[..., object], argument: str, values: list[float], people: list[float]
) -> None:
    with pytest.raises(MetricError) as refused:
        measure(values, people)
    assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("values", lambda: williamson([0, 0], [1, 1])),
        ("values", lambda: williamson([1, -1], [1, 1])),
        ("values", lambda: relative_index_of_inequality([0, 0], [1, 1], [1, 2])),
        ("values", lambda: relative_index_of_inequality([-1, 2], [1, 1], [1, 2])),
        ("values", lambda: disparity([0, 0], [1, 1], "ab")),
        ("values", lambda: disparity([1, -1], [1, 1], "ab")),
        ("values", lambda: max_min_ratio([0, 1])),
        ("values", lambda: max_min_ratio([1])),
        ("values", lambda: max_min_ratio([-1, 1])),
        ("rank_by", lambda: slope_index_of_inequality([1, 2], [1, 1], [3, 3])),
        ("rank_by", lambda: slope_index_of_inequality([1, 2, 3], [1, 1, 0], [3, 3, 4])),
        ("rank_by", lambda: relative_index_of_inequality([1, 2], [1, 1], [1])),
        ("rank_by", lambda: relative_index_of_inequality([1, 2], [1, 1], [1, math.nan])),
        ("regions", lambda: disparity([1, 2], [1, 1], "a")),
        ("regions", lambda: disparity([1, 2], [1, 1], ["a", None])),
    ],
)
def test_what_has_no_disparity_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument
