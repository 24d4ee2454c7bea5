"""Records in a real browser: read with source, made, changed, loaded from CSV, kept, logged."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_app import settle, watch

pytestmark = pytest.mark.browser

WAIT_MS = 20_000
PAUSE_MS = 150


def visit(browser: Browser, url: str) -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": 1366, "height": 1400}).new_page()
    trouble = watch(page)
    page.goto(url)
    settle(page, PAUSE_MS)
    return page, trouble


def part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).first.click()
    settle(page, PAUSE_MS)


def choose(page: Page, scope: str, label: str, option: str) -> None:
    """An option of a select box, in the page or in the dialog."""
    box = page.get_by_role(scope) if scope == "dialog" else page.locator("body")  # type: ignore[arg-type]
    box.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option).first.click()
    settle(page, PAUSE_MS)


def test_a_step_opens_its_records_with_their_source(browser: Browser, address: str) -> None:
    page, trouble = visit(browser, f"{address}/naik-tangga")
    expect(page.get_by_text("95,78% selesai")).to_be_visible()
    page.locator(".st-key-catatan-2021").get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Headline.co.id, 25 Nov 2025")).to_be_visible(timeout=WAIT_MS)
    choose(page, "dialog", "Catatan", "Peringkat 1 nasional semester I")
    expect(dialog.get_by_text("MC Kalsel, 13 Agt 2021")).to_be_visible(timeout=WAIT_MS)
    # The published 95,78% stands in the data as well.
    expect(dialog.get_by_text("Data: 95,78% (n = 545), tercapai.")).to_be_visible()
    assert not trouble


def test_a_record_is_made_changed_removed_and_logged(browser: Browser, address: str) -> None:
    page, trouble = visit(browser, f"{address}/naik-tangga?lihat=catatan")
    page.get_by_role("button", name="Catatan baru").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Judul")).to_be_visible(timeout=WAIT_MS)
    dialog.get_by_role("textbox", name="Judul").fill("Bimtek admin HSU")
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog.get_by_text("Mulai: Wajib diisi.")).to_be_visible(timeout=WAIT_MS)
    dialog.get_by_role("textbox", name="Mulai").fill("Feb 2023")
    choose(page, "dialog", "Kabupaten/kota", "Kabupaten Hulu Sungai Utara")
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog).to_have_count(0, timeout=WAIT_MS)
    settle(page, PAUSE_MS)
    expect(page.get_by_role("cell", name="Bimtek admin HSU")).to_be_visible()

    # Another visitor, later: it is there, can be changed and taken away.
    page.close()
    page, later_trouble = visit(browser, f"{address}/naik-tangga?lihat=rencana&wilayah=63.08")
    page.get_by_role("button", name="Bimtek admin HSU").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ubah").click()
    dialog.get_by_role("textbox", name="Penanggung jawab").fill("Diskominfo HSU")
    dialog.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Diskominfo HSU")).to_be_visible(timeout=WAIT_MS)
    settle(page, PAUSE_MS)
    page.get_by_role("button", name="Bimtek admin HSU").click()
    dialog.get_by_role("button", name="Hapus").click()
    dialog.get_by_role("button", name="Ya, hapus").click()
    expect(dialog).to_have_count(0, timeout=WAIT_MS)
    settle(page, PAUSE_MS)
    expect(page.get_by_role("button", name="Bimtek admin HSU")).to_have_count(0)
    part(page, "Riwayat perubahan")
    for what in ("dibuat", "diubah", "dihapus"):
        expect(page.get_by_role("cell", name=what, exact=True)).to_be_visible()
    expect(page.get_by_text("Penanggung jawab: (kosong) → Diskominfo HSU")).to_be_visible()
    assert not trouble
    assert not later_trouble


def test_csv_out_edited_and_in_again(browser: Browser, address: str, tmp_path: Path) -> None:
    page, trouble = visit(browser, f"{address}/naik-tangga?lihat=catatan")
    with page.expect_download() as started:
        page.get_by_role("button", name="Unduh semua (CSV)").click()
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    wrong, right = tmp_path / "salah.csv", tmp_path / "benar.csv"
    wrong.write_text(text + ";rencana;Tanpa tanggal" + ";" * 14 + "\n", encoding="utf-8")
    edited = text.replace("Lapor Mudik Gratis", "Lapor Mudik Gratis 2024")
    right.write_text(edited + ";rencana;Rapat monev;;2023" + ";" * 12 + "\n", encoding="utf-8")

    page.locator("input[type=file]").set_input_files(str(wrong))
    expect(page.get_by_text("1 hal perlu diperbaiki")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("cell", name="Wajib diisi.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(str(right))
    expect(page.get_by_text("1 baru, 1 berubah, 29 sama.")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="Simpan 2 catatan").click()
    expect(page.get_by_text("0 baru, 0 berubah, 31 sama.")).to_be_visible(timeout=WAIT_MS)
    settle(page, PAUSE_MS)
    expect(page.get_by_role("cell", name="Rapat monev")).to_be_visible()
    expect(page.get_by_role("cell", name="Lapor Mudik Gratis 2024")).to_be_visible()
    assert not trouble


def test_programmes_on_the_trend_open_their_rows(browser: Browser, address: str) -> None:
    page, trouble = visit(browser, f"{address}/naik-tangga?lihat=program")
    expect(page.get_by_text("Bukan bukti sebab-akibat").first).to_be_visible()
    button = page.get_by_role("button", name="aduan sesudah")
    count = button.inner_text().split(" aduan")[0].split()[-1]
    button.click()
    expect(page.get_by_role("dialog").get_by_text(f"{count} aduan", exact=True)).to_be_visible(
        timeout=WAIT_MS
    )
    assert not trouble
