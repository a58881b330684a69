"""Money per head by welfare system: the province as bars, what it is set beside as marks."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.lettering import wrapped
from welfare.charts.theme import LEGEND_ABOVE, Palette, axis, figure
from welfare.language import message

ROW = 62


@dataclass(frozen=True)
class SystemBar:
    """A system with its baht per head; None is not known. ``label`` is written at the bar."""

    system: str
    value: float | None
    beside: float | None
    label: str


def system_money(
    bars: Sequence[SystemBar], province: str, language: Language, palette: Palette
) -> go.Figure:
    """Return a bar a system in its colour; a mark shows the nation or the median province."""
    names = [wrapped(catalogue().systems[bar.system].name(language), 18) for bar in bars]
    fig = figure(palette, 70 + ROW * len(bars), margin={"l": 8, "r": 8, "t": 40, "b": 8})
    fig.add_trace(
        go.Bar(
            x=[bar.value for bar in bars],
            y=names,
            orientation="h",
            name=province,
            showlegend=False,
            width=0.34,
            marker={"color": [palette.system(bar.system) for bar in bars]},
            hoverinfo="skip",
        )
    )
    marked = [(name, bar) for name, bar in zip(names, bars, strict=True) if bar.beside is not None]
    fig.add_trace(
        go.Scatter(
            x=[bar.beside for _, bar in marked],
            y=[name for name, _ in marked],
            mode="markers",
            name=message("profile.money.mark", language),
            marker={
                "symbol": "line-ns",
                "size": 18,
                "color": palette.ink,
                "line": {"width": 3, "color": palette.ink},
            },
            hoverinfo="skip",
        )
    )
    for name, bar in zip(names, bars, strict=True):
        fig.add_annotation(
            x=0,
            xshift=4,
            y=name,
            text=bar.label,
            showarrow=False,
            xanchor="left",
            yshift=0 if bar.value is None else 24,
            font={"size": 13, "color": palette.ink},
        )
    fig.update_layout(
        showlegend=bool(marked),
        legend=LEGEND_ABOVE,
        xaxis=axis(
            palette,
            rangemode="tozero",
            nticks=5,
            title={
                "text": catalogue().units["thb_person"].name(language),
                "font": {"size": 13, "color": palette.muted},
            },
        ),
        yaxis=axis(
            palette,
            showgrid=False,
            autorange="reversed",
            ticksuffix="  ",
            tickfont={"size": 13, "color": palette.ink},
        ),
    )
    return fig
