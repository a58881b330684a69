"""The provinces as shapes: what every map of them starts from."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import catalogue
from welfare.charts.theme import BOUNDARIES_URL, WHOLE, Palette, figure, stepped

EXTENT = {"lonaxis": {"range": [97.2, 105.8]}, "lataxis": {"range": [5.4, 20.6]}}


def base_map(palette: Palette, height: int) -> go.Figure:
    """Return the map without its provinces."""
    fig = figure(palette, height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    fig.update_geos(visible=False, projection_type="mercator", bgcolor="rgba(0,0,0,0)", **EXTENT)
    fig.update_layout(clickmode="event+select", geo={"domain": {"x": [0, 1], "y": [0, 1]}})
    return fig


def shapes(
    states: "pd.Series[int]",
    labels: Sequence[str],
    colours: Sequence[str],
    palette: Palette,
    hover: str,
) -> go.Choropleth:
    """Return the provinces that ``states`` is indexed by, in the colours of their states.

    Each has its label, which stands in ``hover`` as ``%{customdata}``.
    """
    return go.Choropleth(
        geojson=BOUNDARIES_URL,
        featureidkey="id",
        locations=list(states.index),
        z=states.to_numpy(dtype=np.int8),
        zmin=-0.5,
        zmax=len(colours) - 0.5,
        colorscale=stepped(list(colours)),
        showscale=False,
        marker={"line": {"color": palette.surface, "width": 0.6}},
        customdata=list(labels),
        hovertemplate=f"{hover}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected=WHOLE,
    )


def outline(code: str, palette: Palette) -> go.Choropleth:
    """Return the outline of a chosen province."""
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


def with_predecessors(provinces: pd.DataFrame, column: str) -> pd.Series:
    """Return a column in which a province yet to be founded has what the one it was cut from has.

    ``provinces`` is indexed by code and has the column flag.
    """
    found = provinces[column].copy()
    for code in provinces.index[provinces["flag"] == "in_predecessor"]:
        found[code] = found[catalogue().provinces[code].predecessor]
    return found
