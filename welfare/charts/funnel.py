"""A funnel: what chance alone explains is wide for small provinces and narrow for large ones."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.scatter import Scale, name_marks
from welfare.charts.theme import Palette, axis, figure, transparent
from welfare.language import format_amount, format_value, message

HEIGHT = 480
MOST_NAMED = 16
FREE = 0.12


def funnel_plot(
    rows: pd.DataFrame,
    curves: tuple[pd.DataFrame, pd.DataFrame],
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    common: float,
) -> go.Figure:
    """Return a mark a province over the people behind its value, with the limits of chance.

    Parameters
    ----------
    rows
        area_id, value, people, passed (0 inside; above or below so many limits), those to be named
        first.
    curves
        Of the 95 and of the 99.8 per cent limits: people, low, high.
    common
        The rate that all provinces would have.
    """
    fig = figure(palette, HEIGHT, margin={"l": 8, "r": 14, "t": 14, "b": 8})
    for curve, dash in zip(curves, ("dot", "solid"), strict=True):
        for end in ("low", "high"):
            fig.add_trace(_limit(curve, end, dash, palette))
    for state, own in rows.groupby(rows["passed"].map(_state)):
        fig.add_trace(_marks(own, str(state), indicator, language, palette))
    people = Scale(*_ends(rows["people"].map(_log)), log=True)
    values = Scale(
        *_ends(pd.concat([rows["value"], *(c[e] for c in curves for e in ("low", "high"))])),
        log=False,
    )
    fig.add_shape(
        type="line",
        layer="below",
        xref="x domain",
        x0=0,
        x1=1,
        y0=common,
        y1=common,
        line={"color": palette.accent, "width": 1.4},
    )
    _name(fig, rows, (people, values), language, palette)
    unit = catalogue().units[indicator.unit].name(language)
    fig.update_layout(
        xaxis=axis(
            palette,
            type="log",
            range=list(people.range),
            dtick="D2",
            tickformat=",",
            title=_title(message("rug.funnel_people", language), palette),
        ),
        yaxis=axis(
            palette,
            range=list(values.range),
            nticks=6,
            title=_title(f"{indicator.title(language)} ({unit})", palette),
        ),
    )
    return fig


def _state(passed: int) -> str:
    return "above" if passed > 0 else "below" if passed < 0 else "inside"


def _log(value: float) -> float:
    return Scale(0, 1, log=True).place(value)


def _ends(values: "pd.Series[float]") -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    free = FREE * (high - low)
    return low - free, high + free


def _title(words: str, palette: Palette) -> dict[str, object]:
    return {"text": words, "font": {"size": 13, "color": palette.ink}, "standoff": 8}


def _limit(curve: pd.DataFrame, end: str, dash: str, palette: Palette) -> go.Scatter:
    return go.Scatter(
        x=curve["people"].tolist(),
        y=curve[end].round(4).tolist(),
        mode="lines",
        line={"color": palette.muted, "width": 1.3, "dash": dash},
        hoverinfo="skip",
    )


def _marks(
    own: pd.DataFrame, state: str, indicator: Indicator, language: Language, palette: Palette
) -> go.Scatter:
    symbol, colour, size = {
        "above": ("triangle-up", palette.highlight, 11),
        "below": ("triangle-down", palette.second, 11),
        "inside": ("circle", transparent(palette.muted), 8),
    }[state]
    words = message(f"rug.funnel.{state}", language)
    return go.Scatter(
        x=own["people"].tolist(),
        y=own["value"].tolist(),
        name=words,
        mode="markers",
        cliponaxis=False,
        marker={
            "symbol": symbol,
            "color": colour,
            "size": size,
            "line": {"width": 1, "color": palette.muted if state == "inside" else palette.surface},
        },
        text=[
            f"<b>{catalogue().provinces[code].name(language)}</b>"
            f"<br>{format_value(value, indicator, language)}"
            f"<br>{format_amount(people, language, unit='persons')}<br>{words}"
            for code, value, people in zip(own["area_id"], own["value"], own["people"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
    )


def _name(
    fig: go.Figure,
    rows: pd.DataFrame,
    scales: tuple[Scale, Scale],
    language: Language,
    palette: Palette,
) -> None:
    """Name the provinces outside the limits, the furthest first, where there is room."""
    places = {
        str(code): (scales[0].place(size), scales[1].place(value))
        for code, size, value in zip(rows["area_id"], rows["people"], rows["value"], strict=True)
    }
    outside = rows.loc[rows["passed"] != 0, "area_id"].head(MOST_NAMED)
    names = {str(code): catalogue().provinces[code].name(language) for code in outside}
    name_marks(fig, places, names, HEIGHT, palette)
