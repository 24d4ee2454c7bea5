"""All records in one list: open one, make a new one, take them out and in as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.domain.record_files import RecordFile, read_records, records_csv
from lapor_data.domain.records import Record
from lapor_data.store.records import difference
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.ladder.record import finish, open_record
from lapor_data.ui.sign_in import while_allowed
from lapor_data.ui.text import safe, table

_SHOWN = 20
_PAGE = 50
_MOST_MEGABYTES = 5


def draw(view: View, records: Sequence[Record]) -> None:
    """The part "Semua catatan"."""
    with st.container(border=True):
        _choose(view, records)
        rows = [(r.when, r.kind_name, r.title, r.place_name, r.source_line) for r in records]
        listing = st.container()
        pages = max(1, -(-len(rows) // _PAGE))
        page = st.pagination(pages, key="catatan-halaman") if pages > 1 else 1
        shown = rows[(page - 1) * _PAGE : page * _PAGE]
        listing.markdown(table(("Waktu", "Jenis", "Judul", "Wilayah", "Sumber"), shown))
    if not view.person.may_write:
        return
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
        if view.person.may_write and st.button(
            "Catatan baru", icon=":material/add:", type="primary"
        ):
            open_record(view, None)
        st.download_button(
            "Unduh semua (CSV)",
            while_allowed(lambda: records_csv(records)),
            file_name=f"lapor-catatan_{date.today():%Y-%m-%d}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _upload(records: Sequence[Record]) -> None:
    upload = st.file_uploader(
        "Berkas CSV", type=["csv"], key="catatan-berkas", max_upload_size=_MOST_MEGABYTES
    )
    if upload is None:
        return
    # What was there when the file was looked at first: who changes it meanwhile is not overwritten.
    memory = f"catatan-lihat-{upload.file_id}"
    seen = st.session_state.setdefault(memory, tuple(records))
    known = {record.key: record for record in seen}
    try:
        found = read_records(upload.getvalue(), seen)
    except LaporError as error:
        st.error(safe(error), icon=":material/error:")
        return
    if found.problems:
        _problems(found)
        return
    changed = [record for record in found.records if known.get(record.key) != record]
    new = sum(record.key not in known for record in changed)
    st.markdown(
        safe(
            f"{numbers.number(new)} baru, {numbers.number(len(changed) - new)} berubah, "
            f"{numbers.number(len(found.records) - len(changed))} sama."
        )
    )
    if not changed:
        return
    _preview(changed, known)
    label = f"Simpan {numbers.number(len(changed))} catatan"
    if st.button(label, type="primary", icon=":material/save:"):
        try:
            data.records().save_all(changed, now=datetime.now(), seen=known)
        except LaporError as error:
            st.error(safe(error), icon=":material/error:")
            return
        del st.session_state[memory]
        finish(f"{numbers.number(len(changed))} catatan tersimpan.")


def _preview(changed: Sequence[Record], known: Mapping[str, Record]) -> None:
    """Each cell that would change, before and after."""
    rows = []
    for record in changed:
        old = known.get(record.key)
        if old is None:
            rows.append(("baru", record.title, record.kind_name, "", ""))
            continue
        rows += [
            ("berubah", old.title, head, before or numbers.NO_VALUE, after or numbers.NO_VALUE)
            for head, before, after in difference(old, record)
        ]
    heads = ("Apa", "Catatan", "Bagian", "Semula", "Menjadi")
    st.markdown(table(heads, rows[:_SHOWN]))
    if len(rows) > _SHOWN:
        st.caption(f"dan {numbers.number(len(rows) - _SHOWN)} perubahan lain")


def _problems(found: RecordFile) -> None:
    count = len(found.problems)
    st.error(
        f"{numbers.number(count)} hal perlu diperbaiki di berkas; belum ada yang disimpan.",
        icon=":material/error:",
    )
    rows = [(str(p.row), p.head, p.message) for p in found.problems[:_SHOWN]]
    st.markdown(table(("Baris", "Kolom", "Yang perlu diperbaiki"), rows, (True, False, False)))
    if count > _SHOWN:
        st.caption(f"dan {numbers.number(count - _SHOWN)} lainnya")
