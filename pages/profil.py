"""Profil: one kabupaten/kota or one SKPD among its peers."""

import streamlit as st

from lapor_data.ui.frame import open_page
from lapor_data.ui.panels import draw, draw_figures
from lapor_data.ui.profile import (
    draw_agencies,
    draw_choice,
    draw_head,
    draw_notices,
    page_link,
    trends,
)
from lapor_data.ui.selection import option

view = open_page("profil")
if view and not draw_choice(view):
    draw_head(view)
    draw_figures(view, "profil-angka")
    draw_notices(view)
    measure = option("tren", trends(), "Ukuran tren")
    left, right = st.columns(2)
    with left:
        draw(view, "profil-tren", measure)
    with right:
        draw(view, "profil-topik")
    draw_agencies(view)
    left, right = st.columns(2)
    with left:
        draw(view, "profil-tunggakan")
        page_link(view, "tindak-lanjut", "Buka daftar tindak lanjut")
    with right:
        draw(view, "profil-nilai")
        page_link(view, "bengkel", "Andaikan angka lain di bengkel penghargaan")
    draw(view, "profil-naik")
    draw(view, "profil-catatan")
    verb = "Ubah" if view.person.may_write else "Semua"
    page_link(view, "naik-tangga", f"{verb} catatan di Naik tangga")
