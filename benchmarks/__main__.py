"""Run every benchmark and print floors, ours and ratios."""

from rich.console import Console
from rich.table import Table

from benchmarks.builds import build_table
from benchmarks.downloads import download_table
from benchmarks.first_views import first_view_table
from benchmarks.measures import measures_table
from benchmarks.questions import question_table
from benchmarks.reruns import rerun_table
from benchmarks.wide_files import wide_table
from benchmarks.year_steps import year_step_table


def main() -> None:
    """Print one table."""
    table = Table("measured in one run", "floor", "ours", "ratio")
    for column in table.columns[1:]:
        column.justify = "right"
    parts = (
        build_table,
        wide_table,
        download_table,
        question_table,
        measures_table,
        year_step_table,
        first_view_table,
        rerun_table,
    )
    for row in (row for part in parts for row in part()):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
