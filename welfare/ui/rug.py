"""Parts of the page Indicator rug."""

from collections.abc import Callable, Sequence
from math import inf
from typing import cast

import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.extracts.asked import Asked
from welfare.review.rug import AGAINST, STATES, WAYS, Against, Rug, rug
from welfare.review.rug_words import ARROWS, SIGNS, goals_told, rug_finding, slipping_table
from welfare.review.standing import SIGN
from welfare.ui import pieces
from welfare.ui.behind import provinces_behind
from welfare.ui.card import Rows, card
from welfare.ui.choice import SORTS, choose
from welfare.ui.filters import pick
from welfare.ui.rug_table import Groups, rug_table
from welfare.ui.view import View

DEFAULT_AGAINST: Against = "nation"
DEFAULT_SORT = SORTS[0]


def choose_against(view: View) -> Against:
    """Let the reader choose what provinces are set against."""
    current = view.choice.against or DEFAULT_AGAINST
    pick(
        "against",
        view.say("filter.against"),
        list(AGAINST),
        current,
        lambda name: view.say(f"rug.against.{name}"),
    )
    return cast("Against", current)


def choose_sort(view: View, found: Rug) -> str:
    """Let the reader choose the order of the provinces; an indicator that is not shown is none."""
    named = {name: view.say(f"rug.sort.{name}") for name in SORTS}
    named |= {
        _of_all(one.indicator): view.say("rug.by_one", title=one.indicator.title(view.language))
        for one in found.columns
    }
    current = view.choice.sort if view.choice.sort in named else DEFAULT_SORT
    pick("sort", view.say("filter.sort"), list(named), current, lambda name: named[name])
    return current


def _of_all(indicator: Indicator) -> str:
    return indicator.of_all or indicator.id


def choose_slipping(view: View) -> bool:
    """Let the reader keep only what is worse and got worse."""
    key = "filter_slipping"
    st.session_state[key] = view.choice.only == "slipping"
    return st.toggle(
        view.say("rug.only_slipping"),
        key=key,
        on_change=lambda: choose(only="slipping" if st.session_state[key] else None),
    )


def facts(view: View, against: Against) -> Rug:
    """Fetch the rug."""
    age = view.choice.age
    return view.snapshot.remember(("rug", against, age), lambda: rug(view.snapshot, against, age))


def table(view: View, found: Rug, sort: str, *, slipping: bool) -> None:
    """Show every province in every indicator, or only what is worse and got worse."""
    groups = _groups(view, found, sort, slipping=slipping)
    shown = [code for codes in groups.values() for code in codes]
    everyone = _groups(view, found, sort, slipping=False).values()
    compared = [code for codes in everyone for code in codes]
    title = rug_finding(found, compared, view.language)
    asked = _behind(found)
    rows = Rows(lambda: slipping_table(found, shown, view.language), asked, counted=True)
    sources = [
        name for name in catalogue().sources if any(name in one.sources for one in found.columns)
    ]
    about = view.say(f"rug.about.{found.against}", near=catalogue().standing.least)
    with card(view, "rug", title, about, sources, rows=rows if shown else Rows(None, asked)):
        _legend(view)
        if found.against == "goal":
            pieces.bullets(goals_told(found, view.language))
        if shown:
            st.html(_html(view, found, groups, sort, slipping=slipping))
        else:
            pieces.gap(view.say("rug.nothing_slips"))
        pieces.gap(view.say("rug.left_out"))


def _html(view: View, found: Rug, groups: Groups, sort: str, *, slipping: bool) -> str:
    choice = view.choice
    chosen = (choice.age, choice.region, choice.province)
    return view.remember(
        ("rug_html", found.against, sort, slipping, *chosen),
        lambda: rug_table(view, found, groups, slipping=slipping),
    )


def _groups(view: View, found: Rug, sort: str, *, slipping: bool) -> Groups:
    """Return the provinces shown, in their groups and order."""
    declared, region = catalogue().provinces, view.choice.region
    codes = [code for code, province in declared.items() if region in (None, province.region)]
    if slipping:
        kept = {cell.code for cell in found.slipping}
        codes = [code for code in codes if code in kept]
    codes.sort(key=lambda code: declared[code].name(view.language))
    if sort == "worse":
        codes.sort(key=_count(found), reverse=True)
    elif sort not in SORTS:
        codes.sort(key=_worst_first(found, sort))
    if sort != "region":
        return {"": codes} if codes else {}
    named = {name: entry.name(view.language) for name, entry in catalogue().regions.items()}
    grouped = {
        words: [code for code in codes if declared[code].region == name]
        for name, words in named.items()
    }
    return {words: members for words, members in grouped.items() if members}


def _count(found: Rug) -> Callable[[str], int]:
    return lambda code: sum(cell.state == "worse" for cell in found.rows[code])


def _worst_first(found: Rug, name: str) -> Callable[[str], float]:
    """Return by what an indicator puts the worst first and what is not known last."""
    place, one = next(
        (place, one) for place, one in enumerate(found.columns) if _of_all(one.indicator) == name
    )

    def key(code: str) -> float:
        value = found.rows[code][place].value
        return inf if value is None else SIGN[one.indicator.direction] * value

    return key


def _behind(found: Rug) -> Asked:
    names: Sequence[str] = [one.indicator.id for one in found.columns]
    return provinces_behind(names, sorted({one.year for one in found.columns}))


def _legend(view: View) -> None:
    """Name the signs and the arrows."""
    told = [f"{SIGNS[state]} {view.say(f'rug.state.{state}')}" for state in STATES[:4]]
    told += [f"{ARROWS[way]} {view.say(f'rug.way.{way}')}" for way in WAYS]
    st.caption(" · ".join(told))
