"""Measures of inequality of fifty million weighted rows: against DuckDB, pandas, Polars and NumPy.

Every contender begins in a process of its own with the same DuckDB file and ends with the numbers;
what others take to read the rows into memory is part of that, and is told.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.contenders import PROVINCES, ROWS, Told
from benchmarks.rows import Row
from welfare.paths import ROOT

ROUNDS = 3
ALLOWED_MB = 4_000
ALLOWED_MS = 100
THEIL = f"Theil within and between {PROVINCES} provinces of {ROWS:,} rows"
GINI = f"Gini by province of {ROWS:,} rows"


def measures_table() -> list[Row]:
    """Return rows (what, floor, ours, ratio): seconds, milliseconds and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "people.duckdb")
        _run("write", file)
        # By turns, so that a noisy minute meets all.
        turns = [[_run(what, file) for what in ("scan", "scan_by", "theil")] for _ in range(ROUNDS)]
        scan, scan_by, theil = (_best(told) for told in zip(*turns, strict=True))
        pandas = _run("pandas", file)
        turns = [[_run(what, file) for what in ("gini", "numpy")] for _ in range(2)]
        gini, numpy = (_best(told) for told in zip(*turns, strict=True))
        polars = _best([_run(form, file) for form in ("polars_sorted", "polars_grouped")])
        cube = _run("cube", file)
    _agree(theil["result"], pandas["result"], 1e-9)
    for told in (gini, polars, cube):
        _agree(told["result"], numpy["result"], told.get("band", 1e-9))
    peak = max(told["megabytes"] for told in (theil, gini, cube))
    first, again = theil["first"], theil["again"]
    compared = (
        (f"{THEIL}, first query (floor: DuckDB adds up the two columns)", scan["first"], first),
        ("the same asked again (the same floor again)", scan["again"], again),
        ("the same asked again (floor: adding up by province)", scan_by["again"], again),
        (f"the same, first query ({_against('pandas', pandas)})", _whole(pandas), first),
        (f"{GINI}, exact ({_against('Polars', polars)})", _whole(polars), gini["first"]),
        (f"{GINI}, exact ({_against('NumPy', numpy)})", _whole(numpy), gini["first"]),
        ("cube by province (floor: adding up by province)", scan_by["first"], cube["first"]),
    )
    return [
        *((what, f"{f:.2f} s", f"{o:.2f} s", f"{o / f:.2f}") for what, f, o in compared),
        *(
            (
                f"{what} from the cube (allowed: {ALLOWED_MS} ms)",
                f"{ALLOWED_MS} ms",
                f"{milliseconds:.0f} ms",
                f"{milliseconds / ALLOWED_MS:.2f}",
            )
            for what, milliseconds in cube["queries"].items()
        ),
        ("widest band of a province's Gini from the cube", "-", f"{cube['band']:.0e}", "-"),
        (
            "peak memory of these (allowed: 4 GB)",
            f"{ALLOWED_MB} MB",
            f"{peak:.0f} MB",
            f"{peak / ALLOWED_MB:.2f}",
        ),
    ]


def _run(what: str, file: Path) -> Told:
    command = (sys.executable, "-m", "benchmarks.contenders", what, str(file))
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(told.stdout))


def _best(turns: Sequence[Told]) -> Told:
    """Return the quickest turn, with the least seconds of a second query of all."""
    return {**sorted(turns, key=_whole)[0], "again": min(told["again"] for told in turns)}


def _whole(told: Told) -> float:
    """Return the seconds from the file to the numbers."""
    return float(told["first"]) + float(told.get("reading", 0))


def _against(peer: str, told: Told) -> str:
    return f"against {peer}, of which reading {told['reading']:.1f} s"


def _agree(found: Sequence[float], expected: Sequence[float], within: float) -> None:
    if np.abs(np.subtract(found, expected)).max() > within + 1e-12:
        raise RuntimeError(f"contenders differ by more than {within}")
