"""Who may read and write what: the gate where questions are asked, and every door of the store."""

from __future__ import annotations

import ast
import inspect
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation as Deck

from lapor_data.domain.access import (
    ADMIN,
    AGGREGATES,
    AT_HAND,
    FILES,
    LEADER,
    LOCAL,
    MANAGER,
    READS,
    ROWS,
    ROWS_OR_BLANK,
    AccessError,
    Person,
)
from lapor_data.domain.errors import StoreError
from lapor_data.domain.meetings import SlidePlan
from lapor_data.domain.profiles import BUILT_IN, copy_of
from lapor_data.domain.records import PLAN, read_record
from lapor_data.domain.regions import BY_CODE
from lapor_data.domain.settings import DEFAULT_FILE, load_settings
from lapor_data.export.excel import workbook
from lapor_data.export.letter import escalation_letter
from lapor_data.export.powerpoint import deck_file
from lapor_data.export.word import report
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import cover_of
from lapor_data.present.slides.known import DEFAULT
from lapor_data.present.slides.meeting import slides_for
from lapor_data.questions import quality, record_outcomes, reminders, rows, worklist_history
from lapor_data.questions.ask import ask, reads_of, sql_text
from lapor_data.questions.backlog import backlog_of, by_region
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.worklist import Worklist, worklist
from lapor_data.store import backups, erased, erasing, restoring
from lapor_data.store.awards import Awards
from lapor_data.store.importing import import_files, rebuild, undo_last_import
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.meetings import Plans
from lapor_data.store.notes import Notes
from lapor_data.store.notes_file import connected, copy_notes, notes_path, writing
from lapor_data.store.records import Records
from lapor_data.store.reports import InputFile
from lapor_data.store.snapshot import Snapshot
from tests.exports import query

ROOT = Path(__file__).parents[1]
SQL = sorted((ROOT / "lapor_data" / "questions" / "sql").glob("*.sql"))
QUESTIONS = [path.stem for path in SQL]
OWN, OTHER = "63.72", "63.71"
NOW = datetime(2023, 9, 1, 9)
LEADING = Person("Sekda", LEADER, email="sekda@contoh.go.id")
MANAGING = Person("Kasi", MANAGER, email="kasi@contoh.go.id")
ADMINISTERING = Person("Admin", ADMIN, OWN, "admin@contoh.go.id")
PEOPLE = (LOCAL, MANAGING, LEADING, ADMINISTERING)
READERS = (LEADING, ADMINISTERING)
# Columns of single complaints or of files.
NAMING = {"tracking_id", "title", "received_at", "first_response_at", "found", "cells", "name"}
YEAR = ComplaintFilter(Period.parse("2022"))
DAY = date(2023, 8, 1)
IMPORTED_BY = "SELECT imported_by, undone_at IS NOT NULL FROM import ORDER BY import_no"


@pytest.fixture(scope="module")
def everything(sample_db: Path) -> Snapshot:
    """The sample as a person's own data, read by whoever is at the computer."""
    found = Library(sample_db).open_newest()
    assert found
    return found


@pytest.fixture(scope="module")
def own(everything: Snapshot) -> Snapshot:
    """The same, read by the admin of Kota Banjarbaru."""
    return everything.read_by(ADMINISTERING)


@pytest.fixture(scope="module")
def place_of(everything: Snapshot) -> dict[int, str]:
    """Where each complaint belongs."""
    cursor = everything.cursor()
    cursor.execute("SELECT tracking_id, place FROM lapor.complaint")
    return dict(cursor.fetchall())


# --- people ----------------------------------------------------------------------------------


def test_a_person_without_a_known_role_cannot_exist() -> None:
    with pytest.raises(ValueError, match="peran tidak dikenal"):
        Person("X", "tamu")
    with pytest.raises(ValueError, match="wilayah"):
        Person("X", ADMIN)
    with pytest.raises(ValueError, match="wilayah"):
        Person("X", LEADER, OWN)
    with pytest.raises(ValueError, match="wilayah tidak dikenal"):
        Person("X", ADMIN, "provinsi")


