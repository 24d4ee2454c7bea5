"""Panels of "Profil": the rank among its peers, and five figures with their ranks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lapor_data.domain import numbers
from lapor_data.domain.regions import BY_CODE
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigure, KeyFigures
from lapor_data.present.panel import Column, Panel, Quantity, RowsChoice, Table
from lapor_data.present.panels_summary import change_words, coverage_words
from lapor_data.questions import profile, scoring, summary, volume
from lapor_data.questions.measures import Measures
from lapor_data.questions.rows import RowsOf

# A trend of fewer months is no trend.
_FEWEST_MONTHS = 4


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


@dataclass(frozen=True)
class _Figure:
    """How one key figure is read, written and compared. `count` gives the complaints behind a
    share; without one the figure is a number of its own."""

    label: str
    read: Callable[[Measures], float | None]
    change_unit: str
    count: Callable[[Measures], int] | None = None

    @property
    def is_days(self) -> bool:
        """Whether less is better: a time in working days."""
        return self.change_unit == " HK"

    @property
    def decimals(self) -> int:
        """As written; a count has none."""
        return int(self.count is not None or self.is_days)

    def written(self, value: float | None) -> str:
        """The value with its unit."""
        if self.count is not None:
            return Quantity.of(value, "percent", 1)
        if self.is_days:
            return Quantity.of(value, "decimal", self.decimals, "HK")
        return Quantity.of(value, "count")


def key_figures(b: Briefing) -> Panel:
    """The five figures of Ringkasan for the subject, each with its rank among its peers."""
    limit = b.settings.respons_pertama
    slow = b.now.enough and (b.now.response_median_wd or 0) > limit
    on_time = f"Tepat waktu ≤ {limit} HK"
    kinds = (
        _Figure("Aduan sah", lambda m: m.valid, " aduan"),
        _Figure("Tindak lanjut", lambda m: m.followed_up_percent, " poin", lambda m: m.followed_up),
        _Figure("Selesai", lambda m: m.closed_percent, " poin", lambda m: m.closed),
        _Figure("Median respons", _median, " HK"),
        _Figure(on_time, lambda m: m.on_time_shown, " poin", lambda m: m.on_time),
    )
    figures = tuple(
        KeyFigure(
            kind.label,
            kind.written(kind.read(b.now)),
            _words(b, kind),
            "",
            tuple(kind.read(row.measures) for row in _trend_rows(b)),
            "broken" if kind.is_days and slow else "plain",
            help=_base_words(b.now, kind),
        )
        for kind in kinds
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
            tuple((figure.label, figure.text, figure.change) for figure in figures),
        ),
        chart=KeyFigures(figures),
        rows=(
            RowsChoice("Aduan sah", RowsOf("valid")),
            RowsChoice("Ditindaklanjuti", RowsOf("followed_up")),
            RowsChoice("Belum ditindaklanjuti", RowsOf("not_followed_up")),
            RowsChoice("Selesai", RowsOf("closed")),
            RowsChoice(on_time, RowsOf("on_time")),
            RowsChoice("Terlambat", RowsOf("late")),
            RowsChoice("Belum direspons", RowsOf("not_responded")),
        ),
    )


def _trend_rows(b: Briefing) -> list[summary.MonthRow]:
    """The months of the period; where it has few, the six up to its end."""
    inside = [row for row in b.months if row.month >= b.period.first.replace(day=1)]
    return inside if len(inside) >= _FEWEST_MONTHS else b.months[-6:]


def _words(b: Briefing, kind: _Figure) -> str:
    """Rank and change: "peringkat 13 dari 13 · turun 41,2 poin dari 2021"; or why there is no
    value."""
    value = kind.read(b.now)
    if value is None and kind.is_days:
        return f"data belum cukup: {coverage_words(b.now)}"
    if value is None and not b.now.speed_known:
        return "waktu respons belum diketahui"
    rank = _rank(b, kind)
    # Many complaints are no merit and few no fault: their place is called "urutan".
    word = "peringkat" if kind.count or kind.is_days else "urutan"
    change = change_words(
        value,
        kind.read(b.before) if b.before else None,
        kind.change_unit,
        kind.decimals,
        ("lebih lambat", "lebih cepat") if kind.is_days else ("naik", "turun"),
    )
    than = f" dari {b.compared.short_label}" if b.compared else ""
    parts = [f"{word} {rank.rank} dari {rank.of}" if rank else "", change and f"{change}{than}"]
    return " · ".join(filter(None, parts))


def _rank(b: Briefing, kind: _Figure) -> profile.Rank | None:
    """The subject's rank by one figure; by shares and times only among those with enough
    complaints."""
    if b.subject is None:
        return None
    minimum = b.subject.award.minimum if kind.count or kind.is_days else 0
    values = {
        peer.key: kind.read(peer.measures) if peer.measures.valid >= minimum else None
        for peer in b.peers
    }
    return profile.rank_among(values, b.subject.key, lowest_first=kind.is_days)


def _base_words(m: Measures, kind: _Figure) -> str:
    """The counts behind a figure."""
    if kind.is_days:
        return f"Hari kerja dari aduan masuk sampai tindak lanjut pertama; {coverage_words(m)}."
    if kind.count is None:
        return (
            f"Aduan masuk {numbers.number(m.received)}, di antaranya "
            f"{numbers.number(m.archived)} diarsipkan. Urutan menurut banyaknya aduan."
        )
    return f"{numbers.number(kind.count(m))} dari {numbers.number(m.valid)} aduan sah."


def _median(m: Measures) -> float | None:
    return m.response_median_wd if m.enough else None
