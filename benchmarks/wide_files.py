"""A list of a million rows: reading it against a bare DuckDB read, and its memory against 1 GB.

The rows are the labour force of 2566 as it ships, in the agency's layout, said again for sixty
years and as often as a million takes.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from etl.isolate import read_one
from welfare.catalog import catalogue
from welfare.paths import OPEN_DATA, ROOT

ROWS = 1_000_000
YEARS = range(2544, 2604)
"""Buddhist years that the rows are said for."""
ALLOWED_MB = 1_000
ROUNDS = 3
COLUMNS = (
    *("YEAR", "QUARTER", "REGION", "PROVINCE", "SEX"),
    *("LABOR_FORCE_STATUS", "VALUE", "UNIT", "SOURCE"),
)
SEXES = {"male": "1. ชาย", "female": "2. หญิง"}
STATUSES = {
    "employed_persons": "1.1 มีงานทำ",
    "unemployed_persons": "1.2 ผู้ว่างงาน",
    "seasonally_unemployed_persons": "2. กำลังแรงงานที่รอฤดูกาล",
}


def wide_table() -> list[tuple[str, str, str, str]]:
    """Return rows (what, floor, ours, ratio): seconds and peak memory of one list."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "labour_force.csv")
        rows = write(file)
        # By turns, so that a noisy minute meets both.
        measured = [(_measured("bare", file), _measured("ours", file)) for _ in range(ROUNDS)]
    bare = min(seconds for (seconds, _), _ in measured)
    ours = min(seconds for _, (seconds, _) in measured)
    peak = max(megabytes for _, (_, megabytes) in measured)
    return [
        (
            f"reading a list of {rows:,} rows (floor: DuckDB reads it)",
            f"{bare:.2f} s",
            f"{ours:.2f} s",
            f"{ours / bare:.1f}",
        ),
        (
            "peak memory of it (allowed: 1 GB)",
            f"{ALLOWED_MB} MB",
            f"{peak:.0f} MB",
            f"{peak / ALLOWED_MB:.2f}",
        ),
    ]


def write(file: Path, rows: int = ROWS) -> int:
    """Write at least ``rows`` rows in the agency's layout; return how many."""
    year_of = list(_year_as_printed())
    written = 0
    with file.open("w", encoding="utf-8", newline="") as target:
        table = csv.writer(target, lineterminator="\n")
        table.writerow(COLUMNS)
        while written < rows:
            for year in YEARS:
                table.writerows(
                    (year, f"ไตรมาสที่ {quarter}/{year}", *rest) for quarter, *rest in year_of
                )
                written += len(year_of)
    return written


def _year_as_printed() -> Iterator[tuple[str, ...]]:
    """Give quarter, region, province, sex, status, value, unit and source of every row of 2566."""
    provinces = catalogue().provinces
    regions = catalogue().regions
    with (OPEN_DATA / "outcome_labour_force.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["source_id"] == "nso_lfs_2566":
                province = provinces[row["area_id"]]
                yield (
                    row["quarter"],
                    regions[province.region].name_th,
                    province.name_th,
                    SEXES[row["group_id"]],
                    STATUSES[row["indicator_id"]],
                    str(float(row["value"]) / 1000),
                    "พันคน",
                    "สำนักงานสถิติแห่งชาติ",
                )


def _measured(what: str, file: Path) -> tuple[float, float]:
    """Return seconds and peak megabytes of one reading in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.wide_files", what, str(file))
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(told.stdout)
    return seconds, megabytes


def _bare(file: Path) -> None:
    """Count the rows and the filled cells of every column."""
    duckdb.connect().execute(
        "SELECT count(*), count(COLUMNS(*)) FROM read_csv($file, all_varchar = true)",
        {"file": str(file)},
    ).fetchall()


def _ours(file: Path) -> None:
    reading = read_one(file, file.name).reading
    if reading is None or reading.rows_refused:
        raise RuntimeError("the list was not taken whole")


def main() -> None:
    """Print seconds and peak megabytes of one reading, as JSON."""
    reading: Callable[[Path], None] = {"bare": _bare, "ours": _ours}[sys.argv[1]]
    catalogue()
    began = time.perf_counter()
    reading(Path(sys.argv[2]))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak]))


if __name__ == "__main__":
    main()