@pytest.mark.parametrize(
    ("person", "writes", "own_rows", "other_rows", "all_rows", "files"),
    [
        (LOCAL, True, True, True, True, True),
        (MANAGING, True, True, True, True, True),
        (LEADING, False, True, True, True, True),
        (ADMINISTERING, False, True, False, False, False),
    ],
    ids=[AT_HAND, MANAGER, LEADER, ADMIN],
)
def test_rights(
    person: Person, writes: bool, own_rows: bool, other_rows: bool, all_rows: bool, files: bool
) -> None:
    assert person.may_write is writes
    assert person.may_read_rows(OWN) is own_rows
    assert person.may_read_rows(OTHER) is other_rows
    assert person.may_read_rows(None) is all_rows
    assert person.may_ask(FILES) is files
    assert all(person.may_ask(reads) for reads in READS if reads != FILES)


# --- questions -------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_says_what_it_reads(question: str) -> None:
    """Those that name complaints are rows, those that name files or rejected rows are files; and
    rows_total, which could otherwise be asked for the complaints of one person."""
    said = " ".join(re.findall(r"^-- (.*)$", sql_text(question), re.MULTILINE))
    columns = re.split(r"Columns: ", said)[1].split("-- Reads")[0]
    names_complaints = bool(re.search(r"\b(tracking_id|title|ComplaintRow|happened_at)\b", columns))
    names_files = "quarantine" in question or question == "import_history"
    expected = FILES if names_files else ROWS if names_complaints else AGGREGATES
    if question == "rows_total":
        expected = ROWS
    if question == "worklist":
        expected = ROWS_OR_BLANK
    assert reads_of(question) == expected
    if expected == ROWS:
        # These are asked where there is nothing but complaint and event.
        assert not re.findall(r"lapor\.(?!complaint|event)\w+", sql_text(question))


def bound(question: str, everything: Snapshot, **given: Any) -> dict[str, Any]:
    """Values that let a question give as much as it can."""
    found: dict[str, Any] = {
        **YEAR.bound(),
        "kind": "received", "from_wd": 0, "to_wd": None, "respons_pertama": 3,
        "class_names": ["Aspirasi"], "class_limits": [5], "limit_other": 14,
        "category": None, "agency": None, "classification": None, "word": None,
        "empty": "(kosong)", "size": None, "skip": 0, "secret_title": "(s)", "no_title": "(n)",
        "by_agency": True, "media": ["Media sosial"], "by": "tahun", "activities": ["Ditutup"],
        "before_until": date(2022, 6, 1), "after_from": date(2022, 6, 1),
        "before_from": date(2021, 1, 1), "minimum": 10, "stop_words": [], "shown": ["Parkir"],
        "replay": False, "tracking_id": 1, "received": "Diterima", "tracking_ids": [1],
        "import_no": 1, "file_no": 0, "reader_place": OTHER,
        **given,
    }  # fmt: skip
    used = set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", sql_text(question))))
    return {name: found[name] for name in used}


def _sorted(row: tuple[Any, ...]) -> str:
    """A row to compare: neither rows nor the lists in them come in an order."""
    return str([sorted(cell) if isinstance(cell, list) else cell for cell in row])


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.role)
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_for_every_role(
    question: str, person: Person, everything: Snapshot, place_of: dict[int, str]
) -> None:
    """Whatever is bound: the filter's place, another's Tracking IDs, another reader's place."""
    others = [number for number, place in place_of.items() if place == OTHER]
    source = everything.read_by(person)
    reads = reads_of(question)
    for given in (
        {"place": None},
        {"place": OTHER, "tracking_id": others[0], "tracking_ids": others},
        {"place": None, "tracking_ids": list(place_of), "tracking_id": others[-1]},
    ):
        values = bound(question, everything, **given)
        if not person.may_ask(reads):
            with pytest.raises(AccessError, match="tidak termasuk peran"):
                ask(source, question, values)
            continue
        answer = ask(source, question, values)
        if reads == AGGREGATES:
            assert not NAMING & set(answer.columns)
            same = ask(everything, question, values)
            assert sorted(map(_sorted, answer.rows)) == sorted(map(_sorted, same.rows))
        if "tracking_id" in answer.columns:
            seen = {place_of[n] for n in answer.column("tracking_id") if n is not None}
            assert seen <= ({OWN} if person.place else set(place_of.values()))
            if "title" in answer.columns and person.place:
                for row in answer:
                    assert row["place"] == OWN or row["title"] is None
        if question == "worklist_history":
            assert bool(answer.rows) is (person.place is None and values["tracking_id"] != 1)
        if question == "rows_total" and given["place"] == OTHER:
            assert bool(answer.one()["total"]) is (person.place is None)


