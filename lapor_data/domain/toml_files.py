"""Reading a TOML file that a person has written; what is wrong with it is said in Indonesian."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from lapor_data.domain.errors import SettingsError

_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read_text(file: Path, kind: str, way_out: str) -> str:
    """The text of a file of this kind ("pengaturan"); SettingsError where it cannot be read, which
    goes on with the way out."""
    try:
        # Notepad writes a mark of byte order before the first letter.
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"Berkas {kind} {file} tidak dapat dibaca{way_out}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"Berkas {kind} {file} bukan teks UTF-8; simpan ulang sebagai UTF-8."
        ) from error


def read_tables(text: str, file: Path, kind: str, way_out: str) -> dict[str, Any]:
    """The tables of a text; SettingsError names the line where it stops being TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The parser's own words are English; where it stopped is what helps.
        at = _AT.search(str(error))
        where = f" baris {at[1]}, kolom {at[2]}" if at else ""
        line = text.splitlines()[int(at[1]) - 1].strip() if at else ""
        shown = f": “{line}”" if line else ""
        raise SettingsError(f"Berkas {kind} {file}{where} salah tulis{shown}. {way_out}") from error


def allowed(name: str, known: Collection[str]) -> str:
    """ " Mungkin maksudnya “…”? Yang dikenal: …": what may stand in place of an unknown name."""
    close = difflib.get_close_matches(name, known, n=1)
    meant = f" Mungkin maksudnya “{close[0]}”?" if close else ""
    return f"{meant} Yang dikenal: {', '.join(known)}."
