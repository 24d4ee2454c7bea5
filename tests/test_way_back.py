"""The page that was opened before signing in; the whole way is in tests/browser/test_sign_in.py."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from lapor_data.ui import way_back
from lapor_data.ui.way_back import KNOWN, Opened, remember, take

ROOT = Path(__file__).parents[1]


def test_what_was_opened_last_is_given_once_and_to_its_browser() -> None:
    remember("a", "topik", {})
    remember("a", "peta", {"periode": ["2022"], "topik": ["x", "y"], "lanjut": ["//jahat.test"]})
    assert take("b") is None
    assert take("a") == Opened("peta", {"periode": ["2022"], "topik": ["x", "y"]})
    assert take("a") is None


def test_it_is_bounded() -> None:
    remember("a", "peta", {"topik": ["x" * 3000]})
    assert take("a") == Opened("peta", {})
    remember("a", "peta", {})
    for number in range(way_back._MOST_BROWSERS):
        remember(f"b{number}", "topik", {})
    assert take("a") is None


def test_without_the_cookie_nothing_is_kept() -> None:
    remember(None, "peta", {})
    assert take(None) is None


@pytest.mark.parametrize(
    "cookie", ["", "x", "2|zz|zz|1", "2|00|00|1", "1|00000000|" + "00" * 16 + "|1"]
)
def test_a_strange_cookie_is_none(cookie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={"_streamlit_xsrf": cookie}))
    assert way_back.this_browser() is None


def test_the_mask_of_the_cookie_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        cookies = {"_streamlit_xsrf": generate_xsrf_token_string(b"0123456789abcdef")}
        monkeypatch.setattr(st, "context", SimpleNamespace(cookies=cookies))
        assert way_back.this_browser() == b"0123456789abcdef".hex()


def test_every_word_that_a_page_reads_from_the_address_is_known() -> None:
    words = {"tayang", "slide"}
    for path in (*(ROOT / "lapor_data" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        words |= set(re.findall(r'(?:option|query_params\.get)\(\s*"([a-z]+)"', text))
        words |= set(re.findall(r'^NAME = "([a-z]+)"', text, re.MULTILINE))
        words |= set(re.findall(r'key="([a-z]+)"(?=[^)]*bind="query-params")', text))
    assert words == KNOWN - set(way_back.WORDS)
