"""The page of one province: found by any name, turned over one by one, kept in the link."""

import pytest
from opening import faultless, opened, said

from welfare.catalog import catalogue
from welfare.language import message
from welfare.ui.profile_choice import LISTED, MEANT, SOUGHT

pytestmark = pytest.mark.usefixtures("served_warehouse")


def test_a_province_is_found_by_an_alias() -> None:
    at = opened("profile", lang="en")
    assert at.selectbox(key=LISTED).value == "10"
    for text, code in (("โคราช", "30"), ("ยโสธร", "35")):
        at.text_input(key=SOUGHT).set_value(text).run()
        assert faultless(at)
        assert at.query_params["province"] == code
        assert at.selectbox(key=LISTED).value == code
        assert at.text_input(key=SOUGHT).value == ""
    assert "Yasothon" in said(at)


def test_a_name_that_may_mean_several_offers_them() -> None:
    at = opened("profile", lang="en")
    at.text_input(key=SOUGHT).set_value("Samut").run()
    assert faultless(at)
    assert "province" not in at.query_params
    offered = at.button_group(key=MEANT)
    assert set(offered.options) == {"Samut Prakan", "Samut Sakhon", "Samut Songkhram"}
    offered.set_value("74").run()
    assert faultless(at)
    assert at.query_params["province"] == "74"


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_name_that_is_none_says_so(language: str) -> None:
    at = opened("profile", lang=language)
    at.text_input(key=SOUGHT).set_value("Atlantis").run()
    assert faultless(at)
    assert [info.value for info in at.info] == [
        message("profile.search_none", language, text="Atlantis", count=0)  # type: ignore[arg-type]
    ]


def test_provinces_are_turned_over_by_code_and_round() -> None:
    at = opened("profile", province="35", region="northeast", lang="en")
    at.button(key="profile_next").click().run()
    assert faultless(at)
    assert dict(at.query_params) == {"province": "36", "region": "northeast", "lang": "en"}
    at.button(key="profile_previous").click().run()
    assert at.query_params["province"] == "35"
    first, *_, last = catalogue().provinces
    at = opened("profile", province=last)
    at.button(key="profile_next").click().run()
    assert at.query_params["province"] == first


def test_a_region_that_does_not_hold_the_province_is_let_go() -> None:
    at = opened("profile", region="south")
    at.text_input(key=SOUGHT).set_value("35").run()
    assert dict(at.query_params) == {"province": "35"}


@pytest.mark.parametrize("code", ["38", "83"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_province_with_much_unknown_still_has_its_page(code: str, language: str) -> None:
    at = opened("profile", province=code, lang=language)
    assert faultless(at)
    assert not at.warning
    assert message("profile.money.not_by_province", language) in said(at)  # type: ignore[arg-type]
    other = "en" if language == "th" else "th"
    assert message("profile.evidence", other) not in said(at)  # type: ignore[arg-type]


def test_the_page_provinces_leads_to_the_chosen_one() -> None:
    at = opened("provinces", province="35", lang="en")
    assert faultless(at)
    links = [link for link in at.get("page_link") if "profile" in str(link.proto)]
    assert any("All about Yasothon" in str(link.proto) for link in links)
