"""Beside the steps: the permanent link, how to cite it, and code that reads it."""

from dataclasses import replace

import streamlit as st

from welfare.archive import current_archive
from welfare.extracts.citation import STYLES, cite
from welfare.extracts.described import Description, describe
from welfare.extracts.extract import EXTRACT_PAGES, Extract
from welfare.extracts.request import Format, formats_of
from welfare.extracts.snippets import snippets
from welfare.extracts.versions import GoneError
from welfare.ui.download_data import Offer
from welfare.ui.download_how import USES, address_of, form_name, issued, refusal
from welfare.ui.download_pieces import copied, links, note, step
from welfare.ui.download_question import Question, taken
from welfare.ui.links import origin
from welfare.ui.view import View

MOST_NAMED = 3
"""Publishers that are named; the others are counted, and stand in the file and its page."""


def link_and_citation(view: View, question: Question, offered: Offer) -> None:
    """Show the link of the chosen format, what it promises, and how to cite and read it."""
    with st.container(border=True, key="card_link"):
        step(None, view.say("download.link"))
        forms = _forms(view, question, offered)
        if question.form not in forms:
            question = replace(question, form="csv")
        _pick_format(view, question, forms)
        address = f"{origin()}{address_of(view, question, question.form)}"
        _copied(view, address, view.say("download.link"))
        note(view.say("download.promise", version=view.snapshot.data_version))
        description = _described(view, question)
        _citation(view, description, address)
        _code(view, question, address)
        _sources(view, question, description)
        links(
            [
                (
                    view.say("download.link_page"),
                    f"{EXTRACT_PAGES}/{issued(view, question, question.form)}?lang={view.language}",
                ),
                (
                    view.say("download.landing"),
                    f"/datasets/{question.publication.id}?lang={view.language}",
                ),
                (view.say("download.interface"), f"/api/v1/docs?lang={view.language}"),
            ]
        )


def _forms(view: View, question: Question, offered: Offer) -> list[Format]:
    """Return the formats that the rows can be had in; CSV in any case."""
    available = formats_of(question.publication.id)
    every = [form for forms in USES.values() for form in forms if form in available]
    return [f for f in every if f == "csv" or refusal(view, question, offered, f) is None]


def _pick_format(view: View, question: Question, forms: list[Format]) -> None:
    key = "download_format"
    st.session_state[key] = question.form
    st.selectbox(
        view.say("download.link_for"),
        forms,
        key=key,
        format_func=lambda form: form_name(view, form),
        on_change=lambda: taken(view, question, form=st.session_state[key]),
    )


def _citation(view: View, description: Description, address: str) -> None:
    """Show how the extract is cited, as a text and for the programs that keep references."""
    names = {"text": view.say("download.citation"), "bibtex": "BibTeX", "ris": "RIS"}
    for tab, style in zip(st.tabs([names[style] for style in STYLES]), STYLES, strict=True):
        with tab:
            # A server that was not told its own address is known by the one in use.
            cited = cite(description, style, view.language).replace(
                description.extract.address, address
            )
            _copied(view, cited, names[style], code=style != "text")


def _code(view: View, question: Question, address: str) -> None:
    """Show the lines that read the link in a program of the reader's choice."""
    lines = snippets(address, question.form, question.request.columns)
    program = st.selectbox(view.say("download.code"), list(lines), key="download_program")
    _copied(view, lines[program], f"{view.say('download.code')} {program}")


def _copied(view: View, text: str, label: str, *, code: bool = True) -> None:
    copied(text, label, (view.say("download.copy"), view.say("download.copied")), code=code)


def _sources(view: View, question: Question, description: Description) -> None:
    """Name the publishers behind the rows; what no publication holds was made here."""
    if not description.rows:
        return
    own = "card.of_build" if question.publication.theme == "quality" else "download.of_atlas"
    named = list(description.publishers(view.language)) or [view.say(own)]
    shown = " · ".join(named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        shown = f"{shown} {view.say('download.more_publishers', count=len(named) - MOST_NAMED)}"
    note(f"{view.say('card.source')}: {shown}")


def _described(view: View, question: Question) -> Description:
    """Return what the extract is; made once for a version of the data."""
    name, archive = issued(view, question, question.form), current_archive()
    request = question.taken_as(question.form)
    version = archive.version(view.snapshot.data_version)
    if version is None:
        raise GoneError(view.snapshot.data_version)
    return view.snapshot.remember(
        ("described", name), lambda: describe(Extract(name, request, version, view.snapshot))
    )
