"""Award profiles as plain values, which the journal keeps, and as TOML, which people exchange.

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

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w

from lapor_data.domain.profiles import (
    AwardProfile,
    CriterionSetting,
    ProfileError,
    checked,
    slug_of,
)
from lapor_data.domain.vocabulary import squash

_TOML_LIMIT = 20_000
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
    if not text.strip():
        raise ProfileError(["Berkas kosong. Bandingkan dengan profil yang diunduh dari sini."])
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
