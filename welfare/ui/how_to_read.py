"""How a measure is read, opened in place, with the way to how it is worked out."""

import streamlit as st

from welfare.catalog import catalogue
from welfare.ui import pieces
from welfare.ui.links import method_link
from welfare.ui.methods import reading
from welfare.ui.view import View


def how_to_read(view: View, *methods: str) -> None:
    """Offer how to read the measures of a chart, by their ids in the catalogue."""
    with st.expander(view.say("inequality.how_to_read"), icon=":material/help:"):
        for name in methods:
            method = catalogue().methods[name]
            st.markdown(f"**{method.name(view.language)}**")
            pieces.text(reading(view, method))
            method_link(view, name)
