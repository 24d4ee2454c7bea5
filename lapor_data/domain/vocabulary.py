"""Fixed words of SP4N-LAPOR!: stages, classifications, channels, activities (domain.md §2–3)."""

from __future__ import annotations

import re

STAGE_UNVERIFIED = "Belum terverifikasi"
STAGE_WAITING = "Menunggu kelengkapan"
STAGE_NOT_FOLLOWED_UP = "Belum ditindaklanjuti"
STAGE_IN_PROGRESS = "Diproses"
STAGE_CLOSED = "Selesai"
STAGE_ARCHIVED = "Diarsipkan"
STAGE_UNKNOWN = "Status tidak dikenal"

STAGES = (
    STAGE_UNVERIFIED,
    STAGE_WAITING,
    STAGE_NOT_FOLLOWED_UP,
    STAGE_IN_PROGRESS,
    STAGE_CLOSED,
    STAGE_ARCHIVED,
    STAGE_UNKNOWN,
)

_STAGE_OF_STATUS = {
    "belum terverifikasi": STAGE_UNVERIFIED,
    "menunggu kelengkapan informasi": STAGE_WAITING,
    "ditunda": STAGE_WAITING,
    "terverifikasi": STAGE_NOT_FOLLOWED_UP,
    "belum ditindaklanjuti": STAGE_NOT_FOLLOWED_UP,
    "proses": STAGE_IN_PROGRESS,
    "sedang diproses": STAGE_IN_PROGRESS,
    "ditanggapi oleh pelapor": STAGE_IN_PROGRESS,
    "selesai": STAGE_CLOSED,
    "konten terblokir": STAGE_ARCHIVED,
}

CLASS_OVERSIGHT = "Pengaduan Berkadar Pengawasan"
CLASS_ORDINARY = "Pengaduan Tidak Berkadar Pengawasan"
CLASS_INFORMATION = "Permintaan Informasi"
CLASS_ASPIRATION = "Aspirasi"
CLASSIFICATIONS = (CLASS_OVERSIGHT, CLASS_ORDINARY, CLASS_INFORMATION, CLASS_ASPIRATION)

CHANNEL_WEB = "Situs web"
CHANNEL_APP = "Aplikasi"
CHANNEL_SMS = "SMS"
CHANNEL_SOCIAL = "Media sosial"
CHANNEL_PHONE = "Telepon/hotline"
CHANNEL_IN_PERSON = "Tatap muka/surat/email"
CHANNEL_OTHER = "Lainnya"
CHANNELS = (
    CHANNEL_WEB,
    CHANNEL_APP,
    CHANNEL_SMS,
    CHANNEL_SOCIAL,
    CHANNEL_PHONE,
    CHANNEL_IN_PERSON,
    CHANNEL_OTHER,
)
# "Respon isu teraktif" counts complaints that came from social and online media (domain.md §6).
# Whatsapp is a social channel here; the web site and the app are LAPOR!'s own front doors.
MEDIA_CHANNELS = (CHANNEL_SOCIAL,)

# Order matters: "Website - pemerintah-kabupaten-…" and "Website Institusi" are web,
# "Email Instansi" is not.
_CHANNEL_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(web|website|situs|portal)"), CHANNEL_WEB),
    (re.compile(r"\b(android|ios|iphone|aplikasi|mobile)\b"), CHANNEL_APP),
    (re.compile(r"\bsms\b|\b1708\b"), CHANNEL_SMS),
    (
        re.compile(
            r"\b(instagram|ig|facebook|fb|twitter|x|whatsapp|wa|telegram|tiktok|youtube|line|"
            r"media sosial|medsos|media online|sosial)\b"
        ),
        CHANNEL_SOCIAL,
    ),
    (re.compile(r"\b(hotline|call center|call centre|telepon|telpon|telp)\b"), CHANNEL_PHONE),
    (
        re.compile(r"\b(tatap muka|pos|surat|e-?mail|langsung|kotak (saran|pengaduan))\b"),
        CHANNEL_IN_PERSON,
    ),
)

ACTIVITY_VERIFIED = "Diverifikasi"
ACTIVITY_DISPATCHED = "Didisposisikan"
ACTIVITY_FOLLOWED_UP = "Ditindaklanjuti"
ACTIVITY_REPORTER_ANSWERED = "Ditanggapi Pelapor"
ACTIVITY_CLOSED = "Ditutup"
ACTIVITY_ARCHIVED = "Diarsipkan"
ACTIVITY_POSTPONED = "Ditunda"
ACTIVITY_REOPENED = "Dibuka Kembali"
ACTIVITIES = (
    ACTIVITY_VERIFIED,
    ACTIVITY_DISPATCHED,
    ACTIVITY_FOLLOWED_UP,
    ACTIVITY_REPORTER_ANSWERED,
    ACTIVITY_CLOSED,
    ACTIVITY_ARCHIVED,
    ACTIVITY_POSTPONED,
    ACTIVITY_REOPENED,
)

_SPACES = re.compile(r"\s+")


def squash(text: str) -> str:
    """Fold runs of white space (also line breaks and no-break spaces) into one blank and trim."""
    return _SPACES.sub(" ", text).strip()


def stage_of(status: str | None) -> str:
    """The stage (tahap) of a `Status Laporan`; case and spacing do not matter (domain.md §3).

    An empty or unlisted status gives "Status tidak dikenal"; such a row is kept and counts as sah.
    """
    key = squash(status or "").casefold()
    if key.startswith("ditutup oleh") or key == "ditutup":
        return STAGE_CLOSED
    if key.startswith("diarsipkan oleh") or key == "diarsipkan":
        return STAGE_ARCHIVED
    return _STAGE_OF_STATUS.get(key, STAGE_UNKNOWN)


def classification_of(text: str | None) -> str | None:
    """The standard spelling of a classification; unlisted words stay as written, empty is None."""
    words = squash(text or "")
    if not words:
        return None
    by_key = {name.casefold(): name for name in CLASSIFICATIONS}
    by_key |= {
        "berkadar pengawasan": CLASS_OVERSIGHT,
        "tidak berkadar pengawasan": CLASS_ORDINARY,
    }
    return by_key.get(words.casefold(), words)


def channel_of(source: str | None) -> str:
    """The channel group of a `Sumber Laporan` (domain.md §2); empty or unlisted is "Lainnya"."""
    key = squash(source or "").casefold()
    for pattern, channel in _CHANNEL_PATTERNS:
        if pattern.search(key):
            return channel
    return CHANNEL_OTHER


def activity_of(text: str | None) -> str | None:
    """The standard spelling of an `Aktivitas`; unlisted words stay as written, empty is None."""
    words = squash(text or "")
    if not words:
        return None
    by_key = {name.casefold(): name for name in ACTIVITIES}
    by_key["ditanggapi oleh pelapor"] = ACTIVITY_REPORTER_ANSWERED
    return by_key.get(words.casefold(), words)


def report_type_of(text: str | None) -> tuple[bool, bool]:
    """(anonymous, secret) of a `Tipe Laporan (Anonim/Rahasia)` such as "Anonim|Rahasia"."""
    key = (text or "").casefold()
    return "anonim" in key, "rahasia" in key
