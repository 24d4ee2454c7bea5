"""Pictures of every page for README and review: python -m tests.pictures [FOLDER] [--semua]

Starts the dashboard with the sample on a free port. Without --semua only those that the README
shows (1366 × 768, light); with it every page at both sizes, on light and dark ground.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

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
    "data": "data",
}
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
                context.close()


if __name__ == "__main__":
    main()
