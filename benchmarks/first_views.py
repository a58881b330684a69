"""The first view of every page in a browser that has nothing of it yet, on a warm server."""

import statistics
import time

from playwright.sync_api import Browser

from benchmarks.browser import WINDOW, chromium
from benchmarks.page_figures import NAMES, address_of
from benchmarks.server import serving
from welfare.paths import ROOT

ALLOWED_SECONDS = 3.0
VIEWS = 3

Row = tuple[str, str, str, str]
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


def first_view_table() -> list[Row]:
    """Return rows (what, floor, ours, ratio): a bare page with one chart, then every page.

    Each is the median of three new visitors. Of the bare page and of ours the floor is the seconds
    allowed; where that is less than the bare page takes here, the bare page is what ours can reach.
    """
    bare_chart = ROOT / "benchmarks" / "bare_chart.py"
    with serving(bare_chart) as bare, serving(ROOT / "app.py") as ours, chromium() as browser:
        rows = [_row("a bare Streamlit page with one line", _median(browser, bare.port, ""))]
        for page in NAMES:
            seconds = _median(browser, ours.port, address_of(page))
            rows.append(_row(page, seconds))
        return rows


def _row(what: str, seconds: float) -> Row:
    return (
        f"first view of {what} in a new browser (allowed: 3 s)",
        f"{ALLOWED_SECONDS:.2f} s",
        f"{seconds:.2f} s",
        f"{seconds / ALLOWED_SECONDS:.2f}",
    )


def _median(browser: Browser, port: int, path: str) -> float:
    _seconds(browser, port, path)  # the first visitor of all warms the server
    return statistics.median(_seconds(browser, port, path) for _ in range(VIEWS))


def _seconds(browser: Browser, port: int, path: str) -> float:
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]  # width and height
    try:
        visitor = context.new_page()
        began = time.perf_counter()
        visitor.goto(f"http://localhost:{port}/{path}", wait_until="commit")
        visitor.wait_for_function(WHOLE, timeout=60_000)
        return time.perf_counter() - began
    finally:
        context.close()
