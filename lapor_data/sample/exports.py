"""The complaint exports: who shows which complaints, in which columns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .complaints import PROVINCE, Complaint
from .counts import REGIONS, SampleCounts
from .layouts import LAYOUTS, Layout
from .render import Cell, csv_bytes, date_cell, id_cell, xlsx_bytes
from .vocabulary import places

_DUPLICATED_UNITS = ("banjarmasin", "hst")

_EVENT_COLUMNS = {
    "verified": "Diverifikasi",
    "disposed": "Didisposisikan",
    "responded": "Ditindaklanjuti",
    "responded_time": "Ditindaklanjuti",
    "closed": "Ditutup",
}
_EMPTY_COLUMNS = ("sk_number", "sk_url", "annual_url", "vice_president")


@dataclass(frozen=True)
class SampleFile:
    """One file of the sample; `kind` is "laporan" or "riwayat", `rows` counts data rows."""

    name: str
    kind: str
    rows: int
    data: bytes


def complaint_files(
    complaints: Sequence[Complaint], counts: SampleCounts, rng: random.Random
) -> list[SampleFile]:
    """One file per managing government, and one for the rest."""
    copies = _provincial_copies(complaints, counts, rng)
    groups = [_members(layout, complaints, copies) for layout in LAYOUTS]
    _duplicate_rows(groups, counts, rng)
    return [
        _complaint_file(layout, group, counts)
        for layout, group in zip(LAYOUTS, groups, strict=True)
        if group
    ]


def _members(
    layout: Layout, complaints: Sequence[Complaint], copies: dict[int | None, Complaint]
) -> list[Complaint]:
    """The rows of one file; what only its location places stands in the file for the rest."""
    if "tidak_dikenal" in layout.units:
        members = [c for c in complaints if c.unit in layout.units or c.location_only]
    elif "provinsi" in layout.units:
        shown = (c for c in complaints if c.unit in layout.units or c.id in copies)
        members = [copies.get(c.id, c) for c in shown]
    else:
        members = [c for c in complaints if c.unit in layout.units and not c.location_only]
    return members[::-1] if layout.newest_first else members


def _provincial_copies(
    complaints: Sequence[Complaint], counts: SampleCounts, rng: random.Random
) -> dict[int | None, Complaint]:
    """Complaints of the regions as the province's export shows them, by Tracking ID."""
    eligible = [
        c for c in complaints if c.unit in REGIONS and not c.location_only and _is_sound(c, counts)
    ]
    wanted = counts.extras.provincial_copies
    if wanted > len(eligible):
        raise ValueError(f"provincial_copies {wanted} exceeds the regions' {len(eligible)} rows")
    return {
        c.id: replace(
            c,
            agency=c.plain_agency if c.agency else "",
            parent=places()[c.unit].government if i % 2 else "",
        )
        for i, c in enumerate(rng.sample(eligible, wanted))
    }


def _is_sound(complaint: Complaint, counts: SampleCounts) -> bool:
    """Whether an importer has no reason to reject the row."""
    in_range = counts.first_day <= complaint.received.date() <= counts.last_day
    return complaint.id is not None and in_range


def _duplicate_rows(
    groups: list[list[Complaint]], counts: SampleCounts, rng: random.Random
) -> None:
    wanted = counts.extras.file_duplicates
    targets = [
        group
        for layout, group in zip(LAYOUTS, groups, strict=True)
        if group and set(layout.units) & set(_DUPLICATED_UNITS)
    ]
    sources = [(group, row) for group in targets for row in group if _is_sound(row, counts)]
    if len(sources) < wanted:
        raise ValueError(f"file_duplicates {wanted}: too few rows in {_DUPLICATED_UNITS}")
    for group, row in rng.sample(sources, wanted):
        group.insert(rng.randint(group.index(row) + 1, len(group)), row)


def _complaint_file(layout: Layout, members: list[Complaint], counts: SampleCounts) -> SampleFile:
    rows: list[list[Cell]] = _preamble(layout, counts) if layout.preamble else []
    rows.append([*layout.heads])
    rows += [[_cell(c, key, layout) for key in layout.columns] for c in members]
    if layout.delimiter:
        data = csv_bytes(rows, layout.delimiter, layout.encoding)
    else:
        data = xlsx_bytes(rows, "Laporan Ringkas")
    return SampleFile(layout.file, "laporan", len(members), data)


def _preamble(layout: Layout, counts: SampleCounts) -> list[list[Cell]]:
    unit = layout.units[0]
    owner = PROVINCE if unit == "provinsi" else places()[unit].government
    lines = (
        ("Judul Laporan", "Laporan Ringkas SP4N-LAPOR!"),
        ("Nama Instansi", owner),
        ("Tanggal Generate", f"{counts.data_date}"),
        ("Periode Masuk", f"({counts.first_day}) - ({counts.last_day})"),
        ("Pengelola", "Admin Instansi"),
    )
    rows: list[list[Cell]] = []
    for label, value in lines:
        rows += [[label, "", value], []]
    return rows


def _cell(complaint: Complaint, key: str, layout: Layout) -> Cell:
    if key == "id":
        return id_cell(complaint.id, layout.ids)
    if key == "date":
        return date_cell(complaint.received.date(), layout.dates)
    if key == "time":
        return f"{complaint.received:%H:%M:%S}"
    if key == "final_status":
        return _final_status(complaint.status)
    if key in _EVENT_COLUMNS:
        return _event_cell(complaint, key, layout)
    value: Cell = None if key in _EMPTY_COLUMNS else getattr(complaint, key)
    return value


def _event_cell(complaint: Complaint, key: str, layout: Layout) -> Cell:
    times = [e.time for e in complaint.events if e.activity == _EVENT_COLUMNS[key]]
    if not times:
        return None
    moment = times[-1] if key == "closed" else times[0]
    if key == "responded_time":
        return f"{moment:%H:%M:%S}"
    return date_cell(moment.date(), layout.dates)


def _final_status(status: str) -> str:
    """What the keeper of a cleaned copy made of the status."""
    text = status.lower()
    if text.startswith("ditutup"):
        return "Selesai"
    if text.startswith("diarsipkan") or "terblokir" in text:
        return "Diarsipkan oleh Admin"
    if "proses" in text or text.startswith("ditanggapi"):
        return "Sedang Diproses"
    return status
