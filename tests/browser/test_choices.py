"""The reader's choices: in the URL, across pages, back and forth, and never a traceback."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from visitor import Visit, visiting

from welfare.catalog import Language, catalogue
from welfare.language.messages import messages

pytestmark = pytest.mark.browser


def pick(visit: Visit, label: str, option: str) -> None:
    """Choose as a visitor does where the list is long: by typing the end of the name."""
    box = visit.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option.rpartition(" · ")[2])
    visit.page.get_by_role("option", name=option, exact=True).click()
    visit.settle()


def wait_for_url(visit: Visit, holds: Callable[[str], bool]) -> None:
    visit.page.wait_for_url(holds, timeout=10_000)
    visit.settle()


def test_choices_survive_page_changes_and_language_changes(visit: Visit) -> None:
    visit.open("provinces?province=58&year=2008&region=north")
    visit.turn_to("people", "ages", "th")
    wait_for_url(visit, lambda url: "/ages" in url and "province=58" in url)
    assert "แม่ฮ่องสอน" in visit.page.locator("h3").first.inner_text()
    assert "year=2008" in visit.page.url
    visit.page.get_by_text("English").click()
    wait_for_url(visit, lambda url: "lang=en" in url and "province=58" in url)
    assert visit.question == messages()["ages.question"]["en"]
    assert "Mae Hong Son" in visit.page.locator("h3").first.inner_text()


def test_a_shared_link_restores_every_choice(chromium: Browser, served: int) -> None:
    with visiting(chromium, served) as first:
        first.open("provinces?lang=en")
        pick(first, "Indicator", "Reach · Social security")
        wait_for_url(first, lambda url: "indicator=social_security_pct" in url)
        pick(first, "Region", "South")
        pick(first, "Province", "Phuket")
        wait_for_url(first, lambda url: "province=83" in url and "region=south" in url)
        link = first.page.url.split("/", 3)[3]
        finding = first.page.locator("h3").first.inner_text()
    with visiting(chromium, served) as second:
        second.open(link)
        assert second.page.locator("h3").first.inner_text() == finding
        assert "Phuket" in finding


def test_choosing_another_region_lets_the_province_go(visit: Visit) -> None:
    visit.open("provinces?province=50&region=north")
    pick(visit, messages()["filter.region"]["th"], "ภาคใต้")
    wait_for_url(visit, lambda url: "region=south" in url)
    assert "province=" not in visit.page.url


def test_unknown_values_fall_back_with_a_notice(visit: Visit) -> None:
    visit.open("provinces?lang=en&province=99&year=abc&indicator=<script>alert(1)</script>")
    notices = visit.page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(notices) == 3
    assert any("99" in told for told in notices)
    assert any("abc" in told for told in notices)
    assert visit.question == messages()["provinces.question"]["en"]
    assert "99" not in visit.page.url
    visit.page.go_back()
    visit.page.wait_for_timeout(1500)
    visit.settle()
    assert "99" in visit.page.url  # else no step back would lead out of the page
    assert visit.errors == []


def test_a_year_without_figures_says_so_and_shows_the_nearest(visit: Visit) -> None:
    visit.open("ages?lang=en&year=2010")
    told = visit.page.locator("[data-testid=stAlert]").inner_text()
    assert "2010" in told
    assert "2011" in told


def test_going_back_restores_the_choice_before(visit: Visit) -> None:
    visit.open("provinces?lang=en&province=50")
    visit.page.get_by_text("ไทย").click()
    wait_for_url(visit, lambda url: "lang=en" not in url)
    visit.page.go_back()
    wait_for_url(visit, lambda url: "lang=en" in url)
    expect(visit.page.locator("h1")).to_have_text(messages()["provinces.question"]["en"])


@pytest.mark.parametrize("start", ["need", "need?lang=th", "need?lang=en"])
def test_one_step_back_undoes_a_choice_that_changes_two_things(visit: Visit, start: str) -> None:
    visit.open(start)
    page = visit.page
    address, finding = page.url, page.locator("h3").first.inner_text()
    assert address.endswith(start)
    language = "en" if start.endswith("en") else "th"
    pick(
        visit, messages()["filter.age"][language], catalogue().life_courses["youth"].name(language)
    )
    wait_for_url(visit, lambda url: "age=youth" in url)
    assert page.locator("h3").first.inner_text() != finding
    page.go_back()
    page.wait_for_url(address)
    expect(page.locator("h3").first).to_have_text(finding)
    page.go_forward()
    wait_for_url(visit, lambda url: "age=youth" in url)
    assert page.locator("h3").first.inner_text() != finding


@pytest.mark.parametrize("language", ["th", "en"])
def test_steps_back_lead_out_of_a_page_in_either_language(visit: Visit, language: Language) -> None:
    visit.open(f"provinces?lang={language}&province=58")
    visit.turn_to("people", "ages", language)
    wait_for_url(visit, lambda url: "/ages" in url and "province=58" in url)
    for _ in range(2):
        visit.page.go_back()
        visit.settle()
        visit.page.wait_for_timeout(1500)
    wait_for_url(visit, lambda url: "/provinces" in url and "province=58" in url)
    assert visit.question == messages()["provinces.question"][language]
    assert visit.errors == []
