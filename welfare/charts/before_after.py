"""Two values of every province as the ends of a line: what it has, and what it would have."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.change_map import DIRECTIONS, stroke
from welfare.charts.dot_plot import ROW, SPACE
from welfare.charts.theme import Palette, axis, figure

TOP = 28
"""Pixels above the rows for the unit."""


def before_after(
    rows: pd.DataFrame,
    unit: str,
    language: Language,
    palette: Palette,
    *,
    chosen: str | None = None,
) -> go.Figure:
    """Return a row a province, the one that gains most first.

    Parameters
    ----------
    rows
        Indexed by province code: before, after (in ``unit``), direction (a key of
        :data:`welfare.charts.change_map.DIRECTIONS`), words (shown under the pointer).
    unit
        The name of the unit, written above the plot.
    chosen
        Province whose name is marked.
    """
    rows = rows.assign(gain=rows["after"] - rows["before"]).sort_values("gain", ascending=False)
    places = list(range(len(rows)))
    fig = figure(palette, TOP + 40 + ROW * len(rows))
    fig.add_trace(_lines(rows, palette))
    fig.add_trace(_ends(rows, "before", palette))
    fig.add_trace(_ends(rows, "after", palette))
    fig.update_layout(
        margin={"l": 8, "r": 12, "t": TOP, "b": 8},
        clickmode="event+select",
        hoverlabel={"align": "left"},
        xaxis=axis(palette, rangemode="tozero", nticks=6, tickformat=","),
        yaxis=axis(
            palette,
            showgrid=False,
            range=[len(rows) - 0.5, -0.5],
            tickvals=places,
            ticktext=[
                _name(str(code), row, language, palette if code == chosen else None)
                for code, row in rows.iterrows()
            ],
            tickfont={"size": 13, "color": palette.ink},
        ),
    )
    fig.add_annotation(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        text=unit,
        showarrow=False,
        font={"size": 13, "color": palette.muted},
    )
    return fig


def _name(code: str, row: pd.Series, language: Language, marked: Palette | None) -> str:
    """Return a name with both values; ``marked`` has the colour of the chosen one's mark."""
    name = catalogue().provinces[code].name(language)
    shown = f"{name}  {row['before']:,.2f} → {row['after']:,.2f}{SPACE}"
    if marked is None:
        return shown
    return f'<b><span style="color:{marked.highlight}">▸</span> {shown}</b>'


def _lines(rows: pd.DataFrame, palette: Palette) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for place, (before, after) in enumerate(zip(rows["before"], rows["after"], strict=True)):
        xs += [round(before, 3), round(after, 3), None]
        ys += [place, place, None]
    return go.Scatter(
        x=xs,
        y=ys,
        mode="lines",
        line={"color": palette.muted, "width": 1.5},
        hoverinfo="skip",
    )


def _ends(rows: pd.DataFrame, column: str, palette: Palette) -> go.Scatter:
    drawn = [DIRECTIONS[name] for name in rows["direction"]]
    after = column == "after"
    return go.Scatter(
        x=rows[column].round(3).tolist(),
        y=list(range(len(rows))),
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": [d.symbol for d in drawn] if after else "circle-open",
            "size": 11 if after else 8,
            "color": [stroke(name, palette) for name in rows["direction"]]
            if after
            else palette.muted,
            "line": {"width": 1.5},
        },
        customdata=[
            [str(code), words] for code, words in zip(rows.index, rows["words"], strict=True)
        ],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
