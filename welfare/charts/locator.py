"""Where a province lies: itself, its region and its peers on a small map."""

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.base_map import base_map, outline, shapes
from welfare.charts.theme import Palette


def locator(
    code: str, peers: Collection[str], language: Language, palette: Palette, *, height: int = 300
) -> go.Figure:
    """Return the map with the province filled and outlined, its region and its peers shaded."""
    region = catalogue().provinces[code].region
    states = pd.Series(
        {
            other: 3 if other == code else 2 if other in peers else int(declared.region == region)
            for other, declared in catalogue().provinces.items()
        }
    )
    colours = (palette.outside, palette.missing, palette.accent, palette.highlight)
    names = [catalogue().provinces[str(other)].name(language) for other in states.index]
    fig = base_map(palette, height)
    fig.add_trace(shapes(states, names, colours, palette, "<b>%{customdata}</b>"))
    fig.add_trace(outline(code, palette))
    return fig
