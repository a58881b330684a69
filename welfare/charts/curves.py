"""Cumulative shares against the diagonal: Lorenz curves and concentration curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from welfare.catalog import Language
from welfare.charts.theme import LEGEND_ABOVE, Palette, axis, figure, transparent
from welfare.language import message

Along = Literal["outcome", "need"]
"""What orders the people: the thing itself from the least on, or need from the most on."""

HEIGHT = 420
ENTRY = 21
"""Pixels an entry of the legend takes."""


@dataclass(frozen=True)
class Curve:
    """A named curve: shares of people and of the thing, both rising from 0 to 1."""

    name: str
    population: Sequence[float]
    share: Sequence[float]
    colour: str
    dashed: bool = False


@dataclass(frozen=True)
class Words:
    """Keys of what is written along the axes, under the pointer and beside the diagonal."""

    people: str
    thing: str
    hover: str
    sides: tuple[str, ...]


WORDS: dict[Along, Words] = {
    "outcome": Words(
        "inequality.chart_people_by_outcome",
        "inequality.chart_share_of_outcome",
        "inequality.chart_hover_outcome",
        (),
    ),
    "need": Words(
        "inequality.chart_people_by_need",
        "inequality.chart_share_of_money",
        "inequality.chart_hover_need",
        ("inequality.chart_side_needy", "inequality.chart_side_other"),
    ),
}


def curves(
    lines: Sequence[Curve], language: Language, palette: Palette, *, along: Along
) -> go.Figure:
    """Return the curves in a square with the diagonal of equal shares.

    One curve is filled up to the diagonal and needs no name; several are named above.
    """
    words = WORDS[along]
    several = len(lines) > 1
    top = ENTRY * len(lines) + 6 if several else 8
    fig = figure(palette, HEIGHT + top, margin={"l": 8, "r": 12, "t": top, "b": 8})
    fig.add_trace(_diagonal(palette))
    for line in lines:
        fig.add_trace(_curve(line, message(words.hover, language, **POINTED), filled=not several))
    _write(fig, words, language, palette)
    fig.update_layout(
        showlegend=several,
        legend=LEGEND_ABOVE | {"orientation": "v"},
        hoverlabel={"align": "left"},
        xaxis=_shares(palette, message(words.people, language), constraintoward="left"),
        yaxis=_shares(
            palette,
            message(words.thing, language),
            constraintoward="top",
            scaleanchor="x",
        ),
    )
    return fig


POINTED = {"people": "%{x:.0f}%", "share": "%{y:.0f}%"}
"""What Plotly puts in a sentence for the point under the pointer."""


def _curve(line: Curve, hover: str, *, filled: bool) -> go.Scatter:
    return go.Scatter(
        x=_percent(line.population),
        y=_percent(line.share),
        mode="lines",
        name=line.name,
        line={"color": line.colour, "width": 2.5, "dash": "dash" if line.dashed else "solid"},
        fill="tonexty" if filled else None,
        fillcolor=transparent(line.colour) if filled else None,
        hovertemplate=f"<b>{line.name}</b><br>{hover}<extra></extra>",
    )


def _percent(shares: Sequence[float]) -> list[float]:
    return [round(float(share), 2) for share in 100 * np.asarray(shares, dtype=float)]


def _diagonal(palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        showlegend=False,
        line={"color": palette.muted, "width": 1.2, "dash": "dot"},
        hoverinfo="skip",
    )


def _write(fig: go.Figure, words: Words, language: Language, palette: Palette) -> None:
    """Write along the diagonal that shares are equal, and what each side of it means."""
    font = {"size": 12, "color": palette.muted}
    fig.add_annotation(
        x=78,
        y=78,
        text=message("inequality.chart_equal", language),
        textangle=-45,
        xshift=-7,
        yshift=7,
        showarrow=False,
        font=font,
    )
    corners = ({"x": 2, "y": 98, "align": "left"}, {"x": 98, "y": 2, "align": "right"})
    anchors = ({"xanchor": "left", "yanchor": "top"}, {"xanchor": "right", "yanchor": "bottom"})
    for key, corner, anchor in zip(words.sides, corners, anchors, strict=False):
        text = message(key, language)
        fig.add_annotation(text=text, showarrow=False, font=font, **corner, **anchor)


def _shares(palette: Palette, title: str, **settings: object) -> dict[str, object]:
    """Return an axis of shares from 0 to 100 per cent, as long as the other one."""
    return axis(
        palette,
        range=[0, 100],
        tickvals=[0, 20, 40, 60, 80, 100],
        ticksuffix="%",
        constrain="domain",
        title={"text": title, "font": {"size": 13, "color": palette.muted}, "standoff": 8},
        **settings,
    )
