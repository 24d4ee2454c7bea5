"""The columns of `record` and `complaint` in a person's words: what `telusuri` shows goes to
citizens. Where an export has the column, its head is the word."""

from __future__ import annotations

from collections.abc import Mapping

from lapor_data.domain.regions import REASONS, place_name
from lapor_data.ingest.heads import STANDARD_HEAD

PLACE, PLACE_REASON = "Wilayah", "Dasar wilayah"
LABELS: dict[str, str] = STANDARD_HEAD | {
    "first_import_no": "Impor pertama",
    "import_no": "Impor terakhir yang mengubah",
    "auto_place": PLACE,
    "auto_rank": PLACE_REASON,
    "verified_at": STANDARD_HEAD["verified_date"],
    "dispatched_at": STANDARD_HEAD["dispatched_date"],
    "followed_up_at": STANDARD_HEAD["followed_up_date"],
    "closed_at": STANDARD_HEAD["closed_date"],
    "received_at": "Tanggal dan waktu masuk",
    "place": PLACE,
    "is_region": "Salah satu dari 13 kabupaten/kota",
    "place_reason": PLACE_REASON,
    "agency_as_written": "Instansi seperti tertulis",
    "channel": "Kanal",
    "stage": "Tahap",
    "is_valid": "Sah",
    "is_followed_up": "Ditindaklanjuti",
    "is_closed": "Selesai",
    "is_anonymous": "Anonim",
    "is_secret": "Rahasia",
    "first_response_at": "Respons pertama",
    "response_wd": "Respons (hari kerja)",
    "response_days": "Respons (hari kalender)",
    "resolution_wd": "Penyelesaian (hari kerja)",
    "resolution_days": "Penyelesaian (hari kalender)",
    "verification_wd": "Verifikasi (hari kerja)",
    "title_words": "Kata judul",
    "outcome_no": "Nomor hasil",
}
_REASON = {str(int(evidence)): reason for evidence, reason in REASONS.items()}


def labelled(record: Mapping[str, str]) -> dict[str, str]:
    """A complaint's columns under their labels; codes of ours in words."""
    return {LABELS.get(name, name): _in_words(name, value) for name, value in record.items()}


def _in_words(name: str, value: str) -> str:
    if name == "auto_place":
        return place_name(value) or value
    return _REASON.get(value, value) if name == "auto_rank" else value
