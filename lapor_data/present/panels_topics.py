"""Panels of "Topik": ranking, what rises, months, regions, words."""

from __future__ import annotations

import math

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Bar, Forest, Line, RankedBars, Ratio, SmallMultiples
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.tone import Tone
from lapor_data.questions import topics
from lapor_data.questions.filters import EMPTY
from lapor_data.questions.rows import RowsOf

RANKED = 12
MULTIPLES = 9
NO_CATEGORY = "Tanpa kategori"
CATCH_ALL = topics.CATCH_ALL
RISING = (topics.RISING, topics.NEW)


def ranking(b: Briefing) -> Panel:
    """Topics by size with their share. What says no topic (the rest, the catch-all category,
    complaints without one) stands below as figures without bars: they would dwarf the topics."""
    total = b.now.valid
    named = named_topics(b)
    shown, rest = named[:RANKED], named[RANKED:]
    before = b.topics_before
    bars = [
        topic_bar(row.category or "", row.valid, total, before, index == 0)
        for index, row in enumerate(shown)
    ]
    bars += [
        Bar(label, 0, count_and_share(count, total), tone="muted")
        for label, count in (
            (f"{len(rest)} topik lain", sum(row.valid for row in rest)),
            (CATCH_ALL, sum(row.valid for row in b.categories if row.category == CATCH_ALL)),
            (NO_CATEGORY, sum(row.valid for row in b.categories if row.category is None)),
        )
        if count
    ]
    three = sum(row.valid for row in shown[:3])
    title = (
        f"Tiga topik teratas memuat {numbers.percent(100 * three / total)} aduan"
        if len(shown) > 3 and total
        else "Topik menurut jumlah aduan"
    )
    than = b.compared.short_label if b.compared else None
    return Panel(
        slug="topik-peringkat",
        title=title,
        unit="aduan sah per topik",
        n=total,
        alt=f"{title}: {numbers.joined([bar.label for bar in bars[:3]])}.",
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
                (
                    row.category or NO_CATEGORY,
                    row.valid,
                    100 * row.valid / total if total else None,
                    before.get(row.category, 0) if before else None,
                )
                for row in b.categories
            ),
        ),
        chart=RankedBars(tuple(bars), "aduan", than),
        rows=tuple(
            RowsChoice(row.category or NO_CATEGORY, RowsOf("valid", category=row.category or EMPTY))
            for row in b.categories
        ),
    )


def rising(b: Briefing) -> Panel:
    """Topics against the comparison, as rate ratios with 95% intervals."""
    changes = [change for change in b.topic_changes if change.verdict != topics.TOO_FEW]
    up = [change for change in changes if change.verdict in RISING]
    ordered = sorted(changes, key=lambda c: (c.verdict not in RISING, -_ratio(c), c.category))
    few = len(b.topic_changes) - len(changes)
    if b.compared is None:
        title = "Pilih pembanding untuk melihat topik yang naik"
    elif up:
        names = numbers.joined([change.category for change in up[:3]])
        title = f"{names} naik"
    else:
        title = "Tidak ada topik yang naik secara meyakinkan"
    than = b.compared.short_label if b.compared else "pembanding"
    notes = [f"Rasio laju terhadap {than}, selang 95% (uji eksak Poisson, koreksi Holm)"]
    if few:
        notes.append(f"{few} topik terlalu sedikit aduannya untuk dinilai")
    return Panel(
        slug="topik-naik",
        title=title,
        unit=f"kali lipat dari {than}",
        n=b.now.valid,
        alt=f"{title}. Rasio dan selang 95% untuk {len(changes)} topik.",
        source=b.sources_line,
        notes=tuple(notes),
        table=Table(
            (
                Column("Topik"),
                Column("Kini", "count"),
                Column(than, "count"),
                Column("Rasio", "decimal", 2),
                Column("Selang 95% dari", "decimal", 2),
                Column("Selang 95% sampai", "decimal", 2),
                Column("Kesimpulan"),
            ),
            tuple(
                (c.category, c.now, c.before, c.ratio, c.low, c.high, c.verdict)
                for c in (*ordered, *(x for x in b.topic_changes if x.verdict == topics.TOO_FEW))
            ),
        ),
        chart=Forest(
            tuple(
                Ratio(
                    change.category,
                    _ratio(change),
                    change.low or 0.0,
                    math.inf if change.high is None else change.high,
                    f"{numbers.number(change.before)} → {numbers.number(change.now)} "
                    f"{change.verdict}",
                    _verdict_tone(change.verdict),
                )
                for change in ordered[:RANKED]
            )
        ),
        rows=tuple(
            RowsChoice(change.category, RowsOf("valid", category=change.category))
            for change in ordered
        ),
    )


def by_month(b: Briefing) -> Panel:
    """The nine largest topics by month, all on one scale."""
    names = largest(b, MULTIPLES)
    first, last = b.month_span
    found = topics.topic_by_month(b.source, b.filter, names, first, last)
    months = tuple(row.month for row in b.months)
    counts = {(row.category, row.month): row.valid for row in found}
    rising_now = {c.category for c in b.topic_changes if c.verdict in RISING}
    plots = tuple(
        Line(
            name,
            tuple(float(counts.get((name, month), 0)) for month in months),
            "accent" if name in rising_now else "plain",
        )
        for name in names
    )
    return Panel(
        slug="topik-bulan",
        title=f"{len(names)} topik terbesar dari bulan ke bulan",
        unit="aduan sah per bulan, skala sama",
        n=None,
        alt=f"Kolom per bulan untuk {numbers.joined(list(names))}.",
        source=b.sources_line,
        notes=("Hijau: naik dibanding pembanding",) if rising_now & set(names) else (),
        table=Table(
            (Column("Bulan", "month"), *(Column(name, "count") for name in names)),
            tuple((month, *(counts.get((name, month), 0) for name in names)) for month in months),
        ),
        chart=SmallMultiples(months, plots, "aduan"),
        rows=tuple(RowsChoice(name, RowsOf("valid", category=name)) for name in names),
    )


def named_topics(b: Briefing) -> list[topics.TopicRow]:
    """The topics that say what it is about, most first."""
    return [row for row in b.categories if row.category not in (None, CATCH_ALL)]


def largest(b: Briefing, count: int) -> tuple[str, ...]:
    """The names of the largest topics."""
    return tuple(row.category or "" for row in named_topics(b)[:count])


def topic_bar(name: str, count: int, total: int, before: dict[str | None, int], first: bool) -> Bar:
    """A topic with its count and share; the comparison as a tick, the first one green."""
    past = before.get(name, 0)
    return Bar(
        name,
        count,
        count_and_share(count, total),
        float(past) if before else None,
        numbers.number(past),
        "accent" if first else "plain",
    )


def count_and_share(count: int, total: int) -> str:
    """ "77 · 14%"; the count alone where there is no total."""
    share = f" · {numbers.percent(100 * count / total)}" if total else ""
    return f"{numbers.number(count)}{share}"


def _ratio(change: topics.TopicChange) -> float:
    return math.inf if change.ratio is None else change.ratio


def _verdict_tone(verdict: str) -> Tone:
    return "accent" if verdict in RISING else "plain"
