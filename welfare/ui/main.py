"""The Streamlit script: state from the URL, navigation, one page, footer, state to the URL."""

from pathlib import Path

import streamlit as st

from welfare import warehouse
from welfare.language import message
from welfare.ui import frame
from welfare.ui.choice import arrive, show_notices, write_url
from welfare.ui.navigation import navigation
from welfare.ui.view import begin_view, view

ICON = Path(__file__).with_name("icon.png")


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
