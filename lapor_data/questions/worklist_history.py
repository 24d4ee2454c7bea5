"""The history line of one complaint: its receipt, its milestones and its log, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lapor_data.domain import vocabulary as v
from lapor_data.questions.ask import Source, ask

RECEIVED = "Diterima"


@dataclass(frozen=True)
class Step:
    """One line of a complaint's history; `agency` is "" where none is named."""

    at: datetime
    activity: str
    agency: str

    @property
    def has_time(self) -> bool:
        """Midnight to the second means that only the day is known."""
        return self.at.time() != datetime.min.time()


def history(source: Source, tracking_id: int) -> tuple[Step, ...]:
    """What happened to one complaint, its receipt first; empty if there is no such complaint."""
    bound = {
        "tracking_id": tracking_id,
        "received": RECEIVED,
        "activities": list(v.ACTIVITIES),
    }
    return tuple(
        Step(row["happened_at"], row["activity"], row["agency"])
        for row in ask(source, "worklist_history", bound)
    )
