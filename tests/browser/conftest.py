"""What all browser tests share: a running dashboard, a Chromium, and a page that is watched."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

pytest.importorskip("playwright")

from playwright.sync_api import Browser, Page

from tests.running_app import browsing, chromium, serving, watch


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard of this file's own: what its tests write, no other file sees."""
    with serving(tmp_path_factory.mktemp("app")) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium. Where there is none the tests are skipped, in CI they fail."""
    if chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium for the browser tests")
        pytest.skip("no Chromium on this computer")
    with browsing() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a laptop's size; anything that goes wrong on it fails the test."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, accept_downloads=True, locale="id-ID"
    )
    opened = context.new_page()
    trouble = watch(opened)
    yield opened
    context.close()
    assert not trouble
