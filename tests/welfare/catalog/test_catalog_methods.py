"""What the Methods page tells is what the library does: entry by entry, part by part."""

import re
from string import Formatter

import pytest

from welfare.catalog import Catalogue, catalogue
from welfare.catalog.account import account
from welfare.catalog.methods import Method
from welfare.metrics.described import Described, described, measures_in
from welfare.paths import ROOT

METRICS = ROOT / "welfare" / "metrics"
NO_MEASURES = {
    "__init__",
    "chance",
    "classify",
    "described",
    "entropy",
    "freshness",
    "precedence",
    "prices",
    "reweighting",
    "sample",
    "series",
}
"""Modules that serve measures or pages."""
METHODS = list(catalogue().methods.values())
PARTS = ("where", "range", "zeros", "ties", "limits")
LANGUAGES = ("th", "en")


def told(method: Method) -> Described:
    return described(method.module, method.id)


def test_every_module_of_the_library_is_in_a_family_or_holds_no_measures(
    declared: Catalogue,
) -> None:
    in_families = {m for f in declared.method_families.values() for m in f.modules}
    assert in_families.isdisjoint(NO_MEASURES)
    assert {file.stem for file in METRICS.glob("*.py")} == in_families | NO_MEASURES


def test_every_package_of_the_library_is_a_way_to_compute_measures(declared: Catalogue) -> None:
    assert {file.parent.name for file in METRICS.glob("*/__init__.py")} == set(declared.ways)


def test_every_public_measure_has_an_entry_and_every_entry_a_measure(declared: Catalogue) -> None:
    modules = {m for f in declared.method_families.values() for m in f.modules}
    functions = {(module, name) for module in modules for name in measures_in(module)}
    assert {(m.module, m.id) for m in METHODS} == functions


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.id)
def test_a_measure_is_described_in_full(method: Method) -> None:
    found = told(method)
    assert found.summary
    assert found.formulas
    assert all(found.formulas)
    assert found.range
    assert found.limits
    assert found.references
    assert ">>>" in found.example
    assert found.parameters


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.id)
def test_thai_has_the_parts_that_the_docstring_has(method: Method) -> None:
    english = {part for part in PARTS if getattr(told(method), part)}
    assert {part for part in PARTS if getattr(method, f"{part}_th")} == english


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.id)
def test_no_mark_of_the_docstring_is_shown(method: Method) -> None:
    found = told(method)
    shown = " ".join((found.summary, found.reading, *(getattr(found, part) for part in PARTS)))
    assert re.findall(r"``|:\w+:`|\.\. |\$", shown) == []


@pytest.mark.parametrize("method", METHODS, ids=lambda m: m.id)
def test_thai_is_thai(method: Method) -> None:
    written = [value for name, value in method if name.endswith("_th") and value]
    assert all(re.search("[\u0e01-\u0e5b]", text) for text in written)
    assert set(re.findall("[A-Za-z]{3,}", " ".join(written))) <= {"FGT"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_measures_have_one_name(language: str) -> None:
    names = [method.name(language) for method in METHODS]
    assert len(set(names)) == len(names)


def test_every_sign_that_a_family_explains_stands_in_its_formulas(declared: Catalogue) -> None:
    for family in declared.method_families.values():
        own = [m for m in METHODS if m.module in family.modules]
        formulas = " ".join(formula for m in own for formula in told(m).formulas)
        signs = [sign for symbol in family.symbols for sign in symbol.latex.split(", ")]
        assert [sign for sign in signs if sign not in formulas] == [], family.id


def test_the_gaps_of_a_formula_in_words_are_filled(declared: Catalogue) -> None:
    for indicator in declared.indicators.values():
        for language in LANGUAGES:
            made = account(declared, indicator, language)
            assert "{" not in made.formula
            assert all(name for names in made.inputs.values() for name in names)


def test_both_languages_of_a_formula_have_the_same_gaps(declared: Catalogue) -> None:
    for kind in declared.measure_kinds.values():
        thai, english = (
            {gap for _, gap, _, _ in Formatter().parse(kind.formula(language)) if gap}
            for language in LANGUAGES
        )
        assert thai == english, kind.id


@pytest.mark.parametrize(
    ("indicator", "formula"),
    [
        (
            "unemployment_rate_pct",
            "100 × Unemployed persons ÷ (Employed persons + Unemployed persons),"
            " each added up over four quarters",
        ),
        (
            "grants_projects_per_100k",
            "100,000 × Projects granted by the fund ÷ People in the health-coverage registry",
        ),
        (
            "grants_thb_per_poor_person",
            "Social Welfare Promotion Fund grants ÷ Number of poor people",
        ),
        ("poverty_rate_pct", "The figure as its source publishes it"),
    ],
)
def test_an_indicator_tells_its_formula(declared: Catalogue, indicator: str, formula: str) -> None:
    assert account(declared, declared.indicators[indicator], "en").formula == formula


def test_an_indicator_tells_what_goes_in(declared: Catalogue) -> None:
    made = account(declared, declared.indicators["social_security_working_age_pct"], "th")
    assert made.inputs == {"programmes": ("ประกันสังคม",), "life_course": ("วัยทำงาน",)}
    made = account(declared, declared.indicators["pao_community_budget_thb"], "en")
    assert set(made.inputs) == {"lines", "not_in"}
    assert made.inputs["not_in"] == ("Bangkok",)


def test_what_is_computed_differs_from_what_is_published(declared: Catalogue) -> None:
    published = {kind.id for kind in declared.measure_kinds.values() if not kind.computed}
    assert published == {"outcome"}
