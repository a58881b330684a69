"""Values over years: gaps are gaps, and a change of method or of edition breaks the line."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import COUNTRY, Indicator, Language, catalogue
from welfare.charts.theme import LEGEND_ABOVE, Palette, axis, figure, transparent
from welfare.language import format_amount, format_value, format_year, message
from welfare.language.numbers import MILLION
from welfare.metrics.series import same_method, without_gaps

RIGHT = 58
"""Pixels kept free at the right for the values at the ends of lines."""
LABEL_HEIGHT = 16
"""Pixels that a value at the end of a line takes."""


@dataclass(frozen=True)
class Line:
    """One line: its name as written beside its end, its rows (year, value, vintage_id), colour."""

    name: str
    rows: pd.DataFrame
    colour: str
    indicator: Indicator


def national_lines(
    lines: Sequence[Line],
    language: Language,
    palette: Palette,
    *,
    filled: bool = False,
    height: int = 340,
) -> go.Figure:
    """Return lines of national series with their ends labelled and their breaks drawn.

    Two known values with an unknown one between them are joined by a dotted line only.
    """
    fig = figure(palette, height, margin={"l": 8, "r": RIGHT, "t": 52, "b": 8})
    for line in lines:
        rows = line.rows
        known = rows[rows["value"].notna()]
        years = _years(known["year"], language)
        for part in same_method(known, line.indicator):
            if len(known) < len(rows):
                dotted = _years(part["year"], language)
                fig.add_trace(_stroke(dotted, part["value"], line, dash="dot", width=1.5))
        for part in _unbroken(rows, line.indicator):
            fig.add_trace(
                _stroke(
                    _years(part["year"], language),
                    part["value"],
                    line,
                    width=2.5,
                    fill="tozeroy" if filled else None,
                )
            )
        fig.add_trace(_marks(known, years, line, language))
        _draw_breaks(fig, line, language, palette)
    _label_ends(fig, lines, language)
    if len(lines) == 1:
        _label_start(fig, lines[0], language)
    _finish(fig, pd.concat([line.rows["year"] for line in lines]), language, palette)
    fig.update_yaxes(rangemode="tozero" if filled else "normal")
    return fig


def province_lines(
    series: pd.DataFrame,
    indicator: Indicator,
    language: Language,
    palette: Palette,
    *,
    chosen: str | None = None,
    height: int = 320,
) -> go.Figure:
    """Return a faint line a province; the nation, the chosen one and its region strong.

    ``series`` has year, area_id, area_kind, vintage_id, value; a new edition breaks every line.
    """
    fig = figure(palette, height, margin={"l": 8, "r": RIGHT, "t": 52, "b": 8})
    faint = series[series["area_kind"] == "province"]
    fig.add_trace(_faint(faint, indicator, language, palette))
    strong = [(COUNTRY, palette.accent, message("provinces.country", language))]
    if chosen:
        region = catalogue().region_around(chosen)
        if region:
            strong.append((region, palette.second, catalogue().area_name(region, language)))
        strong.append((chosen, palette.highlight, catalogue().area_name(chosen, language)))
    named: list[Line] = []
    for area, colour, name in strong:
        rows = series[series["area_id"] == area]
        summed = area not in catalogue().provinces and catalogue().units[indicator.unit].additive
        if rows["value"].notna().any() and not summed:
            line = Line(name, rows, colour, indicator)
            for part in _unbroken(rows, indicator):
                fig.add_trace(
                    _stroke(_years(part["year"], language), part["value"], line, width=2.5)
                )
            known = rows[rows["value"].notna()]
            fig.add_trace(_marks(known, _years(known["year"], language), line, language))
            named.append(line)
    _label_ends(fig, named, language)
    _draw_editions(fig, series, language, palette)
    _finish(fig, series["year"], language, palette)
    fig.update_yaxes(rangemode="tozero")
    return fig


def _finish(fig: go.Figure, years: pd.Series, language: Language, palette: Palette) -> None:
    """Set the axes and the legend; years span the plot, the values at the ends the margin."""
    first, last = _years(pd.Series([years.min(), years.max()]), language)
    fig.update_layout(
        showlegend=True,
        legend=LEGEND_ABOVE | {"y": 1.09},
        xaxis=axis(
            palette, showgrid=False, tickformat="d", nticks=7, range=[first - 0.6, last + 0.4]
        ),
        yaxis=axis(palette, nticks=5),
    )


def sparkline(rows: pd.DataFrame, palette: Palette, colour: str, language: Language) -> go.Figure:
    """Return a line of ``rows`` (year, value) with only its first and last year written."""
    fig = figure(palette, 64, margin={"l": 4, "r": 8, "t": 6, "b": 18})
    years = _years(rows["year"], language)
    fig.add_trace(
        go.Scatter(
            x=years,
            y=rows["value"].tolist(),
            mode="lines+markers" if len(rows) < 6 else "lines",
            line={"color": colour, "width": 2},
            marker={"size": 5},
            hoverinfo="skip",
        )
    )
    ends = [years[0], years[-1]] if len(years) > 1 else years
    fig.update_layout(
        xaxis=axis(
            palette,
            showgrid=False,
            tickvals=ends,
            ticktext=[str(year) for year in ends],
            range=[years[0] - 0.6, years[-1] + 0.6],
        ),
        yaxis=axis(palette, visible=False, rangemode="tozero"),
    )
    return fig


def _years(years: pd.Series, language: Language) -> list[int]:
    return [int(format_year(int(year), language)) for year in years]


def _stroke(
    years: Sequence[int],
    values: pd.Series,
    line: Line,
    *,
    width: float,
    dash: str | None = None,
    fill: str | None = None,
) -> go.Scatter:
    return go.Scatter(
        x=list(years),
        y=values.tolist(),
        mode="lines",
        showlegend=False,
        line={"color": line.colour, "width": width, "dash": dash},
        fill=fill,
        fillcolor=transparent(line.colour) if fill else None,
        hoverinfo="skip",
    )


def _marks(known: pd.DataFrame, years: Sequence[int], line: Line, language: Language) -> go.Scatter:
    return go.Scatter(
        x=list(years),
        y=known["value"].tolist(),
        mode="markers",
        name=line.name,
        showlegend=bool(line.name),
        marker={"size": 7, "color": line.colour},
        text=[format_value(value, line.indicator, language) for value in known["value"]],
        hovertemplate=f"{line.name} %{{x}}<br><b>%{{text}}</b><extra></extra>",
    )


def _label_ends(fig: go.Figure, lines: Sequence[Line], language: Language) -> None:
    """Write each line's last value behind it, apart from one another where they end close by."""
    known = [(line, line.rows[line.rows["value"].notna()]) for line in lines]
    ends = [(line, rows.iloc[-1]) for line, rows in known if not rows.empty]
    drawn = pd.concat([line.rows["value"] for line in lines]) if lines else pd.Series(dtype=float)
    reach = float(drawn.max() - min(0.0, float(drawn.min()))) if lines else 0.0
    per_unit = (fig.layout.height - 80) / reach if reach else 0.0
    below = float("-inf")
    for line, row in sorted(ends, key=lambda end: float(end[1]["value"])):
        place = float(row["value"]) * per_unit
        up = max(0.0, below + LABEL_HEIGHT - place)
        below = place + up
        _write(fig, row, line, language, {"yanchor": "middle", "xshift": 8, "yshift": up})


