"""Links from one page to a place on another, with what the reader has chosen."""

from dataclasses import replace
from urllib.parse import urlsplit

import streamlit as st

from welfare.catalog import catalogue
from welfare.extracts.identity import public_address
from welfare.paths import PAGES
from welfare.ui.choice import to_query
from welfare.ui.view import View


def origin() -> str:
    """Return the address of the server as the reader reaches it."""
    known = public_address()
    if known:
        return known
    seen = urlsplit(st.context.url or "")
    return f"{seen.scheme}://{seen.netloc}" if seen.netloc else ""


def here() -> str:
    """Return the address of the page that is read, without what is chosen on it."""
    return origin() + urlsplit(st.context.url or "").path


def whatif_link(view: View) -> None:
    """Offer the way to the page on which money can be shared by need."""
    st.page_link(
        PAGES / "whatif.py",
        label=view.say("whatif.link"),
        icon=":material/tune:",
        query_params=to_query(view.choice),
    )


def method_link(view: View, method: str) -> None:
    """Offer the way to how a measure is worked out and read, by its id in the catalogue."""
    st.page_link(
        PAGES / "methods.py",
        label=view.say("methods.link", measure=catalogue().methods[method].name(view.language)),
        icon=":material/function:",
        query_params=to_query(replace(view.choice, method=method)),
    )


def profile_link(view: View, code: str | None) -> None:
    """Offer the way to the page of the chosen province; nothing where none is chosen."""
    if code is None:
        return
    name = catalogue().provinces[code].name(view.language)
    st.page_link(
        PAGES / "profile.py",
        label=view.say("profile.link", province=name),
        icon=":material/location_on:",
        query_params=to_query(replace(view.choice, province=code)),
    )
