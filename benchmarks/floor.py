"""The floor: a bare Streamlit page that draws the same figures from constants and does no more.

Run by the benchmark, which first writes what each page draws in each state to ``FLOOR_FIGURES``:
figures, and data of the view of the years by its key, beside the definitions of its two components.
"""

import os
import pickle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st


@st.cache_resource
def constants() -> Any:
    """Return what each page draws in each state, read once for all sessions."""
    return pickle.loads(  # noqa: S301 - written by the benchmark itself
        Path(os.environ["FLOOR_FIGURES"]).read_bytes()
    )


@st.cache_resource
def components() -> list[Any]:
    """Return the components of the view of the years, defined once."""
    return [
        st.components.v2.component(name, **parts, isolate_styles=False)
        for name, parts in constants()["components"].items()
    ]


asked = st.query_params.to_dict()
states = constants()["pages"][asked.pop("page")]
state = urlencode(asked)
st.selectbox("state", list(states), index=list(states).index(state))
figures, parts = states[state]
view, tell = components()
for key, data in parts.items():
    if data is None:
        view(key=key)
    else:
        tell(key=key, data=data)
for number, figure in enumerate(figures):
    st.plotly_chart(figure, key=f"figure_{number}", theme=None)
