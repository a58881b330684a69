"""The Streamlit script: state from the URL, navigation, one page, footer, state to the URL."""

from pathlib import Path

import streamlit as st

from welfare import warehouse
from welfare.catalog import Language
from welfare.language import message
from welfare.paths import PAGES
from welfare.ui import frame
from welfare.ui.choice import arrive, show_notices, write_url
from welfare.ui.view import begin_view, view

ICON = Path(__file__).with_name("icon.png")
ICONS = {
    "overview": ":material/space_dashboard:",
    "provinces": ":material/map:",
    "ages": ":material/groups:",
    "systems": ":material/hub:",
    "inequality": ":material/balance:",
    "sources": ":material/menu_book:",
    "data": ":material/fact_check:",
    "methods": ":material/function:",
    "download": ":material/download:",
    "changes": ":material/history:",
    "screens": ":material/tv:",
}


def navigation(language: Language) -> list[st.Page]:
    """Return the pages with titles in ``language``; their addresses stay the same."""
    return [
        st.Page(
            PAGES / f"{name}.py",
            title=message(f"page.{name}", language),
            icon=icon,
            url_path=name,
            default=name == "overview",
        )
        for name, icon in ICONS.items()
    ]


def main() -> None:
    """Run one page."""
    choice = arrive()
    st.set_page_config(
        page_title=message("app.name", choice.lang), page_icon=str(ICON), layout="wide"
    )
    page = st.navigation(navigation(choice.lang), position="top")
    frame.dress(choice.lang)
    frame.language_switch(choice.lang)
    try:
        begin_view(choice, warehouse.current())
    except warehouse.WarehouseError as fault:
        frame.warehouse_fault(fault, choice.lang)
        return
    show_notices(choice.lang)
    with frame.guarded(choice.lang):
        page.run()
        frame.footer(view())
    write_url()


main()
