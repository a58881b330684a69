"""Inequality: printed results come out, the unit and the copying of people do not matter."""

import doctest
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from welfare.metrics import inequality
from welfare.metrics.inequality import (
    atkinson,
    coefficient_of_variation,
    equally_distributed_equivalent,
    generalized_entropy,
    gini,
    hoover,
    theil_l,
    theil_t,
)
from welfare.metrics.sample import MetricError

Measure = Callable[..., float]


def half_entropy(values: object, weights: object = None) -> float:
    return generalized_entropy(values, 0.5, weights)


def inverse_entropy(values: object, weights: object = None) -> float:
    return generalized_entropy(values, -1, weights)


def atkinson_half(values: object, weights: object = None) -> float:
    return atkinson(values, 0.5, weights)


def atkinson_one(values: object, weights: object = None) -> float:
    return atkinson(values, 1, weights)


def atkinson_two(values: object, weights: object = None) -> float:
    return atkinson(values, 2, weights)


OF_ZEROS: list[Measure] = [
    gini,
    theil_t,
    half_entropy,
    atkinson_half,
    atkinson_one,
    atkinson_two,
    hoover,
    coefficient_of_variation,
]
OF_POSITIVE: list[Measure] = [theil_l, inverse_entropy]
ALL = OF_ZEROS + OF_POSITIVE
STRICT = [each for each in ALL if each is not hoover]

FEW = settings(max_examples=40, deadline=None)
POSITIVE = st.lists(st.integers(1, 1000), min_size=2, max_size=12)
PEOPLE = st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 5)), min_size=2, max_size=12)

INEQ = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
# fmt: off
MEXICO = [
    10384, 22361, 9573, 3758, 2934, 8578, 8537, 6909, 17816, 12132, 4359, 2181, 4414, 5309, 3408,
    3327, 6936, 4836, 9073, 1892, 3569, 11016, 21965, 4372, 4840, 6399, 2459, 7508, 3605, 5203,
    7990, 3734,
]
# fmt: on
TO_FIFTY = [10, 20, 30, 40, 50]


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(inequality)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("measure", "expected", "half_unit"),
    [
        pytest.param(lambda: gini(INEQ), 0.4620911, 5e-8, id="E1-gini"),
        pytest.param(lambda: theil_t(INEQ), 0.3623412, 5e-8, id="E1-theil-t"),
        pytest.param(lambda: theil_l(INEQ), 0.4335946, 5e-8, id="E1-mld"),
        pytest.param(lambda: generalized_entropy(INEQ, 0.5), 0.3770931, 5e-8, id="E1-ge-half"),
        pytest.param(lambda: atkinson(INEQ, 0.5), 0.1796591, 5e-8, id="E1-atkinson-half"),
        pytest.param(lambda: atkinson(INEQ, 1), 0.3518251, 5e-8, id="E1-atkinson-1"),
        pytest.param(lambda: coefficient_of_variation(INEQ), 0.9169582, 5e-8, id="E1-cv"),
        pytest.param(lambda: hoover(INEQ), 0.3378067, 5e-8, id="E1-hoover"),
        pytest.param(lambda: atkinson(TO_FIFTY, 0.5), 0.06315, 5e-6, id="E3-atkinson-half"),
        pytest.param(lambda: atkinson(TO_FIFTY, 1), 0.1316096, 5e-8, id="E3-atkinson-1"),
        pytest.param(
            lambda: equally_distributed_equivalent(TO_FIFTY, 0.5), 28.105398233, 5e-10, id="E3-half"
        ),
        pytest.param(
            lambda: equally_distributed_equivalent(TO_FIFTY, 1), 26.0517108, 5e-8, id="E3-geometric"
        ),
        pytest.param(lambda: gini(MEXICO), 0.3537237117345285, 1e-15, id="E4-gini"),
        pytest.param(lambda: theil_t(MEXICO), 0.20894344, 5e-9, id="E4-theil-t"),
        pytest.param(lambda: theil_t([0, 0, 0, 10, 10, 10]), math.log(2), 1e-15, id="E5-theil-t"),
        pytest.param(lambda: gini([3, 1, 6, 2, 1], [4, 2, 2, 10, 1]), 0.2553, 5e-5, id="E9-first"),
        pytest.param(lambda: gini([1, 1, 1, 1, 1000]), 0.7960159, 5e-8, id="E9-second"),
        pytest.param(lambda: gini([1, 1, 3], [1, 1, 2]), 0.25, 1e-15, id="E9-third"),
        pytest.param(lambda: gini([10, 20, 30, 40]), 0.25, 1e-15, id="by-hand-gini"),
        # Deviations -1, 0 and 1 from a mean of 2: variance 2/3.
        pytest.param(lambda: coefficient_of_variation([1, 2, 3]), 1 / 6**0.5, 1e-15, id="cv"),
        # (1/1 + 1/3) / 2 = 2/3, whose inverse is the harmonic mean 3/2 of a mean of 2.
        pytest.param(lambda: atkinson([1, 3], 2), 0.25, 1e-15, id="by-hand-harmonic"),
        # Half the variance over the squared mean: (1/2) * 1 / 4.
        pytest.param(lambda: generalized_entropy([1, 3], 2), 0.125, 1e-15, id="by-hand-ge-2"),
        # (mean of r^-1 - 1) / 2 with r = 1/2, 3/2: (4/3 - 1) / 2.
        pytest.param(lambda: generalized_entropy([1, 3], -1), 1 / 6, 1e-15, id="by-hand-ge-minus"),
    ],
)
def test_printed_results(measure: Callable[[], float], expected: float, half_unit: float) -> None:
    assert measure() == pytest.approx(expected, rel=0, abs=half_unit)


