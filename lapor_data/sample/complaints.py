"""Complaints as the system would hold them, before any file is written."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .counts import REGIONS, SampleCounts
from .plan import Slot, plan
from .texts import TextWriter
from .timeline import UNKNOWN_STATUS, Event, Story, Timeline
from .vocabulary import NO_CATEGORY, Agency, Place, agencies, places, topics
from .workdays import WorkingDays

PROVINCE = "Pemerintah Provinsi Kalimantan Selatan"
_FIRST_ID = 4_100_000
_IDS_PER_MINUTE = 1.66


class _Outside(NamedTuple):
    """A government outside the province whose complaints its export shows."""

    government: str
    tag: str
    location: str
    province: str


_OUTSIDE = (
    _Outside("Pemerintah Kota Bandung", " Kota Bandung", "Kota Bandung", "Jawa Barat"),
    _Outside("Pemerintah Kota Banjar", " Kota Banjar", "Kota Banjar", "Jawa Barat"),
    _Outside("Pemerintah Provinsi Kalimantan Tengah", "", "Kapuas", "Kalimantan Tengah"),
    _Outside("Pemerintah Kabupaten Bandung", "", "Bandung", "Jawa Barat"),
    _Outside("Pemerintah Kota Banjar", "", "Banjar", "Jawa Barat"),
)
_UNKNOWN_AGENCIES = (
    "UPT Layanan Terpadu Meratus",
    "Posko Aduan Banua Bersama",
    "Rumah Singgah Amanah",
)
_SOURCES = {
    "Website": 30,
    "Android": 27,
    "ios": 5,
    "SMS": 7,
    "Instagram": 6,
    "Facebook": 4,
    "Twitter": 3,
    "Whatsapp": 6,
    "Hotline Service": 1,
    "Call Center": 1,
    "Email Instansi": 1,
    "Tatap Muka": 2,
    "Pos Surat": 0.6,
    "Website Institusi": 1,
}
_TWITTER_BECAME_X = date(2023, 7, 24)
_TYPES = {"": 72, "Anonim": 20, "Rahasia": 5, "Anonim|Rahasia": 3}
_SUPERVISED_ROLES = ("inspektorat", "dpmd", "bkpsdm")
_ARCHIVE_REASONS = (
    "Laporan ganda",
    "Bukan kewenangan pemerintah daerah",
    "Substansi laporan tidak jelas",
    "Pelapor tidak melengkapi data",
    "Mengandung kata-kata tidak pantas",
)
_WAIT_REASONS = ("Mohon lengkapi lokasi kejadian", "Mohon lampirkan foto", "Menunggu data pelapor")


@dataclass(frozen=True)
class Complaint:
    """One row of Laporan Ringkas with its history."""

    id: int | None
    unit: str
    received: datetime
    reporter: str
    classification: str
    category_id: int | None
    category: str
    title: str
    first_text: str
    final_text: str
    type: str
    source: str
    parent: str
    agency_id: int | None
    agency: str
    plain_agency: str
    status: str
    reason: str
    province: str
    location: str
    district: str
    village: str
    rating: int | None
    events: tuple[Event, ...]
    location_only: bool = False


def build(seed: int, counts: SampleCounts, self_evident: frozenset[str]) -> list[Complaint]:
    """All complaints by Tracking ID; units in `self_evident` name their government in every row."""
    slots = plan(counts, random.Random(f"{seed}:plan"))
    calendar = WorkingDays(counts.first_day.year, counts.data_date.year + 1)
    timeline = Timeline(calendar, counts.last_day, random.Random(f"{seed}:timeline"))
    stories = [(timeline.tell(slot), slot) for slot in slots]
    stories.sort(key=lambda pair: pair[0].received)
    writer = _ComplaintWriter(counts, random.Random(f"{seed}:words"), self_evident)
    return [writer.write(story, slot) for story, slot in stories]


class _ComplaintWriter:
    """Puts words, names and numbers to stories, oldest first."""

    def __init__(
        self, counts: SampleCounts, rng: random.Random, self_evident: frozenset[str]
    ) -> None:
        self._counts = counts
        self._rng = rng
        self._texts = TextWriter(rng)
        self._self_evident = self_evident
        self._start = datetime.combine(counts.first_day, datetime.min.time())
        self._last_id = _FIRST_ID
        self._unknown_seen = 0

    def write(self, story: Story, slot: Slot) -> Complaint:
        """The complaint of one story."""
        rng = self._rng
        home = slot.unit if slot.unit in REGIONS else rng.choice(REGIONS)
        place = places()[home]
        district = rng.choice(list(place.districts))
        village = rng.choice(place.districts[district])
        words = self._texts.write(slot.subject, place, district, village)
        outside = rng.choice(_OUTSIDE)
        parent, agency, plain = self._managed_by(slot, district, outside)
        province, location, exact = self._location(slot, place, outside)
        located = exact and rng.random() < 0.6
        kind = rng.choices(list(_TYPES), list(_TYPES.values()))[0]
        received, number = self._received_and_id(story, slot)
        category = topics().get(slot.category)
        return Complaint(
            id=number,
            unit=slot.unit,
            received=received,
            reporter="Anonim" if "Anonim" in kind else self._texts.name(),
            classification=self._classification(slot, story.status, words.kind),
            category_id=category.id if category else None,
            category=slot.category or NO_CATEGORY,
            title=words.title,
            first_text=words.first_text,
            final_text=words.final_text,
            type=kind,
            source=self._source(slot, story.received.date()),
            parent=parent,
            agency_id=_agency_id(slot) if agency else None,
            agency=agency,
            plain_agency=plain,
            status=self._spelled(story.status),
            reason=self._reason(story.status),
            province=province,
            location=location,
            district=district if located else "",
            village=village if located else "",
            rating=self._rating() if slot.closed else None,
            events=() if slot.fault else story.events,
            location_only=slot.location_only,
        )

    def _received_and_id(self, story: Story, slot: Slot) -> tuple[datetime, int | None]:
        received = story.received
        minutes = int((received - self._start).total_seconds() // 60)
        number = max(self._last_id + 1, _FIRST_ID + int(minutes * _IDS_PER_MINUTE))
        self._last_id = number
        if slot.fault == "rejected_year":
            return received.replace(year=1021, day=min(received.day, 28)), number
        if slot.fault == "rejected_future":
            after = timedelta(days=self._rng.randint(30, 140))
            day = self._counts.data_date + after
            return datetime.combine(day, received.time()), number
        return received, None if slot.fault == "rejected_no_id" else number

    def _managed_by(self, slot: Slot, district: str, outside: _Outside) -> tuple[str, str, str]:
        """Instansi Induk, Instansi Terdisposisi, and the latter without a region."""
        rng = self._rng
        office = agencies()[slot.role]
        if slot.unit == "pusat":
            return office.pusat[1], "" if rng.random() < 0.08 else office.pusat[0], office.pusat[0]
        if slot.unit == "luar_kalsel":
            plain = office.short if "{" not in office.short else "Sekretariat Daerah"
            return outside.government, plain + outside.tag, plain
        if slot.unit == "tidak_dikenal":
            self._unknown_seen += 1
            name = _UNKNOWN_AGENCIES[self._unknown_seen % len(_UNKNOWN_AGENCIES)]
            return "", name, name
        if slot.unit == "provinsi":
            tags = ("Provinsi Kalimantan Selatan", "Prov. Kalsel")
            return self._government(slot, PROVINCE, office.prov or office.long, tags)
        place = places()[slot.unit]
        plain = _local_name(office, place.style, district)
        return self._government(slot, place.government, plain, place.tags)

    def _government(
        self, slot: Slot, government: str, plain: str, tags: tuple[str, ...]
    ) -> tuple[str, str, str]:
        rng = self._rng
        if slot.location_only:
            return "", "" if rng.random() < 0.4 else plain, plain
        agency = plain
        if rng.random() < (0.12 if slot.named_agency else 0.3):
            agency = f"{plain} {rng.choice(tags)}"
        if slot.nameless_agency or (not slot.named_agency and rng.random() < 0.12):
            agency = ""
        must_tell = slot.unit in self._self_evident and agency in ("", plain)
        return government if must_tell or rng.random() < 0.85 else "", agency, plain

    def _location(self, slot: Slot, place: Place, outside: _Outside) -> tuple[str, str, bool]:
        """Provinsi, Kota/Kabupaten, and whether the latter is where it happened."""
        rng = self._rng
        home = "Kalimantan Selatan"
        if slot.location_only:
            return home, place.name, True
        if slot.unit == "tidak_dikenal":
            return "", "", False
        if slot.unit == "luar_kalsel":
            known = rng.random() < 0.6
            return (outside.province, outside.location, False) if known else ("", "", False)
        order = list(places())
        empty = 0.25 + 0.15 * (order.index(slot.unit) / len(order) if slot.unit in order else 0.5)
        chance = rng.random()
        if chance < empty:
            return home if rng.random() < 0.5 else "", "", False
        if chance > 0.985:
            return "Jawa Barat", rng.choice(("Bandung", "Kota Bandung", "Kota Banjar")), False
        if chance > 0.95:
            other = places()[rng.choice(order)]
            return home, other.short, False
        return home, place.name if rng.random() < 0.5 else place.short, True

    def _classification(self, slot: Slot, status: str, kind: str) -> str:
        rng = self._rng
        share = 0.14 + 0.17 * ((len(slot.unit) * 7) % 10) / 10
        if rng.random() < (0.7 if status == "Belum Terverifikasi" else share):
            return ""
        if kind == "question":
            return "Permintaan Informasi"
        if kind == "wish":
            return "Aspirasi"
        supervised = 0.6 if slot.subject.role in _SUPERVISED_ROLES else 0.04
        if rng.random() < supervised:
            return "Pengaduan Berkadar Pengawasan"
        return "Pengaduan Tidak Berkadar Pengawasan"

    def _source(self, slot: Slot, received: date) -> str:
        rng = self._rng
        source = rng.choices(list(_SOURCES), list(_SOURCES.values()))[0]
        if source == "Twitter" and received >= _TWITTER_BECAME_X:
            return "X"
        if source == "Website" and slot.unit in REGIONS and rng.random() < 0.3:
            return source if slot.location_only else f"Website - {places()[slot.unit].slug}"
        return source

    def _spelled(self, status: str) -> str:
        chance = self._rng.random()
        if status == UNKNOWN_STATUS or chance > 0.07:
            return status
        return {0: status.upper(), 1: status.lower()}.get(int(chance * 100), status.title())

    def _reason(self, status: str) -> str:
        if status.startswith("Diarsipkan") or status == "Konten Terblokir":
            return self._rng.choice(_ARCHIVE_REASONS)
        if status in ("Ditunda", "Menunggu Kelengkapan Informasi"):
            return self._rng.choice(_WAIT_REASONS)
        return ""

    def _rating(self) -> int | None:
        rng = self._rng
        if rng.random() > 0.22:
            return None
        return rng.choices((1, 2, 3, 4, 5), (14, 8, 16, 27, 35))[0]


def _local_name(office: Agency, style: str, district: str) -> str:
    name = office.short if style == "short" else office.long
    return name.format(kec=district)


def _agency_id(slot: Slot) -> int:
    units = [*REGIONS, "provinsi", "pusat", "luar_kalsel", "tidak_dikenal"]
    return 1000 + 100 * units.index(slot.unit) + list(agencies()).index(slot.role)
