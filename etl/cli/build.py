"""`build`: the warehouse from everything that is known, swapped in whole."""

import argparse
from pathlib import Path

from rich.table import Table

from etl.build import BuildReport, build, is_stale
from etl.cli.console import (
    DONE,
    add_folders,
    add_warehouse,
    console,
    need_folder,
    progress,
    show_issues,
)
from etl.publish import is_pinned


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    add_folders(parser)
    add_warehouse(parser)
    parser.add_argument(
        "--if-stale",
        action="store_true",
        help="do nothing where the warehouse is up to date, or was rolled back to",
    )


def run(chosen: argparse.Namespace) -> int:
    """Build, and say what came of it."""
    need_folder(chosen.raw, chosen.open)
    shown_on = console()
    if chosen.if_stale and not is_stale(chosen.open, chosen.raw, chosen.warehouse):
        if is_pinned(chosen.warehouse):
            shown_on.print(
                "an older build is served since a rollback; `python -m etl build` goes forward ·"
                " ใช้คลังข้อมูลรุ่นก่อนหน้าอยู่ตามคำสั่ง rollback",
                style="cyan",
            )
        return DONE
    with progress(shown_on) as step:
        report = build(chosen.open, chosen.raw, chosen.warehouse, step)
    _show(report, chosen.warehouse)
    return DONE


def _show(report: BuildReport, warehouse: Path) -> None:
    shown_on = console()
    table = Table("table", "rows", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, rows in sorted(report.rows.items()):
        table.add_row(name, f"{rows:,}")
    shown_on.print(table)
    show_issues(shown_on, report.issues)
    refusals = sum(issue.severity == "refused" for issue in report.issues)
    shown_on.print(
        f"{warehouse}: data version {report.data_version},"
        f" {report.files} files, {refusals} refusals",
        markup=False,
        soft_wrap=True,
    )
