"""Parts of the page Exhibition screens, by which staff set a screen up."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from welfare.catalog.playlists import Playlist, playlists
from welfare.exhibition.wanted import (
    FASTEST,
    LANGUAGES,
    SLOWEST,
    Wanted,
    WantedError,
    is_address,
    wanted,
)
from welfare.extracts.identity import public_address
from welfare.ui import pieces
from welfare.ui.choice import choose
from welfare.ui.filters import pick_province
from welfare.ui.view import View

HERE = "/exhibition"
SHEET = f"{HERE}/player/setup.html"
PREVIEW_HEIGHT = 420
"""Pixels; the style sheet gives it the shape of a screen where there is room."""
FIRST_PROVINCE = "10"
"""What a playlist of a province shows until one is chosen."""


def faultless(view: View) -> Mapping[str, Playlist]:
    """Return the playlists that can play; name file, scene and field of what is at fault."""
    known = playlists()
    for fault in known.faults:
        st.warning(
            view.say(
                "screens.fault",
                file=fault.file,
                scene=fault.entry,
                field=fault.field,
                fault=fault.fault,
            ),
            icon=":material/rule:",
        )
    return known.found


def choose_screen(view: View, known: Mapping[str, Playlist]) -> Wanted:
    """Let staff choose playlist, province, language, seconds and where the code leads."""
    with st.container(border=True, key="card_screen"):
        st.subheader(view.say("screens.choose"), anchor=False)
        playlist = _pick_playlist(view, known)
        pieces.text(playlist.head.about(view.language))
        province = None
        if playlist.head.of == "province":
            chosen = pick_province(view, None, view.say("screens.pick_province"))
            province = chosen or FIRST_PROVINCE
        _pick_language(view)
        _pick_seconds(view)
        _pick_address(view)
    given = {
        "playlist": playlist.head.id,
        "province": province,
        "lang": view.choice.speaks,
        "seconds": view.choice.seconds,
        "address": view.choice.address,
    }
    return wanted(known, {name: str(value) for name, value in given.items() if value is not None})


def _pick_playlist(view: View, known: Mapping[str, Playlist]) -> Playlist:
    names = list(known)
    current = view.choice.playlist if view.choice.playlist in names else names[0]
    key = "filter_playlist"
    st.session_state[key] = current
    st.selectbox(
        view.say("filter.playlist"),
        names,
        key=key,
        format_func=lambda name: known[name].head.name(view.language),
        on_change=lambda: choose(playlist=st.session_state[key]),
    )
    return known[current]


def _pick_language(view: View) -> None:
    key = "filter_speaks"
    st.session_state[key] = view.choice.speaks or "both"
    st.segmented_control(
        view.say("filter.speaks"),
        list(LANGUAGES),
        key=key,
        format_func=lambda code: view.say(f"screens.speaks.{code}"),
        on_change=lambda: choose(speaks=st.session_state[key] or None),
        required=True,
    )


def _pick_seconds(view: View) -> None:
    key = "filter_seconds"
    st.session_state[key] = view.choice.seconds
    st.number_input(
        view.say("filter.seconds"),
        FASTEST,
        SLOWEST,
        key=key,
        step=1,
        placeholder=view.say("screens.seconds_own"),
        on_change=lambda: choose(seconds=st.session_state[key]),
    )


def _pick_address(view: View) -> None:
    """Ask where the code leads; an address that a phone cannot open is not taken."""
    key = "filter_address"
    st.session_state.setdefault(key, view.choice.address or "")

    def change() -> None:
        text = st.session_state[key].strip()
        if not text or is_address(text):
            choose(address=text or None)

    st.text_input(
        view.say("filter.address"),
        key=key,
        placeholder=public_address() or "https://",
        on_change=change,
    )
    text = st.session_state[key].strip()
    if text and not is_address(text):
        st.error(WantedError("address").text(view.language), icon=":material/link_off:")
    elif not text:
        known = public_address()
        st.caption(
            view.say("screens.address_server", address=known)
            if known
            else view.say("screens.address_none")
        )


def preview(view: View, wanted: Wanted) -> None:
    """Play the screen in small, and open it in full."""
    address = f"{HERE}?{urlencode(wanted.query)}"
    with st.container(border=True, key="card_preview"):
        st.subheader(view.say("screens.preview"), anchor=False)
        st.iframe(address, height=PREVIEW_HEIGHT, alt=view.say("screens.preview"))
        st.html(
            f'<p class="wa-away"><a class="wa-file" href="{escape(address)}" target="_blank">'
            f"{escape(view.say('screens.open'))}</a></p>"
        )
        st.caption(view.say("screens.keys"))


def take_along(view: View, wanted: Wanted) -> None:
    """Give the bundle and the sheet, and say how a screen is started."""
    bundle = f"{HERE}/bundle.zip?{urlencode(wanted.query)}"
    with st.container(border=True, key="card_bundle", height="stretch"):
        st.subheader(view.say("screens.bundle"), anchor=False)
        pieces.text(view.say("screens.bundle_about"))
        st.html(
            f'<p class="wa-away"><a class="wa-file" href="{escape(bundle)}" download>'
            f"{escape(view.say('screens.bundle_take'))}</a>"
            f'<a href="{SHEET}" target="_blank">{escape(view.say("screens.sheet"))}</a></p>'
        )
        st.markdown(f"**{view.say('screens.command')}**")
        st.code(_command(wanted), language="bash", wrap_lines=True)


def _command(wanted: Wanted) -> str:
    """Return the command that writes the same bundle."""
    given = {
        "playlist": wanted.playlist,
        "province": wanted.province,
        "language": wanted.language,
        "seconds": wanted.seconds,
        "address": wanted.address,
        "out": f"exhibition-{wanted.playlist}",
    }
    options = " ".join(f"--{name} {value}" for name, value in given.items() if value is not None)
    return f".venv/bin/python -m welfare.exhibition build {options}"


def scenes(view: View, playlist: Playlist, wanted: Wanted) -> None:
    """List the scenes in the order in which they play."""
    with st.container(border=True, key="card_scenes", height="stretch"):
        st.subheader(view.say("screens.scenes", count=len(playlist.scenes)), anchor=False)
        pieces.entries(
            pieces.Entry(
                scene.eyebrow(view.language),
                [
                    view.say(f"screens.kind.{scene.kind}"),
                    view.say("screens.stands", seconds=wanted.seconds or scene.seconds),
                ],
            )
            for scene in playlist.scenes
        )
