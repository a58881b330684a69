"""Step two of the page Download: filters made from the table's columns, and what they leave."""

from dataclasses import replace

import streamlit as st

from welfare.extracts.request import columns_of, filters_of
from welfare.extracts.selection import count_rows
from welfare.ui.download_data import Offer, extents
from welfare.ui.download_filters import label_of, pick_columns, pick_filter
from welfare.ui.download_pieces import count, empty, faults_box, preview, row_count, step
from welfare.ui.download_question import Question, filtering, without_filters
from welfare.ui.view import View

FIRST = (
    "indicator_id",
    "programme_id",
    "year",
    "fiscal_year",
    "area_id",
    "province_code",
    "life_course_id",
    "sex",
    "region_id",
    "cluster",
    "is_current",
    "statistic_id",
    "province_region_id",
    "system_id",
    "programme_system_id",
    "age_band",
    "group_id",
    "stage",
    "organisation_kind",
)
"""Filters in the order of use; the others follow in the table's order."""
IN_ROW = 5
ACROSS = 3
MOST_FAULTS = 4


def choose_rows(view: View, question: Question, offered: Offer) -> None:
    """Let the reader choose rows and columns, and show how many and which they are."""
    with st.container(border=True, key="card_which"):
        step(2, view.say("download.which"))
        shown = _offered_filters(question, offered)
        cells = [cell for _ in range(2) for cell in st.columns(ACROSS)]
        for cell, name in zip(cells, shown[:IN_ROW], strict=False):
            with cell:
                pick_filter(view, question, name, offered.values[name])
        with cells[min(len(shown), IN_ROW)]:
            pick_columns(view, question)
        _more(view, question, offered, shown[IN_ROW:])
        _count(view, question, offered)
        if offered.rows:
            preview(view, question, offered)
        else:
            _nothing(view, question)


def show_faults(view: View, question: Question) -> None:
    """Say what the link asks for and cannot have, and what is allowed."""
    if question.faults:
        told = [fault.text(view.language) for fault in question.faults]
        rest = len(told) - MOST_FAULTS
        if rest > 0:
            told[MOST_FAULTS:] = [view.say("download.more_faults", count=rest)]
        faults_box(view.say("download.faults"), told)


def _offered_filters(question: Question, offered: Offer) -> list[str]:
    """Return the filters that can change anything, or that were set, the most used first."""
    useful = [n for n in filters_of(question.publication.id) if len(offered.values[n]) > 1]
    asked = [name for name, _ in question.request.filters if name not in useful]
    rank = {name: place for place, name in enumerate(FIRST)}
    return sorted([*useful, *asked], key=lambda name: rank.get(name, len(FIRST)))


def _more(view: View, question: Question, offered: Offer, names: list[str]) -> None:
    if not names:
        return
    set_here = sum(bool(question.texts(name)) for name in names)
    label = view.say("download.more_set", count=set_here) if set_here else view.say("download.more")
    opened = st.expander(
        label,
        key=f"download_more_{question.publication.id}",
        icon=":material/tune:",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            for start in range(0, len(names), ACROSS):
                row = names[start : start + ACROSS]
                for cell, name in zip(st.columns(ACROSS), row, strict=False):
                    with cell:
                        pick_filter(view, question, name, offered.values[name])


def _count(view: View, question: Question, offered: Offer) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        row_count(view, offered, extents(view.snapshot)[question.publication.id].rows)
        if question.request.filters and offered.rows:
            _clear(view, question)


def _clear(view: View, question: Question) -> None:
    st.button(
        view.say("download.clear"),
        key="download_clear",
        icon=":material/filter_alt_off:",
        on_click=without_filters,
        args=(view, question),
    )


def _nothing(view: View, question: Question) -> None:
    """Say why there are no rows, and offer to let go the filters that leave none."""
    if not question.request.filters:
        empty(view.say("download.empty_table"))
        return
    empty(view.say("download.no_rows"))
    with st.container(horizontal=True):
        _ways_out(view, question)
        _clear(view, question)


def _ways_out(view: View, question: Question) -> None:
    """Offer to let go each filter without which there are rows."""
    for name, _ in question.request.filters:
        others = tuple(each for each in question.request.filters if each[0] != name)
        rows = count_rows(view.snapshot, replace(question.request, filters=others))
        if rows:
            label = label_of(view, columns_of(question.publication.id)[name])
            st.button(
                view.say("download.without", filter=label, rows=count(rows)),
                key=f"download_without_{name}",
                icon=":material/filter_alt_off:",
                on_click=filtering,
                args=(view, question, name, []),
            )
