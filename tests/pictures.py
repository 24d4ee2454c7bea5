"""Pictures of every page for README and review: python -m tests.pictures [FOLDER] [--semua]

Starts the dashboard with the sample on a free port. Without --semua only those that the README
shows (1366 × 768, light): every page, one slide of the presenter, and, where LibreOffice and
pdftoppm are, slides of the PowerPoint file. With it every page and every slide at both sizes, on
light and dark ground.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lapor_data.export.pdf import office, to_pdf
from tests.running_app import ROOT, browsing, serving, settle

PAGES = {
    "ringkasan": "?periode=2021-S1",
    "topik": "topik?periode=2023-07",
    "kecepatan": "kecepatan?periode=2022",
    "penghargaan": "penghargaan?periode=2022",
    "peta": "peta?periode=2022&ukuran=tindak-lanjut",
    "profil": "profil?periode=2022&wilayah=63.08",
    "tindak-lanjut": "tindak-lanjut?wilayah=63.08",
    "bengkel": "bengkel?periode=2022&meja=kekokohan",
    "naik-tangga": "naik-tangga?periode=2022",
    "paparan": "paparan?periode=2022",
    "data": "data",
}
STAGE = "paparan?periode=2022&tayang=ya"
# What the README shows of the presenter and of the deck: the speed, and the winners.
SHOWN_SLIDE, SHOWN_OF_DECK = 7, 11
SIZES = ((1366, 768), (1920, 1080))
GROUNDS = ("light", "dark")


def main() -> None:
    """Take the pictures and say where each lies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "gambar")
    parser.add_argument("--semua", action="store_true", help="all sizes and grounds")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        serving(Path(scratch)) as address,
        browsing() as browser,
    ):
        for width, height in SIZES if chosen.semua else SIZES[:1]:
            for ground in GROUNDS if chosen.semua else GROUNDS[:1]:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=ground
                )
                page = context.new_page()
                for name, path in PAGES.items():
                    page.goto(f"{address}/{path}")
                    settle(page)
                    page.wait_for_timeout(1500 if name == "peta" else 300)
                    suffix = f"-{width}-{ground}" if chosen.semua else ""
                    target = chosen.folder / f"{name}{suffix}.png"
                    page.screenshot(path=target)
                    print(target)
                _slides(page, address, chosen, f"-{width}-{ground}")
                context.close()
    if not chosen.semua:
        _deck(chosen.folder)


def _slides(page: Any, address: str, chosen: argparse.Namespace, suffix: str) -> None:
    """The presenter: every slide, or the one that the README shows."""
    page.goto(f"{address}/{STAGE}" + ("" if chosen.semua else f"&slide={SHOWN_SLIDE}"))
    page.locator(".pp-controls:not([hidden])").wait_for(state="attached", timeout=60_000)
    count = page.locator('[class*="st-key-slide-page-"]').count() if chosen.semua else 1
    for number in range(1, count + 1):
        page.wait_for_timeout(200)
        name = f"slide-{number:02d}{suffix}" if chosen.semua else "slide"
        target = chosen.folder / f"{name}.png"
        page.screenshot(path=target)
        print(target)
        page.keyboard.press("ArrowRight")


def _deck(folder: Path) -> None:
    """One slide of the PowerPoint file as LibreOffice draws it."""
    if office() is None or shutil.which("pdftoppm") is None:
        print("Tanpa LibreOffice atau pdftoppm: gambar PowerPoint tidak dibuat.", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as scratch:
        deck, pages = Path(scratch) / "paparan.pptx", Path(scratch) / "paparan.pdf"
        command = [sys.executable, "-m", "lapor_data", "paparan", "--periode", "2022", "--ke", deck]
        subprocess.run([*command, "--db", Path(scratch) / "kosong.duckdb"], cwd=ROOT, check=True)
        pages.write_bytes(to_pdf(deck.read_bytes(), ".pptx"))
        number = str(SHOWN_OF_DECK)
        size = ["-scale-to-x", "1366", "-scale-to-y", "-1"]
        target = folder / "powerpoint"
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-f", number, "-l", number, *size, pages, target],
            check=True,
        )
        print(f"{target}.png")


if __name__ == "__main__":
    main()