@pytest.mark.parametrize("n", [2, 3, 10, 1000])
def test_one_who_has_all(n: int) -> None:
    """Reference case E10, and what the other measures reach there."""
    values = [0] * (n - 1) + [n]
    assert gini(values) == pytest.approx(1 - 1 / n, abs=1e-15)
    assert hoover(values) == pytest.approx(1 - 1 / n, abs=1e-15)
    assert theil_t(values) == pytest.approx(math.log(n), abs=1e-13)
    assert coefficient_of_variation(values) == pytest.approx(math.sqrt(n - 1), rel=1e-14)
    assert atkinson(values, 0.5) == pytest.approx(1 - 1 / n, abs=1e-14)
    assert (atkinson(values, 1), atkinson(values, 2)) == (1, 1)
    assert equally_distributed_equivalent(values, 1) == 0


@FEW
@given(PEOPLE)
def test_gini_is_the_mean_difference_of_all_pairs(people: list[tuple[int, int]]) -> None:
    pairs = sum(w * v * abs(y - x) for y, w in people for x, v in people)
    total, income = sum(w for _, w in people), sum(w * y for y, w in people)
    expected = float(Fraction(pairs, 2 * total * income))
    values, weights = zip(*people, strict=True)
    assert gini(values, weights) == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("measure", ALL)
def test_equal_values_are_exactly_equal(measure: Measure) -> None:
    assert measure([0.1] * 7, [0.3, 1, 7, 1e9, 2, 3, 1 / 3]) == 0


