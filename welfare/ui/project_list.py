"""The list of projects that sources name: words to seek, pages, and how a steward fills it."""

import streamlit as st

from welfare.extracts.asked import Asked
from welfare.review import projects as review
from welfare.ui import pieces
from welfare.ui.card import Rows, card
from welfare.ui.choice import LONGEST, choose
from welfare.ui.projects import Facts
from welfare.ui.view import View

WORDS = "filter_q"
COMMANDS = (
    "python -m etl sketch data/raw/FILE.xls --output",
    "python -m etl check data/raw",
    "python -m etl build",
)


def project_list(view: View, shown: Facts) -> None:
    """Let the reader seek among the named projects of what is chosen; list them by pages."""
    named = review.named_projects(view.snapshot)
    of_fund = named[named["programme_id"] == shown.fund]
    rows = review.kept(of_fund, shown.year, shown.region, shown.province, shown.kind)
    unnamed = shown.granted["project_name"].isna()
    counted = int(shown.granted.loc[unnamed, "projects"].sum())
    found = review.search(rows, view.choice.q, view.choice.page)
    key = "projects.found" if found.count else "projects.found_none"
    title = view.say(key, count=f"{found.count:,}", named=f"{len(named):,}")
    sources = list(dict.fromkeys(rows["source_id"])) or shown.sources
    filters = {"programme_id": [shown.fund], "source_id": sources}
    about = view.say("projects.list_about")
    with card(
        view,
        "project_list",
        title,
        about,
        sources,
        rows=Rows(None, Asked("projects", filters), counted=True),
    ):
        _seek(view)
        if found.count:
            pieces.rows_table(
                review.list_table(found.rows, view.language), view.say("tile.unknown")
            )
            _turn(view, found)
        if counted:
            _say_how(view, counted)


def _seek(view: View) -> None:
    st.session_state[WORDS] = view.choice.q or ""
    st.text_input(
        view.say("filter.q"),
        key=WORDS,
        max_chars=LONGEST,
        placeholder=view.say("projects.seek"),
        icon=":material/search:",
        on_change=lambda: choose(q=_printable(st.session_state[WORDS]), page=None),
    )


def _printable(words: str) -> str | None:
    """Return what was typed as the address can hold it; None where nothing is left."""
    return "".join(sign for sign in words if sign.isprintable()).strip()[:LONGEST] or None


def _turn(view: View, found: review.Found) -> None:
    """Offer the page before and after, and say where the reader is."""
    if found.pages == 1:
        return
    before, place, after = st.columns([1, 2, 1], vertical_alignment="center")
    last = found.first + len(found.rows) - 1
    before.button(
        view.say("projects.before"),
        key="page_before",
        disabled=found.page == 1,
        on_click=choose,
        kwargs={"page": found.page - 1},
        width="stretch",
    )
    place.markdown(
        view.say(
            "projects.page",
            first=f"{found.first:,}",
            last=f"{last:,}",
            count=f"{found.count:,}",
            page=f"{found.page:,}",
            pages=f"{found.pages:,}",
        ),
        text_alignment="center",
    )
    after.button(
        view.say("projects.after"),
        key="page_after",
        disabled=found.page == found.pages,
        on_click=choose,
        kwargs={"page": found.page + 1},
        width="stretch",
    )


def _say_how(view: View, counted: int) -> None:
    """Say how many projects are counted without their names, and how a steward loads these."""
    pieces.gap(view.say("projects.counted_only", count=f"{counted:,}"))
    with st.expander(view.say("projects.how"), icon=":material/upload_file:"):
        pieces.text(view.say("projects.how_text"))
        st.code("\n".join(COMMANDS), language="bash")