def test_a_question_that_does_not_say_is_not_asked(
    everything: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lapor_data.questions import ask as module

    monkeypatch.setattr(module, "sql_text", lambda question: "-- Reads: what it likes.\nSELECT 1")
    with pytest.raises(ValueError, match="Reads"):
        ask(everything, "baru", {})


def test_nobody_but_the_gate_takes_a_cursor() -> None:
    """On the floors above the store a cursor is taken in questions/ask.py alone."""
    for floor in ("questions", "present", "export", "ui"):
        for path in (ROOT / "lapor_data" / floor).rglob("*.py"):
            calls = [
                node.func.attr
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            ]
            taken = {"cursor", "rows_cursor", "value"} & set(calls)
            assert not taken or path.name == "ask.py", path


def test_the_rows_of_an_admin_are_in_a_database_that_knows_no_others(own: Snapshot) -> None:
    cursor = own.rows_cursor()
    cursor.execute("SELECT DISTINCT place FROM lapor.complaint")
    assert cursor.fetchall() == [(OWN,)]
    cursor = own.rows_cursor()
    cursor.execute("SELECT count(*) FROM lapor.event ANTI JOIN lapor.complaint USING (tracking_id)")
    assert cursor.fetchall() == [(0,)]
    for table in ("record", "quarantine", "import_file", "notice"):
        with pytest.raises(Exception, match="does not exist"):
            own.rows_cursor().execute(f"FROM lapor.{table}")
    with pytest.raises(Exception, match="disabled by config"):
        own.rows_cursor().execute("FROM read_csv('/etc/passwd')")


# --- functions of the questions --------------------------------------------------------------


def test_rows_of_an_admin(own: Snapshot, everything: Snapshot) -> None:
    valid = rows.RowsOf("valid")
    here = rows.rows(everything, YEAR.with_(place=OWN), valid, 0, 10_000)
    assert here.total == 200
    for f in (YEAR, YEAR.with_(place=OWN)):
        assert rows.rows(own, f, valid, 0, 10_000) == here
        assert rows.rows_csv(own, f, valid) == rows.rows_csv(
            everything, YEAR.with_(place=OWN), valid
        )
    for spec, f in ((valid, YEAR.with_(place=OTHER)), (rows.RowsOf("valid", place=OTHER), YEAR)):
        with pytest.raises(AccessError, match="Baris aduan Kota Banjarmasin"):
            rows.rows(own, f, spec)
        with pytest.raises(AccessError, match="Jumlahnya tetap"):
            rows.rows_csv(own, f, spec)
    # A leader reads them all.
    assert rows.rows(everything.read_by(LEADING), YEAR, valid).total > 1333


def test_work_list_of_an_admin(own: Snapshot, everything: Snapshot) -> None:
    f = ComplaintFilter(Period.parse("2023"))
    all_of_it, mine = worklist(everything, f, DAY), worklist(own, f, DAY)
    assert backlog_of(mine.rows) == backlog_of(all_of_it.rows)
    assert by_region(mine.rows) == by_region(all_of_it.rows)
    assert {row.place for row in mine.shown} == {OWN}
    assert mine.shown == tuple(row for row in all_of_it.rows if row.place == OWN)
    assert all_of_it.shown == all_of_it.rows
    for row in mine.rows:
        assert row.is_hidden is (row.place != OWN)
        assert not row.is_hidden or (row.tracking_id, row.title) == (0, "")


def test_history_and_named_complaints_of_an_admin(
    own: Snapshot, everything: Snapshot, place_of: dict[int, str]
) -> None:
    record, problems = read_record(
        {"key": "x", "kind": PLAN, "title": "Uji", "since": "2023", "status": "direncanakan"}
    )
    assert record, problems
    named = replace(record, tracking_ids=tuple(place_of))
    mine = [number for number, place in place_of.items() if place == OWN]
    found = record_outcomes.named_complaints(own, named)
    assert {row.tracking_id for row in found} == set(mine)
    assert len(record_outcomes.named_complaints(everything, named)) == len(place_of)
    others = next(number for number, place in place_of.items() if place == OTHER)
    assert worklist_history.history(everything, others)
    assert worklist_history.history(own, others) == ()
    assert worklist_history.history(own, mine[0])


def test_files_and_rejected_rows_are_not_for_admins(own: Snapshot, everything: Snapshot) -> None:
    assert quality.import_history(everything.read_by(LEADING))
    with pytest.raises(AccessError):
        quality.import_history(own)
    with pytest.raises(AccessError):
        quality.quarantine_files(own)
    file = quality.QuarantineFile(1, 0, "a.csv", NOW, 1, 0)
    for read in (
        lambda: quality.quarantine_rows(own, file),
        lambda: quality.quarantine_csv(own, file),
    ):
        with pytest.raises(AccessError):
            read()


# --- files to take along ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def mine(own: Snapshot) -> Briefing:
    assert own.data_date and own.first_date
    return Briefing(own, YEAR, own.data_date, own.first_date, (), "")


def test_excel_of_an_admin(mine: Briefing, place_of: dict[int, str]) -> None:
    content = workbook(mine, cover_of(mine, is_sample=False))
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Baris"]
    cells = list(sheet.iter_rows(values_only=True))
    assert str(cells[1][0]).startswith("Hanya Kota Banjarbaru, menurut peran")
    numbers = [row[0] for row in cells[4:]]
    assert len(numbers) >= 200
    assert {place_of[int(str(number))] for number in numbers} == {OWN}
    other = Briefing(mine.source, YEAR.with_(place=OTHER), mine.data_date, mine.first_date, (), "")
    content = workbook(other, cover_of(other, is_sample=False))
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Baris"]
    cells = list(sheet.iter_rows(values_only=True))
    assert "Baris aduan Kota Banjarmasin tidak termasuk peran Anda" in str(cells[1][0])
    assert len(cells) == 4


def test_deck_report_and_letter_of_an_admin(mine: Briefing, place_of: dict[int, str]) -> None:
    cover = cover_of(mine, is_sample=False)
    deck = Deck(io.BytesIO(deck_file(slides_for(mine, DEFAULT, cover), made_on=DAY)))
    words = " ".join(
        shape.text_frame.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    paper = Document(io.BytesIO(report(mine, cover, made_on=DAY)))
    words += " ".join(
        [p.text for p in paper.paragraphs]
        + [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    )
    assert len(words) > 2000
    tokens = set(re.findall(r"\d{7}", words))
    assert not tokens & {str(number) for number, place in place_of.items() if place != OWN}
    # The letter speaks of one place, and refuses to speak of what the reader may not see.
    listed = mine.worklist(DAY)
    with pytest.raises(AccessError, match="wilayah Anda sendiri"):
        escalation_letter(OTHER, [r for r in listed.rows if r.place == OTHER], DAY)
    with pytest.raises(AccessError, match="wilayah Anda sendiri"):
        reminders.reminder(OTHER, None, [r for r in listed.rows if r.place == OTHER], DAY)
    assert escalation_letter(OWN, [r for r in listed.shown if r.place == OWN], DAY)


def test_work_list_csv_of_an_admin(own: Snapshot, place_of: dict[int, str]) -> None:
    from lapor_data.present.panels_worklist import list_table

    listed: Worklist = worklist(own, YEAR, DAY)
    ids = [int(str(row[0])) for row in list_table(listed.shown).rows]
    assert ids and {place_of[number] for number in ids} == {OWN}


# --- writing ---------------------------------------------------------------------------------


def _record(person_journal: Journal) -> None:
    record, problems = read_record(
        {"key": "x", "kind": PLAN, "title": "Uji", "since": "2023", "status": "direncanakan"}
    )
    assert record, problems
    Records(person_journal).save(record, now=NOW)


WRITES: dict[str, Callable[[Path, Person, Path], object]] = {
    "impor": lambda db, who, file: import_files(
        Library(db, person=who), [InputFile.of(file)], source="layar", now=NOW
    ),
    "batal": lambda db, who, file: undo_last_import(Library(db, person=who), now=NOW),
    "hitung ulang": lambda db, who, file: rebuild(Library(db, person=who)),
    "cadangkan": lambda db, who, file: backups.back_up(Library(db, person=who), now=NOW),
    "petakan": lambda db, who, file: Notes(db, who).map_agency("Balai Entah", OWN, NOW),
    "lupakan": lambda db, who, file: Notes(db, who).forget_agency("Balai Lain", NOW),
    "catatan": lambda db, who, file: _record(Journal(db, who)),
    "hapus catatan": lambda db, who, file: Journal(db, who).remove("rencana", "1", now=NOW),
    "profil": lambda db, who, file: Awards(Journal(db, who)).save(
        copy_of(BUILT_IN[0], "Salinan", frozenset({BUILT_IN[0].slug})), now=NOW
    ),
    "hapus": lambda db, who, file: erasing.erase(
        Library(db, person=who), 7_198_907, reason="Uji", by="orang lain", now=NOW
    ),
    "bersihkan": lambda db, who, file: erasing.clean(Library(db, person=who), now=NOW),
    "tandai terhapus": lambda db, who, file: erased.begin(
        notes_path(db), 7_198_908, who, reason="Uji", by="orang lain", now=NOW
    ),
    "tutup penghapusan": lambda db, who, file: erased.finish(notes_path(db), 2, who, now=NOW),
    "bersihkan catatan": lambda db, who, file: erased.clean_notes(notes_path(db), {7_654_321}, who),
    "bawa daftar": lambda db, who, file: erased.carry_over(
        notes_path(db), db.with_name("lain.catatan"), who
    ),
    "salin catatan": lambda db, who, file: copy_notes(
        notes_path(db), db.with_name("salinan.catatan"), who
    ),
    "susunan": lambda db, who, file: Plans(Journal(db, who)).save(
        SlidePlan(("judul",), "Rapat"), now=NOW
    ),
}


def _state(db: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(db.parent)): path.read_bytes()
        for path in sorted(db.parent.rglob("*"))
        if path.is_file() and not path.name.endswith(".kunci")
    }


@pytest.fixture
def store(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store with two imports, a mapping and two entries, and texts whose time is over."""
    exports = ROOT / "sample_data"
    for name, hour in (
        ("aduan-kabupaten-barito-kuala.csv", 7),
        ("laporan-ringkas-lain-lain.csv", 8),
    ):
        files = [InputFile.of(exports / name)]
        import_files(Library(db), files, source="perintah", now=NOW.replace(hour=hour))
    Notes(db).map_agency("Balai Lain", OWN, NOW)
    Journal(db).put("rencana", "1", {"judul": "Lama"}, now=NOW)
    Journal(db).put("lain", "1", {"judul": "Aduan 7654321"}, now=NOW)
    # There is something to do for "bersihkan" (texts of 2022, with NOW in September 2023).
    text = DEFAULT_FILE.read_text(encoding="utf-8").replace("teks_bulan = 0", "teks_bulan = 6")
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("LAPOR_SETTINGS", str(tmp_path / "settings.toml"))
    load_settings.cache_clear()
    yield db
    load_settings.cache_clear()


@pytest.mark.parametrize("person", READERS, ids=lambda person: person.role)
def test_readers_write_nothing(store: Path, person: Person) -> None:
    before = _state(store)
    file = ROOT / "sample_data" / "laporan-ringkas-kabupaten-tapin.csv"
    for name, write in WRITES.items():
        with pytest.raises(AccessError, match="hanya membaca"):
            write(store, person, file)
        assert _state(store) == before, name
    backup = backups.back_up(Library(store), now=NOW)
    assert backup
    before = _state(store)
    with pytest.raises(AccessError):
        restoring.restore(Library(store, person=person), backup, now=NOW)
    assert _state(store) == before


def test_managers_write_and_are_named(store: Path) -> None:
    file = ROOT / "sample_data" / "laporan-ringkas-kabupaten-tapin.csv"
    for name, write in WRITES.items():
        before = _state(store)
        write(store, MANAGING, file)
        assert _state(store) != before, name
    changes = Journal(store).changes()
    assert {change.changed_by for change in changes[:-3]} == {MANAGING.email}
    assert {line.erased_by for line in erased.log_of(store)} == {MANAGING.email}
    # The third import, since undone, and those from before by whoever was at the computer.
    who = query(store, IMPORTED_BY)
    assert who == [("", False), ("", False), (MANAGING.email, True)]
    ((number,),) = query(store, "SELECT min(tracking_id) FROM complaint")
    assert erasing.erase(Library(store), number, reason="Uji", by="x", now=NOW).version
    assert query(store, IMPORTED_BY) == who
    kept = backups.back_up(Library(store), now=NOW)
    assert kept
    assert restoring.restore(Library(store), kept, now=NOW).version
    assert query(store, IMPORTED_BY) == who
    # What a caller says of the writer does not count where somebody has signed in.
    Journal(store, MANAGING).put("rencana", "9", {"judul": "B"}, now=NOW, by="orang lain")
    assert Journal(store).changes()[0].changed_by == MANAGING.email


def test_every_door_of_the_store_was_tried() -> None:
    """Each public method that writes a file of the store is in WRITES, or goes through one."""
    writing = {
        name
        for kind in (Journal, Notes)
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and "now" in inspect.signature(method).parameters
    }
    assert writing == {"put", "put_all", "remove", "map_agency", "forget_agency"}
    for kind in (Journal, Notes):
        for name in writing & set(vars(kind)):
            source = inspect.getsource(getattr(kind, name))
            assert "writing(self.path, self.person)" in source or "self._write(" in source, name
    assert "writing(self.path, self.person)" in inspect.getsource(Journal._write)


def test_notes_are_written_through_one_door(store: Path) -> None:
    """Whoever only connects to them cannot write, and nobody else opens the file."""
    before = _state(store)
    with pytest.raises(StoreError), connected(notes_path(store)) as connection:
        connection.execute("DELETE FROM entry")
    assert _state(store) == before
    with pytest.raises(AccessError), writing(notes_path(store), LEADING):
        pass
    for path in (ROOT / "lapor_data").rglob("*.py"):
        opens = "sqlite3.connect(" in path.read_text(encoding="utf-8")
        assert opens is (path.name == "notes_file.py"), path


def test_admins_read_notes_without_the_complaints_of_others(db: Path) -> None:
    record, problems = read_record(
        {
            "key": "x", "kind": PLAN, "title": "Uji", "since": "2023", "status": "direncanakan",
            "tracking_ids": "7198907 7198908",
        }
    )  # fmt: skip
    assert record, problems
    Records(Journal(db)).save(record, now=NOW)

    def ids(person: Person) -> set[int]:
        found = Records(Journal(db, person)).all()
        return {number for each in found for number in each.tracking_ids}

    assert ids(LEADING) == ids(LOCAL) == {7198907, 7198908}
    assert ids(ADMINISTERING) == set()
    assert Records(Journal(db, LEADING)).changes()
    with pytest.raises(AccessError, match="Riwayat perubahan"):
        Records(Journal(db, ADMINISTERING)).changes()


def test_the_screens_open_the_store_in_one_place() -> None:
    """Nothing on the screens reaches the store but through ui/data.py, which knows the person."""
    named = {"Journal", "Library", "Notes", "open_current", "open_sample", "default_db", "Person"}
    allowed = {"data.py": named - {"Person"}, "sign_in.py": {"default_db"}}
    for path in (ROOT / "lapor_data" / "ui").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.func.id for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }  # fmt: skip
        assert called & named <= allowed.get(path.name, set()), path


def test_reading_for_somebody_is_cheap_and_survives_an_import(store: Path) -> None:
    library = Library(store)
    snapshot = library.open_newest()
    assert snapshot
    place = "63.04"
    mine = snapshot.read_by(Person("A", ADMIN, place))
    assert mine.key == snapshot.key and mine.rows_key != snapshot.rows_key
    assert mine.data_date == snapshot.data_date
    assert mine.read_by(mine.reader) is mine
    f = ComplaintFilter(Period.parse("2022"))
    before = rows.rows(mine, f, rows.RowsOf("received")).total
    assert before and BY_CODE[place]
    undo_last_import(library, now=NOW)
    assert not snapshot.path.exists()
    assert rows.rows(mine, f, rows.RowsOf("received")).total == before
    assert (
        rows.rows(
            snapshot.read_by(replace(mine.reader, name="B")), f, rows.RowsOf("received")
        ).total
        == before
    )
