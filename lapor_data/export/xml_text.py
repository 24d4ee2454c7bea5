"""Texts from data made safe for the XML of office files."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets); a title may contain anything.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Office reads "_x0041_" in some places as an escaped "A"; a space of no width keeps it apart.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NO_WIDTH = "\u200b"


def clean(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def shown(text: str) -> str:
    """One line for slides and charts: clean, breaks as spaces, nothing read as an escape."""
    return _ESCAPE_LIKE.sub(f"_{NO_WIDTH}", " ".join(clean(text).split()))
