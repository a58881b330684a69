"""Links from one page to a place on another, with what the reader has chosen."""

from dataclasses import replace

import streamlit as st

from welfare.catalog import catalogue
from welfare.paths import PAGES
from welfare.ui.choice import to_query
from welfare.ui.view import View


def method_link(view: View, method: str) -> None:
    """Offer the way to how a measure is worked out and read, by its id in the catalogue."""
    st.page_link(
        PAGES / "methods.py",
        label=view.say("methods.link", measure=catalogue().methods[method].name(view.language)),
        icon=":material/function:",
        query_params=to_query(replace(view.choice, method=method)),
    )
