"""Panels of "Bengkel penghargaan": what would change the ranks, and how safe they are.

The option of each panel is a `Bench` as text: everything that is chosen on the page beside the
filter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from lapor_data.domain import numbers
from lapor_data.domain.profiles import MEDIAN, ON_TIME, AwardProfile
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Part, Stacked
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.panels_awards import (
    channels,
    complaints_of,
    formula_words,
    option_of,
    profile_of,
    rows_of_part,
)
from lapor_data.present.tone import Tone
from lapor_data.questions import scoring, what_if
from lapor_data.questions.award_units import Contest, Scope, contest
from lapor_data.questions.criteria import CATALOGUE
from lapor_data.questions.robustness import SEED
from lapor_data.questions.rows import RowsOf
from lapor_data.questions.what_if import Change, Moved

# A province has more SKPD than a chart holds; the table has them all.
SHOWN = 20


@dataclass(frozen=True)
class Bench:
    """What is chosen: profile (with the weights tried), who is compared, what is imagined, the unit
    that wants to rise, the seed of the draws. `before` is the profile as it was saved."""

    profile: AwardProfile
    scope: Scope = field(default_factory=Scope)
    before: AwardProfile | None = None
    changes: tuple[Change, ...] = ()
    unit: str = ""
    seed: int = SEED

    def option(self) -> str:
        """As the option of a panel."""
        return json.dumps(
            [
                option_of(self.before or self.profile),
                self.profile.weights,
                self.scope.key,
                [(change.unit, change.criterion, change.target) for change in self.changes],
                self.unit,
                self.seed,
            ]
        )

    @classmethod
    def parse(cls, option: str) -> Bench:
        """The bench of an option; the built-in profile and the 13 for an empty one."""
        if not option:
            return cls(profile_of(""))
        profile, weights, scope, changes, unit, seed = json.loads(option)
        compared = Scope.parse(scope)
        before = compared.ranked_by(profile_of(profile))
        return cls(
            before.with_weights(weights),
            compared,
            before,
            tuple(Change(*change) for change in changes),
            unit,
            seed,
        )


def imagined(b: Briefing, option: str = "") -> Panel:
    """The ranking with other weights and with one unit's figures changed."""
    bench = Bench.parse(option)
    found = contest_of(b, bench)
    counts = found.counts(bench.profile)
    moves = what_if.what_if(counts, bench.profile, bench.changes, bench.before)
    after = what_if.changed(counts, bench.changes)
    rows = {row.key: row for row in scoring.standings(after, bench.profile)}
    ranked = [move for move in moves if move.rank is not None]
    names = short_names(found)
    title = _finding(moves, names, bench)
    return Panel(
        slug="bengkel-andaikan",
        title=title,
        unit=f"poin, paling banyak {numbers.number(bench.profile.highest, 2)}",
        n=sum(unit.valid for unit in counts.values()),
        alt=f"{title}. Batang bertumpuk bagian nilai menurut peringkat yang diandaikan.",
        source=b.sources_line,
        notes=(
            formula_words(bench.profile, found.scope.name),
            *coverage_note(found, bench),
            *hidden_note(len(ranked), bench),
        ),
        table=_imagined_table(moves, found, rows),
        chart=_bars(ranked[:SHOWN], rows, names, bench),
        rows=tuple(
            RowsChoice(
                f"{unit.name}: keadaan sekarang",
                RowsOf(
                    "valid", place=unit.place, agency=unit.agency, channels=channels(bench.profile)
                ),
            )
            for unit in found.units
        ),
    )


def one_rank_up(b: Briefing, option: str = "") -> Panel:
    """The smallest change of each criterion that gains the chosen unit a rank."""
    bench = Bench.parse(option)
    found = contest_of(b, bench)
    counts = found.counts(bench.profile)
    unit = next((unit for unit in found.units if unit.key == bench.unit), None)
    steps = what_if.one_rank_up(counts, bench.profile, unit.key) if unit else []
    standing = {row.key: row for row in scoring.standings(counts, bench.profile)}
    mine = standing.get(unit.key) if unit else None
    name = unit.name if unit else ""
    reached = [step for step in steps if step.rank is not None]
    if mine is None or mine.rank is None:
        title = "Belum ada peringkat untuk dinaikkan"
    elif mine.rank == 1:
        title = f"{name} sudah di peringkat 1"
    elif reached:
        title = f"Naik satu peringkat, {name}: cukup salah satu dari ini"
    else:
        title = f"{name}: satu kriteria saja tidak cukup untuk naik peringkat"
    return Panel(
        slug="bengkel-langkah",
        title=title,
        unit="perubahan terkecil tiap kriteria, yang lain tetap",
        n=mine.counts.valid if mine else None,
        alt=title,
        source=b.sources_line,
        notes=("Dihitung pasti, lalu diperiksa dengan menyusun ulang semua peringkat.",),
        table=Table(
            (
                Column("Kriteria"),
                Column("Yang perlu berubah"),
                Column("Peringkat kini", "count"),
                Column("Menjadi", "count"),
            ),
            tuple((step.label, step.sentence, step.rank_now, step.rank) for step in steps),
        ),
        rows=tuple(
            rows_of_part(bench.profile, part, unit.name, unit.place, unit.agency)
            for part in (mine.parts if mine else ())
            if unit
        ),
    )


