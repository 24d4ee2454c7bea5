"""The page "Data": import, history, quality, unknown names, quarantine; one module per tab."""

from __future__ import annotations

import streamlit as st

from lapor_data.ui.data_page import history, importing, quality, quarantine, unknown
from lapor_data.ui.frame import View

_TABS = {
    "Impor": importing.draw,
    "Riwayat": history.draw,
    "Kualitas": quality.draw,
    "Belum dikenal": unknown.draw,
    "Karantina": quarantine.draw,
}


def draw(view: View) -> None:
    """The five parts of the page; only the chosen one is asked and drawn."""
    chosen = st.segmented_control(
        "Bagian",
        list(_TABS),
        default="Impor",
        required=True,
        key="bagian",
        label_visibility="collapsed",
        bind="query-params",
    )
    _TABS[str(chosen or "Impor")](view)
