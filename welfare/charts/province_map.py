"""Choropleth of the provinces: classes in one hue, zero, missing and out-of-region drawn apart."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.theme import BOUNDARIES_URL, Palette, figure, stepped
from welfare.charts.unknown import why_unknown
from welfare.metrics.classify import Classes

EXTENT = {"lonaxis": {"range": [97.2, 105.8]}, "lataxis": {"range": [5.4, 20.6]}}


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
    provinces = provinces.assign(state=_states(provinces, classes, within))
    known = provinces["value"].notna()
    fig = figure(palette, height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    # The unit stands once in the template of the known, not behind each of 77 numbers.
    values = [f"{value:,.{indicator.decimals}f}" for value in provinces["value"][known]]
    suffix = catalogue().units[indicator.unit].suffix(language)
    hover = f"<b>%{{properties.name_{language}}}</b><br>%{{customdata}}"
    colours = [palette.outside, palette.missing, palette.zero, *palette.ramp(classes.count)]
    fig.add_trace(_shapes(provinces[known], values, colours, palette, hover + suffix))
    if not known.all():
        words = [
            why_unknown(str(code), flag, language)
            for code, flag in provinces["flag"][~known].items()
        ]
        fig.add_trace(_shapes(provinces[~known], words, colours, palette, hover))
    if chosen in provinces.index:
        fig.add_trace(_outline(str(chosen), palette))
    fig.update_geos(visible=False, projection_type="mercator", bgcolor="rgba(0,0,0,0)", **EXTENT)
    fig.update_layout(clickmode="event+select", geo={"domain": {"x": [0, 1], "y": [0, 1]}})
    return fig


def _shapes(
    provinces: pd.DataFrame, labels: list[str], colours: list[str], palette: Palette, hover: str
) -> go.Choropleth:
    """Return provinces in the colours of their states, with a label each."""
    return go.Choropleth(
        geojson=BOUNDARIES_URL,
        featureidkey="id",
        locations=list(provinces.index),
        z=provinces["state"].to_numpy(dtype=np.int8),
        zmin=-0.5,
        zmax=len(colours) - 0.5,
        colorscale=stepped(colours),
        showscale=False,
        marker={"line": {"color": palette.surface, "width": 0.6}},
        customdata=labels,
        hovertemplate=f"{hover}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _states(provinces: pd.DataFrame, classes: Classes, within: Collection[str] | None) -> list[int]:
    """Return 0 outside, 1 missing, 2 zero, 3… the classes; a province yet to be founded takes
    the state of the one it was cut from.
    """
    declared = catalogue().provinces
    values = provinces["value"].copy()
    for code in provinces.index[provinces["flag"] == "in_predecessor"]:
        values[code] = values[declared[code].predecessor]
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


def _outline(code: str, palette: Palette) -> go.Choropleth:
    return go.Choropleth(
        geojson=BOUNDARIES_URL,
        featureidkey="id",
        locations=[code],
        z=[0],
        colorscale=[[0, "rgba(0,0,0,0)"], [1, "rgba(0,0,0,0)"]],
        showscale=False,
        marker={"line": {"color": palette.highlight, "width": 3}},
        hoverinfo="skip",
    )
