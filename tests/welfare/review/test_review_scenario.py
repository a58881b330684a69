"""A scenario and its text in an address are one and the same, and nothing else is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import catalogue
from welfare.review.scenario import (
    MOST_BAHT,
    MOST_RULES,
    RULES,
    Bound,
    Scenario,
    parse_scenario,
)

BOUNDS = st.none() | st.builds(
    lambda hundredths, of: Bound(hundredths / 100, of),
    st.integers(0, 10**9),
    st.sampled_from(("now", "head")),
)
SCENARIOS = st.builds(
    Scenario,
    shares=st.lists(
        st.tuples(st.sampled_from(RULES), st.integers(1, 100)),
        min_size=1,
        max_size=MOST_RULES,
        unique_by=lambda share: share[0],
    ).map(tuple),
    total=st.none() | st.integers(1, MOST_BAHT),
    floor=BOUNDS,
    cap=BOUNDS,
    hand=st.dictionaries(
        st.sampled_from(sorted(catalogue().provinces)), st.integers(0, MOST_BAHT)
    ).map(lambda amounts: tuple(sorted(amounts.items()))),
)


@given(SCENARIOS)
def test_a_scenario_is_restored_from_its_text(scenario: Scenario) -> None:
    assert parse_scenario(str(scenario)) == scenario


@given(SCENARIOS)
def test_the_text_stands_in_an_address_as_it_is(scenario: Scenario) -> None:
    assert all(sign.isalnum() or sign in "-._~" for sign in str(scenario))


def test_the_text_can_be_read() -> None:
    scenario = Scenario(
        shares=(("poor", 70), ("head", 30)),
        total=58_241_820,
        floor=Bound(80, "now"),
        cap=Bound(5.5, "head"),
        hand=(("30", 1_200_000), ("35", 0)),
    )
    text = "poor-70_head-30~total-58241820~floor-80n~cap-5.5h~hand-30-1200000_35-0"
    assert str(scenario) == text
    assert parse_scenario(text) == scenario


@pytest.mark.parametrize(
    "text",
    [
        "",
        "poor",
        "poor-0",
        "poor-101",
        "poor-1_poor-2",
        "rich-1",
        "poor-1_head-1_older-1_now-1",
        "poor-1~total-0",
        "poor-1~total-1e6",
        "poor-1~total-9999999999999",
        "poor-1~floor-80",
        "poor-1~floor-80.555n",
        "poor-1~floor--1n",
        "poor-1~cap-2n~floor-1n",
        "poor-1~floor-1n~floor-2n",
        "poor-1~hand",
        "poor-1~hand-99-5",
        "poor-1~hand-30-5_30-6",
        "poor-1~hand-30--5",
        "poor-1~none-1",
        "poor-1~",
        "poor-๑",
        "poor-1~hand-" + "_".join(["30-1"] * 500),
        "<img src=x onerror=alert(1)>",
    ],
)
def test_what_is_no_scenario_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\A"):
        parse_scenario(text)
