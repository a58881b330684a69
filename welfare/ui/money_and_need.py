"""The card that asks whether money follows need."""

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts import findings_inequality as sentences
from welfare.charts.curves import Curve, curves
from welfare.charts.findings import shown_year
from welfare.extracts.asked import Asked
from welfare.language import format_year
from welfare.metrics.concentration import ConcentrationCurve, concentration_curve
from welfare.queries import disparity as queries
from welfare.queries import indicators as indicator_queries
from welfare.ui import pieces
from welfare.ui.behind import provinces_behind
from welfare.ui.card import Rows, card, chart
from welfare.ui.how_to_read import how_to_read
from welfare.ui.links import whatif_link
from welfare.ui.view import View


def money_and_need(view: View) -> None:
    """Draw each money's latest concentration curve against the diagonal, and tell what it says."""
    found = queries.concentration(view.snapshot)
    indices = found[found["statistic_id"] == "concentration_index"]
    latest = indices.sort_values("year").groupby("indicator_id", sort=False).tail(1)
    order = list(catalogue().followed.money)
    latest = latest.sort_values("indicator_id", key=lambda names: names.map(order.index))
    title = sentences.needs_finding(latest, view.language)
    rows = Rows(
        lambda: _table(view, found), Asked("money_and_need", {}), beside=_behind_curves(latest)
    )
    sources = _sources(view, latest)
    with card(view, "need", title, view.say("inequality.need_about"), sources, rows=rows):
        left, right = st.columns([6, 5], gap="medium")
        with left:
            drawn = view.remember(
                ("money_and_need",),
                lambda: curves(_curves(view, latest), view.language, view.palette, along="need"),
            )
            chart(drawn, "need_curves", view.say("inequality.need_heading"))
        with right:
            pieces.bullets(
                sentences.need_finding(row, view.language) for _, row in latest.iterrows()
            )
            how_to_read(view, "concentration_index", "bootstrap")
            whatif_link(view)


def _behind_curves(latest: pd.DataFrame) -> tuple[Asked, Asked]:
    """Ask for the values of money and need that are drawn, and for the people of each province."""
    money, years = list(latest["indicator_id"]), sorted({int(year) for year in latest["year"]})
    needs = list(latest["need_id"].unique())
    every = sorted({*years, *(int(year) for year in latest["need_year"])})
    people = {"indicator_id": money, "year": [str(year) for year in years]}
    return provinces_behind([*money, *needs], every), Asked("clusters", people)


def _curves(view: View, latest: pd.DataFrame) -> list[Curve]:
    palette = view.palette
    colours = [*(palette.system(name) for name in catalogue().systems), palette.muted]
    return [
        _line(view, row, colour)
        for (_, row), colour in zip(latest.iterrows(), colours, strict=False)
    ]


def _line(view: View, row: pd.Series, colour: str) -> Curve:
    money = catalogue().indicators[str(row["indicator_id"])]
    found = _curve(view, row)
    name = f"{money.title(view.language)} {shown_year(int(row['year']), money, view.language)}"
    return Curve(name, found.population.tolist(), found.share.tolist(), colour)


def _curve(view: View, row: pd.Series) -> ConcentrationCurve:
    rows = queries.money_and_need(
        view.snapshot,
        str(row["indicator_id"]),
        int(row["year"]),
        str(row["need_id"]),
        int(row["need_year"]),
    )
    return concentration_curve(rows["value"], -rows["need"], rows["people"])


def _sources(view: View, latest: pd.DataFrame) -> list[str]:
    used: dict[str, None] = {}
    for _, row in latest.iterrows():
        for name, year in (("indicator_id", "year"), ("need_id", "need_year")):
            areas = indicator_queries.areas_in_year(view.snapshot, str(row[name]), int(row[year]))
            used |= dict.fromkeys(indicator_queries.sources_of(areas))
    return list(used)


def _table(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """Return every year and statistic with its interval and the number of provinces."""
    declared, statistics = catalogue().indicators, catalogue().statistics
    return pd.DataFrame(
        {
            view.say("column.indicator"): [
                declared[i].title(view.language) for i in found["indicator_id"]
            ],
            view.say("column.year"): [
                shown_year(int(year), declared[i], view.language)
                for i, year in zip(found["indicator_id"], found["year"], strict=True)
            ],
            view.say("column.need"): [
                f"{declared[i].title(view.language)} {format_year(int(year), view.language)}"
                for i, year in zip(found["need_id"], found["need_year"], strict=True)
            ],
            view.say("column.statistic"): [
                statistics[s].name(view.language) for s in found["statistic_id"]
            ],
            view.say("column.statistic_value"): found["value"].round(4).to_numpy(),
            view.say("column.low"): found["low"].round(4).to_numpy(),
            view.say("column.high"): found["high"].round(4).to_numpy(),
            view.say("column.provinces_counted"): found["n"].to_numpy(),
        }
    )
