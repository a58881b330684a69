"""A touched box of the budget narrows the page to its unit, and back lets it go."""

import pytest
from visitor import Visit

from welfare.queries.budget import lines
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.browser

BOXES = ".st-key-wide_icicle .barlayer .point path"


def test_a_touched_box_chooses_its_unit(visit: Visit, snapshot: Snapshot) -> None:
    rows = lines(snapshot, 2022, "budget_draft_2565", "proposed")
    units = rows.groupby("agency")["amount_thb"].sum().sort_values(ascending=False)
    visit.open("budget?lang=en")
    visit.page.locator(BOXES).nth(1).click(force=True)
    visit.page.wait_for_url(lambda url: "unit=" in url)
    visit.settle()
    heading = visit.page.locator(".st-key-card_icicle h3").inner_text()
    assert "Department of Social Development and Welfare" in heading
    assert units.index[1] == "กรมพัฒนาสังคมและสวัสดิการ"
    visit.page.go_back()
    visit.page.wait_for_url(lambda url: "unit=" not in url)
    visit.settle()
    heading = visit.page.locator(".st-key-card_icicle h3").inner_text()
    assert "Ministry of Social Development" in heading
    assert visit.errors == []
