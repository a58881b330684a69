"""Age pyramid: people by five-year band and sex, stacked by scheme, the nation as an outline."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.theme import LEGEND_ABOVE, Palette, axis, figure
from welfare.language import format_amount, message

SIDES = {"male": -1, "female": 1}
MIRRORED = {"kind": "pyramid"}
"""Tells who puts the figure into words that men are drawn to the left, as negative numbers."""
SCHEME_ORDER = (
    "universal_coverage",
    "social_security",
    "civil_servant_medical",
    "status_problem",
    "other_rights",
    "not_registered",
)
OLDEST = "85-89"
"""Bands above this one hold so few that they are drawn together."""


def scheme_colours(palette: Palette) -> dict[str, str]:
    """Return a colour a scheme: its system's, lighter for the second one of a system, or grey."""
    services, insurance = palette.system("services"), palette.system("insurance")
    return {
        "universal_coverage": services,
        "social_security": insurance,
        "civil_servant_medical": "#C98BB0" if not palette.dark else "#8C4A73",
        "status_problem": "#B9A16B",
        "other_rights": palette.missing,
        "not_registered": palette.highlight,
    }


def age_pyramid(
    people: pd.DataFrame,
    language: Language,
    palette: Palette,
    *,
    nation: pd.DataFrame | None = None,
    height: int = 560,
) -> go.Figure:
    """Return the pyramid of one area and year.

    Parameters
    ----------
    people
        Columns programme_id, age_band, sex, persons; unknown age or sex is not drawn.
    nation
        The same for the country, drawn as an outline with the area's number of people.
    """
    bands = drawn_bands()
    known = drawn_people(people)
    colours = scheme_colours(palette)
    fig = figure(palette, height, margin={"l": 8, "r": 8, "t": 64, "b": 8}, barmode="relative")
    labels = [band_label(band) for band in bands]
    for programme_id in SCHEME_ORDER:
        programme = catalogue().programmes[programme_id]
        for sex, side in SIDES.items():
            part = known[(known["programme_id"] == programme_id) & (known["sex"] == sex)]
            values = part.groupby("band")["persons"].sum().reindex(bands, fill_value=0.0)
            if not values.any():
                continue
            fig.add_trace(
                go.Bar(
                    y=labels,
                    x=(side * values).round(0).tolist(),
                    orientation="h",
                    name=programme.name(language),
                    legendgroup=programme_id,
                    showlegend=sex == "female",
                    marker={"color": colours[programme_id]},
                    text=[f"{value:,.0f}" for value in values],
                    textposition="none",
                    hovertemplate=(
                        f"{programme.name(language)}"
                        f"<br>{catalogue().code_name('sexes', sex, language)} %{{y}}"
                        f" {message('age.years', language)}<br><b>%{{text}}</b><extra></extra>"
                    ),
                )
            )
    if nation is not None:
        for sex in SIDES:
            fig.add_trace(_outline(drawn_people(nation), known, sex, language, palette))
    _finish(fig, known, language, palette)
    return fig


def not_drawn(people: pd.DataFrame) -> float:
    """Return how many people have no known age or no known sex."""
    return float(people["persons"].sum() - drawn_people(people)["persons"].sum())


def drawn_bands() -> list[str]:
    """Return the bands that a pyramid draws, youngest first; the last holds all older ones."""
    bands = list(catalogue().age_bands)
    return bands[: bands.index(OLDEST) + 2]


def band_label(band: str) -> str:
    """Return how a drawn band is written: the last is open."""
    first = catalogue().age_bands[catalogue().age_bands.index(OLDEST) + 1]
    return f"{first.partition('-')[0]}+" if band == first else band


def drawn_people(people: pd.DataFrame) -> pd.DataFrame:
    """Return the people of known age and sex with the ``band`` that they are drawn in."""
    bands = catalogue().age_bands
    open_band = bands[bands.index(OLDEST) + 1]
    oldest = set(bands[bands.index(open_band) :])
    known = people[people["age_band"].isin(bands) & people["sex"].isin(SIDES)]
    return known.assign(
        band=known["age_band"].map(lambda band: open_band if band in oldest else band)
    )


def _outline(
    nation: pd.DataFrame, known: pd.DataFrame, sex: str, language: Language, palette: Palette
) -> go.Scatter:
    """Return the nation's age structure for one sex, with as many people as the area has."""
    bands, side = drawn_bands(), SIDES[sex]
    scale = known["persons"].sum() / nation["persons"].sum()
    values = nation[nation["sex"] == sex].groupby("band")["persons"].sum().reindex(bands) * scale
    return go.Scatter(
        x=(side * values).round(0).tolist(),
        y=[band_label(band) for band in bands],
        mode="lines",
        line={"color": palette.ink, "width": 1.6, "shape": "vhv"},
        name=message("ages.nation_outline", language),
        legendgroup="nation",
        showlegend=sex == "female",
        hoverinfo="skip",
    )


def _finish(fig: go.Figure, known: pd.DataFrame, language: Language, palette: Palette) -> None:
    widest = known.groupby(["band", "sex"])["persons"].sum().max()
    step = _round_step(float(widest))
    ticks = [k * step for k in (-2, -1, 0, 1, 2)]
    fig.update_layout(
        bargap=0.12,
        meta=MIRRORED,
        showlegend=True,
        legend=LEGEND_ABOVE,
        xaxis=axis(
            palette,
            range=[-widest * 1.08, widest * 1.08],
            tickvals=ticks,
            ticktext=[format_amount(abs(tick), language) for tick in ticks],
        ),
        yaxis=axis(palette, showgrid=False, tickfont={"size": 12, "color": palette.muted}),
    )
    for sex, side in SIDES.items():
        fig.add_annotation(
            x=side * widest * 1.05,
            y=1,
            yref="paper",
            text=f"<b>{catalogue().code_name('sexes', sex, language)}</b>",
            showarrow=False,
            xanchor="right" if side > 0 else "left",
            yanchor="top",
            font={"size": 15, "color": palette.ink},
        )


def _round_step(widest: float) -> float:
    """Return a round number of which two fit into ``widest``."""
    step = 1.0
    while step * 20 <= widest:
        step *= 10
    return next(
        step * factor for factor in (10, 5, 2, 1) if 2 * step * factor <= widest or factor == 1
    )
