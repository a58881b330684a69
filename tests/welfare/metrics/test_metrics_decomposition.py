"""Decomposition: the parts add up, and each group's part is its own index at its share."""

import doctest
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import decomposition
from welfare.metrics.decomposition import (
    TheilDecomposition,
    mld_decomposition,
    theil_decomposition,
    theil_nested,
)
from welfare.metrics.inequality import theil_l, theil_t
from welfare.metrics.sample import MetricError

Split = Callable[..., TheilDecomposition]

FEW = settings(max_examples=60, deadline=None)
PEOPLE = st.lists(
    st.tuples(
        st.integers(0, 1000), st.integers(1, 5), st.sampled_from("abc"), st.sampled_from("xy")
    ),
    min_size=2,
    max_size=14,
).filter(lambda people: any(person[0] for person in people))

# fmt: off
MEXICO = [
    10384, 22361, 9573, 3758, 2934, 8578, 8537, 6909, 17816, 12132, 4359, 2181, 4414, 5309, 3408,
    3327, 6936, 4836, 9073, 1892, 3569, 11016, 21965, 4372, 4840, 6399, 2459, 7508, 3605, 5203,
    7990, 3734,
]
REGIONS = [
    2, 1, 2, 5, 5, 1, 1, 3, 4, 2, 3, 5, 3, 3, 4, 3, 3, 2, 1, 5, 3, 3, 5, 2, 2, 1, 5, 1, 3, 3, 5, 2,
]
# fmt: on


def columns(people: list[tuple[int, int, str, str]]) -> tuple[Any, ...]:
    values, weights, outer, inner = zip(*people, strict=True)
    return np.array(values, dtype=float), np.array(weights, dtype=float), outer, inner


def nested_one(values: Any, groups: Any, weights: Any = None) -> object:
    return theil_nested(values, [groups], weights)


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(decomposition)
    assert found.attempted > 0
    assert found.failed == 0


def test_mexican_states() -> None:
    """Reference case E4."""
    found = theil_decomposition(MEXICO, REGIONS)
    assert found.total == pytest.approx(0.20894344, abs=5e-9)
    assert found.between == pytest.approx(0.0345889, abs=5e-8)
    assert found.within == pytest.approx(0.17435454, abs=5e-9)
    assert [group.label for group in found.groups] == [2, 1, 5, 3, 4]


def test_half_with_nothing() -> None:
    """Reference case E5."""
    found = theil_decomposition([0, 0, 0, 10, 10, 10], [0, 0, 0, 1, 1, 1])
    assert found.total == pytest.approx(math.log(2), rel=1e-15)
    assert found.between == pytest.approx(math.log(2), rel=1e-15)
    assert found.within == 0
    nothing, everything = found.groups
    assert (nothing.income_share, nothing.theil, nothing.within, nothing.between) == (0, 0, 0, 0)
    assert everything.between == pytest.approx(math.log(2), rel=1e-15)


def test_two_groups_by_hand() -> None:
    # Means 20 and 40 around 30; in each group one has a half and one three halves of its mean.
    found = theil_decomposition([10, 30, 20, 60], ["south", "south", "north", "north"])
    inside = 0.25 * math.log(0.5) + 0.75 * math.log(1.5)
    south, north = found.groups
    assert (south.label, north.label) == ("south", "north")
    assert (south.population_share, north.population_share) == (0.5, 0.5)
    assert [south.income_share, north.income_share] == pytest.approx([1 / 3, 2 / 3], rel=1e-15)
    assert [south.theil, north.theil] == pytest.approx([inside, inside], rel=1e-14)
    assert south.within == pytest.approx(inside / 3, rel=1e-14)
    assert south.between == pytest.approx(math.log(2 / 3) / 3, rel=1e-14)
    assert north.between == pytest.approx(math.log(4 / 3) * 2 / 3, rel=1e-14)


def test_mean_log_deviation_by_hand() -> None:
    found = mld_decomposition([10, 30, 20, 60], ["south", "south", "north", "north"])
    inside = -0.5 * math.log(0.75)
    south, north = found.groups
    assert [south.within, north.within] == pytest.approx([inside / 2, inside / 2], rel=1e-14)
    assert south.between == pytest.approx(math.log(1.5) / 2, rel=1e-14)
    assert north.between == pytest.approx(math.log(0.75) / 2, rel=1e-14)
    assert found.total == pytest.approx(theil_l([10, 30, 20, 60]), rel=1e-14)


