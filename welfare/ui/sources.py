"""Parts of the page Sources: what the catalogue declares."""

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.catalog.models import Source
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.queries.build import sources_behind
from welfare.queries.indicators import years_covered
from welfare.ui import pieces
from welfare.ui.card import Rows, take_away
from welfare.ui.view import View


def sources(view: View) -> None:
    """Show every source: title, publisher, period, link, and what a reader must know."""
    declared = {name: source for name, source in catalogue().sources.items() if source.declared}
    with st.container(border=True, key="card_sources"):
        st.subheader(view.say("sources.sources", count=len(declared)), anchor=False)
        pieces.entries(_source_entry(view, source) for source in declared.values())
        st.caption(view.say("sources.boundaries"))
        take_away(view, Rows(None, Asked("source_list", {})))


def indicators(view: View) -> None:
    """Show every indicator: what it measures, unit, direction, years known and sources."""
    covered = years_covered(view.snapshot).set_index("indicator_id")

    with st.container(border=True, key="card_indicators"):
        title = view.say("sources.indicators", count=len(catalogue().indicators))
        st.subheader(title, anchor=False)
        pieces.entries(
            (_indicator_entry(view, covered, i) for i in catalogue().indicators.values()),
            columns=True,
        )
        take_away(view, Rows(None, Asked("indicator_list", {})))


def _source_entry(view: View, source: Source) -> pieces.Entry:
    publisher = catalogue().publishers[source.publisher]
    return pieces.Entry(
        source.title(view.language),
        [source.period(view.language), source.caveats(view.language)],
        link=(publisher.name(view.language), publisher.link),
    )


def _indicator_entry(view: View, covered: pd.DataFrame, indicator: Indicator) -> pieces.Entry:
    unit = catalogue().units[indicator.unit].name(view.language)
    facts = (
        f"{view.say('column.measure_unit')}: {unit}",
        f"{view.say('column.years')}: {_years(view, covered, indicator)}",
        view.say(f"direction.{indicator.direction}"),
    )
    return pieces.Entry(
        indicator.title(view.language),
        [
            indicator.description(view.language),
            " · ".join(facts),
            f"{view.say('card.source')}: {_publishers(view, indicator)}",
        ],
        chip=catalogue().themes[indicator.theme].name(view.language),
        colour="var(--wa-line)",
    )


def _publishers(view: View, indicator: Indicator) -> str:
    behind = sources_behind(view.snapshot, indicator)
    publishers = (catalogue().sources[source].publisher for source in behind)
    return ", ".join(
        dict.fromkeys(catalogue().publishers[p].name(view.language) for p in publishers)
    )


def _years(view: View, covered: pd.DataFrame, indicator: Indicator) -> str:
    if indicator.id not in covered.index:
        return view.say("sources.none")
    row = covered.loc[indicator.id]
    fiscal = indicator.calendar == "fiscal_year"
    first = format_year(int(row["first_year"]), view.language, fiscal=fiscal)
    last = format_year(int(row["last_year"]), view.language)
    return first if row["first_year"] == row["last_year"] else f"{first}-{last}"
