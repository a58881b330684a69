"""Classes: every value has one, equal values share it, larger values stand no lower."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.metrics.classify import Classes, quantile_classes

VALUES = st.lists(st.floats(min_value=-1e9, max_value=1e9).filter(lambda v: v != 0), min_size=1)
POSITIVE = st.lists(st.integers(min_value=1, max_value=10**6).map(float), min_size=1)
COUNTS = st.integers(min_value=1, max_value=7)


def test_four_values_in_two_classes() -> None:
    classes = quantile_classes([1, 2, 3, 4], 2)
    assert classes.edges == (1.0, 2.5, 4.0)
    assert classes.index([1, 2, 3, 4]).tolist() == [0, 0, 1, 1]


def test_zero_and_no_value_are_in_no_class() -> None:
    classes = quantile_classes([0, 1, 2, math.nan, 3], 3)
    assert classes.index([0, math.nan, math.inf]).tolist() == [-1, -1, -1]
    assert classes.edges[0] == 1.0


@pytest.mark.parametrize("values", [[], [0, 0], [math.nan], [math.inf, 0]])
def test_without_values_there_are_no_classes(values: list[float]) -> None:
    assert quantile_classes(values) == Classes(())
    assert quantile_classes(values).count == 0
    assert quantile_classes(values).index([1.0]).tolist() == [-1]


def test_one_value_makes_one_class() -> None:
    classes = quantile_classes([7, 7, 7])
    assert classes.count == 1
    assert classes.index([7]).tolist() == [0]


def test_distinct_values_spread_evenly() -> None:
    found = quantile_classes(range(1, 78)).index(range(1, 78))
    assert np.bincount(found).tolist() == [16, 15, 15, 15, 16]


@given(VALUES, COUNTS)
def test_every_value_lands_in_a_class(values: list[float], count: int) -> None:
    classes = quantile_classes(values, count)
    found = classes.index(values)
    assert 1 <= classes.count <= count
    assert ((found >= 0) & (found < classes.count)).all()


@given(VALUES, COUNTS)
def test_larger_values_stand_no_lower_and_equal_ones_together(
    values: list[float], count: int
) -> None:
    found = quantile_classes(values + values, count).index(sorted(values))
    assert (np.diff(found) >= 0).all()
    by_value: dict[float, set[int]] = {}
    for value, band in zip(sorted(values), found, strict=True):
        by_value.setdefault(value, set()).add(int(band))
    assert all(len(bands) == 1 for bands in by_value.values())


@given(POSITIVE, COUNTS, st.integers(min_value=-8, max_value=8))
def test_the_unit_does_not_matter(values: list[float], count: int, power: int) -> None:
    scaled = [value * 2.0**power for value in values]
    ours = quantile_classes(values, count).index(values)
    assert quantile_classes(scaled, count).index(scaled).tolist() == ours.tolist()


@given(POSITIVE, COUNTS, st.randoms())
def test_the_order_of_values_does_not_matter(
    values: list[float], count: int, random: Random
) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)
    assert quantile_classes(shuffled, count) == quantile_classes(values, count)
