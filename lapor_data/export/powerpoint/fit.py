"""How much room a text needs: PowerPoint lays out text itself, so it is measured beforehand.

The widths are those of Arial, the font of the house look; a template's own font may differ a
little, which SPARE allows for.
"""

from __future__ import annotations

from collections.abc import Sequence

# Hundredths of the font size for the characters from space to "~".
_REGULAR = (
    28, 28, 35, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 28, 28, 58, 58, 58, 56, 102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78,
    67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 28, 28, 28, 47, 56, 33, 56, 56, 50, 56, 56, 28, 56,
    56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58,
)  # fmt: skip
_BOLD = (
    28, 33, 47, 56, 56, 89, 72, 24, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56,
    56, 56, 33, 33, 58, 58, 58, 61, 98, 72, 72, 72, 72, 67, 61, 78, 72, 28, 56, 72, 61, 83, 72, 78,
    67, 78, 72, 67, 61, 72, 67, 94, 67, 67, 61, 33, 28, 33, 58, 56, 33, 56, 61, 56, 61, 56, 33, 61,
    61, 28, 28, 56, 28, 89, 61, 61, 61, 61, 39, 56, 33, 61, 56, 78, 56, 56, 50, 39, 28, 39, 58,
)  # fmt: skip
_OTHER = {"·": 33, "–": 56, "≤": 55, "−": 58, "×": 58, "•": 35, "\u200b": 0}
_UNKNOWN = 100
LINE = 1.2
SPARE = 1.03
MORE = "…"


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of one line in points."""
    widths = _BOLD if bold else _REGULAR
    hundredths = sum(
        widths[ord(sign) - 32] if " " <= sign <= "~" else _OTHER.get(sign, _UNKNOWN)
        for sign in text
    )
    return hundredths * size * SPARE / 100


def wrapped(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """The text in lines of at most `width` points, broken at spaces; a word that is too long is
    broken where it must be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for sign in word:
            if lines[-1] and width_of(lines[-1] + sign, size, bold) > width:
                lines.append("")
            lines[-1] += sign
    return lines


def size_for(
    text: str, sizes: Sequence[float], width: float, most_lines: int, bold: bool = False
) -> float:
    """The first of `sizes` (largest first) in which the text stands in `most_lines` lines, else the
    last."""
    for size in sizes:
        if len(wrapped(text, size, width, bold)) <= most_lines:
            return size
    return sizes[-1]


def cut(text: str, size: float, width: float, most_lines: int = 1, bold: bool = False) -> str:
    """The text, cut at a word with "…" where it needs more than `most_lines` lines."""
    lines = wrapped(text, size, width, bold)
    if len(lines) <= most_lines:
        return text
    kept = " ".join(lines[:most_lines])
    while kept and len(wrapped(kept + MORE, size, width, bold)) > most_lines:
        head, _, _ = kept.rpartition(" ")
        kept = (head or kept[:-1]).rstrip(" ·,;:")
    return kept + MORE
