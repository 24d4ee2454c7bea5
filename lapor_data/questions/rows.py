"""The complaints behind a figure: page by page for the screen, or all of them as CSV for Excel."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.regions import place_name
from lapor_data.domain.settings import load_settings
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.measures import limit_parameters
from lapor_data.questions.periods import Period

SECRET_TITLE = "(dirahasiakan)"
NO_TITLE = "(tidak disimpan)"

# Every count of Measures and every band of speed.py has the kind that opens its rows; the words
# stand above the rows on screen. The rules: the CASE in sql/rows_total.sql.
KINDS = {
    "received": "aduan masuk",
    "valid": "aduan sah",
    "archived": "aduan diarsipkan",
    "followed_up": "aduan ditindaklanjuti",
    "not_followed_up": "aduan belum ditindaklanjuti",
    "closed": "aduan selesai",
    "timed": "aduan dengan waktu respons",
    "on_time": "aduan direspons tepat waktu",
    "late": "aduan direspons lewat batas",
    "within_limit": "aduan direspons dalam batas klasifikasinya",
    "untimed": "aduan ditindaklanjuti tanpa cap waktu",
    "not_responded": "aduan belum direspons",
    "hk_1": "aduan direspons dalam 0–1 hari kerja",
    "hk_3": "aduan direspons dalam 2–3 hari kerja",
    "hk_5": "aduan direspons dalam 4–5 hari kerja",
    "hk_14": "aduan direspons dalam 6–14 hari kerja",
    "hk_lebih": "aduan direspons lebih dari 14 hari kerja",
}
_EDGES = {"hk_1": (0, 1), "hk_3": (2, 3), "hk_5": (4, 5), "hk_14": (6, 14), "hk_lebih": (15, None)}


@dataclass(frozen=True)
class RowsOf:
    """Which rows: a kind of KINDS, narrowed further. "(kosong)" means without a value.

    `place` replaces the filter's place and `month` (any day of it) the filter's period, because the
    figures by place and by month do not obey those either; `channels` replaces the filter's
    channels (award profiles do). The others narrow within the filter.
    """

    kind: str
    place: str | None = None
    category: str | None = None
    agency: str | None = None
    classification: str | None = None
    month: date | None = None
    channels: tuple[str, ...] = ()
    word: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UnknownChoiceError(f"Jenis baris “{self.kind}” tidak dikenal.")

    @property
    def label(self) -> str:
        """What the rows are, in Indonesian: "aduan sah · Kota Banjarbaru · topik: Parkir"."""
        parts = [KINDS[self.kind]]
        if self.place:
            parts.append(place_name(self.place))
        for word, value in (
            ("topik", self.category),
            ("instansi", self.agency),
            ("klasifikasi", self.classification),
            ("kata", self.word),
        ):
            if value:
                parts.append(f"{word}: {'tanpa isi' if value == EMPTY else value}")
        return " · ".join(parts)


@dataclass(frozen=True)
class ComplaintRow:
    """One complaint as it may be shown: masked title, no text, nothing of the reporter."""

    tracking_id: int
    received_date: date
    received_at: datetime | None
    place: str
    place_reason: str
    agency: str | None
    classification: str | None
    channel: str
    category: str | None
    status: str | None
    stage: str
    title: str
    first_response_at: datetime | None
    closed_at: datetime | None
    response_wd: int | None
    resolution_wd: int | None

    @property
    def place_name(self) -> str:
        """The name of the managing government's area or level."""
        return place_name(self.place)


@dataclass(frozen=True)
class RowsPage:
    """One page of rows, newest first, and how many there are in all."""

    total: int
    rows: tuple[ComplaintRow, ...]


def rows(
    source: Source,
    f: ComplaintFilter,
    spec: RowsOf,
    page: int = 0,
    size: int = 50,
    period: Period | None = None,
) -> RowsPage:
    """The rows behind a figure, newest first, `size` per page counted from 0. A reader of one place
    gets that place's (`rows_place`); AccessError where another is asked for."""
    bound = _bound(source, f, spec, period)
    total = ask(source, "rows_total", bound).one()["total"]
    listed = ask(source, "rows_list", bound | {"size": size, "skip": page * size} | _titles())
    return RowsPage(total, tuple(ComplaintRow(*row) for row in listed.rows))


# The columns of a row, in CSV and Excel.
HEADS = (
    "Tracking ID",
    "Tanggal masuk",
    "Waktu masuk",
    "Kabupaten/kota",
    "Dasar wilayah",
    "Instansi",
    "Klasifikasi",
    "Kanal",
    "Kategori",
    "Status",
    "Tahap",
    "Judul (disamarkan)",
    "Respons pertama",
    "Selesai",
    "Respons (hari kerja)",
    "Penyelesaian (hari kerja)",
)


def rows_csv(
    source: Source, f: ComplaintFilter, spec: RowsOf, period: Period | None = None
) -> bytes:
    """All rows behind a figure for Excel with Indonesian settings, newest first.

    UTF-8 with BOM, ";" between cells (Indonesian Excel takes "," for the decimal mark), CRLF.
    A cell that a spreadsheet could take for a formula gets a leading apostrophe (OWASP, "CSV
    Injection"). Titles as on screen: masked, none of Rahasia complaints. Access as in `rows`.
    """
    bound = _bound(source, f, spec, period) | {"size": None, "skip": 0} | _titles()
    answer = ask(source, "rows_list", bound)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    safe = cache(safe_cell)  # most cells repeat, only titles do not
    place = cache(place_name)
    for row in answer.rows:
        cells = [safe(cell) if isinstance(cell, str) else cell for cell in row]
        cells[2] = row[2].time().isoformat() if row[2] else ""
        cells[3] = place(row[3])
        writer.writerow(cells)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


# A spreadsheet reads these as the start of a formula, also in full width and after blanks.
_FORMULA = re.compile(r"^[\s\x00-\x20\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_BREAKS = re.compile(r"[\r\n\t\x00]+")


def safe_cell(value: Any) -> Any:
    """A cell that is text and nothing else for a spreadsheet; line breaks become blanks."""
    if not isinstance(value, str):
        return value
    prefix = "'" if _FORMULA.match(value) else ""
    return prefix + _BREAKS.sub(" ", value)


def _titles() -> dict[str, str]:
    return {"secret_title": SECRET_TITLE, "no_title": NO_TITLE}


def rows_place(source: Source, f: ComplaintFilter, place: str | None = None) -> str | None:
    """The place whose rows a reader gets: the one asked for, else the reader's own (an admin's), or
    None for all. AccessError where it is another admin's."""
    asked = place or f.place or source.reader.place
    source.reader.refuse_rows(asked)
    return asked


def _bound(
    source: Source, f: ComplaintFilter, spec: RowsOf, period: Period | None
) -> dict[str, Any]:
    chosen = f.with_(place=rows_place(source, f, spec.place))
    if spec.channels:
        chosen = chosen.with_(channels=spec.channels)
    if spec.month:
        period = Period.parse(f"{spec.month:%Y-%m}")
    from_wd, to_wd = _EDGES.get(spec.kind, (None, None))
    return (
        chosen.bound(period)
        | limit_parameters()
        | {
            "kind": spec.kind,
            "respons_pertama": load_settings().respons_pertama,
            "from_wd": from_wd,
            "to_wd": to_wd,
            "category": spec.category,
            "agency": spec.agency,
            "classification": spec.classification,
            "word": spec.word,
            "empty": EMPTY,
        }
    )
