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
    whose month is not known have none to stand over."""
    shown = [
        (record.first_month, record)
        for record in programmes(records, place)
        if record.first_month and first <= record.first_month <= last
    ]
    months: dict[date, list[str]] = {}
    notes: list[str] = []
    shown.sort(key=lambda pair: (*pair[1].in_time, pair[1].title))
    for number, (month, record) in enumerate(shown, start=1):
        months.setdefault(month, []).append(str(number))
        notes.append(f"⚑ {number} {record.title} ({record.when})")
    flags = tuple(Flag(month, ", ".join(numbers)) for month, numbers in months.items())
    return flags, tuple(notes)
