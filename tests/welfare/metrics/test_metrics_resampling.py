"""A resample is a set of weights: fast ways and slow agree, and intervals hold as often as said."""

import doctest
import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from welfare.metrics import resampling
from welfare.metrics.concentration import concentration_index
from welfare.metrics.entropy import mean
from welfare.metrics.inequality import gini, theil_t
from welfare.metrics.resampling import bootstrap, jackknife
from welfare.metrics.reweighting import (
    concentration_without_each,
    gini_of_each,
    gini_without_each,
    theil_t_of_each,
)
from welfare.metrics.sample import MetricError

INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
WEIGHTS = [1, 2, 3, 1, 1, 5, 1, 1, 2, 0.5]
ROWS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(1, 9)), min_size=4, max_size=12
).filter(lambda rows: sum(value > 0 for value, _ in rows) > 1)
FEW = settings(max_examples=40, deadline=None)


def slope(values: Any, rank_by: Any, weights: Any) -> float:
    spread = np.cov(values, rank_by, aweights=weights)
    return float(spread[0, 1] / spread[1, 1])


def one_by_one(statistic: Callable[..., float]) -> Callable[..., float]:
    return partial(statistic)


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(resampling)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(("method", "theirs"), [("bca", "BCa"), ("percentile", "percentile")])
def test_bootstrap_agrees_with_scipy(method: Any, theirs: str) -> None:
    ours = bootstrap(gini, INCOMES, replicates=1999, seed=1, method=method)
    found = stats.bootstrap(
        (INCOMES,), gini, n_resamples=1999, vectorized=False, method=theirs, rng=1
    )
    assert (ours.low, ours.high) == pytest.approx(tuple(found.confidence_interval), abs=1e-10)
    assert ours.standard_error == pytest.approx(found.standard_error, abs=1e-10)


def test_basic_is_the_percentile_interval_turned_round_the_estimate() -> None:
    straight = bootstrap(gini, INCOMES, WEIGHTS, seed=2)
    turned = bootstrap(gini, INCOMES, WEIGHTS, seed=2, method="basic")
    assert turned.low == pytest.approx(2 * straight.estimate - straight.high, abs=1e-15)
    assert turned.high == pytest.approx(2 * straight.estimate - straight.low, abs=1e-15)


def test_error_of_a_mean_is_the_one_known() -> None:
    values = np.random.default_rng(1).exponential(size=400)
    known = values.std() / math.sqrt(400)
    drawn = bootstrap(mean, values, seed=1, replicates=4000)
    assert drawn.standard_error == pytest.approx(known, rel=0.05)
    left_out = jackknife(mean, values)
    assert left_out.standard_error == pytest.approx(values.std(ddof=1) / 20, abs=1e-12)
    z = stats.norm.ppf(0.975)
    assert left_out.high - left_out.estimate == pytest.approx(z * left_out.standard_error)


@pytest.mark.parametrize("statistic", [gini, theil_t])
@pytest.mark.parametrize("weights", [None, WEIGHTS])
@pytest.mark.parametrize("strata", [None, list("ababababab")])
def test_all_replicates_at_once_are_what_one_call_each_gives(
    statistic: Callable[..., float], weights: list[float] | None, strata: list[str] | None
) -> None:
    at_once = bootstrap(statistic, INCOMES, weights, seed=3, replicates=200, strata=strata)
    each = bootstrap(one_by_one(statistic), INCOMES, weights, seed=3, replicates=200, strata=strata)
    for name in ("estimate", "low", "high", "standard_error", "undefined"):
        assert getattr(at_once, name) == pytest.approx(getattr(each, name), abs=1e-12)


@FEW
@given(ROWS, st.integers(0, 99))
def test_many_weights_at_once_are_what_each_gives(rows: list[tuple[int, int]], seed: int) -> None:
    values, base = np.array(rows, dtype=float).T
    weights = base * np.random.default_rng(seed).integers(0, 3, size=(20, base.size))
    for at_once, alone in ((gini_of_each, gini), (theil_t_of_each, theil_t)):
        for found, row in zip(at_once(values)(weights), weights, strict=True):
            try:
                expected = alone(values, row)
            except MetricError:
                expected = math.nan
            assert found == pytest.approx(expected, abs=1e-12, nan_ok=True)


