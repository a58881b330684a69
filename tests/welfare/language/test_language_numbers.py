"""Numbers and years as a reader of each language writes them."""

import doctest
import importlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare.catalog import Catalogue
from welfare.language import format_amount, format_value, format_year


@pytest.mark.parametrize(
    "module",
    [
        "welfare.language.numbers",
        "welfare.language.years",
        "welfare.metrics.classify",
        "etl.conform.numbers",
        "etl.conform.years",
        "etl.conform.ages",
        "etl.conform.text",
        "etl.conform.units",
    ],
)
def test_examples_in_the_documentation_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("amount", "thai", "english"),
    [
        (24_664_136_400, "24.7 พันล้านบาท", "24.7 billion baht"),
        (10_295_844, "10.3 ล้านบาท", "10.3 million baht"),
        (1_000_000, "1 ล้านบาท", "1 million baht"),
        (999_999, "999,999 บาท", "999,999 baht"),
        (0, "0 บาท", "0 baht"),
        (-2_500_000, "-2.5 ล้านบาท", "-2.5 million baht"),
    ],
)
def test_amounts(amount: float, thai: str, english: str) -> None:
    assert format_amount(amount, "th", unit="thb") == thai
    assert format_amount(amount, "en", unit="thb") == english


@given(st.floats(min_value=1e6, max_value=9.99e11))
def test_an_amount_in_words_is_within_half_a_percent(amount: float) -> None:
    digits, word = format_amount(amount, "en").split(" ")
    told = float(digits.replace(",", "")) * {"million": 1e6, "billion": 1e9}[word]
    assert told == pytest.approx(amount, rel=0.005)


def test_values_have_the_decimals_and_unit_of_their_indicator(declared: Catalogue) -> None:
    rate, gini = declared.indicators["poverty_rate_pct"], declared.indicators["gini_income"]
    people = declared.indicators["social_security_persons"]
    assert format_value(4.89, rate, "th") == "4.89%"
    assert format_value(0.417, gini, "en") == "0.417"
    assert format_value(10_295_844, people, "en") == "10,295,844 people"
    assert format_value(10_295_844, people, "th", compact=True) == "10.3 ล้านคน"
    assert format_value(1_234, people, "en", compact=True) == "1,234 people"


@pytest.mark.parametrize("missing", [None, math.nan])
def test_no_value_is_a_dash_and_zero_is_zero(declared: Catalogue, missing: float | None) -> None:
    rate = declared.indicators["poverty_rate_pct"]
    assert format_value(missing, rate, "th") == "–"
    assert format_value(0, rate, "th") == "0.00%"


def test_years_are_buddhist_in_thai_and_common_in_english() -> None:
    assert format_year(2024, "th") == "2567"
    assert format_year(2024, "en") == "2024"
    assert format_year(2012, "th", fiscal=True) == "ปีงบประมาณ 2555"
    assert format_year(2012, "en", fiscal=True) == "FY 2012"


@given(st.integers(min_value=1900, max_value=2200))
def test_the_eras_are_543_years_apart(year: int) -> None:
    assert int(format_year(year, "th")) - int(format_year(year, "en")) == 543
