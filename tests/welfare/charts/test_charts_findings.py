"""The sentences: made from the numbers, in both languages, and called estimates where they are."""

import re

import pandas as pd
import pytest

from welfare.catalog import Catalogue, catalogue
from welfare.charts import findings
from welfare.charts.tables import life_course_shares
from welfare.language import format_amount, format_value
from welfare.queries.indicators import (
    areas_in_year,
    national_series,
    province_series,
    province_years,
)
from welfare.queries.money import budget_by_system, grants_by_year
from welfare.queries.people import coverage_by_age
from welfare.warehouse import Snapshot

LANGUAGES = pytest.mark.parametrize("language", ["th", "en"])
THAI = re.compile(r"[\u0e01-\u0e5b]")


@LANGUAGES
def test_highest_and_lowest_province_of_every_indicator_and_year(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    for indicator in declared.indicators.values():
        for year in province_years(snapshot, indicator.id):
            areas = areas_in_year(snapshot, indicator.id, year)
            said = findings.provinces_finding(areas, indicator, year, language)
            values = areas.loc[areas["area_kind"] == "province", "value"].dropna()
            for extreme in (values.max(), values.min()):
                assert f"({format_value(extreme, indicator, language, compact=True)})" in said
            assert str(year + (543 if language == "th" else 0)) in said
            assert bool(THAI.search(said)) == (language == "th")
            estimated = {"th": "ค่าประมาณ", "en": "estimated"}[language] in said
            assert estimated == (indicator.basis == "survey")


def test_the_highest_and_lowest_by_name(declared: Catalogue, snapshot: Snapshot) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    areas = areas_in_year(snapshot, rate.id, 2011)
    assert findings.provinces_finding(areas, rate, 2011, "en") == (
        "Poverty rate in 2011: estimated highest in Mae Hong Son (60.27%),"
        " lowest in Nonthaburi (1.20%)"
    )
    assert findings.highest_provinces(areas, 2011, "en") == (
        "In 2011, poverty is estimated highest in Mae Hong Son, Tak and Si Sa Ket"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("58", "2011: Mae Hong Son at 60.27% is above the nation (13.15%)"),
        ("10", "2011: Bangkok at 7.83% is below the nation (13.15%)"),
        ("38", "2011: Bueng Kan is still counted within Nong Khai"),
    ],
)
def test_one_province(declared: Catalogue, snapshot: Snapshot, code: str, expected: str) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    areas = areas_in_year(snapshot, rate.id, 2011)
    said = findings.province_finding(areas, rate, 2011, code, "en")
    assert said.startswith(expected)
    assert ("region" in said) == (code == "58")


