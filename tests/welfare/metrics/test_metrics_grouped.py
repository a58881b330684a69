"""Bounds of the Gini index: the index of the people lies between them, and both can be reached."""

import doctest
import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import grouped
from welfare.metrics.grouped import (
    GroupedGini,
    gini_from_bins,
    gini_from_shares,
    gini_grouped,
)
from welfare.metrics.inequality import gini
from welfare.metrics.sample import MetricError

OUTCOMES = Path(__file__).parents[3] / "data/open/outcome_inequality.csv"
FEW = settings(max_examples=80, deadline=None)
INCOMES = st.lists(st.integers(0, 1000), min_size=4, max_size=40).filter(lambda v: len(set(v)) > 1)
GROUPS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 50)), min_size=2, max_size=7).filter(
    lambda groups: any(mean for _, mean in groups)
)


def holds(bounds: GroupedGini, index: float, slack: float = 1e-12) -> bool:
    return bounds.lower - slack <= index <= bounds.upper + slack


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(grouped)
    assert found.attempted > 0
    assert found.failed == 0


def test_equal_shares() -> None:
    # The poor half and the rich half have one mean: nobody can have more or less.
    assert gini_from_shares([0.5, 0.5]) == GroupedGini(0, 0)
    assert gini_from_shares([20] * 5) == GroupedGini(0, 0)


def test_two_halves_by_hand() -> None:
    # Means are 0.5 and 1.5 of that of all. At the upper bound the poor all have their mean, and so
    # have all of the rich but a few with everything else: 0.5^2 * (1.5 - 0.5) more.
    found = gini_from_shares([0.25, 0.75])
    assert found.lower == pytest.approx(0.25, abs=1e-15)
    assert found.upper == pytest.approx(0.25 + 0.25, abs=1e-15)
    assert gini_from_shares([25, 75]) == found
    assert gini_from_bins([10, 10], [5, 15]) == found


def test_three_groups_by_hand() -> None:
    # With a boundary m between the first two groups, from 0.5 to 1, and 1 between the last two, the
    # spread is 0.5^2 * 0.5 (m - 0.5) / m + 0.2^2 * (2 - 1), greatest at m = 1: 0.0625 + 0.04.
    found = gini_from_bins([5, 3, 2], [0.5, 1, 2])
    lower = (0.5 * 0.5 * -0.5 + 0.3 * 1 * 0.3 + 0.2 * 2 * 0.8) / 0.95
    assert found.lower == pytest.approx(lower, abs=1e-15)
    assert found.upper == pytest.approx(lower + 0.1025 / 0.95, abs=1e-15)
    # That is: of the first group half has nothing and half 1; of the last all but a few have 1.
    e = 1e-9
    people = [0.25, 0.25, 0.3, 0.2 - e, e]
    assert gini([0, 1, 1, 1, 1 + 0.2 / e], people) == pytest.approx(found.upper, abs=1e-8)


def test_the_upper_bound_is_the_greatest_over_incomes_between_groups() -> None:
    people, means = np.array([0.3, 0.25, 0.25, 0.2]), np.array([2.0, 3.0, 7.0, 12.0])
    bound = [np.linspace(low, high, 81)[1:-1] for low, high in pairwise(means)]
    edges = np.stack([each.ravel() for each in np.meshgrid(*bound)])
    below = np.vstack([np.zeros(edges.shape[1]), edges])
    room = (edges - means[:3, None]) / (edges - below[:3])
    spread = people**2 @ ((means[:, None] - below) * np.vstack([room, np.ones(edges.shape[1])]))
    found = gini_from_bins(people, means)
    searched = found.lower + spread.max() / (people @ means)
    assert searched <= found.upper <= searched + 1e-3


def test_bins_by_hand() -> None:
    # Twenty poor around 5 in 0 to 10, ten rich at 20 or more with a mean of 30: mean 40/3.
    found = gini_from_bins([20, 10], [5, 30], [0, 20, math.inf])
    mean = 40 / 3
    lower = (2 / 3) * (1 / 3) * 25 / mean
    spread = ((2 / 3) ** 2 * 5 * 15 / 20 + (1 / 3) ** 2 * 10) / mean
    assert found.lower == pytest.approx(lower, rel=1e-14)
    assert found.upper == pytest.approx(lower + spread, rel=1e-14)
    assert found.estimate == pytest.approx(lower + spread * 2 / 3, rel=1e-14)


def test_the_estimate_is_right_where_people_are_spread_evenly() -> None:
    # Uniform between 0 and 1: index 1/3, whatever the bins of equal people.
    assert gini_from_bins([1] * 4, [1 / 8, 3 / 8, 5 / 8, 7 / 8], [0, 0.25, 0.5, 0.75, 1]) == (
        GroupedGini(
            pytest.approx(5 / 16, rel=1e-14),
            pytest.approx(11 / 32, rel=1e-14),
            pytest.approx(1 / 3, rel=1e-14),
        )
    )


