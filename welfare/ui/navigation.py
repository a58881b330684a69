"""The navigation: parts, and the pages of each."""

import streamlit as st

from welfare.catalog import Language
from welfare.language import message
from welfare.paths import PAGES

# The pages of each part of the navigation with their icons; the home page stands before the parts.
HOME = {"overview": ":material/space_dashboard:"}
SECTIONS = {
    "places": {
        "provinces": ":material/map:",
        "profile": ":material/location_on:",
        "rug": ":material/grid_on:",
        "compare": ":material/compare_arrows:",
    },
    "people": {
        "ages": ":material/groups:",
        "systems": ":material/hub:",
        "budget": ":material/account_tree:",
        "projects": ":material/assignment_turned_in:",
    },
    "inequality": {
        "inequality": ":material/balance:",
        "need": ":material/target:",
        "whatif": ":material/tune:",
    },
    "data": {
        "download": ":material/download:",
        "sources": ":material/menu_book:",
        "data": ":material/fact_check:",
        "methods": ":material/function:",
        "changes": ":material/history:",
        "screens": ":material/tv:",
    },
}


def navigation(language: Language) -> dict[str, list[st.Page]]:
    """Return the pages by part, named in ``language``; their addresses stay the same."""

    def pages(names: dict[str, str]) -> list[st.Page]:
        return [
            st.Page(
                PAGES / f"{name}.py",
                title=message(f"page.{name}", language),
                icon=icon,
                url_path=name,
                default=names is HOME,
            )
            for name, icon in names.items()
        ]

    parts = {message(f"section.{part}", language): pages(own) for part, own in SECTIONS.items()}
    return {"": pages(HOME), **parts}
