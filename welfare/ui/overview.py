"""Parts of the page Overview."""

import pandas as pd
import streamlit as st

from welfare.catalog import catalogue
from welfare.catalog.models import Programme, System
from welfare.charts import findings, tables
from welfare.charts.programmes import largest_programme
from welfare.charts.province_map import province_map
from welfare.charts.series import Line, national_lines, sparkline
from welfare.language import format_amount, format_year
from welfare.metrics.classify import quantile_classes
from welfare.paths import PAGES
from welfare.queries import indicators as indicator_queries
from welfare.queries import money, people
from welfare.ui import pieces
from welfare.ui.behind import areas_behind, nation_behind
from welfare.ui.card import Rows, card, chart
from welfare.ui.links import method_link
from welfare.ui.view import View

WATCHED = (
    "poverty_rate_pct",
    "gini_income",
    "gini_expenditure",
    "social_security_persons",
    "not_registered_pct",
    "older_allowance_persons",
    "grants_thb",
)
"""Indicators of which the last change is told, in this order."""


def headline(view: View) -> None:
    """Write the opening sentence."""
    rates = indicator_queries.national_series(view.snapshot, "poverty_rate_pct")
    poor = indicator_queries.national_series(view.snapshot, "poor_persons")
    pieces.headline(findings.headline(rates, poor, view.language))


def system_tiles(view: View) -> None:
    """Show each system's people and money, the year of each, and what is not known."""
    counts = people.programme_people(view.snapshot)
    largest = view.remember(
        ("largest_programmes",),
        lambda: {s.id: largest_programme(s, counts) for s in catalogue().systems.values()},
    )
    budget = money.budget_by_system(view.snapshot)
    columns = st.columns(4, gap="medium")
    for column, system in zip(columns, catalogue().systems.values(), strict=True):
        with column, st.container(border=True, key=f"card_tile_{system.id}", height="stretch"):
            pieces.tile_head(system.name(view.language), view.palette.system(system.id))
            _people(view, system, largest[system.id])
            _money(view, system, budget)
            pieces.gap(view.say(f"tile.not_known.{system.id}"))


def _people(view: View, system: System, found: tuple[Programme, pd.DataFrame] | None) -> None:
    if found is None:
        _projects(view)
        return
    programme, rows = found
    last = rows.iloc[-1]
    year = format_year(int(last["fiscal_year"]), view.language, fiscal=True)
    pieces.figure(
        view.say("tile.people"),
        format_amount(float(last["persons"]), view.language),
        view.say("tile.people_of", programme=programme.name(view.language), year=year),
        view.say("tile.unknown"),
    )
    series = rows.rename(columns={"fiscal_year": "year", "persons": "value"})
    _spark(view, system, series, programme.name(view.language))


def _projects(view: View) -> None:
    """Show projects where people are not known (the fund pays organisations)."""
    grants = findings.complete_years(money.grants_by_year(view.snapshot))
    full = grants.groupby("fiscal_year", as_index=False)["projects"].sum()
    last = full.iloc[-1]
    year = format_year(int(last["fiscal_year"]), view.language, fiscal=True)
    pieces.figure(
        view.say("tile.projects"),
        format_amount(float(last["projects"]), view.language),
        view.say("tile.projects_of", year=year),
        view.say("tile.unknown"),
    )
    series = full.rename(columns={"fiscal_year": "year", "projects": "value"})
    _spark(view, catalogue().systems["partnership"], series, view.say("tile.projects"))


def _spark(view: View, system: System, series: pd.DataFrame, alt: str) -> None:
    drawn = view.remember(
        ("spark", system.id),
        lambda: sparkline(series, view.palette, view.palette.system(system.id), view.language),
    )
    chart(drawn, f"spark_{system.id}", alt)


def _money(view: View, system: System, budget: pd.DataFrame) -> None:
    placed = budget[budget["system_id"] == system.id]
    if placed.empty and system.money_of_country:
        _money_of_country(view, system.money_of_country[0])
        return
    year = format_year(int(budget["fiscal_year"].max()), view.language, fiscal=True)
    amount = float(placed["amount_thb"].sum())
    pieces.figure(
        view.say("tile.money"),
        format_amount(amount, view.language, unit="thb") if amount else None,
        view.say("tile.money_budget", year=year) if amount else view.say("systems.budget_none"),
        view.say("tile.unknown"),
    )


