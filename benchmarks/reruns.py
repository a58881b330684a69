"""Year changes on the map page against the floor: reruns a second, time and bytes of one."""

import pickle
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.server import serving
from benchmarks.session import Run, Session
from welfare import warehouse
from welfare.catalog import catalogue
from welfare.charts.province_map import province_map
from welfare.charts.ranked_bars import ranked_bars
from welfare.charts.series import province_lines
from welfare.charts.theme import LIGHT
from welfare.metrics.classify import quantile_classes
from welfare.paths import ROOT
from welfare.queries import indicators

INDICATOR = "poverty_rate_pct"
SESSIONS = (1, 10, 30)
ROUNDS = 2


@dataclass(frozen=True)
class Measured:
    """Median seconds of a rerun, reruns a second over all sessions, median bytes of a rerun."""

    seconds: float
    per_second: float
    received: float


def rerun_table() -> list[tuple[str, str, str, str]]:
    """Return rows (what, floor, ours, ratio) for 1, 10 and 30 sessions."""
    snapshot = warehouse.current()
    years = indicators.province_years(snapshot, INDICATOR)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        constants = Path(folder) / "figures.pickle"
        constants.write_bytes(pickle.dumps({year: _figures(snapshot, year) for year in years}))
        with (
            serving(ROOT / "benchmarks" / "floor.py", {"FLOOR_FIGURES": str(constants)}) as floor,
            serving(ROOT / "app.py") as ours,
        ):
            for sessions in SESSIONS:
                # Floor and app by turns, so that a noisy minute meets both.
                bare = _measure(floor.port, "", sessions, years)
                full = _measure(ours.port, "provinces", sessions, years)
                rows += _compared(sessions, bare, full)
    return rows


def _figures(snapshot: warehouse.Snapshot, year: int) -> list[object]:
    indicator = catalogue().indicators[INDICATOR]
    areas = indicators.areas_in_year(snapshot, INDICATOR, year)
    classes = quantile_classes(areas.loc[areas["area_kind"] == "province", "value"])
    series = indicators.province_series(snapshot, INDICATOR)
    return [
        province_map(areas, classes, indicator, "th", LIGHT),
        ranked_bars(areas, classes, indicator, "th", LIGHT),
        province_lines(series, indicator, "th", LIGHT),
    ]


def _measure(port: int, path: str, sessions: int, years: tuple[int, ...]) -> Measured:
    open_sessions = [Session(port, path) for _ in range(sessions)]
    for session in open_sessions:
        session.__enter__()
        for year in years:
            session.run(f"year={year}")
    try:
        began = time.perf_counter()
        with ThreadPoolExecutor(sessions) as pool:
            asked = [pool.submit(_walk, session, years) for session in open_sessions]
            runs = [run for future in asked for run in future.result()]
        elapsed = time.perf_counter() - began
    finally:
        for session in open_sessions:
            session.__exit__(None, None, None)
    return Measured(
        statistics.median(run.seconds for run in runs),
        len(runs) / elapsed,
        statistics.median(run.received for run in runs),
    )


def _walk(session: Session, years: tuple[int, ...]) -> list[Run]:
    return [session.run(f"year={year}") for _ in range(ROUNDS) for year in years]


def _compared(sessions: int, bare: Measured, full: Measured) -> list[tuple[str, str, str, str]]:
    visitors = f"{sessions} session{'s' if sessions > 1 else ''}"
    return [
        (
            f"rerun after a year change, {visitors}",
            f"{bare.seconds * 1000:.0f} ms",
            f"{full.seconds * 1000:.0f} ms",
            f"{full.seconds / bare.seconds:.2f}",
        ),
        (
            f"reruns a second, {visitors}",
            f"{bare.per_second:.1f}",
            f"{full.per_second:.1f}",
            f"{full.per_second / bare.per_second:.2f}",
        ),
        (
            f"bytes of a year change, {visitors}",
            f"{bare.received:,.0f}",
            f"{full.received:,.0f}",
            f"{full.received / bare.received:.2f}",
        ),
    ]
