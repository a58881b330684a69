"""A change on a page against the floor: time of a rerun, reruns a second, bytes."""

import pickle
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from benchmarks.page_figures import NAMES, address_of, drawn_by
from benchmarks.rows import Row
from benchmarks.server import serving
from benchmarks.session import Run, Session
from welfare import warehouse
from welfare.paths import ROOT
from welfare.queries import indicators
from welfare.ui.years.mount import DEFINED

INDICATOR = "poverty_rate_pct"
CHANGING = "provinces"
"""The page whose year is changed by many at once."""
CHOSEN = ("34", "50", "58", "90")
SESSIONS = (1, 10, 30)
ROUNDS = 2
ROUNDS_ALONE = 8


@dataclass(frozen=True)
class Measured:
    """Median and 95th percentile of seconds a rerun takes, reruns a second, median bytes."""

    seconds: float
    slow: float
    per_second: float
    received: float


def rerun_table() -> list[Row]:
    """Return rows (what, floor, ours, ratio): every page alone, and years changed by many."""
    years = indicators.province_years(warehouse.current(), INDICATOR)
    states = {page: [{"province": code} for code in CHOSEN] for page in NAMES}
    states[CHANGING] += [{"year": str(year)} for year in years]
    with tempfile.TemporaryDirectory() as folder:
        constants = Path(folder) / "figures.pickle"
        constants.write_bytes(pickle.dumps(_constants(states)))
        with (
            serving(ROOT / "benchmarks" / "floor.py", {"FLOOR_FIGURES": str(constants)}) as floor,
            serving(ROOT / "app.py") as ours,
        ):
            # Floor and app by turns, so that a noisy minute meets both.
            return [
                *(row for page in NAMES for row in _alone(floor.port, ours.port, page)),
                *(row for count in SESSIONS for row in _many(floor.port, ours.port, count, years)),
            ]


def _constants(states: dict[str, list[dict[str, str]]]) -> dict[str, object]:
    """Return what the floor draws, as it needs it: without anything of this project."""
    pages: dict[str, dict[str, object]] = {}
    for page, queries in states.items():
        drawn = {urlencode(query): drawn_by(page, query) for query in queries}
        pages[page] = {state: (found.figures, found.parts) for state, found in drawn.items()}
    return {"components": DEFINED, "pages": pages}


def _alone(floor: int, ours: int, page: str) -> list[Row]:
    """Return the row of a page whose province is changed by one visitor."""
    changes = [f"province={code}" for code in CHOSEN]
    bare = _measure(floor, "", 1, [f"page={page}&{change}" for change in changes], ROUNDS_ALONE)
    full = _measure(ours, address_of(page), 1, changes, ROUNDS_ALONE)
    return [_milliseconds(f"p95 of a rerun after another province, {page}", bare.slow, full.slow)]


def _many(floor: int, ours: int, sessions: int, years: Sequence[int]) -> list[Row]:
    """Return the rows of a year that is changed by many visitors at once."""
    changes = [f"year={year}" for year in years]
    bare = _measure(floor, "", sessions, [f"page={CHANGING}&{c}" for c in changes], ROUNDS)
    full = _measure(ours, CHANGING, sessions, changes, ROUNDS)
    visitors = f"{sessions} session{'s' if sessions > 1 else ''}"
    return [
        _milliseconds(f"rerun after another year, {visitors}", bare.seconds, full.seconds),
        _milliseconds(f"p95 of a rerun after another year, {visitors}", bare.slow, full.slow),
        _compared(f"reruns a second, {visitors}", bare.per_second, full.per_second, "{:.1f}"),
        _compared(f"bytes of another year, {visitors}", bare.received, full.received, "{:,.0f}"),
    ]


def _measure(port: int, path: str, sessions: int, changes: Sequence[str], rounds: int) -> Measured:
    """Make ``changes`` in turn in every session, once unmeasured before."""
    open_sessions = [Session(port, path) for _ in range(sessions)]
    for session in open_sessions:
        session.__enter__()
        for change in changes:
            session.run(change)
    try:
        began = time.perf_counter()
        with ThreadPoolExecutor(sessions) as pool:
            asked = [pool.submit(_walk, session, changes, rounds) for session in open_sessions]
            runs = [run for future in asked for run in future.result()]
        elapsed = time.perf_counter() - began
    finally:
        for session in open_sessions:
            session.__exit__(None, None, None)
    seconds = [run.seconds for run in runs]
    return Measured(
        statistics.median(seconds),
        float(np.quantile(seconds, 0.95)),
        len(runs) / elapsed,
        statistics.median(run.received for run in runs),
    )


def _walk(session: Session, changes: Sequence[str], rounds: int) -> list[Run]:
    return [session.run(change) for _ in range(rounds) for change in changes]


def _milliseconds(what: str, bare: float, full: float) -> Row:
    return _compared(what, 1000 * bare, 1000 * full, "{:.0f} ms")


def _compared(what: str, bare: float, full: float, form: str) -> Row:
    return (what, form.format(bare), form.format(full), f"{full / bare:.2f}")
