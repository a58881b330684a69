"""One step through the years on the page Provinces: until the browser has drawn it.

Against twice the 29 ms that Observable Framework took for the same chart where it was measured, and
against Plotly recolouring a bare map of the same provinces in the same browser.
"""

import json
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page

from benchmarks.browser import WINDOW, chromium
from benchmarks.rows import Row
from benchmarks.server import serving
from welfare import warehouse
from welfare.catalog import catalogue
from welfare.charts.province_map import province_map
from welfare.charts.theme import LIGHT
from welfare.metrics.classify import quantile_classes
from welfare.paths import BOUNDARIES, ROOT
from welfare.queries import indicators

INDICATOR = "births_persons"
"""The indicator with the most years."""
OBSERVABLE_MS = 29
ALLOWED_MS = 2 * OBSERVABLE_MS
ROUNDS = 3
MEASURED = """async ([steps, rounds]) => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = done;
        after.port2.postMessage(0);
    }));
    const found = [];
    for (let round = 0; round < rounds; round++) {
        for (let step = 0; step < steps; step++) {
            await drawn();
            const began = performance.now();
            await window.takeStep(step);
            await drawn();
            found.push(performance.now() - began);
        }
    }
    return found;
}"""
OURS = """() => {
    const slider = document.querySelector('.wy input[type=range]');
    window.takeStep = (step) => {
        slider.value = step;
        slider.dispatchEvent(new Event('input'));
    };
}"""
PLOTLY = """(colours) => {
    const map = document.querySelector('.js-plotly-plot');
    window.takeStep = (step) => Plotly.restyle(map, { z: [colours[step]] }, [0]);
}"""


def year_step_table() -> list[Row]:
    """Return rows (what, allowed or floor, ours, ratio): median and 95th percentile."""
    years = indicators.province_years(warehouse.current(), INDICATOR)
    with serving(ROOT / "app.py") as server, chromium() as browser:
        ours = _ours(browser, server.port, len(years))
        plotly = _plotly(browser, years)
    return [
        _row(f"a step through the years, {name} (allowed: 2 x {OBSERVABLE_MS} ms)", allowed, own)
        for name, allowed, own in (
            ("median", float(ALLOWED_MS), np.median(ours)),
            ("p95", float(ALLOWED_MS), np.quantile(ours, 0.95)),
        )
    ] + [
        _row(
            "the same, median (floor: Plotly recolours a bare map)",
            np.median(plotly),
            np.median(ours),
        )
    ]


def _ours(browser: Browser, port: int, steps: int) -> list[float]:
    page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]  # width and height
    page.goto(f"http://localhost:{port}/provinces?indicator={INDICATOR}&province=50")
    page.wait_for_selector(".wy-row")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    return _measured(page, OURS, None, steps)


def _plotly(browser: Browser, years: tuple[int, ...]) -> list[float]:
    snapshot, declared = warehouse.current(), catalogue().indicators[INDICATOR]
    figures = []
    for year in years:
        areas = indicators.areas_in_year(snapshot, INDICATOR, year)
        classes = quantile_classes(areas.loc[areas["area_kind"] == "province", "value"])
        figures.append(province_map(areas, classes, declared, "th", LIGHT))
    first = figures[-1]
    first.update_traces(geojson=json.loads(BOUNDARIES.read_text(encoding="utf-8")))
    page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]  # width and height
    page.route("**/*.json", lambda route: route.fulfill(json={"type": "Topology", "objects": {}}))
    page.set_content(first.to_html(include_plotlyjs=True))
    page.wait_for_selector(".choroplethlayer path")
    colours = [[int(state) for state in figure.data[0].z] for figure in figures]
    return _measured(page, PLOTLY, colours, len(years))


def _measured(page: Page, prepare: str, given: Any, steps: int) -> list[float]:
    """Return the milliseconds of every step; the first round readies the code."""
    page.evaluate(prepare, given)
    page.evaluate(MEASURED, [steps, 1])
    found: list[float] = page.evaluate(MEASURED, [steps, ROUNDS])
    page.close()
    return found


def _row(what: str, floor: float, own: float) -> Row:
    return (what, f"{floor:.0f} ms", f"{own:.0f} ms", f"{own / floor:.2f}")