def test_zeros_are_what_the_caller_says() -> None:
    said = mld_decomposition([0, 30, 20], [1, 1, 2], zeros=5)
    assert said == mld_decomposition([5, 30, 20], [1, 1, 2])


def test_a_group_of_one_has_nothing_inside() -> None:
    found = theil_decomposition([0.1, 0.3, 7], ["a", "b", "b"])
    assert (found.groups[0].theil, found.groups[0].within) == (0, 0)
    alone = theil_decomposition([0.1, 0.3, 7], [1, 2, 3])
    assert alone.within == 0
    assert alone.between == pytest.approx(alone.total, rel=1e-14)


def test_one_group_has_nothing_beside_it() -> None:
    found = theil_decomposition(MEXICO, [True] * 32)
    assert found.between == 0
    assert found.within == found.groups[0].theil == pytest.approx(found.total, rel=1e-14)


@pytest.mark.parametrize("split", [theil_decomposition, mld_decomposition])
def test_small_differences_between_large_values_keep_their_digits(split: Split) -> None:
    # Group means at -d and d from 1e9 and people at -e and e from these, in eighths.
    values = [1e9 - 0.375, 1e9 - 0.125, 1e9 + 0.125, 1e9 + 0.375]
    found = split(values, "aabb")
    assert found.between == pytest.approx((2.5e-10) ** 2 / 2, rel=1e-6)
    assert found.within == pytest.approx((1.25e-10) ** 2 / 2, rel=1e-6)
    assert found.total == pytest.approx(found.between + found.within, rel=1e-6)


@pytest.mark.parametrize("split", [theil_decomposition, mld_decomposition])
@FEW
@given(PEOPLE)
def test_parts_add_up(split: Split, people: list[tuple[int, int, str, str]]) -> None:
    values, weights, groups, _ = columns(people)
    if split is mld_decomposition:
        values = values + 1
    found = split(values, groups, weights)
    whole = (theil_t if split is theil_decomposition else theil_l)(values, weights)
    assert found.total == pytest.approx(whole, abs=1e-13)
    assert found.between + found.within == pytest.approx(found.total, abs=1e-12)
    assert sum(group.within for group in found.groups) == pytest.approx(found.within, abs=1e-13)
    assert sum(group.between for group in found.groups) == pytest.approx(found.between, abs=1e-12)
    assert sum(group.population_share for group in found.groups) == pytest.approx(1, abs=1e-14)
    assert sum(group.income_share for group in found.groups) == pytest.approx(1, abs=1e-14)
    assert min(found.between, found.within) >= 0
    assert [group.label for group in found.groups] == list(dict.fromkeys(groups))


@FEW
@given(PEOPLE)
def test_a_group_has_the_index_of_its_members(people: list[tuple[int, int, str, str]]) -> None:
    values, weights, groups, _ = columns(people)
    for group in theil_decomposition(values, groups, weights).groups:
        own = np.array(groups) == group.label
        if own.sum() > 1 and values[own].any():
            assert group.theil == pytest.approx(theil_t(values[own], weights[own]), abs=1e-13)
        else:
            assert group.theil == 0
        assert group.within == pytest.approx(group.income_share * group.theil, abs=1e-15)


@FEW
@given(PEOPLE, st.sampled_from([1e-6, 0.1, 1e9]))
def test_neither_unit_nor_copies_nor_absent_people_matter(
    people: list[tuple[int, int, str, str]], unit: float
) -> None:
    values, weights, groups, _ = columns(people)
    one = theil_decomposition(values, groups, weights)
    times = weights.astype(int)
    others = [
        theil_decomposition(values * unit, groups, weights),
        theil_decomposition(values, groups, weights * unit),
        theil_decomposition(np.repeat(values, times), np.repeat(groups, times)),
        theil_decomposition([5, *values, 9], ["z", *groups, "a"], [0, *weights, 0]),
    ]
    for other in others:
        assert other.total == pytest.approx(one.total, abs=1e-12)
        assert other.between == pytest.approx(one.between, abs=1e-12)
        assert [group.label for group in other.groups] == [group.label for group in one.groups]
        for ours, theirs in zip(one.groups, other.groups, strict=True):
            assert theirs.within == pytest.approx(ours.within, abs=1e-12)
            assert theirs.between == pytest.approx(ours.between, abs=1e-12)


