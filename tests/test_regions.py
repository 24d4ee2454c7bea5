"""The 13 and their names: which government a name points to (domain.md §2)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import regions as r
from lapor_data.domain.errors import SettingsError
from lapor_data.domain.regions import Evidence, Resolution

PLACES = {
    "Dinas PUPR Kab. Banjar": "63.03",
    "Kab Banjar": "63.03",
    "kab.banjar": "63.03",
    "Bupati Banjar": "63.03",
    "Pemerintah Kota Banjarbaru": "63.72",
    "KOTA  BANJARBARU": "63.72",
    "Kota Banjar Baru": "63.72",
    "Satpol PP Banjarbaru": "63.72",
    "Pemko Banjarmasin": "63.71",
    "Satuan Polisi Pamong Praja Kota Banjarmasin": "63.71",
    "Perumda Air Minum Kota Banjarmasin": "63.71",
    "Pemerintah Kota Banjar": "luar_kalsel",
    "Pemkot Banjar": "luar_kalsel",
    "Kabupaten Banjarnegara": "luar_kalsel",
    "Pemerintah Kabupaten Kotabaru": "63.02",
    "Kabupaten Kota Baru": "63.02",
    "DINAS KESEHATAN HSS": "63.06",
    "Dinas Sosial Kab. Hulu Sungai Tengah": "63.07",
    "Kab.HSU": "63.08",
    "RSUD H. Boejasin Tanah Laut": "63.01",
    "Pemkab Tala": "63.01",
    "Tanbu": "63.10",
    "Batola": "63.04",
    "Dinas LH Kab. Barito Utara": "luar_kalsel",
    "UPT Banjarbaru Dinas PUPR Kab. Banjar": "63.03",
    "Dinas PUPR Provinsi Kalimantan Selatan": "provinsi",
    "Biro Umum Setda Prov. Kalsel": "provinsi",
    "RSUD Ulin": "provinsi",
    "Pemerintah Provinsi Kalimantan Tengah": "luar_kalsel",
    "Pemerintah Provinsi DKI Jakarta": "luar_kalsel",
    "Pemerintah Kota Jambi": "luar_kalsel",
    "Kabupaten Bandung": "luar_kalsel",
    "Kota Bandung": "luar_kalsel",
    "Polres Banjar": "pusat",
    "Polres Banjarbaru": "pusat",
    "PLN UP3 Banjarmasin": "pusat",
    "Kantor Pertanahan Kabupaten Banjar": "pusat",
    "Kantor Kementerian Agama Kab. Tapin": "pusat",
    "BPJS Kesehatan Cabang Banjarmasin": "pusat",
    "Dinas PUPR": None,
    "Bandung": None,
    "": None,
    None: None,
}


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_place_of_name(name: str | None, place: str | None) -> None:
    assert r.place_of_name(name) == place


@pytest.mark.parametrize("region", r.REGIONS, ids=lambda region: region.short_name)
def test_every_region_under_every_name(region: r.Region) -> None:
    kind = "Kab." if region.kind == "Kabupaten" else "Kota"
    for name in (
        region.name,
        f"Pemerintah {region.name}",
        f"Dinas Perhubungan {region.name}",
        f"DINAS PUPR {kind} {region.short_name.upper()}",
        f"Dinas Kominfo {region.short_name}",
        f"{'Pemkab' if kind == 'Kab.' else 'Pemko'} {region.short_name}",
    ):
        assert r.place_of_name(name) == region.code, name
    assert r.place_name(region.code) == region.name
    assert r.place_name(region.code, short=True) == region.short_name


def test_the_thirteen() -> None:
    assert [region.code for region in r.REGIONS] == [
        *(f"63.{n:02}" for n in range(1, 12)),
        "63.71",
        "63.72",
    ]
    assert sum(region.population for region in r.REGIONS) == 4_073_584
    assert [region.kind for region in r.REGIONS].count("Kota") == 2
    assert r.place_name("luar_kalsel") == "Luar Kalsel"


@pytest.mark.parametrize(
    ("city", "province", "place"),
    [
        ("Banjar", "Kalimantan Selatan", "63.03"),
        ("Kab. Banjar", "KALSEL", "63.03"),
        ("Banjarmasin", "", "63.71"),
        ("Kota Banjar", "Kalimantan Selatan", "luar_kalsel"),
        ("Banjar", "Jawa Barat", "luar_kalsel"),
        ("", "Jawa Timur", "luar_kalsel"),
        ("Kota Bandung", None, "luar_kalsel"),
        ("Bandung", "", None),
        ("Bandung", "Kalimantan Selatan", None),
        ("", "Kalimantan Selatan", None),
        (None, None, None),
    ],
)
def test_place_of_location(city: str | None, province: str | None, place: str | None) -> None:
    assert r.place_of_location(city, province) == place


def test_the_strongest_evidence_decides() -> None:
    evidence = ["Dishub Tapin", "Pemerintah Kota Banjarbaru", "Pemkab Tala", "Tabalong", ""]
    expected = [
        Resolution("63.05", Evidence.AGENCY),
        Resolution("63.72", Evidence.PARENT),
        Resolution("63.01", Evidence.OWN_EXPORT),
        Resolution("63.09", Evidence.LOCATION),
    ]
    for weaker, resolution in enumerate(expected):
        names: list[str | None] = [None] * weaker + evidence[weaker:]
        assert r.resolve(*names) == resolution
    province = "Pemerintah Provinsi Kalimantan Selatan"
    assert r.resolve(None, None, province, "Tapin", None) == Resolution(
        "provinsi", Evidence.PROVINCIAL_EXPORT
    )
    # An export of somebody else proves nothing.
    assert r.resolve("Dishub", None, "PLN", "Tapin", None).place == "63.05"
    assert r.resolve("Dishub", " ", "Admin", "", "") == Resolution("tidak_dikenal", Evidence.NONE)


@given(st.text(max_size=40))
def test_any_text_gives_a_known_place_or_none(text: str) -> None:
    place = r.place_of_name(text)
    assert place is None or place in r.BY_CODE or place in r.LEVEL_NAMES


def test_boundaries_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundled = r.boundaries()
    assert {f["properties"]["kode"] for f in bundled["features"]} == set(r.BY_CODE)
    for name, text, message in (
        ("rusak", "{", "tidak dapat dibaca"),
        ("lain", json.dumps({"features": bundled["features"][:12]}), "tepat 13 kode"),
    ):
        path = tmp_path / f"{name}.geojson"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("LAPOR_BATAS", str(path))
        r.boundaries.cache_clear()
        with pytest.raises(SettingsError, match=message):
            r.boundaries()
    monkeypatch.delenv("LAPOR_BATAS")
    r.boundaries.cache_clear()
