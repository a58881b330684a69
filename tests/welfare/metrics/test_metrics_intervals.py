"""Intervals agree with published examples and with scipy; a funnel flags no more than it says."""

import doctest
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from welfare.metrics import funnel, intervals
from welfare.metrics.intervals import (
    Estimate,
    Proportion,
    Rate,
    byar,
    funnel_limits,
    outside_funnel,
    tell_apart,
    wilson,
)
from welfare.metrics.sample import MetricError

COUNTS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).filter(lambda c: sum(c) > 0)
LEVELS = st.floats(0.5, 0.999)
FEW = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize("module", [intervals, funnel])
def test_examples_in_the_documentation_hold(module: Any) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [  # Newcombe (1998), intervals for the single proportion, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals_of_one_proportion(
    successes: int, trials: int, low: float, high: float
) -> None:
    found = wilson(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@FEW
@given(COUNTS, LEVELS)
def test_wilson_agrees_with_scipy(counts: tuple[int, int], confidence: float) -> None:
    successes, trials = counts[0], sum(counts)
    theirs = stats.binomtest(successes, trials).proportion_ci(confidence, "wilson")
    ours = wilson(successes, trials, confidence=confidence)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@FEW
@given(COUNTS, LEVELS)
def test_wilson_of_the_others_is_the_mirror_image(
    counts: tuple[int, int], confidence: float
) -> None:
    ours = wilson(counts[0], sum(counts), confidence=confidence)
    others = wilson(counts[1], sum(counts), confidence=confidence)
    assert (ours.low, ours.high) == pytest.approx((1 - others.high, 1 - others.low), abs=1e-15)
    assert 0 <= ours.low <= ours.estimate <= ours.high <= 1


def test_none_and_all_reach_the_ends_exactly() -> None:
    found = wilson([0, 7], 7)
    assert (found.low[0], found.high[1]) == (0, 1)
    assert 0 < found.high[0] == pytest.approx(1 - found.low[1])


def test_one_in_a_thousand_million_keeps_its_digits() -> None:
    # For a rare event Wilson's limits are those of a Poisson count: x + z²/2 ± z √(x + z²/4).
    z = stats.norm.ppf(0.975)
    found = wilson(1, 1e9)
    for limit, sign in ((found.low, -1), (found.high, 1)):
        assert limit * 1e9 == pytest.approx(1 + z**2 / 2 + sign * z * math.sqrt(1 + z**2 / 4), 1e-7)


@pytest.mark.parametrize("count", [5, 10, 50, 1000])
def test_byar_is_near_the_exact_interval(count: int) -> None:
    exact = stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2
    found = byar(count)
    assert (found.low, found.high) == pytest.approx(exact, rel=0.01)


def test_byar_of_a_worked_example() -> None:
    # By hand: 10 (1 - 1/90 - 1.96 / (3 √10))³ and 11 (1 - 1/99 + 1.96 / (3 √11))³ per 1,000.
    found = byar(10, 1000)
    assert (round(found.low, 5), found.estimate, round(found.high, 5)) == (0.00479, 0.01, 0.01839)


def test_no_event_has_a_high_limit() -> None:
    found = byar(0, 100)
    assert (found.estimate, found.low) == (0, 0)
    assert found.high == pytest.approx(0.0367, abs=5e-5)


def test_areas_come_in_rows_or_alone() -> None:
    rows = wilson(np.array([3, 5.5]), [10, 20])
    assert rows.low.tolist() == [wilson(3, 10).low, wilson(5.5, 20).low]
    rates = byar([3, 4], 10)
    assert rates.high.tolist() == [byar(3, 10).high, byar(4, 10).high]
    assert isinstance(wilson(np.int64(3), np.float64(10)).low, float)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [  # Newcombe (1998), table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_published_intervals_of_a_difference(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = tell_apart(Proportion(*first), Proportion(*second))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert found.difference == pytest.approx(first[0] / first[1] - second[0] / second[1])


def test_estimates_are_compared_as_normal() -> None:
    found = tell_apart(Estimate(12, 3), Estimate(2, 4))
    assert (found.low, found.high) == pytest.approx(
        (10 - 1.959964 * 5, 10 + 1.959964 * 5), abs=1e-5
    )
    assert found.p_value == pytest.approx(2 * stats.norm.sf(2), rel=1e-12)
    assert found.apart


def test_estimates_without_error_are_apart_where_they_differ() -> None:
    assert tell_apart(Estimate(1, 0), Estimate(2, 0)).p_value == 0
    same = tell_apart(Estimate(1, 0), Estimate(1, 0))
    assert (same.p_value, same.apart) == (1, False)


def test_rates_are_compared_by_the_limits_of_each() -> None:
    one, other = byar(10, 1000), byar(30, 1500)
    found = tell_apart(Rate(10, 1000), Rate(30, 1500))
    assert found.difference == pytest.approx(-0.01)
    down = math.hypot(one.estimate - one.low, other.high - other.estimate)
    up = math.hypot(one.high - one.estimate, other.estimate - other.low)
    assert (found.low, found.high) == pytest.approx((-0.01 - down, -0.01 + up), abs=1e-15)


def test_intervals_may_overlap_where_two_are_apart() -> None:
    one, other = wilson(120, 1000), wilson(153, 1000)
    assert one.high > other.low
    assert tell_apart(Proportion(120, 1000), Proportion(153, 1000)).apart


@FEW
@given(COUNTS, COUNTS, LEVELS, st.sampled_from([Proportion, Rate]))
def test_the_p_value_agrees_with_the_interval(
    one: tuple[int, int], other: tuple[int, int], confidence: float, kind: type
) -> None:
    first, second = (kind(count, count + rest) for count, rest in (one, other))
    found = tell_apart(first, second, confidence=confidence)
    assert found.low <= found.difference <= found.high
    assert found.apart == (found.low > 0 or found.high < 0)
    if abs(found.p_value - (1 - confidence)) > 1e-9:
        assert found.apart == (found.p_value < 1 - confidence)


@FEW
@given(COUNTS, COUNTS, st.sampled_from([Proportion, Rate, Estimate]))
def test_turned_round_the_comparison_is_its_mirror_image(
    one: tuple[int, int], other: tuple[int, int], kind: type
) -> None:
    first, second = (kind(count, count + rest) for count, rest in (one, other))
    found, turned = tell_apart(first, second), tell_apart(second, first)
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low), abs=1e-12)
    assert found.p_value == pytest.approx(turned.p_value, abs=1e-9)
    assert tell_apart(first, first).p_value == 1


