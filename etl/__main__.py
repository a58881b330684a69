"""Command line of the ETL."""

import argparse
import sys
from collections.abc import Sequence
from types import ModuleType

from etl.cli import build, check, diff, restate, rollback, sketch, trace, versions
from etl.cli.console import BUSY, FAULTY, UNUSABLE, UnusableError, console
from etl.issues import BuildError
from etl.publish import BusyError
from etl.sources import FAMILIES
from welfare.catalog import CatalogueError

COMMANDS: tuple[tuple[ModuleType, str, str], ...] = (
    (build, "build", "build the warehouse and swap it in whole"),
    (check, "check", "read files and report what would be taken and why not; loads nothing"),
    (sketch, "sketch", "write a first mapping of a file that no family knows"),
    (trace, "trace", "show the file, checksum and sheet that a fact came from"),
    (diff, "diff", "show facts added, removed and changed between two warehouses"),
    (rollback, "rollback", "serve one of the last five builds again"),
    (versions, "versions", "list, keep, withdraw and prune the versions of data that are kept"),
    (restate, "restate", "write data/open again from agencies' files"),
)

EPILOGUE = """\
exit codes:
  0  done; the warehouse is built or was up to date, the files are clean, nothing differs
  1  a fault in the data or the reference files: every one is named by file, line, column and
     value; the old warehouse stays as it was. For check: something was refused. For diff:
     something differs. For versions --check: something that is kept is missing or damaged
  2  the command cannot run: a path is missing, the disk is full or not writable
  3  another build of the same warehouse is at work

A build reads data/reference, data/open and the files under data/raw, checks keys, ranges and
printed totals, and swaps the new warehouse in whole. It may be killed at any moment.

families of files that are recognised, by what they hold and not by their names:
""" + "\n".join(
    f"  {family.id:<24} {line.table}: {line.grain} ({line.unit})"
    for family in FAMILIES
    for line in family.yields
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m etl",
        description="From agencies' files to one warehouse of Thai welfare figures.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module, name, does in COMMANDS:
        command = commands.add_parser(
            name,
            help=does,
            description=does[0].upper() + does[1:] + ".",
            epilog=EPILOGUE if module in (build, check) else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add(command)
        command.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = _parser().parse_args(arguments)
    shown_on = console()
    try:
        code: int = chosen.run(chosen)
    except UnusableError as fault:
        shown_on.print(str(fault), style="red", markup=False, soft_wrap=True)
        return UNUSABLE
    except (BuildError, CatalogueError) as fault:
        shown_on.print("Nothing was changed · ไม่มีการเปลี่ยนแปลง คลังข้อมูลเดิมยังอยู่", style="red")
        shown_on.print(str(fault), markup=False, soft_wrap=True)
        return FAULTY
    except BusyError as fault:
        shown_on.print(str(fault), style="yellow", markup=False)
        return BUSY
    except OSError as fault:
        shown_on.print(f"Cannot write or read: {fault}", style="red", markup=False)
        return UNUSABLE
    return code


if __name__ == "__main__":
    sys.exit(main())
