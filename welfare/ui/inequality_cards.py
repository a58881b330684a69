"""Cards of the page Inequality on one indicator: Lorenz curve, the years, clusters."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import catalogue
from welfare.charts import findings_inequality as sentences
from welfare.charts.cluster_map import MISSING, cluster_legend, cluster_map, clusters_table
from welfare.charts.curves import Curve, curves
from welfare.charts.findings import shown_year
from welfare.charts.spread import spread_over_years
from welfare.extracts.asked import Asked
from welfare.metrics.series import same_method
from welfare.metrics.shares import LorenzCurve, lorenz
from welfare.queries import disparity as queries
from welfare.ui import pieces
from welfare.ui.behind import areas_behind
from welfare.ui.card import Rows, alt, card, chart
from welfare.ui.how_to_read import how_to_read
from welfare.ui.inequality import Facts
from welfare.ui.touch import on_the_axis, take_province, take_year, touchable
from welfare.ui.view import View


def curve(view: View, shown: Facts) -> None:
    """Draw the Lorenz curve of the provinces."""
    found = _lorenz(shown)
    name = shown.indicator.title(view.language)
    about = view.say(
        "inequality.lorenz_about",
        title=name,
        year=shown_year(shown.year, shown.indicator, view.language),
    )
    title = sentences.lorenz_finding(found, view.language)
    values = areas_behind(shown.indicator, shown.areas, shown.year)
    rows = Rows(None, values, counted=True, beside=(shown.asked("clusters"),))
    with card(view, "lorenz", title, about, shown.sources, rows=rows):
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
    asked = Asked("disparities", {"indicator_id": [shown.indicator.id]})
    table = Rows(lambda: _years_table(view, shown), asked)
    with card(view, "over_years", title, about, shown.sources, rows=table):
        drawn = view.remember(
            ("over_years", shown.indicator.id),
            lambda: spread_over_years(rows, shown.indicator, view.language, view.palette),
        )
        touchable(drawn, "over_years", alt(drawn, about), take_year, on_the_axis)
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
    rows = Rows(lambda: clusters_table(shown.clusters, view.language), shown.asked("clusters"))
    about = view.say("inequality.cluster_about")
    with card(view, "clusters", title, about, shown.sources, rows=rows):
        drawn = view.remember(("clusters", *shown.key), lambda: _draw_clusters(view, shown))
        touchable(drawn, "cluster_map", alt(drawn, about), take_province)
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
