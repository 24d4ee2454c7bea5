"""Panels of "Ringkasan": key figures, months, top topics, the 13 at a glance."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigure, KeyFigures
from lapor_data.present.charts import Bar, MonthColumns, RankedBars
from lapor_data.present.panel import Column, Panel, Quantity, RowsChoice, Table
from lapor_data.present.panels_topics import named_topics
from lapor_data.present.programme_flags import programme_flags
from lapor_data.questions.measures import Measures
from lapor_data.questions.rows import RowsOf

TOP_TOPICS = 6


def key_figures(b: Briefing) -> Panel:
    """The five figures that open every report, with change and trend."""
    now, before = b.now, b.before
    limit = b.settings.respons_pertama
    trend = [row.measures for row in b.months if row.month >= b.period.first.replace(day=1)]
    if len(trend) < 4:
        trend = [row.measures for row in b.months][-6:]
    than = f"dari {b.compared.short_label}" if b.compared and before else ""
    slow = now.enough and (now.response_median_wd or 0) > limit
    known_before = before.response_median_wd if before and before.enough else None
    figures = (
        KeyFigure(
            "Aduan sah",
            Quantity.of(now.valid, "count"),
            change_words(now.valid, before.valid if before else None, " aduan"),
            than,
            tuple(m.valid for m in trend),
            help=f"Aduan masuk {numbers.number(now.received)}, di antaranya "
            f"{numbers.number(now.archived)} diarsipkan.",
        ),
        _share("Tindak lanjut", now, before, than, trend, "followed_up_percent", "followed_up"),
        _share("Selesai", now, before, than, trend, "closed_percent", "closed"),
        KeyFigure(
            "Median respons",
            Quantity.of(now.response_median_wd if now.enough else None, "decimal", 1, "HK"),
            change_words(
                now.response_median_wd, known_before, " HK", 1, ("lebih lambat", "lebih cepat")
            )
            if now.enough
            else f"data belum cukup: {coverage_words(now)}",
            than if now.enough else "",
            tuple(m.response_median_wd for m in trend),
            "broken" if slow else "plain",
            help="Hari kerja dari aduan masuk sampai tindak lanjut pertama; "
            f"{coverage_words(now)}.",
        ),
        _share(f"Tepat waktu ≤ {limit} HK", now, before, than, trend, "on_time_shown", "on_time")
        if now.speed_known
        else KeyFigure(
            f"Tepat waktu ≤ {limit} HK", numbers.NO_VALUE, "waktu respons belum diketahui", "", ()
        ),
    )
    return Panel(
        slug="ringkasan-angka",
        title="Lima angka utama",
        unit="aduan sah",
        n=now.valid,
        alt="; ".join(f"{figure.label} {figure.text}" for figure in figures),
        source=b.sources_line,
        table=Table(
            (Column("Ukuran"), Column("Nilai"), Column("Perubahan")),
            tuple(
                (figure.label, figure.text, f"{figure.change} {figure.than}".strip())
                for figure in figures
            ),
        ),
        chart=KeyFigures(figures),
        rows=(
            RowsChoice("Aduan sah", RowsOf("valid")),
            RowsChoice("Ditindaklanjuti", RowsOf("followed_up")),
            RowsChoice("Belum ditindaklanjuti", RowsOf("not_followed_up")),
            RowsChoice("Selesai", RowsOf("closed")),
            RowsChoice(f"Tepat waktu ≤ {limit} HK", RowsOf("on_time")),
            RowsChoice("Terlambat", RowsOf("late")),
            RowsChoice("Belum direspons", RowsOf("not_responded")),
            RowsChoice("Diarsipkan", RowsOf("archived")),
        ),
    )


def months(b: Briefing) -> Panel:
    """Complaints per month: the period in green, the year before it in grey."""
    first, last = b.period.first.replace(day=1), b.period.last
    rows = b.months
    inside = [row for row in rows if first <= row.month <= last]
    peak = max(inside, key=lambda row: row.measures.valid, default=None)
    if peak is None or not peak.measures.valid:
        title = "Aduan per bulan"
    elif len(inside) == 1:
        title = f"{numbers.number(peak.measures.valid)} aduan pada {numbers.month_name(peak.month)}"
    else:
        title = (
            f"Terbanyak {numbers.month_name(peak.month)}: "
            f"{numbers.number(peak.measures.valid)} aduan"
        )
    flags, notes = programme_flags(b.records, rows[0].month, rows[-1].month, b.filter.place)
    return Panel(
        slug="ringkasan-bulan",
        title=title,
        unit="aduan sah per bulan",
        n=sum(row.measures.valid for row in inside),
        alt=f"{title}. Kolom per bulan, {numbers.month_name(rows[0].month)} sampai "
        f"{numbers.month_name(rows[-1].month)}.",
        source=b.sources_line,
        notes=notes,
        table=Table(
            (
                Column("Bulan", "month"),
                Column("Aduan sah", "count"),
                Column("Tindak lanjut", "percent", 1),
                Column("Selesai", "percent", 1),
                Column("Tepat waktu", "percent", 1),
                Column("Median HK", "decimal", 1),
            ),
            tuple(
                (
                    row.month,
                    row.measures.valid,
                    row.measures.followed_up_percent,
                    row.measures.closed_percent,
                    row.measures.on_time_shown,
                    row.measures.response_median_wd if row.measures.enough else None,
                )
                for row in rows
            ),
        ),
        chart=MonthColumns(
            tuple(row.month for row in rows),
            tuple(row.measures.valid for row in rows),
            tuple(first <= row.month <= last for row in rows),
            "aduan",
            flags,
        ),
        rows=(RowsChoice("Aduan sah", RowsOf("valid")),),
    )


def top_topics(b: Briefing) -> Panel:
    """The largest named topics, with the comparison as a tick."""
    named = named_topics(b)[:TOP_TOPICS]
    before = b.topics_before
    total = b.now.valid
    bars = tuple(
        Bar(
            row.category or "",
            row.valid,
            numbers.number(row.valid),
            float(before.get(row.category, 0)) if before else None,
            numbers.number(before.get(row.category, 0)),
            "accent" if index == 0 else "plain",
        )
        for index, row in enumerate(named)
    )
    title = f"{named[0].category} paling banyak diadukan" if named else "Topik terbanyak"
    share = numbers.percent(100 * named[0].valid / total) if named and total else ""
    notes = (f"Garis tegak: {b.compared.short_label}",) if before and b.compared else ()
    return Panel(
        slug="ringkasan-topik",
        title=title,
        unit="aduan sah per topik",
        n=total,
        alt=f"{title}: {named[0].valid} aduan, {share} dari semua." if named else title,
        source=b.sources_line,
        notes=notes,
        table=Table(
            (
                Column("Topik"),
                Column("Aduan sah", "count"),
                Column("Bagian", "percent", 1),
                Column(b.compared.short_label if b.compared else "Pembanding", "count"),
            ),
            tuple(
                (
                    row.category,
                    row.valid,
                    100 * row.valid / total if total else None,
                    before.get(row.category, 0) if before else None,
                )
                for row in named
            ),
        ),
        chart=RankedBars(bars, "aduan", b.compared.short_label if b.compared else None),
        rows=tuple(
            RowsChoice(row.category or "", RowsOf("valid", category=row.category)) for row in named
        ),
    )


def _share(
    label: str,
    now: Measures,
    before: Measures | None,
    than: str,
    trend: list[Measures],
    percent: str,
    count: str,
) -> KeyFigure:
    value: float | None = getattr(now, percent)
    return KeyFigure(
        label,
        Quantity.of(value, "percent", 1),
        change_words(value, getattr(before, percent) if before else None, " poin", 1),
        than,
        tuple(getattr(m, percent) for m in trend),
        help=f"{numbers.number(getattr(now, count))} dari {numbers.number(now.valid)} aduan sah.",
    )


def change_words(
    now: float | None,
    before: float | None,
    unit: str,
    decimals: int = 0,
    words: tuple[str, str] = ("naik", "turun"),
) -> str:
    """The change in words: "naik 12 aduan", "tetap"; empty without a comparison."""
    if now is None or before is None:
        return ""
    difference = round(now - before, decimals)
    if not difference:
        return "tetap"
    if unit == " HK":
        return f"{numbers.number(abs(difference), decimals)}{unit} {words[difference < 0]}"
    return f"{words[difference < 0]} {numbers.number(abs(difference), decimals)}{unit}"


def coverage_words(m: Measures) -> str:
    """For how many the time is known: "412 dari 545 bercap waktu"."""
    return f"{numbers.number(m.timed)} dari {numbers.number(m.valid)} bercap waktu"
