"""Panels of "Profil" that open the subject up: its topics beside the whole, and its SKPD."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Dumbbell, Pair
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_speed import times
from lapor_data.present.tone import Tone
from lapor_data.questions import profile
from lapor_data.questions.rows import RowsOf

TOPICS = 8
BUSIEST = 3
_TONES: dict[str, Tone] = {profile.OFTENER: "accent", profile.TOO_FEW: "muted"}


def topic_gaps(b: Briefing) -> Panel:
    """The subject's largest topics: their share in it beside their share in the whole."""
    gaps = profile.topic_gaps(b.categories, b.categories_around) if b.subject else []
    mine = [gap for gap in gaps if gap.count]
    rarer = [gap for gap in gaps if gap.verdict == profile.RARER]
    shown = list(dict.fromkeys([*mine[:TOPICS], *rarer]))[: TOPICS + BUSIEST]
    whole = b.subject.whole_name if b.subject else "Seluruh Kalsel"
    inside = b.subject.whole_in_words if b.subject else whole
    more = [gap.category for gap in shown if gap.verdict == profile.OFTENER]
    if more:
        title = f"{numbers.joined(more[:BUSIEST])} lebih sering daripada di {inside}"
    elif rarer:
        names = numbers.joined([gap.category for gap in rarer[:BUSIEST]])
        title = f"{names} lebih jarang daripada di {inside}"
    elif mine:
        title = f"{mine[0].category} paling banyak diadukan; tidak ada topik yang menonjol"
    else:
        title = "Topik"
    return Panel(
        slug="profil-topik",
        title=title,
        unit="% aduan sah menurut topik",
        n=b.now.valid,
        alt=f"{title}. Bagian {len(shown)} topik, dengan bagian di {inside}.",
        source=b.sources_line,
        notes=(
            "Hijau: lebih sering secara meyakinkan (uji eksak Poisson, koreksi Holm); pucat: "
            f"kurang dari {b.settings.sampel_minimum} aduan, tidak dinilai",
        ),
        table=Table(
            (
                Column("Topik"),
                Column("Aduan sah", "count"),
                Column("Bagian", "percent", 1),
                Column(f"Aduan sah, {inside}", "count"),
                Column(f"Bagian, {inside}", "percent", 1),
                Column("Dibanding lainnya"),
            ),
            tuple(
                (g.category, g.count, g.percent, g.whole_count, g.whole_percent, g.verdict)
                for g in dict.fromkeys([*shown, *mine])
            ),
        ),
        chart=Dumbbell(
            tuple(
                Pair(
                    gap.category,
                    gap.percent,
                    gap.whole_percent,
                    f"{numbers.percent(gap.percent, 1)} · n = {numbers.number(gap.count)}",
                    numbers.percent(gap.whole_percent, 1),
                    _TONES.get(gap.verdict, "plain"),
                )
                for gap in shown
            ),
            "%",
            b.subject.short_name if b.subject else "",
            whole,
        ),
        rows=tuple(
            RowsChoice(gap.category, RowsOf("valid", category=gap.category))
            for gap in shown
            if gap.count
        ),
    )


def agencies(b: Briefing) -> Panel:
    """The SKPD of the place, busiest first, with follow-up and response times."""
    rows = b.agencies_of_place if b.subject else []
    named = [row for row in rows if row.agency and row.measures.valid]
    place = place_name(b.subject.place) if b.subject else ""
    first = [row.agency or "" for row in named[:BUSIEST]]
    title = f"SKPD tersibuk: {numbers.joined(first)}" if first else "SKPD"
    if len(named) > BUSIEST and named[BUSIEST].measures.valid == named[0].measures.valid:
        # More are equally busy than can be named.
        most = named[0].measures.valid
        equal = sum(row.measures.valid == most for row in named)
        title = f"{equal} SKPD tersibuk, masing-masing {numbers.number(most)} aduan"
    if b.subject and b.subject.agency:
        title = f"{b.subject.agency} di antara SKPD {place}"
    unnamed = sum(row.measures.valid for row in b.agencies_of_place if not row.agency)
    return Panel(
        slug="profil-skpd",
        title=title,
        unit=f"aduan sah per SKPD, {place}" if place else "aduan sah per SKPD",
        n=sum(row.measures.valid for row in named),
        alt=f"{title}. Tabel {len(named)} SKPD.",
        source=b.sources_line,
        notes=(
            *((f"{numbers.number(unnamed)} aduan tanpa nama SKPD",) if unnamed else ()),
            f"median dari sekurangnya {b.settings.sampel_minimum} aduan bercap waktu",
        ),
        table=Table(
            (
                Column("SKPD"),
                Column("Aduan sah", "count"),
                Column("Tindak lanjut", "percent", 1),
                Column("Selesai", "percent", 1),
                Column("Tepat waktu", "percent", 1),
                Column("Median HK", "decimal", 1),
                Column("Persentil 90 HK", "decimal", 1),
                Column("Bercap waktu", "count"),
            ),
            tuple(
                (
                    row.agency,
                    row.measures.valid,
                    row.measures.followed_up_percent,
                    row.measures.closed_percent,
                    row.measures.on_time_shown,
                    *times(row.measures),
                    row.measures.timed,
                )
                for row in named
            ),
        ),
        # An SKPD profile has narrowed the filter to itself: only its own rows can be opened.
        rows=tuple(
            RowsChoice(row.agency or "", RowsOf("valid", place=row.place, agency=row.agency))
            for row in named
            if b.subject and b.subject.agency in (None, row.agency)
        ),
    )
