"""Every page meets WCAG 2.2 A and AA as axe-core checks it, and loses nothing when enlarged."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visitor import PHONE, Visit, visiting

from welfare.ui.navigation import HOME, SECTIONS

pytestmark = pytest.mark.browser

PAGES = [name for part in (HOME, *SECTIONS.values()) for name in part]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ENLARGED = (640, 512)
"""1280 by 1024 at 200 per cent: half as many of the style sheet's pixels."""

WIDER = "main => main.scrollWidth - main.clientWidth"
CUT_OFF = """[...document.querySelectorAll(".stMain :is(h1, h2, h3, p, button, label)")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
    .filter((each) => !each.closest(".wa-scroll, .wa-spoken, [data-scrolls]"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => each.textContent)"""
"""Texts that reach over the right edge, outside of boxes that scroll by themselves."""


def violations(visit: Visit) -> list[tuple[str, list[str]]]:
    """Return the rules that the page as it stands breaks, with the elements that do."""
    found = Axe().run(visit.page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        (rule["id"], [str(node["html"])[:200] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]


@pytest.mark.parametrize(("language", "scheme"), [("th", "light"), ("en", "dark")])
@pytest.mark.parametrize("page", PAGES)
def test_no_rule_is_broken_and_nothing_is_lost_in_little_room(
    chromium: Browser, served: int, page: str, language: str, scheme: str
) -> None:
    with visiting(chromium, served, scheme=scheme) as visit:
        visit.open(f"{page}?lang={language}")
        assert violations(visit) == []
        for width, height in (ENLARGED, PHONE):
            visit.page.set_viewport_size({"width": width, "height": height})
            visit.page.wait_for_timeout(500)
            assert visit.page.locator("[data-testid=stMain]").evaluate(WIDER) <= 0
            assert visit.page.evaluate(CUT_OFF) == []
