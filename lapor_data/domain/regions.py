"""The 13 kabupaten/kota of Kalimantan Selatan and which government a name points to (domain.md §2).

A *place* is where a complaint belongs: one of the 13 Kemendagri codes ("63.72") or one of the four
levels beside them ("provinsi", "pusat", "luar_kalsel", "tidak_dikenal").
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from lapor_data.domain.errors import SettingsError
from lapor_data.domain.vocabulary import squash

BOUNDARIES_FILE = Path(__file__).with_name("kalsel_wilayah.geojson")

PROVINCE = "provinsi"
CENTRAL = "pusat"
OUTSIDE = "luar_kalsel"
UNKNOWN = "tidak_dikenal"
LEVEL_NAMES = {
    PROVINCE: "Provinsi",
    CENTRAL: "Pusat",
    OUTSIDE: "Luar Kalsel",
    UNKNOWN: "Tidak dikenal",
}


@dataclass(frozen=True)
class Region:
    """One of the 13: Kemendagri code, full and short name, "Kabupaten"/"Kota", capital, people."""

    code: str
    name: str
    short_name: str
    kind: str
    capital: str
    population: int


class Evidence(IntEnum):
    """What told us the place; smaller is stronger and stays when weaker evidence comes later."""

    AGENCY = 1
    PARENT = 2
    OWN_EXPORT = 3
    PROVINCIAL_EXPORT = 4
    LOCATION = 5
    NONE = 6


REASONS = {
    Evidence.AGENCY: "nama instansi terdisposisi",
    Evidence.PARENT: "instansi induk",
    Evidence.OWN_EXPORT: "ekspor milik kabupaten/kota",
    Evidence.PROVINCIAL_EXPORT: "ekspor provinsi",
    Evidence.LOCATION: "perkiraan dari lokasi",
    Evidence.NONE: "tidak ada petunjuk",
}
REASON_MAPPED = "dipetakan oleh pengguna"


@dataclass(frozen=True)
class Resolution:
    """The place of a complaint and the evidence for it."""

    place: str
    evidence: Evidence


@lru_cache(maxsize=2)
def boundaries() -> dict[str, Any]:
    """The GeoJSON of the 13; LAPOR_BATAS may name an official file with the same 13 codes."""
    path = Path(os.environ.get("LAPOR_BATAS", BOUNDARIES_FILE))
    try:
        collection: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        codes = {feature["properties"]["kode"] for feature in collection["features"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"Berkas batas wilayah {path} tidak dapat dibaca.") from error
    if os.environ.get("LAPOR_BATAS") and codes != {region.code for region in REGIONS}:
        raise SettingsError(f"Berkas batas wilayah {path} harus memuat tepat 13 kode 63.xx.")
    return collection


def _bundled_regions() -> tuple[Region, ...]:
    features = json.loads(BOUNDARIES_FILE.read_text(encoding="utf-8"))["features"]
    rows = (feature["properties"] for feature in features)
    return tuple(
        sorted(
            (
                Region(
                    row["kode"],
                    row["nama"],
                    row["nama_pendek"],
                    row["jenis"],
                    row["ibu_kota"],
                    row["penduduk_2020"],
                )
                for row in rows
            ),
            key=lambda region: region.code,
        )
    )


REGIONS = _bundled_regions()
BY_CODE = {region.code: region for region in REGIONS}


def place_name(place: str, *, short: bool = False) -> str:
    """The name of a place as shown: "Kota Banjarbaru", short "Banjarbaru", "Provinsi"."""
    region = BY_CODE.get(place)
    if region:
        return region.short_name if short else region.name
    return LEVEL_NAMES[place]


# Spellings beside the official name. "Banjar" alone means the kabupaten: in LAPOR! lists the
# kabupaten stands without its kind, and the only "Kota Banjar" lies in Jawa Barat.
_ALIASES = {
    "63.01": ("tanah laut", "tala"),
    "63.02": ("kotabaru", "kota baru"),
    "63.03": ("banjar",),
    "63.04": ("barito kuala", "batola"),
    "63.05": ("tapin",),
    "63.06": ("hulu sungai selatan", "hss"),
    "63.07": ("hulu sungai tengah", "hst"),
    "63.08": ("hulu sungai utara", "hsu"),
    "63.09": ("tabalong",),
    "63.10": ("tanah bumbu", "tanbu"),
    "63.11": ("balangan",),
    "63.71": ("banjarmasin", "banjar masin"),
    "63.72": ("banjarbaru", "banjar baru"),
}
_CODE_OF_ALIAS = {alias: code for code, names in _ALIASES.items() for alias in names}
_LONGEST_FIRST = sorted(_CODE_OF_ALIAS, key=len, reverse=True)
_KIND = r"(?P<kind>kabupaten|kab|pemkab|kota|pemko|pemkot|kotamadya)"
_REGION = re.compile(
    rf"(?:\b{_KIND}\b\.?\s*)?\b(?P<alias>{'|'.join(_LONGEST_FIRST)})\b", re.IGNORECASE
)
_PROVINCE = re.compile(
    r"\b(kalimantan selatan|kalsel|gubernur)\b|\brsud ulin\b|\bansari saleh\b", re.IGNORECASE
)
_OTHER_PROVINCE = re.compile(
    r"\b(?:provinsi|prov|propinsi|pemprov)\b\.?\s*(?!kal(?:imantan )?sel)"
    r"(?:aceh|bali|banten|bengkulu|gorontalo|jambi|lampung|maluku|papua|riau|"
    r"(?:jawa|kalimantan|sumatera|sumatra|sulawesi|nusa tenggara|kepulauan)\s+\w+|"
    r"dki|di yogyakarta|d\.?i\.? ?yogyakarta|daerah \w+|bangka)",
    re.IGNORECASE,
)
_OTHER_GOVERNMENT = re.compile(
    r"(?:(?i:\bpemerintah\s+(?:kabupaten|kota|daerah|provinsi)\s+\w)"
    r"|(?i:\b(?:pemko|pemkot|pemkab|pemprov|kabupaten|kab\.?|kotamadya)\s+\w)"
    r"|\b(?i:kota)\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?$)"
)
# Vertical agencies: a region in their name says where the office stands, not who manages it.
_CENTRAL = re.compile(
    r"\b(kementerian|kemenag|kemensos|kemenkes|kemendagri|kemendikbud\w*|kemenhub|kemenkumham|"
    r"kemnaker|kemenkeu|pln|p\.l\.n|pertamina|telkom\w*|pt\.? pos|kepolisian|polri|polda|polres\w*|"
    r"polsek\w*|polisi(?! pamong)|bpjs\w*|kantor pertanahan|pertanahan nasional|bpn|"
    r"kejaksaan|kejati|kejari|pengadilan|mahkamah|imigrasi|bea cukai|bea dan cukai|"
    r"kantor pajak|pelayanan pajak|direktorat jenderal|kpu|komisi pemilihan umum|bawaslu|"
    r"badan pengawas pemilih\w*|badan pusat statistik|bps|bmkg|bnn\w*|bkkbn|bpom|"
    r"badan pengawas obat|balai besar|balai wilayah sungai|balai pelaksanaan jalan|ombudsman|"
    r"bank indonesia|otoritas jasa keuangan|ojk|tni|kodim|korem|lanud|lanal|bulog|taspen|"
    r"pemerintah pusat|republik indonesia|kantor pos|pegadaian|"
    r"universitas lambung mangkurat|ulm|kominfo ri|komdigi|lembaga \w+ nasional|"
    r"badan kepegawaian negara|bkn)\b",
    re.IGNORECASE,
)


def place_of_name(text: str | None) -> str | None:
    """The place that the name of an agency or government points to; None if it names none.

    "Dinas PUPR Kab. Banjar" → "63.03", "Pemerintah Kota Banjar" → "luar_kalsel" (Jawa Barat),
    "Polres Banjar" → "pusat", "Dinas PUPR" → None.
    """
    name = squash(text or "")
    if not name:
        return None
    if _CENTRAL.search(name):
        return CENTRAL
    if _OTHER_PROVINCE.search(name):
        return OUTSIDE
    region = _named_region(name)
    if region:
        return region
    if _PROVINCE.search(name):
        return PROVINCE
    if _OTHER_GOVERNMENT.search(name):
        return OUTSIDE
    return None


def _named_region(name: str) -> str | None:
    """The last region named: in "UPT Banjarbaru Dinas PUPR Kab. Banjar" the owner stands last."""
    found: str | None = None
    for match in _REGION.finditer(name):
        alias = match["alias"].casefold()
        kind = (match["kind"] or "").casefold()
        if alias == "banjar" and kind in {"kota", "pemko", "pemkot", "kotamadya"}:
            found = OUTSIDE
        elif alias == "kota baru" and kind in {"kota", "pemko", "pemkot"}:
            continue
        else:
            found = _CODE_OF_ALIAS[alias]
    return found


def place_of_location(city: str | None, province: str | None) -> str | None:
    """The place that the location columns suggest; None if they say nothing usable.

    Only an estimate: people choose the location themselves and often wrongly.
    """
    province_name = squash(province or "").casefold()
    if province_name and not _PROVINCE.search(province_name):
        return OUTSIDE
    name = squash(city or "")
    if not name:
        return None
    region = _named_region(name)
    if region:
        return region
    return None if province_name else (OUTSIDE if _OTHER_GOVERNMENT.search(name) else None)


def resolve(
    agency: str | None,
    parent: str | None,
    export_owner: str | None,
    city: str | None,
    province: str | None,
) -> Resolution:
    """Which government manages a complaint, by the strongest evidence there is.

    Order: agency name, Instansi Induk, the preamble's Nama Instansi (a kabupaten/kota, then the
    province), location. Without any: "tidak_dikenal".
    """
    for name, evidence in ((agency, Evidence.AGENCY), (parent, Evidence.PARENT)):
        place = place_of_name(name)
        if place:
            return Resolution(place, evidence)
    owner = place_of_name(export_owner)
    if owner in BY_CODE:
        return Resolution(owner, Evidence.OWN_EXPORT)
    if owner == PROVINCE:
        return Resolution(owner, Evidence.PROVINCIAL_EXPORT)
    place = place_of_location(city, province)
    if place:
        return Resolution(place, Evidence.LOCATION)
    return Resolution(UNKNOWN, Evidence.NONE)
