"""Names that the program does not know: agencies to be mapped once, statuses, activities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.domain.errors import LaporError
from lapor_data.domain.regions import LEVEL_NAMES, REGIONS, UNKNOWN, place_name
from lapor_data.questions.quality import (
    UnknownAgency,
    mapping_reach,
    unknown_agencies,
    unknown_words,
)
from lapor_data.store.importing import rebuild
from lapor_data.store.notes import Notes
from lapor_data.ui import data
from lapor_data.ui.frame import View
from lapor_data.ui.text import safe, table

_PLACES = [region.code for region in REGIONS] + [p for p in LEVEL_NAMES if p != UNKNOWN]


def draw(view: View) -> None:
    """The tab "Belum dikenal"."""
    with st.container(border=True):
        st.subheader("Instansi yang belum jelas pemerintahnya", anchor=False)
        _agencies(view)
    if not view.snapshot.is_sample:
        _mapped()
    with st.container(border=True):
        st.subheader("Status dan aktivitas di luar daftar", anchor=False)
        words = unknown_words(view.snapshot)
        if words:
            rows = ((word.kind, word.word, numbers.number(word.n)) for word in words)
            st.markdown(table(("Kolom", "Tertulis", "Baris"), rows, (False, False, True)))
            st.caption("Barisnya tetap disimpan dan dihitung sebagai aduan sah.")
        else:
            st.caption("Tidak ada.")


def _agencies(view: View) -> None:
    agencies = unknown_agencies(view.snapshot)
    if not agencies:
        st.caption("Semua instansi dikenal.")
        return
    st.markdown(
        table(
            ("Nama instansi", "Aduan", "Diperkirakan dari lokasi", "Pertama", "Terakhir"),
            (
                (
                    row.agency,
                    numbers.number(row.complaints),
                    numbers.number(row.estimated),
                    numbers.short_date(row.first_day),
                    numbers.short_date(row.last_day),
                )
                for row in agencies
            ),
            (False, True, True, True, True),
        )
    )
    if view.snapshot.is_sample:
        st.caption("Pada data contoh instansi tidak dapat dipetakan; muat data sendiri dahulu.")
        return
    _map_one(agencies, mapping_reach(view.snapshot))


def _map_one(agencies: list[UnknownAgency], reach: dict[str, int]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        agency = st.selectbox(
            "Instansi",
            [row.agency for row in agencies],
            index=None,
            placeholder="Pilih instansi",
            key="petakan-instansi",
        )
        place = st.selectbox(
            "Dikelola oleh",
            _PLACES,
            index=None,
            format_func=place_name,
            placeholder="Pilih pemerintah",
            key="petakan-wilayah",
        )
        wanted = st.button(
            "Petakan",
            type="primary",
            icon=":material/link:",
            disabled=agency is None or place is None,
        )
    if agency is None:
        st.caption("Sekali dipetakan, berlaku juga pada impor berikutnya.")
        return
    moved = numbers.number(reach.get(agency, 0))
    st.caption(
        f"{moved} aduan akan ikut: semua dengan nama ini yang pemerintahnya tidak disebut oleh "
        "nama instansi, instansi induk, atau ekspor kabupaten/kota sendiri."
    )
    if wanted and place:
        name, target = agency, place
        _apply(lambda notes: notes.map_agency(name, target, datetime.now()))


def _mapped() -> None:
    mappings = data.notes().mappings()
    if not mappings:
        return
    with st.container(border=True):
        st.subheader("Sudah dipetakan", anchor=False)
        for number, mapping in enumerate(mappings):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f"{safe(mapping.agency)} → **{safe(place_name(mapping.place))}** "
                    f":gray[{safe(numbers.date_time(mapping.mapped_at))}]",
                    width="stretch",
                )
                if st.button("Hapus", key=f"hapus-{number}", icon=":material/delete:"):
                    _apply(partial(Notes.forget_agency, agency=mapping.agency, now=datetime.now()))


def _apply(change: Callable[[Notes], None]) -> None:
    """Change the mappings, then derive the places anew."""
    try:
        with st.spinner("Menghitung ulang wilayah …"):
            change(data.notes())
            rebuild(data.library())
    except LaporError as error:
        st.error(safe(error))
        return
    st.rerun()
