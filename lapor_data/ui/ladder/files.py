"""All records in one list: open one, make a new one, take them out and in as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.domain.record_files import RecordFile, read_records, records_csv
from lapor_data.domain.records import Record
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.ladder.record import open_record
from lapor_data.ui.text import safe, table

_SHOWN_PROBLEMS = 20


def draw(view: View, records: Sequence[Record]) -> None:
    """The part "Semua catatan"."""
    with st.container(border=True):
        _choose(view, records)
        rows = [(r.when, r.kind_name, r.title, r.place_name, r.source_line) for r in records]
        st.markdown(table(("Waktu", "Jenis", "Judul", "Wilayah", "Sumber"), rows))
    with st.container(border=True):
        st.subheader("Unggah catatan (CSV)", anchor=False)
        st.caption(
            "Unduh dahulu, ubah di lembar kerja, lalu unggah lagi. Baris dengan Kunci mengubah "
            "catatan itu, baris tanpa Kunci menambah catatan baru; yang tidak ada di berkas tetap."
        )
        _upload(records)


def _choose(view: View, records: Sequence[Record]) -> None:
    by_key = {record.key: record for record in records}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        key = st.selectbox(
            "Catatan",
            list(by_key),
            index=None,
            format_func=lambda k: f"{by_key[k].title} ({by_key[k].when})",
            placeholder="Pilih catatan",
            key="catatan-pilih",
            label_visibility="collapsed",
            width=420,
        )
        if st.button("Buka", icon=":material/open_in_full:", disabled=key is None) and key:
            open_record(view, by_key[key])
        if st.button("Catatan baru", icon=":material/add:", type="primary"):
            open_record(view, None)
        st.download_button(
            "Unduh semua (CSV)",
            lambda: records_csv(records),
            file_name=f"lapor-catatan_{date.today():%Y-%m-%d}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _upload(records: Sequence[Record]) -> None:
    upload = st.file_uploader("Berkas CSV", type=["csv"], key="catatan-berkas")
    if upload is None:
        return
    try:
        found = read_records(upload.getvalue())
    except LaporError as error:
        st.error(safe(error), icon=":material/error:")
        return
    if found.problems:
        _problems(found)
        return
    known = {record.key: record for record in records}
    new = [record for record in found.records if record.key not in known]
    changed = [r for r in found.records if r.key in known and known[r.key] != r]
    same = len(found.records) - len(new) - len(changed)
    st.markdown(
        safe(
            f"{numbers.number(len(new))} baru, {numbers.number(len(changed))} berubah, "
            f"{numbers.number(same)} sama."
        )
    )
    if not new and not changed:
        return
    rows = [("baru", r.when, r.kind_name, r.title) for r in new]
    rows += [("berubah", r.when, r.kind_name, r.title) for r in changed]
    st.markdown(table(("Apa", "Waktu", "Jenis", "Judul"), rows))
    label = f"Simpan {numbers.number(len(rows))} catatan"
    if st.button(label, type="primary", icon=":material/save:"):
        try:
            data.records().save_all([*new, *changed], now=datetime.now())
        except LaporError as error:
            st.error(safe(error))
            return
        st.rerun()


def _problems(found: RecordFile) -> None:
    count = len(found.problems)
    st.error(
        f"{numbers.number(count)} hal perlu diperbaiki di berkas; belum ada yang disimpan.",
        icon=":material/error:",
    )
    rows = [(str(p.row), p.head, p.message) for p in found.problems[:_SHOWN_PROBLEMS]]
    st.markdown(table(("Baris", "Kolom", "Yang perlu diperbaiki"), rows, (True, False, False)))
    if count > _SHOWN_PROBLEMS:
        st.caption(f"dan {numbers.number(count - _SHOWN_PROBLEMS)} lainnya")
