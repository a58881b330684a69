"""Choropleth of the provinces: classes in one hue, zero, missing and out-of-region drawn apart."""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.base_map import base_map, outline, shapes, with_predecessors
from welfare.charts.theme import Palette
from welfare.charts.unknown import why_unknown
from welfare.metrics.classify import Classes


def province_map(
    areas: pd.DataFrame,
    classes: Classes,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    chosen: str | None = None,
    within: Collection[str] | None = None,
    height: int = 640,
) -> go.Figure:
    """Return the map of one year.

    Parameters
    ----------
    areas
        Columns area_id, area_kind, value, flag; rows that are no province are left out.
    classes
        Classes of the values, the same for map, bars and legend.
    chosen
        Province to outline.
    within
        Province codes to draw in colour; the others are faded. None draws all.
    """
    provinces = areas[areas["area_kind"] == "province"].set_index("area_id")
    provinces = provinces.assign(state=map_states(provinces, classes, within))
    known = provinces["value"].notna()
    fig = base_map(palette, height)
    # The unit stands once in the template of the known, not behind each of 77 numbers.
    values = [f"{value:,.{indicator.decimals}f}" for value in provinces["value"][known]]
    suffix = catalogue().units[indicator.unit].suffix(language)
    hover = f"<b>%{{properties.name_{language}}}</b><br>%{{customdata}}"
    colours = [palette.outside, palette.missing, palette.zero, *palette.ramp(classes.count)]
    states = provinces["state"]
    fig.add_trace(shapes(states[known], values, colours, palette, hover + suffix))
    if not known.all():
        words = [
            why_unknown(str(code), flag, language)
            for code, flag in provinces["flag"][~known].items()
        ]
        fig.add_trace(shapes(states[~known], words, colours, palette, hover))
    if chosen in provinces.index:
        fig.add_trace(outline(str(chosen), palette))
    return fig


def map_states(
    provinces: pd.DataFrame, classes: Classes, within: Collection[str] | None
) -> list[int]:
    """Return 0 outside, 1 missing, 2 zero, 3… the classes; a province yet to be founded takes
    the state of the one it was cut from. ``provinces`` is indexed by code.
    """
    values = with_predecessors(provinces, "value")
    found = []
    for code, value, band in zip(
        provinces.index, values, classes.index(values.to_numpy(dtype=float)), strict=True
    ):
        if within is not None and code not in within:
            found.append(0)
        elif pd.isna(value):
            found.append(1)
        else:
            found.append(2 if value == 0 else 3 + int(band))
    return found
