"""The files of the sample: who exports what, in which shape."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = {
    "id": "Tracking ID",
    "date": "Tanggal Laporan Masuk",
    "time": "Waktu Laporan Masuk",
    "reporter": "Nama Pelapor",
    "classification": "Klasifikasi Laporan",
    "category_id": "ID Kategori",
    "category": "Kategori",
    "title": "Judul Laporan",
    "first_text": "Isi Laporan Awal",
    "final_text": "Isi Laporan Akhir",
    "type": "Tipe Laporan (Anonim/Rahasia)",
    "source": "Sumber Laporan",
    "parent": "Instansi Induk",
    "agency_id": "ID Instansi Terdisposisi",
    "agency": "Instansi Terdisposisi",
    "status": "Status Laporan",
    "reason": "Alasan Tunda/Arsip",
    "province": "Provinsi",
    "location": "Kota/Kabupaten",
    "district": "Kecamatan",
    "village": "Kelurahan",
    "sk_number": "Nomor SK",
    "sk_url": "Url SK",
    "annual_url": "Url Dokumen Laporan Tahunan",
    "vice_president": "Laporan yang Masuk melalui Kanal Aduan Setwapres",
    "rating": "Rating",
    "verified": "Tanggal Verifikasi",
    "disposed": "Tanggal Disposisi",
    "responded": "Tanggal Tindak Lanjut",
    "responded_time": "Waktu Tindak Lanjut",
    "closed": "Tanggal Selesai",
}
SNAKE_HEADS = {
    "id": "tracking_id",
    "date": "tanggal_masuk",
    "time": "waktu_masuk",
    "classification": "klasifikasi",
    "category_id": "id_kategori",
    "category": "kategori",
    "title": "judul",
    "first_text": "isi_laporan_awal",
    "final_text": "isi_laporan_akhir",
    "source": "sumber_laporan",
    "parent": "instansi_induk",
    "agency": "dinas_tujuan",
    "status": "status",
    "reason": "alasan_tunda",
    "province": "provinsi",
    "location": "kota_kabupaten",
    "district": "kecamatan_final",
    "final_status": "status_final",
}
_HISTORY = ("verified", "disposed", "responded", "responded_time", "closed")
_BRACKETED = (
    "reporter",
    "agency_id",
    "district",
    "village",
    "sk_number",
    "sk_url",
    "annual_url",
    "vice_president",
    "rating",
)
WITH_REPORTER = tuple(key for key in COLUMNS if key not in _HISTORY)
NEWEST = tuple(key for key in WITH_REPORTER if key != "reporter")
OLDER = tuple(key for key in WITH_REPORTER if key not in _BRACKETED)
REORDERED = (*NEWEST[10:], *NEWEST[:10])
WITH_HISTORY = (*NEWEST, *_HISTORY)


@dataclass(frozen=True)
class Layout:
    """One file of complaints.

    `dates`: english, indonesian, indonesian_full, iso, slashes, excel · `ids`: number, text,
    float_text, link, mixed · `delimiter`: empty for XLSX.
    """

    file: str
    units: tuple[str, ...]
    columns: tuple[str, ...] = NEWEST
    preamble: bool = True
    dates: str = "english"
    ids: str = "number"
    delimiter: str = ""
    encoding: str = "utf-8"
    newest_first: bool = False

    @property
    def has_history(self) -> bool:
        """Whether the file itself tells when things happened."""
        return "responded" in self.columns

    @property
    def heads(self) -> list[str]:
        """The header row."""
        names = SNAKE_HEADS if self.columns == tuple(SNAKE_HEADS) else COLUMNS
        return [names[key] for key in self.columns]


LAYOUTS = (
    Layout(
        "laporan-ringkas-kota-banjarbaru.xlsx",
        ("banjarbaru",),
        columns=WITH_REPORTER,
        newest_first=True,
    ),
    Layout("laporan-ringkas-kabupaten-hulu-sungai-selatan.xlsx", ("hss",), ids="text"),
    Layout("laporan-ringkas-kota-banjarmasin.xlsx", ("banjarmasin",), columns=WITH_REPORTER),
    Layout(
        "laporan-ringkas-kabupaten-banjar.xlsx",
        ("banjar",),
        dates="indonesian",
        ids="mixed",
        newest_first=True,
    ),
    Layout("laporan-ringkas-kabupaten-tanah-laut.xlsx", ("tanah_laut",), dates="excel"),
    Layout(
        "laporan-ringkas-kabupaten-tanah-bumbu.csv",
        ("tanah_bumbu",),
        columns=OLDER,
        preamble=False,
        dates="slashes",
        ids="text",
        delimiter=";",
        encoding="cp1252",
    ),
    Layout(
        "laporan-ringkas-kabupaten-tabalong.xlsx",
        ("tabalong",),
        columns=WITH_HISTORY,
        dates="iso",
    ),
    Layout(
        "laporan-ringkas-kabupaten-hulu-sungai-utara.xlsx",
        ("hsu",),
        columns=OLDER,
        dates="indonesian_full",
        ids="text",
    ),
    Layout(
        "laporan-ringkas-kabupaten-hulu-sungai-tengah.xlsx",
        ("hst",),
        columns=REORDERED,
        ids="link",
    ),
    Layout(
        "aduan-kabupaten-barito-kuala.csv",
        ("barito_kuala",),
        columns=tuple(SNAKE_HEADS),
        preamble=False,
        dates="iso",
        ids="text",
        delimiter=",",
        encoding="utf-8-sig",
    ),
    Layout(
        "laporan-ringkas-kabupaten-tapin.csv",
        ("tapin",),
        dates="indonesian",
        ids="text",
        delimiter=";",
    ),
    Layout("laporan-ringkas-kabupaten-kotabaru.xlsx", ("kotabaru",), preamble=False),
    Layout("laporan-ringkas-kabupaten-balangan.xlsx", ("balangan",), ids="float_text"),
    Layout(
        "laporan-ringkas-provinsi-kalimantan-selatan.xlsx",
        ("provinsi", "pusat", "luar_kalsel"),
        columns=WITH_REPORTER,
        ids="mixed",
        newest_first=True,
    ),
    Layout(
        "laporan-ringkas-lain-lain.csv",
        ("tidak_dikenal",),
        columns=OLDER,
        preamble=False,
        ids="text",
        delimiter=",",
    ),
)
SELF_EVIDENT = frozenset(unit for layout in LAYOUTS if not layout.preamble for unit in layout.units)
