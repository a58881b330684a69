"""Poverty: printed results come out, and each measure keeps the axioms that define it."""

import doctest
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import poverty
from welfare.metrics.poverty import fgt, poverty_gap_total, sen, sst, watts
from welfare.metrics.sample import MetricError

Measure = Callable[..., float]

HANDBOOK = [100, 110, 150, 160]
INEQ = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]


def headcount(values: object, line: object, weights: object = None) -> float:
    return fgt(values, line, 0, weights)


def gap(values: object, line: object, weights: object = None) -> float:
    return fgt(values, line, 1, weights)


def squared_gap(values: object, line: object, weights: object = None) -> float:
    return fgt(values, line, 2, weights)


SHARES: list[Measure] = [headcount, gap, squared_gap, sen, sst]
MEANS: list[Measure] = [*SHARES, watts]
ALL: list[Measure] = [*MEANS, poverty_gap_total]
LINE = 100.0
INCOMES = st.lists(st.integers(1, 250).map(float), min_size=1, max_size=12)
COUNTS = st.integers(1, 4)


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(poverty)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("measure", "values", "line", "expected"),
    [
        pytest.param(headcount, HANDBOOK, 125, 0.5, id="E7 FGT0"),
        pytest.param(gap, HANDBOOK, 125, 0.08, id="E7 FGT1"),
        pytest.param(squared_gap, HANDBOOK, 125, 0.0136, id="E7 FGT2"),
        pytest.param(sen, HANDBOOK, 125, 0.09, id="E7 Sen"),
        pytest.param(watts, INEQ, 2000, 0.162014123921756, id="E1 Watts"),
        # P1 = 0.08; gaps 0, 0, 0.12, 0.2 have Gini 2(3·0.12 + 4·0.2)/(4·0.32) − 5/4 = 0.5625
        pytest.param(sst, HANDBOOK, 125, 0.08 * 1.5625, id="E7 SST"),
        pytest.param(poverty_gap_total, HANDBOOK, 125, 40, id="E7 gap in money"),
        pytest.param(poverty_gap_total, [0, 40, 60, 100, 200], 80, 140, id="social protection"),
        pytest.param(watts, [1, 2, 4], 2, math.log(2) / 3, id="one poor by a factor of two"),
    ],
)
def test_known_results(measure: Measure, values: list[float], line: float, expected: float) -> None:
    assert measure(values, line) == pytest.approx(expected, rel=1e-13)


def test_weighted_results_by_hand() -> None:
    # incomes 40, 60, 200 of 1, 3, 4 people, line 80: gaps 0.5 and 0.25
    values, weights = [40, 60, 200], [1, 3, 4]
    assert fgt(values, 80, 0, weights) == 0.5
    assert fgt(values, 80, 1, weights) == pytest.approx((0.5 + 3 * 0.25) / 8)
    assert fgt(values, 80, 2, weights) == pytest.approx((0.25 + 3 * 0.0625) / 8)
    assert watts(values, 80, weights) == pytest.approx((math.log(2) + 3 * math.log(4 / 3)) / 8)
    assert poverty_gap_total(values, 80, weights) == 100
    # Gini of 40, 60, 60, 60: 2(40 + 2·60 + 3·60 + 4·60)/(4·220) − 5/4
    assert sen(values, 80, weights) == pytest.approx(0.5 * (0.3125 + 0.6875 * (1160 / 880 - 1.25)))
    # Gini of 0, 0, 0, 0, .25, .25, .25, .5: 2(.25·(5 + 6 + 7) + .5·8)/(8·1.25) − 9/8
    assert sst(values, 80, weights) == pytest.approx(1.25 / 8 * (1 + 1.7 - 1.125))


def test_shorrocks_own_form() -> None:
    """His (1995) mean of gaps with weights 2n − 2i + 1, the poorest first."""
    value = np.sort(np.random.default_rng(1).lognormal(4.5, 0.7, 200))
    weight = 2 * np.arange(200)[::-1] + 1
    own = np.sum(weight * np.maximum(0, 1 - value / LINE)) / 200**2
    assert sst(value, LINE) == pytest.approx(own, rel=1e-12)


