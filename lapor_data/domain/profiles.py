"""Award profiles: which criteria count, and with what weight.

A profile is a value: what people save, copy and exchange (`profile_toml.py`). What a criterion
counts and how it becomes a number in 0–1 is the catalogue's matter (`questions/criteria.py`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lapor_data.domain.errors import LaporError
from lapor_data.domain.settings import load_settings
from lapor_data.domain.vocabulary import squash

SHARE = "porsi"
PER_100K = "per_100k"
FOLLOW_UP = "tindak_lanjut"
CLOSED = "selesai"
ON_TIME = "tepat_waktu"
MEDIAN = "median_respons"
VERIFIED = "verifikasi"
RATING = "rating"
MEDIA = "isu_media"
KEYS = (SHARE, PER_100K, FOLLOW_UP, CLOSED, ON_TIME, MEDIAN, VERIFIED, RATING, MEDIA)
# The criteria that are measured against a limit in working days.
WITH_LIMIT = (ON_TIME, MEDIAN, VERIFIED)

Direction = Literal["tinggi", "rendah"]
HIGH: Direction = "tinggi"
LOW: Direction = "rendah"

WEIGHT_LIMIT = 100.0
_SMALLEST = 0.001
LIMIT_WD_LIMIT = 365
MINIMUM_LIMIT = 1_000_000
_SLUG_LIMIT = 80
_NAME_LIMIT = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class ProfileError(LaporError, ValueError):
    """A profile that cannot be used; `messages` says in Indonesian everything that is wrong."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = tuple(messages)


@dataclass(frozen=True)
class CriterionSetting:
    """One criterion of a profile. `direction` None = the natural one (`natural_direction`): which
    end of its figure earns points; `limit_wd` None = the limit of the settings (HK)."""

    key: str
    weight: float = 1.0
    direction: Direction | None = None
    limit_wd: int | None = None

    @property
    def better(self) -> Direction:
        """Which end of the figure earns points."""
        return self.direction or natural_direction(self.key)

    @property
    def limit(self) -> int:
        """The limit in force (HK); 0 for a criterion without one."""
        if self.key not in WITH_LIMIT:
            return 0
        if self.limit_wd is not None:
            return self.limit_wd
        settings = load_settings()
        return settings.verifikasi if self.key == VERIFIED else settings.respons_pertama


@dataclass(frozen=True)
class AwardProfile:
    """How a score is made. Units with fewer than `minimum` sah are shown but not ranked;
    `only_media` = complaints that came from social and online media only."""

    name: str
    slug: str
    criteria: tuple[CriterionSetting, ...]
    minimum: int = 1
    only_media: bool = False

    @property
    def weights(self) -> dict[str, float]:
        """Criterion key → weight, in the profile's order."""
        return {setting.key: setting.weight for setting in self.criteria}

    @property
    def highest(self) -> float:
        """The highest score that can be reached."""
        return sum(setting.weight for setting in self.criteria)

    @property
    def is_built_in(self) -> bool:
        """Whether it comes with the program: it can be copied, not changed."""
        return self.slug in {profile.slug for profile in BUILT_IN}

    def setting(self, key: str) -> CriterionSetting | None:
        """The setting of a criterion; None where the profile does not use it."""
        return next((setting for setting in self.criteria if setting.key == key), None)

    def with_weights(self, weights: Mapping[str, float]) -> AwardProfile:
        """The same profile with other weights for the criteria named."""
        return replace(
            self,
            criteria=tuple(
                replace(setting, weight=weights.get(setting.key, setting.weight))
                for setting in self.criteria
            ),
        )

    def resolved(self) -> AwardProfile:
        """The same with every direction and limit written out, so that later settings cannot
        change what it means (for decisions)."""
        return replace(
            self,
            criteria=tuple(
                replace(
                    setting,
                    direction=setting.better,
                    limit_wd=setting.limit if setting.key in WITH_LIMIT else None,
                )
                for setting in self.criteria
            ),
        )


