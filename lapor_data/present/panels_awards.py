"""Panels of "Penghargaan": the award score with its parts, the winners, the ranks."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.domain.vocabulary import MEDIA_CHANNELS
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import (
    Card,
    CardPart,
    Part,
    Podium,
    Slope,
    Stacked,
    Step,
    Tone,
)
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.questions import scoring
from lapor_data.questions.rows import RowsOf

WINNERS = 3
_ROWS_OF_PART = {
    scoring.SHARE: "valid",
    scoring.FOLLOW_UP: "followed_up",
    scoring.ON_TIME: "on_time",
}
_WORDS_OF_PART = {
    scoring.SHARE: "aduan sah",
    scoring.FOLLOW_UP: "ditindaklanjuti",
    scoring.ON_TIME: "tepat waktu",
}


def winners(b: Briefing, profile: str = "") -> Panel:
    """The first three ranks as cards: score large, three parts with their counts."""
    chosen = profile_of(profile)
    best = [s for s in b.scores(chosen) if s.score is not None and s.rank <= WINNERS]
    title = (
        f"{best[0].name} meraih nilai tertinggi: {numbers.number(best[0].score, 2)}"
        if best
        else "Belum ada nilai"
    )
    listed = "; ".join(f"{s.rank}. {s.name} {numbers.number(s.score, 2)}" for s in best)
    return _cards(b, chosen, "penghargaan-juara", title, f"{title}. {listed}", best)


def reasons(b: Briefing, profile: str = "") -> Panel:
    """Why this score: every region as a card, with the rows behind each of its parts."""
    chosen = profile_of(profile)
    scored = [s for s in b.scores(chosen) if s.score is not None]
    title = "Mengapa nilai ini?"
    return _cards(b, chosen, "penghargaan-mengapa", title, title, scored)


def _cards(
    b: Briefing,
    profile: scoring.Profile,
    slug: str,
    title: str,
    alt: str,
    found: list[scoring.Score],
) -> Panel:
    return Panel(
        slug=slug,
        title=title,
        unit=f"bobot nilai, {profile.name.lower()}",
        alt=alt,
        source=b.sources_line,
        notes=(formula_words(profile),),
        table=_table(found),
        chart=Podium(
            tuple(
                Card(
                    score.rank,
                    score.name,
                    numbers.number(score.score, 2),
                    tuple(
                        CardPart(
                            part.label,
                            numbers.number(part.points, 3),
                            f"{numbers.number(part.count)} dari {numbers.number(part.base)}",
                        )
                        for part in score.parts
                    ),
                    "cakupan rendah" if score.measures.low_coverage else "",
                )
                for score in found
            )
        ),
        rows=tuple(
            RowsChoice(
                f"{score.name}: {numbers.number(part.count)} {_WORDS_OF_PART[part.key]}",
                RowsOf(_ROWS_OF_PART[part.key], place=score.place, channels=_channels(profile)),
            )
            for score in found
            for part in score.parts
        ),
    )


def scores(b: Briefing, profile: str = "") -> Panel:
    """The 13 ranked: the parts of the score in points."""
    chosen = profile_of(profile)
    found = b.scores(chosen)
    ranked = [score for score in found if score.score is not None]
    parts = ranked[0].parts if ranked else ()
    gap = (
        f"{place_name(ranked[0].place, short=True)} unggul "
        f"{numbers.number((ranked[0].score or 0) - (ranked[1].score or 0), 2)} poin dari "
        f"{place_name(ranked[1].place, short=True)}"
        if len(ranked) > 1
        else "Bobot nilai kabupaten/kota"
    )
    tones: tuple[Tone | None, ...] = ("gold", None, None)
    low = [score.name for score in ranked if score.measures.low_coverage]
    notes = [formula_words(chosen)]
    if low:
        notes.append(f"Cakupan rendah: {numbers.joined(low)}")
    return Panel(
        slug="penghargaan-skor",
        title=gap,
        unit=f"poin, paling banyak {numbers.number(chosen.highest)}",
        n=sum(score.measures.valid for score in found),
        alt=f"{gap}. Batang bertumpuk bagian nilai 13 kabupaten/kota.",
        source=b.sources_line,
        notes=tuple(notes),
        table=_table(found),
        chart=Stacked(
            tuple(f"{s.rank}. {place_name(s.place, short=True)}" for s in ranked),
            tuple(
                Part(
                    part.label,
                    tuple(s.parts[i].points for s in ranked),
                    tuple(s.parts[i].count for s in ranked),
                    tones[i] if i < len(tones) else None,
                )
                for i, part in enumerate(parts)
            ),
            tuple(
                f"<b>{numbers.number(s.score, 2)}</b>"
                + (" cakupan rendah" if s.measures.low_coverage else "")
                for s in ranked
            ),
            "poin",
            3,
            chosen=_chosen(b, ranked),
        ),
        rows=tuple(
            RowsChoice(score.name, RowsOf("valid", place=score.place, channels=_channels(chosen)))
            for score in ranked
        ),
    )


def ranks(b: Briefing, profile: str = "") -> Panel:
    """Ranks of the comparison and now."""
    chosen = profile_of(profile)
    now = {s.place: s.rank for s in b.scores(chosen) if s.score is not None}
    then = {}
    if b.compared:
        past = scoring.scores(b.source, b.filter, chosen, b.compared)
        then = {s.place: s.rank for s in past if s.score is not None}
    climbed = sorted(
        ((then[place] - rank, place) for place, rank in now.items() if place in then), reverse=True
    )
    than = b.compared.short_label if b.compared else "pembanding"
    if climbed and climbed[0][0] > 0:
        steps, place = climbed[0]
        title = f"{place_name(place)} naik {steps} peringkat dari {than}"
    else:
        title = "Peringkat dibanding pembanding" if then else "Belum ada peringkat pembanding"
    tones: dict[str, Tone] = {place: "gold" for place, rank in now.items() if rank <= WINNERS}
    if climbed and climbed[0][0] > 0:
        tones.setdefault(climbed[0][1], "accent")
    places = sorted(now, key=lambda place: (now[place], place))
    return Panel(
        slug="penghargaan-peringkat",
        title=title,
        unit="peringkat dari 13",
        alt=title,
        source=b.sources_line,
        table=Table(
            (Column("Kabupaten/kota"), Column(than, "count"), Column("Kini", "count")),
            tuple((place_name(place), then.get(place), now[place]) for place in places),
        ),
        chart=Slope(
            tuple(
                Step(
                    place_name(place, short=True),
                    then.get(place),
                    now[place],
                    tones.get(place, "plain"),
                )
                for place in places
            ),
            than,
            b.period_name,
        ),
    )


def profile_of(text: str) -> scoring.Profile:
    """The profile of that name; the first one for an empty name."""
    return scoring.find_profile(text) if text else scoring.PROFILES[0]


def formula_words(profile: scoring.Profile) -> str:
    """The formula in one sentence with its weights."""
    words = scoring.formula_sentence(profile.weights)
    return f"{words} Hanya aduan dari media sosial." if profile.only_media else words


def _chosen(b: Briefing, ranked: list[scoring.Score]) -> str | None:
    mine = next((score for score in ranked if score.place == b.filter.place), None)
    return f"{mine.rank}. {place_name(mine.place, short=True)}" if mine else None


def _channels(profile: scoring.Profile) -> tuple[str, ...]:
    return MEDIA_CHANNELS if profile.only_media else ()


def _table(found: list[scoring.Score]) -> Table:
    parts = found[0].parts if found else ()
    return Table(
        (
            Column("Peringkat", "count"),
            Column("Kabupaten/kota"),
            Column("Bobot nilai", "decimal", 2),
            *(
                column
                for part in parts
                for column in (
                    Column(part.label, "decimal", 4),
                    Column(f"{part.label}: aduan", "count"),
                    Column("dari", "count"),
                )
            ),
        ),
        tuple(
            (
                score.rank if score.score is not None else None,
                score.name,
                score.score,
                *(value for part in score.parts for value in (part.value, part.count, part.base)),
            )
            for score in found
        ),
    )
