"""The work list in a real browser: choose a row, read its history, copy, link, letter, other day."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.running_app import settle

pytestmark = pytest.mark.browser

HEAD_HEIGHT, ROW_HEIGHT = 35, 35


def test_from_the_count_to_the_history_the_reminder_and_the_letter(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/tindak-lanjut?wilayah=63.08")
    settle(page)
    expect(page.get_by_text(re.compile(r"^\d+ aduan terbuka per 1 Agustus 2023"))).to_be_visible()

    listing = page.get_by_test_id("stDataFrame")
    expect(listing.locator("canvas").first).to_be_visible(timeout=30_000)
    settle(page)
    # The third row, by its box at the left edge; the list itself is drawn, not written.
    listing.click(position={"x": 16, "y": HEAD_HEIGHT + 2.5 * ROW_HEIGHT})
    expect(page.get_by_text("Riwayat", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"aduan=\d{7}"))
    settle(page)
    expect(page.get_by_text(re.compile(r"· Diterima$"))).to_be_visible()

    reminder = page.get_by_test_id("stCode").inner_text()
    chat = page.get_by_role("link", name="Buka di WhatsApp").get_attribute("href") or ""
    mail = page.get_by_role("link", name="Buka di surel").get_attribute("href") or ""
    first_line = re.search(r"1\. \d{7}: .+?batas \d+ HK", reminder)
    assert first_line
    assert chat.startswith("https://wa.me/?text=") and first_line[0] in unquote(chat)
    assert mail.startswith("mailto:?subject=") and first_line[0] in unquote(mail)

    with page.expect_download() as started:
        page.get_by_role("button", name="Surat eskalasi (DOCX)").click()
    assert started.value.suggested_filename == (
        "lapor-surat-eskalasi_hulu-sungai-utara_2023-08-01.docx"
    )
    letter = Document(io.BytesIO(Path(started.value.path()).read_bytes()))
    assert "Bupati Hulu Sungai Utara" in "\n".join(p.text for p in letter.paragraphs)
    # Nothing was sent: every request went to the program itself.


def test_another_day_stays_when_the_page_is_left(page: Page, address: str) -> None:
    page.goto(f"{address}/tindak-lanjut?per=2022-12-30")
    settle(page)
    sentence = page.get_by_text(re.compile(r"^\d+ aduan terbuka per 30 Desember 2022"))
    expect(sentence).to_be_visible()
    said = sentence.inner_text()
    expect(page.get_by_text("aduan lain tidak dapat ditelusuri").first).to_be_visible()
    page.get_by_role("link", name="Topik", exact=True).click()
    expect(page.locator("h1")).to_have_text("Topik")
    settle(page)
    page.get_by_role("link", name="Tindak lanjut", exact=True).click()
    expect(page.locator("h1")).to_have_text("Tindak lanjut")
    settle(page)
    expect(sentence).to_have_text(said)
    page.get_by_role("radio", name=re.compile("^Aman")).click()
    expect(page).to_have_url(re.compile("mendesak=aman"))
