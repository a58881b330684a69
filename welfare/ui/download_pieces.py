"""Pieces of HTML of the page Download. All text is escaped here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from welfare.catalog.publications import PublishedColumn
from welfare.extracts.request import columns_of
from welfare.language.numbers import NO_VALUE
from welfare.ui.download_data import Offer
from welfare.ui.download_question import Question
from welfare.ui.pieces import copy_box
from welfare.ui.view import View

SCRIPT = '<script src="/assets/scripts/download.js"></script>'


def script() -> None:
    """Bring in what follows the making of files."""
    st.html(SCRIPT, unsafe_allow_javascript=True)


def step(number: int | None, words: str) -> None:
    """Write the heading of a step, with its number where it has one."""
    shown = f'<span aria-hidden="true">{number}</span>' if number else ""
    st.html(f'<h2 class="wa-step">{shown}{escape(words)}</h2>')


def count(number: int) -> str:
    """Return a number of rows as it is read."""
    return f"{number:,}"


def row_count(view: View, offered: Offer, whole: int) -> None:
    """Write how many rows and columns are chosen; the script reads a change aloud."""
    rows = view.say("download.rows_chosen", rows=count(offered.rows))
    rest = view.say("download.columns_chosen", columns=len(offered.columns))
    if offered.rows < whole:
        rest += f" · {view.say('download.of_rows', rows=count(whole))}"
    st.html(f'<p class="wa-count"><strong>{escape(rows)}</strong> <span>{escape(rest)}</span></p>')


def empty(words: str) -> None:
    """Write that there is nothing, and what to do."""
    st.html(f'<div class="wa-empty"><p>{escape(words)}</p></div>')


def preview(view: View, question: Question, offered: Offer) -> None:
    """Write the first rows as they stand in the file; names only in the reader's language."""
    every = columns_of(question.publication.id)
    declared = [every[name] for name in offered.columns]
    shown = [each for each in declared if not _of_other_language(view, each, every)] or declared
    places = [offered.columns.index(column.id) for column in shown]
    head = "".join(_heading(view, column) for column in shown)
    body = "".join(
        "<tr>" + "".join(_cell(c, row[p]) for c, p in zip(shown, places, strict=True)) + "</tr>"
        for row in offered.first
    )
    label = escape(view.say("download.preview", rows=len(offered.first)))
    note = ""
    if len(shown) < len(declared):
        more = view.say("download.other_language", columns=len(declared) - len(shown))
        note = f'<p class="wa-note">{escape(more)}</p>'
    st.html(
        f'<div class="wa-scroll wa-preview" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="wa-table"><caption>{label}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note}"
    )


def _of_other_language(
    view: View, column: PublishedColumn, every: dict[str, PublishedColumn]
) -> bool:
    """Tell whether a column says in the other language what one beside it says in the reader's."""
    if view.language == "th":
        return column.id.endswith("_en")
    if column.id.endswith("_th"):
        return f"{column.id.removesuffix('_th')}_en" in every
    beside = every.get(f"{column.id}_en")
    return beside is not None and beside.role == "english"


def _heading(view: View, column: PublishedColumn) -> str:
    right = ' class="wa-n"' if column.type in {"integer", "number"} else ""
    label = escape(column.label(view.language))
    return f'<th scope="col"{right}>{label}<small lang="en">{escape(column.id)}</small></th>'


def _cell(column: PublishedColumn, value: object) -> str:
    if value is None:
        return f'<td class="wa-none">{NO_VALUE}</td>'
    if column.type in {"integer", "number"}:
        return f'<td class="wa-n">{escape(_number(column, value))}</td>'
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<td>{escape(text)}</td>"


def _number(column: PublishedColumn, value: object) -> str:
    if column.role == "be" or column.field.endswith("year"):
        return str(value)
    return f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"


@dataclass(frozen=True)
class FormatRow:
    """A format as it is offered: what it is called, what opens it, how large it is about.

    ``address`` gives the file; ``extract`` is its id where it is made first. ``refused`` says in a
    word why it cannot be had.
    """

    name: str
    opens: str
    size: str
    address: str = ""
    extract: str | None = None
    refused: str | None = None


@dataclass(frozen=True)
class FormatWords:
    """The words of the list of formats; the script puts in those that tell how a making stands."""

    take: str
    cancel: str
    states: dict[str, str]


def formats(groups: Iterable[tuple[str, Sequence[FormatRow]]], words: FormatWords) -> None:
    """Write the formats by group, each with a link that gives the file or has it made."""
    inner = "".join(
        f'<h3 class="wa-use">{escape(title)}</h3>'
        f'<ul class="wa-forms">{"".join(_form(row, words) for row in rows)}</ul>'
        for title, rows in groups
        if rows
    )
    states = "".join(f' data-{name}="{escape(text)}"' for name, text in words.states.items())
    st.html(f'<div class="wa-take"{states}>{inner}</div>')


def _form(row: FormatRow, words: FormatWords) -> str:
    about = (
        f'<div class="wa-form"><strong>{escape(row.name)}</strong><span>{escape(row.opens)}</span>'
        f'</div><span class="wa-size">{escape(row.size)}</span>'
    )
    if row.refused:
        return f'<li class="wa-refused">{about}<em>{escape(row.refused)}</em></li>'
    label = escape(f"{words.take} {row.name}")
    if row.extract is None:
        link = f'<a class="wa-get" href="{row.address}" download aria-label="{label}">'
        return f"<li>{about}{link}{escape(words.take)}</a></li>"
    link = (
        f'<a class="wa-get" href="{row.address}" data-make="{row.extract}" aria-label="{label}">'
        f"{escape(words.take)}</a>"
    )
    making = (
        f'<div class="wa-making" hidden><progress aria-label="{escape(row.name)}"></progress>'
        f'<span class="wa-said"></span><button type="button" class="wa-cancel">'
        f"{escape(words.cancel)}</button></div>"
    )
    return f'<li data-extract="{row.extract}">{about}{link}{making}</li>'


def copied(text: str, label: str, button: tuple[str, str], *, code: bool) -> None:
    """Write a text in a box with a button that copies it."""
    st.html(copy_box(text, label, button, code=code))


def note(words: str) -> None:
    """Write a line in small type."""
    st.html(f'<p class="wa-note">{escape(words)}</p>')


def links(items: Iterable[tuple[str, str]]) -> None:
    """Write links to what is beyond the pages, one a line: words and address."""
    inner = "".join(
        f'<li><a href="{escape(address)}" target="_blank">{escape(words)}</a></li>'
        for words, address in items
    )
    st.html(f'<ul class="wa-ways">{inner}</ul>')


def faults_box(heading: str, items: Iterable[str]) -> None:
    """Write what is wrong with the link that the reader followed."""
    inner = "".join(f"<li>{escape(item)}</li>" for item in items)
    st.html(f'<div class="wa-faults" role="alert"><p>{escape(heading)}</p><ul>{inner}</ul></div>')
