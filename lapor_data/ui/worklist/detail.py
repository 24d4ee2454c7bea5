"""One open complaint: what it waits for, its clock, and its history (`?aduan=7198907`)."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain.numbers import NO_VALUE, date_time, number, short_date
from lapor_data.present.panels_worklist import NO_AGENCY, known_age, state_words
from lapor_data.questions.worklist import OVERDUE, OpenComplaint, Worklist
from lapor_data.questions.worklist_history import Step, history
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe

NAME = "aduan"


def choose(tracking_id: int | None) -> None:
    """Open a complaint beside the list, or none. For callbacks."""
    if tracking_id is None:
        st.query_params.pop(NAME, None)
    else:
        st.query_params[NAME] = str(tracking_id)


def draw(view: View, listed: Worklist) -> None:
    """The complaint that the address names, if it is in the list."""
    asked = st.query_params.get(NAME)
    with st.container(border=True, gap="xsmall"):
        if not asked:
            st.caption("Pilih satu baris pada daftar untuk melihat jam dan riwayatnya.")
            return
        row = next((row for row in listed.shown if str(row.tracking_id) == asked), None)
        if row is None:
            st.caption(safe(f"Aduan {asked} tidak ada di daftar aduan terbuka untuk pilihan ini."))
            return
        _facts(row)
        st.markdown("**Riwayat**")
        st.markdown(_history(history(view.snapshot, row.tracking_id)))


def _facts(row: OpenComplaint) -> None:
    state = safe(state_words(row))
    st.markdown(f"**{row.tracking_id}** · {safe(row.title)}")
    st.markdown(f"{safe(row.agency or NO_AGENCY)} · {safe(row.place_name)}")
    st.markdown(
        f"Menunggu **{safe(row.step)}**: "
        f"{f':red[**{state}**]' if row.urgency == OVERDUE else f'**{state}**'}"
    )
    st.caption(safe(_clock(row)))
    st.caption(
        safe(
            f"{row.classification or 'Tanpa klasifikasi'} · topik: {row.category or NO_VALUE} · "
            f"{row.status or row.stage}"
        )
    )


def _clock(row: OpenComplaint) -> str:
    since = f"sejak {row.clock_reason} {short_date(row.clock_from)}"
    age = known_age(row)
    if age is None:
        return f"Jam {since}; awal jedanya tidak tercatat, jadi umurnya tidak diketahui."
    paused = f", {number(row.paused_wd)} HK dijeda tidak dihitung" if row.paused_wd else ""
    return f"Umur {number(age)} HK dari batas {number(row.limit_wd)} HK, {since}{paused}."


def _history(steps: tuple[Step, ...]) -> str:
    """One line per event, oldest first."""
    lines = []
    for step in steps:
        when = date_time(step.at) if step.has_time else short_date(step.at)
        who = f" · {safe(step.agency)}" if step.agency else ""
        lines.append(f"- :gray[{safe(when)}] · {safe(step.activity)}{who}")
    return "\n".join(lines)
