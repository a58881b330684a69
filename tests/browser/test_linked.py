"""What is touched in one chart moves the others and the link; going back lets it go."""

import pytest
from visitor import Visit

pytestmark = pytest.mark.browser

LINKED = {
    "a stage of life": (
        "ages?lang=en",
        ".st-key-life_courses .barlayer .point path",
        "age=",
    ),
    "a dot of a province": (
        "inequality?lang=en",
        ".st-key-inequality_dots .scatterlayer .point",
        "province=",
    ),
    "a province in a cluster": (
        "inequality?lang=en",
        ".st-key-cluster_map .choroplethlayer path",
        "province=",
    ),
    "a year between provinces": (
        "inequality?lang=en&indicator=grants_thb_per_head",
        ".st-key-over_years .scatterlayer .point",
        "year=",
    ),
    "a province of a system": (
        "systems?lang=en",
        ".st-key-where_insurance .choroplethlayer path",
        "province=",
    ),
    "a year of the fund": (
        "projects?lang=th",
        ".st-key-fund_count .barlayer .point path",
        "year=",
    ),
    "a year of the fund's money": (
        "projects?lang=en",
        ".st-key-fund_money .barlayer .point path",
        "year=",
    ),
    "a dot of the fund's provinces": (
        "projects?lang=en",
        ".st-key-project_dots .scatterlayer .point",
        "province=",
    ),
}


@pytest.mark.parametrize("touched", list(LINKED))
def test_what_is_touched_is_chosen_everywhere(visit: Visit, touched: str) -> None:
    address, mark, chosen = LINKED[touched]
    visit.open(address)
    page = visit.page
    everything = page.locator("[data-testid=stMain]")
    before = everything.inner_text()
    marks = page.locator(mark)
    marks.first.scroll_into_view_if_needed()
    marks.nth(min(3, marks.count() - 1)).click(force=True)
    page.wait_for_url(lambda url: chosen in url)
    visit.settle()
    assert everything.inner_text() != before
    page.mouse.move(0, 0)  # a tooltip is text too
    page.go_back()
    page.wait_for_url(lambda url: chosen not in url.replace(address, ""))
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stMain]').innerText === before",
        arg=before,
    )
    assert visit.errors == []
