"""`check`: read files and report; nothing is loaded."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from etl.cli.console import (
    DONE,
    FAULTY,
    UnusableError,
    console,
    progress,
    report,
    show_issues,
)
from etl.gather import Gathered, take
from etl.inputs import raw_files, stray_mappings
from etl.isolate import read_files
from etl.issues import Issue
from welfare.catalog import read_catalogue
from welfare.paths import REFERENCE


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    parser.add_argument(
        "--json", action="store_true", help="one JSON document on standard output, for programs"
    )


def run(chosen: argparse.Namespace) -> int:
    """Read every file, print its verdict and its account; 1 where anything was refused."""
    named = [pair for path in chosen.paths for pair in _files(path)]
    if not named:
        raise UnusableError("no file there · ไม่พบไฟล์ในโฟลเดอร์ที่ระบุ")
    catalogue = read_catalogue(REFERENCE)
    found = Gathered()
    found.issues += [
        Issue(str(file.relative_to(path)), "mapping_without_file")
        for path in chosen.paths
        for file in stray_mappings(path)
    ]
    with progress(console()) as step:
        for read in read_files(named):
            step(read.name)
            take(read, found, catalogue)
    (_print_json if chosen.json else _print)(found)
    refused = any(issue.severity == "refused" for issue in found.issues)
    return FAULTY if refused else DONE


def _files(path: Path) -> list[tuple[Path, str]]:
    if path.is_dir():
        return [(file, str(file.relative_to(path))) for file in raw_files(path)]
    if not path.is_file():
        raise UnusableError(f"no file or folder {path} · ไม่พบไฟล์หรือโฟลเดอร์ {path}")
    return [(path, path.name)]


def _print(found: Gathered) -> None:
    shown_on = report()
    table = Table(box=None, pad_edge=False)
    table.add_column("file", overflow="fold")
    table.add_column("verdict")
    table.add_column("family", overflow="fold")
    for name in ("read", "loaded", "aside", "refused"):
        table.add_column(name, justify="right")
    for file in found.files:
        counts = ("rows_read", "rows_loaded", "rows_set_aside", "rows_refused")
        table.add_row(
            escape(str(file["file"]).removeprefix("raw/")),
            str(file["verdict"]),
            str(file["family"] or "-"),
            *(f"{file[count]:,}" for count in counts),
        )
    shown_on.print(table)
    for row in found.reconciliations:
        sign, style = _verdict(row)
        shown_on.print(
            f"{sign} {row['file']}: {row['kind']} {row['item']}:"
            f" {row['totals']} printed totals, {row['printed']:,.10g} printed,"
            f" {row['summed']:,.10g} added up, largest gap {row['largest_gap']:,.6g}",
            style=style,
            markup=False,
            soft_wrap=True,
        )
    show_issues(shown_on, found.issues)
    sums = {str(file["file"]).removeprefix("raw/"): file["sha256"] for file in found.files}
    for name in dict.fromkeys(i.file for i in found.issues if i.reason == "total_mismatch"):
        shown_on.print(f"sha256 {sums[name]}  {name}", markup=False, soft_wrap=True)


def _verdict(row: dict[str, object]) -> tuple[str, str]:
    """Return the sign of a kind of totals (met, accepted by a steward, not met) and its colour."""
    if row["accepted"]:
        return "accepted ✗", "cyan"
    met = float(str(row["largest_gap"])) <= float(str(row["tolerance"]))
    return ("✓", "green") if met else ("✗", "red")


def _print_json(found: Gathered) -> None:
    document = {
        "files": found.files,
        "totals": found.reconciliations,
        "issues": [_issue(issue) for issue in found.issues],
    }
    print(json.dumps(document, ensure_ascii=False, indent=1))  # noqa: T201 - for programs


def _issue(issue: Issue) -> dict[str, object]:
    return asdict(issue) | {"text_th": issue.text_th, "text_en": issue.text_en}
