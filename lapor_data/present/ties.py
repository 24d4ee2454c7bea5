"""Naming those that share the first place in a title; one alone would look like a winner."""

from __future__ import annotations

from collections.abc import Sequence

from lapor_data.domain import numbers

# More names than these are counted instead of listed.
NAMED = 3


def named_with(names: Sequence[str], value: str, things: str) -> str:
    """ "Banjar, 10 aduan"; "Banjar dan Tapin, masing-masing 10 aduan"; of many "5 wilayah, …"."""
    if len(names) == 1:
        return f"{names[0]}, {value}"
    who = numbers.joined(list(names)) if len(names) <= NAMED else f"{len(names)} {things}"
    return f"{who}, masing-masing {value}"
