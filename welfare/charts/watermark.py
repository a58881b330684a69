"""The word across a figure that shows what is not, but could be."""

import plotly.graph_objects as go

from welfare.catalog import Language
from welfare.charts.theme import Palette
from welfare.language import message

APART = 600
"""Pixels of height that get one word, so that none is out of sight in a figure that scrolls."""


def put_watermark(fig: go.Figure, language: Language, palette: Palette) -> go.Figure:
    """Write across ``fig`` that it is illustrative, large and faint; a saved picture has it too."""
    times = max(1, round(fig.layout.height / APART))
    flat = any(trace.type == "choropleth" for trace in fig.data)
    for place in range(times):
        fig.add_annotation(
            text=f"<b>{message('whatif.watermark', language)}</b>",
            x=0.5,
            y=(place + 0.5) / times,
            xref="paper" if flat else "x domain",
            yref="paper" if flat else "y domain",
            showarrow=False,
            textangle=-24,
            opacity=0.2,
            font={"size": 48, "color": palette.muted},
        )
    return fig
