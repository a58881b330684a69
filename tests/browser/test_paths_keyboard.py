"""The three questions of a new reader, from the first page to the answer, by keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page, expect
from visitor import Visit

from welfare.catalog import Language, catalogue
from welfare.language import message

pytestmark = pytest.mark.browser

MOST_STOPS = 60
HAS_FOCUS = "node => node === document.activeElement"
PLACE = """() => {
    let node = document.activeElement;
    while (node.getBoundingClientRect().width < 6) node = node.parentElement;
    const box = node.getBoundingClientRect();
    return [node.tagName, box.x, box.y, box.width, box.height];
}"""
AROUND = 12
"""Pixels around a focused element in which its ring may lie."""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.first.evaluate(HAS_FOCUS):
            return
    pytest.fail(f"not reached in {MOST_STOPS} stops: {wanted}")


def turn_to(visit: Visit, section: str, name: str, language: Language) -> None:
    """Open a part of the navigation with Enter and go to a page of it with the arrows."""
    page = visit.page
    tab_to(page, page.get_by_role("button", name=message(f"section.{section}", language)))
    page.keyboard.press("Enter")
    wanted = page.get_by_role("menuitem", name=message(f"page.{name}", language), exact=False)
    expect(page.get_by_role("menuitem").first).to_be_focused()
    while not wanted.last.evaluate(HAS_FOCUS):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/{name}" in url)
    visit.settle()


@pytest.mark.parametrize("language", ["th", "en"])
def test_poverty_and_coverage_of_older_persons(visit: Visit, language: Language) -> None:
    page = visit.page
    visit.open(f"?lang={language}")
    turn_to(visit, "inequality", "need", language)
    tab_to(page, page.get_by_role("combobox", name=message("filter.age", language)))
    older = catalogue().life_courses["older_persons"].name(language)
    page.keyboard.type(older)
    expect(page.get_by_role("option", name=older, exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**age=older_persons*")
    visit.settle()
    card = page.locator(".st-key-card_quadrants")
    finding = card.locator("h3").inner_text()
    names = card.locator(".wa-table").first.locator("tbody tr td:first-child").all_inner_texts()
    assert all(name in finding for name in names[:5])
    tab_to(page, card.locator("summary").filter(has_text=message("card.as_table", language)))
    page.keyboard.press("Enter")
    expect(card.locator("details[open] table")).to_be_visible()
    assert visit.errors == []


def test_money_per_poor_person_in_yasothon(visit: Visit) -> None:
    page = visit.page
    visit.open("?lang=en")
    turn_to(visit, "places", "profile", "en")
    tab_to(page, page.get_by_label(message("profile.search", "en")))
    page.keyboard.type("Yasothon")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "province=35" in url)
    visit.settle()
    card = page.locator(".st-key-card_profile_grants_thb_per_poor_person")
    expect(card.locator("h3")).to_contain_text("6.95 baht per poor person")
    tab_to(page, card.locator("summary").filter(has_text=message("card.as_table", "en")))
    page.keyboard.press("Enter")
    expect(card.locator("details[open] table")).to_be_visible()
    assert visit.errors == []


def test_disparity_if_assistance_money_followed_people(visit: Visit) -> None:
    page = visit.page
    visit.open("?lang=en")
    turn_to(visit, "inequality", "whatif", "en")
    before = page.locator(".wa-headline").inner_text()
    assert message("whatif.rule.poor", "en") in before
    tab_to(page, page.get_by_role("combobox", name=message("whatif.rules", "en")))
    page.keyboard.type(message("whatif.rule.head", "en"))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "scenario=" in url and "head" in url)
    visit.settle()
    expect(page.locator(".wa-headline")).not_to_have_text(before)
    assert visit.errors == []


def test_the_focus_is_seen_at_every_stop(visit: Visit) -> None:
    page = visit.page
    visit.open("need?lang=en")
    stops, unseen = 0, []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        tag, x, y, width, height = page.evaluate(PLACE)
        if tag == "BODY":
            break
        if tag == "MAIN":  # the page itself, which the arrows scroll
            continue
        around = {
            "x": max(0, x - AROUND),
            "y": max(0, y - AROUND),
            "width": width + 2 * AROUND,
            "height": height + 2 * AROUND,
        }
        page.wait_for_timeout(100)
        with_focus = page.screenshot(clip=around, caret="hide")  # type: ignore[arg-type]
        page.evaluate("() => { window.stop = document.activeElement; stop.blur() }")
        page.wait_for_timeout(150)
        if page.screenshot(clip=around, caret="hide") == with_focus:  # type: ignore[arg-type]
            unseen.append(page.evaluate("() => stop.outerHTML.slice(0, 200)"))
        page.evaluate("() => stop.focus({preventScroll: true})")
        stops += 1
    assert stops > 25
    assert unseen == []
