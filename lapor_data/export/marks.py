"""What a panel says of the screen's marks, said of what an office program draws in their place.

The screen draws dots and upright lines. A slide draws bars, the comparison as a dot on them; a
sheet draws a second, dark bar, which its legend names.
"""

from __future__ import annotations

from lapor_data.export.native import native
from lapor_data.present.panel import Panel

Words = tuple[tuple[str, str], ...]
ON_SLIDE: Words = (
    ("titik = median", "batang = median"),
    ("Titik dan garis untuk", "Batang dan garis untuk"),
    ("Garis tegak: ", "Titik: "),
)
ON_SHEET: Words = (
    ("; titik = median, garis sampai persentil 90", "; median dan persentil 90"),
    ("Titik dan garis untuk", "Median dan persentil 90 untuk"),
    ("Garis tegak: ", "Batang gelap: "),
)


def has_second(panel: Panel | None) -> bool:
    """Whether its chart has bars and, beside them, what they are set against or reach to."""
    drawn = native(panel.chart) if panel is not None and panel.chart is not None else None
    return drawn is not None and drawn.kind == "bar" and len(drawn.series) > 1


def redrawn(text: str, panel: Panel | None, words: Words) -> str:
    """A text about the panel in the words of its drawing here."""
    for screen, here in words if has_second(panel) else ():
        text = text.replace(screen, here)
    return text
