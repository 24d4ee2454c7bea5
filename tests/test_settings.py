"""The limits in one TOML file; a mistake in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import SettingsError
from lapor_data.domain.settings import DEFAULT_FILE, load_settings

TEXT = DEFAULT_FILE.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def fresh() -> None:
    load_settings.cache_clear()


def test_default_limits() -> None:
    settings = load_settings()
    assert settings.verifikasi == settings.respons_pertama == 3
    assert settings.limit_of_class(v.CLASS_INFORMATION) == 5
    assert settings.limit_of_class(v.CLASS_ASPIRATION) == 5
    assert settings.limit_of_class(v.CLASS_ORDINARY) == 14
    assert settings.limit_of_class(v.CLASS_OVERSIGHT) == 60
    assert settings.limit_of_class(None) == settings.limit_of_class("lain") == 14
    assert (settings.sampel_minimum, settings.cakupan_minimum_persen) == (5, 80)
    assert settings.tutup_otomatis_hari == 10


def test_file_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "batas.toml"
    path.write_text(TEXT.replace("aspirasi = 5", "aspirasi = 0"), encoding="utf-8")
    assert load_settings(path).aspirasi == 0
    monkeypatch.setenv("LAPOR_SETTINGS", str(path))
    load_settings.cache_clear()
    assert load_settings().limit_of_class(v.CLASS_ASPIRATION) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT + "baru = 1\n", "“aturan.baru” tidak dikenal"),
        ("aneh = 1\n" + TEXT, "“aneh” tidak dikenal"),
        (TEXT.replace("aspirasi = 5", "aspirasi = -5"), "“batas_hari_kerja.aspirasi” harus"),
        (TEXT.replace("aspirasi = 5", 'aspirasi = "5"'), "ditemukan '5'"),
        (TEXT.replace("aspirasi = 5", "aspirasi = true"), "ditemukan True"),
        (TEXT.replace("aspirasi = 5", "aspirasi = 5.5"), "ditemukan 5.5"),
        (
            TEXT.replace("aspirasi = 5\n", "").replace("verifikasi = 3\n", ""),
            "aspirasi, verifikasi",
        ),
        (TEXT.replace("aspirasi = 5", "aspirasi ="), "salah tulis"),
    ],
)
def test_mistakes_are_named(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "batas.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"batas\.toml") as caught:
        load_settings(path)
    assert message in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"tiada\.toml tidak dapat dibaca"):
        load_settings(tmp_path / "tiada.toml")
