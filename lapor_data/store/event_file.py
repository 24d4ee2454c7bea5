"""The file of events that LAPOR_LOG names: rotated, written by several processes in turn."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from filelock import FileLock, Timeout

MAX_BYTES = 5_000_000
KEPT = 5
_LOCK_SECONDS = 2.0


class EventFile(logging.Handler):
    """Appends to the file named by LAPOR_LOG at this moment; does nothing while there is none.

    The dashboard and a scheduled import write the same file. So each line is written under a lock
    and the file is closed again: a file that another process holds open could not be rotated on
    Windows, and elsewhere that process would go on writing into the old one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._has_complained = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line. A log that cannot be written never stops the program."""
        named = os.environ.get("LAPOR_LOG")
        if not named:
            return
        path = Path(named)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{path}.kunci", timeout=_LOCK_SECONDS):
                self._append(path, record)
        except (OSError, Timeout):
            if not self._has_complained:
                self._has_complained = True
                print(
                    f"Log {path} tidak dapat ditulis; periksa izin dan ruang pada foldernya. "
                    "Program tetap berjalan.",
                    file=sys.stderr,
                )

    def _append(self, path: Path, record: logging.LogRecord) -> None:
        # The standard handler knows how to rotate, but it swallows errors by printing a traceback:
        # opened here, where an error reaches `emit`.
        with path.open("ab") as file:
            is_full = file.tell() >= MAX_BYTES
        if is_full:
            rotation = RotatingFileHandler(path, backupCount=KEPT, delay=True)
            rotation.doRollover()
            rotation.close()
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{self.format(record)}\n")