def test_edges_alone_by_hand() -> None:
    # Half between 1 and 2, half between 2 and 3. Least: all have 2. Greatest: the poor half has 1,
    # of the rich half so many have 2 and the others 3.
    found = gini_from_bins([1, 1], edges=[1, 2, 3])
    assert found.lower == 0
    split = np.linspace(0.5, 0.9, 4001)
    searched = max(gini([1, 2, 3], [0.5, x - 0.5, 1 - x]) for x in split)
    assert found.upper == pytest.approx(searched, abs=1e-7)
    assert found.estimate is None


def test_edges_alone_leave_everything_open_above() -> None:
    assert gini_from_bins([5, 3], edges=[0, 10, math.inf]).upper == 1
    assert gini_from_bins([5], edges=[0, 10]) == GroupedGini(0, 1)
    # One bin from 1 to 4: a fraction x has 1, the others 4; x(1-x)3 / (4-3x) is greatest at 2/3.
    assert gini_from_bins([5], edges=[1, 4]) == GroupedGini(0, pytest.approx(1 / 3, rel=1e-14))


def test_bins_without_people_are_as_if_absent() -> None:
    with_gaps = gini_from_bins([0, 3, 0, 2], [0, 5, 0, 30], [0, 1, 9, 20, math.inf])
    assert with_gaps.lower == pytest.approx(0.6 * 0.4 * 25 / 15, rel=1e-14)
    spread = (0.6**2 * 4 * 4 / 8 + 0.4**2 * 10) / 15
    assert with_gaps.upper == pytest.approx(with_gaps.lower + spread, rel=1e-14)
    assert gini_from_bins([3, 0, 2], [5, 0, 30]) == gini_from_bins([3, 2], [5, 30])
    assert gini_from_shares([30, 0, 70], [50, 0, 50]) == gini_from_shares([30, 70])


@FEW
@given(INCOMES, st.sampled_from([2, 3, 5, 10]))
def test_fifths_hold_the_index_of_the_people(incomes: list[int], count: int) -> None:
    repeated = np.repeat(np.sort(incomes), count)
    shares = np.array([part.sum() for part in np.split(repeated, count)]) / repeated.sum()
    bounds = gini_from_shares(shares)
    assert holds(bounds, gini(incomes))
    assert holds(gini_from_shares(shares * 100), gini(incomes))
    assert 0 <= bounds.lower <= bounds.upper <= 1


@FEW
@given(INCOMES, st.data())
def test_unequal_groups_hold_the_index_of_the_people(
    incomes: list[int], data: st.DataObject
) -> None:
    ordered = np.sort(incomes).astype(float)
    cuts = sorted(data.draw(st.sets(st.integers(1, ordered.size - 1), min_size=1, max_size=6)))
    parts = np.split(ordered, cuts)
    sizes, sums = np.array([(part.size, part.sum()) for part in parts]).T
    assert holds(gini_from_shares(sums / sums.sum(), sizes / sizes.sum()), gini(incomes))
    assert holds(gini_from_bins(sizes, sums / sizes), gini(incomes))


@FEW
@given(INCOMES, st.sets(st.integers(1, 1000), min_size=1, max_size=6), st.booleans())
def test_bins_hold_the_index_of_the_people(
    incomes: list[int], inner: set[int], open_above: bool
) -> None:
    edges = np.array([0, *sorted(inner), math.inf if open_above else 1001])
    place = np.searchsorted(edges, incomes, side="right") - 1
    population = np.bincount(place, minlength=edges.size - 1)
    sums = np.bincount(place, incomes, minlength=edges.size - 1)
    means = sums / np.maximum(population, 1)
    index = gini(incomes)
    both = gini_from_bins(population, means, edges)
    assert holds(both, index)
    assert both.estimate is not None
    assert both.lower <= both.estimate <= both.upper
    assert holds(gini_from_bins(population, edges=edges), index)
    assert holds(gini_from_bins(population, edges=edges), both.lower)
    if np.count_nonzero(population) > 1:
        means_alone = gini_from_bins(population, means)
        assert means_alone.lower == pytest.approx(both.lower, abs=1e-12)
        assert both.upper <= means_alone.upper + 1e-12


@FEW
@given(GROUPS, st.sampled_from([1e-6, 0.1, 1e6]))
def test_neither_unit_nor_number_of_people_matter(
    groups: list[tuple[int, int]], unit: float
) -> None:
    people, steps = np.array(groups, dtype=float).T
    means = np.cumsum(steps)
    one = gini_from_bins(people, means)
    for other in (gini_from_bins(people * unit, means), gini_from_bins(people, means * unit)):
        assert (other.lower, other.upper) == pytest.approx((one.lower, one.upper), abs=1e-12)


