"""Provinces from highest to lowest as bars in the colours of the map."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.compared import draw_compared
from welfare.charts.theme import Palette, figure, stepped
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
    """Return the bars of one year with the nation and the chosen one's region as lines.

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
    digits = indicator.decimals or None  # whole numbers without a decimal point are shorter
    values = [round(float(value), digits) for value in shown["value"]]
    additive = catalogue().units[indicator.unit].additive
    top = 4 if additive else 42
    fig = figure(palette, 40 + top + ROW * len(shown), margin={"l": 8, "r": 64, "t": top, "b": 8})
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
    if chosen is not None:
        widths = np.where(shown["area_id"] == chosen, 3, 0).astype(np.int8)
        fig.update_traces(marker_line={"color": palette.highlight, "width": widths})
    draw_compared(fig, areas, indicator, language, palette, chosen=chosen)
    fig.update_layout(
        bargap=0.25,
        xaxis={"visible": False, "fixedrange": True, "rangemode": "tozero"},
        yaxis={
            "fixedrange": True,
            "automargin": True,
            "showgrid": False,
            "ticksuffix": " ",
            "tickfont": {"size": 13},
        },
        hoverlabel=None,
    )
    return fig
