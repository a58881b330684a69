"""The Theil index as one bar: what lies between regions, and within each of them."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.coverage_matrix import ink_on
from welfare.charts.lettering import letters
from welfare.charts.theme import Palette, axis, figure
from welfare.language import message

NARROW = 300
"""Pixels of a bar on a phone: a label that fits there fits everywhere."""
LETTER = 7.2
"""Pixels of a letter."""
ABOVE, BAR, GAP, ROW = 50, 48, 6, 22
"""Pixels of the two lines over the bar, of the bar, of the gap under it, and of a label there."""
VISIBLE = 1e-9
"""Share of the total from which a part is drawn."""


@dataclass(frozen=True)
class Part:
    """A piece of the bar: what it is called, its colour, where it begins and ends in per cent."""

    name: str
    colour: str
    amount: float
    start: float
    end: float

    @property
    def share(self) -> str:
        """Its share of the total."""
        percent = self.end - self.start
        return "<1%" if 0 < percent < 1 else f"{percent:.0f}%"

    @property
    def middle(self) -> float:
        """Where its middle lies, in per cent."""
        return (self.start + self.end) / 2

    @property
    def fits(self) -> bool:
        """Whether its name fits into it on a phone."""
        return _width(self.name) + 10 <= (self.end - self.start) / 100 * NARROW


def _width(text: str) -> float:
    return LETTER * letters(text)


def theil_split(  # noqa: PLR0917 - a bar has these parts
    parts: pd.DataFrame,
    total: float,
    between: float,
    within: float,
    language: Language,
    palette: Palette,
) -> go.Figure:
    """Return one bar: the part between regions, then that within each region, largest first.

    ``parts`` has area_id and within, a row a region. Its column between is not drawn, since parts
    of single regions may be negative. A region without a part, like one of a single province, is
    left out.
    """
    whole = _part(message("inequality.chart_between", language), palette.second, between, total)
    rest = _part(message("inequality.chart_within", language), palette.accent, within, total)
    regions = _regions(parts, whole, total, language, palette)
    below = [piece for piece in regions if not piece.fits]
    under = GAP + ROW * len(below)
    margin = {"l": 4, "r": 4, "t": ABOVE, "b": under}
    fig = figure(palette, ABOVE + BAR + under, barmode="stack", margin=margin)
    fig.add_trace(_piece(whole, palette, written=False))
    for piece in regions:
        fig.add_trace(_piece(piece, palette, written=piece.fits))
    words = message("inequality.chart_theil", language, total=f"{total:.4f}")
    _text(fig, words, palette.muted, x=0, xanchor="left", yshift=26)
    for part, x, side in ((whole, 0, "left"), (rest, 100, "right")):
        _text(fig, f"{part.name} <b>{part.share}</b>", part.colour, x=x, xanchor=side, yshift=4)
    for row, piece in enumerate(below):
        _write_below(fig, piece, row, palette)
    fig.update_layout(
        bargap=0,
        xaxis=axis(palette, visible=False, range=[0, 100]),
        yaxis=axis(palette, visible=False, range=[-0.5, 0.5]),
    )
    return fig


def _part(name: str, colour: str, amount: float, total: float, start: float = 0) -> Part:
    """Return a piece that begins at ``start`` per cent of the total."""
    percent = 100 * amount / total if amount > VISIBLE * total else 0.0
    return Part(name, colour, amount, start, start + percent)


def _regions(
    parts: pd.DataFrame, before: Part, total: float, language: Language, palette: Palette
) -> list[Part]:
    """Return the regions' pieces behind ``before``, largest first."""
    rows = parts[parts["within"] > VISIBLE * total].sort_values(
        ["within", "area_id"], ascending=[False, True]
    )
    shades = reversed(palette.ramp(len(rows)))
    found = [before]
    for area, amount, shade in zip(rows["area_id"], rows["within"], shades, strict=True):
        name = catalogue().area_name(str(area), language)
        found.append(_part(name, shade, float(amount), total, found[-1].end))
    return found[1:]


def _piece(piece: Part, palette: Palette, *, written: bool) -> go.Bar:
    return go.Bar(
        x=[round(piece.end - piece.start, 3)],
        y=[0],
        orientation="h",
        name=piece.name,
        marker={"color": piece.colour, "line": {"color": palette.surface, "width": 1.5}},
        text=[f"{piece.name}<br><b>{piece.share}</b>" if written else ""],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": 13, "color": ink_on(piece.colour, palette)},
        hovertemplate=f"{piece.name}<br><b>{piece.share}</b> ({piece.amount:.4f})<extra></extra>",
    )


def _write_below(fig: go.Figure, piece: Part, row: int, palette: Palette) -> None:
    """Write a piece's name under the bar, left of a line that comes down from it.

    Rows go down from left to right, so that no line crosses a name.
    """
    line = {"color": palette.muted, "width": 1}
    depth = GAP + row * ROW + ROW / 2
    fig.add_shape(
        type="line",
        x0=piece.middle,
        x1=piece.middle,
        yref="paper",
        ysizemode="pixel",
        yanchor=0,
        y0=0,
        y1=-depth,
        line=line,
    )
    label = f"{piece.name} <b>{piece.share}</b>"
    place = {"x": piece.middle, "xanchor": "right", "xshift": -4}
    if _width(f"{piece.name} {piece.share}") + 6 > piece.middle / 100 * NARROW:
        place = {"x": 0, "xanchor": "left", "bgcolor": palette.surface}
    _text(fig, label, palette.ink, y=0, yanchor="middle", yshift=-depth, **place)


def _text(fig: go.Figure, text: str, colour: str, **place: object) -> None:
    fig.add_annotation(
        **{"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "text": text, **place},
        font={"size": 13, "color": colour},
    )
