"""Saved profiles and decisions: kept across sessions, logged, and decisions for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from lapor_data.domain.profiles import BUILT_IN, ProfileError, copy_of
from lapor_data.questions.award_units import Scope, contest
from lapor_data.questions.decisions import decision_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.scoring import standings
from lapor_data.store.awards import Awards, Decision
from lapor_data.store.journal import ConflictError, Journal
from tests.tiny import BANJARBARU, HSU, tiny

NOW = datetime(2023, 8, 1, 9, 15, 30)
OWN = copy_of(BUILT_IN[0], "Admin teladan")


@pytest.fixture
def shelf(tmp_path: Path) -> Awards:
    return Awards(Journal(tmp_path / "lapor.duckdb"))


def reopened(shelf: Awards) -> Awards:
    return Awards(Journal(shelf.journal.path.with_suffix("")))


def test_profiles_are_kept(shelf: Awards) -> None:
    assert shelf.profiles() == BUILT_IN
    second = copy_of(BUILT_IN[1], "aduan media")
    shelf.save(OWN, now=NOW)
    shelf.save(second, now=NOW, by="Rina")
    assert reopened(shelf).profiles() == (*BUILT_IN, OWN, second)
    changed = OWN.with_weights({"porsi": 0.5})
    shelf.save(changed, now=NOW, seen=OWN)
    assert reopened(shelf).profiles()[2] == changed
    shelf.remove(changed, now=NOW)
    assert reopened(shelf).profiles() == (*BUILT_IN, second)
    log = shelf.journal.changes("profil", OWN.slug)
    assert [(c.before is None, c.after is None) for c in log] == [
        (False, True),
        (False, False),
        (True, False),
    ]
    assert log[1].before is not None and log[1].before["nama"] == "Admin teladan"


def test_what_is_not_saved(shelf: Awards) -> None:
    for built_in in BUILT_IN:
        with pytest.raises(ProfileError, match="salin dahulu"):
            shelf.save(replace(built_in, minimum=5), now=NOW)
        with pytest.raises(ProfileError, match="salin dahulu"):
            shelf.remove(built_in, now=NOW)
    with pytest.raises(ProfileError, match="sudah dipakai"):
        shelf.save(replace(OWN, name="TINDAK LANJUT pengaduan"), now=NOW)
    with pytest.raises(ProfileError, match="sedikitnya satu kriteria"):
        shelf.save(replace(OWN, criteria=()), now=NOW)
    assert shelf.profiles() == BUILT_IN and shelf.journal.changes() == []


def test_two_editors(shelf: Awards) -> None:
    shelf.save(OWN, now=NOW)
    with pytest.raises(ProfileError, match="sudah ada"):
        shelf.save(replace(OWN, minimum=9), now=NOW)
    theirs = replace(OWN, minimum=3)
    shelf.save(theirs, now=NOW, seen=OWN)
    with pytest.raises(ConflictError):
        shelf.save(replace(OWN, minimum=9), now=NOW, seen=OWN)
    assert shelf.profiles()[2] == theirs


def test_nobody_deletes_what_somebody_else_changed(shelf: Awards) -> None:
    shelf.save(OWN, now=NOW)
    shelf.save(replace(OWN, minimum=3), now=NOW, seen=OWN)
    with pytest.raises(ConflictError):
        shelf.remove(OWN, now=NOW)
    assert shelf.profiles()[2].minimum == 3


def test_a_bad_entry_hides_no_other(shelf: Awards) -> None:
    shelf.save(OWN, now=NOW)
    kept = shelf.decide(made(ComplaintFilter(Period.parse("2021-S1"))))
    for kind in ("profil", "keputusan"):
        shelf.journal.put(kind, f"rusak-{kind}", {"nama": 7}, now=NOW)
    assert shelf.profiles() == (*BUILT_IN, OWN)
    assert shelf.decisions() == (kept,)
    assert shelf.unreadable() == ("rusak-profil", "rusak-keputusan")


def test_a_decision_tells_the_filter_that_was_really_asked(shelf: Awards) -> None:
    chosen = ComplaintFilter(Period.parse("2021-S1"), place=BANJARBARU, channels=("SMS",))
    media = decision_of(
        contest(tiny(), chosen, only_media=True), BUILT_IN[1], chosen,
        data_version=1, data_date=date(2021, 7, 1), is_sample=True, taken_at=NOW,
    )  # fmt: skip
    assert media.filter_words == "Semester I 2021 · Semua wilayah · kanal: Media sosial"
    assert made(chosen).filter_words == "Semester I 2021 · Semua wilayah · kanal: SMS"
    assert "wilayah" not in made(chosen).address


def made(f: ComplaintFilter, scope: Scope | None = None) -> Decision:
    return decision_of(
        contest(tiny(), f, scope), BUILT_IN[0], f,
        data_version=7, data_date=date(2023, 8, 1), is_sample=True, taken_at=NOW, note="Rapat monev",
    )  # fmt: skip


def test_a_decision_says_the_same_without_the_data(shelf: Awards) -> None:
    f = ComplaintFilter(Period.parse("2021-S1"), channels=("Situs web", "Media sosial"))
    kept = shelf.decide(made(f))
    assert kept.key.startswith("20230801-091530-")
    (read,) = reopened(shelf).decisions()
    assert read == kept and reopened(shelf).decisions() == (kept,)
    assert (read.scope, read.period, read.period_name) == ("wilayah", "2021-S1", "Semester I 2021")
    assert (read.data_version, read.data_date, read.is_sample) == (7, date(2023, 8, 1), True)
    assert ComplaintFilter.from_address(
        {k: v if isinstance(v, list) else [v] for k, v in read.address.items()},
        ComplaintFilter(Period.parse("2023")),
    ) == (f, [])
    # Later settings cannot change what "in time" meant.
    setting = read.profile.setting("tepat_waktu")
    assert setting is not None and setting.limit_wd == 3
    rows = standings(contest(tiny(), f).counts(BUILT_IN[0]), BUILT_IN[0])
    assert [(u.rank, u.key, u.score, u.valid) for u in read.units] == [
        (row.rank, row.key, row.score, row.counts.valid) for row in rows
    ]
    first = read.units[0]
    assert (first.key, first.name, first.valid) == (BANJARBARU, "Kota Banjarbaru", 4)
    assert [(part.count, part.base, part.figure) for part in first.parts] == [
        (4, 7, "4 dari 7"), (3, 4, "3 dari 4"), (1, 4, "1 dari 4"),
    ]  # fmt: skip
    assert sum(part.points for part in first.parts) == first.score
    assert read.units[1].key == HSU and read.units[2].rank is None


def test_decisions_stay(shelf: Awards) -> None:
    f = ComplaintFilter(Period.parse("2021-S1"))
    first = shelf.decide(made(f))
    again = shelf.decide(made(f))
    later = shelf.decide(replace(made(f, Scope(BANJARBARU)), taken_at=datetime(2023, 8, 2)))
    assert first.key != again.key
    assert later.scope_name == "SKPD Kota Banjarbaru"
    found = shelf.decisions()
    assert found[0] == later and {each.key for each in found} == {first.key, again.key, later.key}
