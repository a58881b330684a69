"""The five stages of life: who is covered by what, as shares of each stage."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.pyramid import SCHEME_ORDER, scheme_colours
from welfare.charts.theme import LEGEND_ABOVE, WHOLE, Palette, axis, figure
from welfare.language import format_amount, message

DARK_TEXT = "#10151B"
PALE_SCHEMES = frozenset({"status_problem", "other_rights", "not_registered"})


def life_course_bars(
    shares: pd.DataFrame, language: Language, palette: Palette, chosen: str | None = None
) -> go.Figure:
    """Return a stacked bar a group; with ``chosen`` the other groups fade.

    ``shares`` is as of :func:`welfare.charts.tables.life_course_shares`.
    """
    rows = shares.iloc[::-1]
    labels = [
        _label(str(row["life_course_id"]), row["persons"], language) for _, row in rows.iterrows()
    ]
    opacity = [1.0 if chosen in (None, group) else 0.3 for group in rows["life_course_id"]]
    colours = scheme_colours(palette)
    fig = figure(palette, 560, barmode="stack", margin={"l": 8, "r": 8, "t": 92, "b": 8})
    for programme_id in SCHEME_ORDER:
        if programme_id not in rows or not rows[programme_id].any():
            continue
        name = catalogue().programmes[programme_id].name(language)
        pale = palette.dark or programme_id in PALE_SCHEMES
        fig.add_trace(
            go.Bar(
                x=rows[programme_id].round(2).tolist(),
                y=labels,
                orientation="h",
                name=name,
                marker={"color": colours[programme_id], "opacity": opacity},
                text=[f"{share:.0f}%" if share >= 7 else "" for share in rows[programme_id]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 13, "color": DARK_TEXT if pale else "#FFFFFF"},
                customdata=rows["life_course_id"].tolist(),
                hovertemplate=f"{name}<br><b>%{{x:.1f}}%</b><extra></extra>",
                selected=WHOLE,
                unselected=WHOLE,
            )
        )
    fig.update_layout(
        showlegend=True,
        bargap=0.4,
        legend=LEGEND_ABOVE,
        xaxis=axis(palette, visible=False, range=[0, 100]),
        yaxis=axis(
            palette, showgrid=False, ticksuffix="  ", tickfont={"size": 14, "color": palette.ink}
        ),
    )
    return fig


def _label(group_id: str, persons: float, language: Language) -> str:
    """Return name, ages and people of a group on three lines."""
    group = catalogue().life_courses[group_id]
    ages = f"{group.first}+" if group.last is None else f"{group.first}-{group.last}"
    people = format_amount(persons, language, unit="persons")
    years = message("age.years", language)
    return f"<b>{group.name(language)}</b><br>{ages} {years}<br>{people}"
