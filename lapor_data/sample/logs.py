"""The follow-up logs (Riwayat Tindak Lanjut) that tell when things happened."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TypeAlias

from .complaints import Complaint
from .counts import SampleCounts
from .exports import SampleFile
from .layouts import LAYOUTS
from .render import Cell, csv_bytes, date_cell, xlsx_bytes
from .timeline import Event

_LogLine: TypeAlias = tuple[datetime, int, str, str, str]
_LOG_HEADS = ("Tracking ID", "Waktu", "Aktivitas", "Instansi", "Keterangan")
_LOG_STYLES = (("slashes", ";", "utf-8"), ("iso", ",", "utf-8"), ("english", ",", "utf-8-sig"))
_NOTES = {
    "Didisposisikan": "Diteruskan ke {agency}",
    "Ditindaklanjuti": "Sudah dikoordinasikan dengan petugas lapangan",
    "Ditunda": "Menunggu kelengkapan informasi pelapor",
    "Ditanggapi Pelapor": "Terima kasih atas tanggapannya",
}
_NOTE_SHARE = 0.25


def log_files(
    complaints: Sequence[Complaint], counts: SampleCounts, rng: random.Random
) -> list[SampleFile]:
    """The follow-up logs, one file per year in which something happened, the last one XLSX."""
    in_columns = {unit for layout in LAYOUTS if layout.has_history for unit in layout.units}
    middle = counts.first_day + (counts.data_date - counts.first_day) / 2
    lines = [
        (event.time, c.id or 0, event.activity, *_said(c, event, rng))
        for c in complaints
        for event in c.events
        if not (c.unit in in_columns and c.received.date() < middle)
    ]
    lines += _stray_lines(complaints, counts, rng)
    lines.sort(key=lambda line: line[:2])
    years = sorted({line[0].year for line in lines})
    return [
        _log_file(year, index, year == years[-1], [line for line in lines if line[0].year == year])
        for index, year in enumerate(years)
    ]


def _said(complaint: Complaint, event: Event, rng: random.Random) -> tuple[str, str]:
    """Who did it, and the remark."""
    by_reporter = event.activity == "Ditanggapi Pelapor"
    agency = "" if by_reporter else complaint.agency or complaint.parent
    if event.activity == "Diverifikasi":
        agency = complaint.parent or complaint.agency
    template = _NOTES.get(event.activity, "")
    note = template if rng.random() < _NOTE_SHARE else ""
    return agency, note.format(agency=complaint.plain_agency)


def _stray_lines(
    complaints: Sequence[Complaint], counts: SampleCounts, rng: random.Random
) -> list[_LogLine]:
    """Log lines of complaints that no export holds."""
    first_id = min(c.id for c in complaints if c.id is not None)
    hours = (counts.data_date - counts.first_day).days * 24
    midnight = datetime.combine(counts.first_day, time())
    return [
        (midnight + timedelta(hours=rng.randrange(hours)), first_id - 1 - i, "Diverifikasi", "", "")
        for i in range(counts.extras.stray_log_rows)
    ]


def _log_file(year: int, index: int, as_xlsx: bool, lines: list[_LogLine]) -> SampleFile:
    name = f"riwayat-tindak-lanjut-{year}"
    heads: list[list[Cell]] = [[*_LOG_HEADS]]
    if as_xlsx:
        body: list[list[Cell]] = [[number, moment, *rest] for moment, number, *rest in lines]
        return SampleFile(
            f"{name}.xlsx", "riwayat", len(lines), xlsx_bytes(heads + body, "Riwayat Tindak Lanjut")
        )
    style, delimiter, encoding = _LOG_STYLES[index % len(_LOG_STYLES)]
    body = [
        [str(number), f"{date_cell(moment.date(), style)} {moment:%H:%M:%S}", *rest]
        for moment, number, *rest in lines
    ]
    data = csv_bytes(heads + body, delimiter, encoding)
    return SampleFile(f"{name}.csv", "riwayat", len(lines), data)
