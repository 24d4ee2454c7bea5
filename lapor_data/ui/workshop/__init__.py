"""The page "Bengkel penghargaan": one module per part; only the chosen part is asked and drawn."""

from __future__ import annotations

import streamlit as st

from lapor_data.ui.awards import chosen_profile, say_if_narrowed
from lapor_data.ui.frame import View
from lapor_data.ui.selection import option
from lapor_data.ui.workshop import decisions, imagine, profiles, safety
from lapor_data.ui.workshop.desk import Desk, chosen_scope, tell

_PARTS = {
    "andaikan": ("Andaikan", imagine.draw),
    "kekokohan": ("Kekokohan", safety.draw),
    "profil": ("Profil", profiles.draw),
    "keputusan": ("Keputusan", decisions.draw),
}


def draw(view: View) -> None:
    """What is compared under which profile, then the chosen part."""
    with st.container(horizontal=True, vertical_alignment="center"):
        part = option("meja", {key: name for key, (name, _) in _PARTS.items()}, "Bagian")
        profile = chosen_profile()
        scope = chosen_scope()
    say_if_narrowed(view)
    tell()
    _PARTS[part][1](Desk(view, profile, scope))
