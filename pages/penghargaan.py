"""Penghargaan: the award score of the 13, its parts and the ranks."""

import streamlit as st

from lapor_data.ui.awards import draw_choice, draw_podium, draw_reasons, say_if_narrowed
from lapor_data.ui.frame import open_page
from lapor_data.ui.panels import draw

view = open_page("penghargaan")
if view:
    profile = draw_choice(view)
    say_if_narrowed(view)
    draw_podium(view, "penghargaan-juara", profile)
    left, right = st.columns([3, 2])
    with left:
        draw(view, "penghargaan-skor", profile)
    with right:
        draw(view, "penghargaan-peringkat", profile)
    draw_reasons(view, "penghargaan-mengapa", profile)