@LANGUAGES
def test_every_province_stands_above_or_below_the_nation_as_its_value_does(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    share = declared.indicators["social_security_pct"]
    areas = areas_in_year(snapshot, share.id, 2012)
    values = areas.set_index("area_id")["value"].round(share.decimals)
    words = {"th": ("สูงกว่า", "ต่ำกว่า", "เท่ากับ"), "en": ("above", "below", "level with")}[language]
    above, below, equal = words
    for code in declared.provinces:
        said = findings.province_finding(areas, share, 2012, code, language)
        told = min((said.find(word), word) for word in words if word in said)[1]
        difference = values[code] - values["TH"]
        assert told == (above if difference > 0 else below if difference < 0 else equal)


def test_a_province_has_a_sentence_in_every_year_of_every_indicator(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    for indicator in declared.indicators.values():
        for year in province_years(snapshot, indicator.id):
            areas = areas_in_year(snapshot, indicator.id, year)
            for code in ("10", "38", "43", "50"):
                said = findings.province_finding(areas, indicator, year, code, "en")
                assert declared.provinces[code].name_en in said
                assert not re.search(r"\b(nan|inf|None)\b", said), said


def test_a_total_is_told_with_its_part_of_the_nations(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    people = declared.indicators["social_security_persons"]
    areas = areas_in_year(snapshot, people.id, 2012)
    values = areas.set_index("area_id")["value"]
    said = findings.province_finding(areas, people, 2012, "10", "en")
    assert f"{100 * values['10'] / values['TH']:.1f}%" in said


def test_a_province_without_a_value(declared: Catalogue, snapshot: Snapshot) -> None:
    projects = declared.indicators["grants_projects"]
    areas = areas_in_year(snapshot, projects.id, 2012)
    said = findings.province_finding(areas, projects, 2012, "38", "en")
    assert said == "FY 2012: there is no value for Bueng Kan"


def test_the_opening_sentence(snapshot: Snapshot) -> None:
    rates = national_series(snapshot, "poverty_rate_pct")
    poor = national_series(snapshot, "poor_persons")
    people = format_amount(float(poor["value"].iloc[-1]), "en", unit="persons")
    assert findings.headline(rates, poor, "en") == (
        f"In 2024, 4.89% of people in Thailand, {people}, lived below the poverty line,"
        " down from 65.17% in 1988"
    )
    assert "ปี 2567 ประชากร 4.89%" in findings.headline(rates, poor, "th")


def test_a_change_is_told_of_the_last_method_alone(declared: Catalogue, snapshot: Snapshot) -> None:
    gini = declared.indicators["gini_income"]
    rows = national_series(snapshot, gini.id)
    said = findings.change_finding(rows, gini, "finding.gini", "finding.gini_rose", "en")
    assert said == "Income inequality fell from 0.514 in 2006 to 0.417 in 2023"


def test_a_rise_is_called_a_rise(declared: Catalogue) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    rows = pd.DataFrame({"year": [2023, 2024], "value": [3.41, 4.89], "vintage_id": ["a", "a"]})
    said = findings.change_finding(rows, rate, "finding.poverty", "finding.poverty_rose", "en")
    assert said == "Poverty rose from 3.41% in 2023 to 4.89% in 2024"


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("poverty_rate_pct", "Poverty rate: 3.41% (2023) → 4.89% (2024)"),
        ("gini_income", "Gini of income: 0.430 (2021) → 0.417 (2023)"),
        ("budget_thb", None),
    ],
)
def test_the_last_change(snapshot: Snapshot, indicator: str, expected: str | None) -> None:
    rows = national_series(snapshot, indicator)
    assert findings.latest_change(rows, catalogue().indicators[indicator], "en") == expected


def test_a_year_covered_in_part_is_never_the_last_of_a_change(
    declared: Catalogue, snapshot: Snapshot
) -> None:
    rows = national_series(snapshot, "grants_thb")
    assert rows["year"].max() == 2014
    said = findings.latest_change(rows, declared.indicators["grants_thb"], "en")
    assert said is not None
    assert "FY 2013" in said
    assert "2014" not in said


@LANGUAGES
def test_the_gap_between_provinces_is_of_one_edition(
    declared: Catalogue, snapshot: Snapshot, language: str
) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    series = province_series(snapshot, rate.id)
    said = findings.spread_finding(series, rate, language)
    for year in (2006, 2011):
        values = series.loc[(series["year"] == year) & (series["area_kind"] == "province"), "value"]
        assert f"{values.max() - values.min():.2f}" in said
        assert str(year + (543 if language == "th" else 0)) in said


@LANGUAGES
def test_who_is_covered_and_who_is_not(snapshot: Snapshot, language: str) -> None:
    people = coverage_by_age(snapshot, 2012, ())
    total = people["persons"].sum()
    covered = people.loc[people["programme_id"] == "universal_coverage", "persons"].sum()
    said = findings.pyramid_finding(people, "X", 2012, language)
    assert f"{100 * covered / total:.1f}%" in said
    assert format_amount(total, language, unit="persons") in said

    shares = life_course_shares(people)
    worst = shares.loc[shares["not_registered"].idxmax()]
    said = findings.uncovered_finding(shares, language)
    assert f"{worst['not_registered']:.1f}%" in said
    assert catalogue().life_courses[worst["life_course_id"]].name(language) in said
    older = shares.set_index("life_course_id").loc["older_persons", "not_registered"]
    assert f"{older:.1f}%" in findings.uncovered_finding(shares, language, "older_persons")


def test_money(snapshot: Snapshot) -> None:
    budget = budget_by_system(snapshot)
    by_system = budget.groupby("system_id")["amount_thb"].sum()
    said = findings.budget_finding(budget, "en")
    assert "24.7 billion baht" in said
    assert f"{100 * by_system.max() / 24_664_136_400:.0f}%" in said
    assert catalogue().systems[by_system.idxmax()].name_en in said

    grants = grants_by_year(snapshot)
    by_year = grants.groupby("fiscal_year")["amount_thb"].sum()
    said = findings.grants_finding(grants, "en")
    assert f"fiscal {by_year.idxmax()}" in said
    assert format_amount(by_year[2013], "en", unit="thb") in said


@LANGUAGES
def test_without_values_the_sentence_says_so(declared: Catalogue, language: str) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    none = pd.DataFrame({"year": [2024], "value": [float("nan")], "vintage_id": [None]})
    empty = {"th": "ไม่มีข้อมูล", "en": "There are no figures"}[language]
    assert findings.headline(none, none, language).startswith(empty)
    assert findings.change_finding(none, rate, "finding.poverty", "x", language).startswith(empty)
    areas = pd.DataFrame({"area_id": [], "area_kind": [], "value": [], "flag": []})
    assert findings.provinces_finding(areas, rate, 2024, language).startswith(empty)
    assert findings.latest_change(none, rate, language) is None
