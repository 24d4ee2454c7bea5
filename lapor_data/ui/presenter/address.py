"""Whether slides are being shown, kept in the address so that a link opens them at once."""

from __future__ import annotations

import streamlit as st

ON, SLIDE = "tayang", "slide"
# In the session: the slides that were asked for are none, which the page "Paparan" says.
EMPTY = "lapor-paparan-kosong"


def is_on() -> bool:
    """Whether the address asks for the slides ("?tayang=ya")."""
    return st.query_params.get(ON) == "ya"


def start() -> None:
    """Show the slides from the next run on, from the first one. For callbacks."""
    st.query_params.pop(SLIDE, None)
    st.query_params[ON] = "ya"


def leave() -> None:
    """Back to preparing; the filter stays. For callbacks and for links that lead nowhere."""
    for name in (ON, SLIDE):
        if name in st.query_params:
            del st.query_params[name]
