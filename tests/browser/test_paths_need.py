"""From the app's first page to the answer, as someone new to it goes."""

import duckdb
import pytest
from playwright.sync_api import Page
from visitor import Visit

from welfare.catalog import catalogue
from welfare.language.messages import messages

pytestmark = pytest.mark.browser

MOST_INTERACTIONS = 5
FIVE = 5
PAIRS = """
    WITH edition AS (
        SELECT mode(vintage_id) AS id FROM indicator_value
        WHERE indicator_id = 'poverty_rate_pct' AND year = 2011 AND area_kind = 'province'
          AND is_current
    )
    SELECT p.area_id, p.value AS poverty, c.value AS unregistered
    FROM indicator_value p JOIN indicator_value c USING (area_id, year)
    WHERE p.indicator_id = 'poverty_rate_pct' AND p.vintage_id = (FROM edition)
      AND c.indicator_id = 'not_registered_older_persons_pct' AND year = 2011
      AND (p.area_kind = 'province' OR p.area_id = 'TH')
      AND p.value IS NOT NULL AND c.value IS NOT NULL
"""
"""Poverty and older persons outside every scheme in 2011, provinces and country."""


def worst_five(file: str) -> list[str]:
    """Return the five provinces that both lines leave on the wrong side and that lie furthest out.

    Of its two standings among the other provinces, the lesser one counts.
    """
    with duckdb.connect(file, read_only=True) as connection:
        rows = {code: pair for code, *pair in connection.execute(PAIRS).fetchall()}
    line = rows.pop("TH")

    def beyond(side: int, code: str) -> float:
        return sum(other[side] < rows[code][side] for other in rows.values()) / (len(rows) - 1)

    left_behind = [c for c, (poor, out) in rows.items() if poor > line[0] and out > line[1]]
    left_behind.sort(key=lambda c: min(beyond(0, c), beyond(1, c)), reverse=True)
    return left_behind[:FIVE]


def listed(page: Page) -> list[str]:
    """Return the provinces in the first table of the page, as they are read from the top."""
    return page.locator(".wa-table").first.locator("tbody tr td:first-child").all_inner_texts()


@pytest.mark.parametrize("language", ["th", "en"])
def test_which_five_provinces_have_high_poverty_and_low_coverage_of_older_persons(
    visit: Visit, built_warehouse: object, language: str
) -> None:
    said = messages()
    visit.open(f"?lang={language}")
    page, interactions = visit.page, 0

    page.get_by_role("button", name=said["section.inequality"][language]).click()
    interactions += 1
    page.get_by_role("menuitem", name=said["page.need"][language]).click()
    page.wait_for_url("**/need*")
    visit.settle()
    interactions += 1
    page.get_by_role("combobox", name=said["filter.age"][language]).click()
    interactions += 1
    older = catalogue().life_courses["older_persons"]
    page.get_by_role("option", name=older.name(language), exact=True).click()
    page.wait_for_url("**age=older_persons*")
    visit.settle()
    interactions += 1

    five = [catalogue().provinces[code].name(language) for code in worst_five(str(built_warehouse))]
    assert len(five) == FIVE
    assert listed(page)[:FIVE] == five
    finding = page.locator("h3").first.inner_text()
    places = [finding.index(name) for name in five]
    assert places == sorted(places)
    assert interactions <= MOST_INTERACTIONS
    assert visit.errors == []


def test_a_touched_mark_chooses_its_province(visit: Visit) -> None:
    visit.open("need?lang=en&age=older_persons")
    marks = visit.page.locator(".st-key-need_chart .scatterlayer .trace").first.locator(".point")
    marks.first.click(force=True)
    visit.page.wait_for_url("**province=58*")
    visit.settle()
    card = visit.page.locator(".st-key-card_quadrants")
    assert "Mae Hong Son: Poverty rate 2011 60.27%" in card.inner_text()
    visit.page.go_back()
    visit.page.wait_for_url(lambda url: "province=" not in url)
    visit.settle()
    assert "Mae Hong Son: Poverty rate" not in card.inner_text()
    assert visit.errors == []
