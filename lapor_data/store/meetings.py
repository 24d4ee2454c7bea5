"""Saved sets of slides in the journal of the store.

plans = Plans(Journal(default_db()))
plan = plans.save(SlidePlan(("judul", "angka"), "Rapat bulanan"), now=datetime.now())
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from lapor_data.domain.meetings import STANDARD_NAME, PlanError, SlidePlan
from lapor_data.store.journal import Entry, Journal

_KIND = "susunan"


class Plans:
    """The sets of slides of one installation."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def all(self) -> tuple[SlidePlan, ...]:
        """All saved sets by name; an entry that is none is passed over."""
        entries = self.journal.entries(_KIND)
        found = [plan for key in entries if (plan := _plan(key, entries[key])) is not None]
        return tuple(sorted(found, key=lambda plan: (plan.name.casefold(), plan.key)))

    def save(
        self, plan: SlidePlan, *, now: datetime, seen: SlidePlan | None = None, by: str = ""
    ) -> SlidePlan:
        """Save a set and give it back with its key. `seen` is the set as it was read (None = a new
        one); a ConflictError tells that somebody else has changed it. PlanError for a set that
        `checked` refuses or a name that another set or the standard one has."""
        kept = plan.checked()
        kept = SlidePlan(kept.slides, kept.name, seen.key if seen else f"s{uuid4().hex[:11]}")
        if kept.name.casefold() == STANDARD_NAME.casefold():
            raise PlanError(f"“{STANDARD_NAME}” adalah nama susunan bawaan; beri nama lain.")
        for other in self.all():
            if other.key != kept.key and other.name.casefold() == kept.name.casefold():
                raise PlanError(f"Nama “{kept.name}” sudah dipakai susunan lain.")
        before = _entry(seen) if seen else None
        self.journal.put_all(
            _KIND, {kept.key: _entry(kept)}, now=now, by=by, seen={kept.key: before}
        )
        return kept

    def remove(self, plan: SlidePlan, *, now: datetime, by: str = "") -> None:
        """Delete a saved set as it was read; ConflictError where somebody else has changed it."""
        self.journal.remove(_KIND, plan.key, now=now, by=by, seen=_entry(plan))


def _entry(plan: SlidePlan) -> Entry:
    return {"nama": plan.name, "slide": list(plan.slides)}


def _plan(key: str, entry: Entry) -> SlidePlan | None:
    name, slides = entry.get("nama"), entry.get("slide")
    if not isinstance(name, str) or not isinstance(slides, list):
        return None
    try:
        return SlidePlan(tuple(map(str, slides)), name, key).checked()
    except PlanError:
        return None
