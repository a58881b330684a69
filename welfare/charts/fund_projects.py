"""A fund's projects by year and kind of organisation, and how large they are."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.stacked import GRANT_SHADES
from welfare.charts.theme import LEGEND_ABOVE, WHOLE, Palette, axis, figure
from welfare.language import format_amount, format_year, message

MARKS = ("circle", "square", "diamond", "x")
DASHES = ("solid", "dash", "dot", "dashdot")


def shades(palette: Palette) -> dict[str, str]:
    """Return the colour of every kind of organisation."""
    kinds = catalogue().organisation_kinds
    return dict(zip(kinds, (*GRANT_SHADES[palette.dark], palette.missing), strict=True))


def count_bars(rows: pd.DataFrame, language: Language, palette: Palette) -> go.Figure:
    """Return the projects by fiscal year, stacked by kind of organisation.

    ``rows`` has fiscal_year, organisation_kind and projects.
    """
    fig = figure(palette, 340, barmode="stack", margin={"l": 8, "r": 8, "t": 70, "b": 8})
    years = sorted(rows["fiscal_year"].unique())
    labels = [format_year(int(year), language) for year in years]
    colours = shades(palette)
    for kind in catalogue().organisation_kinds.values():
        own = rows[rows["organisation_kind"] == kind.id].set_index("fiscal_year")["projects"]
        if own.empty:
            continue
        name = kind.name(language)
        fig.add_trace(
            go.Bar(
                x=labels,
                y=own.reindex(years).fillna(0).astype(int).tolist(),
                name=name,
                marker={"color": colours[kind.id]},
                selected=WHOLE,
                unselected=WHOLE,
                hovertemplate=f"{name}<br>%{{x}}<br><b>%{{y:,}}</b><extra></extra>",
            )
        )
    unit = catalogue().units["projects"].name(language)
    fig.update_layout(
        showlegend=True,
        bargap=0.3,
        legend=LEGEND_ABOVE,
        xaxis=axis(palette, showgrid=False, type="category"),
        yaxis=axis(palette, nticks=5, tickformat=",", title=_title(unit, palette)),
    )
    return fig


def mean_lines(sizes: pd.DataFrame, language: Language, palette: Palette) -> go.Figure:
    """Return the average baht a project over the fiscal years, a line a kind of organisation.

    ``sizes`` has fiscal_year, organisation_kind, recorded and mean; a year without a project that
    records an amount breaks the line.
    """
    fig = figure(palette, 340, margin={"l": 8, "r": 16, "t": 70, "b": 8})
    years = sorted(sizes["fiscal_year"].unique())
    labels = [format_year(int(year), language) for year in years]
    colours = shades(palette) | {"unknown": palette.muted}
    for place, kind in enumerate(catalogue().organisation_kinds.values()):
        own = sizes[sizes["organisation_kind"] == kind.id].set_index("fiscal_year").reindex(years)
        if own["mean"].isna().all():
            continue
        name = kind.name(language)
        fig.add_trace(
            go.Scatter(
                x=labels,
                y=[None if pd.isna(mean) else float(mean) for mean in own["mean"]],
                name=name,
                mode="lines+markers",
                line={"color": colours[kind.id], "width": 2.5, "dash": DASHES[place]},
                marker={"size": 8, "symbol": MARKS[place]},
                customdata=[
                    ["", ""]
                    if pd.isna(mean)
                    else [
                        format_amount(float(mean), language, unit="thb"),
                        message("projects.of_recorded", language, count=f"{int(recorded):,}"),
                    ]
                    for mean, recorded in zip(own["mean"], own["recorded"], strict=True)
                ],
                hovertemplate=f"{name}<br>%{{x}}<br><b>%{{customdata[0]}}</b>"
                "<br>%{customdata[1]}<extra></extra>",
            )
        )
    unit = message("projects.baht_each", language)
    fig.update_layout(
        showlegend=True,
        legend=LEGEND_ABOVE,
        xaxis=axis(palette, showgrid=False, type="category"),
        yaxis=axis(
            palette, nticks=5, tickformat=",", rangemode="tozero", title=_title(unit, palette)
        ),
    )
    return fig


def size_bars(classes: pd.DataFrame, language: Language, palette: Palette) -> go.Figure:
    """Return how many projects are of each size, the smallest class first."""
    fig = figure(palette, 340, margin={"l": 8, "r": 8, "t": 24, "b": 8})
    fig.add_trace(
        go.Bar(
            x=class_names(classes, language),
            y=classes["projects"].tolist(),
            marker={"color": palette.accent},
            texttemplate="%{y:,}",
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    unit = catalogue().units["projects"].name(language)
    fig.update_layout(
        bargap=0.15,
        xaxis=axis(
            palette,
            showgrid=False,
            type="category",
            title=_title(catalogue().units["thb"].name(language), palette),
        ),
        yaxis=axis(palette, nticks=5, tickformat=",", title=_title(unit, palette)),
    )
    return fig


def class_names(classes: pd.DataFrame, language: Language) -> list[str]:
    """Return from where to below where each class of size reaches."""
    return [
        message("projects.from", language, low=f"{low:,.0f}")
        if pd.isna(high)
        else f"{low:,.0f}–{high - 1:,.0f}"
        for low, high in zip(classes["low"], classes["high"], strict=True)
    ]


def _title(words: str, palette: Palette) -> dict[str, object]:
    return {"text": words, "font": {"size": 13, "color": palette.muted}}
