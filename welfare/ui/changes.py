"""Parts of the page What changed: every publishing of data, the newest first."""

import pandas as pd
import streamlit as st

from welfare.archive import current_archive
from welfare.extracts import changes_in_words as words
from welfare.extracts.changes import (
    ChangedRow,
    TableChanges,
    VersionChanges,
    changed_rows,
    read_changes,
)
from welfare.ui.card import plain
from welfare.ui.data_pieces import Cell, Heading, empty, rows_list
from welfare.ui.pieces import bullets, rows_table, text
from welfare.ui.view import View

SHOWN = 200
FEED = "/changes.atom"
MOST_BY = 8
"""Sources or indicators that are named under a table."""


def versions(view: View) -> None:
    """Show every publishing with what it changed."""
    told = read_changes(current_archive())
    feed = f"{FEED}?lang={view.language}"
    st.html(f'<p class="wa-away"><a href="{feed}">{view.say("changes.feed")}</a></p>')
    if not told:
        empty(view.say("changes.none_kept"), "python -m etl build")
    for place, version in enumerate(told):
        _version(view, version, f"{place}_{version.data_version}")


def _version(view: View, version: VersionChanges, key: str) -> None:
    with st.container(border=True, key=f"card_changes_{key}"):
        st.markdown(f"### {plain(words.heading(version, view.language))}")
        text(words.summary(version, view.language))
        if version.withdrawn is not None:
            reason = version.withdrawn
            st.warning(reason.reason_th if view.language == "th" else reason.reason_en)
        reasons = list(words.corrections(version, view.language))
        if reasons:
            st.markdown(f"**{view.say('changes.corrections')}**")
            bullets(reasons)
        if version.tables:
            _tables(view, version.tables)
            _rows(view, version, key)


def _tables(view: View, tables: tuple[TableChanges, ...]) -> None:
    headings = [
        Heading(view.say("changes.of_table")),
        *(Heading(view.say(f"changes.{name}_column"), number=True) for name in words.COUNTED),
    ]
    rows_list(
        "changes",
        headings,
        [
            [
                Cell(words.table_name(table, view.language), _by(view, table)),
                *(Cell(f"{getattr(table, name):,}") for name in words.COUNTED),
            ]
            for table in tables
        ],
    )


def _by(view: View, table: TableChanges) -> str:
    """Name the sources or indicators of most changes."""
    most = sorted(table.by, key=lambda each: -(each.added + each.changed + each.removed))
    names = [words.counted_name(each.id, view.language) for each in most[:MOST_BY]]
    more = view.say("changes.and_more", count=len(most) - MOST_BY) if len(most) > MOST_BY else ""
    return " · ".join([*names, *([more] if more else [])])


def _rows(view: View, version: VersionChanges, key: str) -> None:
    """Show the values that changed, before and after; read only when asked for."""
    opened = st.expander(
        view.say("changes.rows"), key=f"rows_{key}", icon=":material/table:", on_change="rerun"
    )
    if opened.open:
        with opened:
            found = changed_rows(current_archive(), version.data_version, SHOWN)
            if len(found) == SHOWN:
                st.caption(view.say("changes.first_rows", rows=SHOWN))
            rows_table(_table(view, found))


def _table(view: View, found: list[ChangedRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            view.say("changes.of_change"): [view.say(f"changes.{row.change}_row") for row in found],
            view.say("changes.of_fact"): [
                words.key_in_words(row.publication, row.key, view.language) for row in found
            ],
            view.say("changes.of_column"): [
                words.column_label(row.publication, row.column, view.language) for row in found
            ],
            view.say("changes.of_before"): [words.value_in_words(row.before) for row in found],
            view.say("changes.of_after"): [words.value_in_words(row.after) for row in found],
        }
    )
