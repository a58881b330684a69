"""Need beside reach: a mark a province, cut in four by two lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.lettering import wrapped
from welfare.charts.scatter import Scale, name_marks, scale
from welfare.charts.theme import Palette, axis, figure
from welfare.language import format_value, message

Quadrant = Literal[
    "high_need_low_reach",
    "high_need_high_reach",
    "low_need_low_reach",
    "low_need_high_reach",
    "unclear",
]
QUADRANTS: tuple[Quadrant, ...] = get_args(Quadrant)
SYMBOLS: dict[Quadrant, str] = {
    "high_need_low_reach": "diamond",
    "high_need_high_reach": "circle",
    "low_need_low_reach": "square",
    "low_need_high_reach": "triangle-up",
    "unclear": "circle-open",
}
SIGNS: dict[Quadrant, str] = {
    "high_need_low_reach": "◆",
    "high_need_high_reach": "●",
    "low_need_low_reach": "■",
    "low_need_high_reach": "▲",
    "unclear": "○",
}
"""The marks as they stand before a quadrant's name in a text."""
CORNERS: dict[Quadrant, tuple[int, int]] = {
    "high_need_low_reach": (1, 0),
    "high_need_high_reach": (1, 1),
    "low_need_low_reach": (0, 0),
    "low_need_high_reach": (0, 1),
}
HEIGHT = 560
LONGEST_TITLE, LONGEST_CORNER = 52, 12
"""Letters of an axis' title, and of a corner's name, that stand on one line."""


@dataclass(frozen=True)
class Side:
    """One axis: an indicator in a year, and the line that cuts high from low.

    ``line_of`` says whether the line is the nation's value or the median of the provinces.
    """

    indicator: Indicator
    year: int
    line: float
    line_of: Literal["nation", "median"]

    @property
    def downwards(self) -> bool:
        """Whether less of the indicator is the better."""
        return self.indicator.direction == "down"

    def named(self, language: Language) -> str:
        """Return the title with its year."""
        return f"{self.indicator.title(language)} {shown_year(self.year, self.indicator, language)}"

    def line_named(self, language: Language) -> str:
        """Return what the line is, and its value."""
        value = format_value(self.line, self.indicator, language)
        return message(f"need.line.{self.line_of}", language, value=value)


def colour(quadrant: Quadrant, palette: Palette) -> str:
    """Return the colour of a quadrant; shape and place tell it as well."""
    return {
        "high_need_low_reach": palette.highlight,
        "high_need_high_reach": palette.accent,
        "low_need_low_reach": palette.second,
    }.get(quadrant, palette.muted)


def need_and_reach(
    rows: pd.DataFrame,
    need: Side,
    reach: Side,
    language: Language,
    palette: Palette,
    *,
    named: Sequence[str],
    chosen: str | None = None,
) -> go.Figure:
    """Return provinces by need (to the right) and reach (upwards), and the two lines that cut them.

    Parameters
    ----------
    rows
        A row a province: area_id, need, reach, need_low, need_high, reach_low, reach_high (null
        where not known), quadrant (one of :data:`QUADRANTS`).
    need, reach
        What the axes show. Where less is more reach, the axis runs downwards.
    named
        Provinces to name beside their marks.
    chosen
        Province to ring and name.
    """
    plot = _Plot(
        need,
        reach,
        scale(rows["need"]),
        scale(rows["reach"], turned=reach.downwards),
        language,
        palette,
    )
    fig = figure(palette, HEIGHT, margin={"l": 8, "r": 14, "t": 26, "b": 8})
    _cut(fig, plot)
    for quadrant in QUADRANTS:
        own = rows[rows["quadrant"] == quadrant]
        if not own.empty:
            fig.add_trace(_marks(own, quadrant, plot))
    ringed = rows[rows["area_id"] == chosen]
    if not ringed.empty:
        fig.add_trace(_ring(ringed, palette))
    _name_corners(fig, plot)
    _name_marks(fig, rows, [*ringed["area_id"], *(c for c in named if c != chosen)], plot)
    fig.update_layout(
        xaxis=_axis(need, plot.across, language, palette),
        yaxis=_axis(reach, plot.up, language, palette),
    )
    return fig


@dataclass(frozen=True)
class _Plot:
    """What the parts of one figure share."""

    need: Side
    reach: Side
    across: Scale
    up: Scale
    language: Language
    palette: Palette


