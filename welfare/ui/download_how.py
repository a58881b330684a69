"""Step three of the page Download: a file in the format that the reader's program opens."""

import streamlit as st

from welfare.archive import current_archive
from welfare.extracts.extract import EXTRACTS, FORMAT_NAMES
from welfare.extracts.faults import RequestError
from welfare.extracts.identity import rule_version
from welfare.extracts.making import check_size
from welfare.extracts.register import Register
from welfare.extracts.request import STREAMED, Format, formats_of
from welfare.ui.download_data import Offer
from welfare.ui.download_pieces import FormatRow, FormatWords, formats, script, step
from welfare.ui.download_question import Question, taken
from welfare.ui.download_sizes import about_bytes
from welfare.ui.frame import LANGUAGES
from welfare.ui.view import View

USES: dict[str, tuple[Format, ...]] = {
    "read": ("xlsx", "csv"),
    "study": ("package", "parquet", "dta", "sav"),
    "map": ("geojson", "geoparquet"),
}
"""Formats by what a reader wants to do with the file."""
STATES = ("queued", "making", "counting", "done", "failed", "cancelled")


def take_file(view: View, question: Question, offered: Offer) -> None:
    """Offer the file in every format, with its size and what opens it."""
    with st.container(border=True, key="card_how"):
        step(3, view.say("download.how"))
        _pick_labels(view, question)
        available = formats_of(question.publication.id)
        formats(
            (
                (
                    view.say(f"download.use.{use}"),
                    [_row(view, question, offered, form) for form in forms if form in available],
                )
                for use, forms in USES.items()
            ),
            FormatWords(
                take=view.say("download.take"),
                cancel=view.say("download.cancel"),
                states={state: _state(view, state) for state in STATES},
            ),
        )
        script()


def _row(view: View, question: Question, offered: Offer, form: Format) -> FormatRow:
    refused = refusal(view, question, offered, form)
    address = "" if refused else address_of(view, question, form)
    return FormatRow(
        name=form_name(view, form),
        opens=view.say(f"download.opens.{form}"),
        size="" if refused else _about(view, about_bytes(form, offered.rows, offered.bytes)),
        address=f"{address}?bom=true" if form == "csv" else address,
        extract=None if form in STREAMED or refused else address.rpartition("/")[2],
        refused=refused,
    )


def form_name(view: View, form: Format) -> str:
    """Return what a format is called."""
    return FORMAT_NAMES.get(form) or view.say("download.package")


def address_of(view: View, question: Question, form: Format) -> str:
    """Return the permanent address of a question in a format, on this server."""
    return f"{EXTRACTS}/{issued(view, question, form)}"


def issued(view: View, question: Question, form: Format) -> str:
    """Return the id of a question in a format; it is given out at the first showing."""
    asked = (question.request, question.labels)
    known: dict[Format, str] = view.snapshot.remember(("issued", asked), dict)
    if form not in known:
        register = Register(current_archive().issued_file)
        request = question.taken_as(form)
        known[form] = register.issue(request, view.snapshot.data_version, rule_version()).id
    return known[form]


def refusal(view: View, question: Question, offered: Offer, form: Format) -> str | None:
    """Return in a word why a format cannot be had; None where it can."""
    if not offered.rows:
        return view.say("download.nothing")
    try:
        check_size(question.taken_as(form), offered.rows)
    except RequestError as wrong:
        return view.say("download.too_large", most=wrong.faults[0].allowed[0])
    return None


def _about(view: View, size: float) -> str:
    """Return a size as it is told before the file is made: to two digits, and said to be about."""
    for unit, scale in (("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            shown = f"{size / scale:.0f}" if size >= 10 * scale else f"{size / scale:.1f}"
            return view.say("download.about", size=f"{shown} {unit}")
    return view.say("download.about", size="1 kB")


def _state(view: View, state: str) -> str:
    """Return the words for how a making stands; the script puts in its numbers."""
    return view.say(f"download.state.{state}", rows="{rows}", of="{of}", place="{place}")


def _pick_labels(view: View, question: Question) -> None:
    """Let the reader choose the language of labels, which some formats carry."""
    key = "download_labels"
    st.session_state[key] = question.labels
    st.segmented_control(
        view.say("download.labels"),
        list(LANGUAGES),
        key=key,
        format_func=lambda code: LANGUAGES[code],
        on_change=lambda: taken(view, question, labels=st.session_state[key]),
        required=True,
    )
