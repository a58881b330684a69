"""Provinces from highest to lowest as dots in bands, without ranks."""

from collections.abc import Collection, Mapping

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.compared import LEVEL, draw_compared
from welfare.charts.theme import WHOLE, Palette, axis, figure
from welfare.language import format_value, message

ROW = 21
"""Pixels that a row takes."""
HEADER = 1.0
"""Rows that the name of a band takes."""
NAMES = {
    1: ("one",),
    2: ("high", "low"),
    3: ("high", "middle", "low"),
    4: ("high", "upper_middle", "lower_middle", "low"),
    5: ("high", "upper_middle", "middle", "lower_middle", "low"),
}
WORDS = {
    "one": "inequality.chart_band_one",
    "high": "inequality.chart_band_high",
    "upper_middle": "inequality.chart_band_upper_middle",
    "middle": "inequality.chart_band_middle",
    "lower_middle": "inequality.chart_band_lower_middle",
    "low": "inequality.chart_band_low",
}
MOST_NAMED = 8
"""Bands that are named one by one; of more only the number is."""
LINE = 18
"""Pixels of a line of words above the plot."""
SPACE = "\u00a0\u00a0"
"""What keeps a label off the strips; a space at its end would be cut."""


def dot_plot(
    areas: pd.DataFrame,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    bands: Mapping[str, int],
    chosen: str | None = None,
    within: Collection[str] | None = None,
) -> go.Figure:
    """Return a dot a province, with its interval where one is known, in bands on shaded strips.

    Parameters
    ----------
    areas
        Columns area_id, area_kind, value, low, high. Provinces without a value are left out.
    bands
        The band of each province with a value, 0 the highest, as
        :func:`welfare.metrics.bands.bands` makes them.
    chosen
        Province to mark; its region is drawn as a line beside the nation.
    within
        Province codes to draw. None draws all.
    """
    rows = areas[(areas["area_kind"] == "province") & areas["value"].notna()]
    if within is not None:
        rows = rows[rows["area_id"].isin(list(within))]
    rows = rows.assign(band=rows["area_id"].map(bands).astype(int))
    rows = rows.sort_values(["band", "value", "area_id"], ascending=[True, False, True])
    count = max(bands.values(), default=-1) + 1
    named = count <= MOST_NAMED
    rows = rows.assign(place=_places(rows["band"], _header(count)))
    length = float(rows["place"].max()) + 1 if len(rows) else 0.0
    fig = figure(palette, ROW)
    hovers = [_hover(row, count, indicator, language) for _, row in rows.iterrows()]
    fig.add_trace(_dots(rows, hovers, indicator.decimals, palette, chosen))
    _strips(fig, rows, count, palette)
    draw_compared(fig, areas, indicator, language, palette, chosen=chosen)
    top = LEVEL * len(fig.layout.annotations) + 6
    _above(fig, catalogue().units[indicator.unit].name(language), "left", top, palette)
    if named:
        _name_bands(fig, rows, count, language, palette)
    else:
        top += LINE
        words = message("inequality.chart_bands", language, count=count)
        _above(fig, words, "right", top, palette)
    top += LINE + 4
    fig.update_layout(
        height=top + 40 + round(ROW * length),
        margin={"l": 8, "r": 12, "t": top, "b": 8},
        hoverlabel={"align": "left"},
        xaxis=axis(
            palette,
            rangemode="tozero",
            nticks=6,
            tickformat=",",
            ticksuffix="%" if indicator.unit == "percent" else "",
        ),
        yaxis=axis(
            palette,
            showgrid=False,
            range=[length - 0.5, -0.5],
            tickvals=rows["place"].tolist(),
            ticktext=_labels(rows, indicator, language, palette, chosen),
            tickfont={"size": 13, "color": palette.ink},
        ),
    )
    return fig


def _header(count: int) -> float:
    return HEADER if count <= MOST_NAMED else 0.0


def _places(bands: pd.Series, header: float) -> list[float]:
    """Return where each row stands, with the height of a header above every band."""
    started = bands.ne(bands.shift()).cumsum()
    return [row + header * int(band) for row, band in enumerate(started)]


