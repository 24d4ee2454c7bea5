"""Rejected rows: what was wrong, what to do, and a CSV to correct and load again."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.questions.quality import (
    QuarantineFile,
    quarantine_csv,
    quarantine_files,
    quarantine_rows,
)
from lapor_data.ui.frame import View
from lapor_data.ui.sign_in import while_allowed
from lapor_data.ui.text import safe, table

_PAGE_SIZE = 50


def draw(view: View) -> None:
    """The tab "Karantina"."""
    files = quarantine_files(view.snapshot)
    if not files:
        st.success("Tidak ada baris yang ditolak.", icon=":material/check_circle:")
        return
    total = sum(file.rejected for file in files)
    arrived = sum(file.arrived for file in files)
    st.markdown(
        f"**{numbers.number(total)} baris ditolak** dari {len(files)} berkas; "
        f"{numbers.number(arrived)} di antaranya sudah masuk lewat impor lain. Unduh, perbaiki, "
        "lalu muat lagi di bagian Impor."
    )
    for file in files:
        with st.container(border=True):
            _file(view, file)


def _file(view: View, file: QuarantineFile) -> None:
    key = f"{file.import_no}-{file.file_no}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{safe(file.name)}** · {numbers.number(file.rejected)} baris · "
            f"impor {file.import_no}, {safe(numbers.date_time(file.imported_at))}",
            width="stretch",
        )
        st.download_button(
            "Unduh untuk diperbaiki (CSV)",
            while_allowed(lambda: quarantine_csv(view.snapshot, file)),
            file_name=f"karantina-impor-{file.import_no}-berkas-{file.file_no + 1}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"karantina-unduh-{key}",
        )
    pages = -(-file.rejected // _PAGE_SIZE)
    place = st.container()
    page = st.pagination(pages, key=f"karantina-halaman-{key}") if pages > 1 else 1
    with place:
        st.markdown(
            table(
                ("Baris", "Kolom", "Ditemukan", "Alasan", "Yang perlu dilakukan", "Sudah masuk"),
                (
                    (
                        str(row.row_no),
                        row.column or numbers.NO_VALUE,
                        (row.found or "(kosong)")[:60],
                        row.reason,
                        row.advice,
                        "ya" if row.has_arrived else numbers.NO_VALUE,
                    )
                    for row in quarantine_rows(view.snapshot, file, (page or 1) - 1, _PAGE_SIZE)
                ),
                (True, False, False, False, False, False),
            )
        )
