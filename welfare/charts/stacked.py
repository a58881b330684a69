"""Money stacked: the budget by agency and system, the fund by year and kind of organisation."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.systems_named import system_name
from welfare.charts.theme import LEGEND_ABOVE, WHOLE, Palette, axis, figure
from welfare.language import format_amount, format_year, message


def budget_bars(
    budget: pd.DataFrame, language: Language, palette: Palette, chosen: str | None = None
) -> go.Figure:
    """Return a bar an agency, stacked by system; with ``chosen`` the other systems fade.

    ``budget`` has agency, system_id (null serves all systems), amount_thb. Bars are shares of the
    agency's own budget, since one agency is twelve times the next; baht stand at the end.
    """
    totals = budget.groupby("agency")["amount_thb"].sum().sort_values()
    names = [catalogue().proper_name(agency, language) for agency in totals.index]
    fig = figure(
        palette, 110 + 46 * len(totals), barmode="stack", margin={"l": 8, "r": 92, "t": 52, "b": 8}
    )
    for system_id in (*catalogue().systems, None):
        of_system = (
            budget[budget["system_id"].isna()]
            if system_id is None
            else budget[budget["system_id"] == system_id]
        )
        amounts = of_system.groupby("agency")["amount_thb"].sum().reindex(totals.index).fillna(0)
        if not amounts.any():
            continue
        name = system_name(system_id, language)
        shares = 100 * amounts / totals
        fig.add_trace(
            go.Bar(
                x=shares.round(2).tolist(),
                y=names,
                orientation="h",
                name=name,
                marker={"color": palette.system(system_id)},
                opacity=1 if chosen in (None, system_id) else 0.25,
                text=[f"{share:.0f}%" if share >= 8 else "" for share in shares],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={
                    "color": "#10151B" if palette.dark or system_id == "partnership" else "#FFFFFF",
                    "size": 13,
                },
                customdata=[format_amount(amount, language) for amount in amounts],
                hovertemplate=f"{name}<br><b>%{{customdata}}</b><extra></extra>",
            )
        )
    for name, total in zip(names, totals, strict=True):
        fig.add_annotation(
            x=100,
            y=name,
            text=format_amount(float(total), language),
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 13, "color": palette.ink},
        )
    fig.update_layout(
        showlegend=True,
        bargap=0.35,
        legend=LEGEND_ABOVE,
        xaxis=axis(palette, visible=False, range=[0, 100]),
        yaxis=axis(
            palette, showgrid=False, ticksuffix="  ", tickfont={"size": 13, "color": palette.ink}
        ),
    )
    return fig


def grants_bars(grants: pd.DataFrame, language: Language, palette: Palette) -> go.Figure:
    """Return the fund's baht by fiscal year, stacked by kind of organisation."""
    kinds = catalogue().organisation_kinds
    shades = dict(zip(kinds, (*GRANT_SHADES[palette.dark], palette.missing), strict=True))
    fig = figure(palette, 340, barmode="stack", margin={"l": 8, "r": 8, "t": 70, "b": 8})
    years = sorted(grants["fiscal_year"].unique())
    labels = [format_year(int(year), language) for year in years]
    for kind in kinds.values():
        rows = grants[grants["organisation_kind"] == kind.id].set_index("fiscal_year")
        amounts = rows["amount_thb"].reindex(years).fillna(0)
        projects = rows["projects"].reindex(years).fillna(0)
        fig.add_trace(
            go.Bar(
                x=labels,
                y=(amounts / 1e6).round(3).tolist(),
                name=kind.name(language),
                marker={"color": shades[kind.id]},
                selected=WHOLE,
                unselected=WHOLE,
                customdata=[
                    f"{format_amount(float(a), language)} · {int(p):,}"
                    for a, p in zip(amounts, projects, strict=True)
                ],
                hovertemplate=f"{kind.name(language)}<br>%{{x}}<br><b>%{{customdata}}</b><extra></extra>",
            )
        )
    unit = message("chart.million_baht", language)
    fig.update_layout(
        showlegend=True,
        bargap=0.3,
        legend=LEGEND_ABOVE,
        xaxis=axis(palette, showgrid=False, type="category"),
        yaxis=axis(
            palette, nticks=5, title={"text": unit, "font": {"size": 13, "color": palette.muted}}
        ),
    )
    return fig


GRANT_SHADES = {
    False: ("#F46A25", "#8F3A0C", "#F9B48F"),
    True: ("#FF9A5C", "#C2571B", "#FFD3B5"),
}
