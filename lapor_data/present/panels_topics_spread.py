"""Panels of "Topik" by region and by word."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import (
    Bar,
    Heat,
    RankedBars,
)
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_topics import largest
from lapor_data.questions import topics
from lapor_data.questions.rows import RowsOf

HEAT_TOPICS = 8
WORDS = 12


def by_region(b: Briefing) -> Panel:
    """Topic × region: the share within the region, so that large cities do not drown the rest."""
    names = largest(b, HEAT_TOPICS)
    found = topics.topic_by_region(b.source, b.filter, names)
    cells = {(row.place, row.category): row.percent for row in found}
    sizes = {row.place: row.n for row in found}
    places = sorted((place for place in sizes if sizes[place]), key=lambda p: (-sizes[p], p))

    def share(place: str, name: str) -> float | None:
        if sizes[place] < b.settings.sampel_minimum:
            return None
        return cells[place, name]

    values = tuple(tuple(share(place, name) for name in names) for place in places)
    best = max(
        (
            (value, place, name)
            for place, row in zip(places, values, strict=True)
            for name, value in zip(names, row, strict=True)
            if value is not None and sizes[place] >= 20
        ),
        default=None,
    )
    title = (
        f"{best[2]}: {numbers.percent(best[0])} aduan {place_name(best[1], short=True)}"
        if best
        else "Topik di tiap kabupaten/kota"
    )
    return Panel(
        slug="topik-wilayah",
        title=title,
        unit="% aduan sah di dalam kabupaten/kota",
        n=sum(sizes.values()),
        alt=f"{title}. Delapan topik terbesar di {len(places)} kabupaten/kota.",
        source=b.sources_line,
        notes=(f"Kosong: kurang dari {b.settings.sampel_minimum} aduan",),
        table=Table(
            (
                Column("Kabupaten/kota"),
                Column("Aduan sah", "count"),
                *(Column(name, "percent", 1) for name in names),
            ),
            tuple(
                (place_name(place), sizes[place], *row)
                for place, row in zip(places, values, strict=True)
            ),
        ),
        chart=Heat(
            tuple(place_name(place, short=True) for place in places),
            names,
            values,
            tuple(
                tuple("–" if value is None else numbers.percent(value, 1) for value in row)
                for row in values
            ),
            tuple(f"n = {numbers.number(sizes[place])}" for place in places),
            "%",
        ),
        rows=tuple(RowsChoice(place_name(place), RowsOf("valid", place=place)) for place in places),
    )


def words(b: Briefing) -> Panel:
    """Words that rise in titles."""
    found = topics.rising_words(b.source, b.filter, b.compared) if b.compared else []
    than = b.compared.short_label if b.compared else "pembanding"
    title = (
        f"Kata yang naik di judul: {numbers.joined([word.word for word in found[:3]])}"
        if found
        else "Tidak ada kata yang naik secara meyakinkan"
    )
    return Panel(
        slug="topik-kata",
        title=title,
        unit="aduan yang judulnya memuat kata itu",
        alt=title,
        source=b.sources_line,
        notes=("Judul aduan rahasia tidak disimpan dan tidak dihitung",),
        table=Table(
            (
                Column("Kata"),
                Column("Kini", "count"),
                Column(than, "count"),
                Column("Rasio", "decimal", 1),
                Column("Selang 95% dari", "decimal", 1),
            ),
            tuple((w.word, w.now, w.before, w.ratio, w.low) for w in found),
        ),
        chart=RankedBars(
            tuple(
                Bar(
                    word.word,
                    word.now,
                    numbers.number(word.now),
                    float(word.before),
                    numbers.number(word.before),
                    "accent" if index == 0 else "plain",
                )
                for index, word in enumerate(found[:WORDS])
            ),
            "aduan",
            than,
        ),
    )
