"""Kecepatan respons: how long people wait for the first follow-up."""

import streamlit as st

from lapor_data.ui.frame import open_page
from lapor_data.ui.panels import draw
from lapor_data.ui.selection import option

view = open_page("kecepatan")
if view:
    clock = option("hari", {"kerja": "Hari kerja", "kalender": "Hari kalender"}, "Satuan waktu")
    draw(view, "kecepatan-wilayah", clock)
    draw(view, "kecepatan-sebaran")
    left, right = st.columns(2)
    with left:
        draw(view, "kecepatan-bulan")
    with right:
        draw(view, "kecepatan-klasifikasi")
    draw(view, "kecepatan-skpd")
