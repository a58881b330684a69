"""The app as a visitor finds it, and what a page then says."""

import json
from html import unescape

from streamlit.testing.v1 import AppTest

from welfare.paths import PAGES, ROOT


def opened(page: str = "overview", **query: str) -> AppTest:
    """Return the app as a visitor finds it who follows a link to ``page``."""
    at = AppTest.from_file(str(ROOT / "welfare" / "ui" / "main.py"), default_timeout=60)
    at.query_params.update(query)
    if page != "overview":
        at.switch_page(str(PAGES / f"{page}.py"))
    return at.run()


def said(at: AppTest) -> str:
    """Return everything that is written on the page."""
    kinds = (at.html, at.markdown, at.caption, at.subheader, at.info, at.warning, at.error)
    return unescape("\n".join(text_of(element) for kind in kinds for element in kind))


def year_on_the_map(at: AppTest) -> int:
    """Return the year that the view of the years is told to show."""
    parts = [part.proto for part in at.get("bidi_component")]
    (choice,) = (json.loads(part.json) for part in parts if part.id.endswith("years_choice"))
    return int(choice["year"])


def text_of(element: object) -> str:
    """Return what one element says."""
    return str(getattr(element, "body", None) or getattr(element, "value", ""))


def faultless(at: AppTest) -> bool:
    """Tell whether the page came without a fault."""
    return not at.exception and not at.error
