"""The award workshop in a real browser: slide, test, keep a profile, freeze a decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lapor_data.domain.profile_toml import from_toml
from tests.running_app import settle

pytestmark = pytest.mark.browser

WAIT_MS = 20_000


def test_slide_follow_up_of_hsu_to_90_percent(address: str, page: Page) -> None:
    page.goto(f"{address}/bengkel?periode=2022&wilayah=63.08")
    settle(page)
    for text in ("Banjarbaru di peringkat 1", "Tindak lanjut menjadi", "Sekarang 53 dari 100"):
        box = page.get_by_text(text).first.bounding_box()
        assert box and box["y"] + box["height"] < 768
    slider = page.get_by_role("slider", name="Tindak lanjut menjadi")
    slider.press("End")
    for _ in range(10):
        slider.press("ArrowLeft")
    expect(page.get_by_text("53 dari 100 menjadi 90 dari 100")).to_be_visible(timeout=WAIT_MS)
    finding = page.get_by_text("Hulu Sungai Utara tetap di peringkat 13, nilai 1,01 menjadi 1,38")
    expect(finding).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("35 aduan lagi direspons tepat waktu")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_text("Sekarang 53 dari 100")).to_be_visible(timeout=WAIT_MS)


def test_keep_a_profile_and_use_it_for_the_award(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}/bengkel?periode=2022&meja=profil")
    settle(page)
    page.get_by_label("Nama profil").fill("Tuntas")
    page.get_by_label("Bobot Selesai").fill("1,5")
    page.get_by_role("button", name="Simpan sebagai profil baru").click()
    expect(page.get_by_text("Profil “Tuntas” tersimpan.")).to_be_visible(timeout=WAIT_MS)
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh profil ini").click()
    file = tmp_path / "tuntas.toml"
    download.value.save_as(file)
    assert from_toml(file.read_text(encoding="utf-8")).weights["selesai"] == 1.5
    page.goto(f"{address}/penghargaan?periode=2022&profil=tuntas")
    settle(page)
    expect(page.get_by_text("1,50 × selesai").first).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("link", name="Andaikan dan uji urutan ini").click()
    expect(page.locator("h1")).to_have_text("Bengkel penghargaan")
    assert "profil=tuntas" in page.url and "periode=2022" in page.url


def test_freeze_a_decision(address: str, page: Page) -> None:
    page.goto(f"{address}/bengkel?periode=2022&meja=keputusan&profil=tindak-lanjut")
    settle(page)
    page.get_by_label("Catatan").fill("Rapat monev")
    page.get_by_role("button", name="Bekukan").click()
    expect(page.get_by_text("Keputusan dibekukan.")).to_be_visible(timeout=WAIT_MS)
    # Under any other filter it says the same.
    page.goto(f"{address}/bengkel?periode=2021&meja=keputusan")
    settle(page)
    row = page.get_by_role("row").filter(has_text="Kota Banjarbaru")
    for cell in ("2,01", "193 dari 200", "179 dari 200"):
        expect(row.get_by_role("cell", name=cell, exact=True)).to_be_visible(timeout=WAIT_MS)
