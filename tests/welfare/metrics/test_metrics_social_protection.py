"""Social protection: five people worked by hand, then what must hold of any."""

import doctest
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from welfare.metrics import social_protection
from welfare.metrics.poverty import poverty_gap_total
from welfare.metrics.sample import MetricError
from welfare.metrics.social_protection import (
    adequacy,
    beneficiary_incidence,
    benefit_cost_ratio,
    benefit_incidence,
    coverage,
    gini_reduction,
    leakage,
    poverty_reduction,
    poverty_status,
    quintiles,
    transfer_leakage,
    undercoverage,
)

PRE = [0.0, 40, 60, 100, 200]
BENEFIT = [50.0, 30, 0, 20, 0]
LINE = 80
POOR = [True, True, True, False, False]
PEOPLE = st.lists(
    st.tuples(
        st.integers(0, 200),  # welfare
        st.sampled_from([0, 0, 10, 50]),  # transfer
        st.integers(1, 4),  # how many
        st.sampled_from("abc"),  # region
        st.integers(1, 5),  # household
    ),
    min_size=2,
    max_size=12,
).filter(lambda people: any(person[1] for person in people) and any(p[0] for p in people))


def test_examples_in_the_documentation_hold() -> None:
    found = doctest.testmod(social_protection)
    assert found.attempted > 0
    assert found.failed == 0


class TestFivePeople:
    """The hand-derived reference case."""

    def test_status(self) -> None:
        assert poverty_status(PRE, BENEFIT, LINE, ranked="pre_transfer").tolist() == POOR
        # 50, 70, 60, 120, 200 afterwards
        assert poverty_status(PRE, BENEFIT, 60, ranked="post_transfer").tolist() == [
            True,
            False,
            False,
            False,
            False,
        ]

    def test_coverage(self) -> None:
        assert coverage(BENEFIT, recipients="direct") == 3 / 5
        of = coverage(BENEFIT, recipients="direct", groups=POOR)
        assert of == {True: 2 / 3, False: 1 / 2}
        assert undercoverage(BENEFIT, POOR, recipients="direct") == pytest.approx(1 / 3)

    def test_incidence(self) -> None:
        assert beneficiary_incidence(BENEFIT, POOR, recipients="direct") == {
            True: 2 / 3,
            False: 1 / 3,
        }
        assert benefit_incidence(BENEFIT, POOR) == {True: 0.8, False: 0.2}
        assert leakage(BENEFIT, POOR, recipients="direct") == pytest.approx(1 / 3)
        assert transfer_leakage(BENEFIT, POOR) == pytest.approx(0.2)

    def test_adequacy(self) -> None:
        assert adequacy(PRE, BENEFIT, recipients="direct") == 100 / 240
        assert adequacy(PRE, BENEFIT, recipients="direct", groups=["p", "p", "q", "r", "q"]) == {
            "p": 80 / 120,
            "q": None,
            "r": 20 / 120,
        }

    def test_poverty(self) -> None:
        after = np.add(PRE, BENEFIT)
        assert (poverty_gap_total(PRE, LINE), poverty_gap_total(after, LINE)) == (140, 60)
        assert benefit_cost_ratio(PRE, BENEFIT, LINE) == 0.8
        found = poverty_reduction(PRE, BENEFIT, LINE, 1)
        assert (found.before, found.after) == pytest.approx((140 / 400, 60 / 400))
        assert found.points == pytest.approx(0.2)
        assert found.relative == pytest.approx(80 / 140)
        # nobody crosses a line of 80, one crosses a line of 60
        assert poverty_reduction(PRE, BENEFIT, LINE, 0).points == 0
        assert poverty_reduction(PRE, BENEFIT, 60, 0).points == pytest.approx(0.2)

    def test_gini(self) -> None:
        found = gini_reduction(PRE, BENEFIT)
        assert found.before == pytest.approx(0.46)
        assert found.after == pytest.approx(0.288)
        assert found.relative == pytest.approx(0.172 / 0.46)

    def test_quintiles(self) -> None:
        assert quintiles(PRE, BENEFIT, ranked="pre_transfer").tolist() == [1, 2, 3, 4, 5]
        assert quintiles(PRE, BENEFIT, ranked="post_transfer").tolist() == [1, 3, 2, 4, 5]

    def test_with_their_households(self) -> None:
        # the third lives with the second, the fifth with the fourth
        home = ["x", "y", "y", "z", "z"]
        assert coverage(BENEFIT, recipients="household", households=home) == 1
        assert undercoverage(BENEFIT, POOR, recipients="household", households=home) == 0
        assert leakage(BENEFIT, POOR, recipients="household", households=home) == 2 / 5
        assert beneficiary_incidence(BENEFIT, POOR, recipients="household", households=home) == {
            True: 3 / 5,
            False: 2 / 5,
        }
        assert adequacy(PRE, BENEFIT, recipients="household", households=home) == 100 / 500

    def test_weighted(self) -> None:
        weights = [1, 2, 3, 4, 0]
        assert coverage(BENEFIT, recipients="direct", weights=weights) == 7 / 10
        assert coverage(
            BENEFIT, recipients="direct", weights=weights, groups=["n", "s", "n", "n", "e"]
        ) == {"n": 5 / 8, "s": 1}
        assert benefit_incidence(BENEFIT, POOR, weights=weights)[True] == 110 / 190
        assert leakage(BENEFIT, POOR, recipients="direct", weights=weights) == 4 / 7
        assert undercoverage(BENEFIT, POOR, recipients="direct", weights=weights) == 3 / 6
        assert adequacy(PRE, BENEFIT, recipients="direct", weights=weights) == 190 / (
            50 + 2 * 70 + 4 * 120
        )
        assert benefit_cost_ratio(PRE, BENEFIT, LINE, weights) == 110 / 190


