"""Exhibition screens play by themselves: from a stick without a network, and fed by a server."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser
from screens import LANDSCAPE, LARGE, PORTRAIT, STANDS, Screen, bundled, screen

from benchmarks.server import free_port, serving
from welfare.paths import ROOT

pytestmark = pytest.mark.browser

HERE = "document.documentElement.dataset.server === 'here'"
AWAY = "document.documentElement.dataset.server === 'away'"
PLAYLISTS = {"twenty_years": None, "our_province": "50", "inequality": None}
LEAST_PX = 28


@pytest.fixture(scope="module")
def bundles(built_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("stick")
    return {
        name: bundled(folder, name, province, built_warehouse)
        for name, province in PLAYLISTS.items()
    }


@pytest.mark.parametrize(
    "size", [LANDSCAPE, PORTRAIT, LARGE], ids=["landscape", "portrait", "large"]
)
@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", PLAYLISTS)
def test_every_scene_of_a_stick_is_drawn_whole_and_large(
    chromium: Browser,
    bundles: dict[str, str],
    name: str,
    language: str,
    size: tuple[int, int],
) -> None:
    with screen(chromium, f"{bundles[name]}#lang={language}&still=1", size) as found:
        for scene in found.ids():
            found.go_to(scene)
            assert not found.is_blank(), scene
            least, words = found.probe("smallest")
            assert least >= LEAST_PX - 0.5, (scene, least, words)
            assert found.probe("outside") == [], scene
            assert found.probe("overlapping") == [], scene
            assert found.probe("broken") == [], scene
        assert found.page.evaluate("document.documentElement.lang") == language
        assert found.requests == []
        assert found.complaints == []


@pytest.fixture
def playing(chromium: Browser, bundles: dict[str, str]) -> Iterator[Screen]:
    """Play a stick thirty times as fast."""
    with screen(chromium, f"{bundles['inequality']}#speed=30") as found:
        yield found
        assert found.requests == []
        assert found.complaints == []


def test_the_loop_goes_round_and_languages_take_turns(playing: Screen) -> None:
    seen = set()
    for loop in (1, 2):
        playing.until(f"exhibition.loops >= {loop}")
        seen.add(playing.page.evaluate("exhibition.language"))
    assert seen == {"th", "en"}
    assert playing.page.locator("#stage > .scene").count() <= 2


def test_a_touch_opens_exploring_and_nothing_of_a_visitor_is_left(playing: Screen) -> None:
    page = playing.page
    page.evaluate("exhibition.pause()")
    page.touchscreen.tap(960, 540)
    playing.until("exhibition.state === 'explore'")
    page.locator("[data-do=way][data-value=system]").tap()
    page.locator("[data-do=system]").nth(2).tap()
    page.locator("[data-do=language]").tap()
    assert page.locator("[aria-pressed=true]").count() > 0
    playing.until("exhibition.state === 'leaving'", 15)
    assert page.locator(".asking").is_visible()
    playing.until("exhibition.state === 'loop'", 15)
    page.wait_for_timeout(1_000)
    assert page.locator(".explore, .asking").count() == 0
    page.touchscreen.tap(960, 540)
    playing.until("exhibition.state === 'explore'")
    assert (
        page.locator("[data-do=way][data-value=province]").get_attribute("aria-pressed") == "true"
    )


def test_whoever_is_still_there_stays(playing: Screen) -> None:
    page = playing.page
    page.touchscreen.tap(960, 540)
    playing.until("exhibition.state === 'leaving'", 15)
    page.locator(".asking .yes").tap()
    assert page.evaluate("exhibition.state") == "explore"


def test_a_province_answers_a_touch_on_the_map(playing: Screen) -> None:
    page = playing.page
    page.touchscreen.tap(960, 540)
    playing.until("exhibition.state === 'explore'")
    box = page.locator(".explore [data-code='50']").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    answer = page.locator(".explore .answer").inner_text()
    assert "เชียงใหม่" in answer or "Chiang Mai" in answer
    assert page.locator(".explore .phone .qr svg").is_visible()


def test_targets_are_large(playing: Screen) -> None:
    page = playing.page
    page.touchscreen.tap(960, 540)
    playing.until("exhibition.state === 'explore'")
    for target in page.locator(".explore button:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_nothing_can_be_selected_scrolled_or_left(playing: Screen) -> None:
    page = playing.page
    assert page.locator("a").count() == 0
    page.mouse.wheel(0, 2000)
    page.keyboard.press("Control+a")
    assert page.evaluate("scrollY + document.scrollingElement.scrollTop") == 0
    assert page.evaluate("getSelection().toString()") == ""
    prevented = (
        "!document.body.dispatchEvent(new MouseEvent('contextmenu',"
        " { bubbles: true, cancelable: true }))"
    )
    assert page.evaluate(prevented)


def test_one_scene_that_cannot_be_drawn_takes_no_other_along(
    chromium: Browser, bundles: dict[str, str]
) -> None:
    with screen(chromium, f"{bundles['inequality']}#speed=30") as found:
        broken = (
            "exhibition.replace({...SHOW, scenes: SHOW.scenes.map((s, i) => i ? s : {id: s.id})})"
        )
        found.page.evaluate(broken)
        found.until("exhibition.loops >= 2", 60)
        assert not found.is_blank()


def test_reduced_motion_is_honoured(chromium: Browser, bundles: dict[str, str]) -> None:
    with screen(chromium, f"{bundles['inequality']}#speed=30") as found:
        found.page.emulate_media(reduced_motion="reduce")
        found.until("exhibition.loops >= 1", 60)
        assert found.page.locator(".flooding").count() == 0
        assert not found.is_blank()


def test_a_screen_that_slept_goes_on_with_the_next_scene(
    chromium: Browser, bundles: dict[str, str]
) -> None:
    with screen(chromium, bundles["inequality"]) as found:
        found.page.clock.install()
        found.page.reload()
        found.until(STANDS)
        found.page.touchscreen.tap(960, 540)
        found.until("exhibition.state === 'explore'", 10)
        found.page.clock.fast_forward("09:00:00")
        found.until("exhibition.state === 'loop'", 10)
        found.page.wait_for_timeout(2_000)
        assert found.page.evaluate("exhibition.loops") == 0
        assert not found.is_blank()
        assert found.complaints == []


def test_a_live_screen_plays_on_while_the_network_is_gone(chromium: Browser, served: int) -> None:
    address = f"http://localhost:{served}/exhibition?playlist=inequality&lang=th&seconds=5"
    with screen(chromium, address) as found:
        found.until(HERE)
        found.context.set_offline(True)
        found.until(AWAY, 30)
        at = found.page.evaluate("exhibition.scene")
        found.until(f"exhibition.scene !== '{at}'", 15)
        assert not found.is_blank()
        assert found.page.locator(".date").inner_text() == found.page.evaluate("SHOW.data.th")
        found.context.set_offline(False)
        found.until(HERE, 10)


def test_a_live_screen_plays_on_without_its_server_and_follows_new_data(
    chromium: Browser, built_warehouse: Path, tmp_path: Path
) -> None:
    file, port = tmp_path / "welfare.duckdb", free_port()
    shutil.copyfile(built_warehouse, file)
    variables = {"WELFARE_WAREHOUSE": str(file)}
    address = f"http://localhost:{port}/exhibition?playlist=inequality&lang=th&seconds=5"
    with ExitStack() as opened:
        with serving(ROOT / "app.py", variables, port) as server:
            found = opened.enter_context(screen(chromium, address))
            page = found.page
            found.until(HERE, 60)
            found.until("Boolean(navigator.serviceWorker.controller)", 30)
            page.reload()  # what the worker hands on it keeps
            found.until(HERE, 60)
            before = page.evaluate("SHOW.data.version")
            os.kill(server.pid, signal.SIGKILL)
            found.until(AWAY, 30)
            assert not found.is_blank()
        page.reload()
        found.until(STANDS, 30)
        assert page.evaluate("SHOW.data.version") == before
        assert page.locator(".date").inner_text() == page.evaluate("SHOW.data.th")
        assert not found.is_blank()
        with serving(ROOT / "app.py", variables, port):
            found.until(HERE, 10)
            with duckdb.connect(shutil.copyfile(file, tmp_path / "next.duckdb")) as changed:
                changed.execute("UPDATE build SET data_version = 'newer0000000'")
            (tmp_path / "next.duckdb").replace(file)
            found.until("SHOW.data.version === 'newer0000000'", 60)
            page.wait_for_timeout(6_000)
            assert page.locator(".date").inner_text() == page.evaluate("SHOW.data.th")
            assert not found.is_blank()
        assert found.requests == []
