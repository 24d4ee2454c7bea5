"""Panels of "Profil": the rank among its peers, five figures with their ranks, the trend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.regions import BY_CODE
from lapor_data.domain.settings import load_settings
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import KeyFigure, KeyFigures, Line, Lines
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_summary import change_words, coverage_words
from lapor_data.questions import profile, scoring, summary, volume
from lapor_data.questions.measures import Measures
from lapor_data.questions.rows import RowsOf

TRENDS = {
    "aduan": "Aduan",
    "tindak-lanjut": "Tindak lanjut",
    "median": "Median respons",
}


def ranking(b: Briefing) -> Panel:
    """The subject's rank by the default award profile, now and in the comparison; the table holds
    all that are scored with it. Without a subject: the 13, to choose from."""
    award = b.subject.award if b.subject else scoring.PROFILES[0]
    now = scoring.standings(b.contest.counts(award), award) if b.contest else []
    past = scoring.standings(b.contest_before.counts(award), award) if b.contest_before else []
    before = {one.key: one.rank for one in past}
    than = b.compared.short_label if b.compared else "pembanding"
    names = b.contest.names if b.contest else {}
    measures = {peer.key: peer.measures for peer in b.peers}
    few = {low.row.place: low.reasons for low in b.low_volume}
    mine = next((one for one in now if b.subject and one.key == b.subject.key), None)
    return Panel(
        slug="profil-peringkat",
        title=_rank_title(b.subject, mine, now, before, than),
        unit=f"bobot nilai, profil {award.name.lower()}",
        n=sum(one.counts.valid for one in now),
        alt="Peringkat menurut bobot nilai.",
        source=b.sources_line,
        notes=_rank_notes(b, mine, award.minimum),
        table=Table(
            (
                Column("Peringkat", "count"),
                Column("SKPD" if b.subject and b.subject.agency else "Kabupaten/kota"),
                Column("Bobot nilai", "decimal", 2),
                Column(f"Peringkat {than}", "count"),
                Column("Aduan sah", "count"),
                Column("Tindak lanjut", "percent", 1),
                Column("Tepat waktu", "percent", 1),
                Column("Catatan"),
            ),
            tuple(
                (
                    one.rank,
                    names[one.key],
                    one.score if one.rank else None,
                    before.get(one.key),
                    one.counts.valid,
                    measures[one.key].followed_up_percent,
                    measures[one.key].on_time_shown,
                    few.get(one.key, ""),
                )
                for one in now
                if one.key in measures
            ),
        ),
        rows=tuple(
            RowsChoice(names[one.key], RowsOf("valid", place=one.key))
            for one in now
            if one.key in BY_CODE and one.counts.valid
        ),
    )


def _rank_title(
    subject: profile.Subject | None,
    mine: scoring.Standing | None,
    now: Sequence[scoring.Standing],
    before: Mapping[str, int | None],
    than: str,
) -> str:
    if subject is None:
        return "Pilih kabupaten/kota"
    if subject.scope is None:
        return "Tidak diperingkat"
    if mine is None or mine.rank is None:
        return "Belum diperingkat"
    ranked = sum(one.rank is not None for one in now)
    title = f"Peringkat {mine.rank} dari {ranked} {subject.peers_name}"
    past = before.get(subject.key)
    if past is None:
        return title
    steps = past - mine.rank
    if not steps:
        return f"{title}, tetap seperti {than}"
    return f"{title}, {'naik' if steps > 0 else 'turun'} {abs(steps)} dari {than}"


def _rank_notes(b: Briefing, mine: scoring.Standing | None, minimum: int) -> tuple[str, ...]:
    if b.contest is None:
        return ("Yang diperingkat: 13 kabupaten/kota, dan SKPD di antara SKPD wilayahnya",)
    notes = []
    if mine and mine.rank is not None:
        notes.append(f"Bobot nilai {numbers.number(mine.score, 2)}")
        if b.now.low_coverage:
            notes.append("cakupan rendah")
    if minimum > 1:
        notes.append(f"SKPD dengan kurang dari {minimum} aduan sah tidak diperingkat")
    if b.subject is None and b.low_volume:
        notes += [
            f"Sedikit untuk penduduknya: {volume.POPULATION_TEST}",
            f"lebih sedikit dari masa lalunya: {volume.PAST_TEST}",
            volume.CORRECTION,
        ]
    return tuple(notes)


def key_figures(b: Briefing) -> Panel:
    """The five figures of Ringkasan for the subject, each with its rank among its peers."""
    limit = b.settings.respons_pertama
    slow = b.now.enough and (b.now.response_median_wd or 0) > limit
    figures = (
        _figure(b, "Aduan sah", lambda m: m.valid, " aduan", 0, rank_word="urutan"),
        _figure(b, "Tindak lanjut", lambda m: m.followed_up_percent, " poin", 1),
        _figure(b, "Selesai", lambda m: m.closed_percent, " poin", 1),
        _figure(b, "Median respons", _median, " HK", 1, tone_broken=slow),
        _figure(b, f"Tepat waktu ≤ {limit} HK", lambda m: m.on_time_shown, " poin", 1),
    )
    return Panel(
        slug="profil-angka",
        title="Lima angka utama",
        unit="aduan sah",
        n=b.now.valid,
        alt="; ".join(f"{figure.label} {figure.text}" for figure in figures),
        source=b.sources_line,
        notes=("Peringkat 1 = tertinggi; untuk median, tercepat",),
        table=Table(
            (Column("Ukuran"), Column("Nilai"), Column("Peringkat dan perubahan")),
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
        ),
    )


def _figure(
    b: Briefing,
    label: str,
    read: Callable[[Measures], float | None],
    unit: str,
    decimals: int,
    *,
    rank_word: str = "peringkat",
    tone_broken: bool = False,
) -> KeyFigure:
    """One figure: its value, "peringkat 13 dari 13 · turun 41,2 poin dari 2021"."""
    days = unit == " HK"
    value = read(b.now)
    past = read(b.before) if b.before else None
    place = _rank(b, read, rank_word == "peringkat", days)
    words = ("lebih lambat", "lebih cepat") if days else ("naik", "turun")
    change = change_words(value, past, unit, decimals, words)
    parts = [f"{rank_word} {place.rank} dari {place.of}"] if place else []
    if change:
        parts.append(f"{change} dari {b.compared.short_label}" if b.compared else change)
    if value is None and days:
        parts = [f"data belum cukup: {coverage_words(b.now)}"]
    written = numbers.percent(value, 1) if unit == " poin" else numbers.number(value, decimals)
    return KeyFigure(
        label,
        f"{written} HK" if days and value is not None else written,
        " · ".join(parts),
        "",
        tuple(read(row.measures) for row in b.months if row.month >= b.period.first),
        "broken" if tone_broken else "plain",
        help=_base_words(b.now, label, days),
    )


def _rank(
    b: Briefing, read: Callable[[Measures], float | None], is_share: bool, lowest_first: bool
) -> profile.Rank | None:
    """The subject's rank by one figure; by shares only among those with enough complaints."""
    if b.subject is None:
        return None
    minimum = b.subject.award.minimum if is_share else 0
    values = {
        peer.key: read(peer.measures) if peer.measures.valid >= minimum else None
        for peer in b.peers
    }
    return profile.rank_among(values, b.subject.key, lowest_first=lowest_first)


