"""Markup in everything a file or a person can bring stands on every page as the text it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.records import Record
from lapor_data.questions.scoring import PROFILES
from lapor_data.store.awards import Awards
from lapor_data.store.importing import import_files
from lapor_data.store.journal import Journal
from lapor_data.store.library import Library
from lapor_data.store.notes import Notes
from lapor_data.store.records import Records
from lapor_data.store.reports import InputFile
from tests.exports import export, row
from tests.running_app import serving, settle, watch

pytestmark = pytest.mark.browser

SCRIPT = "<script>window.jahat=1</script>"
PICTURE = "<img src=x onerror=window.jahat=1>"
IMAGE = "![x](http://127.0.0.1:9/x.png)"
LINK = "[link](javascript:alert(1))"
CODES = "$e=mc^2$ :material/delete: :smile: :red[merah] **tebal** `kode`"
EVIL = f"{SCRIPT} {PICTURE} {IMAGE} {LINK} {CODES}"
# A file system allows no slash in a name; the browser may send one.
FILE = "img onerror ![x](x.png) $e=mc^2$ :smile: <b>tebal.csv"
NOW = datetime(2023, 8, 1, 8)
# What markup would have left behind in the page.
TRACES = """() => ({
    jahat: window.jahat,
    pictures: [...document.querySelectorAll('img')].map(i => i.getAttribute('src') || '')
        .filter(s => s === 'x' || s.includes('127.0.0.1:9') || s.includes('x.png')),
    scripts: [...document.querySelectorAll('script')].filter(s => s.textContent.includes('jahat'))
        .length,
    links: [...document.querySelectorAll('a, svg a')]
        .map(a => (a.getAttribute('href') || a.getAttribute('xlink:href') || ''))
        .filter(h => h.startsWith('javascript:')),
    formulas: document.querySelectorAll('.katex').length,
    bold: [...document.querySelectorAll('strong, b, code, tspan[style*="bold"]')]
        .map(e => e.textContent).filter(t => ['tebal', 'tebal.csv', 'kode'].includes(t)),
    red: [...document.querySelectorAll('span')].filter(s => s.textContent === 'merah').length,
    smile: document.body.innerText.includes('\\u{1F604}'),
})"""
NONE = {
    "jahat": None,
    "pictures": [],
    "scripts": 0,
    "links": [],
    "formulas": 0,
    "bold": [],
    "red": 0,
    "smile": False,
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("jahat")
    db = folder / "lapor.duckdb"
    agencies = (f"Dinas {EVIL}", "Dinas PUPR")
    rows = [
        row(
            n,
            title=f"Judul {EVIL}",
            agency=agencies[n % 3 == 0],
            category=f"Topik {EVIL}",
            date=date(2023, 1 + n % 6, 3).isoformat(),
            status="Proses" if n % 2 else "Ditutup oleh Sistem",
            responded=date(2023, 1 + n % 6, 3 + n % 20).isoformat() if n % 2 == 0 else "",
        )
        for n in range(1, 60)
    ]
    rows += [row(f"{n} {EVIL}", title=EVIL, date="10 Jan 2023") for n in ("nomor", "angka")]
    rows += [row(901, agency=f"UPT {EVIL}", parent=f"Badan {EVIL}", status=f"Status {EVIL}")]
    heads = list(rows[1])
    path = export(folder / "masukan.csv", rows, heads, generated="2023-07-31")
    import_files(Library(db), [InputFile(path, FILE)], source="uji", now=NOW)
    Notes(db).map_agency(f"UPTD {EVIL}", "63.11", NOW)
    plan = Record(
        "k1", "rencana", f"R {EVIL}"[:160], LooseDate(2023, 2), detail=EVIL, place="63.72",
        figures=EVIL, owner=EVIL, source=EVIL, due=date(2023, 3, 1),
    )  # fmt: skip
    Records(Journal(db)).save(plan, now=NOW, by=EVIL)
    Records(Journal(db)).save(replace(plan, key="k2", kind="program"), now=NOW, by=EVIL)
    name = f"Profil {SCRIPT} $e=mc^2$ :smile:"
    Awards(Journal(db)).save(replace(PROFILES[0], name=name, slug="p-uji"), now=NOW)
    with serving(folder) as url:
        yield url


def harmless(page: Page) -> str:
    """Nothing of it has become markup; the words on the page (without the invisible joiners)."""
    settle(page)
    assert page.evaluate(TRACES) == NONE, page.url
    words: str = page.locator("body").inner_text()
    return words.replace("\u2060", "")


PAGES = {
    "?periode=2023": "",
    "peta?periode=2023": "",
    "topik?periode=2023": f"Topik {SCRIPT}",
    "kecepatan?periode=2023": "",
    "profil?periode=2023&wilayah=63.72": PICTURE,
    "tindak-lanjut?per=2023-07-31": "",
    "tindak-lanjut?per=2023-07-31&aduan=1": f"Judul {SCRIPT}",
    "penghargaan?periode=2023": "",
    "penghargaan?periode=2023&profil=p-uji": "",
    "bengkel?periode=2023": "",
    "naik-tangga": "",
    "naik-tangga?lihat=catatan": f"R {SCRIPT}",
    "naik-tangga?lihat=rencana": f"R {SCRIPT}",
    "naik-tangga?lihat=perubahan": "",
    "data": "",
}


def visit(browser: Browser, url: str) -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": 1366, "height": 1200}).new_page()
    trouble = watch(page)
    page.on("request", lambda r: trouble.append(r.url) if ":9/" in r.url else None)
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    page.goto(url)
    return page, trouble


@pytest.mark.parametrize("where", PAGES)
def test_every_page(where: str, browser: Browser, address: str) -> None:
    page, trouble = visit(browser, f"{address}/{where}")
    assert PAGES[where] in harmless(page)
    page.context.close()
    assert not trouble


def test_the_data_page(browser: Browser, address: str, tmp_path: Path) -> None:
    page, trouble = visit(browser, f"{address}/data")
    harmless(page)
    for part, words in (
        ("Kualitas", ""),
        ("Karantina", f"nomor {SCRIPT}"),
        ("Belum dikenal", f"Status {SCRIPT}"),
        ("Riwayat", FILE),
        ("Impor", ""),
    ):
        page.get_by_role("radio", name=part).or_(
            page.get_by_role("button", name=part)
        ).first.click()
        assert words in harmless(page)
    heads = ["Tracking ID", "Judul Laporan", "Status Laporan", EVIL]
    bad = [{"Tracking ID": EVIL, EVIL: "x"}]
    file = export(tmp_path / FILE, bad, heads, generated="2023-07-31", owner=f"Dinas {EVIL}")
    page.locator("input[type=file]").set_input_files(str(file))
    expect(page.get_by_role("button", name="Simpan ke basis data")).to_be_visible(timeout=60_000)
    found = harmless(page)
    assert f"Dinas {SCRIPT}" in found
    assert FILE in found
    page.context.close()
    assert not trouble


def test_the_rows_behind_a_figure(browser: Browser, address: str) -> None:
    page, trouble = visit(browser, f"{address}/topik?periode=2023")
    settle(page)
    page.locator("[class*='st-key-rinci-']").first.get_by_role("button").first.click()
    page.get_by_role("button", name="Baris di baliknya").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("aduan").first).to_be_visible(timeout=30_000)
    assert f"Judul {SCRIPT}" in harmless(page)
    page.context.close()
    assert not trouble
