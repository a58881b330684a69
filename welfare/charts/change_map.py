"""Who gains and who loses: provinces by the direction of a change, in colour, shape and words."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.base_map import base_map, outline, shapes
from welfare.charts.coverage_matrix import ink_on
from welfare.charts.theme import Palette
from welfare.language import message
from welfare.paths import BOUNDARIES

OUTSIDE = "outside"
"""The direction of a province of which too little is known to tell one."""


@dataclass(frozen=True)
class Direction:
    """How one direction of change is drawn and named."""

    light: str
    dark: str
    symbol: str
    sign: str
    words: str

    def colour(self, palette: Palette) -> str:
        """Return its colour in the theme of ``palette``."""
        return self.dark if palette.dark else self.light


DIRECTIONS = {
    "more_sure": Direction("#12436D", "#8CC4F2", "triangle-up", "▲", "whatif.more_sure"),
    "more_unsure": Direction("#9DC3DF", "#35658C", "triangle-up-open", "△", "whatif.more_unsure"),
    "same": Direction("#E6EAEE", "#39434E", "circle-open", "○", "whatif.same"),
    "less_unsure": Direction("#F6C3A0", "#8A4A22", "triangle-down-open", "▽", "whatif.less_unsure"),
    "less_sure": Direction("#B4460F", "#FF9A5C", "triangle-down", "▼", "whatif.less_sure"),
}


def directions(change: "pd.Series[float]", sure: "pd.Series[bool]") -> "pd.Series[str]":
    """Return the direction of each change in whole baht: a key of :data:`DIRECTIONS`."""

    def direction(baht: float, certain: bool) -> str:
        if round(baht) == 0:
            return "same"
        return f"{'more' if baht > 0 else 'less'}_{'sure' if certain else 'unsure'}"

    found = [direction(*each) for each in zip(change, sure, strict=True)]
    return pd.Series(found, index=change.index, dtype=object)


def stroke(direction: str, palette: Palette) -> str:
    """Return the colour of a mark on the plain surface: strong, whether sure or not."""
    if direction == "same":
        return palette.muted
    return DIRECTIONS[f"{direction.partition('_')[0]}_sure"].colour(palette)


def change_map(
    found: "pd.Series[str]",
    words: "pd.Series[str]",
    language: Language,
    palette: Palette,
    *,
    chosen: str | None = None,
    height: int = 620,
) -> go.Figure:
    """Return the map of directions; a sign on every province says the same as its colour.

    Parameters
    ----------
    found
        Direction by province code; a province that is not in it is drawn as outside.
    words
        What is said of each province under the pointer, by the same codes.
    chosen
        Province to outline.
    """
    order = [OUTSIDE, *DIRECTIONS]
    every = found.reindex(list(catalogue().provinces)).fillna(OUTSIDE)
    labels = words.reindex(every.index).fillna(message("whatif.outside", language))
    colours = [palette.missing, *(d.colour(palette) for d in DIRECTIONS.values())]
    fig = base_map(palette, height)
    hover = f"<b>%{{properties.name_{language}}}</b><br>%{{customdata}}"
    fig.add_trace(shapes(every.map(order.index), labels.tolist(), colours, palette, hover))
    if chosen in every.index:
        fig.add_trace(outline(str(chosen), palette))
    fig.add_trace(_signs(found, palette))
    return fig


def change_legend(
    present: "pd.Series[str]", language: Language, palette: Palette, *, outside: bool
) -> list[tuple[str, str]]:
    """Return colour and words of the directions that occur, and of what is outside."""
    counts = present.value_counts()
    entries = [
        (d.colour(palette), f"{d.sign} {message(d.words, language)} ({counts[name]})")
        for name, d in DIRECTIONS.items()
        if name in counts
    ]
    if outside:
        missing = len(catalogue().provinces) - len(present)
        entries.append((palette.missing, f"{message('whatif.outside', language)} ({missing})"))
    return entries


def _signs(found: "pd.Series[str]", palette: Palette) -> go.Scattergeo:
    places = _places()
    drawn = [DIRECTIONS[name] for name in found]
    return go.Scattergeo(
        lon=[places[str(code)][0] for code in found.index],
        lat=[places[str(code)][1] for code in found.index],
        mode="markers",
        marker={
            "symbol": [d.symbol for d in drawn],
            "color": [ink_on(d.colour(palette), palette) for d in drawn],
            "size": 7,
            "line": {"width": 1, "color": [ink_on(d.colour(palette), palette) for d in drawn]},
        },
        hoverinfo="skip",
    )


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[float, float]]:
    """Return where the sign of each province stands: the middle of its largest piece."""
    features = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: _middle(feature["geometry"]) for feature in features}


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    parts = geometry["coordinates"]
    rings = [parts[0]] if geometry["type"] == "Polygon" else [part[0] for part in parts]
    area, x, y = max((_centroid(ring) for ring in rings), key=lambda found: abs(found[0]))
    return round(x / (6 * area), 3), round(y / (6 * area), 3)


def _centroid(ring: list[list[float]]) -> tuple[float, float, float]:
    """Return area and moments of a ring: the shoelace formula."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return area, x, y
