"""The only floor that knows Streamlit: frame, filter bar, panels, cache."""
