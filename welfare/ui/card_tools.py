"""What a card gives away besides its rows: its picture, its link, and how it is cited."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlencode

import streamlit as st

from welfare.language import format_year, message
from welfare.queries.build import built_at
from welfare.ui.choice import to_query
from welfare.ui.links import here
from welfare.ui.pieces import copy_box
from welfare.ui.view import View

SCRIPTS = "".join(
    f'<script src="/assets/scripts/{name}"></script>' for name in ("page.js", "picture.js")
)
PICTURES = ("PNG", "SVG")


@dataclass(frozen=True)
class Said:
    """What a card says around its chart; a saved picture says it too."""

    finding: str
    about: str
    source: str


def tools(view: View, key: str, said: Said) -> str:
    """Return the buttons of a card that save its chart and copy its link and its citation."""
    words = (
        f'data-title="{escape(said.finding)}" data-about="{escape(said.about)}" '
        f'data-source="{escape(said.source)}"'
    )
    pictures = "".join(_picture_button(view, key, kind) for kind in PICTURES)
    link = (
        f'<button type="button" data-link data-copied="{escape(view.say("card.link_copied"))}">'
        f"{escape(view.say('card.copy_link'))}</button>"
    )
    return f'<span class="wa-tools" data-said {words}>{pictures}{link}</span>{_cited(view, said)}'


def _picture_button(view: View, key: str, kind: str) -> str:
    return (
        f'<button type="button" data-picture="{kind.lower()}" data-name="{escape(key)}" '
        f'aria-label="{escape(view.say("card.picture", kind=kind))}">{kind}</button>'
    )


def _cited(view: View, said: Said) -> str:
    name = view.say("card.cite")
    button = (view.say("download.copy"), view.say("download.copied"))
    box = copy_box(citation(view, said), name, button, code=False)
    return f'<details class="wa-cite"><summary>{escape(name)}</summary>{box}</details>'


def citation(view: View, said: Said) -> str:
    """Return how a card is cited: atlas, year of the data, finding, version, sources, address."""
    query = urlencode(to_query(view.choice))
    return message(
        "card.citation",
        view.language,
        author=message("extract.citation.author", view.language),
        year=format_year(datetime.fromisoformat(built_at(view.snapshot)).year, view.language),
        finding=said.finding.rstrip("."),
        version=view.snapshot.data_version,
        source=said.source,
        address=f"{here()}?{query}" if query else here(),
    )


def scripts() -> None:
    """Bring in what saves pictures, copies texts and reads changes aloud."""
    st.html(SCRIPTS, unsafe_allow_javascript=True)
