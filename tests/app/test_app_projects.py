"""The page Projects: filters, the list of names, and words that mean themselves."""

import pytest
from opening import faultless, opened, said, text_of

from welfare.language import message
from welfare.ui.choice import Choice, parse_query

pytestmark = pytest.mark.usefixtures("served_warehouse")


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_says_how_a_steward_fills_the_list(language: str) -> None:
    at = opened("projects", lang=language)
    assert faultless(at)
    assert message("projects.counted_only", language, count="8,358") in said(at)
    assert message("projects.how_text", language) in said(at)
    assert next(text_of(code) for code in at.code).startswith("python -m etl sketch")


def test_words_find_a_project_and_go_into_the_link() -> None:
    at = opened("projects", lang="en")
    at.text_input(key="filter_q").set_value("Amnat Charoen").run()
    assert faultless(at)
    assert at.query_params["q"] == "Amnat Charoen"
    assert message("projects.found", "en", count="1", named="3") in said(at).replace("\\", "")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "%' OR 1=1 --", "{field}", "**", "\\d+", "$x^2$"]
)
def test_hostile_words_find_nothing_and_do_no_harm(words: str) -> None:
    at = opened("projects", lang="en", q=words)
    assert faultless(at)
    assert not at.warning
    assert message("projects.found_none", "en", named="3") in said(at).replace("\\", "")
    assert at.text_input(key="filter_q").value == words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("q", "a" * 61),
        ("q", "\x00"),
        ("kind", "club"),
        ("fund", "charity"),
    ],
)
def test_a_value_out_of_bounds_is_named(field: str, value: str) -> None:
    at = opened("projects", lang="en", **{field: value})
    assert faultless(at)
    (warning,) = [text_of(warning) for warning in at.warning]
    assert message(f"filter.{field}", "en") in warning


def test_year_and_kind_narrow_the_kinds() -> None:
    at = opened("projects", lang="en", year="2012", kind="public_body")
    assert faultless(at)
    assert "Public bodies (code 1) have most projects: 606 (100%)" in said(at).replace("\\", "")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_fund_without_a_rate_lists_its_provinces(language: str) -> None:
    at = opened("projects", lang=language, fund="older_persons_fund")
    assert faultless(at)
    assert message("projects.places", language, count=34) in said(at)
    assert message("tile.unknown", language) in said(at)


@pytest.mark.parametrize("value", ["0", "²", "1000000", "1e3", "-1", ""])
def test_a_page_is_a_number_from_one(value: str) -> None:
    assert parse_query({"page": value}) == (Choice(), [("page", value)])
    assert parse_query({"page": "2"})[0].page == 2
