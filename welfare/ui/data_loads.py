"""Parts of the page Data and quality: what the last build took and what it refused."""

import pandas as pd

from welfare.catalog import catalogue
from welfare.charts import findings_quality as findings
from welfare.extracts.asked import Asked
from welfare.queries import quality
from welfare.ui.card import Rows, card
from welfare.ui.data_pieces import (
    Cell,
    Heading,
    bar_list,
    details,
    empty,
    equation,
    rows_list,
)
from welfare.ui.frame import BUILD_COMMAND
from welfare.ui.pieces import map_head
from welfare.ui.view import View

LARGEST = 10
REASONS = 16


def account(view: View) -> None:
    """Show rows read as the sum of taken, refused and set aside; then the largest files."""
    build = quality.build_account(view.snapshot)
    title = findings.account_finding(build, view.language)
    with card(view, "account", title, view.say("data.account_about"), ()):
        parts = [
            (f"{build[f'rows_{name}']:,}", view.say(key))
            for name, key in (
                ("read", "data.rows_read"),
                ("loaded", "data.rows_loaded"),
                ("refused", "data.rows_refused"),
                ("set_aside", "data.rows_aside"),
            )
        ]
        equation(parts, ("=", "+", "+"))
        if not build["raw_files"]:
            empty(view.say("data.no_raw"), BUILD_COMMAND)
        files = quality.files(view.snapshot)
        largest = files[files["verdict"] == "loaded"].head(LARGEST)
        map_head(view.say("data.largest_files", count=len(largest)), view.palette.accent)
        _largest(view, largest)
        rows = Rows(lambda: _files_table(view, files), Asked("files_read", {}))
        details(view, "files", rows)


def _largest(view: View, files: pd.DataFrame) -> None:
    headings = [
        Heading(view.say("column.file")),
        Heading(view.say("column.verdict")),
        Heading(view.say("column.rows_read"), number=True),
        Heading(view.say("column.rows_loaded"), number=True),
        Heading(view.say("column.rows_refused"), number=True),
        Heading(view.say("column.rows_aside"), number=True),
    ]
    rows = [
        [
            Cell(str(row["file"])),
            Cell(catalogue().code_name("verdicts", row["verdict"], view.language), mark="met"),
            *(
                Cell(f"{row[f'rows_{name}']:,}")
                for name in ("read", "loaded", "refused", "set_aside")
            ),
        ]
        for _, row in files.iterrows()
    ]
    rows_list("files", headings, rows)


def _files_table(view: View, files: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            view.say("column.file"): files["file"],
            view.say("column.verdict"): [
                catalogue().code_name("verdicts", verdict, view.language)
                for verdict in files["verdict"]
            ],
            view.say("column.rows_read"): files["rows_read"],
            view.say("column.rows_loaded"): files["rows_loaded"],
            view.say("column.rows_refused"): files["rows_refused"],
            view.say("column.rows_aside"): files["rows_set_aside"],
            view.say("column.why"): files[f"text_{view.language}"],
            "sha256": files["sha256"],
        }
    )


def refusals(view: View, severity: str) -> None:
    """Show what was refused (or noticed) by reason, with every row of it in the table."""
    found = quality.reasons(view.snapshot, severity)
    refused = severity == "refused"
    asked = Asked("refusals", {"severity": [severity]})
    files = quality.issue_files(view.snapshot, severity)
    title = findings.reasons_finding(found, severity, files, view.language)
    about = view.say("data.refused_about" if refused else "data.notices_about")
    with card(view, f"issues_{severity}", title, about, ()):
        if found.empty:
            raw = bool(quality.build_account(view.snapshot)["raw_files"])
            key = "data.all_taken" if raw else "data.nothing_refused"
            empty(view.say(key if refused else "data.no_notices"))
            return
        bar_list([_bar(view, row) for _, row in found.head(REASONS).iterrows()])
        rows = Rows(lambda: _issues_table(view, severity), asked)
        details(view, severity, rows, int(found["issues"].sum()))


def _bar(view: View, row: pd.Series) -> tuple[str, str, int]:
    one = row["files"] == 1
    under = view.say(
        "data.in_file" if one else "data.in_files",
        files=f"{row['files']:,}",
        example=row["example"],
    )
    return str(row[f"text_{view.language}"]), under, int(row["issues"])


def _issues_table(view: View, severity: str) -> pd.DataFrame:
    rows = quality.issues(view.snapshot, severity)
    return pd.DataFrame(
        {
            view.say("column.why"): rows[f"text_{view.language}"],
            view.say("column.file"): rows["file"],
            view.say("column.sheet"): rows["sheet"],
            view.say("column.row_number"): rows["row_number"].astype("Int64"),
            view.say("column.column_name"): rows["column_name"],
            view.say("column.value"): rows["value"],
            view.say("column.suggestion"): rows["detail"],
        }
    )
