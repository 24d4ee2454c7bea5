"""The foot of pages and slides, cut where it must be without losing what it is there for."""

from __future__ import annotations

from collections.abc import Callable

from lapor_data.present.cover import SOURCE

MORE = "…"


def shortened(footer: str, fits: Callable[[str], bool]) -> str:
    """The footer, or as many of its first words as fit before its source: source and the mark of
    the sample always stay."""
    if fits(footer):
        return footer
    place = footer.rfind(SOURCE)
    words, end = (footer[:place].split(), footer[place:]) if place >= 0 else (footer.split(), "")
    while words:
        words.pop()
        start = " ".join(words).rstrip(" ·,")
        kept = f"{start}{MORE} · {end}" if end else f"{start}{MORE}"
        if start and fits(kept):
            return kept
    return end
