"""A band holds what cannot be told apart from its head, or about as many areas as the others."""

import doctest
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import bands as module
from welfare.metrics.bands import bands
from welfare.metrics.sample import MetricError

FEW = settings(max_examples=80, deadline=None)
FIGURES = st.lists(st.integers(-30, 30), min_size=1, max_size=25)
COUNTS = st.integers(1, 7)
REACHES = st.integers(0, 15)
INTERVALS = st.lists(st.tuples(st.integers(-30, 30), REACHES, REACHES), min_size=1, max_size=25)
Intervals = list[tuple[int, int, int]]


def of_intervals(areas: Intervals) -> list[int]:
    """Return the bands of areas given as figure, reach below and reach above."""
    values, below, above = np.array(areas).T
    return [int(band) for band in bands(values, values - below, values + above)]


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_a_band_ends_with_the_last_that_overlaps_its_head() -> None:
    # b and c reach up to 18, where a begins; d overlaps c, but not a, and begins the next band.
    values, low, high = [20, 17, 15, 12, 4], [18, 15, 11, 8, 2], [22, 19, 18, 16, 6]
    assert bands(values, low, high).tolist() == [0, 0, 0, 1, 2]


def test_an_area_below_one_that_is_apart_never_returns_to_the_band() -> None:
    # The last is so uncertain that it overlaps the first, but the one between them does not.
    assert bands([20, 12, 11], [18, 11, 1], [22, 13, 21]).tolist() == [0, 1, 1]


def test_intervals_that_touch_overlap() -> None:
    assert bands([9, 6], [8, 4], [10, 8]).tolist() == [0, 0]
    assert bands([9, 6], [8, 4], [10, 7.999]).tolist() == [0, 1]


def test_figures_without_chance_are_told_apart_as_soon_as_they_differ() -> None:
    values = [5, 9, 5, 7]
    assert bands(values, values, values).tolist() == [2, 0, 2, 1]


@pytest.mark.parametrize(
    ("values", "count", "expected"),
    [
        ([1, 2, 3, 4, 5, 6, 7, 8], 4, [3, 3, 2, 2, 1, 1, 0, 0]),
        ([8, 6, 4], 4, [0, 1, 2]),
        ([3, 3, 3, 3], 4, [0, 0, 0, 0]),
        ([7], 4, [0]),
        ([9, 1, 1, 1, 1], 4, [0, 1, 1, 1, 1]),
        ([-1, 0, 1], 1, [0, 0, 0]),
    ],
)
def test_bands_of_about_as_many(values: list[float], count: int, expected: list[int]) -> None:
    assert bands(values, count=count).tolist() == expected


def test_the_77_provinces_make_four_bands() -> None:
    assert np.bincount(bands(range(77))).tolist() == [19, 19, 20, 19]


@FEW
@given(FIGURES, COUNTS)
def test_higher_figures_stand_no_lower_and_equal_ones_together(
    values: list[int], count: int
) -> None:
    found = bands(values, count=count)
    for value, band in zip(values, found, strict=True):
        assert (found[np.array(values) == value] == band).all()
        assert (found[np.array(values) > value] <= band).all()


@FEW
@given(FIGURES, COUNTS)
def test_no_band_is_left_out_and_none_is_too_many(values: list[int], count: int) -> None:
    found = set(bands(values, count=count).tolist())
    assert found == set(range(len(found)))
    assert len(found) <= count


@FEW
@given(st.lists(st.integers(), min_size=1, max_size=40, unique=True), COUNTS)
def test_bands_of_different_figures_differ_by_one_area_at_most(
    values: list[int], count: int
) -> None:
    sizes = np.bincount(bands(np.argsort(np.argsort(values)), count=count))
    assert sizes.max() - sizes.min() <= 1


@FEW
@given(FIGURES, COUNTS, st.integers(2, 4))
def test_repeated_areas_stand_where_one_stood(values: list[int], count: int, times: int) -> None:
    once = bands(values, count=count)
    assert bands(values * times, count=count).tolist() == once.tolist() * times


@FEW
@given(INTERVALS)
def test_all_of_a_band_overlap_its_head_and_the_next_head_does_not(areas: Intervals) -> None:
    found = np.array(of_intervals(areas))
    values, below, above = np.array(areas).T
    low, high = values - below, values + above
    order = np.lexsort((-low, -high, -values, found))
    heads = {int(band): int(order[found[order] == band][0]) for band in set(found.tolist())}
    assert sorted(heads) == list(range(len(heads)))
    for area, band in enumerate(found):
        assert high[area] >= low[heads[band]]
        if band:
            assert high[heads[band]] < low[heads[band - 1]]
            assert values[area] <= values[heads[band - 1]]


@FEW
@given(INTERVALS, st.randoms())
def test_the_order_of_areas_does_not_matter(areas: Intervals, random: Random) -> None:
    shuffled = list(areas)
    random.shuffle(shuffled)
    by_area = dict(zip(areas, of_intervals(areas), strict=True))
    assert of_intervals(shuffled) == [by_area[area] for area in shuffled]
    values = [value for value, _, _ in areas]
    by_value = dict(zip(values, bands(values).tolist(), strict=True))
    again = [value for value, _, _ in shuffled]
    assert bands(again).tolist() == [by_value[value] for value in again]


@FEW
@given(INTERVALS, st.integers(-8, 8))
def test_the_unit_does_not_matter(areas: Intervals, power: int) -> None:
    values, below, above = 2.0**power * np.array(areas).T
    assert bands(values, values - below, values + above).tolist() == of_intervals(areas)
    assert bands(values).tolist() == bands([value for value, _, _ in areas]).tolist()


def test_tiny_differences_of_large_figures_count() -> None:
    values = 1e9 + np.array([3e-6, 2e-6, 1e-6, 0.0])
    assert bands(values, count=2).tolist() == [0, 0, 1, 1]
    assert bands(values, values - 4e-7, values + 4e-7).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("values", "low", "high", "count", "argument"),
    [
        ([], None, None, 4, "values"),
        ([[1, 2]], None, None, 4, "values"),
        ([1, float("nan")], None, None, 4, "values"),
        ([1, 2], [0, float("nan")], [2, 3], 4, "low"),
        ([1, 2], [0, 1], [2, float("inf")], 4, "high"),
        ([1, 2], [0], [2, 3], 4, "low"),
        ([1, 2], [0, 1], [2, 3, 4], 4, "high"),
        ([1, 2], [0, 4], [2, 3], 4, "low"),
        ([1, 2], [0, 1], None, 4, "high"),
        ([1, 2], None, [2, 3], 4, "low"),
        ([1, 2], None, None, 0, "count"),
        ([1, 2], None, None, 2.5, "count"),
    ],
)
def test_what_makes_no_bands_is_named(
    values: Sequence[float],
    low: Sequence[float] | None,
    high: Sequence[float] | None,
    count: int,
    argument: str,
) -> None:
    with pytest.raises(MetricError) as fault:
        bands(values, low, high, count)
    assert fault.value.argument == argument
