"""The catalogue of award criteria: what each counts and how its figure becomes a number in 0–1.

Most figures are shares already. Four are not and are brought to 0–1 like this:

* porsi: sah of the unit ÷ sah of all units compared;
* per 100,000 people: the rate ÷ the highest rate among the units compared (the highest has 1);
* median response: 1 − median ÷ (2 × limit), so 0 HK gives 1, the limit 0.5, twice the limit 0;
* rating: (mean − 1) ÷ 4, so one star gives 0 and five stars 1.

A unit without anything to measure (nobody rated, no response timed, no population) gets 0, and its
figure says so. Where a profile turns the direction, the value is 1 minus this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lapor_data.domain import numbers
from lapor_data.domain import profiles as p
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import CriterionSetting, Direction

STARS = 5


@dataclass(frozen=True)
class Counts:
    """What scores are made of: whole numbers of one unit's complaints.

    `verified`, `on_time` and `median_wd` follow the limits of the profile they were counted for;
    `extra` = imagined further sah that are handled like the present ones (only what_if sets it).
    """

    valid: int
    followed_up: int = 0
    on_time: int = 0
    closed: int = 0
    verified: int = 0
    media: int = 0
    media_followed_up: int = 0
    rated: int = 0
    stars: int = 0
    timed: int = 0
    median_wd: float | None = None
    population: int | None = None
    extra: int = 0

    @property
    def volume(self) -> int:
        """Sah as porsi and the rate count them."""
        return self.valid + self.extra


@dataclass(frozen=True)
class Field:
    """What a figure is compared with: all sah of the units together, and their highest rate."""

    total: int
    highest_rate: float

    @classmethod
    def of(cls, units: Iterable[Counts]) -> Field:
        """The field that these units make."""
        found = list(units)
        return cls(
            sum(unit.volume for unit in found), max((rate(unit) for unit in found), default=0.0)
        )


@dataclass(frozen=True)
class Criterion:
    """One criterion: `counts` and `scale` are sentences for the screen; `unit` the unit of its
    figure ("%", "aduan" added, "HK", "bintang"); `direction` the natural one."""

    key: str
    label: str
    counts: str
    scale: str
    unit: str

    @property
    def direction(self) -> Direction:
        """Which end of the figure earns points unless a profile says otherwise."""
        return p.natural_direction(self.key)


@dataclass(frozen=True)
class Reading:
    """One criterion of one unit: value in 0–1 (1 earns the whole weight), the count and base behind
    it, and the figure in words ("193 dari 200"). value = count ÷ base only for shares; for the
    rate count ÷ base is sah ÷ people, for the median timed ÷ sah, for the rating stars ÷ ratings.
    """

    value: float
    count: int
    base: int
    figure: str


_SHARE_SCALE = "Sudah antara 0 dan 1: jumlahnya dibagi aduan sah."
CATALOGUE: dict[str, Criterion] = {
    criterion.key: criterion
    for criterion in (
        Criterion(
            p.SHARE, "Porsi aduan", "Aduan sah di antara semua yang dibandingkan.",
            "Aduan sah dibagi aduan sah semua yang dibandingkan.", "aduan",
        ),
        Criterion(
            p.PER_100K, "Per 100.000 penduduk",
            "Aduan sah per 100.000 penduduk (Sensus Penduduk 2020).",
            "Dibagi angka tertinggi di antara yang dibandingkan; yang tertinggi bernilai 1.",
            "aduan",
        ),
        Criterion(
            p.FOLLOW_UP, "Tindak lanjut", "Aduan sah yang ditindaklanjuti.", _SHARE_SCALE, "%"
        ),
        Criterion(p.CLOSED, "Selesai", "Aduan sah yang selesai.", _SHARE_SCALE, "%"),
        Criterion(
            p.ON_TIME, "Tepat waktu",
            "Aduan sah yang direspons dalam batas hari kerja sejak diterima.", _SHARE_SCALE, "%",
        ),
        Criterion(
            p.MEDIAN, "Median respons", "Median hari kerja dari aduan diterima sampai respons "
            "pertama, di antara yang bercap waktu.",
            "1 bila 0 hari kerja, 0,5 tepat di batas, 0 pada dua kali batas atau lebih.", "HK",
        ),
        Criterion(
            p.VERIFIED, "Verifikasi tepat waktu",
            "Aduan sah yang diverifikasi dalam batas hari kerja sejak diterima.", _SHARE_SCALE, "%",
        ),
        Criterion(
            p.RATING, "Rating pelapor", "Rata-rata bintang (1–5) dari pelapor, di antara yang "
            "memberi nilai.", "(Rata-rata − 1) dibagi 4: satu bintang 0, lima bintang 1.",
            "bintang",
        ),
        Criterion(
            p.MEDIA, "Isu media ditanggapi", "Aduan sah dari media sosial yang ditindaklanjuti.",
            "Sudah antara 0 dan 1: jumlahnya dibagi aduan sah dari media sosial.", "%",
        ),
    )
}  # fmt: skip


def criterion(key: str) -> Criterion:
    """The criterion of a key; UnknownChoiceError."""
    if key not in CATALOGUE:
        raise UnknownChoiceError(f"Kriteria “{key}” tidak dikenal.")
    return CATALOGUE[key]


def rate(unit: Counts) -> float:
    """Sah per 100,000 people; 0 where the population is not known."""
    return 100_000 * unit.volume / unit.population if unit.population else 0.0


def value_of(setting: CriterionSetting, unit: Counts, field: Field) -> float:
    """The value in 0–1 of a unit in one criterion among the units of the field."""
    value = _natural_value(setting, unit, field)
    return value if setting.better == p.natural_direction(setting.key) else 1 - value


def _natural_value(setting: CriterionSetting, unit: Counts, field: Field) -> float:
    if setting.key == p.PER_100K:
        return rate(unit) / field.highest_rate if field.highest_rate else 0.0
    if setting.key == p.MEDIAN:
        if unit.median_wd is None:
            return 0.0
        return max(0.0, 1 - unit.median_wd / worthless_wd(setting))
    if setting.key == p.RATING:
        return (unit.stars / unit.rated - 1) / (STARS - 1) if unit.rated else 0.0
    count, base = count_and_base(setting.key, unit, field.total)
    return count / base if base else 0.0


def worthless_wd(setting: CriterionSetting) -> int:
    """The median (HK) from which on it earns nothing: twice the limit (settings may set it to 0,
    which counts as 1 here)."""
    return 2 * max(1, setting.limit)


def reading(setting: CriterionSetting, unit: Counts, field: Field) -> Reading:
    """The value with the count, the base and the words behind it."""
    value = value_of(setting, unit, field)
    count, base = count_and_base(setting.key, unit, field.total)
    return Reading(value, count, base, _figure(setting.key, unit, count, base))


def _figure(key: str, unit: Counts, count: int, base: int) -> str:
    if key == p.PER_100K:
        known = unit.population is not None
        return f"{numbers.number(rate(unit), 1)} per 100.000" if known else "tanpa data penduduk"
    if key == p.MEDIAN:
        if unit.median_wd is None:
            return "tanpa waktu respons"
        median = numbers.number(unit.median_wd, 0 if float(unit.median_wd).is_integer() else 1)
        return f"{median} HK, {numbers.number(count)} dari {numbers.number(base)} bercap waktu"
    if key == p.RATING:
        if not unit.rated:
            return "tanpa rating"
        mean = numbers.number(unit.stars / unit.rated, 2)
        return f"{mean} bintang dari {numbers.number(unit.rated)} rating"
    return f"{numbers.number(count)} dari {numbers.number(base)}"


def count_and_base(key: str, unit: Counts, total: int) -> tuple[int, int]:
    """The whole numbers behind a criterion; `total` = sah of all units together. UnknownChoiceError
    for a key that is not in the catalogue."""
    criterion(key)
    return {
        p.SHARE: (unit.volume, total),
        p.PER_100K: (unit.volume, unit.population or 0),
        p.FOLLOW_UP: (unit.followed_up, unit.valid),
        p.CLOSED: (unit.closed, unit.valid),
        p.ON_TIME: (unit.on_time, unit.valid),
        p.MEDIAN: (unit.timed, unit.valid),
        p.VERIFIED: (unit.verified, unit.valid),
        p.RATING: (unit.stars, unit.rated),
        p.MEDIA: (unit.media_followed_up, unit.media),
    }[key]
