"""Panels: what a screen, a slide and a sheet show. Knows Plotly and pydeck, not Streamlit."""
