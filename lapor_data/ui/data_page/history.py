"""The history of imports, and undoing the last one."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.questions.quality import ImportedFile, import_history
from lapor_data.store.importing import undo_last_import
from lapor_data.ui import data
from lapor_data.ui.data_page import backups
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe, table

_SOURCES = {"layar": "dari layar", "perintah": "terjadwal", "contoh": "data contoh"}


def draw(view: View) -> None:
    """The tab "Riwayat"."""
    files = import_history(view.snapshot)
    undoable = view.snapshot.meta.get("undoable_import")
    for number, group in groupby(files, key=lambda file: file.import_no):
        rows = list(group)
        with st.container(border=True):
            _import(rows)
            if str(number) == undoable and not view.snapshot.is_sample:
                _undo(number)
    backups.draw()


def _import(rows: list[ImportedFile]) -> None:
    first = rows[0]
    words = [
        f"Impor {first.import_no}",
        numbers.date_time(first.imported_at),
        " oleh ".join(
            part for part in (_SOURCES.get(first.source, first.source), first.imported_by) if part
        ),
    ]
    st.markdown(f"**{safe(' · '.join(words))}**")
    if first.undone_at:
        st.caption(f"Dibatalkan {numbers.date_time(first.undone_at)}.")
    st.markdown(
        table(
            ("Berkas", "Jenis", "Rentang tanggal", "Dibaca", "Baru", "Berubah", "Sama", "Ditolak"),
            (
                (
                    row.name,
                    row.kind,
                    f"{numbers.short_date(row.period_from)} – "
                    f"{numbers.short_date(row.period_until)}",
                    *(
                        numbers.number(count)
                        for count in (
                            row.rows_read,
                            row.rows_new,
                            row.rows_changed,
                            row.rows_same,
                            row.rows_rejected,
                        )
                    ),
                )
                for row in rows
            ),
            (False, False, False, True, True, True, True, True),
        )
    )


def _undo(number: int) -> None:
    with st.popover("Batalkan impor ini", icon=":material/undo:"):
        st.write(
            "Yang dibawa impor ini diambil kembali, tidak ada yang lain: pemetaan instansi tetap, "
            "dan aduan yang pernah rahasia tetap rahasia. Hanya impor terakhir yang dapat "
            "dibatalkan."
        )
        if st.button("Ya, batalkan", type="primary", key=f"batal-{number}"):
            try:
                undo_last_import(data.library(), expected=number)
            except LaporError as error:
                st.error(safe(error))
                return
            st.rerun()
