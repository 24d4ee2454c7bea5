"""Service limits and display rules, read from one TOML file (settings.toml or LAPOR_SETTINGS)."""

from __future__ import annotations

import os
import re
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from pathlib import Path

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import SettingsError
from lapor_data.domain.toml_files import allowed, read_tables, read_text

DEFAULT_FILE = Path(__file__).with_name("settings.toml")


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
    text = read_text(
        file,
        "pengaturan",
        ". Periksa nama dan izinnya, atau kosongkan LAPOR_SETTINGS agar pengaturan bawaan dipakai.",
    )
    tables = read_tables(
        text,
        file,
        "pengaturan",
        "Tulis tiap isian sebagai nama = bilangan, di bawah [bagian] dan masing-masing sekali "
        "saja.",
    )
    known = sorted(field.name for field in fields(Settings))
    values: dict[str, int] = {}
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise SettingsError(
                f"Berkas pengaturan {file}{_line(text, table)}: “{table}” tidak dikenal."
                f"{allowed(table, known)}"
            )
        for key, value in entries.items():
            where = f"Berkas pengaturan {file}{_line(text, key)}: “{table}.{key}”"
            if key not in known:
                raise SettingsError(f"{where} tidak dikenal.{allowed(key, known)}")
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


def _line(text: str, name: str) -> str:
    """ " baris 12": where a key or table stands."""
    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return f" baris {text.count(chr(10), 0, found.start()) + 1}" if found else ""
