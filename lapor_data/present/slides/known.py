"""Which slides there are: their keys, names and questions, and the order of the standard set."""

from __future__ import annotations

from dataclasses import dataclass

from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.present.panels_map import MEASURES

COVER, CLOSING, SPOTLIGHT, MAP = "judul", "penutup", "sorotan", "peta"


@dataclass(frozen=True)
class Drawn:
    """A slide that shows one panel: its name, the question behind it, the slug of the panel; with
    `as_table` its table instead of its chart, with `scored` for the chosen award profile."""

    name: str
    question: str
    panel: str
    as_table: bool = False
    scored: bool = False


DRAWN = {
    "angka": Drawn(
        "Angka utama",
        "Berapa aduan masuk, berapa ditindaklanjuti dan selesai, seberapa cepat direspons?",
        "ringkasan-angka",
    ),
    "bulan": Drawn("Aduan per bulan", "Berapa aduan sah tiap bulan?", "ringkasan-bulan"),
    "topik": Drawn("Topik terbanyak", "Apa yang paling banyak diadukan?", "paparan-topik"),
    "naik": Drawn(
        "Topik yang naik",
        "Topik mana yang naik atau turun dibanding pembanding?",
        "topik-naik",
        True,
    ),
    "kecepatan": Drawn(
        "Kecepatan respons",
        "Berapa hari kerja sampai tindak lanjut pertama di tiap kabupaten/kota?",
        "kecepatan-wilayah",
    ),
    "kecepatan-bulan": Drawn(
        "Kecepatan per bulan", "Bagaimana median respons dari bulan ke bulan?", "kecepatan-bulan"
    ),
    "sebaran": Drawn(
        "Sebaran waktu respons",
        "Berapa bagian aduan direspons dalam 1, 3, 5, 14 hari kerja?",
        "kecepatan-sebaran",
    ),
    "tepat-waktu": Drawn(
        "Tepat waktu",
        "Berapa bagian aduan yang respons pertamanya dalam batas waktu di tiap kabupaten/kota?",
        "paparan-tepat-waktu",
    ),
    "sedikit": Drawn(
        "Sedikit aduan",
        "Kabupaten/kota mana yang aduannya sedikit untuk penduduknya?",
        "paparan-sedikit",
        True,
    ),
    "juara": Drawn(
        "Tiga nilai tertinggi",
        "Siapa peringkat 1–3 dan dari bagian apa nilainya?",
        "penghargaan-juara",
        scored=True,
    ),
    "skor": Drawn(
        "Nilai 13 kabupaten/kota",
        "Dari bagian apa nilai tiap kabupaten/kota?",
        "penghargaan-skor",
        scored=True,
    ),
    "nilai": Drawn(
        "Tabel nilai",
        "Berapa nilai dan peringkat 13 kabupaten/kota?",
        "penghargaan-skor",
        True,
        scored=True,
    ),
    "peringkat": Drawn(
        "Perubahan peringkat",
        "Bagaimana peringkat berubah dari pembanding?",
        "penghargaan-peringkat",
        scored=True,
    ),
    "tunggakan": Drawn(
        "Aduan terbuka",
        "Berapa aduan yang belum selesai, dan berapa yang lewat batas waktu?",
        "tindak-lanjut-wilayah",
    ),
    "tahun": Drawn("Dari tahun ke tahun", "Bagaimana angka tiap tahun?", "tangga-tahun", True),
    "penilaian": Drawn(
        "Penilaian", "Penilaian dan penghargaan apa yang diterima?", "paparan-penilaian", True
    ),
    "program": Drawn(
        "Program",
        "Apa yang terjadi pada jumlah aduan sesudah tiap program?",
        "tangga-sebelum-sesudah",
        True,
    ),
}
DEFAULT = (
    COVER,
    "kalimat",
    "angka",
    "bulan",
    "topik",
    "naik",
    "kecepatan",
    "tepat-waktu",
    "peta:aduan",
    "sedikit",
    "juara",
    "nilai",
    "peringkat",
    SPOTLIGHT,
    "tunggakan",
    "tahun",
    "penilaian",
    "program",
    "perhatian",
    CLOSING,
)


def names() -> dict[str, str]:
    """All slides there are by key, with their names, in the order of DEFAULT, others at the end."""
    found = {
        COVER: "Judul",
        "kalimat": "Kalimat periode",
        **{key: drawn.name for key, drawn in DRAWN.items()},
        **{f"{MAP}:{key}": f"Peta: {measure.name}" for key, measure in MEASURES.items()},
        SPOTLIGHT: "Sorotan: yang paling perlu perhatian",
        **{f"{SPOTLIGHT}:{code}": f"Sorotan: {place_name(code)}" for code in BY_CODE},
        "perhatian": "Perlu perhatian",
        CLOSING: "Tindak lanjut rapat",
    }
    ordered = [*DEFAULT, *(key for key in found if key not in DEFAULT)]
    return {key: found[key] for key in ordered}
