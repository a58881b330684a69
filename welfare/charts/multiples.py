"""Small multiples: a panel for each of what is compared, on axes that all panels share."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language
from welfare.charts.theme import Palette, axis, figure
from welfare.language import format_amount, format_value, format_year, message
from welfare.language.numbers import MILLION
from welfare.metrics.series import same_method, without_gaps

COLUMNS = 2
GAP_X, GAP_Y = 0.05, 54
"""The part of the width between panels, and pixels between rows for a panel's name."""
PLOT = 130
"""Pixels of a panel's height."""
ROW = 24
"""Pixels of a bar."""
CHOSEN = "▸ "
"""Stands before the name of the panel that is chosen."""
ROOM = 0.16
"""The part of the axis kept for the value at the end of a bar."""
LETTER, NARROWEST = 7.6, 230
"""Pixels of a letter of that value, and of a panel where two stand in half a page."""


@dataclass(frozen=True)
class Drawn:
    """A panel: its name, a note under it, and rows (year or area_id, value, vintage_id).

    ``member`` is what its points tell where one is touched; the panel that is ``chosen`` stands
    out.
    """

    name: str
    note: str
    rows: pd.DataFrame
    indicator: Indicator
    member: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Axes:
    """What all panels share: the ends of the values and the years, and whether 100 is the base."""

    low: float
    high: float
    years: tuple[int, int]
    indexed: bool


def line_panels(
    panels: Sequence[Drawn],
    axes: Axes,
    nation: pd.DataFrame,
    language: Language,
    palette: Palette,
) -> go.Figure:
    """Return a line a panel with its ends written; ``nation`` is drawn faint in each.

    A gap, a new method or a new edition interrupts a line; where a method changes stands a dashed
    line in every panel.
    """
    fig = _grid(panels, PLOT, language, palette)
    first, last = (int(format_year(year, language)) for year in axes.years)
    for place, panel in enumerate(panels):
        anchors = _anchors(place)
        for rows, colour, width in (
            (nation, palette.muted, 1.2),
            (panel.rows, palette.accent, 4.0 if panel.chosen else 2.4),
        ):
            _draw_line(
                fig,
                rows,
                panel.indicator,
                language,
                anchors=anchors,
                colour=colour,
                width=width,
            )
        _draw_points(fig, panel, axes, language, palette, anchors=anchors)
        if axes.indexed:
            fig.add_hline(
                y=100, line={"color": palette.muted, "width": 1, "dash": "dot"}, **_at(place)
            )
        for year in _breaks(panel):
            fig.add_vline(
                x=int(format_year(year, language)) - 0.5,
                line={"color": palette.muted, "width": 1, "dash": "dash"},
                **_at(place),
            )
    reach = (axes.high - axes.low) or 1.0
    span = max(last - first, 1)
    longest = max((len(_last(panel, axes, language)) for panel in panels), default=0)
    # A phone's panels are too narrow for the value, which then runs into the margin.
    fig.update_layout(margin_r=12 + longest * LETTER / 2)
    room = _room(longest)
    for place in range(len(panels)):
        fig.update_layout(
            {
                f"xaxis{place + 1}": {
                    "range": [first - 0.04 * span, last + room * span],
                    "tickformat": "d",
                    "tickvals": sorted({first, last}),
                    "showgrid": False,
                },
                f"yaxis{place + 1}": {
                    "range": [axes.low - 0.05 * reach, axes.high + 0.14 * reach],
                    "nticks": 4,
                    "tickformat": ",",
                    "ticksuffix": "" if axes.indexed else _sign(panels[place].indicator),
                    "showticklabels": place % COLUMNS == 0,
                },
            }
        )
    return fig


def bar_panels(
    panels: Sequence[Drawn],
    names: Sequence[dict[str, str]],
    axes: Axes,
    language: Language,
    palette: Palette,
) -> go.Figure:
    """Return bars of areas in each panel; ``names`` has the name of every area of a panel."""
    most = max((len(panel.rows) for panel in panels), default=1)
    fig = _grid(panels, ROW * most + 10, language, palette)
    for place, (panel, named) in enumerate(zip(panels, names, strict=True)):
        x, y = _anchors(place)
        values = panel.rows["value"].astype(float)
        fig.add_trace(
            go.Bar(
                x=values.tolist(),
                y=[named[str(area)] for area in panel.rows["area_id"]],
                orientation="h",
                xaxis=x,
                yaxis=y,
                name=panel.name,
                marker={"color": palette.accent},
                customdata=[panel.member] * len(values),
                text=[_short(value, panel.indicator, language) for value in values],
                textposition="outside",
                cliponaxis=False,
                hovertemplate=f"{panel.name} · %{{y}}<br><b>%{{text}}</b><extra></extra>",
            )
        )
        fig.update_layout(
            {
                f"xaxis{place + 1}": {
                    "range": [min(axes.low, 0.0), axes.high * (1 + 2 * ROOM) or 1.0],
                    "showticklabels": False,
                },
                f"yaxis{place + 1}": {"autorange": "reversed", "showgrid": False},
            }
        )
    return fig


