"""A bare Streamlit page with one line: what a first view costs before anything of ours."""

import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Scatter(x=[2000, 2005, 2011], y=[3, 2, 1])))
st.container(key="footer").write("drawn")
