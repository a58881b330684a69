"""The way from a page to the same on paper."""

import streamlit as st

from welfare.briefs.made import address
from welfare.ui.view import View


def brief_link(view: View, code: str) -> None:
    """Offer the two printed pages of a province."""
    st.link_button(view.say("brief.link"), address(code, view.language), icon=":material/print:")
