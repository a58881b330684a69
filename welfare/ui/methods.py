"""Parts of the page Methods: from the docstrings of the library and from the catalogue."""

import re
from collections.abc import Iterator

import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.catalog.account import account
from welfare.catalog.methods import Method
from welfare.metrics.described import PACKAGE, Described, described
from welfare.paths import PAGES
from welfare.queries.build import sources_behind
from welfare.ui import pieces
from welfare.ui.view import View

BESIDE = re.compile(r",\s*\\q{1,2}uad\s*")
"""What stands between two formulas on one line of a docstring."""
PARTS = ("range", "zeros", "ties", "limits")


def measures(view: View, family: str, first: str | None) -> None:
    """Show the measures of a family, the one that was asked for before the others and open."""
    declared = catalogue().method_families[family]
    with st.container(key="family"):
        pieces.text(declared.about(view.language))
        signs = (f"${s.latex}$ {s.meaning(view.language)}" for s in declared.symbols)
        st.caption(f"{view.say('methods.symbols')}: {' · '.join(signs)}")
    own = (m for m in catalogue().methods.values() if m.module in declared.modules)
    shown = sorted(own, key=lambda each: each.id != first)
    pieces.contents(view.say("filter.all_methods"), ((m.id, m.name(view.language)) for m in shown))
    for method in shown:
        _measure(view, method, opened=method.id == first)
    _large_tables(view, family)


def _measure(view: View, method: Method, *, opened: bool) -> None:
    """Show one measure: what it is and its formula, beside what a reader must know of it."""
    told = described(method.module, method.id)
    with st.container(border=True, key=f"card_method_{method.id}"):
        left, right = st.columns([6, 5], gap="large")
        with left:
            st.subheader(method.name(view.language), anchor=method.id)
            pieces.text(reading(view, method))
            _formulas(view, method, told)
        with right:
            pieces.terms(
                (view.say(f"methods.{part}"), _said(view, method, told, part))
                for part in PARTS
                if getattr(told, part)
            )
            pieces.references(view.say("methods.references"), told.references)
        with st.expander(
            view.say("methods.example"),
            key=f"example_{method.id}",
            icon=":material/calculate:",
            expanded=opened,
        ):
            st.code(f"{_import(told)}\n{told.example}", language="python")


def _formulas(view: View, method: Method, told: Described) -> None:
    """Show formulas and what explains them: in English one after the other as they are written."""
    if view.language == "th":
        _drawn(*told.formulas)
        if method.where_th:
            st.caption(method.where_th)
        return
    for note in told.notes:
        if note.formula:
            _drawn(note.text)
        else:
            st.caption(_sentence(_with_names(note.text)))


def _drawn(*formulas: str) -> None:
    lines = (line for formula in formulas for line in BESIDE.split(formula))
    st.markdown("\n\n".join(f"$$\n{line}\n$$" for line in lines))


def reading(view: View, method: Method) -> str:
    """Return what a measure is and how its values are read."""
    if view.language == "th":
        return method.reading_th
    told = described(method.module, method.id)
    summary = _sentence(told.summary.removeprefix(f"{method.name_en}: "))
    return _with_names(f"{summary} {told.reading}".strip())


def _said(view: View, method: Method, told: Described, part: str) -> str:
    """Return a part: in Thai from the catalogue, in English from the docstring."""
    if view.language == "th":
        return str(getattr(method, f"{part}_th"))
    return _sentence(_with_names(getattr(told, part)))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_names(text: str) -> str:
    """Put the names of measures for those of functions."""
    methods = catalogue().methods
    return re.sub(
        r"\b[a-z]+_[a-z_]+\b",
        lambda found: methods[found[0]].name_en if found[0] in methods else found[0],
        text,
    )


def _import(told: Described) -> str:
    return f">>> from {PACKAGE}.{told.module} import {told.name}"


def _large_tables(view: View, family: str) -> None:
    """Tell by what other ways measures of a family are computed, and what differs."""
    ways = [way for way in catalogue().ways.values() if family in way.families]
    if ways:
        with st.container(border=True, key="card_ways"):
            st.subheader(view.say("methods.large_tables"), anchor=False)
            pieces.entries(
                pieces.Entry(way.name(view.language), [way.about(view.language)]) for way in ways
            )


def indicators(view: View) -> None:
    """Show how every computed indicator is made: formula, what goes in, source; theme by theme."""
    kinds = catalogue().measure_kinds
    declared = list(catalogue().indicators.values())
    made = [each for each in declared if kinds[each.measure.kind].computed]
    with st.container(key="family"):
        pieces.text(view.say("methods.indicators_about"))
    for theme in catalogue().themes.values():
        own = [each for each in made if each.theme == theme.id and each.of_all is None]
        if own:
            with st.container(border=True, key=f"card_theme_{theme.id}"):
                st.subheader(theme.name(view.language), anchor=False)
                pieces.entries((_entry(view, each) for each in own), columns=True)
    with st.container(border=True, key="card_published"):
        pieces.text(view.say("methods.published", count=len(declared) - len(made)))
        st.page_link(
            PAGES / "sources.py", label=view.say("page.sources"), icon=":material/menu_book:"
        )


def _entry(view: View, indicator: Indicator) -> pieces.Entry:
    return pieces.Entry(
        indicator.title(view.language),
        list(_lines(view, indicator)),
        chip=catalogue().units[indicator.unit].name(view.language),
        colour="var(--wa-line)",
    )


def _lines(view: View, indicator: Indicator) -> Iterator[str]:
    made = account(catalogue(), indicator, view.language)
    yield made.formula
    for role, names in made.inputs.items():
        yield f"{view.say(f'methods.input.{role}')}: {', '.join(names)}"
    publishers = dict.fromkeys(
        catalogue().publishers[catalogue().sources[name].publisher].name(view.language)
        for name in sources_behind(view.snapshot, indicator)
    )
    source = f"{view.say('card.source')}: {', '.join(publishers)}"
    yield f"{view.say(f'methods.{indicator.calendar}')} · {source}"
