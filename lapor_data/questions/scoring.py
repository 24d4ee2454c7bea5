"""The award score (bobot nilai): explicit parts with their counts (domain.md §6).

The questions give counts; everything after that is pure functions over `Counts`, so that other
units (SKPD), other criteria and what-if scenarios use the same machinery.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lapor_data.domain import numbers
from lapor_data.domain import profiles as p
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.domain.profiles import FOLLOW_UP as FOLLOW_UP
from lapor_data.domain.profiles import ON_TIME as ON_TIME
from lapor_data.domain.profiles import SHARE as SHARE
from lapor_data.domain.settings import load_settings
from lapor_data.domain.vocabulary import MEDIA_CHANNELS, squash
from lapor_data.questions.ask import Source
from lapor_data.questions.award_units import contest
from lapor_data.questions.criteria import CATALOGUE, Counts, Field, reading
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.summary import RegionRow, by_region

Profile = AwardProfile
PROFILES = BUILT_IN
# Scores that differ by less are the same: floating-point noise makes no rank.
DECIMALS = 12


@dataclass(frozen=True)
class Part:
    """One criterion of one score: value in 0–1, with the count and base it comes from and the
    figure in words ("193 dari 200", "median 2 HK …")."""

    key: str
    label: str
    value: float
    weight: float
    count: int
    base: int
    figure: str = ""

    @property
    def points(self) -> float:
        """What the part adds to the score."""
        return self.weight * self.value


@dataclass(frozen=True)
class Standing:
    """One unit in a ranking. `score` is not rounded and None without sah; `rank` is None there and
    for a unit below the profile's minimum sample, which is shown but not ranked."""

    rank: int | None
    key: str
    score: float | None
    parts: tuple[Part, ...]
    counts: Counts


@dataclass(frozen=True)
class Score:
    """The score of one of the 13, not rounded; None where it has no sah. Who is not ranked
    (`is_ranked`) has the rank after the ranked ones."""

    rank: int
    place: str
    name: str
    score: float | None
    parts: tuple[Part, ...]
    measures: Measures
    is_ranked: bool = True


def find_profile(text: str, profiles: Sequence[AwardProfile] = PROFILES) -> AwardProfile:
    """The profile of a name or slug, case and spacing do not matter; UnknownChoiceError."""
    wanted = squash(text).casefold()
    for profile in profiles:
        if wanted in (profile.name.casefold(), profile.slug):
            return profile
    known = numbers.joined([f"“{profile.name}”" for profile in profiles])
    raise UnknownChoiceError(f"Profil “{text}” tidak dikenal. Yang ada: {known}.")


def scores(
    source: Source, f: ComplaintFilter, profile: AwardProfile, period: Period | None = None
) -> list[Score]:
    """The 13 by rank; a profile over media channels replaces the filter's channels, and the
    filter's place does not matter: a rank is one among the 13."""
    chosen = f.with_(channels=MEDIA_CHANNELS) if profile.only_media else f
    rows = by_region(source, chosen, period)
    if measures_suffice(profile):
        return scores_of(rows, profile)
    return _scores(rows, contest(source, chosen, period=period).counts(profile), profile)


def measures_suffice(profile: AwardProfile) -> bool:
    """Whether `scores_of` can score it: no criterion needs more than measures tell (verification,
    rating, media, or another limit than that of the settings for "in time")."""
    return all(
        setting.limit == load_settings().respons_pertama
        if setting.key == p.ON_TIME
        else setting.key not in (p.VERIFIED, p.RATING, p.MEDIA)
        for setting in profile.criteria
    )


def scores_of(rows: Sequence[RegionRow], profile: AwardProfile) -> list[Score]:
    """The same from measures of the 13 that are known already (of media channels, where the
    profile wants only those); ValueError unless `measures_suffice`."""
    if not measures_suffice(profile):
        raise ValueError(profile.slug)
    counts = {row.place: _counts_of(row) for row in rows}
    return _scores(rows, counts, profile)


def _counts_of(row: RegionRow) -> Counts:
    measures = row.measures
    return Counts(
        measures.valid,
        measures.followed_up,
        measures.on_time,
        measures.closed,
        timed=measures.timed,
        median_wd=measures.response_median_wd,
        population=row.population,
    )


