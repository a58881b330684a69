"""Parts of the page Inequality."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.charts import findings_inequality as sentences
from welfare.charts.cluster_map import MISSING, cluster_legend, cluster_map, clusters_table
from welfare.charts.curves import Curve, curves
from welfare.charts.dot_plot import dot_plot
from welfare.charts.findings import shown_year
from welfare.charts.province_ranks import comparison_table, told_apart
from welfare.charts.spread import spread_over_years
from welfare.charts.theil_split import theil_split
from welfare.metrics.bands import bands
from welfare.metrics.series import same_method
from welfare.metrics.shares import LorenzCurve, lorenz
from welfare.queries import disparity as queries
from welfare.queries import indicators as indicator_queries
from welfare.ui import pieces
from welfare.ui.card import Rows, card, chart
from welfare.ui.filters import pick_indicator
from welfare.ui.how_to_read import how_to_read
from welfare.ui.view import View

DEFAULT = "poverty_rate_pct"


MOST_BANDS = 8
"""More bands than this are no bands."""


@dataclass(frozen=True)
class Facts:
    """One indicator and year over the provinces, with their statistics, parts and clusters."""

    indicator: Indicator
    year: int
    province: str | None
    areas: pd.DataFrame
    statistics: pd.DataFrame
    clusters: pd.DataFrame

    @property
    def key(self) -> tuple[object, ...]:
        """What a figure of these facts depends on, besides language and colours."""
        return (self.indicator.id, self.year, self.province)

    @property
    def sources(self) -> list[str]:
        """The sources of the provinces' values."""
        return indicator_queries.sources_of(self.areas)

    def statistic(self, statistic_id: str) -> pd.Series:
        """Return the row of one statistic."""
        return self.statistics.set_index("statistic_id").loc[statistic_id]


def choose_compared(view: View) -> tuple[Indicator, tuple[int, ...]]:
    """Let the reader choose among the compared indicators; return it with its years."""
    declared = [catalogue().indicators[name] for name in catalogue().compared.indicators]
    indicator = pick_indicator(view, declared, DEFAULT)
    return indicator, queries.compared_years(view.snapshot, indicator.id)


def facts(view: View, indicator: Indicator, year: int, province: str | None) -> Facts:
    """Fetch what the cards on provinces show."""
    statistics = queries.statistics(view.snapshot, indicator.id)
    return Facts(
        indicator=indicator,
        year=year,
        province=province,
        areas=indicator_queries.areas_in_year(view.snapshot, indicator.id, year),
        statistics=statistics[statistics["year"] == year],
        clusters=queries.clusters(view.snapshot, indicator.id, year),
    )


def provinces(view: View, shown: Facts) -> None:
    """Draw the provinces as dots in bands, and the Theil index split by region."""
    title = sentences.disparity_finding(
        shown.statistics, shown.indicator, shown.year, view.language
    )
    rows = Rows(
        lambda: comparison_table(shown.areas, shown.indicator, view.language, shown.province),
        f"{shown.indicator.id}_{shown.year}_compared",
    )
    with card(view, "provinces", title, _weights(view, shown), shown.sources, rows=rows):
        left, right = st.columns([6, 5], gap="medium")
        with left:
            _dots(view, shown)
        with right:
            _split(view, shown)
            _statistics(view, shown)


def _dots(view: View, shown: Facts) -> None:
    found, told = _bands(shown)
    st.markdown(f"**{shown.indicator.title(view.language)}**")
    st.caption(view.say(told))
    if shown.province:
        apart = told_apart(shown.areas, shown.indicator, shown.province)
        if apart is not None:
            pieces.text(
                sentences.apart_finding(apart, shown.province, shown.indicator, view.language)
            )
    with st.container(height=620, border=False):
        drawn = view.remember(
            ("dots", *shown.key),
            lambda: dot_plot(
                shown.areas,
                shown.indicator,
                view.language,
                view.palette,
                bands=found,
                chosen=shown.province,
            ),
        )
        chart(drawn, "inequality_dots", shown.indicator.title(view.language))


def _bands(shown: Facts) -> tuple[dict[str, int], str]:
    """Return the band of each province and the message that says what the bands are.

    Intervals so narrow that they part nearly every province make no bands: these are of equal
    number then, as where no interval is known.
    """
    rows = shown.areas[(shown.areas["area_kind"] == "province") & shown.areas["value"].notna()]
    told = f"inequality.{shown.indicator.basis}_bands"
    found = bands(rows["value"])
    if shown.indicator.chance and rows["low"].notna().all():
        apart = bands(rows["value"], rows["low"], rows["high"])
        few = apart.max() < MOST_BANDS
        found, told = (
            (apart, "inequality.bands_apart") if few else (found, "inequality.bands_narrow")
        )
    return dict(zip(rows["area_id"], found.tolist(), strict=True)), told


def _split(view: View, shown: Facts) -> None:
    parts = queries.theil_parts(view.snapshot, shown.indicator.id, shown.year)
    st.markdown(f"**{view.say('inequality.split')}**")
    total, between, within = (
        float(shown.statistic(name)["value"]) for name in ("theil", "theil_between", "theil_within")
    )
    drawn = view.remember(
        ("split", *shown.key),
        lambda: theil_split(parts, total, between, within, view.language, view.palette),
    )
    chart(drawn, "theil_split", view.say("inequality.split"))


