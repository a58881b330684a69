"""Command line of the ETL."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from etl.build import BuildReport, build, is_stale
from etl.issues import BuildError
from etl.publish import BusyError
from etl.restate import restate
from etl.sources import FAMILIES
from welfare.catalog import CatalogueError
from welfare.paths import OPEN_DATA, RAW_DATA, warehouse_file

DONE, FAULTY, UNUSABLE, BUSY = 0, 1, 2, 3

EPILOGUE = """\
exit codes:
  0  the warehouse is built, or was up to date with --if-stale
  1  a fault in the data or the reference files: every one is named by file, line, column and
     value; the old warehouse stays as it was
  2  the command cannot run: a folder is missing, the disk is full or not writable
  3  another build of the same warehouse is at work

A build reads data/reference, data/open and the files under data/raw, checks keys, ranges and
printed totals, and swaps the new warehouse in whole. It may be killed at any moment.

families of files that are recognised, by what they hold and not by their names:
""" + "\n".join(f"  {family.id:<20} {family.yields}" for family in FAMILIES)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m etl",
        description="From agencies' files to one warehouse of Thai welfare figures.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    building = commands.add_parser(
        "build",
        help="build the warehouse and swap it in",
        description="Build the warehouse and swap it in whole.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    building.add_argument(
        "--raw", type=Path, default=RAW_DATA, metavar="DIR", help="agencies' files (data/raw)"
    )
    building.add_argument(
        "--open", type=Path, default=OPEN_DATA, metavar="DIR", help="figures that ship (data/open)"
    )
    building.add_argument(
        "--warehouse",
        type=Path,
        default=warehouse_file(),
        metavar="FILE",
        help="the DuckDB file (data/warehouse/welfare.duckdb, or $WELFARE_WAREHOUSE)",
    )
    building.add_argument(
        "--if-stale", action="store_true", help="do nothing where the warehouse is up to date"
    )
    building.set_defaults(run=_build)
    restating = commands.add_parser(
        "restate",
        help="write data/open again from agencies' files",
        description="Write every dataset of data/open again, except those typed from a text.",
    )
    restating.add_argument("--raw", type=Path, required=True, metavar="DIR")
    restating.add_argument("--open", type=Path, default=OPEN_DATA, metavar="DIR")
    restating.set_defaults(run=_restate)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = _parser().parse_args(arguments)
    console = Console(stderr=True, highlight=False)
    if not chosen.raw.is_dir() or not chosen.open.is_dir():
        missing = chosen.open if chosen.raw.is_dir() else chosen.raw
        console.print(f"no folder {missing} · ไม่พบโฟลเดอร์ {missing}", style="red", markup=False)
        return UNUSABLE
    try:
        code: int = chosen.run(chosen, console)
    except (BuildError, CatalogueError) as fault:
        console.print("Not built; the old warehouse stays · ไม่ได้สร้าง คลังข้อมูลเดิมยังอยู่", style="red")
        console.print(str(fault), markup=False, soft_wrap=True)
        return FAULTY
    except BusyError as fault:
        console.print(str(fault), style="yellow", markup=False)
        return BUSY
    except OSError as fault:
        console.print(f"Cannot write or read: {fault}", style="red", markup=False)
        return UNUSABLE
    return code


def _build(chosen: argparse.Namespace, console: Console) -> int:
    if chosen.if_stale and not is_stale(chosen.open, chosen.raw, chosen.warehouse):
        return DONE
    with _progress(console) as step:
        report = build(chosen.open, chosen.raw, chosen.warehouse, step)
    _show(report, chosen.warehouse, console)
    return DONE


def _restate(chosen: argparse.Namespace, console: Console) -> int:
    with _progress(console) as step:
        written = restate(chosen.raw, chosen.open, step)
    for file, rows in written.items():
        console.print(f"{rows:>9,}  {file}")
    return DONE


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str], None]]:
    """Show a line that names what is being read, with the time gone by."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("…", total=None)
        yield lambda name: bar.update(task, description=name)


def _show(report: BuildReport, warehouse: Path, console: Console) -> None:
    table = Table("table", "rows", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    for name, rows in sorted(report.rows.items()):
        table.add_row(name, f"{rows:,}")
    console.print(table)
    issues = report.gathered.issues
    for issue in issues:
        console.print(f"refused: {issue}", style="yellow", markup=False, soft_wrap=True)
    console.print(
        f"{warehouse}: data version {report.data_version},"
        f" {len(report.gathered.files)} files, {len(issues)} refusals",
        markup=False,
        soft_wrap=True,
    )


if __name__ == "__main__":
    sys.exit(main())