def contest_of(b: Briefing, bench: Bench) -> Contest:
    """The units compared, with the outcomes of their complaints."""
    return contest(b.source, b.filter, bench.scope, only_media=bench.profile.only_media)


def short_names(found: Contest) -> dict[str, str]:
    """Unit key → the name that fits into a chart."""
    return {
        unit.key: unit.name if unit.agency else place_name(unit.place, short=True)
        for unit in found.units
    }


def coverage_note(found: Contest, bench: Bench) -> tuple[str, ...]:
    """Whose followed-up complaints carry too few times to judge speed (domain.md §3)."""
    weights = bench.profile.weights
    if not any(weights.get(key) for key in (ON_TIME, MEDIAN)):
        return ()
    low = [found.names[key] for key in found.low_coverage]
    return (f"Cakupan rendah: {numbers.joined(sorted(low))}",) if low else ()


def hidden_note(units: int, bench: Bench) -> tuple[str, ...]:
    """Who has no rank, and what a chart of many units leaves to its table."""
    found = []
    if bench.profile.minimum > 1:
        found.append(f"Kurang dari {bench.profile.minimum} aduan sah: tanpa peringkat")
    if units > SHOWN:
        found.append(f"{SHOWN} peringkat teratas dari {units}; selebihnya ada di tabel")
    return tuple(found)


def moved_words(before: int | None, now: int | None) -> str:
    """ "naik 2", "turun 1", "tetap", "baru berperingkat", "tanpa peringkat"."""
    if now is None:
        return "tanpa peringkat"
    if before is None:
        return "baru berperingkat"
    if now == before:
        return "tetap"
    return f"naik {before - now}" if now < before else f"turun {now - before}"


def _finding(moves: list[Moved], names: dict[str, str], bench: Bench) -> str:
    """What the imagined changes do, in one line."""
    by_key = {move.key: move for move in moves}
    moved = [move for move in moves if move.rank != move.rank_before]
    if bench.changes and (mine := by_key.get(bench.changes[-1].unit)):
        name = names[mine.key]
        if mine.rank is None or mine.rank_before is None:
            return f"{name}: {moved_words(mine.rank_before, mine.rank)}"
        score = " menjadi ".join(
            numbers.number(each, 2) for each in (mine.score_before, mine.score)
        )
        if mine.rank == mine.rank_before:
            return f"{name} tetap di peringkat {mine.rank}, nilai {score}"
        verb = "naik" if mine.rank < mine.rank_before else "turun"
        return f"{name} {verb} dari peringkat {mine.rank_before} ke {mine.rank}, nilai {score}"
    leader = next((names[move.key] for move in moves if move.rank == 1), "")
    if bench.profile == bench.before and not bench.changes:
        return (
            f"{leader} di peringkat 1; belum ada yang diandaikan" if leader else "Belum ada nilai"
        )
    if not moved:
        return "Semua peringkat tetap"
    return f"{len(moved)} peringkat berubah; {leader} di peringkat 1"


def _bars(
    ranked: list[Moved], rows: dict[str, scoring.Standing], names: dict[str, str], bench: Bench
) -> Stacked:
    tones: tuple[Tone | None, ...] = ("gold", None, None)
    is_imagined = bool(bench.changes) or bench.profile != bench.before
    labels = [f"{move.rank}. {names[move.key]}" for move in ranked]
    chosen = bench.changes[-1].unit if bench.changes else bench.unit
    parts = rows[ranked[0].key].parts if ranked else ()
    return Stacked(
        tuple(labels),
        tuple(
            Part(
                part.label,
                tuple(rows[move.key].parts[i].points for move in ranked),
                tuple(complaints_of(rows[move.key].parts[i]) for move in ranked),
                tones[i] if i < len(tones) else None,
            )
            for i, part in enumerate(parts)
        ),
        tuple(
            f"<b>{numbers.number(move.score, 2)}</b>"
            + (f" {moved_words(move.rank_before, move.rank)}" if is_imagined else "")
            for move in ranked
        ),
        "poin",
        3,
        chosen=next(
            (label for label, m in zip(labels, ranked, strict=True) if m.key == chosen), None
        ),
    )


def _imagined_table(moves: list[Moved], found: Contest, rows: dict[str, scoring.Standing]) -> Table:
    names = found.names
    parts = rows[moves[0].key].parts if moves else ()
    return Table(
        (
            Column("Peringkat", "count"),
            Column("Semula", "count"),
            Column("Perubahan"),
            Column("Kabupaten/kota" if found.scope.place is None else "SKPD"),
            Column("Bobot nilai", "decimal", 2),
            Column("Semula", "decimal", 2),
            *(Column(CATALOGUE[part.key].label) for part in parts),
        ),
        tuple(
            (
                move.rank,
                move.rank_before,
                moved_words(move.rank_before, move.rank),
                names[move.key],
                move.score,
                move.score_before,
                *(part.figure for part in rows[move.key].parts),
            )
            for move in moves
        ),
    )
