"""What happened, for whoever runs the program: one JSON line per event, and nobody's data in it.

Nothing that came out of a file, a form or an error message can get into a line: a fact is a
number, a day or one of the words listed here; other text becomes "lain". Of an error the class and
the place in the program are kept, never its message, which may quote a cell. File names are left
out too, even as a hash: they may hold a person's name, and a short name is soon guessed.

    happened("impor", lewat="layar", baris=120)
"""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import lapor_data
from lapor_data.domain.errors import LaporError, StoreError
from lapor_data.ingest.heads import KIND_COMPLAINTS, KIND_LOG
from lapor_data.store.event_file import EventFile
from lapor_data.store.library import Library
from lapor_data.store.reports import FileReport

Fact = bool | int | float | date | str | None
Facts = Mapping[str, Fact | list[Mapping[str, Fact]]]
P = ParamSpec("P")
R = TypeVar("R")

# All the text that a fact may be.
WORDS = frozenset({"layar", "perintah", "contoh", KIND_COMPLAINTS, KIND_LOG})
_OTHER = "lain"
_MOST_CAUSES = 5
_PACKAGE = Path(lapor_data.__file__).parent
_LEVELS = {logging.INFO: "info", logging.WARNING: "peringatan", logging.ERROR: "galat"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON. The message of a record is never written, only its facts."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        moment = datetime.fromtimestamp(record.created).astimezone()
        line = {
            "waktu": moment.isoformat(timespec="milliseconds"),
            "tingkat": _LEVELS.get(record.levelno, _OTHER),
            "peristiwa": getattr(record, "event", _OTHER),
            "program": lapor_data.__version__,
            **getattr(record, "facts", {}),
        }
        return json.dumps(line, ensure_ascii=False)


def _logger() -> logging.Logger:
    """The program's logger. It keeps to itself: the root's handlers would write plain text."""
    logger = logging.getLogger("lapor")
    if not logger.handlers:
        logger.setLevel(logging.INFO)
        logger.propagate = False
        file = EventFile()
        file.setFormatter(JsonLines())
        logger.addHandler(file)
    return logger


def also_to_stderr() -> None:
    """Write the lines to stderr as well: the server does, a person's command line does not."""
    logger = _logger()
    if not any(isinstance(handler, logging.StreamHandler) for handler in logger.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        logger.addHandler(handler)


def happened(
    event: str, level: int = logging.INFO, **facts: Fact | list[Mapping[str, Fact]]
) -> None:
    """Write one event down. `event` and the names of the facts are fixed words of the program."""
    _write(event, level, {name: _plain(value) for name, value in facts.items()})


def failed(error: BaseException, during: str) -> None:
    """Write an error down: what kind it is and where in the program, never what it says."""
    level = logging.WARNING if isinstance(error, LaporError) else logging.ERROR
    kinds, link = [], error
    while True:
        kinds.append(type(link).__name__)
        cause = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
        if cause is None or len(kinds) == _MOST_CAUSES:
            break
        link = cause
    _write("galat", level, {"saat": during, "jenis": kinds, "tempat": _place(error)})


def _write(event: str, level: int, facts: Mapping[str, object]) -> None:
    _logger().log(level, event, extra={"event": event, "facts": dict(facts)})


def _plain(value: Fact | list[Mapping[str, Fact]]) -> object:
    if isinstance(value, str):
        return value if value in WORDS else _OTHER
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [{name: _plain(item) for name, item in entry.items()} for entry in value]
    return value


def _place(error: BaseException) -> str | None:
    """Where in this program an error came up: "store/library.py:58 versions"."""
    found = None
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if file.is_relative_to(_PACKAGE):
            found = f"{file.relative_to(_PACKAGE).as_posix()}:{frame.lineno} {frame.name}"
        elif file.is_relative_to(_PACKAGE.parent / "pages"):
            found = f"pages/{file.name}:{frame.lineno}"
    return found


def told(
    event: str, facts: Callable[[R], Facts]
) -> Callable[[Callable[Concatenate[Library, P], R]], Callable[Concatenate[Library, P], R]]:
    """Make a function that writes to a store tell about it: what came of it, or how it failed."""

    def decorate(
        function: Callable[Concatenate[Library, P], R],
    ) -> Callable[Concatenate[Library, P], R]:
        @wraps(function)
        def telling(library: Library, /, *args: P.args, **kwargs: P.kwargs) -> R:
            start = time.perf_counter()
            try:
                result = function(library, *args, **kwargs)
            except BaseException as error:
                failed(error, event)
                raise
            seconds = round(time.perf_counter() - start, 3)
            source = kwargs.get("source")
            try:
                version = library.newest()
            except (StoreError, OSError):
                # The folder has gone out of reach since; what was done is done all the same.
                version = None
            found = {
                "lewat": source if isinstance(source, str) else None,
                "detik": seconds,
                "versi_data": version,
                **facts(result),
            }
            level = logging.WARNING if found.get("berkas_gagal") else logging.INFO
            happened(event, level, **{k: v for k, v in found.items() if v is not None})
            return result

        return telling

    return decorate


def import_facts(reports: list[FileReport]) -> Facts:
    """What may be told of an import: kinds and counts."""
    files: list[Mapping[str, Fact]] = [
        {
            "jenis": report.kind,
            "dibaca": report.counts.read,
            "baru": report.counts.new,
            "berubah": report.counts.changed,
            "sama": report.counts.same,
            "ditolak": report.counts.rejected,
        }
        for report in reports
        if not report.problem
    ]
    return {"berkas": files, "berkas_gagal": len(reports) - len(files)}


def undo_facts(number: int) -> Facts:
    """What may be told of an undo: which import."""
    return {"impor": number}


def no_facts(result: None) -> Facts:
    """For what has nothing to tell but that it happened."""
    return {}
