"""The page Download: a question, its rows, its file, and a link that gives the same bytes."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, expect
from python_calamine import CalamineWorkbook
from test_every_page import THAI, foreign, overflow
from visitor import PHONE, Visit, visiting

from welfare.catalog import catalogue
from welfare.extracts.asked import Asked
from welfare.language import message
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.browser

POVERTY = Asked("indicators", {"indicator_id": ["poverty_rate_pct"], "year": ["2007..2011"]})
LARGEST = "download?lang=en&what=beneficiaries"


@pytest.fixture
def visit(visit: Visit) -> Iterator[Visit]:
    """Give the visitor, and see afterwards that nothing went wrong or left the machine."""
    yield visit
    assert visit.outside == []
    assert visit.errors == []


def from_chart(language: str) -> str:
    return POVERTY.page_address("th" if language == "th" else "en").removeprefix("/")


def row(visit: Visit, name: str) -> Locator:
    """Return the row of a format."""
    return visit.page.locator(".wa-forms li").filter(has=visit.page.get_by_text(name, exact=True))


def rows_in(snapshot: Snapshot, where: str, table: str = "indicators") -> int:
    return int(snapshot.rows(f'SELECT count(*) FROM published."{table}" WHERE {where}')[0][0])  # noqa: S608


def got(address: str) -> bytes:
    assert address.startswith("http://localhost:")
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - an address of the server here
        return bytes(answer.read())


def test_a_question_is_chosen_filtered_and_counted(visit: Visit, snapshot: Snapshot) -> None:
    visit.open("download?lang=en")
    question = "Whom does each programme reach, and where?"
    visit.page.locator("label").filter(has_text=question).click()
    visit.page.wait_for_url(lambda url: "what=beneficiaries" in url)
    visit.settle()
    box = visit.page.get_by_role("combobox", name="Sex")
    box.click()
    visit.page.get_by_role("option", name="Female", exact=True).click()
    visit.page.wait_for_url(lambda url: "sex%3Dfemale" in url)
    visit.settle()
    expected = rows_in(snapshot, "sex = 'female'", "beneficiaries")
    expect(visit.page.locator(".wa-count strong")).to_have_text(f"{expected:,} rows")
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("button", name="Clear all filters").click()
    visit.page.wait_for_url(lambda url: "ask=" not in url)
    visit.settle()
    expected = rows_in(snapshot, "true", "beneficiaries")
    expect(visit.page.locator(".wa-count strong")).to_have_text(f"{expected:,} rows")


def test_years_are_chosen_by_keyboard_at_either_end(visit: Visit, snapshot: Snapshot) -> None:
    visit.open("download?lang=en&what=indicators&ask=indicator_id%3Dpoverty_rate_pct")
    visit.page.get_by_role("slider").first.focus()
    visit.page.get_by_role("slider").first.press("ArrowRight")
    visit.page.wait_for_url(lambda url: "year%3D" in url)
    visit.settle()
    visit.page.get_by_role("slider").nth(1).focus()
    visit.page.get_by_role("slider").nth(1).press("ArrowLeft")
    visit.settle()
    visit.page.wait_for_timeout(500)
    years = [
        int(row[0])
        for row in snapshot.rows(
            "SELECT DISTINCT year FROM published.indicators"
            " WHERE indicator_id = 'poverty_rate_pct' ORDER BY year"
        )
    ]
    assert f"{years[1]}..{years[-2]}" in visit.page.url
    where = f"indicator_id = 'poverty_rate_pct' AND year BETWEEN {years[1]} AND {years[-2]}"
    expected = rows_in(snapshot, where)
    expect(visit.page.locator(".wa-count strong")).to_have_text(f"{expected:,} rows")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_chart_leads_to_its_own_rows_on_a_phone_too(
    chromium: Browser, served: int, snapshot: Snapshot, language: str
) -> None:
    expected = rows_in(snapshot, "indicator_id = 'poverty_rate_pct' AND year BETWEEN 2007 AND 2011")
    with visiting(chromium, served, PHONE) as visit:
        visit.open(from_chart(language))
        assert f"{expected:,}" in visit.page.locator(".wa-count strong").inner_text()
        assert visit.page.locator(".wa-preview tbody tr").count() == 8
        assert overflow(visit.page) <= 0
        if language == "th":
            assert foreign(visit.page) == set()
        else:
            told = visit.page.locator("[data-testid=stMain]").inner_text().splitlines()
            assert [line for line in told if THAI.search(line)] == ["ไทย", "ไทย"]
        assert visit.outside == []
        assert visit.errors == []


def test_the_csv_of_the_page_is_that_of_the_link_made_readable_to_a_spreadsheet(
    visit: Visit,
) -> None:
    visit.open(from_chart("th"))
    link = visit.page.locator(".st-key-card_link pre").first.inner_text()
    with visit.page.expect_download() as waiting:
        row(visit, "CSV").get_by_role("link").click()
    content = waiting.value.path().read_bytes()
    assert content == got(f"{link}?bom=true")
    assert content == "\ufeff".encode() + got(link)
    assert waiting.value.suggested_filename.endswith(".csv")


def test_the_copied_link_gives_the_same_bytes_again(chromium: Browser, served: int) -> None:
    with visiting(chromium, served) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.open(from_chart("en"))
        button = visit.page.locator(".st-key-card_link button[data-copied]").first
        button.click()
        expect(button).to_have_text("Copied")
        link = visit.page.evaluate("navigator.clipboard.readText()")
        assert link.startswith(f"http://localhost:{served}/api/v1/extracts/")
        assert got(link) == got(link)
        assert b"poverty_rate_pct" in got(link)
        assert visit.outside == []


def test_a_workbook_is_made_and_comes_by_itself(visit: Visit, snapshot: Snapshot) -> None:
    visit.open(from_chart("th"))
    excel = row(visit, "Excel")
    with visit.page.expect_download(timeout=90_000) as waiting:
        excel.get_by_role("link").click()
        expect(excel.locator(".wa-making")).to_be_visible()
    expect(excel.locator(".wa-said")).to_have_text(message("download.state.done", "th"))
    content = waiting.value.path().read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    expected = rows_in(snapshot, "indicator_id = 'poverty_rate_pct' AND year BETWEEN 2007 AND 2011")
    assert expected < max(map(len, sheets)) < expected + 10
    address = excel.get_by_role("link").get_attribute("href")
    assert content == got(f"http://localhost:{visit.port}{address}")


def test_a_making_tells_how_far_it_is_and_can_be_called_off_by_keyboard(visit: Visit) -> None:
    downloads: list[object] = []
    visit.page.on("download", lambda file: downloads.append(file))  # noqa: PLW0108 - as its library needs it
    visit.open(LARGEST)
    excel = row(visit, "Excel")
    excel.get_by_role("link").focus()
    visit.page.keyboard.press("Enter")
    expect(excel.locator(".wa-said")).to_have_text(
        re.compile(r"[\d,]+ of [\d,]+ rows"), timeout=60_000
    )
    expect(excel.locator("progress")).to_have_attribute("max", re.compile(r"\d+"))
    expect(excel.locator(".wa-cancel")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(excel.locator(".wa-said")).to_have_text(message("download.state.cancelled", "en"))
    expect(visit.page.locator(".wa-spoken")).to_have_text(message("download.state.cancelled", "en"))
    expect(excel.get_by_role("link")).to_be_focused()
    visit.page.wait_for_timeout(1500)
    assert downloads == []


def test_what_cannot_be_made_says_so(chromium: Browser, served: int) -> None:
    with visiting(chromium, served) as visit:
        visit.open(from_chart("th"))
        visit.page.route("**/job", lambda route: route.abort())
        row(visit, "Excel").get_by_role("link").click()
        expect(row(visit, "Excel").locator(".wa-said")).to_have_text(
            message("download.state.failed", "th")
        )
        expect(row(visit, "Excel").get_by_role("link")).to_be_visible()


def test_what_a_link_cannot_have_is_told_in_thai(visit: Visit) -> None:
    visit.open("download?what=indicators&ask=indicator_id%3Dhappiness%26year%3D2550")
    told = visit.page.locator(".wa-faults").inner_text()
    assert message("download.faults", "th") in told
    assert "indicator_id ไม่มีค่า “happiness”" in told
    assert "2550" in visit.page.get_by_role("slider").first.get_attribute("aria-valuetext")


def test_every_table_of_the_page_can_be_had_as_csv(served: int, visit: Visit) -> None:
    for publication in catalogue().publications:
        visit.open(f"download?lang=en&what={publication}")
        link = row(visit, "CSV").get_by_role("link")
        if link.count():
            head = got(f"http://localhost:{served}{link.get_attribute('href')}")[:2000]
            assert head.startswith("\ufeff".encode()), publication


def test_the_script_is_ours_and_from_here(served: int) -> None:
    script = got(f"http://localhost:{served}/assets/scripts/download.js")
    assert script == (Path(__file__).parents[2] / "welfare" / "ui" / "download.js").read_bytes()
