"""The filters of the page Download, each made from a column of the published table."""

from dataclasses import dataclass

import streamlit as st

from welfare.catalog.publications import PublishedColumn
from welfare.extracts.request import Value, codes_of, columns_of
from welfare.language import format_year
from welfare.ui.download_question import (
    EMPTY,
    Question,
    as_text,
    filtering,
    with_columns,
    years_between,
)
from welfare.ui.view import View


@dataclass(frozen=True)
class Span:
    """Years (CE) to choose from, and the first and the last that are chosen."""

    years: list[int]
    first: int
    last: int


def pick_filter(view: View, question: Question, name: str, values: tuple[Value, ...]) -> None:
    """Show the widget of one filter."""
    column = columns_of(question.publication.id)[name]
    span = _span(question, column, values)
    if span is None:
        _pick_values(view, question, column, values)
    else:
        _pick_years(view, question, column, span)


def _span(question: Question, column: PublishedColumn, values: tuple[Value, ...]) -> Span | None:
    """Return the years to choose from and the ends of those chosen; None where they have gaps."""
    if column.codes or column.type == "boolean":
        return None
    years = [value for value in values if isinstance(value, int)]
    chosen = question.texts(column.id)
    inside = [year for year in years if not chosen or str(year) in chosen]
    if len(years) < 2 or not inside or EMPTY in chosen:
        return None
    first, last = years.index(inside[0]), years.index(inside[-1])
    return Span(years, inside[0], inside[-1]) if last - first == len(inside) - 1 else None


def _pick_years(view: View, question: Question, column: PublishedColumn, span: Span) -> None:
    """Show a slider with two ends.

    It takes its ends from ``value``: a value put into the session would not make it one of two
    ends. So it is a new one wherever the years changed without it.
    """
    key = _key(question, column)
    ends = (span.first, span.last)
    turn, seen = st.session_state.get(key, (0, ends))
    turn += seen != ends
    st.session_state[key] = (turn, ends)

    def change() -> None:
        low, high = st.session_state[f"{key}_{turn}"]
        st.session_state[key] = (turn, (low, high))
        every = (low, high) == (span.years[0], span.years[-1])
        filtering(view, question, column.id, [] if every else [years_between(low, high)])

    st.select_slider(
        label_of(view, column),
        span.years,
        ends,
        key=f"{key}_{turn}",
        format_func=lambda year: format_year(year, view.language),
        on_change=change,
    )


def _pick_values(
    view: View, question: Question, column: PublishedColumn, values: tuple[Value, ...]
) -> None:
    key = f"{_key(question, column)}_values"
    chosen = question.texts(column.id)
    names = value_names(view, column)
    occurring = {as_text(value) for value in values}
    known = [text for text in names if text in occurring or text in chosen]
    others = [text for text in map(as_text, values) if text not in names and text != EMPTY]
    st.session_state[key] = chosen
    options = [*known, *sorted({*others, *chosen} - {*known, EMPTY})]
    st.multiselect(
        label_of(view, column),
        [*options, *([EMPTY] if EMPTY in {*occurring, *chosen} else [])],
        key=key,
        format_func=lambda text: names.get(text, text),
        placeholder=view.say("download.every"),
        on_change=lambda: filtering(view, question, column.id, st.session_state[key]),
        select_all=False,
    )


def value_names(view: View, column: PublishedColumn) -> dict[str, str]:
    """Return the values of a column as a link has them, with their names, in the order of choice.

    Provinces stand by name after what is wider; a name that two codes have is told with the code.
    """
    at = 0 if view.language == "th" else 1
    names = {EMPTY: view.say("download.empty_cell")}
    if column.type == "boolean":
        return {"true": view.say("download.yes"), "false": view.say("download.no"), **names}
    if column.codes is None:
        years = range(1950, 2070)
        return {**{str(y): format_year(y, view.language) for y in years}, **names}
    codes = {code: both[at] for code, both in codes_of(column.codes).items()}
    twice = {name for name in codes.values() if list(codes.values()).count(name) > 1}
    told = {code: f"{name} ({code})" if name in twice else name for code, name in codes.items()}
    if "provinces" in column.codes or column.codes == "areas":
        told = dict(sorted(told.items(), key=_by_name_where_a_province))
    return {**told, **names}


def _by_name_where_a_province(entry: tuple[str, str]) -> tuple[bool, str]:
    code, name = entry
    return (True, name) if code.isdigit() else (False, "")


def pick_columns(view: View, question: Question) -> None:
    """Let the reader choose columns; none chosen is every column."""
    every = columns_of(question.publication.id)
    key = f"download_columns_{question.publication.id}"
    chosen = question.request.columns
    st.session_state[key] = [] if len(chosen) == len(every) else list(chosen)
    st.multiselect(
        view.say("download.columns"),
        list(every),
        key=key,
        format_func=lambda name: every[name].label(view.language),
        placeholder=view.say("download.every_column", columns=len(every)),
        on_change=lambda: with_columns(view, question, st.session_state[key]),
        select_all=False,
    )


def _key(question: Question, column: PublishedColumn) -> str:
    return f"download_filter_{question.publication.id}_{column.id}"


def label_of(view: View, column: PublishedColumn) -> str:
    """Return a column's name; its years are shown in the reader's era, whatever the file holds."""
    return column.label(view.language).replace("(ค.ศ.)", "พ.ศ.")
