"""What is behind a card is taken away by a link: the file, and the page with its other formats."""

import csv
import io

import pytest
from playwright.sync_api import Browser, Locator
from visitor import PHONE, Visit, visiting

from welfare.catalog import catalogue
from welfare.language import message
from welfare.queries import indicators
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.browser

PAGES = ("", "provinces", "ages", "systems", "inequality", "sources", "data")
TOUCH = 44
"""Pixels that a finger needs."""


def file_link(visit: Visit, card: str) -> Locator:
    """Return the link of a card that gives the file."""
    name = message("card.download_csv", "en")
    return visit.page.locator(f".st-key-card_{card}").get_by_role("link", name=name)


def test_table_and_file_give_the_numbers_of_the_warehouse(visit: Visit, snapshot: Snapshot) -> None:
    visit.open("provinces?lang=en&year=2011")
    visit.page.get_by_text(message("card.as_table", "en")).first.click()
    visit.page.wait_for_selector(".wa-table")
    assert visit.page.locator(".wa-table tbody tr").count() == len(catalogue().provinces)
    with visit.page.expect_download() as waiting:
        file_link(visit, "map").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    content = waiting.value.path().read_bytes()
    assert content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    areas = indicators.areas_in_year(snapshot, "poverty_rate_pct", 2011).set_index("area_id")
    assert {row["area_id"] for row in rows} == set(areas.index)
    by_code = {row["area_id"]: row["value"] for row in rows}
    for code in ("TH", "10", "34", "58"):
        assert float(by_code[code]) == pytest.approx(areas.at[code, "value"])
    assert by_code["38"] == ""


def test_a_card_leads_to_the_page_that_has_its_rows_in_other_formats(visit: Visit) -> None:
    visit.open("provinces?lang=en&year=2011&region=north")
    words = message("card.other_formats", "en")
    visit.page.get_by_role("link", name=words).first.click()
    visit.page.wait_for_url(lambda url: "/download" in url)
    visit.settle()
    assert visit.question == message("download.question", "en")
    shown = visit.page.locator("[data-testid=stMain]").inner_text()
    provinces = [p for p in catalogue().provinces.values() if p.region == "north"]
    # Beside the provinces stand their region and the country.
    assert message("download.rows_chosen", "en", rows=len(provinces) + 2) in shown
    assert visit.errors == []


@pytest.mark.parametrize("page", PAGES)
def test_links_are_large_enough_for_a_finger(chromium: Browser, served: int, page: str) -> None:
    with visiting(chromium, served, PHONE) as visit:
        visit.open(f"{page}?lang=th")
        links = visit.page.locator(".wa-away a")
        heights = links.evaluate_all("links => links.map(a => a.getBoundingClientRect().height)")
        assert heights
        assert min(heights) >= TOUCH


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_link_is_reached_by_keyboard_and_seen(
    chromium: Browser, served: int, scheme: str
) -> None:
    with visiting(chromium, served, scheme=scheme) as visit:
        visit.open("ages?lang=en")
        visit.page.locator(".st-key-card_pyramid summary").first.focus()
        visit.page.keyboard.press("Tab")
        told = visit.page.evaluate(
            "[document.activeElement.className,"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert told == ["wa-file", "solid"]
