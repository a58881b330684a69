"""Where provinces cluster: high among high neighbours, low among low ones, and what stands out."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.base_map import base_map, outline, shapes, with_predecessors
from welfare.charts.theme import Palette
from welfare.charts.unknown import why_unknown
from welfare.language import format_value, message

MISSING = "missing"
"""What a province without a value is called among the clusters."""


@dataclass(frozen=True)
class Kind:
    """How one kind of cluster is drawn and named."""

    light: str
    dark: str
    words: str

    def colour(self, palette: Palette) -> str:
        """Return its colour in the theme of ``palette``."""
        return self.dark if palette.dark else self.light


KINDS = {
    "high_high": Kind("#5C4F00", "#EFE06A", "inequality.chart_high_high"),
    "low_low": Kind("#3B2A8C", "#BDB3FA", "inequality.chart_low_low"),
    "high_low": Kind("#9B8717", "#968A2C", "inequality.chart_high_low"),
    "low_high": Kind("#8A7ED2", "#8074CC", "inequality.chart_low_high"),
    "not_significant": Kind("#ECEFF2", "#28323D", "inequality.chart_not_significant"),
}
"""Yellow is high and violet low, strong where neighbours are alike; neither says good or bad."""


def cluster_map(
    clusters: pd.DataFrame,
    areas: pd.DataFrame,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    chosen: str | None = None,
    height: int = 640,
) -> go.Figure:
    """Return the map of the provinces' clusters in one year.

    Parameters
    ----------
    clusters
        Columns area_id, cluster, adjusted_p_value, a row for every compared province.
    areas
        Columns area_id, area_kind, value, flag; rows that are no province are left out. A province
        without a cluster is drawn as missing; one yet to be founded, as the one it was cut from.
    chosen
        Province to outline.
    """
    provinces = areas[areas["area_kind"] == "province"].set_index("area_id")
    provinces = provinces.join(clusters.set_index("area_id")[["cluster", "adjusted_p_value"]])
    order = [MISSING, *KINDS]
    kinds = with_predecessors(provinces, "cluster").fillna(MISSING)
    states = kinds.map(order.index)
    colours = [_colour(kind, palette) for kind in order]
    words = [_words(str(code), row, indicator, language) for code, row in provinces.iterrows()]
    hover = f"<b>%{{properties.name_{language}}}</b><br>%{{customdata}}"
    fig = base_map(palette, height)
    fig.add_trace(shapes(states, words, colours, palette, hover))
    if chosen in provinces.index:
        fig.add_trace(outline(str(chosen), palette))
    return fig


def cluster_legend(
    language: Language, palette: Palette, present: Collection[str]
) -> list[tuple[str, str]]:
    """Return colour and words of the kinds that are ``present``, strongest first.

    ``present`` holds kinds of cluster, and ``missing`` where a province has none.
    """
    return [
        (_colour(kind, palette), _name(kind, language))
        for kind in (*KINDS, MISSING)
        if kind in present
    ]


def clusters_table(clusters: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return provinces by kind of cluster: name, kind in words, adjusted p-value."""
    order = list(KINDS)
    rows = clusters.sort_values(
        ["cluster", "adjusted_p_value"],
        key=lambda column: column.map(order.index) if column.name == "cluster" else column,
    )
    return pd.DataFrame(
        {
            message("column.province", language): [
                catalogue().provinces[code].name(language) for code in rows["area_id"]
            ],
            message("column.cluster", language): [_name(k, language) for k in rows["cluster"]],
            message("column.adjusted_p_value", language): rows["adjusted_p_value"]
            .round(4)
            .to_numpy(),
        }
    )


def _colour(kind: str, palette: Palette) -> str:
    return palette.missing if kind == MISSING else KINDS[kind].colour(palette)


def _name(kind: str, language: Language) -> str:
    return message("provinces.legend_missing" if kind == MISSING else KINDS[kind].words, language)


def _words(code: str, row: pd.Series, indicator: Indicator, language: Language) -> str:
    """Return a province's value, its kind of cluster, and how likely chance alone makes it."""
    if pd.isna(row["value"]):
        return why_unknown(code, row["flag"], language)
    value = format_value(float(row["value"]), indicator, language)
    if pd.isna(row["cluster"]):
        return value
    chance = message("inequality.chart_chance", language, p=f"{row['adjusted_p_value']:.3f}")
    return f"{value}<br>{_name(str(row['cluster']), language)}<br>{chance}"
