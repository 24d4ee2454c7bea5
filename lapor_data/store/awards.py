"""Saved award profiles and frozen decisions ("keputusan"), in the journal of the store.

shelf = Awards(Journal(default_db()))
shelf.save(profile, now=datetime.now())
shelf.decide(decision)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from lapor_data.domain.profile_toml import from_entry, to_entry
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, ProfileError, checked
from lapor_data.store.journal import Entry, Journal

KIND_PROFILE = "profil"
KIND_DECISION = "keputusan"


@dataclass(frozen=True)
class DecidedPart:
    """One criterion of one frozen score, with its counts; `figure` as it was shown."""

    key: str
    label: str
    value: float
    weight: float
    count: int
    base: int
    figure: str

    @property
    def points(self) -> float:
        """What the part added to the score."""
        return self.weight * self.value


@dataclass(frozen=True)
class DecidedUnit:
    """One unit of a decision; rank None = shown but not ranked."""

    rank: int | None
    key: str
    name: str
    valid: int
    score: float | None
    parts: tuple[DecidedPart, ...]
    low_coverage: bool = False


@dataclass(frozen=True)
class Decision:
    """A result frozen for ever: it says the same again without the data.

    `scope` is the Scope key ("wilayah", "skpd:63.72") and `scope_name` its words; `address` the
    filter as query parameters of the page.
    """

    key: str
    profile: AwardProfile
    scope: str
    scope_name: str
    period: str
    period_name: str
    filter_words: str
    address: Mapping[str, str | list[str]]
    data_version: int
    data_date: date
    is_sample: bool
    units: tuple[DecidedUnit, ...]
    taken_at: datetime
    note: str


class Awards:
    """Profiles and decisions of one journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def profiles(self) -> tuple[AwardProfile, ...]:
        """The built-in profiles, then the saved ones by name."""
        found = self.journal.entries(KIND_PROFILE)
        saved = [profile for key in found if (profile := _profile_of(found[key])) is not None]
        return (*BUILT_IN, *sorted(saved, key=lambda profile: profile.name.casefold()))

    def unreadable(self) -> tuple[str, ...]:
        """The keys of entries that are no profile and no decision: they are passed over, and named
        on screen."""
        profiles = self.journal.entries(KIND_PROFILE)
        decided = self.journal.entries(KIND_DECISION)
        return (
            *(key for key, entry in profiles.items() if _profile_of(entry) is None),
            *(key for key, entry in decided.items() if _decision_of(key, entry) is None),
        )

    def save(
        self,
        profile: AwardProfile,
        *,
        now: datetime,
        by: str = "",
        seen: AwardProfile | None = None,
    ) -> None:
        """Save a new profile, or a changed one with `seen`, as the editor read it: a ConflictError
        tells that somebody else changed it. ProfileError for a built-in one, a name or slug that is
        taken, or what `profiles.problems` names."""
        self._refuse_built_in(profile)
        for other in self.profiles():
            same_slug, same_name = other.slug == profile.slug, _same_name(other, profile)
            if same_slug and seen is None and other != profile:
                raise ProfileError([f"Profil berkode “{profile.slug}” sudah ada."])
            if same_name and not same_slug:
                raise ProfileError([f"Nama “{profile.name}” sudah dipakai profil lain."])
        # A new one must still be new when it is written: somebody else may take the slug meanwhile.
        before = None if seen is None else to_entry(seen)
        content = to_entry(checked(profile))
        self.journal.put_all(
            KIND_PROFILE, {profile.slug: content}, now=now, by=by, seen={profile.slug: before}
        )

    def remove(self, profile: AwardProfile, *, now: datetime, by: str = "") -> None:
        """Delete a saved profile as it was read; decisions keep theirs. ProfileError for a built-in
        one, ConflictError for one that somebody else has changed."""
        self._refuse_built_in(profile)
        self.journal.remove(KIND_PROFILE, profile.slug, now=now, by=by, seen=to_entry(profile))

    def decide(self, decision: Decision, *, by: str = "") -> Decision:
        """Freeze a decision under a new key and give it back with that key. There is no way to
        change or remove it."""
        kept = replace(decision, key=f"{decision.taken_at:%Y%m%d-%H%M%S}-{uuid4().hex[:8]}")
        self.journal.put(KIND_DECISION, kept.key, _to_entry(kept), now=kept.taken_at, by=by)
        return kept

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, newest first."""
        entries = self.journal.entries(KIND_DECISION)
        read = [_decision_of(key, entry) for key, entry in entries.items()]
        found = [decision for decision in read if decision is not None]
        return tuple(sorted(found, key=lambda each: (each.taken_at, each.key), reverse=True))

    def _refuse_built_in(self, profile: AwardProfile) -> None:
        if profile.is_built_in:
            raise ProfileError(
                [f"Profil bawaan “{profile.name}” tidak dapat diubah; salin dahulu."]
            )


def _profile_of(entry: Entry) -> AwardProfile | None:
    try:
        return from_entry(entry)
    except (ProfileError, AttributeError, TypeError):
        return None


def _decision_of(key: str, entry: Entry) -> Decision | None:
    try:
        return _from_entry(key, entry)
    except (ProfileError, KeyError, AttributeError, TypeError, ValueError):
        return None


def _same_name(one: AwardProfile, other: AwardProfile) -> bool:
    return one.name.casefold() == other.name.casefold()


def _to_entry(decision: Decision) -> dict[str, Any]:
    return {
        "profil": to_entry(decision.profile),
        "cakupan": decision.scope,
        "nama_cakupan": decision.scope_name,
        "periode": decision.period,
        "nama_periode": decision.period_name,
        "saringan": decision.filter_words,
        "alamat": dict(decision.address),
        "versi_data": decision.data_version,
        "tanggal_data": decision.data_date.isoformat(),
        "data_contoh": decision.is_sample,
        "diputuskan": decision.taken_at.isoformat(),
        "catatan": decision.note,
        "hasil": [
            {
                "peringkat": unit.rank,
                "kunci": unit.key,
                "nama": unit.name,
                "sah": unit.valid,
                "nilai": unit.score,
                "bagian": [asdict(part) for part in unit.parts],
                "cakupan_rendah": unit.low_coverage,
            }
            for unit in decision.units
        ],
    }


def _from_entry(key: str, entry: Entry) -> Decision:
    return Decision(
        key=key,
        profile=from_entry(entry["profil"], check=False),
        scope=entry["cakupan"],
        scope_name=entry["nama_cakupan"],
        period=entry["periode"],
        period_name=entry["nama_periode"],
        filter_words=entry["saringan"],
        address=entry["alamat"],
        data_version=entry["versi_data"],
        data_date=date.fromisoformat(entry["tanggal_data"]),
        is_sample=entry["data_contoh"],
        taken_at=datetime.fromisoformat(entry["diputuskan"]),
        note=entry["catatan"],
        units=tuple(
            DecidedUnit(
                unit["peringkat"],
                unit["kunci"],
                unit["nama"],
                unit["sah"],
                unit["nilai"],
                tuple(DecidedPart(**part) for part in unit["bagian"]),
                unit["cakupan_rendah"],
            )
            for unit in entry["hasil"]
        ),
    )
