"""The backups there are, and how one is brought back."""

from __future__ import annotations

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.store.backups import Backup, folder_of, listing
from lapor_data.store.faults import size
from lapor_data.ui import data
from lapor_data.ui.text import safe, table

_SHOWN = 20


def draw() -> None:
    """The list under the history of imports. Bringing one back is left to the command line, where
    nobody does it by a slip of the mouse in front of a meeting."""
    library = data.library()
    with st.container(border=True):
        st.subheader("Cadangan", anchor=False)
        try:
            found = listing(library)
        except LaporError as error:
            st.error(safe(error), icon=":material/error:")
            return
        if not found:
            st.caption(
                "Belum ada cadangan. Satu dibuat sendiri sebelum tiap impor berikutnya dan sebelum "
                "impor dibatalkan."
            )
            return
        st.markdown(
            table(
                ("Dibuat", "Alasan", "Data per", "Aduan", "Ukuran", "Berkas"),
                map(_row, found[:_SHOWN]),
                (False, False, False, True, True, False),
            )
        )
        more = len(found) - _SHOWN
        st.caption(
            (f"Dan {numbers.number(more)} yang lebih lama. " if more > 0 else "")
            + safe(f"Tersimpan di {folder_of(library)}. ")
            + "Untuk mengembalikan salah satunya, jalankan di komputer ini:"
        )
        st.code(f"python -m lapor_data pulihkan {found[0].path.name}", language=None)
        st.caption(
            "Keadaan sekarang dicadangkan dahulu, lalu cadangan itu menjadi versi baru; semua "
            "halaman memakainya pada klik berikutnya."
        )


def _row(backup: Backup) -> tuple[str, ...]:
    made, name = numbers.date_time(backup.written_at), backup.path.name
    if backup.manifest is None:
        return made, "rusak atau bukan cadangan", "–", "–", size(backup.size), name
    kept = backup.manifest
    return (
        made,
        kept.reason,
        numbers.short_date(kept.data_date),
        numbers.number(kept.complaints),
        size(backup.size),
        name,
    )
