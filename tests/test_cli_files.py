"""The commands that write files: what they write, and every way in which they refuse."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from lapor_data import cli_target
from lapor_data.__main__ import main
from lapor_data.cli_target import Target, TargetError
from lapor_data.domain.meetings import SlidePlan
from lapor_data.domain.profiles import AwardProfile, CriterionSetting
from lapor_data.domain.records import PLAN, read_record
from lapor_data.present.cover import meeting_name
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.awards import Awards
from lapor_data.store.journal import Journal
from lapor_data.store.meetings import Plans
from lapor_data.store.records import Records, new_key
from tests.exports import export, load, row

SUFFIX = {"paparan": ".pptx", "lampiran": ".xlsx", "laporan": ".docx", "piagam": ".pptx"}
NOW = datetime(2023, 8, 2, 9, 0)
EMPTY = "Belum ada data untuk pilihan ini. Perluas periode atau atur ulang saringan.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six complaints of 2023, a saved set of slides, an own award profile, a plan of the meeting."""
    folder = tmp_path_factory.mktemp("berkas")
    places = ("Kota Banjarbaru", "Kabupaten Tapin")
    rows = [
        row(
            n,
            parent=f"Pemerintah {places[n % 2]}",
            status="Ditutup oleh Admin",
            date=f"{n} Feb 2023",
        )
        for n in range(1, 7)
    ]
    db = folder / "lapor.duckdb"
    load(db, export(folder / "a.xlsx", rows, generated="2023-08-01"))
    journal = Journal(db)
    Plans(journal).save(SlidePlan(("judul", "angka", "penutup"), "Rapat Pagi"), now=NOW)
    own = AwardProfile("Milik kami", "milik-kami", (CriterionSetting("selesai"),))
    Awards(journal).save(own, now=NOW)
    meeting = meeting_name(ComplaintFilter(Period.parse("2023-S1")))
    plan, problems = read_record(
        {
            "key": new_key(), "kind": PLAN, "title": "Kunjungi admin Tapin", "since": "2023",
            "source": meeting,
        }
    )  # fmt: skip
    assert plan, problems
    Records(journal).save(plan, now=NOW)
    return db


