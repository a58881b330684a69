"""Ranks are certain where figures are, and open where they are not."""

import doctest
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import ranks
from welfare.metrics.ranks import (
    RankIntervals,
    RankSets,
    joint_confidence,
    rank_intervals,
    simultaneous_rank_intervals,
)
from welfare.metrics.sample import MetricError

FIGURES = st.lists(st.integers(-100, 100), min_size=2, max_size=12)
PAIRS = st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 40)), min_size=2, max_size=12)
FEW = settings(max_examples=50, deadline=None)


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(ranks)
    assert found.attempted > 0
    assert found.failed == 0


def test_figures_without_error_have_their_ranks() -> None:
    found = rank_intervals([5, 9, 7], [0, 0, 0], seed=1)
    assert found == RankIntervals((3, 1, 2), (3, 1, 2), (3, 1, 2))


def test_equal_figures_without_error_share_what_they_hold() -> None:
    found = rank_intervals([0, 4, 0, 0], [0, 0, 0, 0], seed=1)
    assert found == RankIntervals((2, 1, 2, 2), (2, 1, 2, 2), (4, 1, 4, 4))


def test_two_areas_one_standard_error_apart() -> None:
    # d ~ N(1, 1): the second is first in Φ(-1) = 15.9 per cent of draws.
    errors = [math.sqrt(0.5)] * 2
    wide = rank_intervals([1, 0], errors, confidence=0.95, seed=1)
    narrow = rank_intervals([1, 0], errors, confidence=0.60, seed=1)
    assert (wide.low, wide.high) == ((1, 1), (2, 2))
    assert (narrow.low, narrow.high) == ((1, 2), (1, 2))


def test_areas_that_are_alike_may_have_nearly_any_rank() -> None:
    # Uniform over 1..100: two and a half per cent lie on each side of 3 and 98.
    found = rank_intervals(np.zeros(100), np.ones(100), seed=1)
    assert found.low == pytest.approx((3,) * 100, abs=1)
    assert found.high == pytest.approx((98,) * 100, abs=1)


def test_the_joint_sets_of_a_worked_example() -> None:
    # a is above b and c; b and c overlap; d touches c only at its end.
    found = simultaneous_rank_intervals([8, 3, 2, 0], [9, 5, 4, 2])
    assert found == RankSets((1, 2, 2, 3), (1, 3, 4, 4))


def test_the_confidence_of_each_makes_that_of_all() -> None:
    assert joint_confidence(1, confidence=0.9) == 0.9
    assert joint_confidence(77) ** 77 == pytest.approx(0.95, abs=1e-12)


def test_joint_sets_hold_all_true_ranks_as_often_as_they_say() -> None:
    random = np.random.default_rng(3)
    truth = np.arange(20) * 0.4
    ordered = tuple(range(20, 0, -1))
    held = 0
    for _ in range(400):
        seen = truth + random.standard_normal(20)
        found = simultaneous_rank_intervals(seen - 3.016, seen + 3.016)  # z of joint_confidence(20)
        held += all(a <= r <= b for a, r, b in zip(found.low, ordered, found.high, strict=True))
    assert held >= 380


@FEW
@given(PAIRS)
def test_joint_sets_are_what_counting_pairs_gives(pairs: list[tuple[int, int]]) -> None:
    low = [a for a, _ in pairs]
    high = [a + width for a, width in pairs]
    found = simultaneous_rank_intervals(low, high)
    for place, (bottom, top) in enumerate(zip(low, high, strict=True)):
        assert found.low[place] == 1 + sum(other > top for other in low)
        assert found.high[place] == len(pairs) - sum(other < bottom for other in high)
        assert found.low[place] <= found.high[place]


@FEW
@given(PAIRS, st.integers(0, 20))
def test_wider_intervals_leave_more_open(pairs: list[tuple[int, int]], more: int) -> None:
    low, high = np.array(pairs).T[0], np.array(pairs).sum(axis=1)
    one = simultaneous_rank_intervals(low, high)
    other = simultaneous_rank_intervals(low - more, high + more)
    assert all(a >= b for a, b in zip(one.low, other.low, strict=True))
    assert all(a <= b for a, b in zip(one.high, other.high, strict=True))


@FEW
@given(FIGURES, st.integers(-6, 6), st.integers(-100, 100))
def test_unit_and_origin_do_not_matter(figures: list[int], power: int, shift: int) -> None:
    values = np.array(figures, dtype=float)
    errors = np.arange(1, values.size + 1)
    scale = 2.0**power
    one = rank_intervals(values, errors, draws=200, seed=4)
    assert rank_intervals(values * scale, errors * scale, draws=200, seed=4) == one
    assert rank_intervals(values + shift, errors, draws=200, seed=4).rank == one.rank


@FEW
@given(FIGURES)
def test_ranks_count_the_areas_above(figures: list[int]) -> None:
    found = rank_intervals(figures, [5] * len(figures), draws=200, seed=5)
    assert found.rank == tuple(1 + sum(other > one for other in figures) for one in figures)
    assert all(1 <= a <= b <= len(figures) for a, b in zip(found.low, found.high, strict=True))


def test_more_confidence_leaves_more_open_and_a_seed_decides() -> None:
    figures, errors = np.arange(10.0), np.ones(10)
    narrow = rank_intervals(figures, errors, confidence=0.5, seed=6)
    wide = rank_intervals(figures, errors, confidence=0.99, seed=6)
    assert all(a >= b for a, b in zip(narrow.low, wide.low, strict=True))
    assert all(a <= b for a, b in zip(narrow.high, wide.high, strict=True))
    assert narrow != wide == rank_intervals(figures, errors, confidence=0.99, seed=6)


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("estimates", lambda: rank_intervals([1], [1], seed=1)),
        ("estimates", lambda: rank_intervals([1, math.nan], [1, 1], seed=1)),
        ("estimates", lambda: rank_intervals([], [], seed=1)),
        ("standard_errors", lambda: rank_intervals([1, 2], [1], seed=1)),
        ("standard_errors", lambda: rank_intervals([1, 2], [1, -1], seed=1)),
        ("standard_errors", lambda: rank_intervals([1, 2], [1, math.inf], seed=1)),
        ("confidence", lambda: rank_intervals([1, 2], [1, 1], confidence=1, seed=1)),
        ("draws", lambda: rank_intervals([1, 2], [1, 1], draws=10, seed=1)),
        ("draws", lambda: rank_intervals([1, 2], [1, 1], draws=1e4, seed=1)),  # type: ignore[arg-type]
        ("seed", lambda: rank_intervals([1, 2], [1, 1], seed=-1)),
        ("low", lambda: simultaneous_rank_intervals([1], [2])),
        ("low", lambda: simultaneous_rank_intervals([1, 3], [2, 2])),
        ("low", lambda: simultaneous_rank_intervals([1, math.nan], [2, 2])),
        ("high", lambda: simultaneous_rank_intervals([1, 1], [2, 2, 2])),
        ("areas", lambda: joint_confidence(0)),
        ("confidence", lambda: joint_confidence(2, confidence=95)),
    ],
)
def test_bad_numbers_name_the_argument(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument
