"""Panel of "Profil": what people noted of the place's obstacles and plans, beside the figures."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.records import OBSTACLE, PLAN, Record
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.questions.record_outcomes import checked

_KINDS = (OBSTACLE, PLAN)


def obstacles_and_plans(b: Briefing) -> Panel:
    """The obstacles and plans of the place, newest first, each with its check against the data."""
    place = b.subject.place if b.subject else None
    found = [r for r in b.records if place and r.place == place and r.kind in _KINDS]
    found.sort(key=lambda record: (*record.in_time, record.kind), reverse=True)
    name = place_name(place) if place else ""
    obstacles = sum(record.kind == OBSTACLE for record in found)
    title = (
        f"{numbers.number(obstacles)} hambatan dan {numbers.number(len(found) - obstacles)} "
        f"rencana aksi"
        if found
        else "Belum ada hambatan atau rencana aksi yang dicatat"
    )
    return Panel(
        slug="profil-catatan",
        title=title,
        unit=f"catatan, {name}" if name else "catatan",
        n=len(found) if found else None,
        alt=title,
        source="Sumber: catatan pengelola di Naik tangga",
        table=Table(
            (
                Column("Waktu"),
                Column("Jenis"),
                Column("Judul"),
                Column("Penanggung jawab"),
                Column("Tenggat"),
                Column("Status"),
                Column("Pemeriksaan terhadap angka"),
                Column("Sumber"),
            ),
            tuple(
                (
                    record.when,
                    record.kind_name,
                    f"{record.title}. {record.detail}" if record.detail else record.title,
                    record.owner or None,
                    numbers.short_date(record.due) if record.due else None,
                    _status(b, record),
                    _check(b, record),
                    record.source_line or None,
                )
                for record in found
            ),
        ),
    )


def _status(b: Briefing, record: Record) -> str:
    late = "lewat tenggat" if record.is_late(b.data_date) else ""
    return ", ".join(filter(None, (record.status, late))) or numbers.NO_VALUE


def _check(b: Briefing, record: Record) -> str | None:
    """ "Tindak lanjut ≥ 90% pada S1 2023: 92% dari 70 aduan, tercapai"."""
    result = checked(b.source, record, b.data_date)
    if record.check is None or result is None:
        return None
    wanted = f"{record.check.shown} pada {result.period.short_label}"
    if result.value is None:
        return f"{wanted}: belum ada angkanya"
    return (
        f"{wanted}: {record.check.value_text(result.value)} dari {numbers.number(result.n)} aduan, "
        f"{result.verdict}"
    )
