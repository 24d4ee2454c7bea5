"""The PDF of the report, where LibreOffice is installed, and plain words where it is not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from lapor_data.domain.record_files import bundled_records
from lapor_data.export import pdf
from lapor_data.export.pdf import PdfError, office, to_pdf
from lapor_data.export.word import report
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import cover_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample

PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module")
def made() -> bytes:
    if office() is None:
        pytest.skip("LibreOffice is not installed here")
    snapshot = open_sample()
    b = Briefing(
        snapshot,
        ComplaintFilter(Period.parse("2021-S1")),
        snapshot.data_date,
        snapshot.first_date,
        tuple(bundled_records()),
    )
    return to_pdf(report(b, cover_of(b, is_sample=True), made_on=date(2026, 11, 22)))


def test_it_has_the_pages(made: bytes) -> None:
    assert made.startswith(b"%PDF")
    assert len(PAGE.findall(made)) > 5


def test_it_says_the_figures_and_the_contents_name_the_right_pages(
    made: bytes, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here")
    file = tmp_path / "laporan.pdf"
    file.write_bytes(made)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = text.split("\f")
    assert "545 aduan sah" in text
    entries = re.findall(r"^\s*(?:\d+\s+)?(\S.*?)\.{4,}\s*(\d+)$", pages[1], re.MULTILINE)
    assert len(entries) > 20
    for name, page in entries:
        # A long heading breaks over lines; its first words are enough.
        assert name[:30] in pages[int(page) - 1], name
        assert f"Halaman {page}" in pages[int(page) - 1]


def program(folder: Path, text: str) -> Path:
    """A stand-in for LibreOffice."""
    file = folder / "soffice"
    file.write_text(f"#!{sys.executable}\n{text}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "office", lambda: None)
    with pytest.raises(PdfError, match="memerlukan LibreOffice"):
        to_pdf(b"")


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(ValueError, match="exe"):
        to_pdf(b"", ".exe")


@pytest.mark.skipif(sys.platform == "win32", reason="scripts with #! do not run on Windows")
@pytest.mark.parametrize("text", ["raise SystemExit(3)", "pass"])
def test_a_failure_is_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "office", lambda: program(tmp_path, text))
    with pytest.raises(PdfError, match="tidak dapat membuat PDF"):
        to_pdf(b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="scripts with #! do not run on Windows")
def test_what_takes_too_long_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "child"
    child = f"import time; time.sleep(1.5); open({str(mark)!r}, 'w').close()"
    text = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])"
    monkeypatch.setattr(pdf, "office", lambda: program(tmp_path, text))
    monkeypatch.setattr(pdf, "TIMEOUT_S", 0.5)
    with pytest.raises(PdfError, match="belum selesai"):
        to_pdf(b"x")
    time.sleep(1.6)
    assert not mark.exists()


def test_what_cannot_be_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "office", lambda: tmp_path / "none")
    with pytest.raises(PdfError, match="tidak dapat dijalankan"):
        to_pdf(b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="scripts with #! do not run on Windows")
def test_nothing_is_left_behind_and_the_profile_is_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    text = (
        "import pathlib, sys\n"
        f"pathlib.Path({str(told)!r}).write_text('\\n'.join(sys.argv[1:]))\n"
        "source = pathlib.Path(sys.argv[-1])\n"
        "source.with_suffix('.pdf').write_bytes(b'%PDF ' + source.read_bytes())"
    )
    monkeypatch.setattr(pdf, "office", lambda: program(tmp_path, text))
    assert to_pdf(b"isi", ".pptx") == b"%PDF isi"
    arguments = told.read_text().splitlines()
    assert arguments[0].startswith("-env:UserInstallation=file://")
    assert arguments[-1].endswith(".pptx")
    assert not Path(arguments[-1]).parent.exists()


def test_no_room_for_the_temporary_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.touch()
    monkeypatch.setattr(pdf, "office", lambda: program)
    monkeypatch.setattr(pdf.tempfile, "tempdir", str(tmp_path / "tiada"))
    with pytest.raises(PdfError, match="folder sementara tidak dapat ditulisi"):
        to_pdf(b"x")
