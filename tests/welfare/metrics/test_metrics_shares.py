"""Shares: the curve meets its ends, and a person on a boundary is split, not counted twice."""

import doctest
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import shares
from welfare.metrics.inequality import gini, hoover
from welfare.metrics.sample import MetricError
from welfare.metrics.shares import lorenz, p90p10, palma, quantile, quantile_shares, s80s20

Measure = Callable[..., float]
RATIOS: list[Measure] = [palma, s80s20, p90p10]

FEW = settings(max_examples=60, deadline=None)
PEOPLE = st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 5)), min_size=2, max_size=12)
ONE_TO_TEN = range(1, 11)


def median(values: object, weights: object = None) -> float:
    return quantile(values, 0.5, weights)


def fifths(values: object, weights: object = None) -> list[float]:
    return quantile_shares(values, 5, weights).tolist()


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(shares)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize("values", [[1, 2, 3, 4, 5], [4, 2, 5, 1, 3]], ids=["E6", "E6-shuffled"])
def test_lorenz_curve_of_the_reference_values(values: list[int]) -> None:
    curve = lorenz(values)
    assert curve.population.tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1], abs=1e-15)
    expected = [0, 0.0666667, 0.2, 0.4, 0.6666667, 1]
    assert curve.share.tolist() == pytest.approx(expected, abs=5e-8)
    assert (curve.at(0), curve.at(1)) == (0, 1)
    assert curve.at(0.1) == pytest.approx(1 / 30, rel=1e-14)


def test_equal_values_stay_points_of_the_curve() -> None:
    assert lorenz([2, 2, 2, 2]).population.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert lorenz([0, 0, 4, 4]).share.tolist() == [0, 0, 0, 0.5, 1]
    assert lorenz([7, 1, 1], [0, 1, 3]).population.tolist() == [0, 0.25, 1]


def test_nobody_writes_on_a_curve() -> None:
    curve = lorenz([1, 2])
    with pytest.raises(ValueError, match="read-only"):
        curve.share[0] = 1


def test_ratios_of_one_to_ten() -> None:
    """Reference values derived by hand: 10 / (1+2+3+4) and (9+10) / (1+2)."""
    assert palma(ONE_TO_TEN) == pytest.approx(1.0, abs=1e-14)
    assert s80s20(ONE_TO_TEN) == pytest.approx(6.33333, abs=5e-6)
    assert s80s20(ONE_TO_TEN) == pytest.approx(19 / 3, rel=1e-14)
    # P90 lies between 9 and 10, P10 between 1 and 2.
    assert p90p10(ONE_TO_TEN) == 9.5 / 1.5


def test_a_person_on_the_boundary_is_split() -> None:
    # Of 1, 2, 3 the top fifth has 0.6 of the third person, the bottom fifth 0.6 of the first.
    assert s80s20([1, 2, 3]) == pytest.approx(3, rel=1e-14)
    # Top tenth: 0.3 of 3. Bottom 40 per cent: all of 1, 0.2 of 2.
    assert palma([1, 2, 3]) == pytest.approx(0.9 / 1.4, rel=1e-14)
    # A fifth is 0.6 person; the second has 0.4 of the first person and 0.2 of the second.
    assert fifths([1, 2, 3]) == pytest.approx([0.1, 0.8 / 6, 0.2, 1.6 / 6, 0.3], rel=1e-14)


def test_all_equal() -> None:
    assert palma([3] * 7) == pytest.approx(0.25, rel=1e-14)
    assert s80s20([3] * 7) == pytest.approx(1, rel=1e-14)
    assert p90p10([3] * 7) == 1
    assert fifths([3] * 7) == pytest.approx([0.2] * 5, rel=1e-14)


@pytest.mark.parametrize(
    ("values", "q", "weights", "expected"),
    [
        # As R's quantiles of type 2.
        ([4, 1, 3, 2], 0.5, None, 2.5),
        ([4, 1, 3, 2], 0.25, None, 1.5),
        ([4, 1, 3, 2], 0.3, None, 2),
        ([4, 1, 3, 2], 0, None, 1),
        ([4, 1, 3, 2], 1, None, 4),
        ([1, 2, 3], 0.5, [1, 1, 2], 2.5),
        ([1, 2, 3], 0.5, [1, 1, 2.0001], 3),
        ([1, 2, 3], 0.5, [1, 1, 1.9999], 2),
        ([-5, 0], 0.5, None, -2.5),
        ([7], 0.1, None, 7),
        ([0, 0], 0.9, None, 0),
        ([9, 1, 2, 9], 1, [0, 1, 1, 0], 2),
    ],
)
def test_quantiles(values: list[float], q: float, weights: Any, expected: float) -> None:
    assert quantile(values, q, weights) == expected


def test_a_jump_is_met_in_spite_of_rounding() -> None:
    # In floating point 0.1 + 0.2 is above 0.3 and ten times 0.1 adds up to less than 1.
    assert quantile([1, 2, 3, 4], 0.5, [0.1, 0.2, 0.1, 0.2]) == 2.5
    assert [quantile(ONE_TO_TEN, k / 10, [0.1] * 10) for k in range(1, 10)] == [
        k + 0.5 for k in range(1, 10)
    ]
    assert quantile(range(1000), 0.7, [1 / 3] * 1000) == 699.5


