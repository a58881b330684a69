"""Concentration: printed results come out, ties cannot show, and ranks decide the sign."""

import doctest
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import concentration
from welfare.metrics.concentration import (
    concentration_curve,
    concentration_index,
    concentration_index_se,
    erreygers_index,
    fractional_ranks,
    kakwani,
    wagstaff_index,
)
from welfare.metrics.inequality import gini
from welfare.metrics.sample import MetricError

Measure = Callable[..., float]


def erreygers(outcome: object, rank_by: object, weights: object = None) -> float:
    return erreygers_index(outcome, rank_by, (0, 40), weights)


def wagstaff(outcome: object, rank_by: object, weights: object = None) -> float:
    return wagstaff_index(outcome, rank_by, (0, 40), weights)


INDICES: list[Measure] = [concentration_index, erreygers, wagstaff, kakwani]
PEOPLE = st.lists(
    st.tuples(st.integers(1, 39), st.integers(1, 9), st.integers(1, 4)), min_size=2, max_size=12
)


def columns(people: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    had, place, weight = np.array(people, dtype=float).T
    return had, place, weight


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(concentration)
    assert found.attempted > 0
    assert found.failed == 0


def test_tax_by_hand() -> None:
    """Reference case: income 10, 20, 30, 40 and tax 0, 2, 4, 8."""
    income, tax = [10, 20, 30, 40], [0, 2, 4, 8]
    assert concentration_index(tax, income) == pytest.approx(0.4642857, abs=5e-8)
    assert concentration_index(tax, income) == pytest.approx(6.5 / 14, rel=1e-14)
    assert gini(income) == pytest.approx(0.25, rel=1e-14)
    assert kakwani(tax, income) == pytest.approx(0.2142857, abs=5e-8)


def test_weighted_index_by_hand() -> None:
    # ranks 1/8, 4/8, 7/8 of 1, 2, 1 people: 2(6·1/8 + 2·2·4/8 + 1·7/8)/(6 + 2·2 + 1) − 1
    found = concentration_index([6, 2, 1], [10, 20, 30], [1, 2, 1])
    assert found == pytest.approx(2 * 3.625 / 11 - 1, rel=1e-14)


def test_bounded_indices_by_hand() -> None:
    # yes or no 0, 0, 1, 0 by rank: C = 2·(5/8)/1 − 1 = 1/4, mean 1/4
    has, place = [0, 0, 1, 0], [1, 2, 3, 4]
    assert concentration_index(has, place) == pytest.approx(0.25)
    assert erreygers_index(has, place, (0, 1)) == pytest.approx(4 * 0.25 * 0.25)
    assert wagstaff_index(has, place, (0, 1)) == pytest.approx(0.25 / 0.75)
    # the same on a scale from −10 to 30
    shifted = [40 * one - 10 for one in has]
    assert erreygers_index(shifted, place, (-10, 30)) == pytest.approx(0.25)
    assert wagstaff_index(shifted, place, (-10, 30)) == pytest.approx(1 / 3)


def test_grouped_by_hand() -> None:
    """Fifths with 30, 25, 20, 15, 10 of something: sum by trapezes, two areas and one."""
    had, place = [30, 25, 20, 15, 10], [1, 2, 3, 4, 5]
    curve = concentration_curve(had, place)
    assert curve.share == pytest.approx((0, 0.3, 0.55, 0.75, 0.9, 1))
    assert concentration_index(had, place) == pytest.approx(
        1 - 2 * (0.3 + 0.55 + 0.75 + 0.9 + 0.5) / 5
    )


def test_extremes() -> None:
    assert concentration_index([0, 0, 0, 1], [1, 2, 3, 4]) == pytest.approx(0.75)
    assert concentration_index([1, 0, 0, 0], [1, 2, 3, 4]) == pytest.approx(-0.75)
    assert erreygers_index([1, 1, 0, 0], [1, 2, 3, 4], (0, 1)) == pytest.approx(-1)
    assert wagstaff_index([1, 0, 0, 0], [1, 2, 3, 4], (0, 1)) == pytest.approx(-1)
    assert kakwani([1, 0], [1, 1e12]) == pytest.approx(-1)


@pytest.mark.parametrize("measure", [concentration_index, erreygers, wagstaff])
def test_what_all_have_alike_and_ranks_that_all_share_give_zero(measure: Measure) -> None:
    assert measure([7, 7, 7], [1, 2, 9], [1, 2, 5.5]) == 0
    assert measure([7, 1, 30], [4, 4, 4]) == 0


def test_ranks_share_their_mean_and_keep_the_order_given() -> None:
    assert fractional_ranks([5, 1, 5, 9]).tolist() == [0.5, 0.125, 0.5, 0.875]
    assert fractional_ranks([5, 1, 9], [2, 1, 1]).tolist() == [0.5, 0.125, 0.875]
    assert fractional_ranks([5, 1, 9, 7], [2, 1, 1, 0]).tolist() == [0.5, 0.125, 0.875, 0.75]


def test_small_differences_of_large_numbers_survive() -> None:
    # 1e9 + (0, 1, 2): twice the covariance with ranks is 2·(2/9), over the mean
    found = concentration_index([1e9, 1e9 + 1, 1e9 + 2], [1, 2, 3])
    assert found == pytest.approx(4 / 9 / (1e9 + 1), rel=1e-13)


def test_a_curve_can_leave_the_diagonal_on_both_sides() -> None:
    curve = concentration_curve([3, 0, 0, 3], [1, 2, 3, 4])
    assert (curve.at(0), curve.at(0.25), curve.at(0.75), curve.at(1)) == (0, 0.5, 0.5, 1)
    assert concentration_index([3, 0, 0, 3], [1, 2, 3, 4]) == 0


@pytest.mark.parametrize("fraction", [-0.01, 1.01, math.nan])
def test_a_curve_has_no_place_outside_the_population(fraction: float) -> None:
    with pytest.raises(MetricError) as refused:
        concentration_curve([1, 2], [1, 2]).at(fraction)
    assert refused.value.argument == "fraction"


@given(PEOPLE)
@settings(max_examples=100)
def test_the_index_is_twice_the_area_between_diagonal_and_curve(
    people: list[tuple[int, int, int]],
) -> None:
    had, place, weight = columns(people)
    curve = concentration_curve(had, place, weight)
    assert (curve.population[0], curve.share[0]) == (0, 0)
    assert (curve.population[-1], curve.share[-1]) == (1, 1)
    assert list(curve.share) == sorted(curve.share)
    area = np.trapezoid(curve.share, curve.population)
    assert concentration_index(had, place, weight) == pytest.approx(1 - 2 * area, abs=1e-13)


@given(PEOPLE)
@settings(max_examples=100)
def test_ranked_by_itself_it_is_the_gini_index(people: list[tuple[int, int, int]]) -> None:
    had, _, weight = columns(people)
    assert concentration_index(had, had, weight) == pytest.approx(gini(had, weight), abs=1e-13)
    assert kakwani(had, had, weight) == pytest.approx(0, abs=1e-13)


@given(PEOPLE)
@settings(max_examples=100)
def test_opposite_ranks_and_bounded_lacks_change_the_sign_alone(
    people: list[tuple[int, int, int]],
) -> None:
    had, place, weight = columns(people)
    for measure in (concentration_index, erreygers, wagstaff):
        assert measure(had, -place, weight) == pytest.approx(
            -measure(had, place, weight), abs=1e-13
        )
    for measure in (erreygers, wagstaff):
        assert measure(40 - had, place, weight) == pytest.approx(
            -measure(had, place, weight), abs=1e-13
        )


@pytest.mark.parametrize("measure", INDICES)
@given(PEOPLE)
@settings(max_examples=50)
def test_weights_are_repetition(measure: Measure, people: list[tuple[int, int, int]]) -> None:
    had, place, weight = columns(people)
    times = weight.astype(int)
    repeated = measure(np.repeat(had, times), np.repeat(place, times))
    assert measure(had, place, weight) == pytest.approx(repeated, abs=1e-13)
    assert measure(had, place, weight * 1e9) == pytest.approx(repeated, abs=1e-13)


@pytest.mark.parametrize("measure", INDICES)
@given(people=PEOPLE, seed=st.integers(0, 10**6))
@settings(max_examples=50)
def test_order_ties_and_people_of_weight_zero_do_not_matter(
    measure: Measure, people: list[tuple[int, int, int]], seed: int
) -> None:
    had, place, weight = columns(people)
    order = np.random.default_rng(seed).permutation(len(people) + 1)
    mixed = (np.append(column, more)[order] for column, more in ((had, 5), (place, 5), (weight, 0)))
    assert measure(*mixed) == pytest.approx(measure(had, place, weight), abs=1e-13)


@pytest.mark.parametrize("measure", [concentration_index, kakwani])
@given(people=PEOPLE, unit=st.sampled_from([1e-9, 0.1, 3.0, 1e12]))
@settings(max_examples=50)
def test_the_unit_does_not_matter(
    measure: Measure, people: list[tuple[int, int, int]], unit: float
) -> None:
    had, place, weight = columns(people)
    expected = measure(had, place, weight)
    assert measure(had * unit, place * unit, weight * unit) == pytest.approx(expected, abs=1e-12)


@given(PEOPLE)
@settings(max_examples=100)
def test_bounds(people: list[tuple[int, int, int]]) -> None:
    had, place, weight = columns(people)
    largest = 1 - weight.min() / weight.sum()
    assert abs(concentration_index(had, place, weight)) <= largest + 1e-12
    assert abs(erreygers(had, place, weight)) <= 1 + 1e-12
    assert abs(wagstaff(had, place, weight)) <= 1 + 1e-12


@given(people=PEOPLE, more=st.integers(1, 30))
@settings(max_examples=50)
def test_adding_the_same_to_all_leaves_erreygers_and_weakens_concentration(
    people: list[tuple[int, int, int]], more: int
) -> None:
    had, place, weight = columns(people)
    wide = (0, 100)
    assert erreygers_index(had + more, place, wide, weight) == pytest.approx(
        erreygers_index(had, place, wide, weight), abs=1e-13
    )
    before = concentration_index(had, place, weight)
    assert abs(concentration_index(had + more, place, weight)) <= abs(before) + 1e-13


@given(PEOPLE, st.lists(st.integers(0, 20), min_size=12, max_size=12))
@settings(max_examples=50)
def test_parts_of_an_outcome_add_up(people: list[tuple[int, int, int]], extra: list[int]) -> None:
    had, place, weight = columns(people)
    other = np.array(extra[: len(people)], dtype=float) + 1
    parts = sum(
        np.sum(weight * part) * concentration_index(part, place, weight) for part in (had, other)
    )
    total = had + other
    whole = np.sum(weight * total) * concentration_index(total, place, weight)
    assert whole == pytest.approx(parts, abs=1e-9)


def _sampled(seed: int, *, tied: bool, yes_or_no: bool) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    income = random.lognormal(9, 0.6, 600)
    place = np.floor(np.log(income)) if tied else income
    had = random.gamma(2, income**0.3)
    return (had > np.median(had)).astype(float) if yes_or_no else had, place


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("yes_or_no", [False, True])
def test_the_standard_error_is_that_of_a_jackknife(seed: int, tied: bool, yes_or_no: bool) -> None:
    had, place = _sampled(seed, tied=tied, yes_or_no=yes_or_no)
    left_out = np.array(
        [concentration_index(np.delete(had, i), np.delete(place, i)) for i in range(had.size)]
    )
    spread = math.sqrt((had.size - 1) * np.mean((left_out - left_out.mean()) ** 2))
    assert concentration_index_se(had, place) == pytest.approx(spread, rel=0.01)


def test_the_standard_error_of_what_all_have_alike() -> None:
    assert concentration_index_se([3, 3, 3], [1, 2, 2]) == pytest.approx(0, abs=1e-15)


def test_the_standard_error_halves_with_four_times_the_people() -> None:
    had, place = _sampled(7, tied=False, yes_or_no=False)
    four = concentration_index_se(np.tile(had, 4), np.tile(place, 4))
    assert four == pytest.approx(concentration_index_se(had, place) / 2, rel=1e-12)


NAMES = {kakwani: ("payment", "income")}


@pytest.mark.parametrize(
    "measure", [*INDICES, concentration_curve], ids=lambda measure: measure.__name__
)
@pytest.mark.parametrize(
    ("first", "second", "weights", "fault"),
    [
        ([], [], None, 0),
        ([1], [1], None, 0),
        ([1, 2], [1, 2], [1, 0], 0),
        ([1, math.nan], [1, 2], None, 0),
        ([-1, 2], [1, 2], None, 0),
        ([1, 2], [1], None, 1),
        ([1, 2], [1, math.inf], None, 1),
        ([1, 2], [[1, 2]], None, 1),
        ([1, 2], ["a", "b"], None, 1),
        ([1, 2], [1, 2], [1], "weights"),
        ([1, 2], [1, 2], [1, -1], "weights"),
        ([1, 2], [1, 2], [0, 0], "weights"),
        ([1, 2], [1, 2], [1, math.nan], "weights"),
    ],
)
def test_what_no_measure_can_be_made_of(
    measure: Measure, first: object, second: object, weights: object, fault: int | str
) -> None:
    with pytest.raises(MetricError) as refused:
        measure(first, second, weights)
    names = NAMES.get(measure, ("outcome", "rank_by"))
    assert refused.value.argument == (names[fault] if isinstance(fault, int) else fault)


def test_what_the_standard_error_cannot_be_made_of() -> None:
    for first, second, argument in [
        ([1], [1], "outcome"),
        ([0, 0], [1, 2], "outcome"),
        ([1, 2], [1], "rank_by"),
    ]:
        with pytest.raises(MetricError) as refused:
            concentration_index_se(first, second)
        assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("measure", "arguments", "argument"),
    [
        (concentration_index, ([0, 0], [1, 2]), "outcome"),
        (concentration_curve, ([0, 0], [1, 2]), "outcome"),
        (kakwani, ([0, 0], [1, 2]), "payment"),
        (kakwani, ([1, 2], [0, 0]), "income"),
        (kakwani, ([1, 2], [-1, 2]), "income"),
        (erreygers_index, ([0, 2], [1, 2], (0, 1)), "outcome"),
        (erreygers_index, ([0, -1], [1, 2], (0, 1)), "outcome"),
        (erreygers_index, ([0, 1], [1, 2], (1, 0)), "bounds"),
        (erreygers_index, ([0, 1], [1, 2], (0, 0)), "bounds"),
        (erreygers_index, ([0, 1], [1, 2], (0, math.inf)), "bounds"),
        (erreygers_index, ([0, 1], [1, 2], (0, 1, 2)), "bounds"),
        (wagstaff_index, ([0, 2], [1, 2], (0, 1)), "outcome"),
        (wagstaff_index, ([0, 0], [1, 2], (0, 1)), "outcome"),
        (wagstaff_index, ([1, 1], [1, 2], (0, 1)), "outcome"),
        (wagstaff_index, ([0, 1], [1, 2], (2, 1)), "bounds"),
        (fractional_ranks, ([],), "rank_by"),
        (fractional_ranks, ([1, 2], [1]), "weights"),
        (fractional_ranks, ([1, 2], [1, -1]), "weights"),
        (fractional_ranks, ([1, 2], [0, 0]), "weights"),
    ],
)
def test_arguments_out_of_range(measure: Measure, arguments: tuple[object], argument: str) -> None:
    with pytest.raises(MetricError) as refused:
        measure(*arguments)
    assert refused.value.argument == argument


def test_erreygers_of_an_outcome_all_at_a_bound_is_zero() -> None:
    assert erreygers_index([0, 0], [1, 2], (0, 1)) == 0
    assert erreygers_index([1, 1], [1, 2], (0, 1)) == 0
