"""An exhibition screen in headless Chromium, with what it asked for and what it complained of."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, ImageStat
from playwright.sync_api import Browser, BrowserContext, Page

from welfare.catalog.playlists import playlists
from welfare.exhibition.bundle import bundle_files, write_bundle
from welfare.exhibition.show import make_show
from welfare.warehouse import Warehouse

LANDSCAPE, PORTRAIT, LARGE = (1920, 1080), (1080, 1920), (3840, 2160)
PROBE = Path(__file__).with_suffix(".js")


STANDS = "Boolean(window.exhibition && exhibition.scene)"
"""A scene stands on the stage."""


@dataclass
class Screen:
    """A page that plays, the requests that it made beyond its own files, and its complaints."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ids(self) -> list[str]:
        """Return the scenes of the show in their order."""
        found: list[str] = self.page.evaluate("SHOW.scenes.map(scene => scene.id)")
        return found

    def go_to(self, scene: str) -> None:
        """Put a scene up and wait until it stands."""
        self.page.evaluate("id => exhibition.goTo(id)", scene)
        self.page.wait_for_selector(f"[data-scene={scene}]")
        self.page.wait_for_timeout(150)

    def until(self, expression: str, seconds: float = 60) -> None:
        """Wait until an expression holds, asked from outside: the page itself may evaluate none."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"after {seconds} s: {expression}")

    def probe(self, question: str) -> Any:
        """Return the answer of a question that ``screens.js`` puts to the stage."""
        return self.page.evaluate(f"probe.{question}()")

    def is_blank(self) -> bool:
        """Tell whether the whole screen has one colour."""
        picture = Image.open(BytesIO(self.page.screenshot())).convert("L")
        return ImageStat.Stat(picture).stddev[0] < 2


@contextmanager
def screen(
    browser: Browser, address: str, size: tuple[int, int] = LANDSCAPE, *, touch: bool = True
) -> Iterator[Screen]:
    """Open a screen; whatever it asks for beyond its own folder or server is noted and refused."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, has_touch=touch, service_workers="allow"
    )
    context.add_init_script(path=PROBE)
    found = Screen(context.new_page(), context)
    own = urlsplit(address)

    def heard(asked: str) -> None:
        there = urlsplit(asked)
        if (there.scheme, there.netloc) != (own.scheme, own.netloc) and there.scheme != "data":
            found.requests.append(asked)

    found.page.on("request", lambda request: heard(request.url))
    found.page.on(
        "console",
        lambda told: (
            found.complaints.append(told.text) if told.type in {"error", "warning"} else None
        ),
    )
    found.page.on("pageerror", lambda fault: found.complaints.append(str(fault)))
    if own.scheme == "file":
        context.set_offline(True)
    try:
        found.page.goto(address)
        found.until(STANDS)
        yield found
    finally:
        context.close()


def bundled(folder: Path, name: str, province: str | None, warehouse: Path) -> str:
    """Write a bundle of the warehouse into ``folder``; return the address of its page."""
    show = make_show(
        playlists().found[name],
        Warehouse(warehouse).snapshot(),
        ("th", "en"),
        province=province,
        address="https://atlas.example.go.th/exhibition",
        server="https://atlas.example.go.th",
    )
    out, _ = write_bundle(bundle_files(show), folder / name)
    return (out / "index.html").as_uri()
