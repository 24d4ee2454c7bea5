"""Topik: what people complain about, and what rises."""

import streamlit as st

from lapor_data.ui.frame import open_page
from lapor_data.ui.panels import draw, draw_folded

view = open_page("topik")
if view:
    left, right = st.columns(2)
    with left:
        draw(view, "topik-peringkat")
    with right:
        draw(view, "topik-naik")
    draw(view, "topik-bulan")
    draw(view, "topik-wilayah")
    draw_folded(view, "topik-kata", "Kata yang naik di judul aduan")
