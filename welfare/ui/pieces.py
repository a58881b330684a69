"""Small pieces of HTML that Streamlit has no element for. All text is escaped here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator
from welfare.charts.legend import class_words
from welfare.language.numbers import NO_VALUE
from welfare.metrics.classify import Classes
from welfare.ui.view import View

MOST_ALIGNED = 3
"""Decimals that a column is filled up to with zeros; longer numbers stay as they are."""


def page_title(question: str, answer: str) -> None:
    """Write a page's question and the line on what it answers."""
    st.html(f'<h1>{escape(question)}</h1><p class="wa-answer">{escape(answer)}</p>')


def headline(text: str) -> None:
    """Write one large sentence."""
    st.html(f'<p class="wa-headline">{escape(text)}</p>')


def tile_head(name: str, colour: str) -> None:
    """Write a system's name under a bar of its colour."""
    st.html(f'<div class="wa-tile" style="--wa-colour:{colour}"><h4>{escape(name)}</h4></div>')


def map_head(name: str, colour: str) -> None:
    """Write a system's name with its colour beside it."""
    st.html(f'<h4 class="wa-map-head" style="--wa-colour:{colour}">{escape(name)}</h4>')


def figure(label: str, value: str | None, of: str, unknown: str) -> None:
    """Write a labelled number with what it counts; the word for unknown where there is none."""
    shown, known = (value, "") if value is not None else (unknown, " wa-unknown")
    st.html(
        f'<div class="wa-figure"><span class="wa-label">{escape(label)}</span>'
        f'<span class="wa-value{known}">{escape(shown)}</span>'
        f'<span class="wa-of">{escape(of)}</span></div>'
    )


def gap(text: str) -> None:
    """Write what is not known."""
    st.html(f'<p class="wa-gap">{escape(text)}</p>')


def text(words: str) -> None:
    """Write a paragraph."""
    st.html(f'<p class="wa-text">{escape(words)}</p>')


def bullets(items: Iterable[str]) -> None:
    """Write a list."""
    inner = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f'<ul class="wa-list">{inner}</ul>')


def terms(items: Iterable[tuple[str, str]]) -> None:
    """Write labelled statements, one a line."""
    inner = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in items)
    st.html(f'<dl class="wa-terms">{inner}</dl>')


def references(label: str, items: Iterable[str]) -> None:
    """Write references as they are in every language; what reads aloud is told they are English."""
    inner = "".join(f'<p lang="en">{escape(item)}</p>' for item in items)
    st.html(f'<div class="wa-references"><b>{escape(label)}</b>{inner}</div>')


def contents(label: str, items: Iterable[tuple[str, str]]) -> None:
    """Write links to headings on the same page, by their anchors."""
    inner = "".join(f'<a href="#{escape(anchor)}">{escape(name)}</a>' for anchor, name in items)
    st.html(f'<nav class="wa-contents" aria-label="{escape(label)}">{inner}</nav>')


def changes(items: Sequence[str]) -> None:
    """Write the findings of what changed, one a line."""
    inner = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f'<ul class="wa-changes">{inner}</ul>')


def map_legend(
    view: View, classes: Classes, indicator: Indicator, *, zero: bool, missing: bool, outside: bool
) -> None:
    """Name the classes of the map, and what is drawn apart where it occurs."""
    ramp = view.palette.ramp(classes.count)
    entries = list(zip(ramp, class_words(classes, indicator, view.language), strict=False))
    if zero:
        entries.insert(0, (view.palette.zero, view.say("provinces.legend_zero")))
    if missing:
        entries.append((view.palette.missing, view.say("provinces.legend_missing")))
    if outside:
        entries.append((view.palette.outside, view.say("provinces.legend_outside")))
    legend(entries)


def legend(entries: Iterable[tuple[str, str]]) -> None:
    """Name colours: a swatch and its words each."""
    inner = "".join(
        f'<span><i style="background:{colour}"></i>{escape(label)}</span>'
        for colour, label in entries
    )
    st.html(f'<div class="wa-legend">{inner}</div>')


@dataclass(frozen=True)
class Entry:
    """An entry of a list: title, lines under it, a chip beside the title, a link before them."""

    title: str
    lines: Sequence[str]
    chip: str | None = None
    colour: str = ""
    link: tuple[str, str] | None = None


def entries(items: Iterable[Entry], *, columns: bool = False) -> None:
    """Write a list of entries, in as many columns as fit where ``columns`` is set."""
    inner = "".join(_entry(item) for item in items)
    st.html(f'<div class="{"wa-entries wa-columns" if columns else "wa-entries"}">{inner}</div>')


def _entry(item: Entry) -> str:
    chip = (
        f'<em class="wa-chip" style="--wa-colour:{item.colour}">{escape(item.chip)}</em>'
        if item.chip
        else ""
    )
    link = (
        f'<span><a href="{escape(item.link[1])}" rel="noopener" target="_blank">'
        f"{escape(item.link[0])}</a></span>"
        if item.link
        else ""
    )
    lines = "".join(f"<span>{escape(line)}</span>" for line in item.lines if line)
    return f'<div class="wa-entry"><strong>{escape(item.title)}{chip}</strong>{link}{lines}</div>'


def copy_box(text: str, label: str, button: tuple[str, str], *, code: bool) -> str:
    """Return a text in a box with a button that copies it: its word, and that for having done so.

    What is code is set so, and what reads aloud is told that it is English.
    """
    kind = ' lang="en"' if code else ' class="wa-words"'
    copy, done = (escape(word) for word in button)
    return (
        f'<div class="wa-copy"><pre tabindex="0" aria-label="{escape(label)}"{kind}>{escape(text)}'
        f'</pre><button type="button" data-copied="{done}" aria-label="{copy}: {escape(label)}">'
        f"{copy}</button></div>"
    )


def rows_table(rows: pd.DataFrame, unknown: str = NO_VALUE) -> None:
    """Write rows as a table that scrolls in its box; numbers right-aligned with thousands.

    The numbers of a column have as many decimals as the longest of them, where it has few. A number
    that is not known is written as ``unknown``.
    """
    numeric = set(rows.select_dtypes("number").columns)
    places = [place for place, name in enumerate(rows, 1) if name in numeric]
    own = "wa-right-" + "-".join(map(str, places))
    body = rows.to_html(
        index=False,
        escape=True,
        border=0,
        na_rep=unknown,
        classes=f"wa-table {own}",
        formatters={name: _formatter(rows[name], unknown) for name in numeric},
    )
    ends = ", ".join(f".{own} :is(td, th):nth-child({place})" for place in places)
    cells = ", ".join(f".{own} td:nth-child({place})" for place in places)
    style = (
        f"<style>{ends} {{ text-align: right }} {cells} {{ white-space: nowrap }}</style>"
        if ends
        else ""
    )
    st.html(f'{style}<div class="wa-scroll" tabindex="0">{body}</div>')


def _formatter(column: "pd.Series[float]", unknown: str) -> Callable[[float], str]:
    decimals = max((len(_number(v).partition(".")[2]) for v in column.dropna()), default=0)

    def write(value: float) -> str:
        if pd.isna(value):
            return unknown
        return f"{value:,.{decimals}f}" if decimals <= MOST_ALIGNED else _number(value)

    return write


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
