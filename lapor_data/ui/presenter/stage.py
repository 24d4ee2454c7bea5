"""The slides on the whole screen: drawn all at once, then switched by the browser alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from lapor_data.present.palette import palette
from lapor_data.ui.frame import View
from lapor_data.ui.presenter import address, chosen
from lapor_data.ui.presenter.drawing import draw_slide
from lapor_data.ui.text import safe

_FILES = Path(__file__).parent
_DATA = "lapor-paparan-data"
# The element that lays the slides out, waits until all are drawn and switches them by key. Without
# a style root of its own: what it lays out are the page's own elements.
_FRAME = st.components.v2.component(
    "lapor_panggung",
    html=(_FILES / "stage.html").read_text(encoding="utf-8"),
    css=(_FILES / "stage.css").read_text(encoding="utf-8"),
    js=(_FILES / "stage.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(view: View) -> None:
    """All slides, on the data that the meeting began with: what is imported meanwhile changes no
    slide, also when the connection was lost for a moment."""
    view = replace(view, snapshot=st.session_state.setdefault(_DATA, view.snapshot))
    colours = palette(view.ground)
    with st.container(key="paparan-panggung", gap=None):
        # First, so that it covers the page while the slides are still being made.
        _FRAME(
            key="paparan-rangka",
            data={
                "ground": colours.ground,
                "ink": colours.ink,
                "secondary": colours.secondary,
                "line": colours.line,
                "accent": colours.accent,
                "gold": colours.gold,
                "broken": colours.broken,
            },
            on_leave_change=leave,
            height=1,
        )
        chosen.base(chosen.known_plans())
        shown = chosen.presentation(view, chosen.slides(), chosen.profile_option())
        for number, slide in enumerate(shown.slides, 1):
            draw_slide(view, slide, shown.cover, number, len(shown.slides))
        with st.container(key="paparan-akhir"):
            st.caption(safe("Semua slide siap."))
        if not shown.slides:
            st.session_state[address.EMPTY] = True
            leave()
            st.rerun()


def leave() -> None:
    """Back to preparing, however the stage was left: the next slides show the newest data."""
    st.session_state.pop(_DATA, None)
    address.leave()