def _base_words(m: Measures, label: str, days: bool) -> str:
    """The counts behind a figure."""
    if days:
        return f"Hari kerja dari aduan masuk sampai tindak lanjut pertama; {coverage_words(m)}."
    if label == "Aduan sah":
        return (
            f"Aduan masuk {numbers.number(m.received)}, di antaranya "
            f"{numbers.number(m.archived)} diarsipkan. Urutan menurut banyaknya aduan."
        )
    count = {"Tindak lanjut": m.followed_up, "Selesai": m.closed}.get(label, m.on_time)
    return f"{numbers.number(count)} dari {numbers.number(m.valid)} aduan sah."


def trend(b: Briefing, option: str = "") -> Panel:
    """The subject by month against the whole, on one scale: a measure of TRENDS."""
    key = option if option in TRENDS else next(iter(TRENDS))
    if b.subject is None:
        return _no_trend(b)
    if key == "aduan":
        return _volume_trend(b, b.subject)
    read, unit, decimals = {
        "tindak-lanjut": (_followed_up, "%", 0),
        "median": (_median, "HK", 1),
    }[key]
    mine, whole = read(b.now), read(summary.totals(b.source, b.around))
    title = f"{TRENDS[key]} per bulan"
    if mine is not None and whole is not None:
        space = "" if unit == "%" else " "
        title = (
            f"{TRENDS[key]} {numbers.number(mine, decimals)}{space}{unit}, "
            f"{b.subject.whole_in_words} "
            f"{numbers.number(whole, decimals)}{space}{unit}"
        )
    return _trend_panel(
        b,
        b.subject,
        title,
        f"{TRENDS[key].lower()}, {unit}, menurut bulan aduan masuk",
        tuple(read(row.measures) for row in b.months),
        (b.subject.whole_name, tuple(read(row.measures) for row in b.months_around)),
        unit,
        decimals,
    )


