"""What surrounds every page: style sheet, language switch, title, faults, footer."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from welfare.catalog import Language
from welfare.language import message
from welfare.queries.build import built_at
from welfare.ui import pieces
from welfare.ui.card_tools import scripts
from welfare.ui.choice import choose
from welfare.ui.view import View
from welfare.warehouse import WarehouseError

LANGUAGES: dict[Language, str] = {"th": "ไทย", "en": "English"}
BUILD_COMMAND = ".venv/bin/python -m etl build"


WIDGETS = (
    "pages",
    "remove",
    "clear_all",
    "selected",
    "open",
    "option",
    "heading",
    "fullscreen",
    "close_fullscreen",
    "copy",
    "search",
    "columns",
    "as_csv",
    "less",
    "more",
)
"""What widgets say of themselves in English, to a screen reader or where nothing is chosen."""


def dress(language: Language) -> None:
    """Bring in the style sheet and tell the browser, and so a screen reader, the language."""
    said = {f"widget.{name}" for name in WIDGETS}
    words = json.dumps({message(key, "en"): message(key, language) for key in sorted(said)})
    st.html(
        '<style>@import url("/assets/welfare.css");</style>'
        f"<script>document.documentElement.lang = '{language}'; window.welfareWords = {words};"
        "window.dispatchEvent(new Event('welfare-words'))</script>",
        unsafe_allow_javascript=True,
    )
    scripts()


def language_switch(language: Language) -> None:
    """Show the two languages; the choice goes into the URL."""
    st.session_state["language"] = language
    with st.container(key="language_switch"):
        st.segmented_control(
            message("filter.language", language),
            list(LANGUAGES),
            key="language",
            format_func=lambda code: LANGUAGES[code],
            on_change=lambda: choose(lang=st.session_state["language"]),
            label_visibility="collapsed",
            required=True,
        )


def title(view: View, page: str) -> None:
    """Write the page's question and what it answers."""
    pieces.page_title(view.say(f"{page}.question"), view.say(f"{page}.answer"))


def footer(view: View) -> None:
    """Write which data the page was made from."""
    words = view.say(
        "app.footer", version=view.snapshot.data_version, built=built_at(view.snapshot)
    )
    with st.container(key="footer"):
        st.caption(words)


def warehouse_fault(fault: WarehouseError, language: Language) -> None:
    """Say what is wrong with the warehouse and what to run, in both languages."""
    other: Language = "en" if language == "th" else "th"
    for shown in (language, other):
        st.error(
            f"**{message(f'fault.{fault.reason}', shown)}**  \n"
            f"{message('fault.what_to_run', shown)}",
            icon=":material/database_off:",
        )
    st.code(BUILD_COMMAND, language="bash")


@contextmanager
def guarded(language: Language) -> Iterator[None]:
    """Show a clear word in place of a traceback; the traceback goes to the log."""
    try:
        yield
    except Exception:
        logging.getLogger(__name__).exception("a page failed")
        st.error(message("fault.page", language), icon=":material/error:")