def natural_direction(key: str) -> Direction:
    """Which end of a criterion's figure is better unless a profile says otherwise."""
    return LOW if key == MEDIAN else HIGH


_GROUNDS = (CriterionSetting(SHARE), CriterionSetting(FOLLOW_UP), CriterionSetting(ON_TIME))
# The two nominations of 2022 (domain.md §6); equal weights.
BUILT_IN = (
    AwardProfile("Tindak lanjut pengaduan", "tindak-lanjut", _GROUNDS),
    AwardProfile("Respon isu teraktif", "isu-teraktif", _GROUNDS, only_media=True),
)


def slug_of(name: str) -> str:
    """The name in addresses and keys: "Admin Teladan 2023" → "admin-teladan-2023"."""
    return "-".join(re.findall(r"[a-z0-9]+", name.casefold(), re.ASCII))


def copy_of(profile: AwardProfile, name: str, taken: frozenset[str] = frozenset()) -> AwardProfile:
    """A copy under another name, with a slug that is neither built in nor in `taken`."""
    name = squash(name)
    slug = first = slug_of(name) or "profil"
    used = taken | {known.slug for known in BUILT_IN}
    number = 2
    while slug in used:
        slug, number = f"{first}-{number}", number + 1
    return replace(profile, name=name, slug=slug)


def problems(profile: AwardProfile) -> list[str]:
    """What is wrong with a profile, in Indonesian sentences; empty when it can be used."""
    found = []
    if not squash(profile.name):
        found.append("Nama profil belum diisi.")
    elif len(profile.name) > _NAME_LIMIT:
        found.append(f"Nama profil paling panjang {_NAME_LIMIT} huruf.")
    if not _SLUG.fullmatch(profile.slug):
        found.append(f"Kode profil “{profile.slug}” hanya boleh huruf kecil, angka, dan tanda -.")
    if not 0 <= profile.minimum <= MINIMUM_LIMIT:
        found.append(f"Sampel minimum harus bilangan bulat dari 0 sampai {MINIMUM_LIMIT}.")
    if not profile.criteria:
        found.append("Profil memerlukan sedikitnya satu kriteria.")
    elif profile.highest <= 0 and all(_weight_ok(s.weight) for s in profile.criteria):
        found.append("Sedikitnya satu kriteria memerlukan bobot di atas 0.")
    keys = [setting.key for setting in profile.criteria]
    found += [
        f"Kriteria “{key}” tertulis lebih dari sekali."
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]
    for setting in profile.criteria:
        found += _setting_problems(setting)
    return found


def checked(profile: AwardProfile) -> AwardProfile:
    """The profile itself; ProfileError where something is wrong with it."""
    if messages := problems(profile):
        raise ProfileError(messages)
    return profile


def _weight_ok(weight: float) -> bool:
    # A weight so small that it vanishes in the sum would be none.
    return weight == 0 or (math.isfinite(weight) and _SMALLEST <= weight <= WEIGHT_LIMIT)


def _setting_problems(setting: CriterionSetting) -> list[str]:
    if setting.key not in KEYS:
        return [f"Kriteria “{setting.key}” tidak dikenal. Yang ada: {', '.join(KEYS)}."]
    found = []
    if not _weight_ok(setting.weight):
        found.append(f"Bobot “{setting.key}” harus angka dari 0 sampai {WEIGHT_LIMIT:.0f}.")
    if setting.direction not in (None, HIGH, LOW):
        found.append(f"Arah “{setting.key}” harus “{HIGH}” atau “{LOW}”.")
    if setting.limit_wd is not None:
        if setting.key not in WITH_LIMIT:
            found.append(f"Kriteria “{setting.key}” tidak memakai batas hari kerja.")
        elif not 0 < setting.limit_wd <= LIMIT_WD_LIMIT:
            found.append(f"Batas “{setting.key}” harus 1 sampai {LIMIT_WD_LIMIT} hari kerja.")
    return found
