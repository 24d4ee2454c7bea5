"""The page "Tindak lanjut": the day, the counts by urgency, the list with one row open, reminders
and letters, and who has how much; one module per part."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain.numbers import long_date
from lapor_data.ui.frame import View
from lapor_data.ui.panels import draw as draw_panel
from lapor_data.ui.worklist import as_of, listing, messages, urgencies
from lapor_data.ui.worklist.answers import open_on


def draw(view: View) -> None:
    """All parts of the page, for one day."""
    head = st.container(horizontal=True, vertical_alignment="center")
    day = as_of.choose(view, head)
    listed = open_on(view, day)
    with head:
        urgencies.draw_sentence(view, listed)
    if not listed.rows:
        st.info(f"Tidak ada aduan terbuka per {long_date(day)}.", icon=":material/task_alt:")
        return
    urgencies.draw_counts(view, listed)
    listing.draw(view, listed)
    messages.draw(view, day)
    left, right = st.columns(2)
    with left:
        draw_panel(view, "tindak-lanjut-wilayah", day.isoformat())
    with right:
        draw_panel(view, "tindak-lanjut-umur", day.isoformat())
