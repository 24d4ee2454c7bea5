"""Which sheets the attachment has: page by page, each with the panel that it shows."""

from __future__ import annotations

from dataclasses import dataclass

from lapor_data.domain.regions import BY_CODE
from lapor_data.present.briefing import Briefing
from lapor_data.present.panels_map import MEASURES
from lapor_data.present.panels_profile_trend import TRENDS

# Excel allows 31 characters and none of these in the name of a sheet.
LONGEST_NAME = 31
FORBIDDEN = "[]:*?/\\"
FRONT = "Keterangan"
ROWS = "Baris"


@dataclass(frozen=True)
class Entry:
    """One sheet: the page of the dashboard it belongs to, its name, its panel and that panel's
    option."""

    page: str
    name: str
    slug: str
    option: str = ""


def entries(b: Briefing, profile: str) -> tuple[Entry, ...]:
    """The sheets of a briefing in the order of the pages; those of a profile only where one of the
    13 is chosen."""
    found = [
        Entry("Ringkasan", "Angka utama", "ringkasan-angka"),
        Entry("Ringkasan", "Aduan per bulan", "ringkasan-bulan"),
        Entry("Ringkasan", "Topik teratas", "ringkasan-topik"),
        Entry("Ringkasan", "13 sekilas", "ringkasan-wilayah"),
        Entry("Topik", "Topik", "topik-peringkat"),
        Entry("Topik", "Topik naik dan baru", "topik-naik"),
        Entry("Topik", "Topik per bulan", "topik-bulan"),
        Entry("Topik", "Topik per wilayah", "topik-wilayah"),
        Entry("Topik", "Kata yang naik", "topik-kata"),
        Entry("Kecepatan respons", "Kecepatan per wilayah", "kecepatan-wilayah"),
        Entry("Kecepatan respons", "Kecepatan hari kalender", "kecepatan-wilayah", "kalender"),
        Entry("Kecepatan respons", "Sebaran waktu respons", "kecepatan-sebaran"),
        Entry("Kecepatan respons", "Kecepatan per bulan", "kecepatan-bulan"),
        Entry("Kecepatan respons", "Kecepatan per klasifikasi", "kecepatan-klasifikasi"),
        Entry("Kecepatan respons", "Kecepatan per SKPD", "kecepatan-skpd"),
        Entry("Kecepatan respons", "Tepat waktu", "paparan-tepat-waktu"),
        *(
            Entry("Peta", f"Peta {measure.name}"[:LONGEST_NAME], "peta-wilayah", key)
            for key, measure in MEASURES.items()
        ),
        Entry("Peta", "Sedikit aduan", "paparan-sedikit"),
        Entry("Penghargaan", "Tiga nilai tertinggi", "penghargaan-juara", profile),
        Entry("Penghargaan", "Bobot nilai", "penghargaan-skor", profile),
        Entry("Penghargaan", "Perubahan peringkat", "penghargaan-peringkat", profile),
        Entry("Penghargaan", "Mengapa nilai ini", "penghargaan-mengapa", profile),
        Entry("Tindak lanjut", "Aduan terbuka", "tindak-lanjut-wilayah"),
        Entry("Tindak lanjut", "Umur aduan terbuka", "tindak-lanjut-umur"),
        Entry("Naik tangga", "Dari tahun ke tahun", "tangga-tahun"),
        Entry("Naik tangga", "Program dan aduan", "tangga-tren"),
        Entry("Naik tangga", "Sebelum dan sesudah program", "tangga-sebelum-sesudah"),
        Entry("Naik tangga", "Penilaian", "paparan-penilaian"),
        Entry("Paparan", "Lima topik", "paparan-topik"),
    ]
    return (*found, *_profile()) if b.filter.place in BY_CODE else tuple(found)


def _profile() -> tuple[Entry, ...]:
    page = "Profil"
    return (
        Entry(page, "Profil angka utama", "profil-angka"),
        Entry(page, "Profil peringkat", "profil-peringkat"),
        *(
            Entry(page, f"Profil tren {name.lower()}"[:LONGEST_NAME], "profil-tren", key)
            for key, name in TRENDS.items()
        ),
        Entry(page, "Profil topik", "profil-topik"),
        Entry(page, "Profil SKPD", "profil-skpd"),
        Entry(page, "Profil aduan terbuka", "profil-tunggakan"),
        Entry(page, "Profil bagian nilai", "profil-nilai"),
        Entry(page, "Profil naik satu peringkat", "profil-naik"),
        Entry(page, "Profil hambatan dan rencana", "profil-catatan"),
    )
