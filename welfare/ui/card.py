"""The chart card: finding, what it is, chart, table, download, source. Always in that order."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.sourced import source_line
from welfare.charts.theme import CONFIG
from welfare.extracts.asked import Asked
from welfare.ui.pieces import bullets, rows_table
from welfare.ui.view import View


@dataclass(frozen=True)
class Rows:
    """What is behind a chart: a table in the reader's words, and the published rows to take away.

    ``make`` gives the table, when it is asked for; None where the card shows it all. ``asked`` asks
    for the rows. ``counted`` tells that the table is worked out from them, so that it differs.
    ``beside`` asks for rows of other published tables that the card shows as well.
    """

    make: Callable[[], pd.DataFrame] | None
    asked: Asked
    counted: bool = False
    beside: Sequence[Asked] = ()


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
        st.markdown(f"### {plain(finding)}")
        if about:
            st.caption(plain(about))
        yield
        if rows is not None:
            if rows.make is not None:
                _table(view, key, rows.make, sources)
            take_away(view, rows)
        st.caption(plain(source_line(sources, view.language)))


def chart(figure: go.Figure, key: str, alt: str) -> None:
    """Draw a figure with the project's settings."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def take_away(view: View, rows: Rows) -> None:
    """Offer the rows as a file, and the page that has them in other formats, with a citation."""
    csv = (
        f'<a class="wa-file" href="{escape(rows.asked.file_address())}" download>'
        f"{escape(view.say('card.download_csv'))}</a>"
    )
    pages = [(rows.asked, view.say("card.other_formats"))]
    pages += [(asked, _named(view, asked)) for asked in rows.beside]
    others = "".join(
        f'<a href="{escape(asked.page_address(view.language))}">{escape(words)}</a>'
        for asked, words in pages
    )
    told = f"<small>{escape(view.say('card.counted'))}</small>" if rows.counted else ""
    st.html(f'<p class="wa-away">{csv}{others}{told}</p>')


def _named(view: View, asked: Asked) -> str:
    published = catalogue().publications[asked.publication]
    return view.say("card.beside", table=published.name(view.language))


def _table(view: View, key: str, make: Callable[[], pd.DataFrame], sources: Sequence[str]) -> None:
    """Show the table, and what a reader must know of its sources; sent only when asked for."""
    opened = st.expander(
        view.say("card.as_table"), key=f"table_{key}", icon=":material/table:", on_change="rerun"
    )
    if opened.open:
        with opened:
            rows_table(make())
            st.markdown(f"**{view.say('card.caveats')}**")
            bullets(catalogue().sources[source].caveats(view.language) for source in sources)


def plain(text: str) -> str:
    """Keep a text from being read as Markdown."""
    for sign in "\\`*_#[]<>$~:":
        text = text.replace(sign, "\\" + sign)
    return text
