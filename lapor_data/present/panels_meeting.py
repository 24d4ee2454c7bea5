"""Panels that only the presentation draws: few rows, large type, one idea each."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.records import EVALUATION, OBSTACLE
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Bar, RankedBars
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_topics import count_and_share, named_topics, topic_bar
from lapor_data.questions.rows import RowsOf

TOPICS = 5
# All that is not named, the category "Topik Lainnya" among it.
OTHER_TOPICS = "Topik lain dan tanpa kategori"


def five_topics(b: Briefing) -> Panel:
    """The five largest topics, and all others together as a figure without a bar: it would dwarf
    them."""
    total, named, before = b.now.valid, named_topics(b)[:TOPICS], b.topics_before
    rest = total - sum(row.valid for row in named)
    than = b.compared.short_label if b.compared else None
    past_rest = sum(before.values()) - sum(before.get(row.category, 0) for row in named)
    rows = [(row.category or "", row.valid, before.get(row.category, 0)) for row in named]
    bars = [
        topic_bar(name, count, total, before, not index)
        for index, (name, count, _) in enumerate(rows)
    ]
    if rest:
        # Where categories are chosen there may be no other topic at all.
        bars.append(Bar(OTHER_TOPICS, 0, count_and_share(rest, total), tone="muted"))
        rows.append((OTHER_TOPICS, rest, past_rest))
    title = (
        f"{named[0].category} terbanyak: {numbers.number(named[0].valid)} dari "
        f"{numbers.number(total)} aduan"
        if named
        else "Belum ada topik"
    )
    return Panel(
        slug="paparan-topik",
        title=title,
        unit="aduan sah per topik",
        n=total,
        alt=f"{title}. Batang per topik.",
        source=b.sources_line,
        notes=(f"Garis tegak: {than}",) if before and than else (),
        table=Table(
            (
                Column("Topik"),
                Column("Aduan sah", "count"),
                Column("Bagian", "percent", 1),
                Column(than or "Pembanding", "count"),
            ),
            tuple(
                (name, count, 100 * count / total if total else None, past if before else None)
                for name, count, past in rows
            )
            if named
            else (),
        ),
        chart=RankedBars(tuple(bars), "aduan", than),
        rows=tuple(
            RowsChoice(row.category or "", RowsOf("valid", category=row.category)) for row in named
        ),
    )


def on_time(b: Briefing) -> Panel:
    """The share of each of the 13 whose first response came in time, the highest first; red under
    half."""
    limit = b.settings.respons_pertama
    past = {row.place: row.measures.on_time_shown for row in b.regions_before}
    known = [row for row in b.regions if row.measures.on_time_shown is not None]
    ordered = sorted(known, key=lambda row: (-(row.measures.on_time_shown or 0), row.place))
    total = sum(row.measures.valid for row in known)
    in_time = sum(row.measures.on_time for row in known)
    title = (
        f"{numbers.percent(100 * in_time / total)} aduan direspons dalam {limit} hari kerja; "
        f"terendah {ordered[-1].name}, {numbers.percent(ordered[-1].measures.on_time_shown)}"
        if ordered
        else "Data waktu respons belum cukup"
    )
    than = b.compared.short_label if b.compared else None
    return Panel(
        slug="paparan-tepat-waktu",
        title=title,
        unit=f"% aduan sah dengan respons pertama dalam {limit} hari kerja",
        n=total,
        alt=f"{title}. Batang untuk {len(ordered)} kabupaten/kota.",
        source=b.sources_line,
        notes=(f"Garis tegak: {than}",) if than and any(past.values()) else (),
        table=Table(
            (
                Column("Kabupaten/kota"),
                Column("Tepat waktu", "percent", 1),
                Column("Aduan tepat waktu", "count"),
                Column("Aduan sah", "count"),
                Column(than or "Pembanding", "percent", 1),
            ),
            tuple(
                (
                    row.name,
                    row.measures.on_time_shown,
                    row.measures.on_time,
                    row.measures.valid,
                    past.get(row.place),
                )
                for row in ordered
            ),
        ),
        chart=RankedBars(
            tuple(
                Bar(
                    row.short_name,
                    row.measures.on_time_shown or 0.0,
                    f"{numbers.percent(row.measures.on_time_shown, 1)} "
                    f"({numbers.number(row.measures.on_time)} dari "
                    f"{numbers.number(row.measures.valid)})",
                    past.get(row.place),
                    numbers.percent(past.get(row.place), 1),
                    "accent" if row.place == b.filter.place else "plain",
                )
                for row in ordered
            ),
            "%",
            than,
            100.0,
        ),
        rows=tuple(
            RowsChoice(row.name, RowsOf("on_time", place=row.place))
            for row in ordered
            if row.measures.on_time
        ),
    )


def few_complaints(b: Briefing) -> Panel:
    """The kabupaten/kota with few complaints for their people, with the obstacles that were noted
    for the years of the period."""
    few = [low for low in b.low_volume if low.expected is not None]
    names = numbers.joined([low.row.short_name for low in few])
    title = (
        f"Sedikit aduan untuk jumlah penduduknya: {names}"
        if few
        else "Tidak ada kabupaten/kota yang aduannya sedikit untuk penduduknya"
    )
    return Panel(
        slug="paparan-sedikit",
        title=title,
        unit="aduan sah",
        n=sum(row.measures.valid for row in b.regions),
        alt=title,
        source=b.sources_line,
        notes=("Uji binomial terhadap bagian penduduk, koreksi Benjamini–Hochberg, taraf 5%",),
        table=Table(
            (
                Column("Kabupaten/kota"),
                Column("Aduan sah", "count"),
                Column("Perkiraan", "count"),
                Column("Per 100.000", "decimal", 1),
                Column("Hambatan yang tercatat"),
            ),
            tuple(
                (
                    low.row.name,
                    low.row.measures.valid,
                    low.expected,
                    low.row.per_100k,
                    _obstacles(b, low.row.place) or None,
                )
                for low in few
            ),
        ),
        rows=tuple(
            RowsChoice(low.row.name, RowsOf("valid", place=low.row.place))
            for low in few
            if low.row.measures.valid
        ),
    )


def evaluations(b: Briefing) -> Panel:
    """The evaluations and prizes that people recorded, newest first, each with its source."""
    found = [r for r in b.records if r.kind == EVALUATION and r.place in (None, b.filter.place)]
    found.sort(key=lambda record: record.in_time, reverse=True)
    title = (
        f"{numbers.number(len(found))} penilaian dan penghargaan tercatat"
        if found
        else "Belum ada penilaian yang dicatat"
    )
    return Panel(
        slug="paparan-penilaian",
        title=title,
        unit="catatan",
        n=len(found) if found else None,
        alt=title,
        source="Sumber: catatan pengelola di Naik tangga",
        table=Table(
            (Column("Waktu"), Column("Penilaian"), Column("Angka"), Column("Sumber")),
            tuple(
                (record.when, record.title, record.figures or None, record.source_line)
                for record in found
            ),
        ),
    )


def _obstacles(b: Briefing, place: str) -> str:
    """What stood in the way of a place in the years of the period."""
    years = range(b.period.first.year, b.period.last.year + 1)
    return "; ".join(
        record.title
        for record in b.records
        if record.kind == OBSTACLE
        and record.place == place
        and record.since
        and record.since.first.year in years
    )
