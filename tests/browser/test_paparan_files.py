"""The page "Paparan" before the meeting, in a real browser: every file, a template of the office's
own, a saved set; and addresses and texts that mean harm."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation
from pptx.util import Cm

from lapor_data.export.pdf import office
from tests.browser.test_paparan import OUTSIDE, WAIT_MS, present, ready, shown
from tests.running_app import settle

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](http://127.0.0.1:9/x)",
    "=cmd()|'/c calc'!A1",
    "$x^2$ :red[merah] :material/home:",
    "\u202eTERBALIK\u202c \u200b 😀",
)


def prepare(page: Page, address: str, query: str = "periode=2021-S1") -> None:
    page.goto(f"{address}/paparan?{query}")
    settle(page)


def download(page: Page, label: str, folder: Path) -> Path:
    """What a button hands out, under the name that it suggests."""
    with page.expect_download(timeout=WAIT_MS) as waited:
        page.get_by_role("button", name=label, exact=True).click()
    kept = folder / waited.value.suggested_filename
    waited.value.save_as(kept)
    return kept


def test_every_file_comes_down_under_a_name_that_says_it(
    page: Page, address: str, tmp_path: Path
) -> None:
    prepare(page, address)
    deck = download(page, "PowerPoint", tmp_path)
    assert deck.name == "lapor-paparan_2021-s1_semua-wilayah.pptx"
    listed = page.get_by_text(re.compile(r"^\d+\. ")).count()
    assert listed <= len(Presentation(str(deck)).slides), "no slide of the list is missing"
    certificates = download(page, "Piagam", tmp_path)
    assert certificates.name == "lapor-piagam_2021-s1_semua-wilayah.pptx"
    assert len(Presentation(str(certificates)).slides) == 3
    book = download(page, "Lampiran Excel", tmp_path)
    assert book.name == "lapor-lampiran_2021-s1_semua-wilayah.xlsx"
    assert "Baris" in openpyxl.load_workbook(book, read_only=True).sheetnames
    report = download(page, "Laporan Word", tmp_path)
    assert report.name == "lapor-laporan_2021-s1_semua-wilayah.docx"
    text = "\n".join(paragraph.text for paragraph in Document(str(report)).paragraphs)
    assert "Semester I 2021" in text


def test_the_report_as_pdf(page: Page, address: str, tmp_path: Path) -> None:
    if office() is None:
        pytest.skip("LibreOffice is not installed")
    prepare(page, address)
    make = page.get_by_role("button", name="Siapkan laporan PDF")
    make.click()
    finished = page.get_by_role("button", name="Laporan PDF", exact=True)
    expect(finished).to_be_visible(timeout=WAIT_MS)
    report = download(page, "Laporan PDF", tmp_path)
    assert report.name == "lapor-laporan_2021-s1_semua-wilayah.pdf"
    assert report.read_bytes().startswith(b"%PDF-")
    # It is of this period alone.
    prepare(page, address, "periode=2022")
    expect(make).to_be_visible()
    expect(finished).to_be_hidden()


def _template(width: Cm, height: Cm) -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = width, height
    held = io.BytesIO()
    deck.save(held)
    return held.getvalue()


def _with_macros(deck: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(deck)) as read, zipfile.ZipFile(held, "w") as written:
        for part in read.infolist():
            written.writestr(part, read.read(part))
        written.writestr("ppt/vbaProject.bin", b"makro")
    return held.getvalue()


def _letter() -> bytes:
    held = io.BytesIO()
    Document().save(held)
    return held.getvalue()


def test_a_template_of_the_office(page: Page, address: str, tmp_path: Path) -> None:
    own = _template(Cm(25.4), Cm(19.05))
    prepare(page, address)
    page.get_by_text("Templat PowerPoint sendiri").click()
    field = page.locator("input[type=file]")
    used = page.get_by_text("PowerPoint dan piagam memakai templat ini.")
    refused = page.get_by_role("alert")
    for name, content, said in (
        ("surat.pptx", _letter(), "Templat bukan berkas PowerPoint"),
        ("kosong.pptx", b"", "Templat kosong (0 byte)"),
        ("makro.pptm", _with_macros(own), "Templat berisi makro"),
        ("sandi.pptx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kata sandi"),
    ):
        field.set_input_files({"name": name, "mimeType": "", "buffer": content})
        expect(refused).to_contain_text(said, timeout=WAIT_MS)
        expect(refused).to_have_count(1)
        expect(page.get_by_text("Berkas di atas dibuat tanpa templat ini.")).to_be_visible()
        expect(used).to_be_hidden()
    # What is refused stops nothing.
    plain = Presentation(str(download(page, "PowerPoint", tmp_path)))
    assert plain.slide_width != Cm(25.4)
    field.set_input_files({"name": "kantor.pptx", "mimeType": "", "buffer": own})
    expect(used).to_be_visible(timeout=WAIT_MS)
    expect(refused).to_have_count(0)
    for label in ("PowerPoint", "Piagam"):
        deck = Presentation(str(download(page, label, tmp_path)))
        assert (deck.slide_width, deck.slide_height) == (Cm(25.4), Cm(19.05))


def test_who_signs_the_certificates(page: Page, address: str, tmp_path: Path) -> None:
    prepare(page, address)
    page.get_by_text("Penanda tangan piagam").click()
    for label, text in (("Kota", "Martapura"), ("Nama", HOSTILE[0])):
        field = page.get_by_role("textbox", name=label, exact=True)
        field.fill(text)
        field.press("Enter")
        settle(page)
    for slide in Presentation(str(download(page, "Piagam", tmp_path))).slides:
        text = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert "Martapura, " in text and HOSTILE[0] in text


def test_a_set_is_saved_under_any_name(page: Page, address: str) -> None:
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    prepare(page, address)
    for name in HOSTILE:
        page.get_by_role("button", name="Simpan").click()
        field = page.get_by_role("textbox", name="Nama susunan")
        field.fill(name)
        field.press("Tab")
        page.get_by_role("button", name="Simpan sebagai susunan baru").click()
        expect(page.get_by_text("tersimpan.").last).to_be_visible(timeout=WAIT_MS)
        page.wait_for_url("**susunan=**")
        page.keyboard.press("Escape")
        prepare(page, address, page.url.partition("?")[2])
        chosen = page.get_by_role("combobox", name="Susunan")
        expect(chosen).to_have_value(" ".join(name.split()))
    assert not said
    expect(page.locator("[data-testid=stMain] img[src*='127.0.0.1:9']")).to_have_count(0)


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("slide=-1", 1),
        ("slide=abc", 1),
        ("slide=2.5", 1),
        ("slide=0", 1),
        ("slide=1e9", 10**9),
        ("slide=3&profil=%3Ared%5Bx%5D", 3),
        ("slide=3&susunan=..%2F..%2Fx", 3),
    ],
)
def test_an_address_that_names_no_slide(
    browser: Browser, address: str, query: str, at: int
) -> None:
    page, trouble, _ = present(browser, f"{address}/paparan?periode=2022&tayang=ya&{query}")
    count = page.locator('[class*="st-key-slide-page-"] h1').count()
    assert shown(page) == min(at, count)
    assert not trouble
    page.context.close()


def test_only_yes_starts_the_slides(page: Page, address: str) -> None:
    prepare(page, address, "periode=2021-S1&tayang=1&slide=3")
    expect(page.get_by_role("button", name="Mulai paparan")).to_be_visible()
    assert "tayang" not in page.url and "slide=" not in page.url


def test_what_is_agreed_may_hold_anything(browser: Browser, address: str) -> None:
    page, trouble, _ = present(browser, f"{address}/paparan?periode=2022&tayang=ya")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.keyboard.press("End")
    rows = page.locator(".st-key-tindakan-daftar tbody tr")
    for number, text in enumerate(HOSTILE, 1):
        page.get_by_role("textbox", name="Tindakan").fill(text)
        page.get_by_role("textbox", name="Penanggung jawab").fill(text)
        page.get_by_role("button", name="Simpan").click()
        expect(rows).to_have_count(number, timeout=WAIT_MS)
    # An invisible joiner stands in what would become an icon (lapor_data/ui/text.py).
    held = page.locator(".st-key-tindakan-daftar").inner_text().replace("\u2060", "")
    for text in HOSTILE[:4]:
        assert text in held
    # The list is fitted anew a moment after it has grown.
    page.wait_for_function(f"() => ({OUTSIDE})().length === 0", timeout=10_000)
    # Too long is told, and what was typed stays.
    page.get_by_role("textbox", name="Tindakan").fill("p" * 161)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Tindakan: Paling panjang 160 huruf.")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("textbox", name="Tindakan")).to_have_value("p" * 161)
    page.reload()
    ready(page)
    expect(rows).to_have_count(len(HOSTILE))
    assert not said and not trouble
    page.context.close()


def listed(page: Page) -> list[str]:
    """The slides of the list, as they stand there."""
    texts = page.locator('[class*="st-key-paparan-daftar"] label').all_inner_texts()
    return [text.strip() for text in texts if re.match(r"\d+\. ", text.strip())]


def test_slides_are_moved_added_and_taken_out(page: Page, address: str) -> None:
    prepare(page, address)
    before = listed(page)
    page.get_by_text("4. Aduan per bulan", exact=True).click()
    settle(page)
    for place in (3, 2):
        page.get_by_role("button", name="Naikkan").click()
        expect(page.get_by_text(f"{place}. Aduan per bulan", exact=True)).to_be_visible()
        settle(page)
    page.get_by_role("combobox", name="Tambah slide").click()
    page.keyboard.type("Sorotan: Kabupaten Tapin")
    page.keyboard.press("Enter")
    expect(page.get_by_text("3. Sorotan: Kabupaten Tapin", exact=True)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Turunkan").click()
    expect(page.get_by_text("4. Sorotan: Kabupaten Tapin", exact=True)).to_be_visible()
    settle(page)
    assert len(listed(page)) == len(before) + 1
    page.get_by_role("button", name="Keluarkan").click()
    expect(page.get_by_text("Sorotan: Kabupaten Tapin")).to_have_count(0)
    settle(page)
    names = [text.partition(". ")[2] for text in listed(page)]
    first = [text.partition(". ")[2] for text in before]
    assert names == [first[0], first[3], *first[1:3], *first[4:]]
