"""What a page draws in a given state, taken down so that a bare page can draw the same."""

from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from welfare.paths import PAGES, ROOT
from welfare.ui.navigation import HOME, SECTIONS

NAMES = (*HOME, *(name for pages in SECTIONS.values() for name in pages))
"""Every page, in the order of the navigation."""


@dataclass
class Drawn:
    """Figures of a page, and what it handed to the view of the years by key (``None``: nothing)."""

    figures: list[go.Figure] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)


def address_of(page: str) -> str:
    """Return the path of a page."""
    return "" if page in HOME else page


def drawn_by(page: str, query: dict[str, str]) -> Drawn:
    """Run ``page`` once with ``query`` and return what it drew.

    Raises
    ------
    RuntimeError
        Where the page failed.
    """
    drawn = Drawn()

    def take_figure(figure: go.Figure, **_: Any) -> None:
        drawn.figures.append(figure)

    def take_part(key: str, data: Any = None, **_: Any) -> None:
        drawn.parts[key] = data

    at = AppTest.from_file(str(ROOT / "welfare" / "ui" / "main.py"), default_timeout=60)
    at.query_params.update(query)
    if page not in HOME:
        at.switch_page(str(PAGES / f"{page}.py"))
    with (
        patch("streamlit.plotly_chart", take_figure),
        patch("welfare.ui.years.mount.VIEW", take_part),
        patch("welfare.ui.years.mount.TELL", take_part),
    ):
        at.run()
    if at.exception or at.error:
        raise RuntimeError(f"{page} failed with {query}")
    return drawn
