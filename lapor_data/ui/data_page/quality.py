"""Data quality per year or semester: holes, unknown places, coverage of response times."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lapor_data.domain import numbers
from lapor_data.questions.measures import percent_of
from lapor_data.questions.periods import Period
from lapor_data.questions.quality import Bucket, QualityRow, quality
from lapor_data.ui.frame import View
from lapor_data.ui.text import table

_SHOWN = 8
_HOLES: tuple[tuple[str, Callable[[QualityRow], int]], ...] = (
    ("Kategori kosong", lambda row: row.no_category),
    ("Klasifikasi kosong", lambda row: row.no_classification),
    ("Instansi terdisposisi kosong", lambda row: row.no_agency),
    ("Lokasi (kota/kabupaten) kosong", lambda row: row.no_location),
    ("Waktu masuk kosong", lambda row: row.no_time),
    ("Wilayah diperkirakan dari lokasi", lambda row: row.place_estimated),
    ("Wilayah tidak dikenal", lambda row: row.place_unknown),
    ("Status tidak dikenal", lambda row: row.status_unknown),
    ("Respons mendahului aduan", lambda row: row.before_receipt),
)


def draw(view: View) -> None:
    """The tab "Kualitas"."""
    by: Bucket = (
        "tahun"
        if st.segmented_control(
            "Per", ["Tahun", "Semester"], default="Tahun", required=True, key="kualitas-per"
        )
        == "Tahun"
        else "semester"
    )
    rows = quality(view.snapshot, by)[:_SHOWN][::-1]
    if not rows:
        st.info("Belum ada aduan. Muat ekspor di bagian Impor.")
        return
    heads = ("Bagian aduan masuk yang …", *(Period.parse(row.key).short_label for row in rows))
    lines = [("Aduan masuk (n)", *(numbers.number(row.received) for row in rows))]
    for label, count in _HOLES:
        lines.append(
            (label, *(numbers.percent(percent_of(count(row), row.received), 1) for row in rows))
        )
    lines.append(
        (
            "Ditindaklanjuti dan bercap waktu respons",
            *(
                f"{numbers.percent(percent_of(row.timed, row.followed_up), 1)} "
                f"({numbers.number(row.timed)} dari {numbers.number(row.followed_up)})"
                for row in rows
            ),
        )
    )
    with st.container(border=True):
        st.subheader("Seberapa lengkap datanya?", anchor=False)
        st.markdown(table(heads, lines, (False, *(True for _ in rows))))
        st.caption(
            "Persentase dari semua aduan masuk, juga yang diarsipkan, di semua wilayah. Cap waktu "
            "dihitung dari aduan yang ditindaklanjuti. Sumber: Laporan Ringkas dan riwayat tindak "
            "lanjut."
        )
