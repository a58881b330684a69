"""Run benchmarks and print floors, ours and ratios.

``python -m benchmarks`` runs every part, ``python -m benchmarks reruns`` those that are named.
"""

import argparse
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from benchmarks.briefs import brief_table
from benchmarks.builds import build_table
from benchmarks.downloads import download_table
from benchmarks.first_views import first_view_table
from benchmarks.measures import measures_table
from benchmarks.questions import question_table
from benchmarks.reruns import rerun_table
from benchmarks.rows import Row
from benchmarks.wide_files import wide_table
from benchmarks.year_steps import year_step_table

PARTS: dict[str, Callable[[], list[Row]]] = {
    "builds": build_table,
    "wide_files": wide_table,
    "downloads": download_table,
    "questions": question_table,
    "measures": measures_table,
    "briefs": brief_table,
    "year_steps": year_step_table,
    "first_views": first_view_table,
    "reruns": rerun_table,
}


def main() -> None:
    """Print one table; on the way say which part has been measured, and for how long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    chosen = parser.parse_args().parts or list(PARTS)
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    table = Table("measured in one run", "floor", "ours", "ratio")
    for column in table.columns[1:]:
        column.justify = "right"
    for name in chosen:
        began = time.perf_counter()
        for row in PARTS[name]():
            table.add_row(*row)
        sys.stderr.write(f"{name}: {time.perf_counter() - began:.0f} s\n")
    Console().print(table)


if __name__ == "__main__":
    main()
