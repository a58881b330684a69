"""A reallocation against figures worked out anew from the published values."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from welfare.catalog import Language, catalogue
from welfare.metrics.sample import MetricError
from welfare.queries import disparity
from welfare.review import reallocation_words as words
from welfare.review.reallocation import Outcome, reallocate
from welfare.review.scenario import Scenario, parse_scenario
from welfare.review.situation import (
    RATES,
    Situation,
    claim,
    money_years,
    moneys,
    situation,
)
from welfare.warehouse import Snapshot

LANGUAGES: tuple[Language, ...] = ("th", "en")
RELIEF = ("relief_thb", 2012)
COMMUNITY = ("pao_community_budget_thb", 2022)


def worked_out(snapshot: Snapshot, text: str, money: tuple[str, int] = RELIEF) -> Outcome:
    here, scenario = situation(snapshot, *money), parse_scenario(text)
    claims = [claim(snapshot, here, rule) for rule, _ in scenario.shares]
    return reallocate(here, [c for c in claims if c is not None], scenario)


def published(snapshot: Snapshot, indicator: str, year: int) -> "pd.Series[float]":
    rows = snapshot.query(
        "SELECT area_id, value FROM indicator_value WHERE indicator_id = $indicator"
        " AND year = $year AND area_kind = 'province' AND is_current AND value IS NOT NULL",
        {"indicator": indicator, "year": year},
    )
    return rows.set_index("area_id")["value"]


def gini_by_pairs(values: np.ndarray, people: np.ndarray) -> float:
    """Return the Gini as half the mean difference of all pairs of people over the mean."""
    share = people / people.sum()
    apart = np.abs(values[:, None] - values[None, :])
    return float(share @ apart @ share / (2 * (share @ values)))


def every_situation(snapshot: Snapshot) -> list[Situation]:
    return [
        situation(snapshot, money, year)
        for money in moneys()
        for year in money_years(snapshot, money)
    ]


def test_the_money_now_is_what_the_other_pages_say(snapshot: Snapshot) -> None:
    """Per poor person as published, and Gini and concentration index as on Inequality."""
    followed = disparity.concentration(snapshot).set_index(
        ["indicator_id", "year", "need_id", "statistic_id"]
    )
    compared = 0
    for here in every_situation(snapshot):
        per_poor = moneys()[here.money.id].id
        outcome = worked_out(snapshot, "now-1", (here.money.id, here.year))
        values = published(snapshot, per_poor, here.year)
        found = outcome.provinces["poor_now"].to_dict()
        assert found == pytest.approx(values.to_dict(), rel=1e-6, abs=1e-6)
        measured = disparity.statistics(snapshot, per_poor).set_index(["year", "statistic_id"])
        gini = measured.at[(here.year, "gini"), "value"]
        assert outcome.measure("poor", "gini")["before"] == pytest.approx(gini, abs=1e-6)
        place = (f"{here.money.id}_per_head", here.year, here.rate.id, "concentration_index")
        if place in followed.index:
            index = outcome.measure("head", "concentration_index")["before"]
            assert index == pytest.approx(followed.at[place, "value"], abs=1e-6)
            compared += 1
    assert compared == 6


def test_sharing_it_as_it_is_changes_nothing(snapshot: Snapshot) -> None:
    outcome = worked_out(snapshot, "now-1")
    assert outcome.count(0) == len(outcome.provinces)
    assert outcome.measures["after"].tolist() == pytest.approx(outcome.measures["before"].tolist())
    assert words.who_sentence(outcome, "en") == "Every province would get what it has"


def test_relief_by_the_poor(snapshot: Snapshot) -> None:
    outcome = worked_out(snapshot, "poor-1")
    money, poor = published(snapshot, *RELIEF), published(snapshot, "poor_persons", 2011)
    people = published(snapshot, "registered_persons", 2012)
    table = pd.DataFrame({"money": money, "poor": poor, "people": people}).dropna()
    after = table["money"].sum() * table["poor"] / table["poor"].sum()
    assert outcome.provinces["after"].to_dict() == pytest.approx(after.to_dict())
    assert outcome.provinces["after"].sum() == pytest.approx(table["money"].sum(), rel=1e-12)
    weights = table["people"].to_numpy()
    for end, total in (("before", table["money"]), ("after", after)):
        expected = gini_by_pairs((total / table["people"]).to_numpy(), weights)
        assert outcome.measure("head", "gini")[end] == pytest.approx(expected)
    assert outcome.measure("poor", "gini")["after"] == pytest.approx(0, abs=1e-9)
    assert outcome.count(1) == int((after > table["money"]).sum())
    assert words.spread_sentence(outcome, "en") == (
        "If Relief paid by provincial offices, FY 2012, were shared by the number of poor people,"
        " the Gini of money per head between 58 provinces would fall from 0.605 to 0.377"
        " (between 0.342 and 0.377 over the estimates of need)"
    )


def test_equal_per_head_leaves_no_disparity_and_rests_on_no_estimate(snapshot: Snapshot) -> None:
    outcome = worked_out(snapshot, "head-1")
    assert outcome.measure("head", "gini")["after"] == pytest.approx(0, abs=1e-9)
    assert outcome.measure("head", "max_min")["after"] == pytest.approx(1)
    assert not outcome.tried
    assert outcome.provinces["sure"].all()


def test_people_in_no_scheme_are_those_of_the_register(snapshot: Snapshot) -> None:
    here = situation(snapshot, *RELIEF)
    found = claim(snapshot, here, "uncovered")
    assert found is not None
    rows = snapshot.query(
        "SELECT province_code, sum(persons) AS persons FROM beneficiary_current"
        " WHERE programme_id = 'not_registered' AND fiscal_year = 2012 AND age_band = 'all'"
        " GROUP BY province_code"
    )
    if rows.empty:
        rows = snapshot.query(
            "SELECT province_code, sum(persons) AS persons FROM beneficiary_current"
            " WHERE programme_id = 'not_registered' AND fiscal_year = 2012 GROUP BY province_code"
        )
    counted = rows.set_index("province_code")["persons"].reindex(found.values.index)
    assert found.values.to_dict() == pytest.approx(counted.to_dict(), rel=1e-4)


def test_floor_cap_and_total_hold(snapshot: Snapshot) -> None:
    outcome = worked_out(snapshot, "poor-1~total-60000000~floor-50n~cap-400n")
    ratio = outcome.provinces["after"] / outcome.provinces["now"]
    assert outcome.provinces["after"].sum() == pytest.approx(60_000_000, rel=1e-12)
    assert ratio.min() == pytest.approx(0.5)
    assert ratio.max() == pytest.approx(4)


@pytest.mark.parametrize(
    ("text", "argument"),
    [("poor-1~floor-101n", "floor"), ("poor-1~cap-0.01h", "cap"), ("poor-1~cap-50n", "cap")],
)
def test_what_cannot_be_kept_is_named(snapshot: Snapshot, text: str, argument: str) -> None:
    with pytest.raises(MetricError) as refused:
        worked_out(snapshot, text)
    assert refused.value.argument == argument


def test_amounts_by_hand_come_first_and_rules_share_the_rest(snapshot: Snapshot) -> None:
    plain = worked_out(snapshot, "now-1")
    code = str(plain.provinces["now"].idxmax())
    outside = plain.situation.outside[0]
    hand = sorted({code: 1, outside: 5}.items())
    outcome = worked_out(snapshot, "now-1~hand-" + "_".join(f"{c}-{b}" for c, b in hand))
    assert outcome.provinces.at[code, "after"] == 1
    assert outcome.balance == 0
    assert outcome.provinces["after"].sum() == pytest.approx(plain.total)
    others = outcome.provinces.drop(code)
    grown = others["after"] / others["now"]
    assert grown[others["now"] > 0].to_numpy() == pytest.approx(
        (plain.total - 1) / others["now"].sum()
    )
    assert outcome.unused == (outside,)
    every = "_".join(f"{code}-1" for code in sorted(plain.provinces.index))
    left = worked_out(snapshot, f"now-1~hand-{every}")
    assert left.balance == pytest.approx(plain.total - len(plain.provinces), abs=0.01)
    assert worked_out(snapshot, f"now-1~hand-{code}-999999999").balance < 0


def test_a_province_of_unknown_need_keeps_its_money(snapshot: Snapshot) -> None:
    here = situation(snapshot, *RELIEF)
    own = claim(snapshot, here, "poor")
    assert own is not None
    code = str(here.provinces.index[0])
    values = own.values.copy()
    values[code] = np.nan
    holed = type(own)(own.rule, own.terms, values)
    outcome = reallocate(here, [holed], Scenario())
    assert outcome.kept == (code,)
    assert outcome.provinces.at[code, "change"] == 0
    assert outcome.provinces["after"].sum() == pytest.approx(here.provinces["now"].sum())
    with pytest.raises(MetricError) as refused:
        reallocate(here, [holed], Scenario(total=1))
    assert refused.value.argument == "total"


@pytest.mark.parametrize("money", [RELIEF, COMMUNITY])
def test_the_band_holds_the_result(snapshot: Snapshot, money: tuple[str, int]) -> None:
    outcome = worked_out(snapshot, "poor-1", money)
    rows = outcome.provinces
    assert outcome.tried
    assert (rows["low"] <= rows["after"]).all()
    assert (rows["after"] <= rows["high"]).all()
    same_side = np.sign((rows["low"] - rows["now"]).round()) == np.sign(
        (rows["high"] - rows["now"]).round()
    )
    assert rows["sure"].tolist() == same_side.tolist()
    measures = outcome.measures
    assert (measures["low"] <= measures["after"]).all()
    assert (measures["after"] <= measures["high"]).all()


def test_an_interval_of_need_gives_the_widest_share_of_a_province(snapshot: Snapshot) -> None:
    outcome = worked_out(snapshot, "poor-1", COMMUNITY)
    (own,) = outcome.claims
    assert own.low is not None
    assert own.high is not None
    code = str(outcome.provinces.index[3])
    rest = own.low.drop(code).sum()
    expected = outcome.total * own.high[code] / (own.high[code] + rest)
    assert outcome.provinces.at[code, "high"] == pytest.approx(expected)


def test_a_rule_of_which_nothing_is_known_near_the_year_is_none(snapshot: Snapshot) -> None:
    assert claim(snapshot, situation(snapshot, *COMMUNITY), "uncovered") is None


def test_every_poor_has_its_rate() -> None:
    assert {indicator.measure.over[0] for indicator in moneys().values()} == set(RATES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["poor-1", "poor-70_head-30~floor-80n", "older-1", "head-1", "poor-1~hand-30-0"]
)
def test_every_number_of_a_sentence_is_that_of_a_cell(
    snapshot: Snapshot, text: str, language: Language
) -> None:
    outcome = worked_out(snapshot, text)
    said = " ".join(
        make(outcome, language)
        for make in (words.spread_sentence, words.need_sentence, words.who_sentence)
    )
    cells = {
        f"{float(value):.3f}"
        for of, statistic in (("head", "gini"), ("head", "concentration_index"))
        for value in outcome.measure(of, statistic)[["before", "after", "low", "high"]]
    }
    whole = sum(part for _, part in outcome.scenario.shares)
    cells |= {f"{100 * part / whole:.0f}" for _, part in outcome.scenario.shares}
    unsure = int((~outcome.provinces["sure"]).sum())
    cells |= {
        str(number)
        for number in (
            *(outcome.count(1), outcome.count(-1), unsure, len(outcome.provinces)),
            *(len(outcome.scenario.hand), 2012, 2555),
        )
    }
    cells |= {f"{outcome.moved / 1e6:.1f}", f"{100 * outcome.moved / outcome.total:.0f}"}
    cells |= {cell.removesuffix(".0") for cell in cells}
    told = re.findall(r"−?\d[\d.,]*\d|\d", said)
    assert {number.replace("−", "-") for number in told} <= cells | {"-0.000", "0.000"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_of_each_row_that_it_is_illustrative(
    snapshot: Snapshot, language: Language
) -> None:
    table = words.provinces_table(worked_out(snapshot, "poor-1"), language)
    assert set(table.iloc[:, 0]) == {"ภาพสมมติ" if language == "th" else "Illustrative"}
    assert len(table) == 58
    changes = table.iloc[:, 7] - table.iloc[:, 6]
    assert all(one >= other - 0.011 for one, other in pairwise(changes))
    assert set(table.iloc[:, 1]) <= set(catalogue().provinces)