def test_a_recipient_of_weight_zero_makes_no_beneficiaries() -> None:
    assert coverage([5, 0, 0], recipients="household", households=[1, 1, 2], weights=[0, 1, 1]) == 0


def test_a_line_for_each() -> None:
    lines = [80, 80, 50, 110, 80]
    assert poverty_status(PRE, BENEFIT, lines, ranked="pre_transfer").tolist() == [
        True,
        True,
        False,
        True,
        False,
    ]
    # gaps 80, 40, 10 of which 50, 30, 10 are filled
    assert benefit_cost_ratio(PRE, BENEFIT, lines) == 0.9


@pytest.mark.parametrize(
    ("welfare", "weights", "expected"),
    [
        ([7, 7, 7, 7], None, [3, 3, 3, 3]),
        ([1, 2, 2, 3], None, [1, 3, 3, 5]),
        ([1, 2, 3], [2, 6, 2], [1, 3, 5]),
        ([3, 2, 1], [2, 6, 2], [5, 3, 1]),
        ([1, 2, 3], [0, 1, 1], [1, 2, 4]),
        # one person with four tenths of the people: the middle lies on the boundary
        ([1, 2], [4, 6], [1, 4]),
        ([1, 2], [0.4, 0.6], [1, 4]),
        ([-5, 2, 3, 4, 5], None, [1, 2, 3, 4, 5]),
    ],
)
def test_fifths(welfare: list[float], weights: list[float] | None, expected: list[int]) -> None:
    nothing = [0] * len(welfare)
    found = quintiles(welfare, nothing, ranked="pre_transfer", weights=weights)
    assert found.tolist() == expected


def test_fifths_of_many_hold_a_fifth_each() -> None:
    welfare = np.random.default_rng(3).lognormal(9, 1, 1000)
    found = quintiles(welfare, np.zeros(1000), ranked="post_transfer")
    assert np.bincount(found).tolist() == [0, 200, 200, 200, 200, 200]
    assert (np.diff(found[np.argsort(welfare)]) >= 0).all()


def test_of_nobody_poor_there_is_no_relative_reduction() -> None:
    found = poverty_reduction([100, 200], [5, 0], 50, 0)
    assert (found.before, found.points, found.relative) == (0, 0, None)
    assert gini_reduction([0.1] * 7, [0] * 7).relative is None


def test_beneficiaries_who_have_nothing_have_no_adequacy() -> None:
    home, region = [1, 1, 2], ["a", "b", "b"]
    found = adequacy([5, 0, 7], [5, 0, 0], recipients="household", households=home, groups=region)
    assert found == {"a": 0.5, "b": None}


def test_transfers_to_the_rich_raise_inequality() -> None:
    found = gini_reduction([1, 3], [0, 4])
    assert (found.before, found.after) == pytest.approx((0.25, 0.375))
    assert found.points == pytest.approx(-0.125)
    assert found.relative == pytest.approx(-0.5)


