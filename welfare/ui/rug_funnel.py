"""The card of the page Indicator rug that shows small provinces in a funnel."""

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.funnel import funnel_plot
from welfare.charts.theme import CONFIG
from welfare.language import format_value
from welfare.review.funnel import FunnelFacts, counted, funnel_of
from welfare.review.need_words import listed
from welfare.ui.behind import provinces_behind
from welfare.ui.card import Rows, card
from welfare.ui.filters import pick_indicator
from welfare.ui.view import View

NAMED = 8


def funnel(view: View) -> None:
    """Draw the provinces of an indicator of counts within the limits of chance."""
    st.header(view.say("rug.funnel_heading"), anchor=False)
    known = view.snapshot.remember("counted", lambda: counted(view.snapshot))
    indicator = pick_indicator(view, known, known[-1].id)
    shown = view.snapshot.remember(
        ("funnel", indicator.id), lambda: funnel_of(view.snapshot, indicator)
    )
    if shown is None:
        return
    rows = Rows(lambda: _table(view, shown), provinces_behind([indicator.id], [shown.one.year]))
    about = view.say(
        "rug.funnel_about", common=format_value(shown.common, indicator, view.language)
    )
    title = _finding(view, shown, indicator)
    with card(view, "funnel", title, about, shown.one.sources, rows=rows):
        drawn = view.remember(
            ("funnel_plot", indicator.id),
            lambda: funnel_plot(
                shown.rows,
                shown.curves,
                indicator,
                view.language,
                view.palette,
                common=shown.common,
            ),
        )
        st.plotly_chart(
            drawn,
            key="funnel_chart",
            theme=None,
            config=CONFIG,
            alt=view.say("rug.funnel_alt", n=len(shown.rows), title=indicator.title(view.language)),
        )


def _finding(view: View, shown: FunnelFacts, indicator: Indicator) -> str:
    """Return how many provinces lie outside the wider limits, and which lie furthest out."""
    rows = shown.rows
    sides = {"above": rows[rows["passed"] == 2], "below": rows[rows["passed"] == -2]}
    told = [
        view.say(
            f"rug.funnel_outside.{side}",
            count=len(own),
            names=listed(own["area_id"].tolist(), view.language, NAMED),
        )
        for side, own in sides.items()
        if not own.empty
    ]
    inside = int((rows["passed"] == 0).sum())
    said = view.say(
        "rug.funnel_finding",
        title=indicator.title(view.language),
        year=shown_year(shown.one.year, indicator, view.language),
        inside=inside,
        n=len(rows),
    )
    return " ".join([said, *told])


def _table(view: View, shown: FunnelFacts) -> pd.DataFrame:
    """Return every province with its people, value, and where it lies."""
    rows, indicator = shown.rows, shown.one.indicator
    side = {0: "inside", 1: "above", 2: "above", -1: "below", -2: "below"}
    limit = {1: "95%", 2: "99.8%"}
    return pd.DataFrame(
        {
            view.say("column.province"): [
                catalogue().provinces[code].name(view.language) for code in rows["area_id"]
            ],
            view.say("rug.funnel_people"): rows["people"].round(0).to_numpy(),
            indicator.title(view.language): rows["value"].round(indicator.decimals).to_numpy(),
            view.say("rug.funnel_column"): [
                " ".join(
                    [view.say(f"rug.funnel.{side[int(p)]}"), limit.get(abs(int(p)), "")]
                ).strip()
                for p in rows["passed"]
            ],
        }
    )
