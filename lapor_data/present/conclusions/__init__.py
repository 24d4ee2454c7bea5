"""Kalimat kesimpulan: what a panel says, in one to three Indonesian sentences.

Templates over the panel's own table, no model: every number said is a cell of that table, a sum or
difference of cells of one row, a number of rows, or a limit of the settings. So screen, slide and
report cannot disagree, and a new panel has sentences as soon as it has a table.

    conclusions(panel)  →  ("Terbanyak Infrastruktur Jalan (77 aduan), dari 545 aduan sah.", …)
"""

from __future__ import annotations

from collections.abc import Callable

from lapor_data.present.conclusions import awards, key_figures, months, places, topics
from lapor_data.present.conclusions.reading import Reading
from lapor_data.present.panel import Panel

NOTHING = "Belum ada data untuk pilihan ini."
MOST_SENTENCES = 3
_WHEN_EMPTY = {"topik-kata": "Tidak ada kata yang naik secara meyakinkan di judul aduan."}

Writer = Callable[[Reading], list[str]]
_BY_SLUG: dict[str, Writer] = {
    "ringkasan-angka": key_figures.key_figures,
    "ringkasan-bulan": months.months,
    "ringkasan-wilayah": places.board,
    "topik-naik": topics.verdicts,
    "topik-bulan": months.multiples,
    "topik-wilayah": topics.spread,
    "topik-kata": topics.words,
    "kecepatan-wilayah": places.regions_speed,
    "kecepatan-sebaran": places.bands,
    "kecepatan-bulan": months.speed_months,
    "kecepatan-klasifikasi": places.classes,
    "kecepatan-skpd": places.agencies,
    "penghargaan-peringkat": awards.ranks,
}


def conclusions(panel: Panel) -> tuple[str, ...]:
    """One to three sentences on the panel, most important first; one that says so when empty."""
    if panel.is_empty:
        return (_WHEN_EMPTY.get(panel.slug, NOTHING),)
    reading = Reading(panel)
    said = [sentence for sentence in _writer(reading)(reading) if sentence]
    return tuple(said[:MOST_SENTENCES]) or (NOTHING,)


def _writer(reading: Reading) -> Writer:
    """The writer of that panel, or one that fits the shape of its table."""
    known = _BY_SLUG.get(reading.panel.slug)
    if known:
        return known
    if reading.panel.table.columns[0].kind == "month":
        return months.multiples
    return awards.scores if "Peringkat" in reading.heads else topics.ranking
