"""Cumulative shares against the diagonal: Lorenz curves and concentration curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from welfare.catalog import Language
from welfare.charts.coverage_matrix import ink_on
from welfare.charts.lettering import wrapped
from welfare.charts.theme import LEGEND_ABOVE, Palette, axis, figure, transparent
from welfare.language import message

Along = Literal["outcome", "need"]
"""What orders the people: the thing itself from the least on, or need from the most on."""

HEIGHT = 400
"""Pixels of the square with its axes."""
ENTRY, BROKEN = 20, 17
"""Pixels an entry of the legend takes, and a second line of it."""
LONGEST = 46
"""Letters that fit beside a swatch on a phone."""


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

    One curve is filled up to the diagonal and needs no name. Several are named above, each with a
    number that stands on the curve too, so that colours need not be told apart.
    """
    words = WORDS[along]
    several = len(lines) > 1
    names = [
        wrapped(f"{tag}\u00a0·\u00a0{line.name}", LONGEST) for tag, line in enumerate(lines, 1)
    ]
    top = _legend_height(names) if several else 14
    fig = figure(palette, HEIGHT + top, margin={"l": 8, "r": 26, "t": top, "b": 8})
    equal = message("inequality.chart_equal", language)
    fig.add_trace(_diagonal(equal, palette))
    hover = message(words.hover, language, **POINTED)
    for name, line in zip(names, lines, strict=True):
        fig.add_trace(_curve(line, name, hover, filled=not several))
    if several:
        for tag, (line, point) in enumerate(zip(lines, _apart(lines), strict=True), 1):
            fig.add_trace(_tag(str(tag), line, point, palette))
    else:
        _write_along(fig, equal, palette)
    _write_sides(fig, words, language, palette)
    fig.update_layout(
        showlegend=several,
        legend=LEGEND_ABOVE | {"orientation": "v"},
        hoverlabel={"align": "left"},
        xaxis=_shares(
            palette,
            message(words.people, language),
            constraintoward="left",
            ticks="outside",
            ticklen=5,
            tickcolor="rgba(0,0,0,0)",
        ),
        yaxis=_shares(
            palette, message(words.thing, language), constraintoward="top", scaleanchor="x"
        ),
    )
    return fig


POINTED = {"people": "%{x:.0f}%", "share": "%{y:.0f}%"}
"""What Plotly puts in a sentence for the point under the pointer."""


def _legend_height(names: Sequence[str]) -> int:
    return ENTRY * (len(names) + 1) + BROKEN * sum("<br>" in name for name in names) + 8


def _curve(line: Curve, name: str, hover: str, *, filled: bool) -> go.Scatter:
    return go.Scatter(
        x=_percent(line.population),
        y=_percent(line.share),
        mode="lines",
        name=name,
        line={"color": line.colour, "width": 2.5, "dash": "dash" if line.dashed else "solid"},
        fill="tonexty" if filled else None,
        fillcolor=transparent(line.colour) if filled else None,
        hovertemplate=f"<b>{wrapped(line.name, LONGEST)}</b><br>{hover}<extra></extra>",
    )


def _percent(shares: Sequence[float]) -> list[float]:
    return [round(float(share), 2) for share in 100 * np.asarray(shares, dtype=float)]


def _apart(lines: Sequence[Curve]) -> list[tuple[float, float]]:
    """Return for every curve the point, in per cent, at which it is furthest from the others."""
    people = np.linspace(0.15, 0.85, 29)
    heights = np.array([np.interp(people, line.population, line.share) for line in lines])
    points: list[tuple[float, float]] = []
    for line, own in enumerate(heights):
        gaps = np.abs(np.delete(heights, line, axis=0) - own).min(axis=0)
        for x, y in points:
            gaps = np.minimum(gaps, np.hypot(people - x / 100, own - y / 100))
        best = int(gaps.argmax())
        points.append((round(100 * float(people[best]), 2), round(100 * float(own[best]), 2)))
    return points


def _tag(tag: str, line: Curve, point: tuple[float, float], palette: Palette) -> go.Scatter:
    """Return the number of a curve, as its name begins with it, on the curve itself."""
    return go.Scatter(
        x=[point[0]],
        y=[point[1]],
        mode="markers+text",
        marker={"size": 18, "color": line.colour, "line": {"color": palette.surface, "width": 1.5}},
        text=[tag],
        textfont={"size": 12, "color": ink_on(line.colour, palette)},
        showlegend=False,
        hoverinfo="skip",
    )


def _diagonal(name: str, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        name=name,
        line={"color": palette.muted, "width": 1.2, "dash": "dot"},
        hoverinfo="skip",
    )


def _write_along(fig: go.Figure, words: str, palette: Palette) -> None:
    """Write on the free side of the diagonal; it is at 45 degrees at every width."""
    fig.add_annotation(
        x=70,
        y=70,
        text=words,
        textangle=-45,
        xshift=-8,
        yshift=8,
        showarrow=False,
        font={"size": 12, "color": palette.muted},
    )


def _write_sides(fig: go.Figure, words: Words, language: Language, palette: Palette) -> None:
    """Write in the two corners what it means to be above and below the diagonal."""
    corners = (
        {"x": 2, "y": 98, "xanchor": "left", "yanchor": "top", "align": "left"},
        {"x": 98, "y": 2, "xanchor": "right", "yanchor": "bottom", "align": "right"},
    )
    for key, corner in zip(words.sides, corners, strict=False):
        fig.add_annotation(
            text=message(key, language),
            showarrow=False,
            font={"size": 12, "color": palette.muted},
            **corner,
        )


def _shares(palette: Palette, title: str, **settings: object) -> dict[str, object]:
    """Return an axis of shares from 0 to 100 per cent, as long as the other one."""
    return axis(
        palette,
        range=[0, 100],
        dtick=20,
        ticksuffix="%",
        constrain="domain",
        title={"text": title, "font": {"size": 13, "color": palette.muted}, "standoff": 8},
        **settings,
    )
