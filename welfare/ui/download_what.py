"""Step one of the page Download: which question, by groups, so that twenty are no wall."""

import streamlit as st

from welfare.catalog import catalogue
from welfare.catalog.publications import Publication
from welfare.language import format_year
from welfare.ui.choice import choose
from welfare.ui.download_data import Extent, extents
from welfare.ui.download_pieces import count, step
from welfare.ui.download_question import Question
from welfare.ui.pieces import gap
from welfare.ui.view import View

GROUPS: dict[str, tuple[str, ...]] = {
    "figures": ("results", "facts"),
    "comparisons": ("comparisons",),
    "registers": ("registers",),
    "quality": ("quality",),
}
"""Groups of questions, each of one or two themes of the publications."""


def choose_question(view: View, question: Question) -> None:
    """Let the reader choose a group and one of its questions; filters are let go with a table."""
    with st.container(border=True, key="card_what"):
        step(1, view.say("download.what"))
        group = _pick_group(view, question)
        _pick_publication(view, question, group)
        gap(question.publication.about(view.language))


def group_of(publication: Publication) -> str:
    """Return the group in which a publication is found."""
    return next(group for group, themes in GROUPS.items() if publication.theme in themes)


def _publications(group: str) -> list[str]:
    return [p.id for p in catalogue().publications.values() if group_of(p) == group]


def _pick_group(view: View, question: Question) -> str:
    current = group_of(question.publication)
    key = "download_group"
    st.session_state[key] = current
    st.segmented_control(
        view.say("download.groups"),
        list(GROUPS),
        key=key,
        format_func=lambda group: view.say(f"download.group.{group}"),
        on_change=lambda: choose(what=_publications(st.session_state[key])[0], ask=None),
        label_visibility="collapsed",
        required=True,
    )
    return current


def _pick_publication(view: View, question: Question, group: str) -> None:
    declared, known = catalogue().publications, extents(view.snapshot)
    names = _publications(group)
    key = f"download_what_{group}"
    st.session_state[key] = question.publication.id
    st.radio(
        view.say("filter.what"),
        names,
        key=key,
        format_func=lambda name: declared[name].question(view.language),
        captions=[_extent(view, known[name]) for name in names],
        on_change=lambda: choose(what=st.session_state[key], ask=None),
        label_visibility="collapsed",
        width="stretch",
    )


def _extent(view: View, extent: Extent) -> str:
    """Return rows and years in words."""
    rows = view.say("download.rows", rows=count(extent.rows))
    if extent.years is None:
        return rows
    first, last = (format_year(year, view.language) for year in extent.years)
    return f"{first if first == last else f'{first}–{last}'} · {rows}"
