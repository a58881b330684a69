"""The way from a page to the same on paper."""

import streamlit as st

from welfare.briefs.made import address, comparison_address
from welfare.review.compare import Comparison
from welfare.ui.view import View


def province_brief_link(view: View, code: str) -> None:
    """Offer the two printed pages of a province."""
    _link(view, address(code, view.language))


def comparison_brief_link(view: View, shown: Comparison) -> None:
    """Offer the two printed pages of what stands side by side."""
    _link(view, comparison_address(shown, view.language))


def _link(view: View, to: str) -> None:
    st.link_button(view.say("brief.link"), to, icon=":material/print:")