def _labels(
    rows: pd.DataFrame,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    chosen: str | None,
) -> list[str]:
    """Return names with their values, the chosen one bold and marked."""
    labels = []
    for code, value in zip(rows["area_id"], rows["value"], strict=True):
        name = catalogue().provinces[code].name(language)
        shown = f"{value:,.{indicator.decimals}f}"
        if code == chosen:
            mark = f'<span style="color:{palette.highlight}">▸</span>'
            labels.append(f"<b>{mark} {name}  {shown}</b>{SPACE}")
        else:
            labels.append(f"{name}  {shown}{SPACE}")
    return labels


def _dots(
    rows: pd.DataFrame, hovers: list[str], digits: int, palette: Palette, chosen: str | None
) -> go.Scatter:
    marked = rows["area_id"] == chosen
    return go.Scatter(
        x=rows["value"].round(digits).tolist(),
        y=rows["place"].tolist(),
        mode="markers",
        cliponaxis=False,
        marker={
            "color": marked.map({True: palette.highlight, False: palette.accent}).tolist(),
            "size": marked.map({True: 13, False: 9}).tolist(),
            "opacity": 1,
        },
        error_x=_intervals(rows, palette),
        text=hovers,
        customdata=rows["area_id"].tolist(),
        hovertemplate="%{text}<extra></extra>",
        selected=WHOLE,
        unselected=WHOLE,
    )


def _intervals(rows: pd.DataFrame, palette: Palette) -> dict[str, object] | None:
    """Return the intervals as lengths to both sides of the values; None where none is known."""
    if not rows["low"].notna().any():
        return None
    return {
        "type": "data",
        "array": (rows["high"] - rows["value"]).round(4).fillna(0).tolist(),
        "arrayminus": (rows["value"] - rows["low"]).round(4).fillna(0).tolist(),
        "color": palette.muted,
        "thickness": 2,
        "width": 0,
    }


def _hover(row: pd.Series, count: int, indicator: Indicator, language: Language) -> str:
    name = catalogue().provinces[row["area_id"]].name(language)
    said = f"<b>{name}</b><br>{format_value(float(row['value']), indicator, language)}"
    if pd.notna(row["low"]):
        ends = {end: f"{row[end]:,.{indicator.decimals}f}" for end in ("low", "high")}
        said += f"<br>{message('inequality.chart_interval', language, **ends)}"
    if 1 < count <= MOST_NAMED:
        said += f"<br>{band_name(int(row['band']), count, language)}"
    return said


def band_name(band: int, count: int, language: Language) -> str:
    """Return what the band ``band`` of ``count`` is called, 0 being the highest."""
    if count in NAMES:
        return message(WORDS[NAMES[count][band]], language)
    return message("provinces.band", language, number=band + 1, count=count)


def _strips(fig: go.Figure, rows: pd.DataFrame, count: int, palette: Palette) -> None:
    """Shade every other band."""
    header = _header(count)
    for _, members in list(rows.groupby("band")["place"])[::2]:
        fig.add_shape(
            type="rect",
            xref="paper",
            x0=0,
            x1=1,
            y0=float(members.min()) - header - 0.5,
            y1=float(members.max()) + 0.5,
            fillcolor=palette.grid,
            opacity=0.55,
            line={"width": 0},
            layer="below",
        )


def _name_bands(
    fig: go.Figure, rows: pd.DataFrame, count: int, language: Language, palette: Palette
) -> None:
    """Write each band's name at the right, above its first row."""
    for band, members in rows.groupby("band")["place"]:
        fig.add_annotation(
            x=1,
            xref="paper",
            xanchor="right",
            y=float(members.min()) - HEADER,
            text=band_name(int(str(band)), count, language),
            showarrow=False,
            font={"size": 13, "color": palette.muted},
        )


def _above(fig: go.Figure, words: str, side: str, up: int, palette: Palette) -> None:
    """Write at a side, ``up`` pixels above the plot."""
    fig.add_annotation(
        x=0 if side == "left" else 1,
        xref="paper",
        xanchor=side,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=up,
        text=words,
        showarrow=False,
        font={"size": 13, "color": palette.muted},
    )
