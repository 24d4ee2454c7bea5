"""What each screen asks, found out by running its page, and how long the answers take."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from lapor_data.questions import ask as asking
from lapor_data.store.library import PROJECT, Library
from lapor_data.store.snapshot import Snapshot
from lapor_data.ui.frame import PAGES, Page
from tests.synthetic import FIRST_DAY, LAST_DAY, make_version_file

SCREENS: tuple[Page, ...] = tuple(page for page in PAGES if page.slug != "data")
# What is chosen in the filter bar: as the page opens, and everything there is.
SELECTIONS: dict[str, dict[str, str]] = {
    "newest semester": {},
    "all 43 months": {"periode": f"{FIRST_DAY}..{LAST_DAY}"},
}
_PAGE_SECONDS = 120


@dataclass(frozen=True)
class Question:
    """One question as a page asked it."""

    name: str
    parameters: Mapping[str, Any]


def store_of(folder: Path, n: int) -> Path:
    """A store in `folder` with n synthetic complaints; its name for LAPOR_DB."""
    db = folder / "lapor.duckdb"
    make_version_file(Library(db).path_of(1), n)
    return db


def snapshot_of(db: Path) -> Snapshot:
    """The store, opened as the dashboard opens it."""
    snapshot = Library(db).open_newest()
    assert snapshot is not None
    return snapshot


@dataclass(frozen=True)
class Asked:
    """What a page asks as it opens, and what it asks besides once all it folds away is open."""

    shown: list[Question]
    folded: list[Question]


def asked_by(page: Page, query: Mapping[str, str], db: Path) -> Asked:
    """The questions of a page in the order it asks them, none of them cached."""
    with _using(db), _recording() as questions:
        app = AppTest.from_file(str(PROJECT / SCREENS[0].script), default_timeout=_PAGE_SECONDS)
        if page.script != SCREENS[0].script:
            app.run()
            app.switch_page(str(PROJECT / page.script))
        for name, value in query.items():
            app.query_params[name] = value
        st.cache_data.clear()
        _run(app, page)
        questions.clear()
        st.cache_data.clear()
        _run(app, page)
        shown = list(questions)
        if not shown:
            raise RuntimeError(f"{page.title}: the page asked nothing; does it find its data?")
        questions.clear()
        for block in app.expander:
            # "$$ID-<hash>-<key>", only where the page is told of its opening.
            if block.proto.id:
                app.session_state[block.proto.id.split("-", 2)[2]] = True
        _run(app, page)
        return Asked(shown, list(questions))


def _run(app: AppTest, page: Page) -> None:
    app.run()
    if app.exception:
        raise RuntimeError(f"{page.title}: {[error.value for error in app.exception]}")


@contextmanager
def _using(db: Path) -> Iterator[None]:
    before = os.environ.get("LAPOR_DB")
    os.environ["LAPOR_DB"] = str(db)
    try:
        yield
    finally:
        if before is None:
            del os.environ["LAPOR_DB"]
        else:
            os.environ["LAPOR_DB"] = before


@contextmanager
def _recording() -> Iterator[list[Question]]:
    """Note every question that is asked, wherever `ask` was imported to."""
    found: list[Question] = []
    original = asking.ask

    def ask(source: asking.Source, name: str, parameters: Mapping[str, Any]) -> asking.Answer:
        found.append(Question(name, dict(parameters)))
        return original(source, name, parameters)

    users = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("lapor_data.") and getattr(module, "ask", None) is original
    ]
    for module in users:
        module.ask = ask  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        for module in users:
            module.ask = original  # type: ignore[attr-defined]