EXPOSURE = np.array([1, 2, 3, 10, 77, 1000, 12_345, 300_000])


@pytest.mark.parametrize("rate", [0.002, 0.3, 0.97])
@pytest.mark.parametrize("kind", ["poisson", "binomial"])
def test_a_funnel_flags_no_more_than_it_says_and_all_it_may(kind: Any, rate: float) -> None:
    law = stats.poisson(EXPOSURE * rate) if kind == "poisson" else stats.binom(EXPOSURE, rate)
    for one in funnel_limits(EXPOSURE, rate, kind=kind):
        tail = (1 - one.confidence) / 2
        lowest, highest = np.ceil(one.low * EXPOSURE - 1e-6), np.floor(one.high * EXPOSURE + 1e-6)
        assert (law.cdf(lowest - 1) <= tail + 1e-9).all()
        assert (law.sf(highest) <= tail + 1e-9).all()
        assert ((law.cdf(lowest) > tail - 1e-9) | (lowest == 0)).all()
        assert (law.sf(highest - 1) > tail - 1e-9).all()


def test_the_low_limit_is_the_interpolated_quantile_of_spiegelhalter() -> None:
    law = stats.poisson(EXPOSURE * 0.3)
    found = funnel_limits(EXPOSURE, 0.3, confidence=0.95, kind="poisson")[0].low * EXPOSURE
    reached = law.ppf(0.025)
    back = (law.cdf(reached) - 0.025) / (law.cdf(reached) - law.cdf(reached - 1))
    assert found == pytest.approx(np.maximum(reached - back, 0), abs=1e-8)


def test_beyond_the_exact_counts_the_limits_go_on_without_a_step() -> None:
    # Standard deviations of 999.9 and 1000.1 stand on either side of the change of method.
    for kind, unit, rate in (("poisson", 1.0, 1.0), ("binomial", 0.21, 0.3)):
        sizes = np.round(np.array([999.9, 1000.1]) ** 2 / unit)
        for one in funnel_limits(sizes, rate, kind=kind):  # type: ignore[arg-type]
            z = stats.norm.ppf(0.5 + one.confidence / 2)
            spread = np.sqrt(sizes * unit)
            above = (one.high - rate) * sizes - z * spread
            below = (one.low - rate) * sizes + z * spread
            assert above[0] == pytest.approx(above[1], abs=0.01)
            assert below[0] == pytest.approx(below[1], abs=0.01)