def _volume_trend(b: Briefing, unit: profile.Subject) -> Panel:
    """Counts have no common scale: one of the 13 is set against the 13 per 100,000 people, an SKPD
    or a level stands alone."""
    months = tuple(row.month for row in b.months)
    counts = tuple(float(row.measures.valid) for row in b.months)
    if not unit.is_region:
        title = f"{unit.short_name}: {numbers.number(b.now.valid)} aduan"
        return _trend_panel(b, unit, title, "aduan sah per bulan", counts, None, "aduan", 0)
    people = sum(region.population for region in BY_CODE.values())
    mine = BY_CODE[unit.place].population
    found = summary.region_months(b.source, b.filter, months[-1], len(months))
    together = [sum(column) for column in zip(*found.values(), strict=True)]
    rate = 100_000 * b.now.valid / mine
    common = 100_000 * sum(row.measures.valid for row in b.regions) / people
    title = (
        f"{numbers.number(rate, 1)} aduan per 100.000 penduduk, 13 kabupaten/kota bersama-sama "
        f"{numbers.number(common, 1)}"
    )
    return _trend_panel(
        b,
        unit,
        title,
        "aduan sah per 100.000 penduduk (Sensus 2020) dan bulan",
        tuple(100_000 * count / mine for count in counts),
        ("13 kab/kota", tuple(100_000 * count / people for count in together)),
        "per 100.000",
        1,
    )


def _trend_panel(
    b: Briefing,
    unit: profile.Subject,
    title: str,
    words: str,
    mine: tuple[float | None, ...],
    whole: tuple[str, tuple[float | None, ...]] | None,
    measure_unit: str,
    decimals: int,
) -> Panel:
    months = tuple(row.month for row in b.months)
    lines = [Line(whole[0], whole[1])] if whole else []
    lines.append(Line(unit.short_name, mine, "accent"))
    limit = b.settings.respons_pertama
    rule = float(limit) if measure_unit == "HK" else None
    few = f"Bulan dengan kurang dari {b.settings.sampel_minimum} aduan tidak digambar"
    return Panel(
        slug="profil-tren",
        title=title,
        unit=words,
        n=b.now.valid,
        alt=f"{title}. Garis per bulan, {_span_words(months)}.",
        source=b.sources_line,
        notes=(few,) if measure_unit in ("%", "HK") else (),
        table=Table(
            (
                Column("Bulan", "month"),
                Column(f"Aduan sah, {unit.short_name}", "count"),
                *(Column(f"{line.name}, {measure_unit}", "decimal", 1) for line in lines),
            ),
            tuple(
                (row.month, row.measures.valid, *(line.values[index] for line in lines))
                for index, row in enumerate(b.months)
            ),
        ),
        chart=Lines(
            months, tuple(lines), measure_unit, decimals, rule, f"batas {limit} HK" if rule else ""
        ),
        rows=(RowsChoice("Aduan sah", RowsOf("valid")),),
    )


def _no_trend(b: Briefing) -> Panel:
    return Panel(
        slug="profil-tren",
        title="Pilih kabupaten/kota",
        unit="aduan sah per bulan",
        alt="Belum ada wilayah yang dipilih.",
        source=b.sources_line,
        table=Table((Column("Bulan", "month"),), ()),
    )


def _followed_up(m: Measures) -> float | None:
    """Tindak lanjut %, None where too few complaints would make it jump."""
    return m.followed_up_percent if m.valid >= load_settings().sampel_minimum else None


def _median(m: Measures) -> float | None:
    return m.response_median_wd if m.enough else None


def _span_words(months: tuple[date, ...]) -> str:
    return f"{numbers.month_name(months[0])} sampai {numbers.month_name(months[-1])}"
