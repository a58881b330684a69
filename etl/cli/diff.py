"""`diff`: what changed between two warehouses."""

import argparse
import json
from pathlib import Path

import duckdb
from rich.table import Table

from etl.cli.console import DONE, FAULTY, UnusableError, need_file, report
from etl.diff import TableDiff, diff
from welfare.catalog import catalogue


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("old", type=Path, metavar="OLD", help="a warehouse")
    parser.add_argument("new", type=Path, metavar="NEW", help="another warehouse")
    parser.add_argument("--rows", type=int, default=10, help="differences shown a table (10)")
    parser.add_argument(
        "--json", action="store_true", help="every difference as JSON on standard output"
    )


def run(chosen: argparse.Namespace) -> int:
    """Print facts added, removed and changed; 1 where anything differs."""
    need_file(chosen.old, chosen.new)
    try:
        found = diff(chosen.old, chosen.new, catalogue().tables.values())
    except duckdb.Error as fault:
        raise UnusableError(f"not a warehouse · ไม่ใช่คลังข้อมูล: {fault}") from fault
    if chosen.json:
        _print_json(found)
    else:
        _print(found, chosen.rows)
    return DONE if all(table.same for table in found) else FAULTY


def _print(found: list[TableDiff], rows: int) -> None:
    shown_on = report()
    summary = Table("table", box=None, pad_edge=False)
    for name in ("added", "removed", "changed"):
        summary.add_column(name, justify="right")
    for table in found:
        summary.add_row(table.table, *(f"{n:,}" for n in _counts(table)))
    shown_on.print(summary)
    for table in found:
        for row in table.rows.head(rows).to_dict("records"):
            shown_on.print(_line(table.table, row), markup=False, soft_wrap=True)
        if len(table.rows) > rows:
            shown_on.print(f"… {len(table.rows) - rows:,} more in {table.table}")


def _counts(table: TableDiff) -> tuple[int, int, int]:
    return table.added, table.removed, table.changed


def _line(table: str, row: dict[str, object]) -> str:
    """Return one difference: the key, and what changed from what to what."""
    known = {str(name): value for name, value in row.items() if value == value}  # noqa: PLR0124 - NaN
    change = known.pop("change")
    names = [name.removesuffix("_old") for name in row if str(name).endswith("_old")]
    key = " · ".join(
        f"{value}"
        for name, value in known.items()
        if value is not None and not name.endswith(("_old", "_new"))
    )
    moved = [
        f"{name} {known.get(f'{name}_old')} → {known.get(f'{name}_new')}"
        for name in names
        if known.get(f"{name}_old") != known.get(f"{name}_new")
    ]
    return f"{change} {table}: {key}: {', '.join(moved)}"


def _print_json(found: list[TableDiff]) -> None:
    document = {
        table.table: {
            "added": table.added,
            "removed": table.removed,
            "changed": table.changed,
            "rows": json.loads(table.rows.to_json(orient="records", force_ascii=False)),
        }
        for table in found
    }
    print(json.dumps(document, ensure_ascii=False, indent=1))  # noqa: T201 - for programs
