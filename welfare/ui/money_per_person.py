"""Cards on money a head and a poor person: over the years, and province by province."""

import pandas as pd
import streamlit as st

from welfare.catalog import COUNTRY, Indicator, catalogue
from welfare.charts.dot_plot import dot_plot
from welfare.charts.findings import provinces_finding, shown_year
from welfare.charts.series import province_lines
from welfare.charts.tables import highest_first, provinces_head, series_table
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.metrics.bands import bands
from welfare.queries.indicators import province_years, sources_of
from welfare.review import money_per_person as review
from welfare.ui import pieces
from welfare.ui.behind import areas_behind, provinces_behind, series_behind
from welfare.ui.card import Rows, card, chart
from welfare.ui.choice import choose
from welfare.ui.filters import pick_indicator, pick_province, year_shown
from welfare.ui.view import View

DEFAULT = "grants_thb_per_poor_person"


def for_each_person(view: View) -> None:
    """Let the reader choose money, place and prices; show it over years and over provinces."""
    first, second, third = st.columns([4, 3, 3])
    with first:
        indicator = pick_indicator(view, review.indicators(view.snapshot), DEFAULT)
    with second:
        province = pick_province(view, None, view.say("filter.whole_country"))
    with third:
        real = _pick_prices(view)
    shown = view.snapshot.remember(
        ("money_per_person", indicator.id), lambda: review.series(view.snapshot, indicator)
    )
    if len(province_years(view.snapshot, indicator.id)) == 1:
        _provinces(view, shown, province, real)
        return
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _years(view, shown, province, real)
    with right:
        _provinces(view, shown, province, real)


def _pick_prices(view: View) -> bool:
    """Let the reader choose the prices; tell whether they are those of one year."""
    key = "filter_prices"
    st.session_state[key] = view.choice.prices
    names = {
        "nominal": view.say("budget.prices.nominal"),
        "real": view.say("budget.prices.real", base=_base(view)),
    }
    st.segmented_control(
        view.say("filter.prices"),
        list(names),
        key=key,
        format_func=lambda prices: names[prices],
        on_change=lambda: choose(prices=st.session_state[key]),
        required=True,
    )
    return view.choice.prices == "real"


def _base(view: View) -> str:
    return format_year(int(review.price_index().base_year or 0), view.language)


def _years(view: View, shown: review.Series, province: str | None, real: bool) -> None:
    """Draw country, region and province over the years at the chosen prices."""
    area = province or COUNTRY
    indicator = shown.indicator
    places = [COUNTRY, *([catalogue().region_around(province), province] if province else [])]
    kept = shown.rows(real)
    kept = kept[kept["area_id"].isin(places)]
    rows = Rows(
        lambda: _years_table(view, shown, area),
        series_behind(indicator, shown.nominal),
        counted=real,
        beside=_prices_behind(kept) if real else (),
    )
    title = review.finding(shown, area, view.language)
    about = _about(view, indicator, real)
    with card(view, "per_person", title, about, _sources(shown, real), rows=rows):
        drawn = view.remember(
            ("per_person", indicator.id, province, real),
            lambda: province_lines(
                kept, indicator, view.language, view.palette, chosen=province, height=420
            ),
        )
        alt = view.say("budget.person_alt", area=review.area_words(area, view.language))
        chart(drawn, "money_per_person", alt)


def _years_table(view: View, shown: review.Series, area: str) -> pd.DataFrame:
    """Return the years of an area at both prices."""
    columns = {
        name: rows[rows["area_id"] == area]
        for name, rows in (
            (view.say("budget.prices.nominal"), shown.nominal),
            (view.say("budget.prices.real", base=_base(view)), shown.real),
        )
    }
    table = series_table(columns, view.language, fiscal=True)
    return table.round(shown.indicator.decimals)


def _provinces(view: View, shown: review.Series, province: str | None, real: bool) -> None:
    """Draw the provinces of a year at the chosen prices, in bands of equal number."""
    indicator = shown.indicator
    year = year_shown(view, province_years(view.snapshot, indicator.id))
    in_prices = shown.rows(real)
    known = bool((in_prices["year"] == year).any())
    values = in_prices if known else shown.nominal
    areas = values[values["year"] == year].assign(low=None, high=None)
    title = provinces_finding(areas, indicator, year, view.language)
    words = shown_year(year, indicator, view.language)
    about = view.say(
        "budget.provinces_year", year=words, about=_about(view, indicator, real and known)
    )
    rows = Rows(
        lambda: provinces_head(highest_first(areas), indicator, view.language),
        areas_behind(indicator, areas, year),
        counted=real and known,
        beside=_prices_behind(areas) if real and known else (),
    )
    sources = _sources(shown, real and known)
    with card(view, "person_places", title, about, sources, rows=rows):
        if real and not known:
            pieces.gap(view.say("budget.no_real", year=words))
        provinces = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
        of_bands = dict(zip(provinces["area_id"], bands(provinces["value"]).tolist(), strict=True))
        with st.container(height=460, border=False):
            drawn = view.remember(
                ("person_dots", indicator.id, year, province, real),
                lambda: dot_plot(
                    areas, indicator, view.language, view.palette, bands=of_bands, chosen=province
                ),
            )
            chart(drawn, "person_dots", view.say("budget.dots_alt", finding=title))


def _prices_behind(rows: pd.DataFrame) -> list[Asked]:
    years = sorted(int(year) for year in rows["year"].unique())
    return [provinces_behind([review.price_index().id], years)] if years else []


def _sources(shown: review.Series, real: bool) -> list[str]:
    index = review.price_index().sources if real else ()
    return list(dict.fromkeys([*sources_of(shown.nominal), *index]))


def _about(view: View, indicator: Indicator, real: bool) -> str:
    unit = catalogue().units[indicator.unit].name(view.language)
    prices = (
        view.say("budget.real_about", base=_base(view))
        if real
        else view.say("budget.prices.nominal")
    )
    return " · ".join((indicator.description(view.language), unit, prices))
