"""Charts that are touched: what a point stands for becomes the reader's choice."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from welfare.catalog import catalogue
from welfare.charts.theme import CONFIG
from welfare.ui.choice import choose


def touchable(figure: go.Figure, key: str, alt: str, take: Callable[[str], None]) -> None:
    """Draw a figure that tells ``alt``; ``take`` gets what a touched point stands for.

    That is its place on a map, or else the first of what it carries.
    """

    def touched() -> None:
        points = st.session_state[key].selection.points
        if points and (found := _stands_for(points[0])):
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


def _stands_for(point: dict[str, object]) -> str:
    carried = point.get("location") or point.get("customdata") or ""
    return str(carried[0]) if isinstance(carried, list) else str(carried)


def take_province(code: str) -> None:
    """Choose a province; what is none changes nothing."""
    if code in catalogue().provinces:
        choose(province=code)
