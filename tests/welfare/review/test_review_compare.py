"""What stands side by side against the published values."""

import re

import pandas as pd
import pytest

from welfare.catalog import COUNTRY, Language, catalogue
from welfare.review import compare_words as words
from welfare.review.compare import (
    MOST_MEMBERS,
    By,
    comparable,
    comparison,
    default_members,
    possible_members,
)
from welfare.warehouse import Snapshot

LANGUAGES: tuple[Language, ...] = ("th", "en")
KINDS: tuple[By, ...] = ("provinces", "regions", "ages", "years")


def values(snapshot: Snapshot, indicator: str, area: str) -> "pd.Series[float]":
    rows = snapshot.query(
        "SELECT year, value FROM indicator_value WHERE indicator_id = $indicator"
        " AND area_id = $area AND is_current AND value IS NOT NULL ORDER BY year",
        {"indicator": indicator, "area": area},
    )
    return rows.set_index("year")["value"]


@pytest.mark.parametrize("by", KINDS)
def test_without_a_choice_there_is_something_to_see(snapshot: Snapshot, by: By) -> None:
    shown = comparison(snapshot, by)
    assert 2 <= len(shown.members) <= MOST_MEMBERS
    for multiple in shown.multiples:
        assert [panel.member for panel in multiple.panels] == list(shown.members)
        assert multiple.sources
        assert multiple.low <= multiple.high


def test_the_first_provinces_are_those_with_the_highest_and_the_lowest_poverty(
    snapshot: Snapshot,
) -> None:
    rows = snapshot.query(
        "SELECT area_id, value FROM indicator_value WHERE indicator_id = 'poverty_rate_pct'"
        " AND year = 2011 AND area_kind = 'province' AND is_current AND value IS NOT NULL"
        " ORDER BY value"
    )
    ends = (rows["area_id"].iloc[-1], rows["area_id"].iloc[0], COUNTRY)
    assert default_members(snapshot, "provinces", "poverty_rate_pct") == ends


def test_values_are_those_of_the_warehouse(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot, "provinces", members=["35", "30"], indicators=["household_income_thb"]
    )
    (multiple,) = shown.multiples
    for panel in multiple.panels:
        known = panel.rows.dropna(subset="value").set_index("year")["value"]
        expected = values(snapshot, "household_income_thb", panel.member)
        assert known.to_dict() == expected.to_dict()
    assert multiple.high == max(panel.rows["value"].max() for panel in multiple.panels)


def test_an_index_starts_at_a_hundred_and_stays_within_one_method(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot,
        "provinces",
        members=["35", "58"],
        indicators=["poverty_rate_pct"],
        scale="indexed",
    )
    (multiple,) = shown.multiples
    assert multiple.base_year == 2006
    for panel in multiple.panels:
        own = values(snapshot, "poverty_rate_pct", panel.member)
        indexed = panel.rows.set_index("year")["value"]
        assert panel.rows["vintage_id"].nunique() == 1
        assert indexed.iloc[0] == 100
        assert indexed[2011] == pytest.approx(100 * own[2011] / own[2006])


@pytest.mark.parametrize(
    ("by", "indicator", "why"),
    [
        ("provinces", "tpmap_poor_pct", "one_year"),
        ("years", "poverty_rate_pct", "years"),
    ],
)
def test_where_an_index_has_no_sense_it_is_refused(
    snapshot: Snapshot, by: By, indicator: str, why: str
) -> None:
    plain = comparison(snapshot, by, indicators=[indicator])
    asked = comparison(snapshot, by, indicators=[indicator], scale="indexed")
    assert [m.refused for m in asked.multiples] == [why]
    assert asked.multiples[0].base_year is None
    for one, other in zip(plain.multiples[0].panels, asked.multiples[0].panels, strict=True):
        pd.testing.assert_frame_equal(one.rows, other.rows)


def test_ages_are_looked_at_in_a_province(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot, "ages", members=["older_persons"], indicators=["not_registered_pct"], area="35"
    )
    known = shown.multiples[0].panels[0].rows.set_index("year")["value"].dropna()
    expected = values(snapshot, "not_registered_older_persons_pct", "35")
    assert known.to_dict() == expected.to_dict()


def test_years_side_by_side_are_of_one_method_until_others_are_chosen(snapshot: Snapshot) -> None:
    years = default_members(snapshot, "years", "poverty_rate_pct")
    assert years == ("2006", "2009", "2011")
    assert "2000" in possible_members(snapshot, "years", "poverty_rate_pct")


def test_what_does_not_fit_is_left_out(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot, "regions", members=["35", "region_north"], indicators=["gini_income"]
    )
    assert shown.members == ("region_north",)
    assert shown.multiples[0].indicator.id in comparable(snapshot, "regions")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", KINDS)
def test_every_number_of_a_sentence_stands_in_the_table(
    snapshot: Snapshot, by: By, language: Language
) -> None:
    for scale in ("absolute", "indexed"):
        shown = comparison(snapshot, by, scale=scale)
        for multiple in shown.multiples:
            table = words.table(shown, multiple, language)
            cells = {f"{cell:g}" for cell in table.select_dtypes("number").to_numpy().ravel()}
            cells |= {str(n) for n in re.findall(r"\d{4}", " ".join(map(str, table.iloc[:, 0])))}
            cells |= {words.member_name(shown.by, m, language) for m in shown.members} | {"100"}
            said = words.finding(shown, multiple, language)
            for number in re.findall(r"\d[\d,]*\.?\d*", said):
                assert f"{float(number.replace(',', '')):g}" in cells | {
                    f"{round(float(c)):g}" for c in cells if c.replace(".", "").isdigit()
                }, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_has_its_name(language: Language) -> None:
    assert words.area_name("35", language) == catalogue().provinces["35"].name(language)
    assert words.member_name("years", "2011", language) == {"th": "2554", "en": "2011"}[language]


def test_years_in_which_an_indicator_was_not_known_are_said_to_be_so(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot,
        "years",
        members=("2000",),
        indicators=("poverty_rate_pct", "social_security_pct"),
    )
    _, other = shown.multiples
    title = other.indicator.title("en")
    assert words.finding(shown, other, "en") == f"{title}: not known for the years chosen"
    assert words.unknown(shown, other, "en") == ["2000"]


def test_years_of_another_method_are_named(snapshot: Snapshot) -> None:
    shown = comparison(
        snapshot, "years", members=("2000", "2006", "2011"), indicators=("poverty_rate_pct",)
    )
    assert words.years_apart(shown.multiples[0]) == ["2000"]
