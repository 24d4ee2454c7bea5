"""Award profiles: which criteria count, with what weight, and how they are kept and exchanged.

A profile is a value: what people save, copy and export as TOML. What a criterion counts and how it
becomes a number in 0–1 is the catalogue's matter (`questions/criteria.py`).

    nama = "Tindak lanjut pengaduan"
    kode = "tindak-lanjut"
    sampel_minimum = 1
    hanya_media = false
    kriteria = [
        { kunci = "porsi", bobot = 1.0 },
        { kunci = "tepat_waktu", bobot = 1.0, arah = "tinggi", batas_hk = 3 },
    ]

`arah` and `batas_hk` may be left out: the criterion's own direction, the limit of the settings.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import tomli_w

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
_TOML_LIMIT = 20_000
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


def to_entry(profile: AwardProfile) -> dict[str, Any]:
    """The profile as plain values, for TOML and for the journal."""
    criteria = []
    for setting in profile.criteria:
        row: dict[str, Any] = {"kunci": setting.key, "bobot": float(setting.weight)}
        if setting.direction is not None:
            row["arah"] = setting.direction
        if setting.limit_wd is not None:
            row["batas_hk"] = setting.limit_wd
        criteria.append(row)
    return {
        "nama": profile.name,
        "kode": profile.slug,
        "sampel_minimum": profile.minimum,
        "hanya_media": profile.only_media,
        "kriteria": criteria,
    }


def from_entry(entry: Mapping[str, Any], *, check: bool = True) -> AwardProfile:
    """A profile from plain values; ProfileError names everything that is wrong. Without `check`
    only the shape must be right: what was frozen once is read for ever, whatever limits hold now.
    """
    found = _unknown(entry, ("nama", "kode", "sampel_minimum", "hanya_media", "kriteria"), "")
    name = _value(entry, "nama", str, "", found)
    rows = _value(entry, "kriteria", list, [], found)
    criteria = []
    for number, row in enumerate(rows, start=1):
        where = f"Kriteria ke-{number}: "
        if not isinstance(row, dict):
            found.append(f'{where}harus tabel seperti {{ kunci = "porsi" }}.')
            continue
        found += _unknown(row, ("kunci", "bobot", "arah", "batas_hk"), where)
        criteria.append(
            CriterionSetting(
                _value(row, "kunci", str, "", found, where),
                float(_value(row, "bobot", float, 1.0, found, where)),
                _value(row, "arah", str, None, found, where),
                _value(row, "batas_hk", int, None, found, where),
            )
        )
    profile = AwardProfile(
        squash(name),
        _value(entry, "kode", str, slug_of(name), found),
        tuple(criteria),
        _value(entry, "sampel_minimum", int, 1, found),
        _value(entry, "hanya_media", bool, False, found),
    )
    if found:
        raise ProfileError(found)
    return checked(profile) if check else profile


def to_toml(profile: AwardProfile) -> str:
    """The profile as a TOML text; `from_toml` gives the same profile again."""
    return tomli_w.dumps(to_entry(profile))


def from_toml(text: str) -> AwardProfile:
    """A profile from TOML; ProfileError in Indonesian for whatever cannot be used."""
    if len(text) > _TOML_LIMIT:
        raise ProfileError(
            [f"Berkas terlalu besar untuk sebuah profil (paling banyak {_TOML_LIMIT} huruf)."]
        )
    try:
        entry = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        # Beside bad TOML: tables nested without end, numbers of thousands of digits.
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f" pada baris {at[1]}, kolom {at[2]}" if at else ""
        raise ProfileError(
            [f"Berkas TOML salah tulis{where}. Bandingkan dengan profil yang diunduh dari sini."]
        ) from error
    return from_entry(entry)


# How much of what was found a message repeats.
_TOLD = 100
_LARGEST = 10**9
_KIND_WORDS = {
    str: "teks",
    int: "bilangan bulat",
    float: "angka",
    bool: "true atau false",
    list: "daftar",
}


def _value(
    entry: Mapping[str, Any], key: str, kind: type, default: Any, found: list[str], where: str = ""
) -> Any:
    """entry[key] if it is of that kind (a whole number passes for a float), else the default."""
    value = entry.get(key, default)
    if value is default:
        return value
    kinds = (int, float) if kind is float else (kind,)
    if not isinstance(value, kinds) or (isinstance(value, bool) and kind is not bool):
        shown = repr(value)[:_TOLD]
        found.append(f"{where}“{key}” harus {_KIND_WORDS[kind]}, ditemukan {shown}.")
        return default
    if isinstance(value, int) and abs(value) > _LARGEST:
        found.append(f"{where}“{key}” terlalu besar.")
        return default
    return value


def _unknown(entry: Mapping[str, Any], known: tuple[str, ...], where: str) -> list[str]:
    return [f"{where}“{key}” tidak dikenal." for key in entry if key not in known]
