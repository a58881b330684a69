"""The nation and the region of the chosen province, as lines beside the provinces."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.charts.theme import Palette
from welfare.language import format_value, message

LEVEL = 16
"""Pixels of one name above the plot."""


def draw_compared(
    fig: go.Figure,
    areas: pd.DataFrame,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    chosen: str | None,
) -> None:
    """Draw a dotted line where the nation stands and one for the region, named above the plot.

    A total has no such line: the nation is the sum of its provinces.
    """
    if catalogue().units[indicator.unit].additive:
        return
    compared = [(COUNTRY, message("provinces.country", language), palette.accent)]
    region = catalogue().region_around(chosen) if chosen else None
    if region:
        compared.append((region, catalogue().area_name(region, language), palette.second))
    values = areas.set_index("area_id")["value"]
    known = [entry for entry in compared if pd.notna(values.get(entry[0]))]
    for below, (area, name, colour) in zip(reversed(range(len(known))), known, strict=True):
        value = float(values[area])
        label = f"{name} {format_value(value, indicator, language)}"
        _line(fig, value, label, colour, LEVEL * below)


def _line(fig: go.Figure, value: float, label: str, colour: str, up: int) -> None:
    """Draw a line at ``value`` below what is drawn and name it above the plot."""
    line = {"color": colour, "width": 1.5, "dash": "dot"}
    fig.add_vline(x=value, line=line, layer="below")
    fig.add_annotation(
        x=value,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=up,
        showarrow=False,
        text=label,
        font={"size": 13, "color": colour},
    )
