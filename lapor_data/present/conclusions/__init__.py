"""Kalimat kesimpulan: what a panel says, in one to three Indonesian sentences.

Templates over the panel's own table, no model: every number said is a cell of that table, a sum or
difference of cells of one row, a number of rows, or a limit of the settings. So screen, slide and
report cannot disagree. A panel without a writer of its own says its title, which is a finding.

    conclusions(panel)  →  ("Terbanyak Infrastruktur Jalan (77 aduan), dari 545 aduan sah.", …)
"""

from __future__ import annotations

from collections.abc import Callable

from lapor_data.present.conclusions import awards, key_figures, months, places, topics
from lapor_data.present.conclusions.reading import Reading, titled
from lapor_data.present.panel import Panel

NOTHING = "Belum ada data untuk pilihan ini."
MOST_SENTENCES = 3
_WHEN_EMPTY = {"topik-kata": "Tidak ada kata yang naik secara meyakinkan di judul aduan."}

Writer = Callable[[Reading], list[str]]
_BY_SLUG: dict[str, Writer] = {
    "ringkasan-angka": key_figures.key_figures,
    "ringkasan-bulan": months.months,
    "ringkasan-wilayah": places.board,
    "ringkasan-topik": topics.ranking,
    "topik-peringkat": topics.ranking,
    "topik-naik": topics.verdicts,
    "topik-bulan": months.multiples,
    "topik-wilayah": topics.spread,
    "topik-kata": topics.words,
    "kecepatan-wilayah": places.regions_speed,
    "kecepatan-sebaran": places.bands,
    "kecepatan-bulan": months.speed_months,
    "kecepatan-klasifikasi": places.classes,
    "kecepatan-skpd": places.agencies,
    "penghargaan-juara": awards.scores,
    "penghargaan-mengapa": awards.scores,
    "penghargaan-skor": awards.scores,
    "penghargaan-peringkat": awards.ranks,
    "peta-wilayah": topics.ranking,
    "profil-angka": key_figures.key_figures,
    "profil-peringkat": awards.titled_scores,
    "profil-skpd": places.agencies,
    "tindak-lanjut-wilayah": places.backlog,
    "bengkel-andaikan": awards.titled_scores,
    "bengkel-selang": awards.titled_scores,
    "paparan-topik": topics.ranking,
    "paparan-tepat-waktu": places.on_time,
    "tangga-tahun": months.years,
    "tangga-tren": months.months,
}


def conclusions(panel: Panel) -> tuple[str, ...]:
    """One to three sentences on the panel, most important first; one that says so when empty."""
    if panel.is_empty:
        return (_WHEN_EMPTY.get(panel.slug, NOTHING),)
    reading = Reading(panel)
    writer = _BY_SLUG.get(panel.slug, titled)
    said = [sentence for sentence in writer(reading) if sentence]
    return tuple(said[:MOST_SENTENCES]) or (NOTHING,)