def _marks(own: pd.DataFrame, quadrant: Quadrant, plot: _Plot) -> go.Scatter:
    strong, filled = quadrant == "high_need_low_reach", quadrant != "unclear"
    return go.Scatter(
        x=own["need"].tolist(),
        y=own["reach"].tolist(),
        customdata=own["area_id"].tolist(),
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": SYMBOLS[quadrant],
            "color": colour(quadrant, plot.palette),
            "size": 13 if strong else 9,
            "opacity": 1,
            "line": {"width": 1.2, "color": plot.palette.surface} if filled else {"width": 1.5},
        },
        text=[_hover(row, quadrant, plot) for _, row in own.iterrows()],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: pd.Series, quadrant: Quadrant, plot: _Plot) -> str:
    language = plot.language
    lines = [
        f"<b>{catalogue().provinces[row['area_id']].name(language)}</b>",
        *(
            f"{side.named(language)}: {with_interval(row, name, side, language)}"
            for name, side in (("need", plot.need), ("reach", plot.reach))
        ),
        message(f"need.quadrant.{quadrant}", language),
    ]
    return "<br>".join(lines)


def with_interval(row: pd.Series, name: str, side: Side, language: Language) -> str:
    """Return a value with its unit, and its interval where one is known."""
    said = format_value(float(row[name]), side.indicator, language)
    if pd.isna(row[f"{name}_low"]):
        return said
    ends = {end: f"{row[f'{name}_{end}']:,.{side.indicator.decimals}f}" for end in ("low", "high")}
    return message("need.with_interval", language, value=said, **ends)


def _ring(row: pd.DataFrame, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=row["need"].tolist(),
        y=row["reach"].tolist(),
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": "circle-open",
            "color": palette.ink,
            "size": 21,
            "line": {"width": 2.5},
        },
        hoverinfo="skip",
    )


def _cut(fig: go.Figure, plot: _Plot) -> None:
    """Draw the two lines with what they are, and shade where need is high and reach low."""
    palette, x = plot.palette, plot.across.place(plot.need.line)
    y = plot.up.place(plot.reach.line)
    fig.add_shape(
        type="rect",
        layer="below",
        xref="x domain",
        yref="y domain",
        x0=x,
        x1=1,
        y0=0,
        y1=y,
        fillcolor=palette.highlight,
        opacity=0.09,
        line={"width": 0},
    )
    ends = ({"x0": x, "x1": x, "y0": 0, "y1": 1}, {"x0": 0, "x1": 1, "y0": y, "y1": y})
    for end in ends:
        fig.add_shape(
            type="line",
            layer="below",
            xref="x domain",
            yref="y domain",
            line={"color": palette.muted, "width": 1.3, "dash": "dot"},
            **end,
        )
    font = {"size": 12, "color": palette.muted}
    written = (
        (plot.need, {"x": x, "y": 1, "xanchor": "center", "yanchor": "bottom"}),
        (plot.reach, {"x": 1, "y": y, "xanchor": "right", "yanchor": "bottom"}),
    )
    for side, where in written:
        fig.add_annotation(
            xref="x domain",
            yref="y domain",
            text=side.line_named(plot.language),
            showarrow=False,
            font=font,
            **where,
        )


def _name_corners(fig: go.Figure, plot: _Plot) -> None:
    for quadrant, (right, top) in CORNERS.items():
        words = message(f"need.quadrant.{quadrant}", plot.language)
        fig.add_annotation(
            x=right,
            y=top,
            xref="x domain",
            yref="y domain",
            xanchor="right" if right else "left",
            yanchor="top" if top else "bottom",
            text=f"<b>{SIGNS[quadrant]} {wrapped(words, LONGEST_CORNER)}</b>",
            align="right" if right else "left",
            showarrow=False,
            font={"size": 13, "color": colour(quadrant, plot.palette)},
        )


def _name_marks(fig: go.Figure, rows: pd.DataFrame, shown: Sequence[str], plot: _Plot) -> None:
    """Name marks where the name covers no other mark and no other name."""
    places = {
        str(code): (plot.across.place(need), plot.up.place(reach))
        for code, need, reach in zip(rows["area_id"], rows["need"], rows["reach"], strict=True)
    }
    names = {code: catalogue().provinces[code].name(plot.language) for code in shown}
    name_marks(fig, places, names, HEIGHT, plot.palette)


def _axis(side: Side, drawn: Scale, language: Language, palette: Palette) -> dict[str, object]:
    title = message(
        "need.axis_log" if drawn.log else "need.axis",
        language,
        title=side.named(language),
        unit=catalogue().units[side.indicator.unit].name(language),
    )
    settings: dict[str, object] = {"type": "log", "dtick": 1} if drawn.log else {"nticks": 7}
    return axis(
        palette,
        range=list(drawn.range),
        tickformat=",",
        ticksuffix="%" if side.indicator.unit == "percent" else "",
        title={
            "text": wrapped(title, LONGEST_TITLE),
            "font": {"size": 13, "color": palette.ink},
            "standoff": 12,
        },
        **settings,
    )