def test_a_line_for_each_is_the_line_for_all_of_deflated_values() -> None:
    values, lines = np.array([80.0, 30, 90, 200]), np.array([100.0, 50, 60, 100])
    for measure in MEANS:
        assert measure(values, lines, [1, 2, 3, 4]) == pytest.approx(
            measure(values / lines, 1, [1, 2, 3, 4]), rel=1e-12
        )
    assert poverty_gap_total(values, lines, [1, 2, 3, 4]) == 20 + 2 * 20


@pytest.mark.parametrize("measure", ALL)
def test_nobody_below_the_line_is_no_poverty(measure: Measure) -> None:
    assert measure([LINE, LINE + 1, 2 * LINE], LINE) == 0
    assert measure([LINE], LINE) == 0


@pytest.mark.parametrize("measure", SHARES)
@pytest.mark.parametrize("values", [[0], [0, 0, 0]])
def test_where_all_have_nothing_poverty_is_complete(measure: Measure, values: list[float]) -> None:
    assert measure(values, LINE) == 1
    assert measure(values, LINE, [2.5] * len(values)) == 1


def test_one_poor_person_alone() -> None:
    assert sen([50], LINE) == 0.5
    assert sen([50, 200], LINE) == 0.25
    assert sst([50], LINE) == 0.5
    assert sst([50, 200], LINE) == pytest.approx(0.25 * 1.5)


def test_sen_with_a_poor_person_who_has_nothing() -> None:
    # 0 and 50 under 100: H = 1, I = 0.75, G = 0.5
    assert sen([0, 50], LINE) == pytest.approx(0.75 + 0.25 * 0.5)


def test_watts_replaces_zeros_only_where_told() -> None:
    with pytest.raises(MetricError, match="zeros") as refused:
        watts([0, 50, 200], LINE)
    assert refused.value.argument == "values"
    assert watts([0, 50, 200], LINE, zeros=1) == watts([1, 50, 200], LINE)
    assert watts([0, 50, 200], LINE, [0, 1, 1]) == pytest.approx(math.log(2) / 2)


def test_watts_next_to_the_line() -> None:
    assert watts([1e9], 1e9 + 1) == pytest.approx(1e-9, rel=1e-8)


@pytest.mark.parametrize("measure", MEANS)
@given(values=INCOMES, unit=st.sampled_from([1e-6, 0.3, 7.0, 1e9]))
@settings(max_examples=25)
def test_the_unit_does_not_matter(measure: Measure, values: list[float], unit: float) -> None:
    # on the line itself the unit could tip who is poor
    scaled = [value * unit for value in values if value != LINE] or [unit]
    kept = [value for value in values if value != LINE] or [1.0]
    assert measure(scaled, LINE * unit) == pytest.approx(measure(kept, LINE), rel=1e-11, abs=1e-14)


@pytest.mark.parametrize("measure", ALL)
@given(people=st.lists(st.tuples(st.integers(1, 250), COUNTS), min_size=1, max_size=12))
@settings(max_examples=25)
def test_weights_are_repetition(measure: Measure, people: list[tuple[int, int]]) -> None:
    values, weights = zip(*people, strict=True)
    repeated = np.repeat(values, weights)
    assert measure(values, LINE, weights) == pytest.approx(measure(repeated, LINE), rel=1e-12)
    lines = np.asarray(values) % 7 + 60.0
    assert measure(values, lines, weights) == pytest.approx(
        measure(repeated, np.repeat(lines, weights)), rel=1e-12
    )


@pytest.mark.parametrize("measure", MEANS)
@given(values=INCOMES, times=st.integers(2, 4))
@settings(max_examples=25)
def test_a_population_twice_as_large_is_no_poorer(
    measure: Measure, values: list[float], times: int
) -> None:
    assert measure(values * times, LINE) == pytest.approx(measure(values, LINE), rel=1e-12)


