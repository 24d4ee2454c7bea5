"""Words that look like SQL, in every field that a person or an address can fill, stay words."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import lapor_data.questions
from lapor_data.__main__ import main
from lapor_data.domain.errors import LaporError
from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.records import Record
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import RowsOf, rows, rows_csv
from lapor_data.questions.scoring import PROFILES, find_profile
from lapor_data.store.awards import Awards
from lapor_data.store.importing import rebuild
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from lapor_data.store.records import Records
from tests import bad_files
from tests.exports import export, load, query, row
from tests.tiny import tiny

HOSTILE = (
    "'; DROP TABLE complaint; --",
    "' OR '1'='1",
    "\"; ATTACH 'x' AS x; --",
    "%",
    "_",
    "%' OR true --",
    "[1] {x: 1}",
    "$place",
    "?1",
    "\\",
    "a\0b",
    "/* */ UNION SELECT 1",
    "{0} {place} %s",
)
UNKNOWN = "kata yang tidak ada"
YEAR = ComplaintFilter(Period.parse("2021"))
LISTS = ("agencies", "classifications", "channels", "categories")
NOW = datetime(2026, 1, 5, 8)


def questions() -> Iterator[Any]:
    """Every public function of the questions that can be asked with a source and a filter alone."""
    for module in pkgutil.iter_modules(lapor_data.questions.__path__):
        loaded = importlib.import_module(f"lapor_data.questions.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            words = list(inspect.signature(function).parameters.values())
            needed = [word for word in words if word.default is word.empty]
            kinds = [str(word.annotation) for word in needed]
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and kinds == ["Source", "ComplaintFilter"]:
                yield pytest.param(function, id=name)


QUESTIONS = list(questions())


def test_the_questions_are_found() -> None:
    assert {param.id for param in QUESTIONS} >= {"totals", "by_region", "by_category", "by_agency"}
    assert len(QUESTIONS) >= 8


def said(question: Callable[..., Any], f: ComplaintFilter) -> str:
    return repr(question(tiny(), f))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_filter_of_every_question(question: Callable[..., Any]) -> None:
    assert {field.name for field in fields(ComplaintFilter)} == {
        "period",
        "place",
        "compare",
        *LISTS,
    }
    for name in LISTS:
        nobody = said(question, YEAR.with_(**{name: (UNKNOWN,)}))
        for words in HOSTILE:
            assert said(question, YEAR.with_(**{name: (words,)})) == nobody
    assert tiny().cursor().execute("SELECT count(*) FROM lapor.complaint").fetchall() == [(13,)]


@pytest.mark.parametrize("words", HOSTILE)
def test_places_periods_and_comparisons_are_known_or_refused(words: str) -> None:
    for change in ({"place": words}, {"compare": words}):
        with pytest.raises(LaporError):
            YEAR.with_(**change)
    for text in (words, f"2021{words}", f"2021-S1{words}"):
        with pytest.raises(LaporError):
            Period.parse(text)
    address = {word: [words] for word in ("periode", "wilayah", "banding", "topik", "instansi")}
    read, messages = ComplaintFilter.from_address(address, YEAR)
    assert len(messages) == 3
    assert read == YEAR.with_(categories=(words,), agencies=(words,))
    with pytest.raises(LaporError):
        find_profile(words)


@pytest.mark.parametrize("name", [field.name for field in fields(RowsOf)])
def test_every_field_of_the_rows(name: str) -> None:
    for words in HOSTILE:
        if name == "kind":
            with pytest.raises(LaporError):
                RowsOf(words)
            continue
        if name in ("place", "month"):
            continue  # a place is checked by the filter (above), a month is a date
        value = (words,) if name == "channels" else words
        spec = replace(RowsOf("valid"), **{name: value})
        assert rows(tiny(), YEAR, spec).total == 0
        assert rows_csv(tiny(), YEAR, spec).count(b"\n") == 1
    with pytest.raises(LaporError):
        rows(tiny(), YEAR, RowsOf("valid", place="' OR true --"))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_enter(words: str, db: Path, tmp_path: Path) -> None:
    """Records, award profiles and mappings come back letter by letter and harm nothing."""
    journal = Journal(db)
    plain = words.replace("\0", "")
    made = Record(
        plain, "rencana", plain, LooseDate(2026, 2), detail=plain, topic=plain, figures=plain,
        owner=plain, source=plain,
    )  # fmt: skip
    records = Records(journal)
    records.save(made, now=NOW, by=words)
    assert next(record for record in records.all() if record.key == plain) == made
    assert records.changes()[0].changed_by == words
    profile = replace(PROFILES[0], name=f"P {plain}", slug="profil-uji")
    awards = Awards(journal)
    awards.save(profile, now=NOW)
    assert find_profile(f"P {plain}", awards.profiles()).slug == "profil-uji"

    load(db, export(tmp_path / "a.csv", [row(1, agency=plain, category=plain, parent=plain)]))
    assert query(db, "SELECT agency, category FROM record") == [(plain, plain)]
    Notes(db).map_agency(f"UPT {words}", "63.11", NOW)
    assert Notes(db).mappings()[0].agency == f"UPT {words}"
    rebuild(Library(db))
    assert query(db, "SELECT count(*) FROM complaint") == [(1,)]


@pytest.mark.parametrize("words", [word for word in HOSTILE if "\0" not in word])
def test_arguments_of_the_command_line(
    words: str, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(db, bad_files.small_csv(tmp_path / "a.csv"))
    at = ["--db", str(db)]
    for command in (
        ["ringkas", "--periode", words, *at],
        ["ringkas", "--periode", "2023", "--wilayah", words, *at],
        ["skor", "--periode", words, *at],
        ["skor", "--periode", "2023", "--profil", words, *at],
        ["impor", words, *at],
    ):
        assert main(command) == 2
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert (out + err).strip().endswith(".")
    assert query(db, "SELECT count(*) FROM complaint") == [(5,)]
