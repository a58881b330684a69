"""What if: what is asked goes into the link, and what cannot be is explained."""

import pytest
from opening import faultless, opened, said, text_of

from welfare.language import message
from welfare.language.messages import messages

pytestmark = pytest.mark.usefixtures("served_warehouse")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_first_view_answers_for_the_poor(language: str) -> None:
    at = opened("whatif", lang=language)
    assert faultless(at)
    assert at.multiselect(key="whatif_rules").value == ["poor"]
    assert "0.605" in said(at)
    assert "0.377" in said(at)


def test_a_link_restores_the_scenario() -> None:
    scenario = "poor-70_head-30~total-60000000~floor-50n~cap-400n"
    at = opened("whatif", lang="en", scenario=scenario)
    assert faultless(at)
    assert at.multiselect(key="whatif_rules").value == ["poor", "head"]
    assert at.slider(key="whatif_part_poor").value == 70
    assert at.number_input(key="whatif_total").value == 60_000_000
    assert at.number_input(key="whatif_floor").value == 50
    assert at.query_params["scenario"] == scenario


def test_what_is_asked_goes_into_the_link() -> None:
    at = opened("whatif", lang="en")
    at.multiselect(key="whatif_rules").set_value(["poor", "head"]).run()
    assert at.query_params["scenario"] == "poor-50_head-50"
    at.slider(key="whatif_part_poor").set_value(70).run()
    assert at.query_params["scenario"] == "poor-70_head-50"
    at.number_input(key="whatif_floor").set_value(80).run()
    assert at.query_params["scenario"] == "poor-70_head-50~floor-80n"
    assert faultless(at)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("scenario", "fault"),
    [("poor-1~floor-120n", "floor"), ("poor-1~cap-50n", "cap"), ("head-1~floor-9h~cap-1h", "cap")],
)
def test_what_cannot_be_is_explained(scenario: str, fault: str, language: str) -> None:
    at = opened("whatif", lang=language, scenario=scenario)
    assert faultless(at)
    told = [text_of(warning) for warning in at.warning]
    assert told == [messages()[f"whatif.fault.{fault}"]["th" if language == "th" else "en"]]


def test_a_scenario_that_is_none_is_named() -> None:
    at = opened("whatif", lang="en", scenario="rich-1")
    assert faultless(at)
    assert [text_of(w) for w in at.warning] == [
        message("notice.unknown_value", "en", field="Scenario", value="rich-1")
    ]


def test_a_rule_unknown_near_the_year_is_named() -> None:
    at = opened(
        "whatif", lang="en", indicator="pao_community_budget_thb", scenario="uncovered-1_head-1"
    )
    assert faultless(at)
    assert at.multiselect(key="whatif_rules").value == ["head"]
    rule = message("whatif.rule.uncovered", "en")
    assert [text_of(i) for i in at.info] == [message("whatif.rule_unknown", "en", rule=rule)]
