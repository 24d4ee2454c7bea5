"""PDF through LibreOffice, where it is installed: a document in, its pages out.

LibreOffice runs unseen in a temporary folder with a profile of its own, so it disturbs no open
window of the user's, and nothing is written elsewhere.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from lapor_data.domain.errors import LaporError

TIMEOUT_S = 120
_NAMES = ("soffice", "libreoffice")
_USUAL = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SUFFIXES = (".docx", ".pptx", ".xlsx")


class PdfError(LaporError):
    """A document could not be turned into PDF: LibreOffice is absent, failed or took too long."""


def office() -> Path | None:
    """LibreOffice's program, on the search path or at its usual places; None without it."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((Path(place) for place in _USUAL if Path(place).is_file()), None)


def to_pdf(document: bytes, suffix: str = ".docx") -> bytes:
    """The document as PDF. `suffix` says what it is: .docx, .pptx or .xlsx.

    Raises PdfError with an Indonesian sentence; ValueError for another suffix.
    """
    if suffix not in _SUFFIXES:
        raise ValueError(suffix)
    program = office()
    if program is None:
        raise PdfError(
            "PDF memerlukan LibreOffice, yang tidak ditemukan di komputer ini. Pasang LibreOffice, "
            "atau simpan berkas Word sebagai PDF dari Word."
        )
    try:
        return _converted(program, document, suffix)
    except OSError as error:
        raise PdfError(
            "PDF tidak dapat dibuat: folder sementara tidak dapat ditulisi. Periksa sisa ruang."
        ) from error


def _converted(program: Path, document: bytes, suffix: str) -> bytes:
    # On Windows a file may be held a moment longer than its process lives.
    with tempfile.TemporaryDirectory(prefix="lapor-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        source = folder / f"laporan{suffix}"
        source.write_bytes(document)
        code = _run(
            [
                str(program),
                f"-env:UserInstallation={(folder / 'profil').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(source),
            ],
            folder,
        )
        made = source.with_suffix(".pdf")
        # It may end with 0 although nothing came out.
        if code or not made.is_file():
            raise PdfError("LibreOffice tidak dapat membuat PDF dari berkas ini.")
        return made.read_bytes()


def _run(command: list[str], folder: Path) -> int:
    """Run to the end and give its exit code; ended with all its children when it takes too long."""
    # LibreOffice is a chain of processes; in a group of their own they can be ended together.
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise PdfError("LibreOffice ada, tetapi tidak dapat dijalankan.") from error
    try:
        return process.wait(timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired as error:
        raise PdfError(
            f"LibreOffice belum selesai sesudah {TIMEOUT_S} detik, pembuatan PDF dihentikan."
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, with its children; nothing where it has ended."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        # The launcher of LibreOffice starts another process, which would live on.
        subprocess.run(
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    process.wait()
