"""A province in many indicators: where it, its nation, region and peers lie among all provinces."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from welfare.catalog import Indicator, Language, catalogue
from welfare.charts.findings import shown_year
from welfare.charts.lettering import fitted
from welfare.charts.theme import LEGEND_ABOVE, Palette, axis, figure
from welfare.language import format_value, message

ROW = 68
LABEL = 50
"""Letters of a title that a telephone has room for."""
REACH = 3.0
"""Standard deviations at which the strip ends; what lies beyond is drawn at its end."""


@dataclass(frozen=True)
class Strip:
    """A row: values in the indicator's unit, and the scale on which they are placed.

    ``others`` are the values of all provinces known. ``sign`` is -1 where less is better, so that
    better lies right.
    """

    indicator: Indicator
    year: int
    value: float
    low: float | None
    high: float | None
    nation: float | None
    region: float | None
    peers: float | None
    mean: float
    spread: float
    sign: int
    others: tuple[float, ...]


MARKS = {
    "nation": ("line-ns", 22),
    "region": ("square-open", 11),
    "peers": ("triangle-up-open", 12),
    "value": ("circle", 14),
}
"""Symbols and sizes: who is compared is told by shape as well as colour."""


def profile_strip(
    strips: Sequence[Strip],
    names: tuple[str, str],
    language: Language,
    palette: Palette,
    *,
    ends: tuple[str, str],
) -> go.Figure:
    """Return a row an indicator with the province, the nation, the region and the peers' median.

    Parameters
    ----------
    strips
        The rows from top to bottom.
    names
        What the province and its region are called.
    ends
        What the left and the right end of the axis mean.
    """
    top = 84
    fig = figure(palette, top + 34 + ROW * len(strips), margin={"l": 8, "r": 8, "t": top, "b": 34})
    fig.add_trace(_all_provinces(strips, language, palette))
    called = {
        "nation": message("provinces.country", language),
        "region": names[1],
        "peers": message("profile.peers_median", language),
        "value": names[0],
    }
    colours = {
        "nation": palette.accent,
        "region": palette.second,
        "peers": palette.ink,
        "value": palette.highlight,
    }
    for which, (symbol, size) in MARKS.items():
        known = [(row, strip) for row, strip in enumerate(strips) if _of(strip, which) is not None]
        if known:
            fig.add_trace(
                go.Scatter(
                    x=[_place(strip, _of(strip, which)) for _, strip in known],
                    y=[row for row, _ in known],
                    mode="markers",
                    name=called[which],
                    cliponaxis=False,
                    marker={
                        "symbol": symbol,
                        "size": size,
                        "color": colours[which],
                        "line": {"width": 2, "color": colours[which]},
                    },
                    text=[_hover(strip, which, language) for _, strip in known],
                    hovertemplate=f"<b>{called[which]}</b><br>%{{text}}<extra></extra>",
                )
            )
    # Given at once: added one by one, each is checked against all.
    fig.update_layout(
        annotations=_words(strips, ends, language, palette),
        shapes=[_middle(palette), *_intervals(strips, palette)],
        showlegend=True,
        legend=LEGEND_ABOVE | {"y": 1, "yref": "paper", "itemsizing": "trace"},
        xaxis=axis(
            palette,
            range=[-REACH - 0.1, REACH + 0.1],
            tickvals=[-REACH, 0, REACH],
            showticklabels=False,
        ),
        yaxis=axis(
            palette,
            range=[len(strips) - 0.6, -0.95],
            showticklabels=False,
            tickvals=list(range(len(strips))),
        ),
    )
    return fig


def _all_provinces(strips: Sequence[Strip], language: Language, palette: Palette) -> go.Scatter:
    """Return a faint tick for every province in every row."""
    placed = [
        (row, _place(strip, value)) for row, strip in enumerate(strips) for value in strip.others
    ]
    return go.Scatter(
        x=[place for _, place in placed],
        y=[row for row, _ in placed],
        mode="markers",
        name=message("profile.all_provinces", language),
        cliponaxis=False,
        marker={
            "symbol": "line-ns",
            "size": 9,
            "opacity": 0.45,
            "line": {"width": 1, "color": palette.muted},
        },
        hoverinfo="skip",
    )


def _words(
    strips: Sequence[Strip], ends: tuple[str, str], language: Language, palette: Palette
) -> list[dict[str, object]]:
    """Return what stands under the axis and above each row."""
    middle = message("profile.axis_mean", language)
    below: list[dict[str, object]] = [
        {
            "x": x,
            "xref": "paper",
            "xanchor": side,
            "y": 0,
            "yref": "paper",
            "yanchor": "top",
            "text": text,
            "showarrow": False,
            "font": {"size": 13, "color": palette.muted},
        }
        for x, side, text in ((0, "left", ends[0]), (0.5, "center", middle), (1, "right", ends[1]))
    ]
    above: list[dict[str, object]] = [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": row,
            "yanchor": "bottom",
            "yshift": 10,
            "align": "left",
            "text": _label(strip, language),
            "showarrow": False,
            "font": {"size": 13, "color": palette.ink},
        }
        for row, strip in enumerate(strips)
    ]
    return below + above


def _middle(palette: Palette) -> dict[str, object]:
    line = {"color": palette.muted, "width": 1, "dash": "dot"}
    ends = {"x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _intervals(strips: Sequence[Strip], palette: Palette) -> list[dict[str, object]]:
    """Return a line for the interval of every value where it is known."""
    return [
        {
            "type": "line",
            "x0": _place(strip, strip.low),
            "x1": _place(strip, strip.high),
            "y0": row,
            "y1": row,
            "line": {"color": palette.highlight, "width": 4},
            "opacity": 0.5,
        }
        for row, strip in enumerate(strips)
        if strip.low is not None and strip.high is not None
    ]


def _of(strip: Strip, which: str) -> float | None:
    found: float | None = getattr(strip, which)
    return found


def _place(strip: Strip, value: float | None) -> float:
    """Return where a value lies, in standard deviations from the mean of the provinces."""
    score = strip.sign * ((value or 0.0) - strip.mean) / strip.spread
    return round(max(-REACH, min(REACH, score)), 3)


def _label(strip: Strip, language: Language) -> str:
    """Return the indicator, and below it the value and the year."""
    title = fitted(strip.indicator.title(language), LABEL, 1)[0]
    value = format_value(strip.value, strip.indicator, language, compact=True)
    year = shown_year(strip.year, strip.indicator, language)
    return f"{title}<br><b>{value}</b> · {year}"


def _hover(strip: Strip, which: str, language: Language) -> str:
    value = format_value(_of(strip, which), strip.indicator, language, compact=True)
    unit = catalogue().units[strip.indicator.unit]
    shown = value if unit.suffix(language) else f"{value} ({unit.name(language)})"
    return f"{strip.indicator.title(language)}<br>{shown}"
