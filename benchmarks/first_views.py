"""The first view of every page in a browser that has nothing of it yet, on a warm server."""

import statistics
import time
from dataclasses import dataclass
from itertools import islice

from playwright.sync_api import Browser, CDPSession
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from benchmarks.browser import WINDOW, chromium
from benchmarks.page_figures import NAMES, address_of
from benchmarks.rows import Row, allowed_row, floor_row
from benchmarks.server import serving
from welfare.paths import ROOT

VIEWS, TRIES = 3, 6

WHOLE = """() =>
    document.querySelector('.st-key-footer')
    && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('.wy')].every(view => view.querySelector('.wy-row'))
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart =>
        chart.querySelector('.main-svg')
        && (!chart.querySelector('.geo') || chart.querySelector('.choroplethlayer path')))
"""
"""The script has run and every chart is drawn."""


@dataclass(frozen=True)
class Line:
    """A line to the server: bytes a second, and the milliseconds that anything takes on the way."""

    bytes_per_second: float
    milliseconds: float


SLOW = Line(20e6 / 8, 20)
"""20 Mbit/s, and 20 ms."""
OVER_SLOW = ("overview", "provinces", "need")


def first_view_table() -> list[Row]:
    """Return rows (what, floor, ours, ratio): a bare page with one chart, then every page.

    Each is the median of three new visitors. On the server's own machine the floor is the seconds
    allowed; where that is less than the bare page takes here, the bare page is what ours can reach.
    Over a line the floor is the bare page over the same line.
    """
    bare_chart = ROOT / "benchmarks" / "bare_chart.py"
    with serving(bare_chart) as bare, serving(ROOT / "app.py") as ours, chromium() as browser:
        alone = _median(browser, bare.port, "")
        rows = [_allowed("a bare Streamlit page with one line", alone)]
        rows += [_allowed(page, _median(browser, ours.port, address_of(page))) for page in NAMES]
        floor = _median(browser, bare.port, "", SLOW)
        for page in OVER_SLOW:
            what = f"first view of {page} over 20 Mbit/s (floor: the bare page over it)"
            rows.append(floor_row(what, floor, _median(browser, ours.port, address_of(page), SLOW)))
        return rows


def _allowed(what: str, seconds: float) -> Row:
    return allowed_row(f"first view of {what} in a new browser", seconds)


def _median(browser: Browser, port: int, path: str, line: Line | None = None) -> float:
    _seconds(browser, port, path, line)  # the first visitor of all warms the server
    seen = (_seconds(browser, port, path, line) for _ in range(TRIES))
    return statistics.median(islice((each for each in seen if each is not None), VIEWS))


def _seconds(browser: Browser, port: int, path: str, line: Line | None) -> float | None:
    """Return the seconds of one new visitor.

    None where a visit over a line never got its document: the browser's own throttle lost it about
    once in a hundred visits, where visits without it never were.
    """
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]  # width and height
    try:
        visitor = context.new_page()
        if line is not None:
            _put_on(context.new_cdp_session(visitor), line)
        began = time.perf_counter()
        visitor.goto(f"http://localhost:{port}/{path}", wait_until="commit")
        visitor.wait_for_function(WHOLE, timeout=60_000)
        return time.perf_counter() - began
    except PlaywrightTimeoutError:
        if line is None:
            raise
        return None
    finally:
        context.close()


def _put_on(session: CDPSession, line: Line) -> None:
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": line.milliseconds,
            "downloadThroughput": line.bytes_per_second,
            "uploadThroughput": line.bytes_per_second,
        },
    )
