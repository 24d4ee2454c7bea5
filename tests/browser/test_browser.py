"""The dashboard in a real browser: every page cold, offline and silent; the filter; the clicks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_app import serving, settle, watch

pytestmark = pytest.mark.browser

PAGES = {
    "": "Ringkasan",
    "topik": "Topik",
    "kecepatan": "Kecepatan respons",
    "peta": "Peta",
    "profil": "Profil",
    "tindak-lanjut": "Tindak lanjut",
    "penghargaan": "Penghargaan",
    "bengkel": "Bengkel penghargaan",
    "naik-tangga": "Naik tangga",
    "paparan": "Paparan",
    "data": "Data",
}
MAX_FIRST_LOAD_MB = 10.5
ENGLISH = re.compile(
    r"\b(Loading|Running|Stop|Deploy|Settings|Rerun|Search|Download|Fullscreen|Select all|"
    r"Choose an option|No results|undefined|null|NaN|None)\b"
)


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_cold_silent_and_offline(address: str, page: Page, path: str) -> None:
    page.goto(f"{address}/{path}")
    settle(page)
    expect(page.locator("h1")).to_have_text(PAGES[path])
    expect(page.get_by_text("Data contoh", exact=True).first).to_be_visible()
    expect(page).to_have_title(f"{PAGES[path]} · LAPOR! Paman")
    if path != "data":
        assert not ENGLISH.findall(page.locator("[data-testid=stMain]").inner_text())


def test_the_answer_is_in_the_first_view(address: str, page: Page) -> None:
    page.goto(address)
    settle(page)
    for text in ("Semester I 2023: 999 aduan sah", "Tindak lanjut", "Tepat waktu ≤ 3 HK"):
        box = page.get_by_text(text).first.bounding_box()
        assert box and box["y"] + box["height"] < 768


def test_deep_link_keeps_its_filter_over_pages_and_back(address: str, page: Page) -> None:
    page.goto(f"{address}/topik?periode=2021-S1&wilayah=63.72")
    settle(page)
    line = page.get_by_text("Semester I 2021 · Kota Banjarbaru")
    expect(line).to_be_visible()
    page.get_by_role("link", name="Kecepatan respons").click()
    expect(page.locator("h1")).to_have_text("Kecepatan respons")
    expect(line).to_be_visible()
    assert "periode=2021-S1" in page.url
    assert "wilayah=63.72" in page.url
    page.go_back()
    expect(page.locator("h1")).to_have_text("Topik")
    expect(line).to_be_visible()


def test_the_first_start_builds_the_sample(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path, built=False) as address:
        first = browser.new_page()
        trouble = watch(first)
        first.goto(address)
        settle(first)
        expect(first.get_by_text("Data contoh")).to_be_visible()
        expect(first.locator("h1")).to_have_text("Ringkasan")
        first.close()
    assert not trouble


def test_filter_bar_writes_the_address(address: str, page: Page) -> None:
    page.goto(address)
    settle(page)
    period = page.get_by_role("combobox", name=re.compile("Periode"))
    period.click()
    page.keyboard.type("Tahun 2022")
    page.get_by_role("option", name="Tahun 2022").first.click()
    expect(page.get_by_text("Tahun 2022 · Semua wilayah")).to_be_visible()
    page.wait_for_url("**periode=2022**")
    page.get_by_role("button", name="Atur ulang").click()
    expect(page.get_by_text("Semester I 2023 · Semua wilayah")).to_be_visible()


def test_more_filters_and_chips(address: str, page: Page) -> None:
    page.goto(f"{address}/topik?periode=2022")
    settle(page)
    page.get_by_role("button", name="Saring lagi").click()
    page.get_by_role("combobox", name="Kanal").click()
    page.get_by_role("option", name="SMS").click()
    page.wait_for_url("**kanal=SMS**")
    chip = page.get_by_role("button", name="Kanal: SMS")
    expect(chip).to_be_visible()
    settle(page)
    page.get_by_role("heading", name="Topik", exact=True).click()
    expect(page.get_by_role("combobox", name="Kanal")).to_have_count(0)
    chip.click()
    expect(chip).to_have_count(0)
    assert "kanal" not in page.url


def test_table_rows_and_download_of_a_panel(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}/topik?periode=2021-S1")
    settle(page)
    card = page.locator(".st-key-rinci-topik-peringkat").get_by_role("button").first
    card.click()
    page.get_by_text("Lihat sebagai tabel").click()
    expect(page.get_by_role("cell", name="Infrastruktur Jalan").first).to_be_visible()
    page.get_by_role("button", name="Baris di baliknya").click()
    dialog = page.get_by_role("dialog").last
    expect(dialog.get_by_text("77 aduan")).to_be_visible()
    expect(dialog.get_by_role("columnheader", name="Tracking ID")).to_be_visible()
    dialog.get_by_role("button", name="Page 2").click()
    expect(dialog.get_by_role("row")).to_have_count(28)
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Unduh CSV").click()
    target = tmp_path / "rows.csv"
    download.value.save_as(target)
    assert download.value.suggested_filename == "lapor-aduan_2021-s1_semua-wilayah.csv"
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 78


def test_click_on_the_map_chooses_the_region(address: str, page: Page) -> None:
    page.goto(f"{address}/peta?periode=2022")
    settle(page)
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box()
    assert box
    # The canvas is there before its polygons can be clicked: a slow computer needs another try.
    for _ in range(20):
        # Tanah Laut lies at the lower left, a third of the way up.
        page.mouse.click(box["x"] + box["width"] * 0.43, box["y"] + box["height"] * 0.72)
        page.wait_for_timeout(1500)
        if "wilayah=63.01" in page.url:
            break
    expect(page.get_by_text("Kabupaten Tanah Laut · ibu kota Pelaihari")).to_be_visible()
    page.get_by_role("button", name="Lihat semua wilayah").click()
    expect(page.get_by_text("Tahun 2022 · Semua wilayah")).to_be_visible()


def test_map_code_is_loaded_on_the_map_only(address: str, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address)
    settle(page)
    assert not any("DeckGl" in url for url in loaded)
    page.get_by_role("link", name="Peta").click()
    expect(page.locator("h1")).to_have_text("Peta")
    settle(page)
    assert any("DeckGl" in url for url in loaded)


def test_weight_of_the_first_load(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address)
    settle(page)
    context.close()
    assert sum(received) / 1e6 <= MAX_FIRST_LOAD_MB


def test_empty_selection_explains_itself(address: str, page: Page) -> None:
    page.goto(f"{address}/kecepatan?periode=2015")
    expect(page.get_by_text("Belum ada data untuk pilihan ini.")).to_be_visible()


def test_data_in_an_address_is_shown_as_text(address: str, page: Page) -> None:
    page.goto(f"{address}/topik?periode=2022&topik=<img src=x onerror=alert(1)> **x** :red[y]")
    shown = page.get_by_text("<img src=x onerror=alert(1)> **x** :red[y]").first
    expect(shown).to_be_visible()


def test_dark_ground(address: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    trouble = watch(page)
    page.goto(address)
    settle(page)
    colour = page.locator(".main-svg text").first.evaluate("t => getComputedStyle(t).fill")
    context.close()
    assert colour in ("rgb(232, 236, 240)", "rgb(169, 180, 192)")
    assert not trouble
