"""What a page needs for one run: language, colours, choice, and one version of the data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from welfare.catalog import Language
from welfare.charts.theme import DARK, LIGHT, Palette
from welfare.language import message
from welfare.ui.choice import Choice
from welfare.warehouse import Snapshot

SESSION = "view"
ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class View:
    """One run of one page. The snapshot is one version of the data for all its charts."""

    language: Language
    palette: Palette
    choice: Choice
    snapshot: Snapshot

    def say(self, key: str, **values: object) -> str:
        """Return a message in the reader's language."""
        return message(key, self.language, **values)

    def remember(self, key: tuple[object, ...], make: Callable[[], ResultT]) -> ResultT:
        """Return what ``make`` gave for ``key`` in this language, theme and version of the data."""
        return self.snapshot.remember((key, self.language, self.palette.dark), make)


def palette_in_use() -> Palette:
    """Return the colours that go with the reader's light or dark theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def begin_view(choice: Choice, snapshot: Snapshot) -> None:
    """Fix what this run shows."""
    st.session_state[SESSION] = View(choice.lang, palette_in_use(), choice, snapshot)


def view() -> View:
    """Return what this run shows."""
    found: View = st.session_state[SESSION]
    return found
