"""A province over the years, its people by age, and the provinces that are like it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts import tables
from welfare.charts.findings import shown_year
from welfare.charts.pyramid import age_pyramid
from welfare.charts.series import province_lines
from welfare.extracts.asked import Asked
from welfare.language import format_value
from welfare.queries.indicators import province_series, sources_of
from welfare.review.profile import ProvinceProfile, frame
from welfare.review.province_records import TrendPoint
from welfare.review.province_words import change_said
from welfare.ui import pieces
from welfare.ui.behind import series_behind
from welfare.ui.card import Rows, card, chart
from welfare.ui.filters import pick_indicator
from welfare.ui.view import View


def trend(view: View, shown: ProvinceProfile) -> None:
    """Draw an indicator of the province over the years among all provinces."""
    points: dict[str, list[TrendPoint]] = {}
    for point in shown.trends:
        points.setdefault(point.indicator, []).append(point)
    declared = [catalogue().indicators[name] for name in points]
    outstanding = [row.indicator for row in (*shown.gaps, *shown.strengths)]
    first = next((name for name in outstanding if name in points), declared[0].id)
    indicator = pick_indicator(view, declared, first)
    series = province_series(view.snapshot, indicator.id)
    known = [point for point in points[indicator.id] if point.value is not None]
    latest = [point for point in known if point.stretch == known[-1].stretch]
    title = _trend_title(view, shown, latest)
    about = view.say("profile.trend_about")
    name = catalogue().provinces[shown.code].name(view.language)
    own = series[series["area_id"] == shown.code]
    rows = Rows(
        lambda: tables.series_table(
            {name: own}, view.language, fiscal=indicator.calendar == "fiscal_year"
        ),
        series_behind(indicator, series),
    )
    with card(view, "profile_trend", title, about, sources_of(series), rows=rows):
        drawn = view.remember(
            ("trend", indicator.id, shown.code),
            lambda: province_lines(
                series, indicator, view.language, view.palette, chosen=shown.code
            ),
        )
        chart(drawn, "profile_trend_chart", about)


def _trend_title(view: View, shown: ProvinceProfile, stretch: Sequence[TrendPoint]) -> str:
    """Return the change within the latest method, or the one year that it has."""
    first, last = stretch[0], stretch[-1]
    if first.value is None or last.value is None or len(stretch) < 2:
        return next(r.sentence for r in shown.rows if r.indicator == last.indicator).say(
            view.language
        )
    return change_said(
        catalogue().indicators[last.indicator],
        (first.year, last.year),
        (first.value, last.value),
        (first.nation, last.nation),
    ).say(view.language)


def pyramid(view: View, shown: ProvinceProfile) -> None:
    """Draw the registered people by age, sex and scheme, the nation as an outline."""
    found = shown.pyramid
    if found is None:
        return
    about = view.say("ages.pyramid_note")
    asked = Asked(
        "beneficiaries",
        {
            "fiscal_year": [str(found.fiscal_year)],
            "province_code": [shown.code],
            "source_id": found.sources,
        },
    )
    rows = Rows(lambda: _pyramid_table(view, shown), asked, counted=True)
    title = found.sentence.say(view.language)
    with card(view, "profile_pyramid", title, about, found.sources, rows=rows):
        drawn = view.remember(
            ("profile_pyramid", shown.code),
            lambda: age_pyramid(
                frame(found.people), view.language, view.palette, nation=frame(found.nation)
            ),
        )
        chart(drawn, "profile_pyramid_chart", about)


def _pyramid_table(view: View, shown: ProvinceProfile) -> pd.DataFrame:
    if shown.pyramid is None:
        return pd.DataFrame()
    people = frame(shown.pyramid.people)
    bands = {band: place for place, band in enumerate((*catalogue().age_bands, "unknown"))}
    order = people["age_band"].map(bands)
    people = people.assign(order=order).sort_values(["order", "sex", "programme_id"])
    programmes = catalogue().programmes
    return pd.DataFrame(
        {
            view.say("column.age"): [
                view.say("age.unknown") if band == "unknown" else band
                for band in people["age_band"]
            ],
            view.say("column.sex"): [
                catalogue().code_name("sexes", sex, view.language) for sex in people["sex"]
            ],
            view.say("column.scheme"): [
                programmes[name].name(view.language) for name in people["programme_id"]
            ],
            view.say("column.people"): people["persons"].round(0).astype(int).to_numpy(),
        }
    )


def peers(view: View, shown: ProvinceProfile) -> None:
    """Show which provinces are alike, by which variables, and why these."""
    provinces = catalogue().provinces
    names = [provinces[peer.code].name(view.language) for peer in shown.peers]
    title = view.say(
        "profile.peers_title",
        province=provinces[shown.code].name(view.language),
        peers=", ".join(names),
    )
    about = view.say(
        "profile.peers_about",
        variables=len(shown.traits),
        nearest=f"{shown.peers[0].distance:.2f}",
        furthest=f"{shown.peers[-1].distance:.2f}",
    )
    used = {source for trait in shown.traits for source in trait.sources}
    asked = Asked(
        "indicators",
        {
            "indicator_id": [trait.indicator for trait in shown.traits],
            "year": [str(year) for year in sorted({trait.year for trait in shown.traits})],
            "area_id": [shown.code, *(peer.code for peer in shown.peers)],
            "is_current": ["true"],
        },
    )
    behind = [source for source in shown.sources if source in used]
    with card(view, "profile_peers", title, about, behind, rows=Rows(None, asked)):
        pieces.rows_table(_traits_table(view, shown))
        st.markdown(f"**{view.say('profile.why_these')}**")
        pieces.entries(
            pieces.Entry(
                catalogue().indicators[v.indicator].title(view.language), [v.reason(view.language)]
            )
            for v in catalogue().peers.variables
        )


def _traits_table(view: View, shown: ProvinceProfile) -> pd.DataFrame:
    provinces = catalogue().provinces
    found = []
    for trait in shown.traits:
        indicator = catalogue().indicators[trait.indicator]
        values = zip(
            (shown.code, *(p.code for p in shown.peers)), (trait.value, *trait.peers), strict=True
        )
        found.append(
            {
                view.say("column.indicator"): indicator.title(view.language),
                view.say("column.year"): shown_year(trait.year, indicator, view.language),
                **{
                    provinces[code].name(view.language): format_value(
                        value, indicator, view.language
                    )
                    for code, value in values
                },
            }
        )
    return pd.DataFrame(found)
