"""The floors of docs/architecture.md: each part imports only what lies below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Lower number = lower floor; a module may import its own floor and those below.
FLOORS = {
    "domain": 0,
    "sample": 1,
    "ingest": 1,
    "store": 2,
    "questions": 3,
    "present": 4,
    "export": 5,
    "ui": 6,
}
# Libraries that only one floor may know.
ONLY_IN = {
    "streamlit": {"ui"},
    "plotly": {"present"},
    "pydeck": {"present"},
    "pptx": {"export"},
    "docx": {"export"},
    "xlsxwriter": {"export", "sample"},
    "openpyxl": {"export", "sample", "ingest"},
}
PAGE_LINES = (5, 60)


def _modules() -> list[Path]:
    return sorted((ROOT / "lapor_data").rglob("*.py"))


def _floor(path: Path) -> str:
    parts = path.relative_to(ROOT / "lapor_data").parts
    return parts[0] if len(parts) > 1 else ""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                # "from . import x" stays on its own floor; "from .. " would leave it.
                assert node.level == 1, f"{path}: relative import leaves its package"
                continue
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_only_floors_below(path: Path) -> None:
    floor = _floor(path)
    if not floor:
        return
    for name in _imports(path):
        first, *rest = name.split(".")
        if first == "lapor_data" and rest:
            assert rest[0] in FLOORS, f"{path}: unknown floor {rest[0]}"
            assert FLOORS[rest[0]] <= FLOORS[floor], f"{path}: imports {name} from above"
        if first in ONLY_IN:
            assert floor in ONLY_IN[first], f"{path}: {first} belongs in {ONLY_IN[first]}"


@pytest.mark.parametrize(
    "path", [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))], ids=lambda p: p.name
)
def test_pages_are_thin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    low, high = PAGE_LINES
    assert low <= len(text.splitlines()) <= high
    for name in _imports(path):
        assert name.split(".")[0] in {"streamlit", "lapor_data"}, name
        if name.startswith("lapor_data."):
            assert name.startswith("lapor_data.ui"), name


def test_no_sql_and_no_markup_on_the_upper_floors() -> None:
    upper = [path for path in _modules() if _floor(path) in ("present", "ui")]
    for path in upper:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "SELECT " not in node.value, path
            if isinstance(node, ast.keyword):
                assert node.arg not in ("unsafe_allow_html", "unsafe_allow_javascript"), path


def test_figures_need_no_pandas() -> None:
    """Importing pandas costs half a second of a cold start; no page needs it."""
    for path in _modules():
        if _floor(path) in ("present", "ui", "questions", "store", "domain"):
            assert "pandas" not in {name.split(".")[0] for name in _imports(path)}, path