def _money_of_country(view: View, indicator_id: str) -> None:
    """Show baht that are known for the country beside the ministry's budget."""
    indicator = catalogue().indicators[indicator_id]
    rows = indicator_queries.national_series(view.snapshot, indicator_id).dropna(subset="value")
    year = format_year(int(rows["year"].iloc[-1]), view.language, fiscal=True)
    pieces.figure(
        view.say("tile.money"),
        format_amount(float(rows["value"].iloc[-1]), view.language, unit="thb"),
        f"{indicator.title(view.language)} {year}",
        view.say("tile.unknown"),
    )


def poverty(view: View) -> None:
    """Show the national poverty rate over time as an area."""
    indicator = catalogue().indicators["poverty_rate_pct"]
    rows = indicator_queries.national_series(view.snapshot, indicator.id)
    title = findings.change_finding(
        rows, indicator, "finding.poverty", "finding.poverty_rose", view.language
    )
    sources = indicator_queries.sources_of(rows)
    columns = {tables.value_heading(indicator, view.language): rows}
    table = Rows(lambda: tables.series_table(columns, view.language), nation_behind(indicator.id))
    with card(view, "poverty", title, indicator.description(view.language), sources, rows=table):
        line = Line("", rows, view.palette.accent, indicator)
        drawn = view.remember(
            ("overview_poverty",),
            lambda: national_lines([line], view.language, view.palette, filled=True),
        )
        chart(drawn, "poverty_series", indicator.title(view.language))


def inequality(view: View) -> None:
    """Show both national Gini series with gaps and breaks."""
    indicators = [catalogue().indicators[name] for name in ("gini_income", "gini_expenditure")]
    series = [indicator_queries.national_series(view.snapshot, i.id) for i in indicators]
    names = [view.say("chart.income"), view.say("chart.expenditure")]
    colours = [view.palette.system("insurance"), view.palette.system("services")]
    title = findings.change_finding(
        series[0], indicators[0], "finding.gini", "finding.gini_rose", view.language
    )
    about = indicators[0].description(view.language)
    columns = {
        tables.value_heading(indicator, view.language): rows
        for indicator, rows in zip(indicators, series, strict=True)
    }
    table = Rows(
        lambda: tables.series_table(columns, view.language),
        nation_behind(*(indicator.id for indicator in indicators)),
    )
    with card(
        view, "inequality", title, about, indicator_queries.sources_of(series[0]), rows=table
    ):
        lines = [
            Line(name, rows, colour, indicator)
            for name, rows, colour, indicator in zip(
                names, series, colours, indicators, strict=True
            )
        ]
        drawn = view.remember(
            ("overview_gini",), lambda: national_lines(lines, view.language, view.palette)
        )
        chart(drawn, "gini_series", indicators[0].title(view.language))
        method_link(view, "gini")


def poverty_map(view: View) -> None:
    """Show the latest provincial poverty on a small map that leads to the provinces."""
    indicator = catalogue().indicators["poverty_rate_pct"]
    year = indicator_queries.province_years(view.snapshot, indicator.id)[-1]
    areas = indicator_queries.areas_in_year(view.snapshot, indicator.id, year)
    values = areas.loc[areas["area_kind"] == "province", "value"]
    classes = quantile_classes(values)
    title = findings.highest_provinces(areas, year, view.language)
    sources = indicator_queries.sources_of(areas)
    rows = Rows(None, areas_behind(indicator, areas, year))
    with card(view, "map", title, indicator.title(view.language), sources, rows=rows):
        drawn = view.remember(
            ("overview_map",),
            lambda: province_map(
                areas, classes, indicator, view.language, view.palette, height=440
            ),
        )
        left, right = st.columns([3, 2], vertical_alignment="center")
        with left:
            chart(drawn, "overview_map", indicator.title(view.language))
        with right:
            pieces.map_legend(view, classes, indicator, zero=False, missing=False, outside=False)
            st.page_link(
                PAGES / "provinces.py", label=view.say("overview.map_link"), icon=":material/map:"
            )


def changed(view: View) -> None:
    """Tell the last change of each watched indicator."""
    told, sources = view.remember(("last_changes",), lambda: _last_changes(view))
    rows_behind = Rows(None, nation_behind(*WATCHED))
    with card(view, "changed", view.say("overview.changed"), "", sources, rows=rows_behind):
        pieces.changes(told)


def _last_changes(view: View) -> tuple[list[str], list[str]]:
    """Return the sentences of what is watched, and the sources of the years they tell of."""
    told = []
    sources: dict[str, None] = {}
    for name in WATCHED:
        indicator = catalogue().indicators[name]
        rows = indicator_queries.national_series(view.snapshot, name)
        sentence = findings.latest_change(rows, indicator, view.language)
        if sentence:
            told.append(sentence)
            sources |= dict.fromkeys(indicator_queries.sources_of(rows.tail(2)))
    return told, list(sources)
