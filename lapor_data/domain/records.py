"""Records of history: evaluations, programmes, outcomes, obstacles and plans (domain.md §5).

A record is entered by people and keeps its source. Form, CSV file and journal all hold it as the
same cells of text (`HEADS`); `read_record` is the one place that turns cells into a record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.parse import parse_tracking_id
from lapor_data.domain.record_checks import Check
from lapor_data.domain.regions import BY_CODE, place_name, place_of_name
from lapor_data.domain.vocabulary import squash

EVALUATION = "evaluasi"
PROGRAMME = "program"
OUTCOME = "hasil"
OBSTACLE = "hambatan"
PLAN = "rencana"
KINDS = {
    EVALUATION: "Penilaian",
    PROGRAMME: "Program",
    OUTCOME: "Hasil",
    OBSTACLE: "Hambatan",
    PLAN: "Rencana aksi",
}
# What a plan or an obstacle can stand at; those in _ENDED need no more work.
STATUSES = {
    PLAN: ("direncanakan", "berjalan", "selesai", "dibatalkan"),
    OBSTACLE: ("belum teratasi", "teratasi"),
}
_ENDED = {"selesai", "dibatalkan", "teratasi"}
# A claim about the past needs its source; a plan or an obstacle may be one's own word.
_NEEDS_SOURCE = {EVALUATION, PROGRAMME, OUTCOME}
# What was done may be remembered without its year; a guess would be worse than none.
_MAY_LACK_BEGIN = {PROGRAMME, OUTCOME}
UNDATED = "Waktu belum diketahui"

# Name of the cell → its head on screen and in CSV files, in their order.
HEADS = {
    "key": "Kunci",
    "kind": "Jenis",
    "title": "Judul",
    "detail": "Uraian",
    "since": "Mulai",
    "until": "Sampai",
    "place": "Kabupaten/kota",
    "topic": "Topik",
    "tracking_ids": "Tracking ID",
    "figures": "Angka",
    "owner": "Penanggung jawab",
    "due": "Tenggat",
    "status": "Status",
    "check": "Pemeriksaan",
    "source": "Sumber",
    "source_day": "Tanggal sumber",
    "source_url": "Tautan sumber",
}
_MAX_LENGTH = {"title": 160, "figures": 300, "source": 300, "detail": 4000}
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Record:
    """One record. `since` None = nobody has found out when, `place` None = the whole province,
    `topic` a category of complaints, `due` the day a plan should be done, `check` what the figures
    must show for it to have worked."""

    key: str
    kind: str
    title: str
    since: LooseDate | None
    until: LooseDate | None = None
    detail: str = ""
    place: str | None = None
    topic: str | None = None
    tracking_ids: tuple[int, ...] = ()
    figures: str = ""
    owner: str = ""
    due: date | None = None
    status: str = ""
    check: Check | None = None
    source: str = ""
    source_day: LooseDate | None = None
    source_url: str = ""

    @property
    def first_day(self) -> date | None:
        """The first day it can have begun; None where nothing is known of it."""
        return self.since.first if self.since else None

    @property
    def first_month(self) -> date | None:
        """The first day of the month in which it began; None where the month is not known."""
        return self.since.first.replace(day=1) if self.since and self.since.month else None

    @property
    def in_time(self) -> tuple[bool, date]:
        """Sorts by begin, those without one last."""
        return (self.since is None, self.since.first if self.since else date.max)

    @property
    def last_day(self) -> date | None:
        """The last day it can have ended; None where no end is known."""
        return self.until.last if self.until else None

    @property
    def when(self) -> str:
        """Its time as people read it: "2022", "Des 2021", "9 Agt 2021 – 12 Agt 2021"."""
        if self.since is None:
            return UNDATED
        return f"{self.since.shown} – {self.until.shown}" if self.until else self.since.shown

    @property
    def kind_name(self) -> str:
        """The name of its kind on screen."""
        return KINDS[self.kind]

    @property
    def place_name(self) -> str:
        """Its kabupaten/kota, "Kalimantan Selatan" for the whole province."""
        return place_name(self.place) if self.place else "Kalimantan Selatan"

    @property
    def source_line(self) -> str:
        """Source and its date in one line; empty without a source."""
        day = self.source_day.shown if self.source_day else ""
        return ", ".join(part for part in (self.source, day) if part)

    def is_late(self, today: date) -> bool:
        """Whether its due day has passed and it is neither done nor given up."""
        return self.due is not None and self.due < today and self.status not in _ENDED

    def cells(self) -> dict[str, str]:
        """The record as cells of text; `read_record` makes the same record of them again."""
        return {
            "key": self.key,
            "kind": self.kind,
            "title": self.title,
            "detail": self.detail,
            "since": self.since.text if self.since else "",
            "until": self.until.text if self.until else "",
            "place": place_name(self.place) if self.place else "",
            "topic": self.topic or "",
            "tracking_ids": " ".join(map(str, self.tracking_ids)),
            "figures": self.figures,
            "owner": self.owner,
            "due": self.due.isoformat() if self.due else "",
            "status": self.status,
            "check": self.check.text if self.check else "",
            "source": self.source,
            "source_day": self.source_day.text if self.source_day else "",
            "source_url": self.source_url,
        }


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with one cell, as an Indonesian sentence."""

    cell: str
    message: str

    @property
    def head(self) -> str:
        """The head of the cell's column."""
        return HEADS[self.cell]


