"""A visitor in headless Chromium who can reach nothing but this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from welfare.catalog import Language
from welfare.language import message
from welfare.paths import ROOT

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)
DESKTOP, PHONE = (1920, 1080), (390, 844)


@dataclass
class Visit:
    """A page with what it did wrong: requests to other machines, errors on the console."""

    page: Page
    port: int
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list, repr=False)

    def open(self, path: str) -> None:
        """Open a page of the app and wait until its run has ended."""
        self.page.goto(f"http://localhost:{self.port}/{path}")
        self.settle()

    def turn_to(self, section: str, page: str, language: Language) -> None:
        """Go to a page by the navigation: its part, then its name."""
        self.page.get_by_role("button", name=message(f"section.{section}", language)).click()
        self.page.get_by_role("menuitem", name=message(f"page.{page}", language)).click()

    def settle(self) -> None:
        """Wait until the script has run and its charts are drawn."""
        self.page.wait_for_selector(".st-key-footer")
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_function(
            "!document.querySelector('[data-testid=stSkeleton]') && "
            "[...document.querySelectorAll('.wy')].every(view => view.querySelector('.wy-row')) && "
            "[...document.querySelectorAll('[data-testid=stPlotlyChart]')]"
            ".every(chart => chart.querySelector('.main-svg')"
            " && (!chart.querySelector('.geo') || chart.querySelector('.choroplethlayer path')))"
        )
        self.page.wait_for_timeout(400)

    @property
    def question(self) -> str:
        """The page's question, its only first heading."""
        return self.page.locator("h1").inner_text()


@contextmanager
def visiting(
    browser: Browser, port: int, size: tuple[int, int] = DESKTOP, scheme: str = "light"
) -> Iterator[Visit]:
    """Open a window of a new visitor; every request beyond localhost is blocked and noted."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    visit = Visit(context.new_page(), port)

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "localhost":
            route.continue_()
        else:
            visit.outside.append(route.request.url)
            route.abort()

    def listen(told: ConsoleMessage) -> None:
        if told.type == "error":
            visit.errors.append(told.text)

    context.route(lambda url: not url.startswith(("data:", "blob:")), guard)
    visit.page.on("console", listen)
    visit.page.on("pageerror", lambda fault: visit.errors.append(str(fault)))
    visit.page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda frame: visit.frames.append(
                frame if isinstance(frame, bytes) else frame.encode()
            ),
        ),
    )
    try:
        yield visit
    finally:
        context.close()


def build_into(warehouse: Path) -> None:
    """Build what ships into ``warehouse``, as the pages tell a steward to."""
    command = (sys.executable, "-m", "etl", "build", "--warehouse", str(warehouse))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ})
