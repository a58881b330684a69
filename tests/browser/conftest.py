"""A real server on the shipped figures and headless Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from visitor import CHROMIUM, FLAGS, Visit, visiting

from benchmarks.server import serving
from welfare.paths import ROOT


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(built_warehouse: Path) -> Iterator[int]:
    """Serve the app on the built warehouse; give its port."""
    with serving(ROOT / "app.py", {"WELFARE_WAREHOUSE": str(built_warehouse)}) as server:
        yield server.port


@pytest.fixture
def visit(chromium: Browser, served: int) -> Iterator[Visit]:
    with visiting(chromium, served) as found:
        yield found
