"""Panels of "Penghargaan": the award score with its parts, the winners, the ranks.

The option of each is a profile as `option_of` writes it.
"""

from __future__ import annotations

import json

from lapor_data.domain import numbers
from lapor_data.domain import profiles as p
from lapor_data.domain.profile_toml import from_entry, to_entry
from lapor_data.domain.profiles import AwardProfile
from lapor_data.domain.regions import place_name
from lapor_data.domain.settings import load_settings
from lapor_data.domain.vocabulary import MEDIA_CHANNELS
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import Card, CardPart, Podium
from lapor_data.present.charts import Part, Slope, Stacked, Step
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.tone import Tone
from lapor_data.questions import scoring
from lapor_data.questions.rows import KINDS, RowsOf

WINNERS = 3
# The kind of rows behind a criterion, and how its count is named; without a name the rows are
# those that the figure is taken from, not the count itself.
_ROWS_OF_PART = {
    p.SHARE: ("valid", "aduan sah"),
    p.PER_100K: ("valid", "aduan sah"),
    p.FOLLOW_UP: ("followed_up", "ditindaklanjuti"),
    p.CLOSED: ("closed", "selesai"),
    p.ON_TIME: ("on_time", "tepat waktu"),
    p.MEDIAN: ("timed", "bercap waktu"),
    p.VERIFIED: ("valid", ""),
    p.RATING: ("valid", ""),
    p.MEDIA: ("followed_up", "dari media sosial ditindaklanjuti"),
}


def winners(b: Briefing, profile: str = "") -> Panel:
    """The first three ranks as cards: score large, three parts with their counts."""
    chosen = profile_of(profile)
    best = [s for s in _ranked(b.scores(chosen)) if s.rank <= WINNERS]
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
    title = "Mengapa nilai ini?"
    found = _ranked(b.scores(chosen))
    return _cards(b, chosen, "penghargaan-mengapa", title, title, found)


def _cards(
    b: Briefing,
    profile: AwardProfile,
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
                            part.figure,
                        )
                        for part in score.parts
                    ),
                    "cakupan rendah" if score.measures.low_coverage else "",
                )
                for score in found
            )
        ),
        rows=tuple(
            rows_of_part(profile, part, score.name, score.place)
            for score in found
            for part in score.parts
        ),
    )


def scores(b: Briefing, profile: str = "") -> Panel:
    """The 13 ranked: the parts of the score in points."""
    chosen = profile_of(profile)
    found = b.scores(chosen)
    ranked = _ranked(found)
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
    unranked = [score.name for score in found if score.score is not None and not score.is_ranked]
    if unranked:
        notes.append(f"Tanpa peringkat, aduannya terlalu sedikit: {numbers.joined(unranked)}")
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
                    tuple(complaints_of(s.parts[i]) for s in ranked),
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
            RowsChoice(score.name, RowsOf("valid", place=score.place, channels=channels(chosen)))
            for score in ranked
        ),
    )


def ranks(b: Briefing, profile: str = "") -> Panel:
    """Ranks of the comparison and now."""
    chosen = profile_of(profile)
    now = {s.place: s.rank for s in _ranked(b.scores(chosen))}
    then = {}
    if b.compared:
        past = scoring.scores(b.source, b.filter, chosen, b.compared)
        then = {s.place: s.rank for s in _ranked(past)}
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


def option_of(profile: AwardProfile) -> str:
    """A profile as the option of a panel: the name of a built-in one, else its whole content, so
    that what is cached under it is right after every edit."""
    return profile.slug if profile.is_built_in else json.dumps(to_entry(profile))


def profile_of(text: str) -> AwardProfile:
    """The profile of an option; the first built-in one for an empty text; UnknownChoiceError or
    ProfileError."""
    if text.startswith("{"):
        return from_entry(json.loads(text))
    return scoring.find_profile(text) if text else scoring.PROFILES[0]


def formula_words(profile: AwardProfile, among: str = "13 kabupaten/kota") -> str:
    """The formula in one sentence with its weights, and whom the profile leaves out."""
    words = scoring.formula_sentence(profile, among)
    if profile.only_media:
        words += " Hanya aduan dari media sosial."
    if profile.minimum > 1:
        words += f" Peringkat hanya untuk yang memiliki {profile.minimum} aduan sah atau lebih."
    return words


def rows_of_part(
    profile: AwardProfile, part: scoring.Part, name: str, place: str, agency: str | None = None
) -> RowsChoice:
    """The complaints behind one part of a unit's score."""
    kind, words = _ROWS_OF_PART[part.key]
    setting = profile.setting(part.key)
    if part.key == p.ON_TIME and setting and setting.limit != load_settings().respons_pertama:
        kind, words = "timed", ""
    label = f"{name}: {numbers.number(part.count)} {words}" if words else f"{name}: {KINDS[kind]}"
    seen = MEDIA_CHANNELS if part.key == p.MEDIA else channels(profile)
    return RowsChoice(label, RowsOf(kind, place=place, agency=agency, channels=seen))


def complaints_of(part: scoring.Part) -> int:
    """How many complaints a part rests on (the count of a rating are its stars)."""
    return part.base if part.key == p.RATING else part.count


def channels(profile: AwardProfile) -> tuple[str, ...]:
    """The channels that a profile narrows to; none = those of the filter."""
    return MEDIA_CHANNELS if profile.only_media else ()


def _ranked(found: list[scoring.Score]) -> list[scoring.Score]:
    return [score for score in found if score.is_ranked]


def _chosen(b: Briefing, ranked: list[scoring.Score]) -> str | None:
    mine = next((score for score in ranked if score.place == b.filter.place), None)
    return f"{mine.rank}. {place_name(mine.place, short=True)}" if mine else None


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
                score.rank if score.is_ranked else None,
                score.name,
                score.score,
                *(value for part in score.parts for value in (part.value, part.count, part.base)),
            )
            for score in found
        ),
    )