@FEW
@given(GROUPS.filter(lambda groups: len(groups) > 2), st.data())
def test_more_groups_bring_the_bounds_nearer(
    groups: list[tuple[int, int]], data: st.DataObject
) -> None:
    people, steps = np.array(groups, dtype=float).T
    means = np.cumsum(steps)
    joined = data.draw(st.integers(0, people.size - 2))
    pair = slice(joined, joined + 2)
    mean = np.average(means[pair], weights=people[pair])
    fewer = gini_from_bins(
        np.r_[people[:joined], people[pair].sum(), people[joined + 2 :]],
        np.r_[means[:joined], mean, means[joined + 2 :]],
    )
    more = gini_from_bins(people, means)
    assert fewer.lower <= more.lower + 1e-12
    assert more.upper <= fewer.upper + 1e-12


def test_published_indices_against_published_shares() -> None:
    """The NSO's table 20 of 2566 prints shares of fifths beside an index not made from them.

    In 16 of 21 areas the index is higher than any distribution with these shares can have, by 0.02
    to 0.08, far beyond rounding; so the two are not of the same amounts in the same order. None is
    below the lower bound.
    """
    rows = pd.read_csv(OUTCOMES, dtype={"area_id": str})
    rows = rows[rows["source_id"] == "nso_income_shares_2566"]
    table = rows.pivot_table(index="area_id", columns="indicator_id", values="value")
    poorest = table["regular_income_share_poorest_pct"]
    richest = table["regular_income_share_richest_pct"]
    published = table["gini_regular_income_2566"]
    bounds = {
        area: gini_from_shares([low, 100 - low - high, high], [20, 60, 20])
        for area, low, high in zip(table.index, poorest, richest, strict=True)
    }
    # Shares are printed to a tenth of a per cent, the index to a thousandth.
    within = {area for area, found in bounds.items() if holds(found, published[area], 0.0015)}
    above = {area for area, found in bounds.items() if published[area] > found.upper + 0.0015}
    assert len(bounds) == 21
    assert within == {"37", "39", "80", "86", "93"}
    assert above == set(bounds) - within


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("income_shares", lambda: gini_from_shares([])),
        ("income_shares", lambda: gini_from_shares([1])),
        ("income_shares", lambda: gini_from_shares([-0.1, 1.1])),
        ("income_shares", lambda: gini_from_shares([0.3, 0.5])),
        ("income_shares", lambda: gini_from_shares([30, 50])),
        ("income_shares", lambda: gini_from_shares([0, 0])),
        ("income_shares", lambda: gini_from_shares([0.2, math.nan, 0.8])),
        ("income_shares", lambda: gini_from_shares([0.6, 0.4])),
        ("income_shares", lambda: gini_from_shares([0.3, 0.7], [0.2, 0.8])),
        ("income_shares", lambda: gini_from_shares([0.1, 0.2, 0.7], [0, 0.5, 0.5])),
        ("income_shares", lambda: gini_from_shares([0, 1], [0, 1])),
        ("population_shares", lambda: gini_from_shares([0.3, 0.7], [0.5, 0.6])),
        ("population_shares", lambda: gini_from_shares([0.3, 0.7], [1.5, -0.5])),
        ("population_shares", lambda: gini_from_shares([0.3, 0.7], [1])),
        ("population", lambda: gini_from_bins([], [])),
        ("population", lambda: gini_from_bins([1, -1], [1, 2])),
        ("population", lambda: gini_from_bins([0, 0], [1, 2])),
        ("means", lambda: gini_from_bins([1, 2])),
        ("means", lambda: gini_from_bins([1, 2], [1])),
        ("means", lambda: gini_from_bins([1, 2], [2, 1])),
        ("means", lambda: gini_from_bins([1, 2], [-1, 1])),
        ("means", lambda: gini_from_bins([1, 2], [0, 0])),
        ("means", lambda: gini_from_bins([1, 0], [1, 2])),
        ("means", lambda: gini_from_bins([1, 2], [5, 25], [0, 10, 20])),
        ("means", lambda: gini_from_bins([1, 2], [5, 5], [0, 10, 20])),
        ("means", lambda: gini_from_bins([1, 2], [5], [0, 10, 20])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], [0, 10])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], [0, 10, 10])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], [-5, 10, 20])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], [0, math.inf, math.inf])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], [0, math.nan, 20])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], [[0, 10], [10, 20]])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], ["a", "b", "c"])),
        ("edges", lambda: gini_from_bins([1, 2], [5, 15], 7)),
    ],
)
def test_what_makes_no_groups_is_refused(argument: str, call: Callable[[], Any]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument


def test_the_front_door_leads_to_shares_and_to_bins() -> None:
    assert gini_grouped([7, 12, 16, 22, 43]) == gini_from_shares([7, 12, 16, 22, 43])
    bins = ([50, 30, 20], [6, 14, 40], [0, 10, 20, float("inf")])
    assert gini_grouped(None, bins[0], means=bins[1], edges=bins[2]) == gini_from_bins(*bins)


@pytest.mark.parametrize(
    "given", [{}, {"income_shares": [40, 60], "population": [1, 1], "means": [4, 6]}]
)
def test_grouped_data_are_shares_or_bins(given: dict[str, list[float]]) -> None:
    with pytest.raises(MetricError) as fault:
        gini_grouped(**given)
    assert fault.value.argument == "income_shares"
