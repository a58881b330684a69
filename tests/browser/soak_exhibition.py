"""What takes long of an exhibition screen: hours of loops, a hand that never rests, every frame.

Run by ``make soak``; not part of the tests, since it takes half an hour.
"""

import os
import random
import shutil
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from screens import STANDS, Screen, bundled, screen

from benchmarks.server import free_port, serving
from welfare.paths import ROOT

LOOPS = int(os.environ.get("SOAK_LOOPS", "200"))
MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
LEAST_FRAMES = 30
FRAMES = """() => new Promise((tell) => {
    let [count, start] = [0, performance.now()];
    const step = (now) => {
        count += 1;
        if (now - start < 2000) requestAnimationFrame(step);
        else tell((count * 1000) / (now - start));
    };
    requestAnimationFrame(step);
})"""
"""Frames a second over two seconds."""


@pytest.fixture(scope="module")
def stick(built_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return bundled(tmp_path_factory.mktemp("stick"), "twenty_years", None, built_warehouse)


def heap(found: Screen) -> float:
    """Return the bytes of JavaScript that are in use after what is not has been let go."""
    session = found.context.new_cdp_session(found.page)
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used


def test_hundreds_of_loops_take_no_more_memory_than_ten(chromium: Browser, stick: str) -> None:
    with screen(chromium, f"{stick}#speed=50") as found:
        found.until("exhibition.loops >= 10", 600)
        tenth = heap(found)
        found.until(f"exhibition.loops >= {LOOPS}", 60 * LOOPS)
        assert heap(found) < 1.2 * tenth
        assert found.requests == []
        assert found.complaints == []


def test_a_hand_that_never_rests_breaks_nothing(chromium: Browser, stick: str) -> None:
    chance = random.Random(2565)  # noqa: S311 - touches, no secrets
    with screen(chromium, f"{stick}#speed=5") as found:
        end = time.monotonic() + 60 * MINUTES
        touches = 0
        while time.monotonic() < end:
            found.page.touchscreen.tap(chance.randrange(1920), chance.randrange(1080))
            found.page.wait_for_timeout(chance.choice([30, 100, 400]))
            touches += 1
            if touches % 100 == 0:
                assert not found.is_blank()
                assert found.page.evaluate(STANDS)
        found.until("exhibition.state === 'loop'", 60)
        assert found.page.locator(".explore, .asking").count() == 0
        assert found.requests == []
        assert found.complaints == []


def test_every_scene_moves_at_thirty_frames_a_second(chromium: Browser, stick: str) -> None:
    with screen(chromium, stick) as found:
        slow = {}
        for scene in found.ids():
            found.page.evaluate("id => exhibition.goTo(id)", scene)
            frames = found.page.evaluate(FRAMES)
            if frames < LEAST_FRAMES:
                slow[scene] = frames
        assert slow == {}


def test_a_server_that_goes_and_comes_again_and_again(
    chromium: Browser, built_warehouse: Path, tmp_path: Path
) -> None:
    file, port = tmp_path / "welfare.duckdb", free_port()
    shutil.copyfile(built_warehouse, file)
    address = f"http://localhost:{port}/exhibition?playlist=twenty_years&lang=th&seconds=5"
    state = "document.documentElement.dataset.server"
    with ExitStack() as opened:
        found: Screen | None = None
        for _ in range(5):
            with serving(ROOT / "app.py", {"WELFARE_WAREHOUSE": str(file)}, port) as server:
                if found is None:
                    found = opened.enter_context(screen(chromium, address))
                    found.until("Boolean(navigator.serviceWorker.controller)", 30)
                    found.page.reload()
                found.until(f"{state} === 'here'", 10)
                os.kill(server.pid, signal.SIGKILL)
            found.until(f"{state} === 'away'", 30)
            found.page.reload()
            found.until(STANDS, 30)
            assert not found.is_blank()
            said = found.page.locator(".date").inner_text()
            assert said == found.page.evaluate("SHOW.data.th")