def test_a_bottom_without_anything_is_met_in_spite_of_rounding() -> None:
    values = [0, 0, 0, 1, 1, 1]
    for weights in ([0.1, 0.1, 0.2, 0.2, 0.2, 0.2], [0.1 / 3] * 3 + [0.05] * 3):
        assert lorenz(values, weights).at(0.4) == 0
        with pytest.raises(MetricError):
            palma(values, weights)


@FEW
@given(PEOPLE, st.floats(0, 1))
def test_quantile_has_no_more_than_q_below_and_one_less_q_above(
    people: list[tuple[int, int]], q: float
) -> None:
    values, weights = np.array(people, dtype=float).T
    found = quantile(values, q, weights)
    assert weights[values < found].sum() <= q * weights.sum() + 1e-9
    assert weights[values > found].sum() <= (1 - q) * weights.sum() + 1e-9


@FEW
@given(PEOPLE, st.integers(1, 12))
def test_parts_add_up_and_never_fall(people: list[tuple[int, int]], count: int) -> None:
    values, weights = np.array(people, dtype=float).T
    found = quantile_shares(values, count, weights)
    assert found.size == count
    assert found.sum() == pytest.approx(1, abs=1e-14)
    assert (np.diff(found) >= -1e-14).all()


@FEW
@given(PEOPLE)
def test_the_curve_is_convex_and_holds_gini_and_hoover(people: list[tuple[int, int]]) -> None:
    values, weights = np.array(people, dtype=float).T
    curve = lorenz(values, weights)
    assert (curve.population[0], curve.share[0]) == (0, 0)
    assert (curve.population[-1], curve.share[-1]) == (1, 1)
    assert (np.diff(np.diff(curve.share) / np.diff(curve.population)) >= -1e-12).all()
    area = np.diff(curve.population) @ (curve.share[1:] + curve.share[:-1])
    assert 1 - area == pytest.approx(gini(values, weights), abs=1e-13)
    height = (curve.population - curve.share).max()
    assert height == pytest.approx(hoover(values, weights), abs=1e-13)


@pytest.mark.parametrize("measure", [*RATIOS, median, fifths])
@FEW
@given(PEOPLE, st.sampled_from([1e-6, 0.1, 3, 1e9]))
def test_copies_order_and_unit_do_not_matter(
    measure: Callable[..., Any], people: list[tuple[int, int]], unit: float
) -> None:
    values, weights = np.array(people).T
    one = measure(values, weights)
    repeated = np.repeat(values, weights)
    assert measure(repeated) == pytest.approx(one, rel=1e-12)
    assert measure([*repeated] * 3) == pytest.approx(one, rel=1e-12)
    assert measure(values[::-1], weights[::-1]) == pytest.approx(one, rel=1e-12)
    assert measure(values, weights * unit) == pytest.approx(one, rel=1e-12)
    assert measure([*values, 0, 9999], [*weights, 0, 0]) == pytest.approx(one, rel=1e-12)
    scaled = measure(values * unit, weights)
    assert scaled == pytest.approx(one * unit if measure is median else one, rel=1e-12)


@pytest.mark.parametrize("measure", [lorenz, fifths, *RATIOS])
@pytest.mark.parametrize(
    ("argument", "values", "weights"),
    [
        ("values", [], None),
        ("values", [5], None),
        ("values", [5, 6], [1, 0]),
        ("values", [0, 0], None),
        ("values", [1, -1], None),
        ("values", [1, math.nan], None),
        ("values", ["a", "b"], None),
        ("weights", [1, 2], [1, -1]),
        ("weights", [1, 2], [0, 0]),
        ("weights", [1, 2], [1, 2, 3]),
    ],
)
def test_bad_numbers_name_the_argument(
    measure: Callable[..., object], argument: str, values: Any, weights: Any
) -> None:
    with pytest.raises(MetricError) as refused:
        measure(values, weights)
    assert refused.value.argument == argument


@pytest.mark.parametrize("measure", RATIOS)
def test_there_is_no_ratio_to_a_bottom_of_nothing(measure: Measure) -> None:
    with pytest.raises(MetricError) as refused:
        measure([0, 0, 0, 0, 0, 1, 2, 3, 4, 5])
    assert refused.value.argument == "values"


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("q", lambda: quantile([1, 2], -0.1)),
        ("q", lambda: quantile([1, 2], 10)),
        ("q", lambda: quantile([1, 2], math.nan)),
        ("values", lambda: quantile([], 0.5)),
        ("values", lambda: quantile([1, math.inf], 0.5)),
        ("weights", lambda: quantile([1, 2], 0.5, [0, 0])),
        ("fraction", lambda: lorenz([1, 2]).at(1.01)),
        ("fraction", lambda: lorenz([1, 2]).at(math.nan)),
        ("count", lambda: quantile_shares([1, 2], 0)),
        ("count", lambda: quantile_shares([1, 2], 2.5)),  # type: ignore[arg-type]
    ],
)
def test_parameters_out_of_range_are_named(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument
