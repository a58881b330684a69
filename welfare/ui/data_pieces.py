"""Pieces of HTML of the page Data and quality. All text is escaped here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from welfare.charts.coverage_matrix import Matrix, ink_on
from welfare.ui.card import Rows, take_away
from welfare.ui.pieces import rows_table
from welfare.ui.view import View

SHOWN = 200
"""Rows of a table on the page at most; the file has them all."""
WIDE = 25
"""Years from which the matrix is set smaller, so that they fit on a desk."""

Mark = Literal["met", "accepted", "unmet", "late", "due", "open"]
SIGNS: dict[Mark, str] = {
    "met": "✓",
    "accepted": "≈",
    "unmet": "✗",
    "late": "!",
    "due": "✓",
    "open": "–",
}


@dataclass(frozen=True)
class Cell:
    """A cell of a list: its text, a smaller line under it, and a mark before it."""

    text: str
    under: str = ""
    mark: Mark | None = None


@dataclass(frozen=True)
class Heading:
    """A column of a list: its heading, and whether it holds numbers."""

    text: str
    number: bool = False


@dataclass(frozen=True)
class Strip:
    """Years of a publication on a line: runs of (first, last, state, label)."""

    name: Cell
    words: Cell
    runs: Sequence[tuple[int, int, str, str]]
    told: str


def rows_list(key: str, headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows as a table; on a phone each row stands by itself with its headings."""
    head = "".join(
        f'<th scope="col"{" class=wa-n" if h.number else ""}>{escape(h.text)}</th>'
        for h in headings
    )
    body = "".join(
        "<tr>"
        + "".join(
            _cell(cell, h, place) for place, (cell, h) in enumerate(zip(row, headings, strict=True))
        )
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<table class="wa-rows wa-rows-{key}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _cell(cell: Cell, heading: Heading, place: int) -> str:
    mark = (
        f'<i class="wa-mark wa-{cell.mark}" aria-hidden="true">{SIGNS[cell.mark]}</i>'
        if cell.mark
        else ""
    )
    under = f"<small>{escape(cell.under)}</small>" if cell.under else ""
    inner = f"<span>{mark}{escape(cell.text)}{under}</span>"
    if place == 0:
        return f'<th scope="row">{inner}</th>'
    kind = " class=wa-n" if heading.number else ""
    return f'<td{kind} data-l="{escape(heading.text)}">{inner}</td>'


def equation(parts: Sequence[tuple[str, str]], signs: Sequence[str]) -> None:
    """Write numbers with their words and the signs between them."""
    inner = "".join(
        f"<span>{f'<b>{escape(sign)}</b>' if sign else ''}"
        f"<span><strong>{escape(value)}</strong>{escape(words)}</span></span>"
        for sign, (value, words) in zip(("", *signs), parts, strict=True)
    )
    st.html(f'<p class="wa-equation">{inner}</p>')


def strips(first: int, last: int, ticks: Sequence[tuple[int, str]], rows: Sequence[Strip]) -> None:
    """Write publications, each with its years on one line from ``first`` to ``last``."""
    scale = "".join(
        f'<em style="grid-column:{year - first + 1}/span 4">{escape(label)}</em>'
        for year, label in ticks
    )
    inner = "".join(_strip(row, first) for row in rows)
    st.html(
        f'<div class="wa-fresh" tabindex="0" style="--wa-years:{last - first + 1}">'
        f'<div class="wa-fresh-row wa-fresh-head" aria-hidden="true"><span></span><span></span>'
        f'<div class="wa-strip">{scale}</div></div>{inner}</div>'
    )


def state_legend(states: Iterable[tuple[str, str]]) -> None:
    """Name the states of the years of a publication."""
    inner = "".join(
        f'<span><i class="wa-{name}"></i>{escape(said)}</span>' for name, said in states
    )
    st.html(f'<div class="wa-legend wa-states">{inner}</div>')


def _strip(row: Strip, first: int) -> str:
    runs = "".join(
        f'<i class="wa-{state}" style="grid-column:{a - first + 1}/{b - first + 2}">'
        f"{escape(label)}</i>"
        for a, b, state, label in row.runs
    )
    return (
        '<div class="wa-fresh-row">'
        f"<div><strong>{escape(row.name.text)}</strong><small>{escape(row.name.under)}</small></div>"
        f'<div><i class="wa-mark wa-{row.words.mark}" aria-hidden="true">'
        f"{SIGNS[row.words.mark or 'open']}</i><strong>{escape(row.words.text)}</strong>"
        f"<small>{escape(row.words.under)}</small></div>"
        f'<div class="wa-strip" role="img" aria-label="{escape(row.told)}">{runs}</div></div>'
    )


def matrix(view: View, shown: Matrix, corner: str) -> None:
    """Write the coverage matrix in a box that scrolls; headings and areas stay in sight."""
    ramp = view.palette.ramp(max(1, shown.classes.count))
    style = "".join(
        f"--wa-k{n}:{colour};--wa-i{n}:{ink_on(colour, view.palette)};"
        for n, colour in enumerate(ramp)
    )
    head = "".join(f"<th scope=col>{escape(heading)}" for heading in shown.headings)
    body = ""
    for row in shown.rows:
        cells = ""
        for cell in row.cells:
            name = f"k{cell.band}" if cell.state == "known" else MATRIX_CLASSES[cell.state]
            sign = "•" if cell.state == "wider" else escape(cell.text)
            cells += f"<td{f' class={name}' if name else ''}>{sign}"
        body += f"<tr class=wa-{row.kind}><th scope=row>{escape(row.label)}{cells}"
    wide = " wa-wide" if len(shown.headings) > WIDE else ""
    st.html(
        '<div class="wa-scroll wa-matrix-box" tabindex="0">'
        f'<table class="wa-matrix{wide}" style="{style}">'
        f"<thead><tr><th scope=col>{escape(corner)}{head}</thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


MATRIX_CLASSES = {"wider": "w", "none": "", "unfounded": "u", "whole": "g", "part": "p"}


def matrix_legend(view: View, shown: Matrix, words: Sequence[tuple[str, str, str]]) -> None:
    """Name the classes of the matrix, then (class, sign, words) of what is not known."""
    ramp = view.palette.ramp(max(1, shown.classes.count))
    edges = shown.classes.edges
    entries = [
        (f"background:{colour}", "", "", _range(low, high, last=place == len(ramp) - 1))
        for place, (colour, low, high) in enumerate(zip(ramp, edges, edges[1:], strict=False))
    ]
    entries += [("", name, sign, said) for name, sign, said in words]
    inner = "".join(
        f'<span><i class="{name}" style="{style}">{escape(sign)}</i>{escape(said)}</span>'
        for style, name, sign, said in entries
    )
    st.html(f'<div class="wa-legend wa-matrix-legend">{inner}</div>')


def _range(low: float, high: float, *, last: bool) -> str:
    """Return the whole numbers of a class; only the last class holds its upper edge."""
    first = -int(-low // 1)
    end = int(high) if last else -int(-high // 1) - 1
    return f"{first:,}" if end <= first else f"{first:,}–{end:,}"


def bar_list(rows: Sequence[tuple[str, str, int]]) -> None:
    """Write (words, words under them, number) as bars, all on one scale."""
    most = max((number for _, _, number in rows), default=1)
    inner = "".join(
        f"<li><span>{escape(words)}<small>{escape(under)}</small></span><b>{number:,}</b>"
        f'<i style="width:{100 * number / most:.1f}%"></i></li>'
        for words, under, number in rows
    )
    st.html(f'<ul class="wa-bars">{inner}</ul>')


def empty(words: str, command: str = "") -> None:
    """Write that there is nothing, and what to do."""
    code = f"<code>{escape(command)}</code>" if command else ""
    st.html(f'<div class="wa-empty"><p>{escape(words)}</p>{code}</div>')


def details(view: View, key: str, rows: Rows, total: int | None = None) -> None:
    """Offer rows as a table, the first of them on the page, and as a file.

    ``total`` is how many there are where ``rows`` makes fewer.
    """
    if rows.make is not None:
        opened = st.expander(
            view.say("card.as_table"),
            key=f"table_{key}",
            icon=":material/table:",
            on_change="rerun",
        )
        if opened.open:
            with opened:
                _first_rows(view, rows.make(), total)
    take_away(view, rows)


def _first_rows(view: View, made: pd.DataFrame, total: int | None) -> None:
    there = max(total or 0, len(made))
    if there > SHOWN:
        shown = f"{min(SHOWN, len(made)):,}"
        st.caption(view.say("data.capped", shown=shown, total=f"{there:,}"))
    rows_table(made.head(SHOWN))