def _grid(panels: Sequence[Drawn], plot: int, language: Language, palette: Palette) -> go.Figure:
    """Return the empty panels with their names above them."""
    rows = max(1, ceil(len(panels) / COLUMNS))
    columns = min(COLUMNS, max(1, len(panels)))
    height = rows * (plot + GAP_Y) + 24
    fig = figure(palette, height, margin={"l": 8, "r": 12, "t": 4, "b": 20})
    inner = height - 24
    wide = (1 - GAP_X * (columns - 1)) / columns
    for place, panel in enumerate(panels):
        row, column = divmod(place, COLUMNS)
        top = 1 - (row * (plot + GAP_Y) + GAP_Y - 12) / inner
        left = column * (wide + GAP_X)
        x, y = _anchors(place)
        fig.update_layout(
            {
                f"xaxis{place + 1}": axis(palette, domain=[left, left + wide], anchor=y),
                f"yaxis{place + 1}": axis(
                    palette, domain=[max(0.0, top - plot / inner), top], anchor=x
                ),
            }
        )
        note = f"  <span style='color:{palette.muted}'>{panel.note}</span>" if panel.note else ""
        fig.add_annotation(
            x=left,
            y=top,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            yshift=8,
            text=f"<b>{CHOSEN if panel.chosen else ''}{panel.name}</b>{note}",
            showarrow=False,
            font={"size": 14, "color": palette.accent if panel.chosen else palette.ink},
        )
        if not panel.rows["value"].notna().any():
            fig.add_annotation(
                x=left + wide / 2,
                y=top - plot / inner / 2,
                xref="paper",
                yref="paper",
                text=message("compare.unknown", language),
                showarrow=False,
                font={"size": 13, "color": palette.muted},
            )
    return fig


def _anchors(place: int) -> tuple[str, str]:
    number = "" if place == 0 else str(place + 1)
    return f"x{number}", f"y{number}"


def _at(place: int) -> dict[str, str]:
    x, y = _anchors(place)
    return {"xref": x, "yref": y}


def _draw_line(
    fig: go.Figure,
    rows: pd.DataFrame,
    indicator: Indicator,
    language: Language,
    *,
    anchors: tuple[str, str],
    colour: str,
    width: float,
) -> None:
    xs: list[int | None] = []
    ys: list[float | None] = []
    for part in same_method(rows, indicator) if len(rows) else []:
        for stretch in without_gaps(part, indicator):
            xs += [*(int(format_year(int(year), language)) for year in stretch["year"]), None]
            ys += [*(float(value) for value in stretch["value"]), None]
    fig.add_trace(
        go.Scatter(
            x=xs,
            y=ys,
            mode="lines",
            xaxis=anchors[0],
            yaxis=anchors[1],
            line={"color": colour, "width": width},
            hoverinfo="skip",
        )
    )


def _draw_points(
    fig: go.Figure,
    panel: Drawn,
    axes: Axes,
    language: Language,
    palette: Palette,
    *,
    anchors: tuple[str, str],
) -> None:
    """Mark the years known and write the last value behind the line."""
    known = panel.rows[panel.rows["value"].notna()]
    if known.empty:
        return
    years = [int(format_year(int(year), language)) for year in known["year"]]
    values = [float(value) for value in known["value"]]
    shown = [
        f"{value:,.1f}" if axes.indexed else format_value(value, panel.indicator, language)
        for value in values
    ]
    fig.add_trace(
        go.Scatter(
            x=years,
            y=values,
            mode="markers",
            name=panel.name,
            xaxis=anchors[0],
            yaxis=anchors[1],
            marker={"size": 8, "color": palette.accent},
            customdata=[panel.member] * len(values),
            text=shown,
            hovertemplate=f"{panel.name} %{{x}}<br><b>%{{text}}</b><extra></extra>",
        )
    )
    fig.add_annotation(
        x=years[-1],
        y=values[-1],
        xref=anchors[0],
        yref=anchors[1],
        text=f"<b>{_last(panel, axes, language)}</b>",
        showarrow=False,
        xanchor="left",
        yanchor="middle",
        xshift=6,
        font={"size": 13, "color": palette.accent},
    )


def _last(panel: Drawn, axes: Axes, language: Language) -> str:
    """Return the value at the end of a line as it is written; nothing where none is known."""
    known = panel.rows["value"].dropna()
    if known.empty:
        return ""
    value = float(known.iloc[-1])
    return f"{value:,.0f}" if axes.indexed else _short(value, panel.indicator, language)


def _room(letters: int) -> float:
    """Return how much longer than the years an axis must be for a value of so many letters."""
    part = (letters + 1) * LETTER / NARROWEST
    return part / (1 - min(part, 0.5))


def _breaks(panel: Drawn) -> list[int]:
    """Return the years from which another method or edition holds."""
    known = panel.rows[panel.rows["value"].notna()]
    parts = same_method(known, panel.indicator) if len(known) else []
    return [int(part["year"].iloc[0]) for part in parts[1:]]


def _short(value: float, indicator: Indicator, language: Language) -> str:
    """Return a value as it fits at the end of a bar: a percentage with its sign, else bare."""
    if pd.isna(value):
        return message("compare.unknown", language)
    if abs(value) >= MILLION:
        return format_amount(value, language)
    return f"{value:,.{indicator.decimals}f}{_sign(indicator)}"


def _sign(indicator: Indicator) -> str:
    return "%" if indicator.unit == "percent" else ""
