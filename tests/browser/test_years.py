"""Moving through years happens in the browser; the URL and the rest of the page follow after it."""

import re
from html import unescape

import pytest
from playwright.sync_api import Browser, Locator, expect
from visitor import PHONE, Visit, visiting

from welfare.catalog import catalogue
from welfare.language import message
from welfare.queries import indicators
from welfare.warehouse import Snapshot

pytestmark = pytest.mark.browser

YEARS = (2000, 2002, 2004, 2006, 2007, 2008, 2009, 2010, 2011)
"""Years of the poverty rate by province."""
YEAR_CHANGE_BYTES = 16_000
TOUCH = 44


def slider(visit: Visit) -> Locator:
    return visit.page.locator(".wy input[type=range]")


def row(visit: Visit, code: str) -> Locator:
    return visit.page.locator(f".wy-row[data-code='{code}']")


def shape(visit: Visit, code: str) -> Locator:
    return visit.page.locator(f".wy-map:not(.wy-tiles) [data-code='{code}']")


def wait_for(visit: Visit, wanted: str) -> None:
    visit.page.wait_for_url(lambda url: wanted in url, timeout=10_000)
    visit.settle()


def count_what_leaves(visit: Visit) -> list[str]:
    """Return a list that grows with every request of the page and every frame over its socket."""
    left: list[str] = []
    visit.page.on("request", lambda asked: left.append(asked.url))
    visit.page.on(
        "websocket", lambda socket: socket.on("framesent", lambda _: left.append("frame"))
    )
    return left


def test_dragging_through_all_years_sends_nothing(visit: Visit) -> None:
    left = count_what_leaves(visit)
    visit.open("provinces?lang=en")
    box = slider(visit).bounding_box()
    assert box
    said = set()
    middle = box["y"] + box["height"] / 2
    visit.page.mouse.move(box["x"] + box["width"] - 13, middle)
    visit.page.mouse.down()
    left.clear()
    visit.frames.clear()
    for step in range(40, -1, -1):
        visit.page.mouse.move(box["x"] + 13 + (box["width"] - 26) * step / 40, middle)
        said.add(visit.page.locator(".wy-name").inner_text())
    visit.page.wait_for_timeout(900)
    assert left == []
    assert visit.frames == []
    assert said == {str(year) for year in YEARS}
    assert "year=" not in visit.page.url
    visit.page.mouse.up()
    wait_for(visit, "year=2000")
    assert 0 < sum(map(len, visit.frames)) <= YEAR_CHANGE_BYTES
    assert left.count("frame") == 1
    assert visit.errors == []


def test_keys_move_and_the_page_follows(visit: Visit) -> None:
    visit.open("provinces?lang=en&year=2011")
    slider(visit).focus()
    for _ in range(3):
        visit.page.keyboard.press("ArrowLeft")
    assert slider(visit).get_attribute("aria-valuetext") == "2008"
    assert visit.page.locator(".wy-finding").inner_text().startswith("Poverty rate in 2008")
    wait_for(visit, "year=2008")
    spoken = visit.page.locator(".wy [role=status]").inner_text()
    assert spoken == visit.page.locator(".wy-finding").inner_text()
    visit.page.keyboard.press("Home")
    wait_for(visit, "year=2000")
    visit.page.keyboard.press("End")
    wait_for(visit, "year=2011")


def test_playing_goes_to_the_last_year_and_space_stops_it(visit: Visit) -> None:
    visit.open("provinces?lang=en&year=2008")
    visit.page.get_by_role("button", name=message("years.play", "en")).click()
    visit.page.get_by_role("button", name=message("years.pause", "en")).wait_for()
    visit.frames.clear()
    expect(visit.page.locator(".wy-name")).to_have_text("2010", timeout=5_000)
    assert visit.frames == []
    wait_for(visit, "year=2011")
    slider(visit).focus()
    visit.page.keyboard.press(" ")
    expect(visit.page.locator(".wy-name")).to_have_text("2002", timeout=5_000)
    visit.page.keyboard.press(" ")
    wait_for(visit, "year=2002")


def test_back_restores_the_year_and_the_province(visit: Visit) -> None:
    visit.open("provinces?lang=en&year=2011")
    slider(visit).press("Home")
    wait_for(visit, "year=2000")
    row(visit, "58").click()
    wait_for(visit, "province=58")
    visit.page.go_back()
    visit.page.wait_for_url(lambda url: "province=" not in url)
    visit.settle()
    expect(row(visit, "58")).to_have_attribute("aria-selected", "false")
    visit.page.go_back()
    wait_for(visit, "year=2011")
    expect(visit.page.locator(".wy-name")).to_have_text("2011")
    assert visit.page.locator(".wy-finding").inner_text().startswith("Poverty rate in 2011")


def test_a_touched_province_moves_map_list_and_trend(visit: Visit) -> None:
    visit.open("provinces?lang=th")
    shape(visit, "34").click(force=True)
    expect(row(visit, "34")).to_have_attribute("aria-selected", "true", timeout=400)
    wait_for(visit, "province=34")
    assert "wy-own" in str(shape(visit, "34").get_attribute("class"))
    assert "อุบลราชธานี" in visit.page.locator(".wy-finding").inner_text()
    assert row(visit, "34").is_visible()
    trend = visit.page.locator(".st-key-card_trend")
    assert "อุบลราชธานี" in trend.inner_text()
    assert "อุบลราชธานี" in str(
        visit.page.locator(".st-key-filter_province").inner_text()
        + visit.page.locator(".st-key-filter_province input").input_value()
    )
    row(visit, "34").click()
    visit.page.wait_for_url(lambda url: "province=" not in url)
    assert visit.errors == []


