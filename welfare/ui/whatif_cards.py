"""What a scenario changes, in cards: who gains and loses, disparity, what it assumes."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.before_after import before_after
from welfare.charts.change_map import change_legend, change_map
from welfare.charts.curves import Curve, curves
from welfare.charts.findings import shown_year
from welfare.charts.watermark import put_watermark
from welfare.metrics.concentration import concentration_curve
from welfare.review import reallocation_words as words
from welfare.review.reallocation import Outcome
from welfare.review.snippet import asked_for, snippet
from welfare.ui import pieces
from welfare.ui.card import Rows, card, chart
from welfare.ui.how_to_read import how_to_read
from welfare.ui.links import origin
from welfare.ui.touch import take_province, touchable
from welfare.ui.view import View
from welfare.ui.whatif import Asked

MAP_KEY, ROWS_KEY = "whatif_map", "whatif_rows"


def headline(view: View, outcome: Outcome) -> None:
    """Say how far apart provinces would be."""
    pieces.headline(words.spread_sentence(outcome, view.language))


def winners_and_losers(view: View, asked: Asked, outcome: Outcome) -> None:
    """Draw which provinces gain and lose, and money per head before and after."""
    title = words.who_sentence(outcome, view.language)
    values, people = asked_for(outcome)
    rows = Rows(
        lambda: words.provinces_table(outcome, view.language),
        values,
        counted=True,
        beside=(people,),
    )
    about = view.say("whatif.map_about")
    with card(view, "whatif_who", title, about, _sources(outcome), rows=rows):
        if asked.province and (
            one := words.province_sentence(outcome, asked.province, view.language)
        ):
            pieces.text(one)
        left, right = st.columns([5, 6], gap="medium")
        with left:
            _map(view, asked, outcome)
        with right:
            _rows(view, asked, outcome)
        _download(view, asked, outcome)


def _map(view: View, asked: Asked, outcome: Outcome) -> None:
    told = words.province_words(outcome, view.language)
    drawn = view.remember(
        ("whatif_map", *asked.key, asked.province),
        lambda: put_watermark(
            change_map(
                told["direction"],
                told["words"],
                view.language,
                view.palette,
                chosen=asked.province,
            ),
            view.language,
            view.palette,
        ),
    )
    touchable(drawn, MAP_KEY, _told(view, view.say("whatif.map"), outcome), take_province)
    outside = bool(outcome.situation.outside)
    pieces.legend(change_legend(told["direction"], view.language, view.palette, outside=outside))


def _rows(view: View, asked: Asked, outcome: Outcome) -> None:
    st.markdown(f"**{view.say('whatif.per_head')}**")
    st.caption(view.say("whatif.signs"))
    told = words.province_words(outcome, view.language)
    own = outcome.provinces
    ends = pd.DataFrame({"before": own["head_now"], "after": own["head_after"]})
    drawn = view.remember(
        ("whatif_rows", *asked.key, asked.province),
        lambda: put_watermark(
            before_after(
                ends.join(told),
                catalogue().units["thb_person"].name(view.language),
                view.language,
                view.palette,
                chosen=asked.province,
            ),
            view.language,
            view.palette,
        ),
    )
    with st.container(height=620, border=False):
        touchable(drawn, ROWS_KEY, _told(view, view.say("whatif.per_head"), outcome), take_province)


def _told(view: View, about: str, outcome: Outcome) -> str:
    return f"{about} · {words.who_sentence(outcome, view.language)}"


def _download(view: View, asked: Asked, outcome: Outcome) -> None:
    """Offer the result as a file in which every row says that it is illustrative."""
    here = asked.here
    st.download_button(
        view.say("whatif.download"),
        lambda: (
            words.provinces_table(outcome, view.language).to_csv(index=False).encode("utf-8-sig")
        ),
        file_name=f"illustrative-{here.money.id}-{here.year}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def disparity(view: View, asked: Asked, outcome: Outcome) -> None:
    """Show how unequal provinces are before and after, and whether money follows need."""
    here = outcome.situation
    about = view.say(
        "whatif.disparity_about",
        people=here.people.title(view.language),
        year=shown_year(here.people_year, here.people, view.language),
        need=here.rate.title(view.language),
        need_year=shown_year(here.poor_year, here.rate, view.language),
    )
    title = words.need_sentence(outcome, view.language)
    values, people = asked_for(outcome)
    rows = Rows(None, values, counted=True, beside=(people,))
    with card(view, "whatif_disparity", title, about, _sources(outcome), rows=rows):
        left, right = st.columns([6, 5], gap="medium")
        with left:
            drawn = view.remember(("whatif_curves", *asked.key), lambda: _curves(view, outcome))
            chart(drawn, "whatif_curves", view.say("whatif.curve_about"))
        with right:
            pieces.rows_table(words.measures_table(outcome, view.language))
            how_to_read(view, "gini", "theil_t", "max_min_ratio", "concentration_index")


def _curves(view: View, outcome: Outcome) -> go.Figure:
    own, palette = outcome.provinces, view.palette
    here = outcome.situation.provinces
    lines = []
    for column, name, colour in (
        ("head_now", "whatif.curve_now", palette.muted),
        ("head_after", "whatif.curve_after", palette.accent),
    ):
        found = concentration_curve(own[column], -here["need"], here["people"])
        points = (found.population.tolist(), found.share.tolist())
        lines.append(Curve(view.say(name), *points, colour))
    drawn = curves(lines, view.language, palette, along="need")
    return put_watermark(drawn, view.language, palette)


def assumptions(view: View, outcome: Outcome) -> None:
    """State what is taken for granted, and give the code that makes the same numbers."""
    with st.container(border=True, key="card_whatif_assumptions"):
        st.markdown(f"### {view.say('whatif.assumptions')}")
        pieces.bullets(words.assumptions(outcome, view.language))
        with st.expander(view.say("whatif.python"), icon=":material/code:"):
            st.caption(view.say("whatif.python_about"))
            st.code(snippet(outcome, origin()), language="python", wrap_lines=True)
            how_to_read(view, "allocate", "blended")


def _sources(outcome: Outcome) -> list[str]:
    used = {*outcome.situation.sources, *(s for claim in outcome.claims for s in claim.sources)}
    return [name for name in catalogue().sources if name in used]
