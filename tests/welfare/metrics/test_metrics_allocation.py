"""A total shared out adds up, keeps its bounds, and follows weights and nothing else."""

import doctest
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import allocation as module
from welfare.metrics.allocation import allocate, blended
from welfare.metrics.sample import MetricError

FEW = settings(max_examples=80, deadline=None)
AMOUNTS = st.floats(0.5, 1e9, allow_nan=False)


@st.composite
def asked(draw: st.DrawFn) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """Draw a total, weights, and floors and caps that can be kept."""
    count = draw(st.integers(1, 12))
    row = st.lists(st.floats(0, 1), min_size=count, max_size=count).map(np.array)
    weights = np.array(draw(st.lists(st.integers(0, 900), min_size=count, max_size=count)))
    weights = np.where(weights.any(), weights, 1).astype(float)
    total = draw(AMOUNTS)
    least = draw(row)
    least = least / max(least.sum(), 1) * total * 0.999
    room = (total - least.sum()) * (1 + draw(st.floats(0, 2)))
    open_to = np.where(weights > 0, draw(row) + 0.01, 0.0)
    most = least + room * open_to / open_to.sum()
    return total, weights, least, most


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@FEW
@given(asked())
def test_all_is_given_and_the_bounds_hold(drawn: Any) -> None:
    total, weights, least, most = drawn
    found = allocate(total, weights, floor=least, cap=most)
    assert math.fsum(found) == pytest.approx(total, rel=1e-12)
    assert (found >= least * (1 - 1e-12)).all()
    assert (found <= most * (1 + 1e-12) + total * 1e-15).all()


@FEW
@given(asked())
def test_off_the_bounds_everyone_gets_the_same_for_a_weight(drawn: Any) -> None:
    total, weights, least, most = drawn
    found = allocate(total, weights, floor=least, cap=most)
    slack = 1e-6 * total
    free = (weights > 0) & (found > least + slack) & (found < most - slack)
    rates = found[free] / weights[free]
    assert rates == pytest.approx(np.full(rates.size, rates.mean() if rates.size else 0), rel=1e-6)


@FEW
@given(asked(), st.floats(0.01, 1000))
def test_money_in_another_unit_changes_the_unit_alone(drawn: Any, unit: float) -> None:
    total, weights, least, most = drawn
    found = allocate(total, weights, floor=least, cap=most)
    again = allocate(total * unit, weights * 7, floor=least * unit, cap=most * unit)
    assert again == pytest.approx(found * unit, rel=1e-6, abs=1e-6 * total * unit)


@FEW
@given(asked(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(drawn: Any, dice: Any) -> None:
    total, weights, least, most = drawn
    order = list(range(weights.size))
    dice.shuffle(order)
    found = allocate(total, weights, floor=least, cap=most)
    again = allocate(total, weights[order], floor=least[order], cap=most[order])
    assert again == pytest.approx(found[order], rel=1e-6, abs=1e-9 * total)


@FEW
@given(asked(), st.integers(1, 500))
def test_more_weight_never_gets_less(drawn: Any, more: int) -> None:
    total, weights, least, most = drawn
    weights = np.maximum(weights, 1)
    most = np.maximum(most, least + total)
    before = allocate(total, weights, floor=least, cap=most)
    heavier = weights.copy()
    heavier[0] += more
    after = allocate(total, heavier, floor=least, cap=most)
    assert after[0] >= before[0] - 1e-9 * total
    assert (after[1:] <= before[1:] + 1e-9 * total).all()


@FEW
@given(AMOUNTS, st.lists(st.integers(1, 900), min_size=1, max_size=90))
def test_without_bounds_it_is_proportional_and_exact(total: float, weights: list[int]) -> None:
    found = allocate(total, weights)
    assert found == pytest.approx(total * np.array(weights) / sum(weights), rel=1e-9)
    assert math.fsum(found) == pytest.approx(total, rel=1e-15)


@FEW
@given(st.lists(st.integers(1, 900), min_size=2, max_size=9), st.integers(0, 100))
def test_a_blend_lies_between_its_rules(weights: list[int], part: int) -> None:
    equal = [1] * len(weights)
    found = blended([weights, equal], [part, 100 - part])
    ends = np.array([np.array(rule) / sum(rule) for rule in (weights, equal)])
    assert found.sum() == pytest.approx(1)
    assert (found >= ends.min(axis=0) - 1e-12).all()
    assert (found <= ends.max(axis=0) + 1e-12).all()


def test_a_weight_of_zero_gets_its_floor() -> None:
    assert allocate(10, [0, 1], floor=[2, 0]).tolist() == [2, 8]
    assert allocate(0, [1, 2]).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("argument", "asked"),
    [
        ("total", {"total": -1, "weights": [1]}),
        ("total", {"total": math.nan, "weights": [1]}),
        ("weights", {"total": 1, "weights": [0, 0]}),
        ("weights", {"total": 1, "weights": [2, -1]}),
        ("weights", {"total": 1, "weights": []}),
        ("floor", {"total": 1, "weights": [1, 1], "floor": 0.6}),
        ("floor", {"total": 1, "weights": [1, 1], "floor": [0, -0.5]}),
        ("floor", {"total": 1, "weights": [1, 1], "floor": [0.1]}),
        ("cap", {"total": 1, "weights": [1, 1], "cap": 0.4}),
        ("cap", {"total": 1, "weights": [1, 0], "cap": 0.6}),
        ("cap", {"total": 1, "weights": [1, 1], "floor": [0.3, 0], "cap": [0.2, 1]}),
    ],
)
def test_what_cannot_be_is_refused_by_name(argument: str, asked: dict[str, Any]) -> None:
    with pytest.raises(MetricError) as refused:
        allocate(**asked)
    assert refused.value.argument == argument


@pytest.mark.parametrize(
    ("argument", "rules", "shares"),
    [
        ("rules", [], []),
        ("rules", [[1, 1], [1]], [1, 1]),
        ("rules", [[0, 0]], [1]),
        ("shares", [[1, 1]], [0]),
        ("shares", [[1, 1]], [1, 1]),
    ],
)
def test_what_cannot_be_blended_is_refused(argument: str, rules: Any, shares: Any) -> None:
    with pytest.raises(MetricError) as refused:
        blended(rules, shares)
    assert refused.value.argument == argument
