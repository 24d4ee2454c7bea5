"""Programmes as small flags over a chart of months, and the line below it that names them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lapor_data.domain.records import PROGRAMME, Record
from lapor_data.present.charts import Flag


def programmes(records: Iterable[Record], place: str | None) -> list[Record]:
    """The programmes of a place: its own and those of the whole province; all without a place."""
    return [
        record
        for record in records
        if record.kind == PROGRAMME and (place is None or record.place in (None, place))
    ]


def programme_flags(
    records: Iterable[Record], first: date, last: date, place: str | None
) -> tuple[tuple[Flag, ...], tuple[str, ...]]:
    """One numbered flag per month in which programmes began, from the month of `first` to that of
    `last`, and the notes that name them. The names would not fit over their columns. Programmes
    known only by their year have no month to stand over."""
    shown = [
        record
        for record in programmes(records, place)
        if record.since.month and first <= record.first_day.replace(day=1) <= last
    ]
    months: dict[date, list[str]] = {}
    notes: list[str] = []
    for number, record in enumerate(sorted(shown, key=lambda r: (r.first_day, r.title)), start=1):
        months.setdefault(record.first_day.replace(day=1), []).append(str(number))
        notes.append(f"⚑ {number} {record.title} ({record.when})")
    flags = tuple(Flag(month, ", ".join(numbers)) for month, numbers in months.items())
    return flags, tuple(notes)
