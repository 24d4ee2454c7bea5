"""Panels of "Kecepatan respons": how long until the first follow-up, in working days (HK)."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Line, Lines, Part, Span, Spans, Stacked
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.tone import Tone
from lapor_data.questions import speed
from lapor_data.questions.measures import Measures
from lapor_data.questions.rows import RowsOf

CALENDAR = "kalender"
WORKING = "kerja"


def by_region(b: Briefing, clock: str = WORKING) -> Panel:
    """Median and 90th percentile of each of the 13, with n and coverage."""
    calendar = clock == CALENDAR
    unit = "hari" if calendar else "HK"
    limit = b.settings.respons_pertama
    rows = b.regions_in_days if calendar else b.regions
    ordered = sorted(rows, key=lambda row: (*_speed_key(row.measures, calendar), row.place))
    over = [
        row
        for row in b.regions
        if row.measures.enough and (row.measures.response_median_wd or 0) > limit
    ]
    judged = [row for row in b.regions if row.measures.enough]
    if not judged:
        title = "Data waktu respons belum cukup"
    elif over:
        names = numbers.joined([row.short_name for row in over])
        title = f"{names}: median melewati {limit} hari kerja"
    else:
        title = f"Median semua kabupaten/kota dalam {limit} hari kerja"
    timed = sum(row.measures.timed for row in rows)
    return Panel(
        slug="kecepatan-wilayah",
        title=title,
        unit=f"{'hari kalender' if calendar else 'hari kerja'} sampai tindak lanjut pertama; "
        "titik = median, garis sampai persentil 90",
        n=timed,
        alt=f"{title}. Titik dan garis untuk 13 kabupaten/kota.",
        source=b.sources_line,
        notes=(
            f"Kurang dari {b.settings.sampel_minimum} bercap waktu: data belum cukup",
            f"Cakupan rendah: di bawah {b.settings.cakupan_minimum_persen}% bercap waktu",
        ),
        table=Table(
            (
                Column("Kabupaten/kota"),
                Column("Aduan sah", "count"),
                Column("Bercap waktu", "count"),
                Column("Cakupan", "percent"),
                Column(f"Median ({unit})", "decimal", 1),
                Column(f"Persentil 90 ({unit})", "decimal", 1),
                Column(f"Tepat waktu ≤ {limit} HK", "percent", 1),
                Column("Dalam batas klasifikasi", "percent", 1),
            ),
            tuple(
                (
                    row.name,
                    row.measures.valid,
                    row.measures.timed,
                    row.measures.coverage_percent,
                    *times(row.measures, calendar),
                    row.measures.on_time_shown,
                    row.measures.within_limit_percent,
                )
                for row in ordered
            ),
        ),
        chart=Spans(
            tuple(span(row.short_name, row.measures, limit, calendar) for row in ordered),
            unit,
            "median",
            "bercap waktu",
            1,
            None if calendar else float(limit),
            f"batas {limit} HK",
            b.chosen_place,
        ),
        rows=tuple(
            RowsChoice(row.name, RowsOf("timed", place=row.place))
            for row in ordered
            if row.measures.timed
        ),
    )


def by_month(b: Briefing) -> Panel:
    """The median by month: the chosen region against all."""
    months = tuple(row.month for row in b.months)
    everywhere = tuple(_median(row.measures) for row in b.months_everywhere)
    lines = [Line("Semua", everywhere, "plain" if b.filter.place else "accent")]
    name = "Semua wilayah"
    if b.filter.place:
        name = place_name(b.filter.place, short=True)
        lines.append(Line(name, tuple(_median(row.measures) for row in b.months), "accent"))
    known = [value for value in lines[-1].values if value is not None]
    last = known[-1] if known else None
    title = (
        f"{name}: median {numbers.number(last, 1)} HK pada bulan terakhir"
        if last is not None
        else "Median respons per bulan"
    )
    limit = b.settings.respons_pertama
    return Panel(
        slug="kecepatan-bulan",
        title=title,
        unit="median hari kerja, menurut bulan aduan masuk",
        n=sum(row.measures.timed for row in b.months),
        alt=f"{title}. Garis per bulan.",
        source=b.sources_line,
        notes=(f"Bulan dengan kurang dari {b.settings.sampel_minimum} cap waktu tidak digambar",),
        table=Table(
            (
                Column("Bulan", "month"),
                Column(f"Bercap waktu, {name}", "count"),
                Column(f"Median HK, {name}", "decimal", 1),
                Column("Median HK, semua", "decimal", 1),
            ),
            tuple(
                (row.month, row.measures.timed, _median(row.measures), overall)
                for row, overall in zip(b.months, everywhere, strict=True)
            ),
        ),
        chart=Lines(months, tuple(lines), "HK", 1, float(limit), f"batas {limit} HK"),
        rows=(RowsChoice("Aduan bercap waktu", RowsOf("timed")),),
    )


def bands(b: Briefing) -> Panel:
    """Complaints by response time: the share of each band, per region."""
    rows = [row for row in b.bands if row.valid]
    names = tuple(speed.BANDS.values())
    ordered = sorted(rows, key=lambda row: (row.place is not None, -_quick(row), row.place or ""))
    total = next((row for row in rows if row.place is None), None)
    waiting = total.count(speed.NOT_RESPONDED) if total else 0
    title = (
        f"{numbers.number(waiting)} aduan belum direspons"
        if waiting
        else "Semua aduan sudah direspons"
    )
    tones: dict[str, Tone] = {speed.NOT_RESPONDED: "broken", speed.UNTIMED: "muted"}
    return Panel(
        slug="kecepatan-sebaran",
        title=title,
        unit="% aduan sah menurut hari kerja sampai tindak lanjut pertama",
        n=total.valid if total else 0,
        alt=f"{title}. Batang bertumpuk per kabupaten/kota.",
        source=b.sources_line,
        table=Table(
            (
                Column("Kabupaten/kota"),
                Column("Aduan sah", "count"),
                *(Column(name[:1].upper() + name[1:], "count") for name in names),
            ),
            tuple((row.name, row.valid, *row.counts) for row in ordered),
        ),
        chart=Stacked(
            tuple(row.short_name for row in ordered),
            tuple(
                Part(
                    name,
                    tuple(row.percent(band) or 0.0 for row in ordered),
                    tuple(row.count(band) for row in ordered),
                    tones.get(band),
                )
                for band, name in speed.BANDS.items()
            ),
            tuple(f"n = {numbers.number(row.valid)}" for row in ordered),
            "%",
            whole=100.0,
            chosen=b.chosen_place,
        ),
        rows=tuple(
            RowsChoice(name[:1].upper() + name[1:], RowsOf(band))
            for band, name in reversed(speed.BANDS.items())
        ),
    )


def _quick(row: speed.BandRow) -> float:
    return (row.percent("hk_1") or 0.0) + (row.percent("hk_3") or 0.0)


def _median(m: Measures) -> float | None:
    return m.response_median_wd if m.enough else None


def times(m: Measures, calendar: bool = False) -> tuple[float | None, float | None]:
    """Median and 90th percentile in working or calendar days; None where there are too few."""
    if not m.enough:
        return None, None
    if calendar:
        return m.response_median_days, m.response_p90_days
    return m.response_median_wd, m.response_p90_wd


def _speed_key(m: Measures, calendar: bool) -> tuple[bool, float]:
    median = times(m, calendar)[0]
    return median is None, median or 0.0


def span(label: str, m: Measures, limit: int, calendar: bool) -> Span:
    """The dot and line of one row, red where the median passes the limit (HK)."""
    median, p90 = times(m, calendar)
    note = f"{numbers.number(m.timed)} dari {numbers.number(m.valid)}"
    if m.low_coverage:
        note += " · cakupan rendah"
    broken = median is not None and (m.response_median_wd or 0) > limit
    unit = "hari" if calendar else "HK"
    return Span(
        label,
        median,
        p90,
        "data belum cukup" if median is None else f"{numbers.number(median, 1)} {unit}",
        note,
        "broken" if broken else "plain",
    )