def _scores(
    rows: Sequence[RegionRow], counts: Mapping[str, Counts], profile: AwardProfile
) -> list[Score]:
    by_place = {row.place: row for row in rows}
    found = standings(counts, profile)
    last = sum(standing.rank is not None for standing in found) + 1
    return [
        Score(
            standing.rank or last,
            standing.key,
            by_place[standing.key].name,
            standing.score,
            standing.parts,
            by_place[standing.key].measures,
            standing.rank is not None,
        )
        for standing in found
    ]


def standings(counts: Mapping[str, Counts], profile: AwardProfile) -> list[Standing]:
    """All units by rank, then key. Ties share a rank ("1, 2, 2, 4"); units that are not ranked come
    last, those with a score first. All units count in what porsi and rates are compared with."""
    field = Field.of(counts.values())
    rows = []
    for key, unit in counts.items():
        parts = tuple(part_of(setting, unit, field) for setting in profile.criteria)
        score = sum(part.points for part in parts) if unit.valid else None
        rows.append(Standing(None, key, score, parts, unit))
    rows.sort(key=lambda row: (not _is_ranked(row, profile), *_comparable(row.score), row.key))
    ranked: list[Standing] = []
    for position, row in enumerate(rows, start=1):
        if not _is_ranked(row, profile):
            ranked.append(row)
            continue
        tied = bool(ranked) and _comparable(ranked[-1].score) == _comparable(row.score)
        rank = ranked[-1].rank if tied else position
        ranked.append(Standing(rank, row.key, row.score, row.parts, row.counts))
    return ranked


def part_of(setting: CriterionSetting, unit: Counts, field: Field) -> Part:
    """One criterion of a unit's score among the units of the field."""
    found = reading(setting, unit, field)
    label = CATALOGUE[setting.key].label
    return Part(
        setting.key, label, found.value, setting.weight, found.count, found.base, found.figure
    )


def _is_ranked(row: Standing, profile: AwardProfile) -> bool:
    return row.score is not None and row.counts.valid >= profile.minimum


def _comparable(score: float | None) -> tuple[bool, float]:
    """Sorts high scores first and none last; equal up to floating-point noise is equal."""
    return (True, 0.0) if score is None else (False, -round(score, DECIMALS))


def formula_sentence(
    chosen: AwardProfile | Mapping[str, float], among: str = "13 kabupaten/kota"
) -> str:
    """The formula of a profile (or of plain weights) in words; `among` = who is compared."""
    if isinstance(chosen, AwardProfile):
        settings = chosen.criteria
    else:
        settings = tuple(CriterionSetting(key, weight) for key, weight in chosen.items())
    terms = [f"{_weight(setting.weight)} × {_term(setting, among)}" for setting in settings]
    return f"Bobot nilai = {' + '.join(terms)}."


def _term(setting: CriterionSetting, among: str) -> str:
    words = {
        p.SHARE: f"porsi aduan sah di antara {among}",
        p.PER_100K: "aduan sah per 100.000 penduduk (dibagi angka tertinggi)",
        p.FOLLOW_UP: "tindak lanjut (bagian aduan sah yang ditindaklanjuti)",
        p.CLOSED: "selesai (bagian aduan sah yang selesai)",
        p.ON_TIME: "tepat waktu (bagian aduan sah yang direspons dalam "
        f"{setting.limit} hari kerja)",
        p.MEDIAN: "median respons (1 − median ÷ dua kali batas "
        f"{setting.limit} hari kerja, paling rendah 0)",
        p.VERIFIED: "verifikasi tepat waktu (bagian aduan sah yang diverifikasi dalam "
        f"{setting.limit} hari kerja)",
        p.RATING: "rating pelapor ((rata-rata bintang − 1) ÷ 4)",
        p.MEDIA: "isu media ditanggapi (bagian aduan sah dari media sosial yang ditindaklanjuti)",
    }[setting.key]
    turned = setting.better != p.natural_direction(setting.key)
    return f"(1 − {words})" if turned else words


def _weight(weight: float) -> str:
    return numbers.number(weight, 0 if float(weight).is_integer() else 2)
