"""The page "Naik tangga": the years as steps, then one part below them; one module per part."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain.errors import LaporError
from lapor_data.domain.records import Record
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.ladder import changes, effects, files, lists, record, steps
from lapor_data.ui.selection import option
from lapor_data.ui.text import safe

_CHANGES = "perubahan"
_PARTS = {
    "program": "Program: sebelum dan sesudah",
    "hasil": "Hasil",
    "rencana": "Hambatan dan rencana",
    "catatan": "Semua catatan",
    _CHANGES: "Riwayat perubahan",
}


def draw(view: View) -> None:
    """The ladder and the chosen part; only that one is asked and drawn."""
    try:
        unreadable = data.records().unreadable()
    except LaporError as error:
        st.error(safe(error))
        return
    for sentence in unreadable:
        st.warning(safe(sentence), icon=":material/info:")
    records = view.briefing.records
    record.say_what_was_done()
    shown = tuple(entry for entry in records if _is_of(entry, view.filter.place))
    steps.draw(view, shown)
    parts = {key: name for key, name in _PARTS.items() if key != _CHANGES or _may_see(view)}
    part = option("lihat", parts, "Bagian")
    if part == "program":
        effects.draw(view)
    elif part == "hasil":
        lists.draw_outcomes(view, shown)
    elif part == "rencana":
        lists.draw_plans(view, shown)
    elif part == "catatan":
        files.draw(view, records)
    else:
        changes.draw()


def _may_see(view: View) -> bool:
    """Whether the history of changes is for whoever looks (the journal itself refuses others)."""
    return view.person.may_read_changes


def _is_of(entry: Record, place: str | None) -> bool:
    """Whether a record speaks of a place: its own, or of the whole province."""
    return place is None or entry.place in (None, place)
