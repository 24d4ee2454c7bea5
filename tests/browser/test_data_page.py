"""Loading data in a real browser: the three steps, undo, mapping, and several people at once."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_app import ROOT, serving, settle, watch

pytestmark = pytest.mark.browser

SAMPLE = ROOT / "sample_data"
SAVE_MS = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as url:
        yield url


def visit(browser: Browser, url: str) -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": 1366, "height": 900}).new_page()
    trouble = watch(page)
    page.goto(url)
    settle(page)
    return page, trouble


def part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).first.click()
    settle(page)


def upload(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    save = page.get_by_role("button", name="Simpan ke basis data")
    expect(save).to_be_visible(timeout=SAVE_MS)


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan ke basis data").click()
    expect(page.get_by_text("Tersimpan:")).to_be_visible(timeout=SAVE_MS)
    settle(page)


def command_line_import(folder: Path, *files: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lapor_data", "impor", *map(str, files)]
    command += ["--db", str(folder / "lapor.duckdb")]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def test_choose_check_save_correct_and_undo(browser: Browser, address: str, folder: Path) -> None:
    page, trouble = visit(browser, f"{address}/data")
    picture = folder / "foto.xlsx"
    picture.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    tapin = SAMPLE / "laporan-ringkas-kabupaten-tapin.csv"
    upload(page, tapin, picture)
    expect(page.get_by_text("221 baris · Pemerintah Kabupaten Tapin")).to_be_visible()
    expect(page.get_by_text("1 baris akan ditolak. Baris lain tetap masuk.")).to_be_visible()
    expect(page.get_by_text("ini gambar, bukan ekspor LAPOR!")).to_be_visible()
    assert not list(folder.glob("lapor.duckdb.v*")), "the preview must write nothing"
    save(page)
    expect(page.get_by_text("Tersimpan: 220 baris baru, 0 berubah.")).to_be_visible()
    expect(page.get_by_text("Data contoh", exact=True)).to_have_count(0)

    part(page, "Karantina")
    expect(page.get_by_text("Tanggal masuk setelah tanggal ekspor")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("button", name="Unduh untuk diperbaiki (CSV)").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text), delimiter=";")
    corrected = folder / "diperbaiki.csv"
    heads = list(row)
    row["Tanggal Laporan Masuk"] = "18 Jan 2023"
    with corrected.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads, delimiter=";")
        writer.writeheader()
        writer.writerow(row)
    part(page, "Impor")
    upload(page, corrected)
    save(page)
    expect(page.get_by_text("Tersimpan: 1 baris baru, 0 berubah.")).to_be_visible()
    part(page, "Karantina")
    expect(page.get_by_text("1 di antaranya sudah masuk")).to_be_visible()

    part(page, "Riwayat")
    page.get_by_role("button", name="Batalkan impor ini").click()
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text(re.compile(r"Dibatalkan \d"))).to_be_visible(timeout=SAVE_MS)
    part(page, "Karantina")
    expect(page.get_by_text("0 di antaranya sudah masuk")).to_be_visible()
    assert not trouble


def test_an_agency_is_mapped_once_and_stays(browser: Browser, address: str) -> None:
    page, trouble = visit(browser, f"{address}/data")
    upload(page, SAMPLE / "laporan-ringkas-lain-lain.csv")
    save(page)
    part(page, "Belum dikenal")
    name = "UPT Layanan Terpadu Meratus"
    page.get_by_role("combobox", name="Instansi").click()
    page.get_by_role("option", name=name).click()
    page.get_by_role("combobox", name="Dikelola oleh").click()
    page.get_by_role("option", name="Kabupaten Balangan").click()
    page.get_by_role("button", name="Petakan").click()
    expect(page.get_by_text(f"{name} → Kabupaten Balangan")).to_be_visible(timeout=SAVE_MS)
    expect(page.get_by_role("cell", name=name)).to_have_count(0)
    part(page, "Impor")
    upload(page, SAMPLE / "laporan-ringkas-lain-lain.csv")
    save(page)
    expect(page.get_by_text("Tersimpan: 0 baris baru, 0 berubah.")).to_be_visible()
    part(page, "Belum dikenal")
    expect(page.get_by_text(f"{name} → Kabupaten Balangan")).to_be_visible()
    expect(page.get_by_role("cell", name=name)).to_have_count(0)
    assert not trouble


def test_one_uploads_one_browses_while_the_schedule_imports(
    browser: Browser, address: str, folder: Path
) -> None:
    first = command_line_import(folder, SAMPLE / "laporan-ringkas-kota-banjarbaru.xlsx")
    assert first.wait(timeout=60) == 0
    uploader, uploader_trouble = visit(browser, f"{address}/data")
    reader, reader_trouble = visit(browser, f"{address}/?periode=2022")
    expect(reader.get_by_text("Tahun 2022: 200 aduan sah")).to_be_visible()

    upload(uploader, SAMPLE / "laporan-ringkas-kabupaten-hulu-sungai-selatan.xlsx")
    schedule = command_line_import(
        folder, SAMPLE / "laporan-ringkas-kota-banjarmasin.xlsx", *SAMPLE.glob("riwayat*.csv")
    )
    uploader.get_by_role("button", name="Simpan ke basis data").click()
    seen = set()
    pages = ("Topik", "Kecepatan respons", "Ringkasan")
    for turn in range(30):
        reader.get_by_role("link", name=pages[turn % 3], exact=True).click()
        expect(reader.locator("h1")).to_have_text(pages[turn % 3])
        settle(reader)
        assert reader.get_by_test_id("stException").count() == 0
        if turn % 3 == 2:
            seen.add(reader.get_by_text("Tahun 2022:").first.inner_text().split(" aduan")[0])
            if schedule.poll() is not None and "Tahun 2022: 530" in seen:
                break
    assert schedule.wait(timeout=60) == 0
    expect(uploader.get_by_text("Tersimpan:")).to_be_visible(timeout=SAVE_MS)
    # Whole states only: Banjarbaru, then with HSS or Banjarmasin, then all three.
    assert seen <= {f"Tahun 2022: {n}" for n in (200, 200 + 140, 200 + 190, 530)}
    for page in (reader, uploader):
        page.goto(f"{address}/?periode=2022")
        settle(page)
        expect(page.get_by_text("Tahun 2022: 530 aduan sah")).to_be_visible()
    assert not uploader_trouble
    assert not reader_trouble
