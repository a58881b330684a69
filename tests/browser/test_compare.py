"""Compare: a touched point chooses its member in every chart, and back takes it back."""

import pytest
from visitor import Visit

from welfare.charts.multiples import CHOSEN

pytestmark = pytest.mark.browser


def marked(visit: Visit) -> list[str]:
    """Return the names of the panels that stand out, of all charts, without their notes."""
    texts = visit.page.locator(".annotation-text").all_text_contents()
    found = [text.removeprefix(CHOSEN) for text in texts if text.startswith(CHOSEN)]
    return [text.partition("  ")[0] for text in found]


@pytest.mark.parametrize(
    ("link", "asked", "name"),
    [
        ("beside=58,12", "province=58", "Mae Hong Son"),
        ("by=regions", "region=northeast", "Northeast"),
        ("by=years&beside=2006,2011&shown=poverty_rate_pct", "year=2006", "2006"),
    ],
)
def test_a_touched_point_chooses_its_member_in_every_chart(
    visit: Visit, link: str, asked: str, name: str
) -> None:
    visit.open(f"compare?lang=en&{link}")
    charts = visit.page.locator("[data-testid=stPlotlyChart]").count()
    assert marked(visit) == []
    touched(visit, name)
    visit.page.wait_for_url(f"**{asked}*")
    visit.settle()
    assert marked(visit) == [name] * charts
    visit.page.go_back()
    visit.page.wait_for_url(lambda url: asked not in url)
    visit.settle()
    assert marked(visit) == []
    assert visit.errors == []


def touched(visit: Visit, name: str) -> None:
    """Touch the last point, or the first bar, of the panel ``name`` in the first chart."""
    chart = visit.page.locator("[data-testid=stPlotlyChart]").first
    names = chart.locator(".annotation-text")
    below = names.filter(has_text=name).first.bounding_box()
    points = chart.locator(".scatterlayer .point, .barlayer .point path")
    assert below is not None
    boxes = [box for each in points.all() if (box := each.bounding_box()) is not None]
    box = next(
        box
        for box in boxes
        if below["y"] < box["y"] < below["y"] + 160 and box["x"] >= below["x"] - 40
    )
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_comparison_is_printed_from_its_page(visit: Visit) -> None:
    visit.open("compare?lang=en&beside=34,50&shown=poverty_rate_pct")
    link = visit.page.get_by_role("link", name="PDF").get_attribute("href")
    answer = visit.page.request.get(f"http://localhost:{visit.port}{link}")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")
    assert "welfare-brief-compare-34-50-en.pdf" in answer.headers["content-disposition"]