@pytest.fixture
def run(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command on the store; `{ke}` in an argument is a folder of the test's own."""

    def call(*arguments: str) -> tuple[int, str, str]:
        filled = [argument.replace("{ke}", str(tmp_path)) for argument in arguments]
        try:
            code = main([*filled, "--db", str(store)])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return call


Run = Callable[..., tuple[int, str, str]]


def text_of(path: Path) -> str:
    """All words of a file, whatever its kind."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        return "\n".join(str(value) for value in cells if value is not None)
    if path.suffix == ".docx":
        document = Document(str(path))
        found = [paragraph.text for paragraph in document.paragraphs]
        found += [c.text for table in document.tables for r in table.rows for c in r.cells]
        return "\n".join(found)
    found = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if getattr(shape, "has_table", False):
                found += [cell.text for r in shape.table.rows for cell in r.cells]
    return "\n".join(found)


@pytest.mark.parametrize("command", SUFFIX)
def test_writes_a_file_that_says_its_period(command: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / f"berkas{SUFFIX[command]}"
    code, out, err = run(command, "--periode", "2023-S1", "--ke", str(target))
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1
    assert out.startswith(f"{target}: {command} Semester I 2023, semua wilayah")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    found = text_of(target)
    assert "Semester I 2023" in found
    assert "Data contoh" not in found and "DATA CONTOH" not in found


@pytest.mark.parametrize("command", SUFFIX)
def test_options_reach_the_file(command: str, run: Run, tmp_path: Path) -> None:
    target = tmp_path / f"BERKAS{SUFFIX[command].upper()}"
    code, out, err = run(
        command, "--periode", "2023", "--ke", str(target), "--wilayah", "63.05",
        "--banding", "tanpa", "--profil", "milik  KAMI", "--json",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "berkas": str(target),
        "jenis": command,
        "periode": "2023",
        "wilayah": "63.05",
        "data_per": "2023-08-01",
        "data_contoh": False,
    }
    found = text_of(target.rename(tmp_path / f"b{SUFFIX[command]}"))
    if command == "piagam":
        assert "nominasi Milik kami" in found
    else:
        assert "Kabupaten Tapin" in found and "tanpa pembanding" in found


def test_a_saved_set_of_slides_and_what_was_agreed(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.pptx"
    base = ("paparan", "--periode", "2023-S1", "--ke", str(target))
    code, out, _ = run(*base, "--susunan", "rapat  pagi")
    assert code == 0 and "3 slide" in out
    assert len(Presentation(str(target)).slides) == 3
    assert "Kunjungi admin Tapin" in text_of(target)
    assert run(*base)[0] == 0
    assert len(Presentation(str(target)).slides) > 3, "an existing file is replaced"


def test_a_template_gives_the_size(run: Run, tmp_path: Path) -> None:
    deck = Presentation()
    deck.save(str(tmp_path / "templat.pptx"))
    for command in ("paparan", "piagam"):
        target = tmp_path / f"{command}.pptx"
        template = str(tmp_path / "templat.pptx")
        code, _, err = run(
            command, "--periode", "2023-S1", "--ke", str(target), "--templat", template
        )
        assert (code, err) == (0, "")
        assert Presentation(str(target)).slide_width == deck.slide_width


def test_who_signs(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "p.pptx"
    base = ("piagam", "--periode", "2023-S1", "--ke", str(target))
    run(
        *base,
        "--tanggal",
        "2023-05-09",
        "--kota",
        "Martapura",
        "--jabatan",
        "Bupati",
        "--nama",
        "Budi",
    )
    found = text_of(target)
    assert "Martapura, 9 Mei 2023" in found and "Bupati," in found and "Budi" in found
    run(*base, "--kota", " ", "--nama", "")
    assert f"Banjarbaru, {date.today().day} " in text_of(target)


@pytest.mark.parametrize("command", SUFFIX)
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--periode": "2023-S3"}, "Periode “2023-S3” tidak dikenal"),
        ({"--periode": ""}, "Periode “” tidak dikenal"),
        ({"--wilayah": "63.99"}, "Wilayah “63.99” tidak dikenal"),
        ({"--wilayah": "provinsi"}, "Wilayah “provinsi” tidak dikenal"),
        ({"--wilayah": ""}, "Wilayah “” tidak dikenal"),
        (
            {"--banding": "kemarin"},
            "Pembanding “kemarin” tidak dikenal. Yang ada: tahun-lalu, sebelumnya, dan tanpa.",
        ),
        ({"--banding": ""}, "Pembanding “” tidak dikenal"),
        ({"--profil": "Terbaik"}, "Profil “Terbaik” tidak dikenal"),
        ({"--profil": ""}, "Profil “” tidak dikenal"),
        ({"--ke": "{ke}/berkas.txt"}, "harus berakhiran"),
        ({"--ke": "{ke}/berkas"}, "harus berakhiran"),
        ({"--ke": ""}, "harus berakhiran"),
        ({"--ke": "{ke}/tidak/ada/berkas@"}, "tidak ada; buat dahulu foldernya"),
        ({"--ke": "{ke}/folder@"}, "adalah folder"),
        ({"--periode": "2019"}, EMPTY.strip()),
        ({"--periode": "2023-S1", "--wilayah": "63.01"}, EMPTY.strip()),
    ],
)
def test_what_a_person_must_correct(
    command: str, changed: dict[str, str], said: str, run: Run, tmp_path: Path
) -> None:
    suffix = SUFFIX[command]
    (tmp_path / f"folder{suffix}").mkdir()
    options = {"--periode": "2023-S1", "--ke": "{ke}/berkas@"} | changed
    arguments = [word.replace("@", suffix) for pair in options.items() for word in pair]
    code, out, err = run(command, *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1 and said in err, err
    assert [path.name for path in tmp_path.iterdir()] == [f"folder{suffix}"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("paparan", "--susunan", "Malam"),
            "Susunan “Malam” tidak dikenal. Yang ada: “Rapat Pagi”.",
        ),
        (("paparan", "--templat", "{ke}/hilang.pptx"), "tidak dapat dibaca"),
        (("paparan", "--templat", "{ke}"), "tidak dapat dibaca"),
        (("paparan", "--templat", "{ke}/rusak.pptx"), "Templat"),
        (("piagam", "--templat", "{ke}/rusak.pptx"), "Templat"),
        (("piagam", "--tanggal", "9 Mei"), "Tanggal “9 Mei” tidak dikenal"),
        (
            ("piagam", "--profil", "Respon isu teraktif"),
            "Belum ada peringkat “Respon isu teraktif”",
        ),
        (("lampiran", "--templat", "{ke}/rusak.pptx"), "Perintah tidak lengkap atau salah"),
    ],
)
def test_what_else_a_person_must_correct(
    arguments: tuple[str, ...], said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "rusak.pptx").write_bytes(b"PK\x03\x04rusak")
    command, *more = arguments
    target = tmp_path / f"b{SUFFIX[command]}"
    code, out, err = run(command, "--periode", "2023-S1", "--ke", str(target), *more)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1 and said in err, err
    assert [path.name for path in tmp_path.iterdir()] == ["rusak.pptx"]


@pytest.mark.parametrize("left_out", ["--periode", "--ke"])
@pytest.mark.parametrize("command", SUFFIX)
def test_what_is_always_needed(command: str, left_out: str, run: Run) -> None:
    needed = {"--periode": "2023", "--ke": "{ke}/b.pptx"}
    del needed[left_out]
    code, out, err = run(command, *(word for pair in needed.items() for word in pair))
    assert (code, out) == (2, "")
    assert err.startswith("Perintah tidak lengkap atau salah. Pemakaian: ")


def test_pdf_is_refused_before_the_work_without_libreoffice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lapor_data.export import pdf

    monkeypatch.setattr(pdf, "office", lambda: None)
    code, out, err = run("laporan", "--periode", "2023-S1", "--ke", str(tmp_path / "a.pdf"))
    assert (code, out) == (2, "")
    assert err.startswith("PDF memerlukan LibreOffice") and len(err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_pdf(run: Run, tmp_path: Path) -> None:
    from lapor_data.export.pdf import office

    if office() is None:
        pytest.skip("LibreOffice is not installed")
    target = tmp_path / "a.pdf"
    code, _, err = run("laporan", "--periode", "2023-S1", "--ke", str(target))
    assert (code, err) == (0, "")
    assert target.read_bytes().startswith(b"%PDF-")


def test_the_sample_answers_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "p.pptx"
    nothing = str(tmp_path / "kosong" / "lapor.duckdb")
    assert main(["piagam", "--periode", "2022", "--ke", str(target), "--db", nothing]) == 0
    assert "data contoh" in capsys.readouterr().err
    found = text_of(target)
    assert "Kota Banjarbaru" in found and "2,01" in found and "DATA CONTOH" in found
    assert not (tmp_path / "kosong").exists()


def test_write_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(b"lama")
    target = Target.checked(path, (".pptx",))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("Excel has it open")

    monkeypatch.setattr(cli_target.Path, "replace", refuse)
    with pytest.raises(TargetError, match="tutup bila sedang terbuka"):
        target.write(b"baru")
    assert path.read_bytes() == b"lama"
    assert [found.name for found in tmp_path.iterdir()] == ["a.pptx"]
    monkeypatch.undo()
    monkeypatch.setattr(cli_target.os, "fsync", refuse)
    with pytest.raises(TargetError):
        target.write(b"baru")
    assert [found.name for found in tmp_path.iterdir()] == ["a.pptx"]
    assert path.read_bytes() == b"lama"
    monkeypatch.undo()
    target.write(b"baru")
    assert path.read_bytes() == b"baru"


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom no permission stops.
    monkeypatch.setattr(cli_target.os, "access", lambda path, mode: False)
    with pytest.raises(TargetError, match="tidak dapat ditulisi; periksa izinnya"):
        Target.checked(tmp_path / "a.pptx", (".pptx",))


def test_a_file_that_is_protected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(b"lama")
    monkeypatch.setattr(cli_target.os, "access", lambda path, mode: Path(path).is_dir())
    with pytest.raises(TargetError, match="hanya dapat dibaca; pilih nama lain"):
        Target.checked(path, (".pptx",))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_file_is_neither_replaced_nor_waited_for(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipa.pptx"
    os.mkfifo(pipe)
    base = ("piagam", "--periode", "2023-S1", "--ke")
    code, out, err = run(*base, str(pipe))
    assert (code, out) == (2, "") and "bukan berkas biasa" in err
    code, out, err = run(*base, str(tmp_path / "a.pptx"), "--templat", str(pipe))
    assert (code, out) == (2, "") and "tidak dapat dibaca" in err
    assert [path.name for path in tmp_path.iterdir()] == ["pipa.pptx"] and not pipe.is_file()


def test_a_template_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    template, link = tmp_path / "templat.pptx", tmp_path / "tautan.pptx"
    Presentation().save(str(template))
    link.symlink_to(template)
    before = template.read_bytes()
    for target in (template, link, tmp_path / "." / "templat.pptx"):
        for command in ("paparan", "piagam"):
            code, out, err = run(
                command, "--periode", "2023-S1", "--ke", str(target), "--templat", str(template)
            )
            assert (code, out) == (2, "") and len(err.splitlines()) == 1
            assert "templatnya sendiri" in err
    assert template.read_bytes() == before and link.is_symlink()


@pytest.mark.parametrize("command", SUFFIX)
@pytest.mark.parametrize("db", ["", ".", "/", "..", "{ke}", "n" * 3000])
def test_what_is_no_name_of_a_database(
    command: str, db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"a{SUFFIX[command]}"
    named = db.replace("{ke}", str(tmp_path))
    code = main([command, "--periode", "2023-S1", "--ke", str(target), "--db", named])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1 and "bukan nama basis data" in err
    assert not list(tmp_path.iterdir())


def test_notes_and_data_that_are_damaged(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, said in ((".catatan", "isinya rusak"), (".v00000001", "rusak")):
        folder = tmp_path / name
        shutil.copytree(store.parent, folder)
        broken = folder / f"{store.name}{name}"
        broken.write_bytes(b"bukan basis data " * 100)
        for command, suffix in SUFFIX.items():
            target = tmp_path / f"a{suffix}"
            db = str(folder / store.name)
            assert main([command, "--periode", "2023-S1", "--ke", str(target), "--db", db]) == 2
            out, err = capsys.readouterr()
            assert not out and len(err.splitlines()) == 1 and said in err
            assert not target.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file sizes")
def test_a_full_disk_leaves_the_old_file(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.pptx"
    target.write_bytes(b"lama")
    script = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))\n"
        "from lapor_data.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    words = ["piagam", "--periode", "2023-S1", "--ke", str(target), "--db", str(store)]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and not done.stdout
    assert len(done.stderr.splitlines()) == 1 and "ruang penyimpanan" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.pptx"]
    assert target.read_bytes() == b"lama"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "asli.pptx").write_bytes(b"lama")
    link = tmp_path / "tautan.pptx"
    link.symlink_to(tmp_path / "asli.pptx")
    Target.checked(link, (".pptx",)).write(b"baru")
    assert link.is_symlink() and (tmp_path / "asli.pptx").read_bytes() == b"baru"


def test_a_link_that_leads_nowhere_is_found_before_the_work(tmp_path: Path) -> None:
    link = tmp_path / "tautan.pptx"
    link.symlink_to(tmp_path / "hilang" / "asli.pptx")
    with pytest.raises(TargetError, match="hilang tidak ada; buat dahulu foldernya"):
        Target.checked(link, (".pptx",))


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / f"{'n' * 300}.pptx"
    with pytest.raises(TargetError, match="tidak dapat ditulis"):
        Target.checked(path, (".pptx",)).write(b"baru")
    assert not list(tmp_path.iterdir())


def test_the_attachment_holds_all_rows(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert run("lampiran", "--periode", "2023-S1", "--ke", str(target))[0] == 0
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    ids = [cell.value for cell in book["Baris"]["A"][4:]]
    assert ids == [6, 5, 4, 3, 2, 1]
