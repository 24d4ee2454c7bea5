"""What a meeting agrees: its action points, as a table and as the last slide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lapor_data.domain.records import PLAN, Record
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import meeting_name
from lapor_data.present.panel import Column, Table
from lapor_data.present.slides.known import CLOSING
from lapor_data.present.slides.slide import Slide


def closing(b: Briefing) -> Slide:
    """The last slide: what the meeting agrees, as far as it is written down."""
    agreed = actions_of(b.records, meeting_name(b.filter))
    return Slide(
        CLOSING,
        "Tindak lanjut rapat",
        "Yang kita sepakati",
        "tindakan",
        "Siapa mengerjakan apa, sampai kapan?",
        table=action_table(agreed),
        said=tuple(f"{r.title} ({r.owner or 'penanggung jawab belum ada'})." for r in agreed),
    )


def actions_of(records: Iterable[Record], meeting: str) -> list[Record]:
    """The plans that were agreed in a meeting, in the order of their due day."""
    found = [r for r in records if r.kind == PLAN and r.source == meeting]
    return sorted(found, key=lambda r: (r.due is None, r.due or r.first_day, r.title))


def action_table(agreed: Sequence[Record]) -> Table:
    """Action points as a table."""
    return Table(
        (
            Column("Tindakan"),
            Column("Kabupaten/kota"),
            Column("Penanggung jawab"),
            Column("Tenggat", "date"),
            Column("Status"),
        ),
        tuple((r.title, r.place_name, r.owner or None, r.due, r.status or None) for r in agreed),
    )