@pytest.mark.parametrize("measure", ALL)
@given(values=INCOMES, absent=st.integers(0, 250))
@settings(max_examples=25)
def test_order_and_people_of_weight_zero_do_not_matter(
    measure: Measure, values: list[float], absent: int
) -> None:
    shuffled = [*values, float(absent)]
    weights = [1.0] * len(values) + [0.0]
    order = np.random.default_rng(absent).permutation(len(shuffled))
    mixed, mass = np.asarray(shuffled)[order], np.asarray(weights)[order]
    assert measure(mixed, LINE, mass) == pytest.approx(measure(values, LINE), rel=1e-12)


@pytest.mark.parametrize("measure", SHARES)
@given(values=st.lists(st.floats(0, 1e6), min_size=1, max_size=12), line=st.floats(1e-3, 1e6))
@settings(max_examples=50)
def test_bounds(measure: Measure, values: list[float], line: float) -> None:
    assert 0 <= measure(values, line) <= 1 + 1e-12
    assert sen(values, line) <= fgt(values, line, 0) + 1e-12
    first = fgt(values, line, 1)
    assert first - 1e-12 <= sst(values, line) <= 2 * first + 1e-12


@given(values=INCOMES, more=INCOMES, alpha=st.floats(0, 4))
@settings(max_examples=50)
def test_groups_add_up(values: list[float], more: list[float], alpha: float) -> None:
    whole = fgt(values + more, LINE, alpha) * (len(values) + len(more))
    parts = fgt(values, LINE, alpha) * len(values) + fgt(more, LINE, alpha) * len(more)
    assert whole == pytest.approx(parts, rel=1e-12)
    assert poverty_gap_total(values + more, LINE) == pytest.approx(
        fgt(values + more, LINE, 1) * LINE * (len(values) + len(more)), rel=1e-12
    )


@pytest.mark.parametrize("measure", [squared_gap, watts, sen, sst])
def test_a_gift_from_a_poorer_to_a_richer_poor_person_is_more_poverty(measure: Measure) -> None:
    assert measure([20, 60, 90, 150], LINE) < measure([15, 65, 90, 150], LINE)


def test_a_higher_aversion_gives_less() -> None:
    found = [fgt(INEQ, 3000, alpha) for alpha in (0, 0.5, 1, 2, 5)]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("measure", ALL)
@pytest.mark.parametrize(
    ("values", "line", "weights", "argument"),
    [
        ([], 1, None, "values"),
        ([1, math.nan], 1, None, "values"),
        ([1, math.inf], 1, None, "values"),
        ([1, -1], 1, None, "values"),
        ([[1, 2]], 1, None, "values"),
        (["a"], 1, None, "values"),
        ([1, 2], 0, None, "line"),
        ([1, 2], -1, None, "line"),
        ([1, 2], math.nan, None, "line"),
        ([1, 2], None, None, "line"),
        ([1, 2], [1], None, "line"),
        ([1, 2], [1, 0], None, "line"),
        ([1, 2], 1, [1], "weights"),
        ([1, 2], 1, [1, -1], "weights"),
        ([1, 2], 1, [0, 0], "weights"),
        ([1, 2], 1, [1, math.nan], "weights"),
    ],
)
def test_what_no_measure_can_be_made_of(
    measure: Measure, values: list[float], line: object, weights: object, argument: str
) -> None:
    with pytest.raises(MetricError) as refused:
        measure(values, line, weights)
    assert refused.value.argument == argument


@pytest.mark.parametrize("alpha", [-0.1, math.nan, math.inf])
def test_an_aversion_that_is_none(alpha: float) -> None:
    with pytest.raises(MetricError) as refused:
        fgt([1, 2], 3, alpha)
    assert refused.value.argument == "alpha"


@pytest.mark.parametrize("zeros", [0, -1, 100, 200, math.nan])
def test_what_cannot_stand_for_zero(zeros: float) -> None:
    with pytest.raises(MetricError) as refused:
        watts([0, 50], [100, 150], zeros=zeros)
    assert refused.value.argument == "zeros"
