"""A budget as an icicle: unit, plan, project and system side by side, as high as their money.

It is drawn of bars: of these a touch can be told to the page, which Plotly's own icicle does not.
"""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from welfare.catalog import Language, catalogue
from welfare.charts.coverage_matrix import ink_on
from welfare.charts.lettering import fitted
from welfare.charts.systems_named import system_name
from welfare.charts.theme import WHOLE, Palette, axis, figure
from welfare.language import format_amount, message

HEIGHT, TOP = 680, 34
"""Pixels of the figure, and of the line of headings above it."""
LINE = 17
"""Pixels of a line of words."""
WIDTHS = (0.95, 1.1, 1.2, 0.75)
"""Widths of the four columns beside one another."""
INSET = 0.015
"""From a box's left to its words."""
LETTERS = 36
"""Letters that fit into a column of width 1 where the icicle is at its narrowest."""
HEADINGS = ("column.agency", "column.plan", "column.project", "column.system")


@dataclass(frozen=True)
class Box:
    """A box: its column, where it begins and how high it is in baht, what stands in it."""

    column: int
    start: float
    amount: float
    name: str
    within: str
    agency: str
    system: str | None
    mixed: bool


def icicle(
    lines: pd.DataFrame, language: Language, palette: Palette, system: str | None = None
) -> go.Figure:
    """Return the icicle of the lines of a budget, the largest unit first.

    Parameters
    ----------
    lines
        Columns agency, plan, project (may be null), system_id (null serves all), amount_thb.
    system
        System to keep in colour; the boxes of the others fade.

    Returns
    -------
    plotly.graph_objects.Figure
        A bar a box; the first of its ``customdata`` is the agency, which a page can narrow to.
    """
    boxes = boxes_of(lines, language)
    total = float(lines["amount_thb"].sum())
    fig = figure(palette, HEIGHT, margin={"l": 4, "r": 4, "t": TOP, "b": 4}, barmode="overlay")
    colours = [palette.outside if b.mixed else palette.system(b.system) for b in boxes]
    fig.add_trace(
        go.Bar(
            x=[_middle(box.column) for box in boxes],
            width=[WIDTHS[box.column] for box in boxes],
            base=[box.start for box in boxes],
            y=[box.amount for box in boxes],
            marker={
                "color": colours,
                "opacity": [1.0 if _strong(box, system) else 0.25 for box in boxes],
                "line": {
                    "color": [palette.missing if b.mixed else palette.surface for b in boxes],
                    "width": 1,
                },
            },
            customdata=[
                [
                    box.agency,
                    box.name,
                    box.within,
                    format_amount(box.amount, language, unit="thb"),
                    f"{100 * box.amount / total:.1f}%",
                ]
                for box in boxes
            ],
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[3]} · %{customdata[4]}"
            "<br>%{customdata[2]}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected=WHOLE,
        )
    )
    fig.add_trace(_words(boxes, [ink_on(colour, palette) for colour in colours], total, language))
    for column, heading in enumerate(HEADINGS):
        fig.add_annotation(
            x=_middle(column) - WIDTHS[column] / 2,
            y=1,
            yref="paper",
            text=f"<b>{message(heading, language)}</b>",
            xanchor="left",
            yanchor="bottom",
            yshift=4,
            showarrow=False,
            font={"size": 13, "color": palette.muted},
        )
    fig.update_layout(
        xaxis=axis(palette, visible=False, range=[0, sum(WIDTHS)]),
        yaxis=axis(palette, visible=False, range=[total, 0]),
        hoverlabel={"align": "left"},
        meta={"kind": "icicle"},
    )
    return fig


def boxes_of(lines: pd.DataFrame, language: Language) -> list[Box]:
    """Return the boxes of all four columns; those of each add up to the whole budget.

    ``mixed`` is a unit or plan whose money goes to more than one system.
    """
    rows = lines.assign(project=lines["project"].fillna(""), system=lines["system_id"].fillna(""))
    order = [*catalogue().systems, ""]
    keys = ["agency", "plan", "project", "system"]
    for depth in range(1, 4):
        rows[f"of_{depth}"] = rows.groupby(keys[:depth])["amount_thb"].transform("sum")
    rows["place"] = rows["system"].map(order.index)
    rows = rows.sort_values(
        ["of_1", "agency", "of_2", "plan", "of_3", "project", "place"],
        ascending=[False, True, False, True, False, True, True],
    )
    found: list[Box] = []
    for column in range(4):
        start = 0.0
        grouped = rows.groupby(keys[: column + 1], sort=False)
        for path, part in grouped:
            amount = float(part["amount_thb"].sum())
            systems = part["system"].unique()
            names = [
                *(catalogue().proper_name(str(name), language) for name in path[:3]),
                *(system_name(str(name) or None, language) for name in path[3:]),
            ]
            if column >= 2 and not names[2]:
                names[2] = message("budget.no_project", language)
            found.append(
                Box(
                    column,
                    start,
                    amount,
                    names[-1],
                    " › ".join(names[:-1]),
                    str(path[0]),
                    str(systems[0]) or None,
                    mixed=column < 2 or len(systems) > 1,
                )
            )
            start += amount
    return found


def _middle(column: int) -> float:
    return sum(WIDTHS[:column]) + WIDTHS[column] / 2


def _strong(box: Box, system: str | None) -> bool:
    return system is None or box.mixed or box.system == system


def _words(boxes: list[Box], inks: list[str], total: float, language: Language) -> go.Scatter:
    """Return every box's name and baht where there is room for a line at least."""
    written = []
    for box, ink in zip(boxes, inks, strict=True):
        room = int(((HEIGHT - TOP - 4) * box.amount / total - 1) // LINE)
        if room < 1:
            continue
        words = fitted(box.name, round(LETTERS * WIDTHS[box.column]), max(1, room - 1))
        if room > len(words):
            words.append(f"<b>{format_amount(box.amount, language)}</b>")
        written.append((box, "<br>".join(words), ink))
    return go.Scatter(
        x=[_middle(box.column) - WIDTHS[box.column] / 2 + INSET for box, _, _ in written],
        y=[box.start + box.amount / 2 for box, _, _ in written],
        mode="text",
        text=[words for _, words, _ in written],
        textposition="middle right",
        textfont={"size": 13, "color": [ink for _, _, ink in written]},
        customdata=[[box.agency] for box, _, _ in written],
        hoverinfo="skip",
    )
