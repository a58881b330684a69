"""The page Methods: formulas drawn at home, families whole on a phone, a link to one measure."""

import re

import pytest
from playwright.sync_api import Browser, expect
from test_every_page import THAI, foreign, overflow
from visitor import PHONE, Visit, visiting

from welfare.catalog import catalogue
from welfare.language.messages import messages
from welfare.metrics.described import described
from welfare.ui.choice import INDICATORS

pytestmark = pytest.mark.browser

TOO_WIDE = """() => [...document.querySelectorAll("[data-testid=stMain] .katex-display")]
    .filter(box => box.getBoundingClientRect().right > innerWidth).length"""


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_family_is_whole_on_a_phone(chromium: Browser, served: int, language: str) -> None:
    with visiting(chromium, served, PHONE) as visit:
        for family in [*catalogue().method_families, INDICATORS]:
            visit.open(f"methods?lang={language}&family={family}")
            assert visit.page.locator(".katex-error").count() == 0, family
            assert overflow(visit.page) <= 0, family
            assert visit.page.evaluate(TOO_WIDE) == 0, family
            if language == "th":
                assert foreign(visit.page) == set(), family
            else:
                told = visit.page.locator("[data-testid=stMain]").inner_text().splitlines()
                assert [line for line in told if THAI.search(line)] == ["ไทย"], family
        assert visit.outside == []
        assert visit.errors == []


def test_formulas_are_drawn_in_the_fonts_that_are_served(visit: Visit) -> None:
    visit.open("methods?family=poverty")
    own = [m for m in catalogue().methods.values() if m.module == "poverty"]
    formulas = sum(len(described(m.module, m.id).formulas) for m in own)
    assert visit.page.locator(".katex-display").count() >= formulas
    loaded = visit.page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    )
    assert any("KaTeX" in family for family in loaded)
    assert visit.outside == []


def test_a_link_to_a_measure_shows_it_first_with_its_example(visit: Visit) -> None:
    visit.open("methods?method=watts")
    first = visit.page.locator("[class*=st-key-card_method_]").first
    expect(first.locator("h3")).to_have_text(catalogue().methods["watts"].name_th)
    expect(first.locator("pre")).to_contain_text("from welfare.metrics.poverty import watts")


def test_the_overview_leads_to_the_gini_in_the_language_of_the_reader(visit: Visit) -> None:
    visit.open("?lang=en")
    visit.page.get_by_role("link", name=re.compile("How it is worked out")).click()
    visit.page.wait_for_url(lambda url: "/methods" in url and "method=gini" in url)
    visit.settle()
    assert visit.question == messages()["methods.question"]["en"]
    expect(visit.page.locator("h3").first).to_have_text("Gini index")


def test_a_name_above_the_measures_leads_down_to_it(visit: Visit) -> None:
    visit.open("methods?lang=en")
    visit.page.get_by_role("navigation").get_by_text("Hoover index").click()
    expect(visit.page.locator("h3#hoover")).to_be_in_viewport()
    assert visit.errors == []
