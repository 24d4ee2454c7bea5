"""Which columns an export may have, under which heads, and what kind of file a header makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

KIND_COMPLAINTS = "Laporan Ringkas"
KIND_LOG = "Riwayat Tindak Lanjut"

# Column name → the heads it is known by (domain.md §2). Compared letter by letter after folding
# case and everything that is no letter or digit, so "tanggal_masuk" and "Tanggal Masuk" are one.
_COMPLAINT_HEADS: dict[str, tuple[str, ...]] = {
    "tracking_id": ("Tracking ID", "ID Laporan", "No Tracking", "Nomor Tracking"),
    "received_date": ("Tanggal Laporan Masuk", "tanggal_masuk", "Tanggal Laporan"),
    "received_time": ("Waktu Laporan Masuk", "waktu_masuk", "Waktu Laporan"),
    "reporter": ("Nama Pelapor", "Pelapor"),
    "classification": ("Klasifikasi Laporan", "klasifikasi"),
    "category_id": ("ID Kategori",),
    "category": ("Kategori", "Kategori Laporan"),
    "title": ("Judul Laporan", "judul"),
    "text_first": ("Isi Laporan Awal",),
    "text_last": ("Isi Laporan Akhir",),
    "report_type": ("Tipe Laporan (Anonim/Rahasia)", "Tipe Laporan", "tipe"),
    "source": ("Sumber Laporan", "sumber"),
    "parent_agency": ("Instansi Induk",),
    "agency_id": ("ID Instansi Terdisposisi",),
    "agency": ("Instansi Terdisposisi", "dinas_tujuan", "Instansi Tujuan"),
    "status": ("Status Laporan", "status"),
    "status_final": ("status_final",),
    "delay_reason": ("Alasan Tunda/Arsip", "alasan_tunda", "Alasan Tunda"),
    "province": ("Provinsi",),
    "city": ("Kota/Kabupaten", "kota_kabupaten", "Kabupaten/Kota"),
    "district": ("Kecamatan", "kecamatan_final"),
    "village": ("Kelurahan", "Kelurahan/Desa"),
    "sk_number": ("Nomor SK",),
    "sk_url": ("Url SK",),
    "annual_report_url": ("Url Dokumen Laporan Tahunan",),
    "setwapres": ("Laporan yang Masuk melalui Kanal Aduan Setwapres",),
    "rating": ("Rating",),
    "verified_date": ("Tanggal Verifikasi",),
    "verified_time": ("Waktu Verifikasi",),
    "dispatched_date": ("Tanggal Disposisi",),
    "dispatched_time": ("Waktu Disposisi",),
    "followed_up_date": ("Tanggal Tindak Lanjut",),
    "followed_up_time": ("Waktu Tindak Lanjut",),
    "closed_date": ("Tanggal Selesai", "Tanggal Ditutup"),
    "closed_time": ("Waktu Selesai", "Waktu Ditutup"),
}
_LOG_HEADS: dict[str, tuple[str, ...]] = {
    "tracking_id": ("Tracking ID",),
    "happened_at": ("Waktu", "Tanggal Waktu", "Waktu Aktivitas"),
    "activity": ("Aktivitas",),
    "agency": ("Instansi",),
    "remark": ("Keterangan",),
}
# Known and left out on purpose: they name or may quote the reporter.
NOT_STORED = frozenset({"reporter", "remark"})
# A row that ends before one of these was cut off; it is not just short of empty cells.
VITAL = frozenset({"tracking_id", "received_date", "status", "happened_at", "activity"})

_NOT_ALNUM = re.compile(r"[^0-9a-z]+")


def fold(head: str) -> str:
    """The form in which heads are compared: lower case, letters and digits only."""
    return _NOT_ALNUM.sub("", head.casefold())


def _folded(heads: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, int]]:
    """Folded head → the column and how good a name for it the head is (0 = its own)."""
    return {
        fold(head): (column, rank)
        for column, names in heads.items()
        for rank, head in enumerate(names)
    }


_COMPLAINT_COLUMN = _folded(_COMPLAINT_HEADS)
_LOG_COLUMN = _folded(_LOG_HEADS)
_REPORT_TYPE_PREFIX = fold("Tipe Laporan")
STANDARD_HEAD = {column: names[0] for column, names in (_COMPLAINT_HEADS | _LOG_HEADS).items()} | {
    "agency": "Instansi Terdisposisi"
}


@dataclass(frozen=True)
class Header:
    """A recognised header row: `columns[i]` is the column in cell i, or None where ignored."""

    kind: str
    heads: tuple[str, ...]
    columns: tuple[str | None, ...]

    @property
    def known(self) -> tuple[str, ...]:
        """Columns that are read, in file order."""
        return tuple(column for column in self.columns if column)

    def head_of(self, column: str) -> str:
        """The file's own head of a column."""
        return self.heads[self.columns.index(column)]


def recognise_header(cells: Sequence[str]) -> Header | None:
    """The header in a row of cells; None if the row has no Tracking ID or fewer than three known
    heads in all.

    For a log: Tracking ID with Waktu and Aktivitas. Of several heads for one column the best name
    counts, of equal ones the first.
    """
    folded = [fold(cell) for cell in cells]
    if "trackingid" not in folded:
        return None
    log = _assign(folded, _LOG_COLUMN)
    if {"tracking_id", "happened_at", "activity"} <= set(log):
        return Header(KIND_LOG, tuple(cells), log)
    complaints = _assign(folded, _COMPLAINT_COLUMN)
    if len([column for column in complaints if column]) >= 3:
        return Header(KIND_COMPLAINTS, tuple(cells), complaints)
    return None


def _assign(folded: list[str], known: dict[str, tuple[str, int]]) -> tuple[str | None, ...]:
    best: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(folded):
        if name in known:
            column, rank = known[name]
        elif name.startswith(_REPORT_TYPE_PREFIX) and known is _COMPLAINT_COLUMN:
            column, rank = "report_type", len(known)
        else:
            continue
        best[column] = min(best.get(column, (rank, index)), (rank, index))
    column_at = {index: column for column, (_, index) in best.items()}
    return tuple(column_at.get(index) for index in range(len(folded)))
