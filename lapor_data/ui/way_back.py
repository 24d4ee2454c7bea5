"""The page that somebody opened before signing in: the login itself leads to the first page.

Kept in the memory of the server for a few minutes, under the browser's cookie against forged
requests. Nothing of it is trusted: it is a page of ours by its name, with words that any address of
ours may hold, and the page it leads to asks for itself who may see what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from lapor_data.ui.selection import WORDS

# What the pages read from the address beside the filter.
_PAGE_WORDS = (
    "aduan", "bagian", "hari", "lihat", "lingkup", "mendesak", "meja", "per", "profil", "slide",
    "susunan", "tayang", "tren", "ukuran",
)  # fmt: skip
KNOWN = frozenset({*WORDS, *_PAGE_WORDS})
_COOKIE = "_streamlit_xsrf"
_SECONDS, _MOST_BROWSERS, _MOST_LETTERS = 600, 500, 2000


@dataclass(frozen=True)
class Opened:
    """The page that was opened, and the words of its address."""

    slug: str
    query: Mapping[str, list[str]]


@st.cache_resource(show_spinner=False, ttl=_SECONDS, max_entries=_MOST_BROWSERS)
def _kept(browser: str) -> list[Opened]:
    return []


def remember(browser: str | None, slug: str, query: Mapping[str, list[str]]) -> None:
    """Keep for this browser what it has opened; what the pages do not know is left out, and so are
    all words where they are very many."""
    if browser is None:
        return
    known = {word: values for word, values in query.items() if word in KNOWN}
    small = sum(len(value) + 1 for values in known.values() for value in values) <= _MOST_LETTERS
    _kept.clear(browser)
    _kept(browser).append(Opened(slug, known if small else {}))


def take(browser: str | None) -> Opened | None:
    """What this browser had opened, once."""
    if browser is None:
        return None
    found = next(iter(_kept(browser)), None)
    _kept.clear(browser)
    return found


def this_browser() -> str | None:
    """Tells browsers apart; None without the cookie. The server masks it anew with every answer:
    2|mask|masked|time."""
    try:
        version, mask, masked, _ = st.context.cookies.get(_COOKIE, "").strip('"').split("|")
        key, hidden = bytes.fromhex(mask), bytes.fromhex(masked)
    except ValueError:
        return None
    if version != "2" or len(key) != 4 or len(hidden) != 16:
        return None
    return bytes(byte ^ key[at % 4] for at, byte in enumerate(hidden)).hex()