def test_without_transfers() -> None:
    nothing = [0] * 5
    assert coverage(nothing, recipients="direct") == 0
    assert undercoverage(nothing, POOR, recipients="direct") == 1
    assert poverty_reduction(PRE, nothing, LINE, 2).relative == 0
    assert gini_reduction(PRE, nothing).points == 0


@given(PEOPLE)
@settings(max_examples=100)
def test_groups_make_the_whole(people: list[tuple[int, int, int, str, int]]) -> None:
    pre, transfer, weights, region, home = (list(column) for column in zip(*people, strict=True))
    for counted in ({"recipients": "direct"}, {"recipients": "household", "households": home}):
        asked: dict[str, Any] = {**counted, "weights": weights}
        reach = coverage(transfer, groups=region, **asked)
        people_of = {
            g: sum(w for w, r in zip(weights, region, strict=True) if r == g) for g in reach
        }
        assert list(reach) == list(dict.fromkeys(region))
        assert sum(reach[g] * people_of[g] for g in reach) / sum(weights) == pytest.approx(
            coverage(transfer, **asked)
        )
        heads = beneficiary_incidence(transfer, region, **asked)
        assert sum(heads.values()) == pytest.approx(1)
        assert 0 < adequacy(pre, transfer, **asked) <= 1
        for g, share in adequacy(pre, transfer, groups=region, **asked).items():
            assert share is None or 0 <= share <= 1
            assert share is None or heads[g] > 0
        poor = poverty_status(pre, transfer, LINE, ranked="post_transfer")
        assert leakage(transfer, poor, **asked) == pytest.approx(
            beneficiary_incidence(transfer, poor, **asked).get(False, 0)
        )
        if poor.any():
            assert undercoverage(transfer, poor, **asked) == pytest.approx(
                1 - coverage(transfer, groups=poor, **asked)[True]
            )
    money = benefit_incidence(transfer, region, weights=weights)
    assert sum(money.values()) == pytest.approx(1)
    assert transfer_leakage(transfer, poor, weights=weights) == pytest.approx(
        benefit_incidence(transfer, poor, weights=weights).get(False, 0)
    )


@given(PEOPLE)
@settings(max_examples=100)
def test_a_household_reaches_no_fewer_than_its_recipients(
    people: list[tuple[int, int, int, str, int]],
) -> None:
    _, transfer, weights, _, home = zip(*people, strict=True)
    direct = coverage(transfer, recipients="direct", weights=weights)
    together = coverage(transfer, recipients="household", households=home, weights=weights)
    alone = coverage(transfer, recipients="household", households=range(len(home)), weights=weights)
    assert alone == direct <= together <= 1


def _all_of(pre: Any, transfer: Any, weights: Any, region: Any, home: Any) -> list[float | None]:
    poor = poverty_status(pre, transfer, LINE, ranked="pre_transfer")
    household: dict[str, Any] = {
        "recipients": "household",
        "households": home,
        "weights": weights,
    }
    gini = gini_reduction(pre, transfer, weights)
    poverty = [poverty_reduction(pre, transfer, LINE, alpha, weights) for alpha in (0, 1, 2)]
    parts = [
        coverage(transfer, groups=region, **household),
        beneficiary_incidence(transfer, region, **household),
        adequacy(pre, transfer, groups=region, **household),
        benefit_incidence(transfer, region, weights=weights),
    ]
    return [
        leakage(transfer, poor, **household),
        transfer_leakage(transfer, poor, weights=weights),
        benefit_cost_ratio(pre, transfer, LINE, weights),
        *(number for one in (gini, *poverty) for number in (one.before, one.after)),
        *(part[label] for part in parts for label in sorted(part)),
    ]


@given(people=PEOPLE, seed=st.integers(0, 10**6))
@settings(max_examples=60)
def test_weights_are_repetition_and_order_does_not_matter(
    people: list[tuple[int, int, int, str, int]], seed: int
) -> None:
    columns = [np.array(column) for column in zip(*people, strict=True)]
    expected = _all_of(*columns)
    times = columns[2]
    repeated = [np.repeat(column, times) for column in columns]
    assert _all_of(*repeated[:2], None, *repeated[3:]) == pytest.approx(expected, abs=1e-12)
    order = np.random.default_rng(seed).permutation(len(people) + 1)
    absent = (70, 50, 0, "d", 1)
    mixed = [np.append(column, one)[order] for column, one in zip(columns, absent, strict=True)]
    assert _all_of(*mixed) == pytest.approx(expected, abs=1e-12)