@FEW
@given(ROWS)
def test_gini_without_each_is_what_leaving_it_out_gives(rows: list[tuple[int, int]]) -> None:
    values, weights = np.array(rows, dtype=float).T
    found = gini_without_each(values, weights)
    for out in range(values.size):
        try:
            expected = gini(np.delete(values, out), np.delete(weights, out))
        except MetricError:
            expected = math.nan
        assert found[out] == pytest.approx(expected, abs=1e-12, nan_ok=True)


@FEW
@given(ROWS, st.integers(0, 99))
def test_concentration_without_each_is_what_leaving_it_out_gives(
    rows: list[tuple[int, int]], seed: int
) -> None:
    values, weights = np.array(rows, dtype=float).T
    places = np.random.default_rng(seed).integers(0, 4, size=values.size).astype(float)
    found = concentration_without_each(values, places, weights)
    for out in range(values.size):
        try:
            expected = concentration_index(
                np.delete(values, out), np.delete(places, out), np.delete(weights, out)
            )
        except MetricError:
            expected = math.nan
        assert found[out] == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_what_one_row_outweighs_is_measured_exactly_without_it() -> None:
    found = gini_without_each(np.array([1.0, 2.0, 3.0, 1e15]), np.array([1.0, 1.0, 2.0, 1e9]))
    assert found[3] == pytest.approx(gini([1, 2, 3], [1, 1, 2]), abs=1e-14)


def test_jackknife_of_the_gini_in_one_pass_is_what_leaving_out_gives() -> None:
    one_pass, each = (jackknife(f, INCOMES, WEIGHTS) for f in (gini, one_by_one(gini)))
    assert (one_pass.low, one_pass.high) == pytest.approx((each.low, each.high), abs=1e-12)
    assert (one_pass.n, one_pass.method, one_pass.undefined) == (10, "jackknife", 0)


def test_many_rows_are_left_out_in_groups() -> None:
    values = np.random.default_rng(5).lognormal(size=6000)
    grouped = jackknife(one_by_one(gini), values)
    assert grouped.method == "jackknife of 200 groups"
    assert grouped.standard_error == pytest.approx(jackknife(gini, values).standard_error, rel=0.15)
    assert jackknife(one_by_one(gini), values, seed=1) != grouped


def test_bootstrap_and_jackknife_agree_on_a_large_sample() -> None:
    values = np.random.default_rng(6).lognormal(size=2000)
    drawn, left_out = bootstrap(gini, values, seed=1), jackknife(gini, values)
    assert drawn.standard_error == pytest.approx(left_out.standard_error, rel=0.1)
    assert drawn.low == pytest.approx(left_out.low, abs=0.006)


def test_intervals_hold_about_as_often_as_they_say() -> None:
    # Exponential incomes have a Gini of one half.
    random = np.random.default_rng(7)
    held = 0
    for seed in range(200):
        found = bootstrap(gini, random.exponential(size=200), seed=seed, replicates=200)
        held += found.low <= 0.5 <= found.high
    assert 170 <= held <= 199


def test_a_measure_of_two_vectors_keeps_its_pairs() -> None:
    random = np.random.default_rng(8)
    place = random.uniform(size=300)
    outcome = 2 * place + random.normal(0, 0.1, 300)
    for found in (bootstrap(slope, (outcome, place), seed=1), jackknife(slope, (outcome, place))):
        assert found.estimate == pytest.approx(2, abs=0.1)
        assert found.standard_error == pytest.approx(0.1 / math.sqrt(300 / 12), rel=0.2)


def test_strata_that_explain_everything_leave_no_error() -> None:
    values = [1.0] * 5 + [9.0] * 5
    apart = bootstrap(gini, values, seed=1, strata=[0] * 5 + [1] * 5)
    assert (apart.low, apart.high, apart.standard_error) == pytest.approx((0.4, 0.4, 0), abs=1e-12)
    assert bootstrap(gini, values, seed=1).standard_error > 0.05


