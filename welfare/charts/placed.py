"""How much of each budget names a province, and how much is of the country as one."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language
from welfare.charts.theme import Palette, axis, figure
from welfare.language import format_amount, message

ROW = 62
"""Pixels of a budget: its name on one line, its bar under it."""


def placed_bars(rows: pd.DataFrame, language: Language, palette: Palette) -> go.Figure:
    """Return a bar a budget as shares of its own baht: with a province, and (hatched) without.

    ``rows`` has name, amount_thb and placed_thb, in the order in which they are drawn downwards.
    """
    fig = figure(palette, 46 + ROW * len(rows), margin={"l": 4, "r": 8, "t": 40, "b": 4})
    places = list(range(len(rows)))
    shares = 100 * rows["placed_thb"] / rows["amount_thb"]
    unplaced = rows["amount_thb"] - rows["placed_thb"]
    for key, values, amounts, marker in (
        ("budget.placed", shares, rows["placed_thb"], {"color": palette.accent}),
        (
            "budget.unplaced",
            100 - shares,
            unplaced,
            {
                "color": palette.missing,
                "pattern": {"shape": "/", "fgcolor": palette.muted, "size": 7},
            },
        ),
    ):
        name = message(key, language)
        fig.add_trace(
            go.Bar(
                x=values.round(3).tolist(),
                y=places,
                orientation="h",
                name=name,
                marker=marker,
                customdata=[format_amount(float(a), language, unit="thb") for a in amounts],
                hovertemplate=f"{name}<br><b>%{{customdata}}</b><extra></extra>",
            )
        )
    said = [message("budget.unplaced_share", language, share=f"{100 - s:.0f}%") for s in shares]
    for texts, x, side, ink in (
        (rows["name"].tolist(), 0, "right", palette.ink),
        (said, 100, "left", palette.muted),
    ):
        fig.add_trace(
            go.Scatter(
                x=[x] * len(rows),
                y=[place - 0.34 for place in places],
                mode="text",
                text=texts,
                textposition=f"middle {side}",
                textfont={"size": 13, "color": ink},
                cliponaxis=False,
                showlegend=False,
                hoverinfo="skip",
            )
        )
    fig.update_layout(
        barmode="stack",
        bargap=0.62,
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": 13}},
        xaxis=axis(palette, visible=False, range=[0, 100]),
        yaxis=axis(palette, visible=False, range=[len(rows) - 0.4, -0.95]),
    )
    return fig
