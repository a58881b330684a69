"""`rollback`: serve an older build again; `--list` shows what is kept."""

import argparse

from rich.table import Table

from etl.cli.console import DONE, UnusableError, add_warehouse, report
from etl.publish import NoBuildError, kept_builds, rollback


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    add_warehouse(parser)
    parser.add_argument(
        "--to", metavar="VERSION", help="the data version to serve (the one before the current)"
    )
    parser.add_argument("--list", action="store_true", help="only show the builds that are kept")


def run(chosen: argparse.Namespace) -> int:
    """Swap an older build in, or list what there is."""
    shown_on = report()
    if not chosen.list:
        try:
            now = rollback(chosen.warehouse, chosen.to)
        except NoBuildError:
            raise UnusableError(
                "no such build is kept; see --list · ไม่มีคลังข้อมูลรุ่นนั้นเก็บไว้ ดู --list"
            ) from None
        shown_on.print(
            f"{chosen.warehouse}: data version {now.data_version} is served, until the next"
            " `python -m etl build`",
            markup=False,
            soft_wrap=True,
        )
    table = Table("build", "data version", "served", box=None, pad_edge=False)
    for kept in kept_builds(chosen.warehouse):
        table.add_row(str(kept.number), kept.data_version, "✓" if kept.current else "")
    shown_on.print(table)
    return DONE
