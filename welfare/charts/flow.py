"""A budget as it flows into the four systems, from its units or from the plans of one of them."""

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.lettering import fitted
from welfare.charts.systems_named import system_name
from welfare.charts.theme import Palette, figure
from welfare.language import format_amount

ROW = 46
"""Pixels kept for a giver, so that the words beside small ones stay apart."""
GAP = 22
"""Pixels between two nodes."""
LETTERS = 42
"""Letters of a giver's name on its one line."""
EDGE = 12
"""Pixels above and below."""
FADED, DRAWN = 0.14, 0.5
"""Opacity of the ribbons into the systems that are not, and that are, looked at."""


def flow(
    lines: pd.DataFrame,
    giver: str,
    language: Language,
    palette: Palette,
    system: str | None = None,
) -> go.Figure:
    """Return the ribbons from the givers, the largest first, into the systems.

    ``lines`` has the column ``giver`` (agency or plan), system_id (null serves all) and amount_thb.
    With ``system`` the ribbons into the others fade. Every baht is in one ribbon.
    """
    rows = lines.assign(system=lines["system_id"].fillna(""))
    ribbons = rows.groupby([giver, "system"])["amount_thb"].sum()
    givers = rows.groupby(giver)["amount_thb"].sum().sort_values(ascending=False)
    taken = rows.groupby("system")["amount_thb"].sum()
    systems = [name for name in (*catalogue().systems, "") if name in taken.index]
    names = [
        fitted(catalogue().proper_name(str(name), language), LETTERS, 1)[0] for name in givers.index
    ]
    names += [system_name(name or None, language) for name in systems]
    amounts = [*givers, *(taken[name] for name in systems)]
    colours = [palette.system(name or None) for name in systems]
    places = {name: place for place, name in enumerate([*givers.index, *systems])}
    height = 30 + ROW * max(len(givers), len(systems), 6)
    fig = figure(palette, height, margin={"l": 2, "r": 2, "t": EDGE, "b": EDGE})
    middles = _middles([givers.tolist(), [float(taken[n]) for n in systems]], height - 2 * EDGE)
    fig.add_trace(
        go.Sankey(
            arrangement="fixed",
            textfont={"size": 13, "color": palette.ink, "shadow": "none"},
            node={
                "label": [
                    f"{name} <b>{format_amount(float(amount), language)}</b>"
                    for name, amount in zip(names, amounts, strict=True)
                ],
                "color": [palette.muted] * len(givers) + colours,
                "x": [0.001] * len(givers) + [0.999] * len(systems),
                "y": [middle for column in middles for middle in column],
                "pad": GAP,
                "thickness": 12,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [places[name] for name, _ in ribbons.index],
                "target": [places[name] for _, name in ribbons.index],
                "value": ribbons.tolist(),
                "color": [
                    _faint(palette.system(name or None), DRAWN if system in {None, name} else FADED)
                    for _, name in ribbons.index
                ],
                "customdata": [
                    format_amount(float(amount), language, unit="thb") for amount in ribbons
                ],
                "hovertemplate": "%{source.label}<br>%{target.label}"
                "<br><b>%{customdata}</b><extra></extra>",
            },
        )
    )
    return fig


def _middles(columns: list[list[float]], height: float) -> list[list[float]]:
    """Return where the middle of every node lies, as a share of the height, in the order given.

    All columns are drawn to one scale: that at which the one with least room has its gaps.
    """
    total = sum(columns[0])
    scale = min((height - GAP * (len(amounts) - 1)) / total for amounts in columns)
    found = []
    for amounts in columns:
        gap = (height - scale * total) / max(1, len(amounts) - 1)
        start, middles = 0.0, []
        for amount in amounts:
            middles.append(min(0.999, max(0.001, (start + scale * amount / 2) / height)))
            start += scale * amount + gap
        found.append(middles)
    return found


def _faint(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
