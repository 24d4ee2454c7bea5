"""One record in a dialog: what it says, its source, the complaints it answers; edit and remove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.domain.records import EVALUATION, OBSTACLE, OUTCOME, PLAN, PROGRAMME, Record
from lapor_data.questions.record_outcomes import checked, named_complaints
from lapor_data.ui import data
from lapor_data.ui.frame import BY_SLUG, View
from lapor_data.ui.ladder import form
from lapor_data.ui.sign_in import ask_again
from lapor_data.ui.text import safe, table

ICONS = {
    EVALUATION: ":material/military_tech:",
    PROGRAMME: ":material/flag:",
    OUTCOME: ":material/task_alt:",
    OBSTACLE: ":material/warning:",
    PLAN: ":material/assignment:",
}
_MODE = "catatan-cara"
_DONE = "catatan-selesai"


def open_record(view: View, record: Record | None) -> None:
    """The dialog of a record; without one, a form for a new record."""
    st.session_state[_MODE] = "baca" if record else "ubah"

    @st.dialog(safe(record.title) if record else "Catatan baru", width="large")
    def body() -> None:
        ask_again()
        _body(view, record)

    body()


def open_records(view: View, title: str, records: Sequence[Record]) -> None:
    """One dialog for several records: their titles to choose from, the first one open."""
    st.session_state[_MODE] = "baca"
    by_key = {record.key: record for record in records}

    @st.dialog(f"Catatan {title}", width="large")
    def body() -> None:
        ask_again()
        key = st.selectbox(
            "Catatan",
            list(by_key),
            format_func=lambda k: f"{by_key[k].kind_name}: {by_key[k].title}",
            key=f"catatan-dari-{title}",
            on_change=_switch,
            args=("baca",),
            label_visibility="collapsed",
        )
        record = by_key[key or records[0].key]
        st.markdown(f"**{safe(record.title)}**")
        _body(view, record)

    body()


def say_what_was_done() -> None:
    """After a save, which closes the dialog: say so once."""
    message = st.session_state.pop(_DONE, None)
    if message:
        st.toast(message, icon=":material/check:")


def _body(view: View, record: Record | None) -> None:
    mode = st.session_state.get(_MODE, "baca") if view.person.may_write else "baca"
    if record is None or mode == "ubah":
        if form.draw(view, record):
            finish("Catatan tersimpan.")
    elif mode == "hapus":
        _remove(record)
    else:
        _read(view, record)


def check_line(view: View, record: Record) -> str:
    """What the figures say of the record's check, as Markdown; empty without a check."""
    found = checked(view.snapshot, record, view.briefing.data_date)
    if record.check is None:
        return ""
    if found is None:
        return safe(f"Pemeriksaan: {record.check.shown}; periodenya tidak dikenal.")
    wanted = f"{record.check.shown} pada {found.period.label}"
    if found.value is None:
        return safe(f"Pemeriksaan: {wanted}. Data belum cukup ({numbers.number(found.n)} aduan).")
    value = record.check.value_text(found.value)
    verdict = found.verdict
    until = f", sampai {numbers.long_date(view.briefing.data_date)}" if found.running else ""
    words = safe(f"Pemeriksaan: {wanted}. Data: {value} (n = {numbers.number(found.n)}{until}),")
    return f"{words} **{verdict}**."


def _read(view: View, record: Record) -> None:
    facts = [record.kind_name, record.when, record.place_name]
    st.markdown(f":gray[{safe(' · '.join(facts))}]")
    if record.figures:
        st.markdown(f"**{safe(record.figures)}**")
    for line in record.detail.splitlines():
        st.markdown(safe(line))
    plan = [
        f"{head}: {value}"
        for head, value in (
            ("Penanggung jawab", record.owner),
            ("Tenggat", numbers.long_date(record.due) if record.due else ""),
            ("Status", record.status),
        )
        if value
    ]
    if plan:
        st.markdown(safe(" · ".join(plan)))
    if line := check_line(view, record):
        st.markdown(line)
    st.markdown(f"Sumber: {safe(record.source_line or 'belum dicatat')}")
    with st.container(horizontal=True, gap="small"):
        if record.source_url:
            st.link_button("Buka sumber", record.source_url, icon=":material/open_in_new:")
        topic_link(view, record)
        if view.person.may_write:
            _edits()
    if record.tracking_ids:
        _complaints(view, record)


def _edits() -> None:
    st.button("Ubah", icon=":material/edit:", on_click=_switch, args=("ubah",))
    st.button("Hapus", icon=":material/delete:", on_click=_switch, args=("hapus",))


def topic_link(view: View, record: Record) -> None:
    """A link to the topic page with the record's topic, place and year as filter."""
    if not record.topic:
        return
    first, last = view.briefing.first_date.year, view.briefing.data_date.year
    since = record.since
    place = record.place or view.filter.place
    query: dict[str, str | list[str]] = {
        "periode": str(since.year)
        if since and first <= since.year <= last
        else view.filter.period.key,
        "topik": [record.topic],
    }
    if place:
        query["wilayah"] = place
    page = BY_SLUG["topik"]
    st.page_link(
        page.script, label=safe(f"Aduan {record.topic}"), icon=page.icon, query_params=query
    )


def _complaints(view: View, record: Record) -> None:
    found = named_complaints(view.snapshot, record)
    missing = len(record.tracking_ids) - len(found)
    st.markdown("**Aduan yang dijawab**")
    if found:
        rows = [
            (str(row.tracking_id), numbers.short_date(row.received_date), row.title, row.stage)
            for row in found
        ]
        st.markdown(table(("Tracking ID", "Masuk", "Judul", "Tahap"), rows))
    if missing:
        st.caption(f"{numbers.number(missing)} Tracking ID tidak ada dalam data yang dimuat.")


def _switch(mode: str) -> None:
    st.session_state[_MODE] = mode


def _remove(record: Record) -> None:
    st.markdown("Hapus catatan ini? Keadaan terakhirnya tetap ada di Riwayat perubahan.")
    with st.container(horizontal=True, gap="small"):
        wanted = st.button("Ya, hapus", type="primary", icon=":material/delete:")
        st.button("Batal", on_click=_switch, args=("baca",))
    if wanted:
        try:
            data.records().remove(record, now=datetime.now())
        except LaporError as error:
            st.error(safe(error))
        else:
            finish("Catatan dihapus.")


def finish(message: str) -> None:
    """Say what was done, on the page as it is after it."""
    st.session_state[_DONE] = message
    st.rerun()
