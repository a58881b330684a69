"""A build of what ships: time against a bare DuckDB read of the same files, and its memory."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from welfare.paths import OPEN_DATA, ROOT


def build_table() -> list[tuple[str, str, str, str]]:
    """Return rows (what, floor, ours, ratio): seconds and peak memory of one build."""
    began = time.perf_counter()
    for file in sorted(OPEN_DATA.glob("*.csv")):
        duckdb.connect().execute("SELECT count(*) FROM read_csv($file)", {"file": str(file)})
    bare = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "etl", "build", "--warehouse", f"{folder}/w.duckdb")
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        ours = time.perf_counter() - began
        size = Path(folder, "w.duckdb").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        (
            "build of what ships (floor: DuckDB reads the files)",
            f"{bare:.2f} s",
            f"{ours:.2f} s",
            f"{ours / bare:.1f}",
        ),
        (
            "peak memory of the build (allowed: 500 MB)",
            "500 MB",
            f"{peak:.0f} MB",
            f"{peak / 500:.2f}",
        ),
        ("warehouse on disk", "-", f"{size / 1e6:.1f} MB", "-"),
    ]
