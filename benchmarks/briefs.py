"""Printed briefs against the three seconds that one may take: one, the first of all, all 77."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import Row, allowed_row
from welfare import warehouse
from welfare.briefs.made import comparison_brief, province_brief
from welfare.catalog import Language, catalogue
from welfare.paths import ROOT
from welfare.review.compare import comparison

SAMPLE = ("10", "34", "50", "58", "90")
LANGUAGES: tuple[Language, ...] = ("th", "en")


def brief_table() -> list[Row]:
    """Return rows (what, allowed, ours, ratio); floors are three seconds a brief."""
    snapshot = warehouse.current()
    warm = []
    for code in SAMPLE:
        for language in LANGUAGES:
            began = time.perf_counter()
            province_brief(snapshot, code, language)
            warm.append(time.perf_counter() - began)
    shown = comparison(snapshot, members=("34", "50", "TH"))
    began = time.perf_counter()
    comparison_brief(snapshot, shown, "th")
    compared = time.perf_counter() - began
    briefs = len(catalogue().provinces) * len(LANGUAGES)
    return [
        allowed_row(
            "the first brief of a new process", _command("--province", "58", "--language", "th")
        ),
        allowed_row("a brief of a province, median of nine", statistics.median(warm[1:])),
        allowed_row("a brief of a comparison of three", compared),
        allowed_row(f"{briefs} briefs by python -m welfare.briefs", _command(), briefs),
    ]


def _command(*arguments: str) -> float:
    """Return the seconds that the command takes, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run(
            (sys.executable, "-m", "welfare.briefs", *arguments, "--out", str(Path(folder))),
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        return time.perf_counter() - began
