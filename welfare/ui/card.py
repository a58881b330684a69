"""The chart card: finding, what it is, chart, table, download, source. Always in that order."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.theme import CONFIG
from welfare.ui.pieces import bullets, rows_table
from welfare.ui.view import View


@dataclass(frozen=True)
class Rows:
    """The table behind a chart, made when it is asked for, and the name of its file."""

    make: Callable[[], pd.DataFrame]
    file_name: str


@contextmanager
def card(
    view: View,
    key: str,
    finding: str,
    about: str,
    sources: Sequence[str],
    *,
    rows: Rows | None = None,
) -> Iterator[None]:
    """Open a card titled by its ``finding``; the block draws, then come table and source."""
    with st.container(border=True, key=f"card_{key}"):
        st.markdown(f"### {_plain(finding)}")
        if about:
            st.caption(_plain(about))
        yield
        if rows is not None:
            _table(view, key, rows, sources)
        _source(view, sources)


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a figure with the project's settings."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def download(view: View, key: str, rows: Rows) -> None:
    """Offer the rows as CSV (UTF-8 with BOM, so that spreadsheets read Thai), made on the click."""
    st.download_button(
        view.say("card.download_csv"),
        data=lambda: rows.make().to_csv(index=False).encode("utf-8-sig"),
        file_name=f"{rows.file_name}.csv",
        mime="text/csv",
        key=f"download_{key}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def _table(view: View, key: str, rows: Rows, sources: Sequence[str]) -> None:
    """Offer the rows, and what a reader must know of their sources; sent only when asked for."""
    opened = st.expander(
        view.say("card.as_table"), key=f"table_{key}", icon=":material/table:", on_change="rerun"
    )
    if opened.open:
        with opened:
            rows_table(rows.make())
            download(view, key, rows)
            st.markdown(f"**{view.say('card.caveats')}**")
            bullets(catalogue().sources[source].caveats(view.language) for source in sources)


def _source(view: View, sources: Sequence[str]) -> None:
    """Name publishers and periods; what is no publication is the build's own account."""
    if not sources:
        st.caption(f"{view.say('card.source')}: {view.say('card.of_build')}")
        return
    declared = [catalogue().sources[source] for source in sources]
    publishers = dict.fromkeys(
        catalogue().publishers[source.publisher].name(view.language) for source in declared
    )
    periods = ", ".join(dict.fromkeys(source.period(view.language) for source in declared))
    st.caption(_plain(f"{view.say('card.source')}: {' · '.join(publishers)} ({periods})"))


def _plain(text: str) -> str:
    """Keep a text from being read as Markdown."""
    for sign in "\\`*_#[]<>$~:":
        text = text.replace(sign, "\\" + sign)
    return text
