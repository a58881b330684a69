"""The floor: a bare Streamlit page that draws the same figures from constants and does no more.

Run by the benchmark, which first writes the figures of every year to ``FLOOR_FIGURES``.
"""

import os
import pickle
from pathlib import Path

import streamlit as st


@st.cache_resource
def constants() -> dict[int, list[object]]:
    """Return the figures of each year, read once for all sessions."""
    found: dict[int, list[object]] = pickle.loads(  # noqa: S301 - written by the benchmark itself
        Path(os.environ["FLOOR_FIGURES"]).read_bytes()
    )
    return found


figures = constants()
year = int(st.query_params.get("year", max(figures)))
st.select_slider("year", sorted(figures), value=year)
for number, figure in enumerate(figures[year]):
    st.plotly_chart(figure, key=f"figure_{number}", theme=None)
