"""Panels of "Profil" about the award score: its parts, and the least that would gain a rank."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Bar, RankedBars
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.questions import scoring
from lapor_data.questions.rows import RowsOf
from lapor_data.questions.what_if import one_rank_up

# The rows behind a part's count.
_ROWS_OF_PART = {scoring.FOLLOW_UP: "followed_up", scoring.ON_TIME: "on_time"}


def score_parts(b: Briefing) -> Panel:
    """The parts of the subject's score in points; as a tick those of the one a rank better."""
    found = _standings(b)
    mine = next((one for one in found if b.subject and one.key == b.subject.key), None)
    if b.contest is None or mine is None or mine.rank is None or mine.score is None:
        return _empty(b, "profil-nilai", "bobot nilai", "Tidak ada bobot nilai")
    next_best = _next_better(found, mine)
    title = f"Bobot nilai {numbers.number(mine.score, 2)}"
    if next_best:
        gap = (next_best.score or 0.0) - mine.score
        title += (
            f": {numbers.number(gap, 2)} poin di bawah peringkat {next_best.rank}, "
            f"{b.contest.names[next_best.key]}"
        )
    else:
        title += ": tidak ada yang lebih tinggi"
    others = next_best.parts if next_best else (None,) * len(mine.parts)
    pairs = list(zip(mine.parts, others, strict=True))
    than = b.contest.names[next_best.key] if next_best else None
    return Panel(
        slug="profil-nilai",
        title=title,
        unit="poin per kriteria",
        n=mine.counts.valid,
        alt=f"{title}. Batang per kriteria.",
        source=b.sources_line,
        notes=(
            *((f"Garis tegak: {than}",) if than else ()),
            scoring.formula_sentence(b.subject.award, b.contest.scope.name) if b.subject else "",
        ),
        table=Table(
            (
                Column("Kriteria"),
                Column("Aduan"),
                Column("Nilai 0–1", "decimal", 4),
                Column("Bobot", "decimal", 2),
                Column("Poin", "decimal", 4),
                Column(f"Poin {than or 'pembanding'}", "decimal", 4),
            ),
            tuple(
                (p.label, p.figure, p.value, p.weight, p.points, other.points if other else None)
                for p, other in pairs
            ),
        ),
        chart=RankedBars(
            tuple(
                Bar(
                    part.label,
                    part.points,
                    f"{numbers.number(part.points, 3)} · {part.figure}",
                    other.points if other else None,
                    numbers.number(other.points, 3) if other else "",
                    "gold",
                )
                for part, other in pairs
            ),
            "poin",
            than,
            max(part.weight for part in mine.parts),
        ),
        rows=tuple(
            RowsChoice(f"{part.label}: {part.figure}", RowsOf(_ROWS_OF_PART.get(part.key, "valid")))
            for part in mine.parts
        ),
    )


def one_rank(b: Briefing) -> Panel:
    """For each criterion the least change that would gain the subject a rank."""
    slug, unit = "profil-naik", "perubahan terkecil per kriteria, yang lain tetap"
    subject = b.subject
    if b.contest is None or subject is None or subject.key not in b.contest.names:
        return _empty(b, slug, unit, "Tidak ada peringkat yang dapat dinaikkan")
    steps = one_rank_up(b.contest.counts(subject.award), subject.award, subject.key)
    if not steps:
        first = any(one.key == subject.key and one.rank == 1 for one in _standings(b))
        title = "Sudah peringkat 1" if first else "Belum diperingkat"
        return _empty(b, slug, unit, title)
    title = f"Tidak ada satu kriteria yang sendirian menaikkan peringkat {steps[0].rank_now}"
    reachable = [step for step in steps if step.rank is not None]
    if reachable:
        least = min(reachable, key=lambda step: step.more or 0)
        title = f"Untuk naik ke peringkat {least.rank}: {least.sentence.rstrip('.')}"
    return Panel(
        slug=slug,
        title=title,
        unit=unit,
        alt=title,
        source=b.sources_line,
        notes=("Dihitung ulang untuk semua yang diperingkat, satu aduan demi satu aduan",),
        table=Table(
            (Column("Kriteria"), Column("Yang diperlukan"), Column("Menjadi peringkat", "count")),
            tuple((step.label, step.sentence, step.rank) for step in steps),
        ),
    )


def _standings(b: Briefing) -> list[scoring.Standing]:
    if b.contest is None or b.subject is None:
        return []
    return scoring.standings(b.contest.counts(b.subject.award), b.subject.award)


def _next_better(found: list[scoring.Standing], mine: scoring.Standing) -> scoring.Standing | None:
    """The last of those with a better rank; None for the first."""
    better = [one for one in found if one.rank is not None and one.rank < (mine.rank or 0)]
    return better[-1] if better else None


def _empty(b: Briefing, slug: str, unit: str, title: str) -> Panel:
    return Panel(slug, title, unit, title, b.sources_line, Table((Column("Kriteria"),), ()))
