"""Every edit of a record: when, what, and how it was before."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.store.records import RecordChange
from lapor_data.ui import data
from lapor_data.ui.text import safe, table

_PAGE = 50
_LONGEST = 60


def draw() -> None:
    """The part "Riwayat perubahan", newest first, 50 a page."""
    changes = data.records().changes()
    with st.container(border=True):
        st.subheader("Setiap perubahan tersimpan", anchor=False)
        if not changes:
            st.caption("Belum ada catatan yang diubah; yang tampil adalah catatan bawaan.")
            return
        pages = -(-len(changes) // _PAGE)
        page = min(st.session_state.get("perubahan-halaman", 1), pages)
        shown = changes[(page - 1) * _PAGE : page * _PAGE]
        st.markdown(
            table(
                ("Waktu", "Apa", "Jenis", "Judul", "Perubahan"),
                [
                    (
                        numbers.date_time(change.changed_at),
                        " oleh ".join(part for part in (change.what, change.changed_by) if part),
                        change.kind_name,
                        change.title,
                        _difference(change),
                    )
                    for change in shown
                ],
            )
        )
        st.caption(safe(f"{numbers.number(len(changes))} perubahan"))
        if pages > 1:
            st.pagination(pages, key="perubahan-halaman")


def _difference(change: RecordChange) -> str:
    if change.what != "diubah":
        return ""
    return "; ".join(
        f"{head}: {_cut(before)} → {_cut(after)}" for head, before, after in change.cells
    )


def _cut(text: str) -> str:
    if not text:
        return "(kosong)"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
