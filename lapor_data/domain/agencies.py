"""Agency (SKPD) names: one short name for the many spellings of the same office."""

from __future__ import annotations

import re

from lapor_data.domain.regions import place_of_name
from lapor_data.domain.vocabulary import squash

# The region part at the end of a name: "Dinas PUPR Kab. Banjar" and, in Banjar's own export,
# "Dinas PUPR" are the same office.
_REGION_TAIL = re.compile(
    r"[\s,\-–(]*\b(?:pemerintah\s+)?(?:"
    r"(?:kabupaten|kab\.?|kota|pemkab|pemko|pemkot)\s+(?:banjar\s?masin|banjar\s?baru|banjar|"
    r"kota\s?baru|tanah\s+laut|tanah\s+bumbu|barito\s+kuala|tapin|hulu\s+sungai\s+"
    r"(?:selatan|tengah|utara)|hss|hst|hsu|tabalong|balangan|tala|tanbu|batola)"
    r"|(?:provinsi|prov\.?|propinsi)\s+(?:kalimantan\s+selatan|kalsel)"
    r"|(?:banjar\s?masin|banjar\s?baru|kotabaru|tanah\s+laut|tanah\s+bumbu|barito\s+kuala|tapin|"
    r"hulu\s+sungai\s+(?:selatan|tengah|utara)|hss|hst|hsu|tabalong|balangan|kalsel|"
    r"kalimantan\s+selatan)"
    r")\)?$",
    re.IGNORECASE,
)
_SHORT_FORMS = (
    (r"dinas pekerjaan umum(?:,)?(?: dan)? penataan ruang(?: dan pertanahan)?", "Dinas PUPR"),
    (r"dinas pu(?:pr|pr)?", "Dinas PUPR"),
    (
        r"dinas perumahan(?:,)?(?: rakyat)?(?: dan)? (?:kawasan permukiman|permukiman)"
        r"(?: dan pertanahan)?",
        "Dinas Perkim",
    ),
    (r"dinas (?:disperkim|perkim|perumahan rakyat)|disperkim", "Dinas Perkim"),
    (r"dinas perhubungan|dishub", "Dishub"),
    (r"dinas (?:kominfo|komunikasi(?:,)?(?: dan)? informatika)(?:.*)?|diskominfo\w*", "Diskominfo"),
    (r"dinas kependudukan dan (?:pencatatan|catatan) sipil|disdukcapil", "Disdukcapil"),
    (r"dinas lingkungan hidup|dlh", "Dinas Lingkungan Hidup"),
    (r"dinas kesehatan|dinkes", "Dinas Kesehatan"),
    (r"dinas sosial|dinsos", "Dinas Sosial"),
    (r"dinas pendidikan(?: dan kebudayaan)?|disdik(?:bud)?", "Dinas Pendidikan"),
    (r"satuan polisi pamong praja(?:.*)?|satpol\s?pp(?:.*)?", "Satpol PP"),
    (r"badan penanggulangan bencana daerah|bpbd", "BPBD"),
)
# What is left of "Wali Kota Banjarmasin" or "Kab. HSU" is no name: the region is part of it.
_NO_OFFICE = frozenset(
    {"pemerintah", "sekretariat", "bupati", "wali", "gubernur"}
    | {"kabupaten", "kab", "kab.", "kota", "pemkab", "pemko", "pemkot"}
)
_SHORTENERS = tuple((re.compile(form, re.IGNORECASE), short) for form, short in _SHORT_FORMS)


def agency_name(text: str | None) -> str | None:
    """The short name of an agency without its region; None when empty.

    "Dinas Pekerjaan Umum dan Penataan Ruang Kab. Banjar" → "Dinas PUPR". A vertical agency
    ("Polres Banjar") and a bare government name keep their region, which is part of the name.
    """
    name = squash(text or "")
    if not name:
        return None
    if place_of_name(name) == "pusat":
        return name
    short = _REGION_TAIL.sub("", name).strip(" ,-–(")
    if not short or short.casefold() in _NO_OFFICE:
        return name
    for pattern, replacement in _SHORTENERS:
        if pattern.fullmatch(short):
            return replacement
    return short


def agency_key(text: str | None) -> str | None:
    """The key under which a person's mapping of an agency name is kept: spacing and case folded."""
    return squash(text or "").casefold() or None