@given(PEOPLE)
@settings(max_examples=60)
def test_the_gap_closed_is_the_gap_before_less_the_gap_after(
    people: list[tuple[int, int, int, str, int]],
) -> None:
    pre, transfer, weights = (np.array(column) for column in list(zip(*people, strict=True))[:3])
    closed = poverty_gap_total(pre, LINE, weights) - poverty_gap_total(
        pre + transfer, LINE, weights
    )
    ratio = benefit_cost_ratio(pre, transfer, LINE, weights)
    assert ratio == pytest.approx(closed / np.sum(weights * transfer))
    assert 0 <= ratio <= 1
    for alpha in (0, 1, 2):
        found = poverty_reduction(pre, transfer, LINE, alpha, weights)
        assert 0 <= found.after <= found.before <= 1


@given(people=PEOPLE, weights=st.lists(st.integers(1, 9), min_size=12, max_size=12))
@settings(max_examples=60)
def test_fifths_rise_with_welfare_and_keep_equals_together(
    people: list[tuple[int, int, int, str, int]], weights: list[int]
) -> None:
    pre, transfer = (
        np.array(column, dtype=float) for column in list(zip(*people, strict=True))[:2]
    )
    counted = weights[: len(people)]
    found = quintiles(pre, transfer, ranked="post_transfer", weights=counted)
    order = np.argsort(pre + transfer, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
    ties = np.diff((pre + transfer)[order]) == 0
    assert (np.diff(found[order])[ties] == 0).all()
    scaled = np.array(counted) * 0.1
    again = quintiles(pre * 3, transfer * 3, ranked="post_transfer", weights=scaled)
    assert again.tolist() == found.tolist()


def _calls(pre: Any, transfer: Any, weights: Any) -> dict[str, Callable[[], object]]:
    direct: dict[str, Any] = {"recipients": "direct", "weights": weights}
    return {
        "quintiles": lambda: quintiles(pre, transfer, ranked="pre_transfer", weights=weights),
        "poverty_status": lambda: poverty_status(pre, transfer, 1, ranked="pre_transfer"),
        "coverage": lambda: coverage(transfer, **direct),
        "beneficiary_incidence": lambda: beneficiary_incidence(transfer, ["a", "b"], **direct),
        "benefit_incidence": lambda: benefit_incidence(transfer, ["a", "b"], weights=weights),
        "adequacy": lambda: adequacy(pre, transfer, **direct),
        "undercoverage": lambda: undercoverage(transfer, [True, False], **direct),
        "leakage": lambda: leakage(transfer, [True, False], **direct),
        "transfer_leakage": lambda: transfer_leakage(transfer, [True, False], weights=weights),
        "poverty_reduction": lambda: poverty_reduction(pre, transfer, 1, 0, weights),
        "gini_reduction": lambda: gini_reduction(pre, transfer, weights),
        "benefit_cost_ratio": lambda: benefit_cost_ratio(pre, transfer, 1, weights),
    }


OF_WELFARE = {
    "quintiles",
    "poverty_status",
    "adequacy",
    "poverty_reduction",
    "gini_reduction",
    "benefit_cost_ratio",
}
RANKS_ONLY = {"quintiles", "poverty_status"}
WEIGHTED = set(_calls([], [], [])) - {"poverty_status"}
NEEDS_TRANSFERS = {
    "beneficiary_incidence",
    "benefit_incidence",
    "adequacy",
    "leakage",
    "transfer_leakage",
    "benefit_cost_ratio",
}


@pytest.mark.parametrize(
    ("pre", "transfer", "weights", "argument", "which"),
    [
        ([1, 2], [1, -1], None, "transfer", set(_calls([], [], []))),
        ([1, 2], [1, math.nan], None, "transfer", set(_calls([], [], []))),
        ([1, 2], ["a", "b"], None, "transfer", set(_calls([], [], []))),
        ([1, 2, 3], [1, 2], None, "transfer", OF_WELFARE),
        ([1, math.nan], [1, 2], None, "pre_transfer", OF_WELFARE),
        ([], [1, 2], None, "pre_transfer", OF_WELFARE),
        ([1, -2], [1, 3], None, "pre_transfer", OF_WELFARE - RANKS_ONLY),
        ([0, 0], [1, 3], None, "pre_transfer", {"gini_reduction"}),
        ([1, 2], [1, 3], [1, 0], "pre_transfer", {"gini_reduction"}),
        ([1, 2], [1, 2], [1], "weights", WEIGHTED),
        ([1, 2], [1, 2], [1, -1], "weights", WEIGHTED),
        ([1, 2], [1, 2], [0, 0], "weights", WEIGHTED),
        ([1, 2], [1, 2], [1, math.inf], "weights", WEIGHTED),
        ([1, 2], [0, 0], None, "transfer", NEEDS_TRANSFERS),
        ([1, 2], [0, 5], [1, 0], "transfer", NEEDS_TRANSFERS),
    ],
)
def test_what_no_measure_can_be_made_of(
    pre: object, transfer: object, weights: object, argument: str, which: set[str]
) -> None:
    calls = _calls(pre, transfer, weights)
    for name in which:
        with pytest.raises(MetricError) as refused:
            calls[name]()
        assert (name, refused.value.argument) == (name, argument)


COUNTED: dict[str, Callable[..., object]] = {
    "coverage": lambda **how: coverage(BENEFIT, **how),
    "beneficiary_incidence": lambda **how: beneficiary_incidence(BENEFIT, POOR, **how),
    "adequacy": lambda **how: adequacy(PRE, BENEFIT, **how),
    "undercoverage": lambda **how: undercoverage(BENEFIT, POOR, **how),
    "leakage": lambda **how: leakage(BENEFIT, POOR, **how),
}


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize(
    ("how", "argument"),
    [
        ({"recipients": "persons"}, "recipients"),
        ({"recipients": "household"}, "households"),
        ({"recipients": "direct", "households": [1, 2, 3, 4, 5]}, "households"),
        ({"recipients": "household", "households": [1, 2]}, "households"),
        ({"recipients": "household", "households": [1, 2, None, 4, 5]}, "households"),
        ({"recipients": "household", "households": [1, 2, math.nan, 4, 5]}, "households"),
    ],
)
def test_who_counts_must_be_said(name: str, how: dict[str, Any], argument: str) -> None:
    with pytest.raises(MetricError) as refused:
        COUNTED[name](**how)
    assert refused.value.argument == argument
    with pytest.raises(TypeError, match="recipients"):
        COUNTED[name]()


@pytest.mark.parametrize("groups", [["a", "b"], ["a", None, "b", "b", "b"], 5, [[1], [2], 3, 4, 5]])
def test_labels_that_group_nobody(groups: Any) -> None:
    for call in (
        lambda: coverage(BENEFIT, recipients="direct", groups=groups),
        lambda: beneficiary_incidence(BENEFIT, groups, recipients="direct"),
        lambda: benefit_incidence(BENEFIT, groups),
        lambda: adequacy(PRE, BENEFIT, recipients="direct", groups=groups),
    ):
        with pytest.raises(MetricError) as refused:
            call()
        assert refused.value.argument == "groups"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: undercoverage(BENEFIT, [False] * 5, recipients="direct"), "poor"),
        (
            lambda: undercoverage(
                BENEFIT, [1, 0, 0, 0, 0], recipients="direct", weights=[0, 1, 1, 1, 1]
            ),
            "poor",
        ),
        (lambda: undercoverage(BENEFIT, [2, 0, 0, 0, 0], recipients="direct"), "poor"),
        (lambda: leakage(BENEFIT, [True], recipients="direct"), "poor"),
        (lambda: transfer_leakage(BENEFIT, [True, None, True, True, True]), "poor"),
        (lambda: poverty_reduction(PRE, BENEFIT, 0, 0), "line"),
        (lambda: poverty_reduction(PRE, BENEFIT, LINE, -1), "alpha"),
        (lambda: benefit_cost_ratio(PRE, BENEFIT, [80, 80]), "line"),
        (lambda: benefit_cost_ratio(PRE, BENEFIT, -80), "line"),
        (lambda: poverty_status(PRE, BENEFIT, 0, ranked="pre_transfer"), "line"),
        (lambda: poverty_status(PRE, BENEFIT, 80, ranked="before"), "ranked"),
        (lambda: quintiles(PRE, BENEFIT, ranked=""), "ranked"),
    ],
)
def test_arguments_out_of_range(call: Callable[[], object], argument: str) -> None:
    with pytest.raises(MetricError) as refused:
        call()
    assert refused.value.argument == argument


def test_what_people_are_ranked_by_must_be_said() -> None:
    with pytest.raises(TypeError, match="ranked"):
        quintiles(PRE, BENEFIT)
    with pytest.raises(TypeError, match="ranked"):
        poverty_status(PRE, BENEFIT, LINE)
