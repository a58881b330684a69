"""Colours and the bare layout that every figure starts from, light and dark."""

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from welfare.catalog import catalogue

FONT = "Sarabun, sans-serif"
BOUNDARIES_URL = "/assets/provinces.geojson"
TOPOLOGY_URL = "/assets/topology/"
WHOLE = {"marker": {"opacity": 1}}
"""A touched point is not set apart from the others: the page tells what it chose."""
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "topojsonURL": TOPOLOGY_URL,
    "scrollZoom": False,
    "displayModeBar": False,
}
"""Plotly settings: nothing is fetched from outside; the card around a chart saves its picture."""

LEGEND_ABOVE: dict[str, Any] = {
    "orientation": "h",
    "y": 1.02,
    "yanchor": "bottom",
    "x": 0,
    "traceorder": "normal",
    "font": {"size": 13},
    "itemclick": False,
    "itemdoubleclick": False,
}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme. ``sequential`` runs from low to high, away from the surface."""

    dark: bool
    ink: str
    muted: str
    grid: str
    surface: str
    accent: str
    highlight: str
    second: str
    missing: str
    zero: str
    outside: str
    sequential: tuple[str, ...]

    def system(self, system_id: str | None) -> str:
        """Return a system's colour; grey for what serves all of them."""
        if system_id is None:
            return self.muted
        system = catalogue().systems[system_id]
        return system.colour_dark if self.dark else system.colour

    def ramp(self, count: int) -> list[str]:
        """Return ``count`` colours of the sequential scale, spread over its whole length."""
        if count <= 1:
            return [self.sequential[-2]] * count
        last = len(self.sequential) - 1
        return [self.sequential[round(i * last / (count - 1))] for i in range(count)]


LIGHT = Palette(
    dark=False,
    ink="#16202B",
    muted="#66727F",
    grid="#E6EAEE",
    surface="#FFFFFF",
    accent="#12436D",
    highlight="#F46A25",
    second="#801650",
    missing="#D3D8DE",
    zero="#FBF3E4",
    outside="#F1F3F5",
    sequential=("#CFE1EF", "#9DC3DF", "#639FC8", "#2F73A5", "#12436D"),
)
DARK = Palette(
    dark=True,
    ink="#E8EDF2",
    muted="#9AA7B4",
    grid="#2A343F",
    surface="#1A222B",
    accent="#6FA8DC",
    highlight="#FF9A5C",
    second="#D979AE",
    missing="#3A444F",
    zero="#4A4234",
    outside="#222B35",
    sequential=("#24435C", "#2F6187", "#4486B4", "#73B0DA", "#BFE1F5"),
)


def figure(palette: Palette, height: int, **layout: Any) -> go.Figure:
    """Return an empty figure of ``height`` pixels with the project's fonts and no chart junk."""
    base: dict[str, Any] = {
        "template": go.layout.Template(),
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.ink},
        "hoverlabel": {
            "bgcolor": palette.surface,
            "bordercolor": palette.grid,
            "font": {"family": FONT, "color": palette.ink},
        },
        "showlegend": False,
        "dragmode": False,
    }
    return go.Figure(layout={**base, **layout})


def axis(palette: Palette, **settings: Any) -> dict[str, Any]:
    """Return a quiet axis: faint grid, no line, muted labels, fixed range."""
    return {
        "gridcolor": palette.grid,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "automargin": True,
        "tickfont": {"color": palette.muted, "size": 13},
        **settings,
    }


def stepped(colours: list[str]) -> list[list[object]]:
    """Return a colour scale of flat steps, one a colour."""
    count = len(colours)
    return [
        [round((i + side) / count, 4), colour]
        for i, colour in enumerate(colours)
        for side in (0, 1)
    ]


def transparent(colour: str) -> str:
    """Return the colour that fills the area under a line of ``colour``."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.14)"