@dataclass
class _Reader:
    """Cells read one by one; problems are collected so that all can be told at once."""

    cells: Mapping[str, str]
    problems: list[CellProblem] = field(default_factory=list)

    def wrong(self, cell: str, message: str) -> None:
        self.problems.append(CellProblem(cell, message))

    def line(self, cell: str) -> str:
        """One line of text, blanks folded."""
        text = squash(_CONTROL.sub(" ", self.cells.get(cell) or ""))
        longest = _MAX_LENGTH.get(cell, 200)
        if len(text) > longest:
            self.wrong(cell, f"Paling panjang {longest} huruf.")
        return text[:longest]

    def lines(self, cell: str) -> str:
        """Text that may have several lines."""
        text = (self.cells.get(cell) or "").replace("\r\n", "\n").replace("\r", "\n")
        # Control characters first (a vertical tab comes with text from Word), so that reading the
        # kept text again gives the same.
        plain = _CONTROL.sub(" ", text)
        kept = "\n".join(_BLANKS.sub(" ", line).strip() for line in plain.split("\n")).strip()
        if len(kept) > _MAX_LENGTH[cell]:
            self.wrong(cell, f"Paling panjang {_MAX_LENGTH[cell]} huruf.")
        return kept

    def loose_date(self, cell: str) -> LooseDate | None:
        text = self.line(cell)
        found = LooseDate.parse(text) if text else None
        if text and found is None:
            self.wrong(cell, f"“{text}” bukan tanggal. Contoh: 2022, Des 2021, atau 9 Agt 2021.")
        return found

    def whole_date(self, cell: str) -> date | None:
        text = self.line(cell)
        found = LooseDate.parse(text) if text else None
        if text and (found is None or found.day is None):
            self.wrong(cell, f"“{text}” bukan tanggal lengkap. Contoh: 31 Des 2026.")
        return found.first if found and found.day else None

    def place(self) -> str | None:
        text = self.line("place")
        code = text if text in BY_CODE else place_of_name(text) if text else None
        if text and code not in BY_CODE:
            self.wrong(
                "place",
                f"“{text}” bukan salah satu dari 13 kabupaten/kota. Kosongkan untuk provinsi.",
            )
            return None
        return code

    def tracking_ids(self) -> tuple[int, ...]:
        found: dict[int, None] = {}
        for word in re.split(r"[\s,;]+", self.line("tracking_ids")):
            number = parse_tracking_id(word)
            if number:
                found[number] = None
            elif word:
                self.wrong("tracking_ids", f"“{word}” bukan Tracking ID.")
        return tuple(found)

    def check(self) -> Check | None:
        text = self.line("check")
        found = Check.parse(text) if text else None
        if text and found is None:
            self.wrong("check", f"“{text}” tidak dikenal. Contoh: {Check.EXAMPLE}.")
        return found

    def url(self) -> str:
        text = self.line("source_url")
        if text and not _URL.fullmatch(text):
            self.wrong("source_url", "Tautan harus dimulai dengan http:// atau https://.")
        return text


def read_record(cells: Mapping[str, str]) -> tuple[Record | None, list[CellProblem]]:
    """The record in some cells, or None and everything that is wrong with them."""
    read = _Reader(cells)
    kind = read.line("kind").casefold()
    kind = next((k for k, name in KINDS.items() if kind in (k, name.casefold())), kind)
    if kind not in KINDS:
        read.wrong("kind", f"Pilih salah satu: {', '.join(KINDS)}.")
    since, until = read.loose_date("since"), read.loose_date("until")
    if since and until and until.last < since.first:
        read.wrong("until", "Akhir mendahului awal.")
    status = read.line("status").casefold()
    if status and status not in STATUSES.get(kind, ()):
        known = ", ".join(STATUSES.get(kind, ()))
        read.wrong("status", f"Pilih salah satu: {known}." if known else "Kosongkan untuk ini.")
    title, source = read.line("title"), read.line("source")
    if not title:
        read.wrong("title", "Wajib diisi.")
    if not read.line("since") and (until or kind not in _MAY_LACK_BEGIN):
        read.wrong("since", "Wajib diisi.")
    if kind in _NEEDS_SOURCE and not source:
        read.wrong("source", "Wajib diisi: dari mana ini diketahui?")
    record = Record(
        key=read.line("key"),
        kind=kind,
        title=title,
        since=since,
        until=until,
        detail=read.lines("detail"),
        place=read.place(),
        topic=read.line("topic") or None,
        tracking_ids=read.tracking_ids(),
        figures=read.line("figures"),
        owner=read.line("owner"),
        due=read.whole_date("due"),
        status=status,
        check=read.check(),
        source=source,
        source_day=read.loose_date("source_day"),
        source_url=read.url(),
    )
    return (None, read.problems) if read.problems else (record, [])
