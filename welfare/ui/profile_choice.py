"""Which province is shown on its page: by name or alias, from a list, or the next one."""

import streamlit as st

from welfare.catalog import catalogue
from welfare.review.named import provinces_named
from welfare.review.profile import ProvinceProfile, province_profile
from welfare.ui.choice import choose, chosen
from welfare.ui.view import View

SOUGHT = "profile_sought"
LISTED = "profile_listed"
MEANT = "profile_meant"
MOST_MEANT = 8
"""Provinces that are offered where a text may mean several."""


def pick_profile(view: View) -> ProvinceProfile:
    """Let the reader find a province; the first is shown until one is chosen."""
    codes = list(catalogue().provinces)
    current = view.choice.province or codes[0]
    place = codes.index(current)
    first, second, third, fourth = st.columns([4, 4, 2, 2], vertical_alignment="bottom")
    with first:
        st.text_input(
            view.say("profile.search"),
            key=SOUGHT,
            placeholder=view.say("profile.search_hint"),
            on_change=_find,
            icon=":material/search:",
        )
    with second:
        _list(view, current)
    for column, step, icon in ((third, -1, "arrow_back"), (fourth, 1, "arrow_forward")):
        other = codes[(place + step) % len(codes)]
        name = catalogue().provinces[other].name(view.language)
        with column:
            st.button(
                view.say("profile.previous" if step < 0 else "profile.next", province=name),
                key="profile_previous" if step < 0 else "profile_next",
                icon=f":material/{icon}:",
                icon_position="left" if step < 0 else "right",
                on_click=_take,
                args=(other,),
                width="stretch",
            )
    _tell_found(view)
    return province_profile(view.snapshot, current)


def _list(view: View, current: str) -> None:
    declared = catalogue().provinces
    st.session_state[LISTED] = current
    st.selectbox(
        view.say("filter.province"),
        sorted(declared, key=lambda code: declared[code].name(view.language)),
        key=LISTED,
        format_func=lambda code: declared[code].name(view.language),
        on_change=lambda: _take(st.session_state[LISTED]),
    )


def _take(code: str) -> None:
    """Show a province; what was searched for is done with, and so is a region it is not in."""
    st.session_state[SOUGHT] = ""
    region = catalogue().provinces[code].region
    choose(province=code, region=region if chosen().region == region else None)


def _find() -> None:
    """Show the province that is meant by what was typed, where it is but one."""
    found = provinces_named(st.session_state[SOUGHT])
    if len(found) == 1:
        _take(found[0])


def _tell_found(view: View) -> None:
    """Offer the provinces that may be meant, or say that none is."""
    sought = st.session_state.get(SOUGHT, "").strip()
    if not sought:
        return
    found = provinces_named(sought)
    if not found or len(found) > MOST_MEANT:
        key = "profile.search_many" if found else "profile.search_none"
        st.info(view.say(key, text=sought, count=len(found)), icon=":material/search_off:")
        return
    declared = catalogue().provinces
    st.session_state[MEANT] = None
    st.pills(
        view.say("profile.search_meant", text=sought),
        found,
        key=MEANT,
        format_func=lambda code: declared[code].name(view.language),
        on_change=lambda: _take(st.session_state[MEANT]),
    )
