"""Stages, classifications, channels and activities (domain.md §2–3)."""

from __future__ import annotations

import pytest

from lapor_data.domain import vocabulary as v

STAGES = {
    "Ditutup oleh Sistem": v.STAGE_CLOSED,
    "ditutup  OLEH admin": v.STAGE_CLOSED,
    "Ditutup oleh Pelapor": v.STAGE_CLOSED,
    "Ditutup": v.STAGE_CLOSED,
    "Selesai": v.STAGE_CLOSED,
    "Diarsipkan oleh Admin": v.STAGE_ARCHIVED,
    "Diarsipkan oleh Sistem": v.STAGE_ARCHIVED,
    "DIARSIPKAN OLEH PELAPOR": v.STAGE_ARCHIVED,
    "Konten Terblokir": v.STAGE_ARCHIVED,
    "Menunggu Kelengkapan Informasi": v.STAGE_WAITING,
    "Ditunda": v.STAGE_WAITING,
    "Belum Terverifikasi": v.STAGE_UNVERIFIED,
    "Terverifikasi": v.STAGE_NOT_FOLLOWED_UP,
    "Belum\u00a0Ditindaklanjuti ": v.STAGE_NOT_FOLLOWED_UP,
    "Proses": v.STAGE_IN_PROGRESS,
    "Sedang Diproses": v.STAGE_IN_PROGRESS,
    "Ditanggapi oleh Pelapor": v.STAGE_IN_PROGRESS,
    "Dialihkan": v.STAGE_UNKNOWN,
    "Tidak Selesai": v.STAGE_UNKNOWN,
    "": v.STAGE_UNKNOWN,
    None: v.STAGE_UNKNOWN,
}
CHANNELS = {
    "Website": v.CHANNEL_WEB,
    "Website - pemerintah-kabupaten-banjar": v.CHANNEL_WEB,
    "Website Institusi": v.CHANNEL_WEB,
    "Android": v.CHANNEL_APP,
    "ios": v.CHANNEL_APP,
    "SMS": v.CHANNEL_SMS,
    "Hotline Service": v.CHANNEL_PHONE,
    "Call Center": v.CHANNEL_PHONE,
    "Instagram": v.CHANNEL_SOCIAL,
    "Facebook": v.CHANNEL_SOCIAL,
    "Twitter": v.CHANNEL_SOCIAL,
    "X": v.CHANNEL_SOCIAL,
    "Whatsapp": v.CHANNEL_SOCIAL,
    "Email Instansi": v.CHANNEL_IN_PERSON,
    "Tatap Muka": v.CHANNEL_IN_PERSON,
    "Pos Surat": v.CHANNEL_IN_PERSON,
    "Merpati": v.CHANNEL_OTHER,
    "": v.CHANNEL_OTHER,
    None: v.CHANNEL_OTHER,
}


@pytest.mark.parametrize(("status", "stage"), STAGES.items())
def test_stage_of(status: str | None, stage: str) -> None:
    assert v.stage_of(status) == stage


def test_every_stage_and_channel_is_reached() -> None:
    assert set(STAGES.values()) == set(v.STAGES)
    assert set(CHANNELS.values()) == set(v.CHANNELS)


@pytest.mark.parametrize(("source", "channel"), CHANNELS.items())
def test_channel_of(source: str | None, channel: str) -> None:
    assert v.channel_of(source) == channel


def test_classification_of() -> None:
    for name in v.CLASSIFICATIONS:
        assert v.classification_of(f" {name.upper()}\n") == name
    assert v.classification_of("tidak berkadar  pengawasan") == v.CLASS_ORDINARY
    assert v.classification_of("Berkadar Pengawasan") == v.CLASS_OVERSIGHT
    assert v.classification_of("Keluhan  Lain") == "Keluhan Lain"
    assert v.classification_of(" ") is None
    assert v.classification_of(None) is None


def test_activity_of() -> None:
    for name in v.ACTIVITIES:
        assert v.activity_of(name.lower()) == name
    assert v.activity_of("Ditanggapi oleh Pelapor") == v.ACTIVITY_REPORTER_ANSWERED
    assert v.activity_of("Dibaca ") == "Dibaca"
    assert v.activity_of("") is None


@pytest.mark.parametrize(
    ("cell", "anonymous", "secret"),
    [
        (None, False, False),
        ("", False, False),
        ("Anonim", True, False),
        ("RAHASIA", False, True),
        ("Anonim|Rahasia", True, True),
    ],
)
def test_report_type_of(cell: str | None, anonymous: bool, secret: bool) -> None:
    assert v.report_type_of(cell) == (anonymous, secret)


def test_squash() -> None:
    assert v.squash("  a\u00a0\n b\t\r\nc ") == "a b c"
