"""A statistic over provinces, year by year, with its interval."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language
from welfare.charts.findings_inequality import statistic
from welfare.charts.theme import WHOLE, Palette, axis, figure
from welfare.language import format_year
from welfare.metrics.series import same_method


def spread_over_years(
    rows: pd.DataFrame, indicator: Indicator, language: Language, palette: Palette
) -> go.Figure:
    """Return points with their intervals, joined only within one method and edition.

    ``rows`` has year, vintage_id, statistic_id, value, low, high, n of one statistic.
    """
    fig = figure(palette, 360, margin={"l": 8, "r": 24, "t": 16, "b": 8})
    for part in same_method(rows, indicator):
        years = [int(format_year(int(year), language)) for year in part["year"]]
        values = part["value"].tolist()
        shown = [
            statistic(value, str(name))
            for value, name in zip(values, part["statistic_id"], strict=True)
        ]
        above = (part["high"] - part["value"]).tolist()
        below = (part["value"] - part["low"]).tolist()
        fig.add_trace(
            go.Scatter(
                x=years,
                y=values,
                mode="lines+markers+text",
                line={"color": palette.accent, "width": 2},
                marker={"size": 8},
                selected=WHOLE,
                unselected=WHOLE,
                error_y={
                    "type": "data",
                    "array": above,
                    "arrayminus": below,
                    "color": palette.muted,
                    "thickness": 1.5,
                    "width": 4,
                },
                text=_ends(shown),
                customdata=shown,
                textposition="top right",
                textfont={"size": 12, "color": palette.ink},
                hovertemplate="%{x}<br><b>%{customdata}</b><extra></extra>",
            )
        )
    first, last = (int(format_year(int(rows["year"].iloc[at]), language)) for at in (0, -1))
    reach = max(1.0, 0.12 * (last - first))
    fig.update_layout(
        xaxis=axis(
            palette,
            showgrid=False,
            tickformat="d",
            nticks=7,
            range=[first - reach / 2, last + reach],
        ),
        yaxis=axis(palette, rangemode="tozero", nticks=5),
    )
    return fig


def _ends(shown: list[str]) -> list[str]:
    """Keep the first and the last label of a stretch; between them the axis and pointer tell."""
    return [text if at in {0, len(shown) - 1} else "" for at, text in enumerate(shown)]
