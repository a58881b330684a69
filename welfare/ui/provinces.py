"""Parts of the page Provinces."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.catalog.expand import of_life_course
from welfare.charts import findings, tables
from welfare.charts.series import province_lines
from welfare.charts.theme import CONFIG, WHOLE
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.metrics.classify import Classes, quantile_classes
from welfare.queries import indicators as queries
from welfare.ui.behind import areas_behind, series_behind
from welfare.ui.card import Rows, alt, card
from welfare.ui.choice import choose, chosen
from welfare.ui.filters import pick_age, pick_indicator
from welfare.ui.view import View

DEFAULT = "poverty_rate_pct"
TREND_KEY = "province_trend"


@dataclass(frozen=True)
class Facts:
    """One indicator and year over all areas, with its classes."""

    indicator: Indicator
    year: int
    areas: pd.DataFrame
    classes: Classes
    sources: Sequence[str]
    region: str | None
    province: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What a figure of these facts depends on, besides language and colours."""
        return (self.indicator.id, self.year, self.region, self.province)

    @property
    def within(self) -> frozenset[str] | None:
        """The provinces of the region that is chosen; None where none is."""
        if self.region is None:
            return None
        return frozenset(c for c, p in catalogue().provinces.items() if p.region == self.region)

    @property
    def rows(self) -> Asked:
        """What asks for the areas shown."""
        return areas_behind(self.indicator, self.areas, self.year, self.region)

    def table(self, view: View) -> pd.DataFrame:
        """Return the table of the provinces shown."""
        rows = self.areas
        if self.within is not None:
            rows = rows[rows["area_id"].isin(self.within)]
        return tables.provinces_table(rows, self.classes, self.indicator, view.language)


def choose_indicator(view: View) -> tuple[Indicator, tuple[int, ...]]:
    """Let the reader choose among the indicators that provinces have; return it with its years.

    One that is known by life-course group is chosen for all ages, or for the age that is chosen.
    """
    known = view.snapshot.remember(
        "indicators_of_provinces",
        lambda: [
            indicator
            for indicator in catalogue().indicators.values()
            if indicator.of_all is None and queries.province_years(view.snapshot, indicator.id)
        ],
    )
    asked = catalogue().indicators.get(view.choice.indicator or "")
    base = asked.of_all if asked else None
    indicator = pick_indicator(view, known, base or DEFAULT)
    if indicator.each_life_course:
        own = asked.measure.life_course if asked and base else None
        age = pick_age(view, view.choice.age or own, indicator=indicator.id)
        if age is not None:
            indicator = catalogue().indicators[of_life_course(indicator.id, age)]
    return indicator, queries.province_years(view.snapshot, indicator.id)


def facts(
    view: View, indicator: Indicator, year: int, region: str | None, province: str | None
) -> Facts:
    """Fetch what the page shows."""
    key = ("facts", indicator.id, year, region, province)
    return view.snapshot.remember(key, lambda: _facts(view, indicator, year, region, province))


def _facts(
    view: View,
    indicator: Indicator,
    year: int,
    region: str | None,
    province: str | None,
) -> Facts:
    areas = queries.areas_in_year(view.snapshot, indicator.id, year)
    provinces = areas[areas["area_kind"] == "province"]
    return Facts(
        indicator=indicator,
        year=year,
        areas=areas,
        classes=quantile_classes(provinces["value"]),
        sources=queries.sources_of(areas),
        region=region,
        province=province,
    )


def finding(view: View, shown: Facts) -> str:
    """Return the sentence on the chosen province, or on all."""
    return view.remember(("finding", *shown.key), lambda: _finding(view, shown))


def _finding(view: View, shown: Facts) -> str:
    if shown.province:
        return findings.province_finding(
            shown.areas, shown.indicator, shown.year, shown.province, view.language
        )
    rows = shown.areas
    if shown.within is not None:
        rows = rows[rows["area_id"].isin(shown.within)]
    return findings.provinces_finding(rows, shown.indicator, shown.year, view.language)


def trend(view: View, shown: Facts) -> None:
    """Draw all provinces over the years, the nation and the chosen one strong."""
    series = queries.province_series(view.snapshot, shown.indicator.id)
    if len(queries.province_years(view.snapshot, shown.indicator.id)) < 2:
        return
    name = catalogue().provinces[shown.province].name(view.language) if shown.province else ""
    about = view.say("provinces.trend_one", province=name) if name else view.say("provinces.trend")
    drawn = view.remember(
        ("trend", shown.indicator.id, shown.province),
        lambda: province_lines(
            series, shown.indicator, view.language, view.palette, chosen=shown.province
        ).update_traces(selected=WHOLE, unselected=WHOLE),
    )
    title, sources = view.remember(
        ("trend_words", shown.indicator.id),
        lambda: (
            findings.spread_finding(series, shown.indicator, view.language),
            queries.sources_of(series),
        ),
    )
    rows = Rows(lambda: _trend_table(view, series, shown), series_behind(shown.indicator, series))
    with card(view, "trend", title, about, sources, rows=rows):
        st.plotly_chart(
            drawn,
            key=TREND_KEY,
            theme=None,
            config=CONFIG,
            on_select=_take_year,
            selection_mode="points",
            alt=alt(drawn, about),
        )


def _take_year() -> None:
    """Take the year of a touched point; the axis counts years as the reader's language does."""
    points = st.session_state[TREND_KEY].selection.points
    if points:
        choose(year=int(points[0]["x"]) - int(format_year(0, chosen().lang)))


def _trend_table(view: View, series: pd.DataFrame, shown: Facts) -> pd.DataFrame:
    provinces = series[series["area_kind"] == "province"]
    columns = {
        catalogue().provinces[str(code)].name(view.language): rows
        for code, rows in provinces.groupby("area_id")
    }
    return tables.series_table(
        columns, view.language, fiscal=shown.indicator.calendar == "fiscal_year"
    )
