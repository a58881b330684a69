"""What downloads and files in the making do to the server: its memory, and a visitor's reruns."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from urllib.request import Request, urlopen

from benchmarks.fetching import fetched, fetching
from benchmarks.memory import watching
from benchmarks.reruns import INDICATOR
from benchmarks.rows import Row
from benchmarks.server import Server
from benchmarks.session import Session
from benchmarks.wide_warehouse import TABLE
from welfare import warehouse
from welfare.extracts.extract import EXTRACTS
from welfare.queries import indicators

AT_ONCE = 10
MB_ALLOWED = 300
SLOWER_ALLOWED = 2
WATCHED_S = 6
"""How long reruns are measured beside a file in the making; then it is called off."""
MADE = ("xlsx", "dta", "sav")
YEARS = "2056..2060"
"""Fiscal years of about a hundred thousand rows."""


def beside(server: Server, address: str) -> Iterator[Row]:
    """Yield rows (what, floor, ours, ratio) of downloads of ``address``, and of files made."""
    years = indicators.province_years(warehouse.current(), INDICATOR)
    questions = cycle(f"year={year}" for year in years)
    with Session(server.port, "provinces") as visitor:

        def rerun() -> float:
            return visitor.run(next(questions)).seconds

        for _ in years:
            rerun()
        alone = statistics.median(rerun() for _ in range(2 * len(years)))
        with watching(server.pid) as memory:
            downloads = fetching(server.port, address, AT_ONCE)
            seconds = _while(lambda: downloads.poll() is None, rerun)
            fetched(downloads)
        rise = memory.peak - memory.before
        yield (
            f"memory taken by {AT_ONCE} CSV downloads at once (allowed: {MB_ALLOWED} MB)",
            f"{MB_ALLOWED} MB",
            f"{rise:.0f} MB",
            f"{rise / MB_ALLOWED:.2f}",
        )
        yield _slowed(f"beside {AT_ONCE} CSV downloads", alone, seconds)
        for form in MADE:
            rows, job = _begin(server, form)
            until = time.monotonic() + WATCHED_S
            seconds = _while(partial(_goes_on, server, job, until), rerun)
            _ask(server, job, "DELETE")
            yield _slowed(f"while {rows:,} rows are made into .{form}", alone, seconds)


def _while(goes_on: Callable[[], bool], rerun: Callable[[], float]) -> float:
    """Return the median seconds of reruns for as long as something goes on."""
    seconds = [rerun()]
    while goes_on():
        seconds.append(rerun())
    return statistics.median(seconds)


def _begin(server: Server, form: str) -> tuple[int, str]:
    """Begin to make a file; return how many rows it has and the address of the job."""
    asked = {"table": TABLE, "filters": {"fiscal_year": [YEARS]}, "format": form}
    issued = _ask(server, EXTRACTS, "POST", json.dumps(asked).encode())
    job = _ask(server, f"{issued['address']}/job", "POST")
    return int(issued["rows"]), f"/api/v1/jobs/{job['job']}"


def _goes_on(server: Server, job: str, until: float) -> bool:
    """Tell whether a file is in the making, and still to be looked at."""
    state = _ask(server, job, "GET")["state"]
    if state == "failed":
        raise RuntimeError("a file was not made")
    return state in {"queued", "making"} and time.monotonic() < until


def _ask(server: Server, path: str, method: str, body: bytes | None = None) -> dict[str, str]:
    request = Request(
        f"http://localhost:{server.port}{path}",
        data=body,
        method=method,
        headers={"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
        return dict(json.loads(answer.read()))


def _slowed(when: str, alone: float, beside: float) -> Row:
    return (
        f"rerun of a visitor {when} (floor: alone, allowed: {SLOWER_ALLOWED})",
        f"{alone * 1000:.0f} ms",
        f"{beside * 1000:.0f} ms",
        f"{beside / alone:.2f}",
    )
