"""What the commands share: exit codes, the console, a line of progress, the paths."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from etl.issues import Issue
from welfare.paths import OPEN_DATA, RAW_DATA, warehouse_file

DONE, FAULTY, UNUSABLE, BUSY = 0, 1, 2, 3


class UnusableError(Exception):
    """The command cannot run: a path is missing or is not what it should be."""


def console() -> Console:
    """Return the console for progress and faults (standard error)."""
    return Console(stderr=True, highlight=False)


def report() -> Console:
    """Return the console for what was asked for (standard output)."""
    return Console(highlight=False)


@contextmanager
def progress(shown_on: Console) -> Iterator[Callable[[str], None]]:
    """Show a line that names what is being read, with the time gone by."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=shown_on, transient=True) as bar:
        task = bar.add_task("…", total=None)
        yield lambda name: bar.update(task, description=name)


def show_issues(shown_on: Console, issues: list[Issue]) -> None:
    """Print every refusal and notice, in full."""
    for issue in issues:
        refused = issue.severity == "refused"
        shown_on.print(
            f"{'refused' if refused else 'notice'}: {issue}",
            style="yellow" if refused else "cyan",
            markup=False,
            soft_wrap=True,
        )


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the folders of agencies' files and of the figures that ship."""
    parser.add_argument(
        "--raw", type=Path, default=RAW_DATA, metavar="DIR", help="agencies' files (data/raw)"
    )
    parser.add_argument(
        "--open", type=Path, default=OPEN_DATA, metavar="DIR", help="figures that ship (data/open)"
    )


def add_warehouse(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Add the option that names the warehouse; ``again`` where the command above has it too."""
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=argparse.SUPPRESS if again else warehouse_file(),
        metavar="FILE",
        help="the DuckDB file (data/warehouse/welfare.duckdb, or $WELFARE_WAREHOUSE)",
    )


def need_folder(*folders: Path) -> None:
    """Raise :class:`UnusableError` for the first path that is no folder."""
    for folder in folders:
        if not folder.is_dir():
            raise UnusableError(f"no folder {folder} · ไม่พบโฟลเดอร์ {folder}")


def need_file(*files: Path) -> None:
    """Raise :class:`UnusableError` for the first path that is no file."""
    for file in files:
        if not file.is_file():
            raise UnusableError(f"no file {file} · ไม่พบไฟล์ {file}")
