"""Service limits and display rules, read from one TOML file (settings.toml or LAPOR_SETTINGS)."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import SettingsError

DEFAULT_FILE = Path(__file__).with_name("settings.toml")
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True)
class Settings:
    """All limits in working days (HK) unless the name says otherwise."""

    verifikasi: int
    respons_pertama: int
    permintaan_informasi: int
    aspirasi: int
    tidak_berkadar_pengawasan: int
    berkadar_pengawasan: int
    tanpa_klasifikasi: int
    sampel_minimum: int
    cakupan_minimum_persen: int
    tutup_otomatis_hari: int
    # Newer than the first release: a file of one's own that lacks them stays valid.
    simpan_terakhir: int = 10
    simpan_harian: int = 14
    simpan_bulanan: int = 12
    teks_bulan: int = 0

    def limit_of_class(self, classification: str | None) -> int:
        """Working days allowed for the first response to a complaint of this classification."""
        return {
            v.CLASS_INFORMATION: self.permintaan_informasi,
            v.CLASS_ASPIRATION: self.aspirasi,
            v.CLASS_ORDINARY: self.tidak_berkadar_pengawasan,
            v.CLASS_OVERSIGHT: self.berkadar_pengawasan,
        }.get(classification or "", self.tanpa_klasifikasi)


@lru_cache(maxsize=8)
def load_settings(path: Path | None = None) -> Settings:
    """The settings in force; raises SettingsError naming file, line, key, what was found and what
    is allowed."""
    file = path or Path(os.environ.get("LAPOR_SETTINGS", DEFAULT_FILE))
    text = _text(file)
    tables = _tables(file, text)
    known = {field.name for field in fields(Settings)}
    values: dict[str, int] = {}
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise SettingsError(
                f"Berkas pengaturan {file}{_line(text, table)}: “{table}” tidak dikenal."
                f"{_allowed(table, known)}"
            )
        for key, value in entries.items():
            where = f"Berkas pengaturan {file}{_line(text, key)}: “{table}.{key}”"
            if key not in known:
                raise SettingsError(f"{where} tidak dikenal.{_allowed(key, known)}")
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise SettingsError(f"{where} harus bilangan bulat ≥ 0, ditemukan {value!r}.")
            values[key] = value
    required = {field.name for field in fields(Settings) if field.default is MISSING}
    missing = sorted(required - values.keys())
    if missing:
        raise SettingsError(
            f"Berkas pengaturan {file}: kurang {', '.join(missing)}. Contoh lengkap: {DEFAULT_FILE}"
        )
    return Settings(**values)


def _text(file: Path) -> str:
    try:
        # Notepad writes a mark of byte order before the first letter.
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(
            f"Berkas pengaturan {file} tidak dapat dibaca. Periksa nama dan izinnya, atau "
            "kosongkan LAPOR_SETTINGS agar pengaturan bawaan dipakai."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"Berkas pengaturan {file} bukan teks UTF-8; simpan ulang sebagai UTF-8."
        ) from error


def _tables(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The parser's own words are English; where it stopped is what helps.
        at = _AT.search(str(error))
        where = f" baris {at[1]}, kolom {at[2]}" if at else ""
        line = text.splitlines()[int(at[1]) - 1].strip() if at else ""
        shown = f": “{line}”" if line else ""
        raise SettingsError(
            f"Berkas pengaturan {file}{where} salah tulis{shown}. Tulis tiap isian sebagai "
            "nama = bilangan, di bawah [bagian] dan masing-masing sekali saja."
        ) from error


def _line(text: str, name: str) -> str:
    """ " baris 12": where a key or table stands."""
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return f" baris {text.count(chr(10), 0, found.start()) + 1}" if found else ""


def _allowed(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    meant = f" Mungkin maksudnya “{close[0]}”?" if close else ""
    return f"{meant} Yang dikenal: {', '.join(sorted(known))}."
