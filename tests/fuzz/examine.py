"""One input through the importer's real path, and everything that must be true afterwards.

Runs in a worker process; what it finds is plain data.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from lapor_data.domain.errors import LaporError
from lapor_data.store.backups import backup_files, folder_of
from lapor_data.store.importing import import_files, preview
from lapor_data.store.library import Library
from lapor_data.store.reports import FileReport, InputFile
from tests.exports import export, row

NOW = datetime(2024, 1, 15, 9, 30)
MAX_SECONDS = 10.0
MAX_MEGABYTES = 1024.0
REFUSED, IMPORTED, FINDING = "ditolak", "dimuat", "temuan"
_LONGEST_MESSAGE = 600


@dataclass(frozen=True)
class Outcome:
    """What became of an input: REFUSED, IMPORTED or FINDING, and why."""

    what: str
    why: str
    seconds: float = 0.0
    megabytes: float = 0.0
    rows: int = 0


class Wrong(Exception):
    """Something that must be true is not."""


def memory_reset() -> None:
    """Let the kernel count the highest memory anew (Linux; elsewhere the highest ever counts)."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def memory_peak() -> float:
    """The highest memory (resident, MB) since the last reset."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Bench:
    """A store with one complaint in it, put back after each input."""

    # Of the inputs that can be read, every how many-th is imported too.
    every = 1

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "sementara"
        self.temporary.mkdir(parents=True)
        tempfile.tempdir = str(self.temporary)
        os.chdir(self.temporary)
        self._before = folder / "awal"
        self._library = Library(folder / "toko" / "lapor.duckdb")
        self._backups = folder_of(self._library)
        first = export(folder / "awal.csv", [row(99)], generated="2023-01-31")
        import_files(self._library, [InputFile.of(first)], source="uji", now=NOW)
        shutil.copytree(self._library.db.parent, self._before)
        self._untouched = self._state()
        self._readable = 0

    def __call__(self, path: Path, name: str) -> Outcome:
        """Examine one input; nothing escapes but the end of the process."""
        memory_reset()
        wall, work = time.monotonic(), time.process_time()
        rows = 0
        try:
            what, why, rows = self._examined(InputFile(path, name))
        except Wrong as error:
            what, why = FINDING, str(error)
        except BaseException as error:  # a panic of a native reader is no Exception
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            what, why = FINDING, "".join(traceback.format_exception(error))[-3000:]
        # On a busy machine the clock on the wall blames the wrong one.
        seconds = min(time.monotonic() - wall, time.process_time() - work)
        megabytes = memory_peak()
        if what != FINDING and seconds > MAX_SECONDS:
            what, why = FINDING, f"lama: {seconds:.1f} s"
        if what != FINDING and megabytes > MAX_MEGABYTES:
            what, why = FINDING, f"memori: {megabytes:.0f} MB"
        self._put_back()
        return Outcome(what, why, seconds, megabytes, rows)

    def _examined(self, file: InputFile) -> tuple[str, str, int]:
        seen = preview(file, NOW).report
        if seen.problem is None:
            self._readable += 1
            if self._readable % self.every:
                return IMPORTED, "hanya pratinjau", 0
        try:
            (report,) = import_files(self._library, [file], source="uji", now=NOW)
        except LaporError as error:
            self._is_sentence(str(error))
            self._is_untouched()
            return REFUSED, str(error), 0
        _same(seen.problem is None, report.problem is None, "pratinjau dan impor tidak sepakat")
        if report.problem is not None:
            self._is_sentence(report.problem, file.name)
            self._is_untouched()
            _same(report.counts.read, 0, "baris dari berkas yang ditolak")
            return REFUSED, report.problem.removeprefix(file.name), 0
        _same(seen.counts.read, report.counts.read, "pratinjau membaca jumlah lain")
        self._adds_up(report)
        self._is_clean()
        return IMPORTED, report.kind or "", report.counts.read

    def _adds_up(self, report: FileReport) -> None:
        c = report.counts
        _same(c.read, c.new + c.changed + c.same + c.rejected, "dibaca = baru+berubah+sama+ditolak")
        _same(c.rejected, sum(report.reasons.values()), "alasan")
        newest = self._library.path_of(self._library.newest())
        with duckdb.connect(str(newest), read_only=True) as connection:
            connection.execute(
                "SELECT (SELECT count(*) FROM quarantine), (SELECT count(*) FROM notice), "
                "(SELECT count(*) FROM record), (SELECT count(*) FROM complaint), "
                "(SELECT count(*) FROM event), (SELECT count(DISTINCT tracking_id) FROM record), "
                "(SELECT count(*) FROM record WHERE tracking_id = 99)"
            )
            quarantine, notices, records, complaints, events, ids, kept = connection.fetchall()[0]
            connection.execute(
                "SELECT rows_read, rows_new, rows_changed, rows_same, rows_rejected "
                "FROM import_file WHERE import_no = 2"
            )
            stored = connection.fetchall()
        _same(quarantine, c.rejected, "baris karantina")
        _same(notices, sum(report.notices.values()), "catatan")
        _same(stored, [(c.read, c.new, c.changed, c.same, c.rejected)], "riwayat impor")
        _same(records, complaints, "catatan dan aduan")
        _same(records, ids, "Tracking ID ganda")
        _same(kept, 1, "aduan lama hilang")
        _same((records - 1) + events, c.new, "yang tersimpan dan yang baru")

    def _is_sentence(self, text: str, name: str = "") -> None:
        if not text.startswith(name) or not text.endswith(".") or "\n" in text:
            raise Wrong(f"bukan kalimat: {text[:300]!r}")
        if len(text) > _LONGEST_MESSAGE:
            raise Wrong(f"pesan sepanjang {len(text)} huruf: {text[:300]!r}")

    def _is_untouched(self) -> None:
        _same(self._state(), self._untouched, "basis data berubah walau ditolak")
        self._is_clean()

    def _is_clean(self) -> None:
        """No left-over of a draft, a spill or an unpacked file."""
        store = self._library.db.parent
        names = {path.name for path in store.iterdir()} - {self._backups.name}
        _same(names, {f"lapor.duckdb.{end}" for end in ("kunci", self._version)}, "sisa berkas")
        backups = (
            {path.name for path in self._backups.iterdir()} if self._backups.exists() else set()
        )
        kept = {path.name for path in backup_files(self._library)}
        _same(backups - kept, set(), "sisa berkas cadangan")
        _same(list(self.temporary.iterdir()), [], "sisa berkas sementara")

    @property
    def _version(self) -> str:
        return self._library.path_of(self._library.newest()).name.removeprefix("lapor.duckdb.")

    def _state(self) -> dict[str, str]:
        return {
            path.name: hashlib.blake2b(path.read_bytes()).hexdigest()
            for path in self._library.db.parent.iterdir()
            if path != self._backups  # one is made before the file is read: that is no change
        }

    def _put_back(self) -> None:
        for folder in (self._library.db.parent, self.temporary):
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self._before, self._library.db.parent, dirs_exist_ok=True)


class LightBench(Bench):
    """For tests that run often: looks at every input, imports a sixth of those that can be."""

    every = 6


def _same(found: object, expected: object, what: str) -> None:
    if found != expected:
        raise Wrong(f"{what}: {str(found)[:300]} alih-alih {str(expected)[:300]}")
