"""Provinces from highest to lowest as bars in the colours of the map."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.charts.theme import Palette, axis, figure, stepped
from welfare.language import format_value, message
from welfare.metrics.classify import Classes

ROW = 21
"""Pixels a bar takes."""


def ranked_bars(
    areas: pd.DataFrame,
    classes: Classes,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    chosen: str | None = None,
    within: Collection[str] | None = None,
) -> go.Figure:
    """Return the bars of one year with the nation's value as a line.

    ``areas`` and the rest are as for :func:`welfare.charts.province_map.province_map`. Provinces
    without a value have no bar.
    """
    shown = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    if within is not None:
        shown = shown[shown["area_id"].isin(list(within))]
    shown = shown.sort_values(["value", "area_id"], ascending=[True, False])
    ramp = palette.ramp(classes.count)
    bands = classes.index(shown["value"].to_numpy(dtype=float))
    names = [catalogue().provinces[code].name(language) for code in shown["area_id"]]
    values = shown["value"].to_numpy(dtype=float)
    fig = figure(palette, 70 + ROW * len(shown), margin={"l": 8, "r": 60, "t": 30, "b": 8})
    fig.add_trace(
        go.Bar(
            x=values,
            y=names,
            orientation="h",
            marker={
                "color": bands.astype(np.int8),
                "cmin": -1.5,
                "cmax": len(ramp) - 0.5,
                "colorscale": stepped([palette.zero, *ramp]),
            },
            texttemplate=f"%{{x:,.{indicator.decimals}f}}",
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 12, "color": palette.muted},
            hoverinfo="skip",
        )
    )
    country = areas.loc[areas["area_id"] == COUNTRY, "value"].dropna()
    if not country.empty and not catalogue().units[indicator.unit].additive:
        value = float(country.iloc[0])
        label = message("provinces.country", language)
        line = {"color": palette.highlight, "width": 1.5, "dash": "dot"}
        fig.add_vline(x=value, line=line, layer="below")
        fig.add_annotation(
            x=value,
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=f"{label} {format_value(value, indicator, language)}",
            font={"size": 13, "color": palette.highlight},
        )
    ticks = {"size": 13, "color": palette.ink}
    fig.update_layout(
        bargap=0.25,
        xaxis=axis(palette, visible=False, rangemode="tozero"),
        yaxis=axis(palette, tickfont=ticks, showgrid=False, ticksuffix=" "),
    )
    if chosen is not None and chosen in set(shown["area_id"]):
        place = shown["area_id"].tolist().index(chosen)
        fig.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=place - 0.5,
            y1=place + 0.5,
            line={"color": palette.highlight, "width": 2},
            fillcolor="rgba(0,0,0,0)",
        )
    return fig
