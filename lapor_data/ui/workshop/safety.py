"""The part "Kekokohan": which ranks hold under other weights and other complaints."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lapor_data.questions.robustness import SAMPLING_METHOD, SEED, WEIGHTS_METHOD
from lapor_data.ui.panels import draw as draw_panel
from lapor_data.ui.text import safe
from lapor_data.ui.workshop.desk import Desk

_SEED = "bengkel-benih"


def draw(desk: Desk) -> None:
    """Intervals of the scores, shares of the ranks, and how both were found."""
    seed = st.session_state.get(_SEED, SEED)
    option = replace(desk.bench, seed=int(SEED if seed is None else seed)).option()
    draw_panel(desk.view, "bengkel-selang", option)
    draw_panel(desk.view, "bengkel-bobot", option)
    with st.container(border=True, gap="xsmall"):
        st.subheader("Cara menghitung", anchor=False)
        for sentence in (SAMPLING_METHOD, WEIGHTS_METHOD):
            st.markdown(safe(sentence))
        st.number_input(
            "Benih undian",
            min_value=0,
            max_value=2**31 - 1,
            value=SEED,
            step=1,
            key=_SEED,
            persist_state="session",
            help="Benih yang sama pada data yang sama memberi hasil yang sama persis.",
            width=200,
        )
