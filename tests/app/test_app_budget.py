"""The page Budget: what is chosen narrows it, and what is not known is said."""

import pandas as pd
import pytest
from opening import faultless, opened, said, text_of

from welfare.language import message
from welfare.paths import OPEN_DATA

pytestmark = pytest.mark.usefixtures("served_warehouse")

CHILDREN = "กรมกิจการเด็กและเยาวชน"


def test_it_opens_with_the_ministry_and_what_it_is_for_a_poor_person() -> None:
    told = said(opened("budget", lang="en")).replace("\\", "")
    assert "24.7 billion baht proposed" in told
    assert "6,491 baht" in told
    assert "known as Proposed; not known: Approved and Spent" in told


def test_a_unit_narrows_flow_and_table() -> None:
    at = opened("budget", lang="en")
    at.selectbox(key="filter_unit").select(CHILDREN).run()
    assert faultless(at)
    assert at.query_params["unit"] == CHILDREN
    rows = pd.read_csv(OPEN_DATA / "budget_msdhs_2565.csv")
    lines = int((rows["agency"] == CHILDREN).sum())
    told = said(at).replace("\\", "")
    assert "Department of Children and Youth: 18.2 billion baht proposed" in told
    ministry = message("budget.of.budget_draft", "en")
    assert f"Lines in the budget of {ministry}, FY 2022: {lines}," in told
    assert "Department of Older Persons" not in told


def test_another_budget_lets_the_unit_go() -> None:
    at = opened("budget", lang="en", unit=CHILDREN)
    at.selectbox(key="filter_budget").select("budget_local_2565").run()
    assert faultless(at)
    assert dict(at.query_params) == {"lang": "en", "budget": "budget_local_2565"}
    assert message("tile.unknown", "en") in said(at)


@pytest.mark.parametrize(("prices", "known"), [("nominal", False), ("real", True)])
def test_prices_of_one_year_name_it(prices: str, known: bool) -> None:
    at = opened("budget", lang="en", prices=prices, province="35")
    assert faultless(at)
    about = message("budget.real_about", "en", base="2019")
    assert (about in said(at).replace("\\", "")) is known
    assert "Yasothon: 16.58 baht per poor person in FY 2008" in said(at).replace("\\", "")


def test_a_year_without_prices_says_so() -> None:
    link = {"prices": "real", "indicator": "pao_community_budget_thb_per_head"}
    at = opened("budget", lang="en", **link)
    assert faultless(at)
    assert message("budget.no_real", "en", year="FY 2022") in said(at)


@pytest.mark.parametrize(
    "link",
    [
        {"budget": "nothing"},
        {"unit": "<img src=x onerror=alert(1)>"},
        {"prices": "half"},
        {"unit": "\x07"},
        {"unit": "ก" * 151},
        {"budget": "dopa_births_2564"},
    ],
)
def test_what_no_budget_has_is_named(link: dict[str, str]) -> None:
    at = opened("budget", lang="en", **link)
    assert faultless(at)
    (warning,) = [text_of(warning) for warning in at.warning]
    (field,) = link
    assert message(f"filter.{field}", "en") in warning


@pytest.mark.parametrize(
    "source",
    [
        "budget_central_2565",
        "budget_labour_2565",
        "budget_provinces_2565",
        "budget_local_2565",
        "pao_budget_2565",
    ],
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_budget_can_be_shown(source: str, language: str) -> None:
    at = opened("budget", lang=language, budget=source)
    assert faultless(at)
    assert not at.warning
