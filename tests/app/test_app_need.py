"""Need and reach: the finding of what is chosen, and what is chosen in the link."""

import pytest
from opening import faultless, opened, said

from welfare.catalog import Language, catalogue
from welfare.language import message
from welfare.review.need import (
    complete_years,
    is_need,
    is_reach,
    known_by_province,
    quadrants,
    years_beside,
)
from welfare.review.need_words import quadrants_finding
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.usefixtures("served_warehouse")

NEEDS = ("poverty_rate_pct", "residents_older_persons_pct")
REACHES = ("not_registered_pct", "grants_thb_per_head", "pao_social_work_budget_thb_per_head")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("reach", REACHES)
def test_the_finding_is_that_of_the_indicators_asked_for(
    snapshot: Snapshot, need: str, reach: str, language: Language
) -> None:
    at = opened("need", lang=language, need=need, reach=reach)
    assert faultless(at)
    of_need, of_reach = catalogue().indicators[need], catalogue().indicators[reach]
    years = complete_years(snapshot, of_need), complete_years(snapshot, of_reach)
    _, year = years_beside(*years, None)
    found = quadrants(snapshot, of_need, of_reach, year)
    headings = [each.value.replace("\\", "") for each in at.markdown if "### " in each.value]
    assert any(quadrants_finding(found, language) in heading for heading in headings)


def test_only_needs_and_reaches_known_by_province_can_be_chosen(snapshot: Snapshot) -> None:
    at = opened("need", lang="en")
    for field, kind in (("need", is_need), ("reach", is_reach)):
        known = [each.title("en") for each in known_by_province(snapshot, kind)]
        options = at.selectbox(key=f"filter_{field}").options
        assert len(options) == len(known) >= 3
        assert all(any(title in option for option in options) for title in known)


def test_what_is_chosen_goes_into_the_link() -> None:
    at = opened("need", lang="en")
    at.selectbox(key="filter_age").set_value("older_persons").run()
    assert at.query_params["age"] == "older_persons"
    at.selectbox(key="filter_need").set_value("residents_older_persons_pct").run()
    assert at.query_params["need"] == "residents_older_persons_pct"
    at.selectbox(key="filter_province").set_value("35").run()
    assert at.query_params["province"] == "35"
    assert faultless(at)
    assert "Yasothon:" in said(at)


@pytest.mark.parametrize("system", list(catalogue().systems))
def test_every_system_has_its_programmes_or_says_that_it_has_none(system: str) -> None:
    at = opened("need", lang="en", system=system)
    assert faultless(at)
    told = any(each.value.startswith("### Of ") for each in at.markdown)
    assert told is not (message("need.programmes_empty", "en") in said(at))


@pytest.mark.parametrize(
    "query",
    [
        {"need": "no_such", "reach": "not_registered_pct"},
        {"need": "poverty_rate_pct", "reach": "poverty_rate_pct"},
        {"year": "1066"},
        {"age": "' OR 1=1 --"},
        {"province": "99"},
    ],
)
def test_a_link_that_asks_for_what_there_is_not_still_shows_the_page(query: dict[str, str]) -> None:
    at = opened("need", lang="en", **query)
    assert not at.exception
    assert "High need" in said(at)
