"""Service limits and display rules, read from one TOML file (settings.toml or LAPOR_SETTINGS)."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import SettingsError

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
    """The settings in force; raises SettingsError naming file, key and what was found."""
    file = path or Path(os.environ.get("LAPOR_SETTINGS", DEFAULT_FILE))
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"Berkas pengaturan {file} tidak dapat dibaca.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"Berkas pengaturan {file} salah tulis: {error}.") from error
    known = {field.name for field in fields(Settings)}
    values: dict[str, int] = {}
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise SettingsError(f"Berkas pengaturan {file}: “{table}” tidak dikenal.")
        for key, value in entries.items():
            if key not in known:
                raise SettingsError(f"Berkas pengaturan {file}: “{table}.{key}” tidak dikenal.")
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise SettingsError(
                    f"Berkas pengaturan {file}: “{table}.{key}” harus bilangan bulat ≥ 0, "
                    f"ditemukan {value!r}."
                )
            values[key] = value
    missing = sorted(known - values.keys())
    if missing:
        raise SettingsError(f"Berkas pengaturan {file}: kurang {', '.join(missing)}.")
    return Settings(**values)
