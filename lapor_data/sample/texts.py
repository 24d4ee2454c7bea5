"""Titles and texts of invented complaints, with the flaws real ones have."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from .vocabulary import Place, Topic

_SINCE = (
    "sejak dua minggu lalu",
    "sejak bulan lalu",
    "sudah tiga hari",
    "sudah hampir sebulan",
    "sejak awal tahun",
    "sudah seminggu",
    "sejak beberapa bulan terakhir",
    "sudah lebih dari dua bulan",
    "sejak hari Senin",
)
_JUST_NOW = ("sejak kemarin sore", "sejak tadi malam", "sudah tiga hari", "sejak hari Minggu")
_HOURS = (
    "setiap malam",
    "pada pagi hari",
    "sekitar pukul 14.00",
    "di atas pukul 22.00",
    "saat jam pulang kantor",
    "pada akhir pekan",
    "sekitar pukul 07.30",
)
_OPENINGS = (
    "Assalamualaikum, izin melapor.",
    "Selamat pagi admin.",
    "Kepada Bapak/Ibu admin LAPOR! Paman.",
    "Selamat siang.",
    "Mohon perhatian pemerintah.",
    "Kepada dinas terkait.",
)
_LEADS = (
    "Izin melapor,",
    "Kami warga {desa} ingin melaporkan:",
    "Saya ingin menyampaikan keluhan,",
    "Mohon dicek,",
)
_CLOSINGS = (
    "Mohon segera ditindaklanjuti, terima kasih.",
    "Demikian laporan kami, terima kasih atas perhatiannya.",
    "Mohon solusinya.",
    "Terima kasih.",
    "Semoga cepat ditangani \u2013 kami menunggu kabar baiknya.",
    "Foto terlampir.",
    "Lokasi di {desa}, Kecamatan {kec}.",
    "Sudah pernah kami tanyakan, jawabannya selalu \u201cmasih diproses\u201d.",
)
_WISHES = (
    "Usulan ini disampaikan atas nama warga {rt} {desa}.",
    "Menurut kami hal ini akan sangat membantu warga {kec}.",
    "Semoga dapat dipertimbangkan pada tahun anggaran berikutnya.",
)
_QUESTIONS = (
    "Mohon informasi dan penjelasannya.",
    "Saya warga {desa} dan belum menemukan keterangan yang jelas.",
    "Sudah mencari di laman resmi tetapi tidak ada.",
)
_FIRST_NAMES = (
    "Ahmad Rizqan",
    "Siti Aminah",
    "Muhammad Fahrian",
    "Norhalimah",
    "Rusdiansyah",
    "Hj. Masniah",
    "Akhmad Syauqi",
    "Rabiatul",
    "Fitriani",
    "Khairullah",
    "Wahyudin",
    "Noorlaila",
    "Dewi Puspita",
    "Budi Hartawan",
    "Supian",
    "Yuliana",
    "Misran",
    "Agus Setyo",
)
_LAST_NAMES = ("", "Contoh", "Rekaan", "Ilustrasi", "Sampel", "Fiktif")
_FINDINGS = (
    "Kategori disesuaikan oleh admin.",
    "Lokasi: {desa}, {kec}.",
    "Laporan telah diringkas.",
)


@dataclass(frozen=True)
class Words:
    """What a citizen wrote."""

    kind: str
    title: str
    first_text: str
    final_text: str


class TextWriter:
    """Writes the words of complaints."""

    def __init__(self, rng: random.Random) -> None:
        """All chance comes from `rng`."""
        self._rng = rng

    def write(self, topic: Topic, place: Place, district: str, village: str) -> Words:
        """Title and texts for one complaint about `topic` at a place."""
        rng = self._rng
        kind = rng.choices(("complaint", "question", "wish"), (78, 13, 9))[0]
        pool = {"complaint": topic.titles, "question": topic.ask, "wish": topic.wish}[kind]
        slots = self._slots(place, district, village)
        title = _fill(rng.choice(pool), slots)
        body = _fill(" ".join(self._sentences(topic, kind, title)), slots)
        if place.name.startswith("Kota"):
            title, body = _in_town(title), _in_town(body)
        title = self._title(title)
        first = self._flaws(body)
        final = self._final(first, body, slots)
        return Words(kind, title, first, final)

    def name(self) -> str:
        """A made-up reporter whose surname says that he is."""
        return f"{self._rng.choice(_FIRST_NAMES)} {self._rng.choice(_LAST_NAMES)}".strip()

    def _slots(self, place: Place, district: str, village: str) -> dict[str, str]:
        rng = self._rng
        return {
            "jl": rng.choice(place.streets),
            "desa": village,
            "kec": district,
            "pasar": rng.choice(place.markets),
            "sungai": rng.choice(place.rivers),
            "spot": rng.choice(place.spots),
            "kota": place.short,
            "lama": rng.choice(_SINCE),
            "baru": rng.choice(_JUST_NOW),
            "jam": rng.choice(_HOURS),
            "rt": f"RT {rng.randint(1, 24):02d}",
            "n": str(rng.randint(2, 6)),
            "m": str(rng.choice((15, 20, 25, 30, 40, 50, 60, 75))),
            "k": str(rng.choice((150, 200, 300, 400, 500, 700, 900))),
        }

    def _title(self, title: str) -> str:
        rng = self._rng
        chance = rng.random()
        if chance < 0.05:
            return title.upper()
        if chance < 0.09:
            return title.lower()
        if chance < 0.12:
            return f"{title} - mohon ditindaklanjuti"
        if chance < 0.125:
            return f"=PENTING= {title}"
        return title[0].upper() + title[1:]

    def _sentences(self, topic: Topic, kind: str, title: str) -> list[str]:
        rng = self._rng
        pool = {"complaint": topic.lines, "question": _QUESTIONS, "wish": _WISHES}[kind]
        sentences = rng.sample(pool, rng.choices((1, 2), (55, 45))[0])
        if kind == "complaint" and rng.random() < 0.6:
            subject = title[0].lower() + title[1:] if title[1].islower() else title
            sentences.insert(0, f"{rng.choice(_LEADS)} {subject}.")
        elif rng.random() < 0.4:
            sentences.insert(0, rng.choice(_OPENINGS))
        if len(sentences) < 4 and rng.random() < 0.45:
            sentences.append(rng.choice(_CLOSINGS))
        return sentences

    def _flaws(self, text: str) -> str:
        """Contact data (all fictitious), line breaks, HTML and leading signs."""
        rng = self._rng
        if rng.random() < 0.05:
            number = f"{rng.randrange(1, 10_000):04d}"
            phone = rng.choice(
                (f"0812-0000-{number}", f"+62 812-0000-{number}", f"08120000{number}")
            )
            text += f" Hubungi saya di {phone}."
        if rng.random() < 0.015:
            text += f" NIK saya 630000000000{rng.randrange(1, 10_000):04d}."
        if rng.random() < 0.02:
            text += f" Email: warga{rng.randrange(1, 1000)}@example.com"
        if rng.random() < 0.12:
            text = text.replace(". ", ".\n", 1)
        if rng.random() < 0.03:
            text = f"<p>{text}</p><br>&nbsp;"
        if rng.random() < 0.008:
            text = f"={text}"
        return text

    def _final(self, first: str, body: str, slots: dict[str, str]) -> str:
        chance = self._rng.random()
        if chance < 0.62:
            return first
        if chance < 0.82:
            return f"{body} {_fill(self._rng.choice(_FINDINGS), slots)}"
        return ""


def _fill(template: str, slots: dict[str, str]) -> str:
    """Fill the slots; a sentence keeps its capital even when it begins with one."""
    text = template.format(**slots)
    return re.sub(r"(^|[.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text)


def _in_town(text: str) -> str:
    """Towns have kelurahan where kabupaten have desa."""
    return re.sub(r"\bdesa\b", "kelurahan", re.sub(r"\bDesa\b", "Kelurahan", text))