def _statistics(view: View, shown: Facts) -> None:
    """List every statistic with its interval, p-value and number of provinces."""
    st.markdown(f"**{view.say('inequality.statistics')}**")
    known = {str(row["statistic_id"]): row for _, row in shown.statistics.iterrows()}
    made = [each for each in catalogue().statistics.values() if each.id in known]
    pieces.rows_table(
        pd.DataFrame(
            {
                view.say("column.statistic"): [each.name(view.language) for each in made],
                view.say("column.statistic_value"): [
                    _with_interval(view, known[each.id]) for each in made
                ],
            }
        )
    )
    how_to_read(view, *dict.fromkeys(each.method for each in made))


def _with_interval(view: View, row: pd.Series) -> str:
    name = str(row["statistic_id"])
    if pd.isna(row["value"]):
        return view.say("tile.unknown")
    value = sentences.statistic(float(row["value"]), name)
    if pd.notna(row["low"]):
        return f"{value} {sentences.interval(row, name, view.language)}"
    return value if pd.isna(row["p_value"]) else f"{value} (p = {row['p_value']:.3f})"


def _weights(view: View, shown: Facts) -> str:
    row = shown.statistics.iloc[0]
    people = catalogue().indicators[str(row["people_id"])]
    return view.say(
        "inequality.weights",
        people=people.title(view.language),
        year=shown_year(int(row["people_year"]), people, view.language),
    )


def curve(view: View, shown: Facts) -> None:
    """Draw the Lorenz curve of the provinces."""
    found = _lorenz(shown)
    name = shown.indicator.title(view.language)
    about = view.say(
        "inequality.lorenz_about",
        title=name,
        year=shown_year(shown.year, shown.indicator, view.language),
    )
    with card(view, "lorenz", sentences.lorenz_finding(found, view.language), about, shown.sources):
        line = Curve(name, found.population.tolist(), found.share.tolist(), view.palette.accent)
        drawn = view.remember(
            ("lorenz", *shown.key),
            lambda: curves([line], view.language, view.palette, along="outcome"),
        )
        chart(drawn, "lorenz", about)
        how_to_read(view, "lorenz")


def _lorenz(shown: Facts) -> LorenzCurve:
    rows = shown.clusters.merge(shown.areas[["area_id", "value"]], on="area_id")
    return lorenz(rows["value"], rows["people"])


def over_years(view: View, shown: Facts) -> None:
    """Draw the Gini between provinces over the years; the title compares years of one method."""
    rows = queries.statistics(view.snapshot, shown.indicator.id)
    rows = rows[rows["statistic_id"] == "gini"]
    if len(rows) < 2:
        return
    latest = same_method(rows, shown.indicator)[-1]
    first, last = latest.iloc[0], latest.iloc[-1]
    title = view.say(
        "inequality.over_years",
        first=sentences.statistic(float(first["value"]), "gini"),
        last=sentences.statistic(float(last["value"]), "gini"),
        first_year=shown_year(int(first["year"]), shown.indicator, view.language),
        last_year=shown_year(int(last["year"]), shown.indicator, view.language),
    )
    about = view.say("inequality.over_years_about", title=shown.indicator.title(view.language))
    table = Rows(
        lambda: _years_table(view, shown), f"{shown.indicator.id}_statistics_over_provinces"
    )
    with card(view, "over_years", title, about, shown.sources, rows=table):
        drawn = view.remember(
            ("over_years", shown.indicator.id),
            lambda: spread_over_years(rows, shown.indicator, view.language, view.palette),
        )
        chart(drawn, "over_years", about)
        how_to_read(view, "jackknife")


def _years_table(view: View, shown: Facts) -> pd.DataFrame:
    """Return every statistic of every year with its interval and the number of provinces."""
    rows = queries.statistics(view.snapshot, shown.indicator.id)
    declared = catalogue().statistics
    return pd.DataFrame(
        {
            view.say("column.year"): [
                shown_year(int(year), shown.indicator, view.language) for year in rows["year"]
            ],
            view.say("column.statistic"): [
                declared[name].name(view.language) for name in rows["statistic_id"]
            ],
            view.say("column.statistic_value"): rows["value"].round(4).to_numpy(),
            view.say("column.low"): rows["low"].round(4).to_numpy(),
            view.say("column.high"): rows["high"].round(4).to_numpy(),
            view.say("column.p_value"): rows["p_value"].round(4).to_numpy(),
            view.say("column.provinces_counted"): rows["n"].to_numpy(),
        }
    )


def clusters(view: View, shown: Facts) -> None:
    """Draw which provinces stand in a cluster of high or of low values."""
    moran = shown.statistic("morans_i")
    title = sentences.cluster_finding(
        shown.clusters, moran, shown.indicator, shown.year, view.language
    )
    rows = Rows(
        lambda: clusters_table(shown.clusters, view.language),
        f"{shown.indicator.id}_{shown.year}_clusters",
    )
    about = view.say("inequality.cluster_about")
    with card(view, "clusters", title, about, shown.sources, rows=rows):
        drawn = view.remember(("clusters", *shown.key), lambda: _draw_clusters(view, shown))
        chart(drawn, "cluster_map", about)
        present = {*shown.clusters["cluster"], *_missing(shown)}
        pieces.legend(cluster_legend(view.language, view.palette, present))
        how_to_read(view, "local_clusters", "morans_i")


def _missing(shown: Facts) -> set[str]:
    """Return the kind of a province without a value, where one is drawn as such."""
    rows = shown.areas[(shown.areas["area_kind"] == "province") & shown.areas["value"].isna()]
    return {MISSING} if (rows["flag"] != "in_predecessor").any() else set()


def _draw_clusters(view: View, shown: Facts) -> go.Figure:
    return cluster_map(
        shown.clusters,
        shown.areas,
        shown.indicator,
        view.language,
        view.palette,
        chosen=shown.province,
    )
