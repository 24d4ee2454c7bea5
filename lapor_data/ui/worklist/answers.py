"""The work list of a day, asked once per version, filter and day; the names of its files."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.questions.worklist import Worklist
from lapor_data.ui.data import filter_key
from lapor_data.ui.frame import View


# Rows, so under a key that says whose. As a resource: it is frozen, and unpickling thousands of
# rows costs more than asking for them.
@st.cache_resource(show_spinner=False, max_entries=16)
def _worklist(_briefing: Briefing, version: str, chosen: str, day: date) -> Worklist:
    return _briefing.worklist(day)


def open_on(view: View, day: date) -> Worklist:
    """What was open at the end of `day` within the filter (its period aside)."""
    return _worklist(view.briefing, view.snapshot.rows_key, filter_key(view.filter), day)


def file_name(what: str, place: str | None, day: date) -> str:
    """A file name that says what it holds: "lapor-surat-eskalasi_banjarbaru_2023-08-01"."""
    where = place_name(place, short=True) if place else "semua-wilayah"
    return f"lapor-{what}_{where}_{day}".lower().replace(" ", "-")
