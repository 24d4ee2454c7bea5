"""One short name for the many spellings of the same office."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain.agencies import agency_key, agency_name

SHORT = {
    "Dinas Pekerjaan Umum dan Penataan Ruang Kab. Banjar": "Dinas PUPR",
    "Dinas Pekerjaan Umum, Penataan Ruang dan Pertanahan Kabupaten Tabalong": "Dinas PUPR",
    "DINAS PUPR KOTA BANJARBARU": "Dinas PUPR",
    "Dinas PUPR": "Dinas PUPR",
    "Dinas PUPR Provinsi Kalimantan Selatan": "Dinas PUPR",
    "Dinas Perumahan dan Permukiman Kota Banjarbaru": "Dinas Perkim",
    "Disperkim Banjarbaru": "Dinas Perkim",
    "Dinas Perhubungan Prov. Kalsel": "Dishub",
    "dishub hss": "Dishub",
    "Dinas Komunikasi dan Informatika Kab. Tapin": "Diskominfo",
    "Satuan Polisi Pamong Praja Kota Banjarmasin": "Satpol PP",
    "Satpol PP dan Damkar Kab. Balangan": "Satpol PP",
    "Dinas Kependudukan dan Pencatatan Sipil (Kab. Kotabaru)": "Disdukcapil",
    "Dinas Pasar Kabupaten Tanah Laut": "Dinas Pasar",
    "Perumda Air Minum - Kota Banjarmasin": "Perumda Air Minum",
    "  Dinas\n Sosial ": "Dinas Sosial",
    # The region is part of these names.
    "Polres Banjar": "Polres Banjar",
    "PLN UP3 Banjarmasin": "PLN UP3 Banjarmasin",
    "Pemerintah Kota Banjarbaru": "Pemerintah Kota Banjarbaru",
    "Wali Kota Banjarmasin": "Wali Kota Banjarmasin",
    "Bupati Banjar": "Bupati Banjar",
    "Gubernur Kalimantan Selatan": "Gubernur Kalimantan Selatan",
    "Kab.HSU": "Kab.HSU",
    "Tapin": "Tapin",
    "": None,
    "  ": None,
    None: None,
}


@pytest.mark.parametrize(("written", "short"), SHORT.items())
def test_agency_name(written: str | None, short: str | None) -> None:
    assert agency_name(written) == short


@given(st.text(max_size=40))
def test_a_name_stays_a_name(text: str) -> None:
    """Never empty, never an exception, and settled after one step."""
    short = agency_name(text)
    assert (short is None) == (not text.split())
    assert short is None or short == " ".join(short.split())


def test_agency_key() -> None:
    assert agency_key("  Dinas\u00a0PUPR  KAB. Banjar\n") == "dinas pupr kab. banjar"
    assert agency_key(" ") is None
    assert agency_key(None) is None