def _label_start(fig: go.Figure, line: Line, language: Language) -> None:
    """Write a line's first value above its beginning."""
    known = line.rows[line.rows["value"].notna()]
    if len(known) > 1:
        _write(fig, known.iloc[0], line, language, {"yanchor": "bottom", "yshift": 6})


def _write(
    fig: go.Figure, row: pd.Series, line: Line, language: Language, place: dict[str, object]
) -> None:
    fig.add_annotation(
        x=int(format_year(int(row["year"]), language)),
        y=float(row["value"]),
        text=f"<b>{_short(float(row['value']), line.indicator, language)}</b>",
        showarrow=False,
        xanchor="left",
        font={"size": 13, "color": line.colour},
        **place,
    )


def _short(value: float, indicator: Indicator, language: Language) -> str:
    """Return a value as it fits at the end of a line: a percentage with its sign, else bare."""
    if abs(value) >= MILLION:
        return format_amount(value, language)
    sign = "%" if indicator.unit == "percent" else ""
    return f"{value:,.{indicator.decimals}f}{sign}"


def _unbroken(rows: pd.DataFrame, indicator: Indicator) -> list[pd.DataFrame]:
    """Return the stretches in which neither value, year, method nor edition is interrupted."""
    return [
        stretch
        for part in same_method(rows, indicator)
        for stretch in without_gaps(part, indicator)
        if len(stretch) > 1
    ]


def _draw_breaks(fig: go.Figure, line: Line, language: Language, palette: Palette) -> None:
    for point in line.indicator.breaks:
        _mark_break(
            fig,
            float(format_year(point.year, language)) - 1,
            message("chart.break", language, reason=point.reason(language)),
            palette,
        )


def _draw_editions(
    fig: go.Figure, series: pd.DataFrame, language: Language, palette: Palette
) -> None:
    editions = series.dropna(subset=["vintage_id"]).drop_duplicates("year").sort_values("year")
    previous = editions.shift()
    for (_, row), (_, before) in zip(editions.iterrows(), previous.iterrows(), strict=True):
        if isinstance(before["vintage_id"], str) and row["vintage_id"] != before["vintage_id"]:
            middle = (row["year"] + before["year"]) / 2
            shift = int(format_year(0, language))
            _mark_break(
                fig,
                middle + shift,
                message("chart.vintage_break", language),
                palette,
            )


def _mark_break(fig: go.Figure, year: float, text: str, palette: Palette) -> None:
    fig.add_vline(x=year, line={"color": palette.muted, "width": 1, "dash": "dash"})
    fig.add_annotation(
        x=year,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=text,
        showarrow=False,
        font={"size": 12, "color": palette.muted},
    )


def _faint(
    faint: pd.DataFrame, indicator: Indicator, language: Language, palette: Palette
) -> go.Scatter:
    """Return all provinces as one trace: a null between provinces and editions lifts the pen."""
    xs: list[int | None] = []
    ys: list[float | None] = []
    for _, rows in faint.groupby(["area_id", faint["vintage_id"].fillna("")]):
        for stretch in without_gaps(rows, indicator):
            xs += [*_years(stretch["year"], language), None]
            ys += [*(round(float(value), 2) for value in stretch["value"]), None]
    return go.Scatter(
        x=xs,
        y=ys,
        mode="lines",
        showlegend=False,
        line={"color": palette.muted, "width": 0.8},
        opacity=0.3,
        hoverinfo="skip",
    )
