"""Panels of "Naik tangga": the years, the programmes on the trend, before and after them."""

from __future__ import annotations

import math
from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.records import Record
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Forest, MonthColumns, Ratio
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.programme_flags import programme_flags, programmes
from lapor_data.questions.before_after import NOT_A_PROOF, WEEKS, BeforeAfter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.rates import RateRatio
from lapor_data.questions.summary import by_month, totals


def years(b: Briefing) -> Panel:
    """The measures of every calendar year of the data, the running one up to the data date."""
    periods = [Period.parse(str(y)) for y in range(b.first_date.year, b.data_date.year + 1)]
    measures = [totals(b.source, b.filter, period.cut_to(b.data_date)) for period in periods]
    rows = list(zip(periods, measures, strict=True))
    title = _years_title([(p, m) for p, m in rows if p.last <= b.data_date and m.valid])
    running = [p for p in periods if p.last > b.data_date]
    notes = [f"{p.label} sampai {numbers.long_date(b.data_date)}" for p in running]
    return Panel(
        slug="tangga-tahun",
        title=title,
        unit="aduan sah per tahun",
        n=sum(m.valid for m in measures),
        alt=f"{title}. Ukuran utama tiap tahun.",
        source=b.sources_line,
        notes=tuple(notes),
        table=Table(
            (
                Column("Tahun"),
                Column("Aduan sah", "count"),
                Column("Tindak lanjut", "percent", 1),
                Column("Selesai", "percent", 1),
                Column(f"Tepat waktu ≤ {b.settings.respons_pertama} HK", "percent", 1),
                Column("Median HK", "decimal", 1),
            ),
            tuple(
                (
                    period.key,
                    m.valid,
                    m.followed_up_percent,
                    m.closed_percent,
                    m.on_time_shown,
                    m.response_median_wd if m.enough else None,
                )
                for period, m in rows
            ),
        ),
    )


def trend(b: Briefing) -> Panel:
    """Complaints of every month of the data with the programmes over them."""
    rows = by_month(b.source, b.filter, b.first_date, b.data_date)
    flags, notes = programme_flags(b.records, rows[0].month, rows[-1].month, b.filter.place)
    first, last = b.period.first.replace(day=1), b.period.last
    title = (
        f"{len(notes)} program dan aduan per bulan"
        if notes
        else "Aduan per bulan; belum ada program yang bulannya diketahui"
    )
    return Panel(
        slug="tangga-tren",
        title=title,
        unit="aduan sah per bulan",
        n=sum(row.measures.valid for row in rows),
        alt=f"{title}, {numbers.month_name(rows[0].month)} sampai "
        f"{numbers.month_name(rows[-1].month)}.",
        source=b.sources_line,
        notes=notes,
        table=Table(
            (Column("Bulan", "month"), Column("Aduan sah", "count"), Column("Program")),
            tuple(
                (row.month, row.measures.valid, _names(b.records, row.month, b.filter.place))
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
        # No rows: they obey the period, this chart shows all; each year opens its own on its step.
    )


def effects(b: Briefing) -> Panel:
    """Each programme: sah per day in the weeks after its begin against those before it."""
    found = b.programme_effects
    compared = [result for result in found if result.sides]
    # Without any complaint on either side there is no ratio to draw; the table says so.
    drawn = [r for r in compared if r.sides and (r.sides.count_before or r.sides.count_after)]
    clear = [r for r in compared if r.sides and _words(r.sides.ratio) != _UNCLEAR]
    if not compared:
        title = "Belum ada program yang dapat dibandingkan"
    elif clear:
        title = f"{len(clear)} dari {len(compared)} program diikuti perubahan jumlah aduan"
    else:
        title = "Tidak ada program yang diikuti perubahan jumlah aduan yang jelas"
    left_out = [f"{r.record.title}: {r.why_not}" for r in found if not r.sides]
    notes = [
        f"{NOT_A_PROOF.capitalize()}: musim, libur, banjir, dan program lain ikut berpengaruh",
        f"Aduan per hari {WEEKS} pekan sesudah dibagi {WEEKS} pekan sebelum, hari yang sama; "
        "selang 95% (uji eksak Poisson)",
    ]
    if left_out:
        notes.append(f"Tidak dibandingkan: {'; '.join(left_out)}")
    return Panel(
        slug="tangga-sebelum-sesudah",
        title=title,
        unit="rasio aduan sah per hari, sesudah ÷ sebelum",
        n=None,
        alt=f"{title}; {NOT_A_PROOF}.",
        source=b.sources_line,
        notes=tuple(notes),
        table=Table(
            (
                Column("Program"),
                Column("Mulai"),
                Column("Pekan", "count"),
                Column("Sebelum", "count"),
                Column("Sesudah", "count"),
                Column("Rasio", "decimal", 2),
                Column("Selang 95% dari", "decimal", 2),
                Column("Selang 95% sampai", "decimal", 2),
                Column("Setahun sebelumnya", "decimal", 2),
                Column("Kesimpulan"),
            ),
            tuple(_effect_row(result) for result in found),
        ),
        chart=Forest(tuple(_ratio(result) for result in drawn)) if drawn else None,
    )


_UNCLEAR = "tidak jelas berubah"


def _words(ratio: RateRatio) -> str:
    if ratio.low is not None and ratio.low > 1:
        return "lebih banyak"
    if ratio.high is not None and ratio.high < 1:
        return "lebih sedikit"
    return _UNCLEAR


def _ratio(result: BeforeAfter) -> Ratio:
    sides = result.sides
    if sides is None:
        raise ValueError(result.record.key)
    ratio = sides.ratio
    words = _words(ratio)
    return Ratio(
        result.record.title,
        math.inf if ratio.ratio is None else ratio.ratio,
        ratio.low or 0.0,
        math.inf if ratio.high is None else ratio.high,
        f"{numbers.number(sides.count_before)} → {numbers.number(sides.count_after)} {words}",
        "plain" if words == _UNCLEAR else "accent",
    )


def _effect_row(result: BeforeAfter) -> tuple[object, ...]:
    record, sides = result.record, result.sides
    if sides is None:
        return (record.title, record.when, *(None,) * 7, result.why_not)
    earlier = result.year_before.ratio.ratio if result.year_before else None
    return (
        record.title,
        record.when,
        sides.weeks,
        sides.count_before,
        sides.count_after,
        sides.ratio.ratio,
        sides.ratio.low,
        sides.ratio.high,
        earlier,
        _words(sides.ratio),
    )


def _names(records: tuple[Record, ...], month: date, place: str | None) -> str:
    return "; ".join(
        record.title for record in programmes(records, place) if record.first_month == month
    )


def _years_title(rows: list[tuple[Period, Measures]]) -> str:
    """What became of the share followed up, from the first whole year to the last."""
    if len(rows) < 2:
        return "Angka tiap tahun"
    (first, then), (last, now) = rows[0], rows[-1]
    return (
        f"Tindak lanjut {numbers.percent(then.followed_up_percent, 1)} pada {first.key}, "
        f"{numbers.percent(now.followed_up_percent, 1)} pada {last.key}"
    )
