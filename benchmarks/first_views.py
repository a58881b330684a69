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


def first_view_table() -> list[tuple[str, str, str, str]]:
    """Return rows (what, allowed, ours, ratio), a row a page; the median of three new visitors."""
    with serving(ROOT / "app.py") as server, chromium() as browser:
        rows = []
        for page in NAMES:
            _seconds(browser, server.port, page)  # the first visitor of all warms the server
            seconds = statistics.median(_seconds(browser, server.port, page) for _ in range(VIEWS))
            rows.append(
                (
                    f"first view of {page} in a new browser (allowed: 3 s)",
                    f"{ALLOWED_SECONDS:.2f} s",
                    f"{seconds:.2f} s",
                    f"{seconds / ALLOWED_SECONDS:.2f}",
                )
            )
        return rows


def _seconds(browser: Browser, port: int, page: str) -> float:
    context = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]  # width and height
    try:
        visitor = context.new_page()
        began = time.perf_counter()
        visitor.goto(f"http://localhost:{port}/{address_of(page)}", wait_until="commit")
        visitor.wait_for_function(WHOLE, timeout=60_000)
        return time.perf_counter() - began
    finally:
        context.close()
