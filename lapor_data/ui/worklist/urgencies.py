"""How much is open and how pressing it is: one sentence and three columns."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain.numbers import long_date, number
from lapor_data.domain.regions import place_name
from lapor_data.present.panels_worklist import group_name
from lapor_data.questions.backlog import GroupBacklog, backlog_of, by_agency, by_region
from lapor_data.questions.worklist import NOT_KNOWN, OVERDUE, PAUSED, URGENCIES, Urgency, Worklist
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe

_NAMED = 3


def draw_sentence(view: View, listed: Worklist) -> None:
    """What is open, of which time and region, and what had to be left out."""
    backlog = backlog_of(listed.rows)
    where = place_name(view.filter.place) if view.filter.place else "semua wilayah"
    words = (
        f"{number(backlog.total)} aduan terbuka per {long_date(listed.as_of)}, "
        f"{number(backlog.overdue)} di antaranya lewat batas."
    )
    notes = [f"Aduan sah, kapan pun diterima (periode di atas tidak membatasi); {where}"]
    if view.filter.extra_count:
        notes.append("saringan lain berlaku")
    if backlog.paused:
        notes.append(f"{number(backlog.paused)} dijeda karena menunggu pelapor")
    if listed.not_known:
        notes.append(f"{number(listed.not_known)} aduan lain {NOT_KNOWN}")
    with st.container(gap=None):
        st.subheader(words, anchor=False)
        st.caption(safe("; ".join(notes) + "."))


def draw_counts(view: View, listed: Worklist) -> None:
    """Three columns: past the limit, due within one working day, safe; and who has most."""
    backlog = backlog_of(listed.rows)
    one_place = view.filter.place is not None
    running = [urgency for urgency in URGENCIES if urgency != PAUSED]
    for column, urgency in zip(st.columns(len(running), gap="small"), running, strict=True):
        members = [row for row in listed.rows if row.urgency == urgency]
        groups = by_agency(members) if one_place else by_region(members)
        count = number(backlog.count(urgency))
        with column, st.container(border=True, height="stretch", gap=None):
            st.metric(
                URGENCIES[urgency],
                f":red[{count}]" if urgency == OVERDUE and members else count,
                help=_HELP[urgency],
            )
            st.caption(safe(_most(groups, urgency, one_place)))


_HELP: dict[Urgency, str] = {
    "lewat": "Hari kerja pada jamnya lebih dari batas langkah berikutnya.",
    "segera": "Batasnya hari ini atau satu hari kerja lagi.",
    "aman": "Masih dua hari kerja atau lebih sampai batasnya.",
}


def _most(groups: tuple[GroupBacklog, ...], urgency: Urgency, one_place: bool) -> str:
    ordered = sorted(groups, key=lambda group: -group.backlog.count(urgency))
    named = [
        f"{group_name(group, one_place)} {number(group.backlog.count(urgency))}"
        for group in ordered[:_NAMED]
    ]
    return f"Terbanyak: {' · '.join(named)}" if named else "Tidak ada"
