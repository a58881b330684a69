"""The chart card: finding, what it is, chart, table, what can be taken, source; in that order."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.alt import in_words
from welfare.charts.sourced import source_line
from welfare.charts.theme import CONFIG
from welfare.extracts.asked import Asked
from welfare.ui.card_tools import Said, tools
from welfare.ui.pieces import bullets, rows_table
from welfare.ui.view import View
from welfare.ui.view import view as read_view


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
    moving: bool = False,
) -> Iterator[None]:
    """Open a card titled by its ``finding``; the block draws, then come table and source.

    A ``moving`` card changes in the browser: its block writes the finding and what it is about.
    """
    with st.container(border=True, key=f"card_{key}"):
        if not moving:
            st.markdown(f"### {plain(finding)}")
        if about and not moving:
            st.caption(plain(about))
        yield
        if rows is not None and rows.make is not None:
            _table(view, key, rows.make, sources)
        source = source_line(sources, view.language)
        files = _files(view, rows) if rows is not None else ""
        said = Said(finding, about, source)
        st.html(f'<div class="wa-away">{files}{tools(view, key, said)}</div>')
        st.caption(plain(source))


def chart(figure: go.Figure, key: str, about: str) -> None:
    """Draw a figure with the project's settings; who cannot see it is told what it shows."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt(figure, about))


def alt(figure: go.Figure, about: str) -> str:
    """Return what a figure is about and, from its own values, what it shows."""
    return f"{about} · {in_words(figure, read_view().language)}"


def take_away(view: View, rows: Rows) -> None:
    """Offer the rows as a file, and the page that has them in other formats, with a citation."""
    st.html(f'<div class="wa-away">{_files(view, rows)}</div>')


def _files(view: View, rows: Rows) -> str:
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
    return f"{csv}{others}{told}"


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
