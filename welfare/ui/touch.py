"""Charts that are touched: what a point stands for becomes the reader's choice."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.theme import CONFIG
from welfare.language.years import read_year
from welfare.ui.choice import choose

Point = dict[str, object]


def stands_for(point: Point) -> str:
    """Return the place of a point on a map, or else the first of what it carries."""
    carried = point.get("location") or point.get("customdata") or ""
    return str(carried[0]) if isinstance(carried, list) else str(carried)


def on_the_axis(point: Point) -> str:
    """Return where a point stands from left to right, as the axis writes it."""
    return str(point.get("x") or "")


def touchable(
    figure: go.Figure,
    key: str,
    alt: str,
    take: Callable[[str], None],
    of: Callable[[Point], str] = stands_for,
) -> None:
    """Draw a figure that tells ``alt``; ``take`` gets what a touched point is ``of``."""

    def touched() -> None:
        points = st.session_state[key].selection.points
        if points and (found := of(points[0])):
            take(found)

    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=CONFIG,
        alt=alt,
        on_select=touched,
        selection_mode="points",
    )


def take_province(code: str) -> None:
    """Choose a province; what is none changes nothing."""
    if code in catalogue().provinces:
        choose(province=code)


def take_age(group: str) -> None:
    """Choose a life-course group; what is none changes nothing."""
    if group in catalogue().life_courses:
        choose(age=group)


def take_year(shown: str) -> None:
    """Choose a year as an axis writes it; the first page of a list that goes with it."""
    if shown.isdigit():
        choose(year=read_year(shown), page=None)
