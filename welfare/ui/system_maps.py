"""Where the four systems reach: a small map each, of people or of money."""

import pandas as pd
import streamlit as st

from welfare.catalog import Indicator, catalogue
from welfare.catalog.models import System, SystemMeasure
from welfare.charts import findings, tables
from welfare.charts.province_map import province_map
from welfare.language import format_year
from welfare.metrics.classify import quantile_classes
from welfare.queries import indicators as queries
from welfare.ui import pieces
from welfare.ui.behind import provinces_behind
from welfare.ui.card import Rows, alt, card
from welfare.ui.touch import take_province, touchable
from welfare.ui.view import View

HEIGHT = 330
WATCHED_CLASSES = 5


def where(view: View, chosen: str | None, measure: SystemMeasure, province: str | None) -> None:
    """Show, for each system, the map of its declared indicator, or that none is known."""
    systems = [s for s in catalogue().systems.values() if chosen in (None, s.id)]
    shown = [(s, _indicator(s, measure)) for s in systems]
    sources = [
        source
        for _, indicator in shown
        if indicator
        for source in queries.sources_of(_latest(view, indicator)[1])
    ]
    latest = {i.id: _latest(view, i)[0] for _, i in shown if i}
    rows = (
        Rows(
            lambda: _table(view, shown), provinces_behind(list(latest), sorted({*latest.values()}))
        )
        if latest
        else None
    )
    with card(
        view,
        "where",
        view.say(f"systems.where.{measure}"),
        view.say("systems.where_note"),
        list(dict.fromkeys(sources)),
        rows=rows,
    ):
        for column, (system, indicator) in zip(st.columns(len(shown)), shown, strict=True):
            with column:
                _map(view, system, indicator, province)


def _indicator(system: System, measure: SystemMeasure) -> Indicator | None:
    name = system.indicator(measure)
    return catalogue().indicators[name] if name else None


def _latest(view: View, indicator: Indicator) -> tuple[int, pd.DataFrame]:
    """Return the latest complete year of an indicator, and its areas."""
    years = queries.province_years(view.snapshot, indicator.id)
    complete = [y for y in years if y not in catalogue().incomplete_years(indicator)]
    year = (complete or list(years))[-1]
    return year, queries.areas_in_year(view.snapshot, indicator.id, year)


def _map(view: View, system: System, indicator: Indicator | None, province: str | None) -> None:
    colour = view.palette.system(system.id)
    pieces.map_head(system.name(view.language), colour)
    if indicator is None:
        pieces.gap(view.say("systems.where_unknown"))
        return
    year, areas = _latest(view, indicator)
    fiscal = indicator.calendar == "fiscal_year"
    unit = catalogue().units[indicator.unit].name(view.language)
    when = format_year(year, view.language, fiscal=fiscal)
    st.caption(f"{indicator.title(view.language)} ({unit}) · {when}")
    values = areas.loc[areas["area_kind"] == "province", "value"]
    classes = quantile_classes(values)
    drawn = view.remember(
        ("system_map", indicator.id, year, province),
        lambda: province_map(
            areas,
            classes,
            indicator,
            view.language,
            view.palette,
            chosen=province,
            height=HEIGHT,
        ),
    )
    about = f"{system.name(view.language)}: {indicator.title(view.language)}"
    touchable(drawn, f"where_{system.id}", alt(drawn, about), take_province)
    pieces.map_legend(
        view,
        classes,
        indicator,
        zero=bool((values == 0).any()),
        missing=bool(values.isna().any()),
        outside=False,
    )
    pieces.text(findings.provinces_finding(areas, indicator, year, view.language))


def _table(view: View, shown: list[tuple[System, Indicator | None]]) -> pd.DataFrame:
    """Return provinces down, a column a system that is known."""
    declared = catalogue().provinces
    table = pd.DataFrame(
        {view.say("column.province"): [p.name(view.language) for p in declared.values()]},
        index=list(declared),
    )
    for system, indicator in shown:
        if indicator is None:
            continue
        year, areas = _latest(view, indicator)
        when = format_year(year, view.language, fiscal=indicator.calendar == "fiscal_year")
        heading = f"{system.name(view.language)}: {tables.value_heading(indicator, view.language)}"
        values = areas.set_index("area_id")["value"].reindex(table.index)
        table[f"{heading} {when}"] = values.round(indicator.decimals)
    return table.sort_values(table.columns[0]).reset_index(drop=True)
