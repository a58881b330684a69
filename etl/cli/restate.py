"""`restate`: what ships, written again from the agencies' files."""

import argparse
from pathlib import Path

from etl.cli.console import DONE, console, need_folder, progress
from etl.restate import restate
from welfare.paths import OPEN_DATA


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("--raw", type=Path, required=True, metavar="DIR", help="agencies' files")
    parser.add_argument(
        "--open", type=Path, default=OPEN_DATA, metavar="DIR", help="where to write (data/open)"
    )


def run(chosen: argparse.Namespace) -> int:
    """Write every dataset of data/open again, except those typed from a text."""
    need_folder(chosen.raw, chosen.open)
    shown_on = console()
    with progress(shown_on) as step:
        written = restate(chosen.raw, chosen.open, step)
    for file, rows in written.items():
        shown_on.print(f"{rows:>9,}  {file}")
    return DONE