@FEW
@given(PEOPLE)
def test_levels_add_up_and_are_those_of_single_groupings(
    people: list[tuple[int, int, str, str]],
) -> None:
    values, weights, outer, inner = columns(people)
    nested = theil_nested(values, [outer, inner], weights)
    coarse = theil_decomposition(values, outer, weights)
    fine = theil_decomposition(values, list(zip(outer, inner, strict=True)), weights)
    assert sum(nested.between) + nested.within == pytest.approx(nested.total, abs=1e-12)
    assert nested.total == pytest.approx(fine.total, abs=1e-13)
    assert nested.between[0] == pytest.approx(coarse.between, abs=1e-13)
    assert sum(nested.between) == pytest.approx(fine.between, abs=1e-12)
    assert nested.within == pytest.approx(fine.within, abs=1e-13)
    assert min(*nested.between, nested.within) >= 0


@FEW
@given(PEOPLE)
def test_one_level_is_the_plain_decomposition(people: list[tuple[int, int, str, str]]) -> None:
    values, weights, groups, _ = columns(people)
    nested = theil_nested(values, [groups], weights)
    plain = theil_decomposition(values, groups, weights)
    assert nested.between == pytest.approx((plain.between,), abs=1e-14)
    assert nested.within == pytest.approx(plain.within, abs=1e-14)


def test_a_name_in_two_regions_is_two_places() -> None:
    values = [10, 30, 20, 60]
    same = theil_nested(values, [["n", "n", "s", "s"], ["mueang", "rim", "mueang", "rim"]])
    apart = theil_nested(values, [["n", "n", "s", "s"], [1, 2, 3, 4]])
    assert same == apart
    assert same.within == 0
    assert same.between[0] == pytest.approx(math.log(2 / 3) / 3 + math.log(4 / 3) * 2 / 3)


def test_a_region_with_nothing_adds_nothing_at_any_level() -> None:
    found = theil_nested([0, 0, 10, 30], [["n", "n", "s", "s"], [1, 2, 3, 4], [1, 2, 3, 4]])
    inside = 0.25 * math.log(0.5) + 0.75 * math.log(1.5)
    assert found.between == pytest.approx((math.log(2), inside, 0), abs=1e-15)
    assert found.within == 0


@pytest.mark.parametrize("split", [theil_decomposition, mld_decomposition, nested_one])
@pytest.mark.parametrize(
    ("argument", "values", "groups", "weights"),
    [
        ("values", [], [], None),
        ("values", [5], ["a"], None),
        ("values", [0, 0], ["a", "b"], None),
        ("values", [1, -1], ["a", "b"], None),
        ("values", [1, math.nan], ["a", "b"], None),
        ("weights", [1, 2], ["a", "b"], [1, -1]),
        ("weights", [1, 2], ["a", "b"], [0, 0]),
        ("weights", [1, 2], ["a", "b"], [1]),
        ("groups", [1, 2], ["a"], None),
        ("groups", [1, 2], ["a", None], None),
        ("groups", [1, 2], ["a", math.nan], None),
        ("groups", [1, 2], [["a"], ["b"]], None),
        ("groups", [1, 2], 5, None),
    ],
)
def test_bad_input_names_the_argument(
    split: Callable[..., object], argument: str, values: Any, groups: Any, weights: Any
) -> None:
    with pytest.raises(MetricError) as refused:
        split(values, groups, weights)
    named = "groupings" if split is nested_one and argument == "groups" else argument
    assert refused.value.argument == named


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("values", lambda: mld_decomposition([0, 1], "ab")),
        ("zeros", lambda: mld_decomposition([0, 1], "ab", zeros=0)),
        ("groupings", lambda: theil_nested([1, 2], [])),
        ("groupings", lambda: theil_nested([1, 2], [[1, 2], [1]])),
        ("groupings", lambda: theil_nested([1, 2], ["n", "s"])),
    ],
)
def test_what_makes_no_groups_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument
