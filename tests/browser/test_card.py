"""What a card gives away: its picture with the finding on it, its link, how it is cited."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page
from visitor import Visit

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def overview(visit: Visit) -> Iterator[Page]:
    visit.open("?lang=th")
    yield visit.page
    assert visit.errors == []
    assert visit.outside == []


def saved(page: Page, card: str, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f".st-key-card_{card} button[data-picture={kind}]").click()
    assert download.value.suggested_filename == f"thai-welfare-atlas-{card}.{kind}"
    return Path(download.value.path()).read_bytes()


def test_a_picture_says_what_the_card_says_and_needs_nothing_from_elsewhere(
    overview: Page,
) -> None:
    drawing = ET.fromstring(saved(overview, "map", "svg"))  # noqa: S314 - made by our own page
    said = "".join("".join(text.itertext()) for text in drawing.iter(f"{SVG}text"))
    card = overview.locator(".st-key-card_map")
    tight = "".join(said.split())
    assert "".join(card.locator("h3").inner_text().split()) in tight
    assert "".join(card.locator("[data-said]").get_attribute("data-source").split()) in tight
    assert all(
        "".join(e.split()) in tight for e in card.locator(".wa-legend").inner_text().split("\n")
    )
    assert len(list(drawing.iter(f"{SVG}path"))) >= 77
    outside = [v for e in drawing.iter() for v in e.attrib.values() if v.startswith("http")]
    assert outside == []
    assert ET.tostring(drawing, encoding="unicode").count("data:font/ttf") == 3


def test_a_png_is_twice_as_fine_as_the_drawing(overview: Page) -> None:
    drawing = ET.fromstring(saved(overview, "poverty", "svg"))  # noqa: S314 - made by our own page
    picture = Image.open(BytesIO(saved(overview, "poverty", "png")))
    assert picture.size == (2 * int(drawing.attrib["width"]), 2 * int(drawing.attrib["height"]))
    assert ImageStat.Stat(picture.convert("L")).stddev[0] > 5


def test_the_link_and_the_citation_are_copied(overview: Page) -> None:
    overview.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = overview.locator(".st-key-card_poverty")
    card.locator("button[data-link]").press("Enter")
    overview.wait_for_function("document.querySelector('.wa-spoken').textContent !== ''")
    assert overview.evaluate("navigator.clipboard.readText()") == overview.url
    card.locator(".wa-cite summary").press("Enter")
    cited = card.locator(".wa-cite pre").inner_text()
    assert card.locator("h3").inner_text() in cited
    assert overview.locator(".st-key-footer").inner_text().split()[1] in cited
    card.locator(".wa-cite button").press("Enter")
    overview.wait_for_timeout(300)
    assert overview.evaluate("navigator.clipboard.readText()") == cited


def test_a_card_without_a_chart_offers_no_picture(visit: Visit) -> None:
    visit.open("data?lang=en")
    card = visit.page.locator(".st-key-card_totals")
    assert card.locator("button[data-picture]:visible").count() == 0
    assert card.locator("button[data-link]:visible").count() == 1
