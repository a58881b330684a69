"""The chart card: finding, what it is, chart, table, download, source. Always in that order."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.theme import CONFIG
from welfare.ui.pieces import rows_table
from welfare.ui.view import View


@contextmanager
def card(view: View, key: str, finding: str, about: str, sources: Sequence[str]) -> Iterator[None]:
    """Open a card titled by its ``finding``; what the block draws stands before the source."""
    with st.container(border=True, key=f"card_{key}"):
        st.markdown(f"### {_plain(finding)}", unsafe_allow_html=False)
        st.caption(_plain(about))
        yield
        _source(view, key, sources)


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a figure with the project's settings."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def table(view: View, key: str, rows: Callable[[], pd.DataFrame], file_name: str) -> None:
    """Offer the rows behind a chart; they are sent only when asked for."""
    opened = st.expander(
        view.say("card.as_table"), key=f"table_{key}", icon=":material/table:", on_change="rerun"
    )
    if opened.open:
        with opened:
            rows_table(rows())
            download(view, key, rows, file_name)


def download(view: View, key: str, rows: Callable[[], pd.DataFrame], file_name: str) -> None:
    """Offer the rows as CSV (UTF-8 with BOM, so that spreadsheets read Thai), made on the click."""
    st.download_button(
        view.say("card.download_csv"),
        data=lambda: rows().to_csv(index=False).encode("utf-8-sig"),
        file_name=f"{file_name}.csv",
        mime="text/csv",
        key=f"download_{key}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def _source(view: View, key: str, sources: Sequence[str]) -> None:
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