def test_a_touched_point_of_the_trend_moves_the_map_to_its_year(visit: Visit) -> None:
    visit.open("provinces?lang=th")
    points = visit.page.locator(".st-key-card_trend .scatterlayer .points path")
    points.nth(YEARS.index(2008)).hover(force=True)
    visit.page.mouse.down()
    visit.page.mouse.up()
    wait_for(visit, "year=2008")
    expect(visit.page.locator(".wy-name")).to_have_text("2551")


def test_a_province_is_chosen_in_the_list_by_keyboard(visit: Visit) -> None:
    visit.open("provinces?lang=en&year=2011")
    visit.page.locator(".wy-box").focus()
    visit.page.keyboard.press("ArrowDown")
    active = str(visit.page.locator(".wy-box").get_attribute("aria-activedescendant"))
    visit.page.keyboard.press("Enter")
    wait_for(visit, f"province={active.rpartition('-')[2]}")


def test_tiles_make_the_smallest_province_as_large_as_any(visit: Visit) -> None:
    visit.open("provinces?lang=en&indicator=older_persons_pct")
    visit.page.get_by_role("button", name=message("years.tiles", "en")).click()
    cells = visit.page.locator(".wy-tiles [data-code] rect")
    sizes = cells.evaluate_all("cells => cells.map(c => c.getBoundingClientRect().width)")
    assert len(sizes) == len(catalogue().provinces)
    assert min(sizes) >= 24
    wait_for(visit, "shape=tiles")
    visit.page.locator(".wy-tiles [data-code='83']").click()
    wait_for(visit, "province=83")
    assert "Phuket" in visit.page.locator(".wy-finding").inner_text()
    visit.page.reload()
    visit.settle()
    assert cells.first.is_visible()
    visit.page.get_by_role("button", name=message("years.map", "en")).click()
    visit.page.wait_for_url(lambda url: "shape=" not in url and "province=83" in url)
    assert shape(visit, "83").is_visible()
    assert not cells.first.is_visible()


def test_a_saved_picture_says_the_year_that_is_shown(visit: Visit) -> None:
    visit.open("provinces?lang=en")
    slider(visit).focus()
    visit.page.keyboard.press("Home")
    told = visit.page.locator(".wy-finding").inner_text()
    with visit.page.expect_download() as waiting:
        visit.page.locator(".st-key-card_map button[data-picture=svg]").click()
    drawing = waiting.value.path().read_text(encoding="utf-8")
    words = "".join(re.findall(r"<text[^>]*font-weight=\"600\"[^>]*>([^<]*)</text>", drawing))
    assert str(YEARS[0]) in told
    assert "".join(told.split()) in "".join(unescape(words).split())


def test_what_is_shown_is_what_the_warehouse_has(visit: Visit, snapshot: Snapshot) -> None:
    visit.open("provinces?lang=en&year=2011")
    names = {p.name_en: code for code, p in catalogue().provinces.items()}
    for year in (2011, 2004):
        slider(visit).evaluate(
            "(input, place) => { input.value = place; input.dispatchEvent(new Event('input')) }",
            YEARS.index(year),
        )
        areas = indicators.areas_in_year(snapshot, "poverty_rate_pct", year).set_index("area_id")
        shown = visit.page.locator(".wy-known .wy-row").evaluate_all(
            "rows => rows.map(row => [row.getBoundingClientRect().top, row])"
            ".sort((one, other) => one[0] - other[0])"
            ".map(([, row]) => [...row.querySelectorAll('.wy-of, .wy-value')]"
            ".map(told => told.textContent))"
        )
        values = areas.loc[list(names.values()), "value"].dropna()
        assert {names[name]: value for name, value in shown} == {
            code: f"{value:,.2f}" for code, value in values.items()
        }
        assert [float(value) for _, value in shown] == sorted(values.round(2), reverse=True)
        apart = visit.page.locator(".wy-unknown ~ .wy-rows .wy-row").all_inner_texts()
        assert len(apart) == len(names) - len(values)
        nation = visit.page.locator(".wy-labels span").first.inner_text()
        assert nation.endswith(f" {areas.at['TH', 'value']:.2f}%")


def test_a_region_leaves_its_provinces_and_their_sentence(visit: Visit) -> None:
    visit.open("provinces?lang=en&year=2011&region=south")
    south = [code for code, p in catalogue().provinces.items() if p.region == "south"]
    assert visit.page.locator(".wy-row").count() == len(south)
    assert visit.page.locator(".wy-map:not(.wy-tiles) .wy-outside").count() == 77 - len(south)
    assert "Pattani" in visit.page.locator(".wy-finding").inner_text()
    shape(visit, "50").click(force=True)
    wait_for(visit, "province=50")
    assert "region=" not in visit.page.url


def test_intervals_are_drawn_and_told_where_they_are_known(visit: Visit) -> None:
    visit.open("provinces?lang=en&indicator=grants_projects_per_100k")
    drawn = visit.page.locator(".wy-known .wy-row .wy-reach:not([hidden])")
    assert drawn.count() == visit.page.locator(".wy-known .wy-row").count() > 0
    told = visit.page.locator(".wy-known .wy-row").first.get_attribute("aria-label")
    assert "95% interval" in str(told)


def test_on_a_phone_all_that_is_touched_is_large_enough(chromium: Browser, served: int) -> None:
    with visiting(chromium, served, PHONE) as visit:
        visit.open("provinces?lang=th")
        heights = visit.page.locator(".wy :is(button, input, .wy-row)").evaluate_all(
            "nodes => nodes.map(node => node.getBoundingClientRect().height)"
        )
        assert len(heights) > 77
        assert min(heights) >= TOUCH
        left, right = (
            visit.page.locator(f".wy-{side}").bounding_box() for side in ("left", "right")
        )
        assert left
        assert right
        assert right["y"] >= left["y"] + left["height"]
