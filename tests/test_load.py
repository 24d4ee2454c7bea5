"""The short form of `python -m tests.load`: five people, two imports, every answer checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.load.__main__ import run, slope
from tests.load.data import Imports, wrong_figures
from tests.load.visitors import Answer, Wish


def test_five_people_while_imports_run(tmp_path: Path) -> None:
    found = run(tmp_path, people=5, seconds=10, pause=0.8, every=4)
    print("\n".join(found.lines()))
    assert found.troubles == []
    assert found.versions >= 2 and len(found.imports) >= 2
    assert found.reruns >= 20 and found.compared >= 10


def test_a_wrong_figure_is_found(tmp_path: Path) -> None:
    imports = Imports(tmp_path / "lapor.duckdb", tmp_path / "versi")
    imports.start()
    copy = imports.copy_of(1)
    figures = {"Aduan sah": "999", "Tindak lanjut": "91,9%", "Selesai": "83,9%"}
    right = Answer(Wish("ringkasan", (("periode", "2023-S1"),)), 1, figures, "", 1.0)
    assert wrong_figures(right, copy) == []
    assert wrong_figures(replace(right, figures=figures | {"Aduan sah": "998"}), copy)
    imports.one()
    assert wrong_figures(right, imports.copy_of(2))


def test_a_slope_is_seen() -> None:
    assert round(slope([(minute, 100 + 2 * minute) for minute in range(20)]), 6) == 2
