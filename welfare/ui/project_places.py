"""Where a fund's projects are: by 100,000 people where that is declared, else as counted."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import UNKNOWN_PROVINCE, Indicator, catalogue
from welfare.charts.dot_plot import dot_plot
from welfare.charts.findings import shown_year
from welfare.charts.findings_inequality import apart_finding
from welfare.charts.province_map import province_map
from welfare.charts.province_ranks import comparison_table, told_apart
from welfare.metrics.bands import bands
from welfare.metrics.classify import quantile_classes
from welfare.queries.indicators import areas_in_year, province_years, sources_of
from welfare.review import projects as review
from welfare.ui import pieces
from welfare.ui.behind import areas_behind
from welfare.ui.card import Rows, alt, card
from welfare.ui.choice import choose
from welfare.ui.filters import year_shown
from welfare.ui.projects import Facts
from welfare.ui.touch import touchable
from welfare.ui.view import View

MAP = "projects_map"


def places(view: View, shown: Facts) -> None:
    """Draw map and dots of the provinces, or list them where no rate is declared."""
    rate = review.rate_of(shown.fund, view.snapshot)
    if rate is None:
        _counted(view, shown)
    else:
        _by_people(view, shown, rate)


def _by_people(view: View, shown: Facts, rate: Indicator) -> None:
    year = year_shown(view, province_years(view.snapshot, rate.id))
    areas = areas_in_year(view.snapshot, rate.id, year)
    known = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    title = review.rate_finding(areas, rate, year, view.language)
    unit = catalogue().units[rate.unit].name(view.language)
    about = " · ".join((rate.description(view.language), unit, view.say("projects.intervals")))
    table = Rows(
        lambda: comparison_table(areas, rate, view.language, shown.province),
        areas_behind(rate, areas, year),
    )
    key = (rate.id, year, shown.region, shown.province)
    with card(view, "project_places", title, about, sources_of(areas), rows=table):
        left, right = st.columns([5, 6], gap="medium")
        with left:
            _map(view, areas, rate, year, shown, key)
        with right:
            st.markdown(f"**{rate.title(view.language)} {shown_year(year, rate, view.language)}**")
            _apart(view, areas, rate, shown.province)
            limits = bands(known["value"], known["low"], known["high"])
            found = dict(zip(known["area_id"], limits.tolist(), strict=True))
            with st.container(height=620, border=False):
                drawn = view.remember(
                    ("project_dots", *key),
                    lambda: dot_plot(
                        areas,
                        rate,
                        view.language,
                        view.palette,
                        bands=found,
                        chosen=shown.province,
                        within=_within(shown),
                    ),
                )
                about = view.say("projects.dots_alt", finding=title)
                touchable(drawn, "project_dots", alt(drawn, about), _take_place)


def _within(shown: Facts) -> frozenset[str] | None:
    if shown.region is None:
        return None
    return frozenset(c for c, p in catalogue().provinces.items() if p.region == shown.region)


def _map(  # noqa: PLR0917 - what a map is drawn of
    view: View,
    areas: pd.DataFrame,
    rate: Indicator,
    year: int,
    shown: Facts,
    key: tuple[object, ...],
) -> None:
    provinces = areas[areas["area_kind"] == "province"]
    classes = quantile_classes(provinces["value"])
    drawn: go.Figure = view.remember(
        ("project_map", *key),
        lambda: province_map(
            areas,
            classes,
            rate,
            view.language,
            view.palette,
            chosen=shown.province,
            within=_within(shown),
        ),
    )
    name = view.say("projects.map_alt", year=shown_year(year, rate, view.language))
    touchable(drawn, MAP, name, _take_place)
    pieces.map_legend(
        view,
        classes,
        rate,
        zero=bool((provinces["value"] == 0).any()),
        missing=bool((provinces["value"].isna() & (provinces["flag"] != "in_predecessor")).any()),
        outside=shown.region is not None,
    )


def _take_place(code: str) -> None:
    if code in catalogue().provinces:
        choose(province=code, page=None)


def _apart(view: View, areas: pd.DataFrame, rate: Indicator, province: str | None) -> None:
    apart = told_apart(areas, rate, province) if province else None
    if apart is not None and province is not None:
        pieces.text(apart_finding(apart, province, rate, view.language))


def _counted(view: View, shown: Facts) -> None:
    """List the provinces as the fund counts them; people are not known for its years."""
    rows = review.kept(shown.granted, shown.year, shown.region, None, shown.kind)
    summed = rows.groupby("province_code", as_index=False)[["projects", "amount_thb"]].sum()
    summed = summed.sort_values(["amount_thb", "province_code"], ascending=[False, True])
    declared = catalogue().provinces
    table = pd.DataFrame(
        {
            view.say("column.province"): [
                view.say("projects.no_province")
                if code == UNKNOWN_PROVINCE
                else declared[code].name(view.language)
                for code in summed["province_code"]
            ],
            view.say("column.projects"): summed["projects"].to_numpy(),
            view.say("column.amount"): summed["amount_thb"].to_numpy(),
        }
    )
    title = view.say("projects.places", count=len(table))
    rows_of = Rows(None, shown.asked(), counted=True)
    about = view.say("projects.places_about")
    with card(view, "project_places", title, about, shown.sources, rows=rows_of):
        pieces.rows_table(table)
