"""The award score (bobot nilai) of the 13: explicit parts with their counts (domain.md §6).

The questions give counts; everything after that is pure functions over `Counts`, so that other
units (SKPD), other criteria and what-if scenarios use the same machinery.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lapor_data.domain import numbers
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.settings import load_settings
from lapor_data.domain.vocabulary import MEDIA_CHANNELS, squash
from lapor_data.questions.ask import Source
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.summary import RegionRow, by_region

SHARE = "porsi"
FOLLOW_UP = "tindak_lanjut"
ON_TIME = "tepat_waktu"
CRITERIA = {
    SHARE: "Porsi aduan",
    FOLLOW_UP: "Tindak lanjut",
    ON_TIME: "Tepat waktu",
}


@dataclass(frozen=True)
class Profile:
    """How a score is weighed: criterion key → weight; `only_media` = complaints that came from
    social and online media only."""

    name: str
    slug: str
    weights: Mapping[str, float] = field(hash=False)
    only_media: bool = False

    @property
    def highest(self) -> float:
        """The highest score that can be reached."""
        return sum(self.weights.values())


PROFILES = (
    Profile("Tindak lanjut pengaduan", "tindak-lanjut", dict.fromkeys(CRITERIA, 1.0)),
    Profile("Respon isu teraktif", "isu-teraktif", dict.fromkeys(CRITERIA, 1.0), only_media=True),
)


@dataclass(frozen=True)
class Counts:
    """What a score is made of: one unit's sah, followed up and in time, as whole numbers."""

    valid: int
    followed_up: int
    on_time: int


@dataclass(frozen=True)
class Part:
    """One criterion of one score: value = count ÷ base in 0–1 (0 where base is 0)."""

    key: str
    label: str
    value: float
    weight: float
    count: int
    base: int

    @property
    def points(self) -> float:
        """What the part adds to the score."""
        return self.weight * self.value


@dataclass(frozen=True)
class Score:
    """The score of one unit, not rounded; None where it has no sah."""

    rank: int
    place: str
    name: str
    score: float | None
    parts: tuple[Part, ...]
    measures: Measures


def find_profile(text: str) -> Profile:
    """The profile of a name or slug, case and spacing do not matter; UnknownChoiceError."""
    wanted = squash(text).casefold()
    for profile in PROFILES:
        if wanted in (profile.name.casefold(), profile.slug):
            return profile
    known = numbers.joined([f"“{profile.name}”" for profile in PROFILES])
    raise UnknownChoiceError(f"Profil “{text}” tidak dikenal. Yang ada: {known}.")


def scores(
    source: Source, f: ComplaintFilter, profile: Profile, period: Period | None = None
) -> list[Score]:
    """The 13 by rank; a profile over media channels replaces the filter's channels, and the
    filter's place does not matter: a rank is one among the 13."""
    chosen = f.with_(channels=MEDIA_CHANNELS) if profile.only_media else f
    return scores_of(by_region(source, chosen, period), profile)


def scores_of(rows: Sequence[RegionRow], profile: Profile) -> list[Score]:
    """The same from measures of the 13 that are known already (of media channels, where the
    profile wants only those)."""
    counts = {
        row.place: Counts(row.measures.valid, row.measures.followed_up, row.measures.on_time)
        for row in rows
    }
    by_place = {row.place: row for row in rows}
    return [
        Score(rank, place, by_place[place].name, score, parts, by_place[place].measures)
        for rank, place, score, parts in ranked(counts, profile.weights)
    ]


def ranked(
    counts: Mapping[str, Counts], weights: Mapping[str, float]
) -> list[tuple[int, str, float | None, tuple[Part, ...]]]:
    """(rank, key, score, parts) by score, then key. Ties share a rank ("1, 2, 2, 4"); units without
    sah have no score and come last, all with the rank after the scored ones."""
    total = sum(unit.valid for unit in counts.values())
    scored = {key: score_of(unit, total, weights) for key, unit in counts.items()}
    compared = {key: _comparable(score) for key, (score, _) in scored.items()}
    order = sorted(scored, key=lambda key: (*compared[key], key))
    rows: list[tuple[int, str, float | None, tuple[Part, ...]]] = []
    for position, key in enumerate(order, start=1):
        score, parts = scored[key]
        tied = bool(rows) and compared[rows[-1][1]] == compared[key]
        rows.append((rows[-1][0] if tied else position, key, score, parts))
    return rows


def _comparable(score: float | None) -> tuple[bool, float]:
    """Sorts high scores first and none last; equal up to floating-point noise is equal."""
    return (True, 0.0) if score is None else (False, -round(score, 12))


def score_of(
    unit: Counts, total_valid: int, weights: Mapping[str, float]
) -> tuple[float | None, tuple[Part, ...]]:
    """The score of one unit among units that have `total_valid` sah together, and its parts."""
    parts = tuple(
        _part(key, weight, *_count_and_base(key, unit, total_valid))
        for key, weight in weights.items()
    )
    return (sum(part.points for part in parts) if unit.valid else None), parts


def formula_sentence(weights: Mapping[str, float]) -> str:
    """The formula in words, with its weights."""
    limit = load_settings().respons_pertama
    words = {
        SHARE: "porsi aduan sah di antara 13 kabupaten/kota",
        FOLLOW_UP: "tindak lanjut (bagian aduan sah yang ditindaklanjuti)",
        ON_TIME: f"tepat waktu (bagian aduan sah yang direspons dalam {limit} hari kerja)",
    }
    terms = [f"{_weight(weight)} × {words[key]}" for key, weight in weights.items()]
    return f"Bobot nilai = {' + '.join(terms)}."


def _weight(weight: float) -> str:
    return numbers.number(weight, 0 if float(weight).is_integer() else 2)


def _count_and_base(key: str, unit: Counts, total_valid: int) -> tuple[int, int]:
    if key == SHARE:
        return unit.valid, total_valid
    if key == FOLLOW_UP:
        return unit.followed_up, unit.valid
    if key == ON_TIME:
        return unit.on_time, unit.valid
    raise UnknownChoiceError(f"Kriteria “{key}” tidak dikenal.")


def _part(key: str, weight: float, count: int, base: int) -> Part:
    return Part(key, CRITERIA[key], count / base if base else 0.0, weight, count, base)


def points_needed(rows: Sequence[Score], place: str) -> float | None:
    """How many points a place lacks to the next better rank; None at the top or without score."""
    mine = next((row for row in rows if row.place == place), None)
    if mine is None or mine.score is None:
        return None
    better = [row.score for row in rows if row.score is not None and row.score > mine.score]
    return min(better) - mine.score if better else None