@pytest.mark.parametrize("measure", [lambda v, w: bootstrap(gini, v, w, seed=4), None])
def test_order_and_absent_rows_do_not_matter(measure: Callable[..., Any] | None) -> None:
    of = measure or (lambda v, w: jackknife(one_by_one(theil_t), v, w))
    turned = of(INCOMES[::-1], WEIGHTS[::-1])
    assert turned == of(INCOMES, WEIGHTS)
    assert of([*INCOMES, 10**9], [*WEIGHTS, 0]) == turned


@FEW
@given(ROWS, st.integers(-8, 8), st.integers(1, 1000))
def test_units_of_values_and_of_weights_do_not_matter(
    rows: list[tuple[int, int]], power: int, times: int
) -> None:
    values, weights = np.array(rows, dtype=float).T

    def of(unit: float, many: float) -> list[float]:
        try:
            found = bootstrap(gini, values * unit, weights * many, seed=1, replicates=100)
        except MetricError:
            return [math.nan]
        return [found.estimate, found.low, found.high, found.standard_error]

    assert of(2.0**power, times) == pytest.approx(of(1, 1), abs=1e-12, nan_ok=True)


def test_a_seed_decides_everything() -> None:
    one = bootstrap(gini, INCOMES, seed=9)
    assert bootstrap(gini, INCOMES, seed=9) == one != bootstrap(gini, INCOMES, seed=10)


def test_undefined_replicates_are_left_out_and_counted() -> None:
    # All ten draws are zeros in 0.7 ** 10 = 2.8 per cent of replicates.
    found = bootstrap(gini, [0] * 7 + [1, 2, 3], seed=1, replicates=2000)
    assert 30 <= found.undefined <= 85
    with pytest.raises(MetricError, match="undefined"):
        bootstrap(gini, [0] * 9 + [1], seed=1)


@pytest.mark.parametrize(
    ("argument", "values", "more"),
    [
        ("values", [], {}),
        ("values", [1], {}),
        ("values", [1, 2, math.nan], {}),
        ("values", ["x", "y"], {}),
        ("values", ([1, 2, 3], [1, 2]), {}),
        ("values", [0, 0, 0], {}),
        ("weights", [1, 2, 3], {"weights": [1, 2]}),
        ("weights", [1, 2, 3], {"weights": [1, -1, 1]}),
        ("weights", [1, 2, 3], {"weights": [0, 0, 0]}),
        ("values", [1, 2, 3], {"weights": [0, 0, 5]}),
        ("confidence", [1, 2, 3], {"confidence": 95}),
        ("seed", [1, 2, 3], {"seed": -1}),
        ("seed", [1, 2, 3], {"seed": 1.5}),
    ],
)
@pytest.mark.parametrize("resample", [bootstrap, jackknife])
def test_bad_numbers_name_the_argument(
    resample: Callable[..., object], argument: str, values: Any, more: dict[str, Any]
) -> None:
    with pytest.raises(MetricError) as refused:
        resample(gini, values, **({"seed": 1} | more))
    assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("argument", "more"),
    [
        ("replicates", {"replicates": 10}),
        ("replicates", {"replicates": 1000, "confidence": 0.999}),
        ("replicates", {"replicates": 1e3}),
        ("strata", {"strata": [1, 1]}),
        ("strata", {"strata": [1, 1, None, None, 2, 2]}),
        ("strata", {"strata": [1, 1, 1, 1, 1, 2]}),
        ("method", {"method": "normal"}),
        ("method", {"method": "bca", "strata": [1, 1, 1, 2, 2, 2]}),
    ],
)
def test_bad_ways_of_drawing_name_the_argument(argument: str, more: dict[str, Any]) -> None:
    with pytest.raises(MetricError) as refused:
        bootstrap(gini, [1, 2, 3, 4, 5, 6], **({"seed": 1} | more))
    assert refused.value.argument == argument


def test_a_measure_undefined_without_some_row_has_no_jackknife() -> None:
    with pytest.raises(MetricError, match="undefined without"):
        jackknife(gini, [0, 0, 5])
