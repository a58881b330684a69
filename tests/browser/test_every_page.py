"""Every page in both languages, on a desk and on a phone, light and dark, is whole and quiet."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from visitor import DESKTOP, PHONE, Visit, visiting

from welfare.language import message
from welfare.language.messages import messages

pytestmark = pytest.mark.browser

LOADED_FONTS = """[...document.fonts].filter(font => font.status === "loaded")
    .map(font => font.family.replaceAll('"', ""))"""
FAULTS = "[data-testid=stException], [data-testid=stAlertContentError]"
PAGES = (
    "",
    "provinces",
    "profile",
    "rug",
    "compare",
    "ages",
    "systems",
    "budget",
    "projects",
    "inequality",
    "need",
    "whatif",
    "sources",
    "data",
    "methods",
    "download",
    "changes",
    "screens",
)
THAI = re.compile("[\u0e01-\u0e5b]")


def question(page: str, language: str) -> str:
    return messages()[f"{page or 'overview'}.question"][language]


WINDOWS = {
    f"{name}-{scheme}": (size, scheme)
    for name, size in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_is_whole(
    chromium: Browser, served: int, page: str, language: str, window: str
) -> None:
    with visiting(chromium, served, *WINDOWS[window]) as visit:
        visit.open(f"{page}?lang={language}")
        assert visit.question == question(page, language)
        assert visit.outside == []
        assert visit.errors == []
        assert visit.page.locator(FAULTS).count() == 0
        assert overflow(visit.page) <= 0


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    main = page.locator("[data-testid=stMain]")
    return int(main.evaluate("main => main.scrollWidth - main.clientWidth"))


@pytest.mark.parametrize("page", PAGES)
def test_english_page_holds_no_thai(chromium: Browser, served: int, page: str) -> None:
    with visiting(chromium, served) as visit:
        visit.open(f"{page}?lang=en")
        shown = visit.page.locator("[data-testid=stMain]").inner_text()
        header = visit.page.locator("[data-testid=stHeader]").inner_text()
        told = [line for line in (shown + header).splitlines() if THAI.search(line)]
        assert [line for line in told if line.strip() != "ไทย"] == []


@pytest.mark.parametrize("page", PAGES)
def test_thai_page_holds_no_english_sentence(chromium: Browser, served: int, page: str) -> None:
    """Words in Latin letters are names and commands.

    Active Ageing is part of the Thai name of an item of the budget.
    """
    with visiting(chromium, served) as visit:
        visit.open(page)
        assert foreign(visit.page) <= {"Natural Earth", "etl build", "Active Ageing"}


def foreign(page: Page) -> set[str]:
    """Return the English sentences outside commands, formulas and what is marked as English."""
    apart = "[lang=en], .katex, [data-testid=stCode]"
    page.evaluate("apart => document.querySelectorAll(apart).forEach(n => n.remove())", apart)
    shown = page.locator("[data-testid=stMain]").inner_text()
    return set(re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]{2,})+", shown))


UNSEEN = """() => [...document.querySelectorAll("[aria-label], [placeholder]")]
    .filter((node) => node.checkVisibility() && !node.closest("[lang=en]"))
    .flatMap((node) => ["aria-label", "placeholder"].map((name) => node.getAttribute(name) ?? ""))
    .filter((words) => /[A-Za-z]{3}/.test(words) && !/[\u0e01-\u0e5b]|^https:/.test(words))"""
"""What is said only to a screen reader or where nothing is chosen, and has no Thai in it."""
NAMES = {"Excel", "Stata", "SPSS", "GeoParquet", "BibTeX", "RIS", "CSV", "English"}


@pytest.mark.parametrize("page", PAGES)
def test_widgets_of_a_thai_page_speak_thai(chromium: Browser, served: int, page: str) -> None:
    with visiting(chromium, served) as visit:
        visit.open(page)
        with suppress(PlaywrightTimeoutError):
            visit.page.wait_for_function(
                f"names => ({UNSEEN})().every(each => names.includes(each))",
                arg=sorted(NAMES),
                timeout=10_000,
            )
        assert set(visit.page.evaluate(UNSEEN)) <= NAMES


def test_widgets_speak_the_language_that_is_turned_to(visit: Visit) -> None:
    visit.open("compare?lang=th&beside=34,50")
    remove = visit.page.get_by_role("button", name=message("widget.clear_all", "th"))
    expect(remove).to_have_count(2, timeout=10_000)
    visit.page.get_by_text("English").click()
    visit.page.wait_for_url("**lang=en*")
    visit.settle()
    expect(visit.page.get_by_role("button", name="Clear all")).to_have_count(2, timeout=10_000)
    expect(remove).to_have_count(0)


def test_thai_is_set_in_the_font_that_is_served(visit: Visit) -> None:
    visit.open("")
    loaded = visit.page.evaluate(LOADED_FONTS)
    assert "Sarabun" in loaded
    family = visit.page.locator("h1").evaluate("node => getComputedStyle(node).fontFamily")
    assert family.startswith("Sarabun")


def test_dark_is_dark(chromium: Browser, served: int) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        with visiting(chromium, served, scheme=scheme) as visit:
            visit.open("provinces")
            card = visit.page.locator("[class*=st-key-card_]").first
            colour = card.evaluate("node => getComputedStyle(node).backgroundColor")
            ink = visit.page.locator(".xtick text, .ytick text").first.evaluate(
                "node => getComputedStyle(node).fill"
            )
            grounds[scheme] = [sum(map(int, re.findall(r"\d+", c)[:3])) for c in (colour, ink)]
    assert grounds["light"][0] > 700
    assert grounds["light"][1] < 400
    assert grounds["dark"][0] < 150
    assert grounds["dark"][1] > 500