@FEW
@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=8), st.floats(0.001, 0.999))
def test_the_funnel_of_the_others_is_the_mirror_image(sizes: list[int], rate: float) -> None:
    ours = funnel_limits(sizes, rate, kind="binomial")
    others = funnel_limits(sizes, 1 - rate, kind="binomial")
    for one, other in zip(ours, others, strict=True):
        assert one.low == pytest.approx(1 - other.high, abs=1e-7)
        assert one.high == pytest.approx(1 - other.low, abs=1e-7)


def test_a_funnel_narrows_with_exposure_and_widens_with_confidence() -> None:
    inner, outer = funnel_limits([100, 1000, 10_000, 10**7, 10**9], 0.2, kind="poisson")
    assert (inner.confidence, outer.confidence) == (0.95, 0.998)
    assert (np.diff(inner.high - inner.low) < 0).all()
    assert (outer.low < inner.low).all()
    assert (inner.high < outer.high).all()


def test_areas_are_flagged_by_the_limits_that_they_pass() -> None:
    limits = funnel_limits([1000] * 6, 0.1, kind="binomial")
    assert outside_funnel([0.1, 0.125, 0.2, 0.075, 0.01, limits[0].high[0]], limits).tolist() == [
        0,
        1,
        2,
        -1,
        -2,
        0,
    ]


def test_one_of_one_is_no_sign_where_most_are_counted() -> None:
    assert outside_funnel([1.0], funnel_limits([1], 0.97, kind="binomial")).tolist() == [0]


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("successes", lambda: wilson(3, 2)),
        ("successes", lambda: wilson(-1, 2)),
        ("successes", lambda: wilson([], 2)),
        ("successes", lambda: wilson(math.nan, 2)),
        ("successes", lambda: wilson(None, 2)),  # type: ignore[call-overload]
        ("successes", lambda: wilson("many", 2)),  # type: ignore[call-overload]
        ("trials", lambda: wilson(0, 0)),
        ("trials", lambda: wilson([1, 2], [3, 4, 5])),
        ("confidence", lambda: wilson(1, 2, confidence=95)),
        ("confidence", lambda: wilson(1, 2, confidence=0)),
        ("count", lambda: byar(-1)),
        ("count", lambda: byar(math.inf)),
        ("exposure", lambda: byar(1, 0)),
        ("exposure", lambda: byar([1, 2], [1, 2, 3])),
        ("confidence", lambda: byar(1, confidence=1)),
        ("second", lambda: tell_apart(Proportion(1, 2), Rate(1, 2))),
        ("first", lambda: tell_apart(0.1, Rate(1, 2))),  # type: ignore[arg-type]
        ("first", lambda: tell_apart(Proportion(3, 2), Proportion(1, 2))),
        ("second", lambda: tell_apart(Proportion(1, 2), Proportion(1, 0))),
        ("second", lambda: tell_apart(Rate(1, 2), Rate(-1, 2))),
        ("first", lambda: tell_apart(Estimate(1, -1), Estimate(1, 1))),
        ("first", lambda: tell_apart(Estimate(math.nan, 1), Estimate(1, 1))),
        ("confidence", lambda: tell_apart(Rate(1), Rate(2), confidence=2)),
        ("exposure", lambda: funnel_limits([0], 0.5, kind="poisson")),
        ("exposure", lambda: funnel_limits([], 0.5, kind="poisson")),
        ("exposure", lambda: funnel_limits([10.5], 0.5, kind="binomial")),
        ("rate", lambda: funnel_limits([10], 0, kind="poisson")),
        ("rate", lambda: funnel_limits([10], 1, kind="binomial")),
        ("confidence", lambda: funnel_limits([10], 0.5, confidence=95, kind="poisson")),
        ("confidence", lambda: funnel_limits([10], 0.5, confidence=(), kind="poisson")),
        ("kind", lambda: funnel_limits([10], 0.5, kind="normal")),  # type: ignore[arg-type]
        ("funnels", lambda: outside_funnel([0.5], ())),
        ("rates", lambda: outside_funnel([0.5], funnel_limits([1, 2], 0.5, kind="poisson"))),
    ],
)
def test_bad_numbers_name_the_argument(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument
