"""Indices on one line from -1 to 1, a row each under the name of its group."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language
from welfare.charts.findings_inequality import followed, interval, statistic
from welfare.charts.lettering import wrapped
from welfare.charts.theme import Palette, axis, figure
from welfare.language import message

ROW, HEAD = 34, 30
"""Pixels of a row, and of the name of a group above its rows."""
LONGEST = 28
STATISTIC = "concentration_index"
SYMBOLS = {"follows": "triangle-left", "against": "triangle-right", "unclear": "circle-open"}
TOP = 46


@dataclass(frozen=True)
class Group:
    """Rows under one name, in one colour: label, value, low, high (null where not known)."""

    name: str
    colour: str
    rows: pd.DataFrame
    strong: str | None = None


def index_rows(groups: list[Group], language: Language, palette: Palette) -> go.Figure:
    """Return each index with its interval against zero; the side it is on is told by shape too.

    An index whose interval holds zero, or is not known, is an open circle: no side is told.
    ``strong`` is the label of a row to set in bold.
    """
    heads, ticks, labels, y = [], [], [], 0.0
    places: list[list[float]] = []
    for group in groups:
        heads.append(y)
        own = [y + (HEAD + ROW * number) / ROW for number in range(len(group.rows))]
        places.append(own)
        ticks += own
        labels += [_label(label, group) for label in group.rows["label"]]
        y = own[-1] + 1.2 if own else y
    fig = figure(palette, round(TOP + 40 + ROW * y), margin={"l": 8, "r": 16, "t": TOP, "b": 8})
    for group, own in zip(groups, places, strict=True):
        fig.add_trace(_dots(group, own, language, palette))
    for group, head in zip(groups, heads, strict=True):
        _write_head(fig, group, head, palette)
    fig.add_vline(x=0, line={"color": palette.muted, "width": 1.4}, layer="below")
    _write_sides(fig, language, palette)
    ends = [
        end for group in groups for end in (*_ends(group.rows, "low"), *_ends(group.rows, "high"))
    ]
    reach = 1.08 * max([0.2, *(abs(end) for end in ends)])
    fig.update_layout(
        xaxis=axis(palette, range=[-reach, reach], nticks=7, tickformat=".1f"),
        yaxis=axis(
            palette,
            showgrid=False,
            range=[y - 0.4, -0.6],
            tickvals=ticks,
            ticktext=labels,
            tickfont={"size": 13, "color": palette.ink},
        ),
    )
    return fig


def _label(label: str, group: Group) -> str:
    shown = wrapped(label, LONGEST)
    return f"<b>{shown}</b>\u00a0\u00a0" if label == group.strong else f"{shown}\u00a0\u00a0"


def _ends(rows: pd.DataFrame, side: str) -> list[float]:
    return [float(end) for end in rows[side].fillna(rows["value"])]


def _dots(group: Group, places: list[float], language: Language, palette: Palette) -> go.Scatter:
    rows = group.rows
    sides = [followed(row) for _, row in rows.iterrows()]
    return go.Scatter(
        x=rows["value"].round(4).tolist(),
        y=places,
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": [SYMBOLS[side] for side in sides],
            "color": group.colour,
            "size": 12,
            "opacity": 1,
            "line": {"width": 2, "color": group.colour},
        },
        error_x={
            "type": "data",
            "array": (rows["high"] - rows["value"]).astype(float).round(4).fillna(0).tolist(),
            "arrayminus": (rows["value"] - rows["low"]).astype(float).round(4).fillna(0).tolist(),
            "color": palette.muted,
            "thickness": 2,
            "width": 0,
        },
        text=[
            _hover(row, side, language)
            for (_, row), side in zip(rows.iterrows(), sides, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _hover(row: pd.Series, side: str, language: Language) -> str:
    return "<br>".join(
        [
            f"<b>{row['label']}</b>",
            f"{statistic(float(row['value']), STATISTIC)} {interval(row, STATISTIC, language)}",
            message(f"need.side.{side}", language),
        ]
    )


def _write_head(fig: go.Figure, group: Group, head: float, palette: Palette) -> None:
    fig.add_annotation(
        x=0,
        xref="x domain",
        xanchor="left",
        y=head,
        text=f"<b>{group.name}</b>",
        showarrow=False,
        bgcolor=palette.surface,
        font={"size": 13, "color": group.colour},
    )


def _write_sides(fig: go.Figure, language: Language, palette: Palette) -> None:
    """Write above the plot what it means to lie to the left and to the right of zero."""
    for side, x, anchor in (("follows", 0, "left"), ("against", 1, "right")):
        fig.add_annotation(
            x=x,
            xref="x domain",
            xanchor=anchor,
            align=anchor,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=4,
            text=message(f"need.chart_side.{side}", language),
            showarrow=False,
            font={"size": 12, "color": palette.muted},
        )
