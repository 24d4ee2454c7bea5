"""Reminders to SKPD and letters to heads of government: ready texts; the program sends nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from lapor_data.domain.numbers import number
from lapor_data.domain.regions import place_name
from lapor_data.present.panels_worklist import office_name
from lapor_data.questions.backlog import GroupBacklog, by_agency, by_region
from lapor_data.questions.reminders import LINK_CHARACTERS, addressed, reminder
from lapor_data.questions.worklist import Worklist
from lapor_data.ui.frame import View
from lapor_data.ui.sign_in import fragment, while_allowed
from lapor_data.ui.worklist.answers import file_name, open_on

_TEXT_HEIGHT = 300


def draw(view: View, day: date) -> None:
    """Left the reminder to one SKPD, right the letter to the head of one government. Both speak of
    all that is open there: a topic or channel chosen on the page must not make the total smaller.
    """
    everything = view.filter.with_(agencies=(), classifications=(), channels=(), categories=())
    listed = open_on(replace(view, filter=everything), day)
    left, right = st.columns([5, 3])
    with left, st.container(border=True, height="stretch"):
        _reminder(view, listed)
    with right, st.container(border=True, height="stretch"):
        _letter(view, listed)


@fragment
def _reminder(view: View, listed: Worklist) -> None:
    st.subheader("Ingatkan SKPD", anchor=False)
    waiting = [replace(row, agency=addressed(row)[1]) for row in listed.shown]
    offices = [group for group in by_agency(waiting) if _pressing(group)]
    if not offices:
        st.caption("Tidak ada SKPD dengan aduan lewat batas atau jatuh tempo.")
        return
    index = st.selectbox(
        "SKPD",
        range(len(offices)),
        format_func=lambda place: _office(offices[place]),
        key=f"ingatkan|{listed.as_of}|{view.cache_name()}",
        label_visibility="collapsed",
    )
    office = offices[index or 0]
    message = reminder(
        office.place,
        office.agency,
        (row for row in waiting if (row.place, row.agency) == (office.place, office.agency)),
        listed.as_of,
        not_known=listed.left_out.get((office.place, office.agency), 0),
        is_sample=view.snapshot.is_sample,
    )
    if message is None:
        return
    st.code(message.text, language=None, wrap_lines=True, height=_TEXT_HEIGHT)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button("Buka di WhatsApp", message.whatsapp_link, icon=":material/chat:")
        st.link_button("Buka di surel", message.mail_link, icon=":material/mail:")
    st.caption(
        "Salin dengan tombol di sudut kotak. Program ini tidak mengirim apa pun; tautan membuka "
        "aplikasi Anda dengan teks terisi, dipotong pada "
        f"{number(LINK_CHARACTERS)} karakter bila panjang. Tanpa judul dan isi aduan."
    )


@fragment
def _letter(view: View, listed: Worklist) -> None:
    st.subheader("Surat eskalasi", anchor=False)
    places = [group for group in by_region(listed.shown) if group.backlog.overdue]
    if not places:
        st.caption("Tidak ada pemerintah daerah dengan aduan lewat batas.")
        return
    index = st.selectbox(
        "Pemerintah",
        range(len(places)),
        format_func=lambda place: _place(places[place]),
        key=f"surat|{listed.as_of}|{view.cache_name()}",
        label_visibility="collapsed",
    )
    place = places[index or 0].place
    rows = [row for row in listed.shown if row.place == place]

    def letter() -> bytes:
        # Only here: the Word library is needed by nobody else on this page.
        from lapor_data.export.letter import escalation_letter

        return escalation_letter(
            place,
            rows,
            listed.as_of,
            not_known=listed.not_known_in(place),
            is_sample=view.snapshot.is_sample,
        )

    st.download_button(
        "Surat eskalasi (DOCX)",
        while_allowed(letter),
        file_name=f"{file_name('surat-eskalasi', place, listed.as_of)}.docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        icon=":material/description:",
        on_click="ignore",
        key="surat-unduh",
    )
    st.caption(
        "Draf untuk kepala daerah: jumlah per SKPD dan aduan yang paling lama lewat batas. "
        "Periksa, beri nomor, dan tanda tangani sendiri."
    )


def _pressing(group: GroupBacklog) -> int:
    return group.backlog.overdue + group.backlog.due_soon


def _office(group: GroupBacklog) -> str:
    name = (
        office_name(group.place, group.agency)
        if group.agency
        else f"Admin LAPOR! {place_name(group.place)}"
    )
    return (
        f"{name} ({number(group.backlog.overdue)} lewat batas, "
        f"{number(group.backlog.due_soon)} jatuh tempo)"
    )


def _place(group: GroupBacklog) -> str:
    return f"{place_name(group.place)} ({number(group.backlog.overdue)} lewat batas)"