@pytest.mark.parametrize("measure", ALL)
@FEW
@given(PEOPLE, st.sampled_from([1e-6, 0.1, 3, 1e9]))
def test_neither_unit_nor_order_nor_absent_people_matter(
    measure: Measure, people: list[tuple[int, int]], unit: float
) -> None:
    values, weights = np.array(people, dtype=float).T
    one = measure(values, weights)
    assert measure(values * unit, weights) == pytest.approx(one, rel=1e-12, abs=1e-12)
    assert measure(values, weights * unit) == pytest.approx(one, rel=1e-12, abs=1e-12)
    assert measure(values[::-1], weights[::-1]) == pytest.approx(one, rel=1e-12, abs=1e-12)
    more = measure([*values, 0, 99999], [*weights, 0, 0])
    assert more == pytest.approx(one, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("measure", ALL)
@FEW
@given(PEOPLE)
def test_a_weight_is_so_many_repetitions(measure: Measure, people: list[tuple[int, int]]) -> None:
    values, weights = np.array(people).T
    repeated = np.repeat(values, weights)
    assert measure(values, weights) == pytest.approx(measure(repeated), rel=1e-12, abs=1e-12)
    assert measure([*repeated] * 3) == pytest.approx(measure(repeated), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("measure", ALL)
@FEW
@given(POSITIVE, st.data())
def test_a_gift_from_richer_to_poorer_lowers_inequality(
    measure: Measure, values: list[int], data: st.DataObject
) -> None:
    values = sorted(values)
    assume(values[-1] - values[0] > 1)
    gift = data.draw(st.integers(1, (values[-1] - values[0]) // 2))
    after = [values[0] + gift, *values[1:-1], values[-1] - gift]
    if measure in STRICT:
        assert measure(after) < measure(values)
    else:
        assert measure(after) <= measure(values) + 1e-15


@FEW
@given(PEOPLE, st.floats(-3, 4), st.floats(0.01, 20))
def test_bounds(people: list[tuple[int, int]], alpha: float, epsilon: float) -> None:
    values, weights = np.array(people, dtype=float).T
    smallest = weights.min() / weights.sum()
    assert 0 <= gini(values, weights) <= 1 - smallest
    assert 0 <= hoover(values, weights) <= 1 - smallest
    assert 0 <= theil_t(values, weights) <= -math.log(smallest)
    assert 0 <= coefficient_of_variation(values, weights) <= math.sqrt(1 / smallest - 1)
    assert generalized_entropy(values, alpha, weights) >= 0
    assert 0 <= atkinson(values, epsilon, weights) <= 1
    alike = equally_distributed_equivalent(values, epsilon, weights)
    mean = np.average(values, weights=weights)
    assert values.min() * (1 - 1e-12) <= alike <= mean * (1 + 1e-12)
    assert alike == pytest.approx(mean * (1 - atkinson(values, epsilon, weights)), rel=1e-12)


@FEW
@given(PEOPLE, st.sampled_from([0.0, 1.0]), st.floats(-1e-5, 1e-5))
def test_entropy_is_continuous_where_its_formula_is_not(
    people: list[tuple[int, int]], alpha: float, away: float
) -> None:
    values, weights = np.array(people, dtype=float).T
    at = generalized_entropy(values, alpha, weights)
    assert generalized_entropy(values, alpha + away, weights) == pytest.approx(at, rel=1e-3)
    assert generalized_entropy(values, alpha + away / 1e9, weights) == pytest.approx(at, rel=1e-12)


@FEW
@given(PEOPLE, st.floats(-1e-5, 1e-5))
def test_atkinson_is_continuous_at_one(people: list[tuple[int, int]], away: float) -> None:
    values, weights = np.array(people, dtype=float).T
    at = atkinson(values, 1, weights)
    assert atkinson(values, 1 + away, weights) == pytest.approx(at, rel=1e-3, abs=1e-15)
    assert at == pytest.approx(-math.expm1(-theil_l(values, weights)), rel=1e-12)


def test_named_members_of_the_family() -> None:
    assert generalized_entropy(INEQ, 0) == theil_l(INEQ)
    assert generalized_entropy(INEQ, 1) == theil_t(INEQ)
    half_squared = coefficient_of_variation(INEQ) ** 2 / 2
    assert generalized_entropy(INEQ, 2) == pytest.approx(half_squared, rel=1e-14)
    by_formula = np.mean((np.array(INEQ) / np.mean(INEQ)) ** 3 - 1) / 6
    assert generalized_entropy(INEQ, 3) == pytest.approx(by_formula, rel=1e-14)


def test_small_differences_between_large_values_keep_their_digits() -> None:
    # 1e9 less and more an eighth: all measures to second order in d = 1.25e-10.
    values, d = [1e9 - 0.125, 1e9 + 0.125], 1.25e-10
    assert gini(values) == pytest.approx(d / 2, rel=1e-12)
    assert hoover(values) == pytest.approx(d / 2, rel=1e-12)
    assert coefficient_of_variation(values) == pytest.approx(d, rel=1e-12)
    for alpha in (-1, 0, 0.5, 1, 2):
        assert generalized_entropy(values, alpha) == pytest.approx(d**2 / 2, rel=1e-9)
    for epsilon in (0.5, 1, 2):
        assert atkinson(values, epsilon) == pytest.approx(epsilon * d**2 / 2, rel=1e-9)


def test_a_tiny_group_with_nearly_all_keeps_its_digits() -> None:
    # Shares of people p = 1e-12 / (1 + 1e-12) and of income 1 / 1.01: the Gini is the difference.
    weights, values = [1e9, 1e-3], [1, 1e14]
    people, income = 1e-12 / (1 + 1e-12), 100 / 101
    assert gini(values, weights) == pytest.approx(income - people, rel=1e-12)
    assert hoover(values, weights) == pytest.approx(income - people, rel=1e-12)


def test_a_large_aversion_comes_down_to_the_poorest() -> None:
    assert equally_distributed_equivalent([2, 5, 9], 5000) == pytest.approx(2, rel=1e-3)
    assert atkinson([1e-5, 2, 3], 100) == pytest.approx(1 - 1e-5 / (5.00001 / 3), rel=1e-3)


@pytest.mark.parametrize("alpha", [-1, 0, 0.5])
def test_zeros_are_what_the_caller_says(alpha: float) -> None:
    said = generalized_entropy([0, 0, 5, 9], alpha, zeros=1)
    assert said == generalized_entropy([1, 1, 5, 9], alpha)
    assert generalized_entropy([2, 5, 9], alpha, zeros=1) == generalized_entropy([2, 5, 9], alpha)
    assert theil_l([0, 5], zeros=2) == theil_l([2, 5])


@pytest.mark.parametrize("alpha", [1e-3, 0.3, 0.5, 1, 1.5, 2])
def test_zero_among_values_above_an_alpha_of_zero(alpha: float) -> None:
    # Half has nothing, half has twice the mean: (2^(a-1) - 1) / (a (a - 1)), ln 2 at 1.
    expected = math.log(2) if alpha == 1 else (2 ** (alpha - 1) - 1) / (alpha * (alpha - 1))
    assert generalized_entropy([0, 4], alpha) == pytest.approx(expected, rel=1e-13)


def test_the_equivalent_of_one_or_of_nothing() -> None:
    assert equally_distributed_equivalent([7], 2) == 7
    assert equally_distributed_equivalent([0, 0], 0.5) == 0


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize(
    ("argument", "values", "weights"),
    [
        ("values", [], None),
        ("values", [5], None),
        ("values", [5, 6], [1, 0]),
        ("values", [0, 0], None),
        ("values", [1, -1], None),
        ("values", [1, math.nan], None),
        ("values", [1, math.inf], None),
        ("values", ["a", "b"], None),
        ("values", [[1, 2], [3, 4]], None),
        ("weights", [1, 2], [1, -1]),
        ("weights", [1, 2], [0, 0]),
        ("weights", [1, 2], [1, math.nan]),
        ("weights", [1, 2], [1, 2, 3]),
    ],
)
def test_bad_numbers_name_the_argument(
    measure: Measure, argument: str, values: Any, weights: Any
) -> None:
    with pytest.raises(MetricError) as refused:
        measure(values, weights)
    assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("values", lambda: theil_l([0, 1])),
        ("values", lambda: generalized_entropy([0, 1], 0)),
        ("values", lambda: generalized_entropy([0, 1], -0.5)),
        ("zeros", lambda: theil_l([0, 1], zeros=0)),
        ("zeros", lambda: theil_l([0, 1], zeros=-1)),
        ("zeros", lambda: generalized_entropy([0, 1], 2, zeros=math.nan)),
        ("alpha", lambda: generalized_entropy([1, 2], math.nan)),
        ("alpha", lambda: generalized_entropy([1e-9, 2], -100)),
        ("epsilon", lambda: atkinson([1, 2], 0)),
        ("epsilon", lambda: atkinson([1, 2], -1)),
        ("epsilon", lambda: atkinson([1, 2], math.inf)),
        ("epsilon", lambda: equally_distributed_equivalent([1, 2], 0)),
        ("values", lambda: equally_distributed_equivalent([1, -2], 1)),
        ("values", lambda: equally_distributed_equivalent([], 1)),
        ("weights", lambda: equally_distributed_equivalent([1, 2], 1, [-1, 2])),
    ],
)
def test_parameters_out_of_range_are_named(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument
