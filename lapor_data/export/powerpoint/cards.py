"""Key figures and winners as shapes: large numbers that can be read from the last row."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Pt

from lapor_data.export.native import tone_colour
from lapor_data.export.powerpoint import fit
from lapor_data.export.powerpoint.pages import Box, add_text, drop_style, name_shape
from lapor_data.export.powerpoint.text import INK, SECONDARY, Colour, add_run, paint
from lapor_data.present.charts import Card, KeyFigure, KeyFigures, Podium
from lapor_data.present.palette import LIGHT

_NUMBER_SIZES = (60, 54, 48, 44, 40, 36, 32, 28, 24)
_LABEL_SIZES = (20, 18, 16, 14)
_GAP_PT = 22.0


def add_figures(shapes: Any, chart: KeyFigures, box: Box) -> None:
    """The key figures side by side, all in one size."""
    boxes = _columns(box, len(chart.figures))
    width = Emu(boxes[0].width).pt if boxes else 0.0
    size = min(
        (fit.size_for(f.text, _NUMBER_SIZES, width, 1, True) for f in chart.figures), default=0
    )
    label = min((fit.size_for(f.label, _LABEL_SIZES, width, 1) for f in chart.figures), default=0)
    for figure, each in zip(chart.figures, boxes, strict=True):
        _figure(shapes, figure, each, size, label)


def add_podium(shapes: Any, chart: Podium, box: Box) -> None:
    """The winners side by side: rank, name, score, and the parts of the score with their counts."""
    boxes = _columns(box, len(chart.cards))
    width = Emu(boxes[0].width).pt if boxes else 0.0
    name = min(
        (fit.size_for(c.name, (26, 24, 22, 20, 18), width, 2, True) for c in chart.cards), default=0
    )
    lines = max((len(fit.wrapped(c.name, name, width, True)) for c in chart.cards), default=1)
    for card, each in zip(chart.cards, boxes, strict=True):
        _card(shapes, card, each, name, lines)


def _columns(box: Box, count: int) -> list[Box]:
    gap = int(Pt(_GAP_PT))
    width = (box.width - gap * (count - 1)) // max(count, 1)
    return [Box(box.left + i * (width + gap), box.top, width, box.height) for i in range(count)]


def _rule(shapes: Any, box: Box, colour: str, name: str) -> None:
    rule = shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top), Emu(box.width), Pt(4))
    name_shape(rule, name)
    paint(rule.fill, colour)
    rule.line.fill.background()
    drop_style(rule)


class _Lines:
    """Paragraphs of a text box, one after the other."""

    def __init__(self, frame: Any) -> None:
        self._frame, self._begun = frame, False

    def add(
        self, text: str, size: float, *, bold: bool = False, colour: Colour = INK, before: float = 0
    ) -> None:
        """A paragraph with this text; `before` is the room over it, in points."""
        paragraph = self._frame.add_paragraph() if self._begun else self._frame.paragraphs[0]
        self._begun = True
        paragraph.space_before = Pt(before)
        add_run(paragraph, text, size, bold=bold, colour=colour)


def _figure(shapes: Any, figure: KeyFigure, box: Box, size: float, label: float) -> None:
    broken = figure.tone == "broken"
    colour = tone_colour(figure.tone) if figure.tone in ("broken", "accent", "gold") else INK
    _rule(shapes, box, LIGHT.broken if broken else LIGHT.accent, f"Garis {figure.label}")
    lines = _Lines(add_text(shapes, box.below(int(Pt(16))), figure.label))
    lines.add(figure.label, label, colour=SECONDARY)
    lines.add(figure.text, size, bold=True, colour=colour)
    if figure.change:
        lines.add(figure.change, 20, before=6)
    if figure.than:
        lines.add(figure.than, 18, colour=SECONDARY)
    if figure.help:
        lines.add(figure.help, 14, colour=SECONDARY, before=14)


def _card(shapes: Any, card: Card, box: Box, size: float, lines_of_name: int) -> None:
    first = card.rank == 1
    _rule(shapes, box, LIGHT.gold if first else LIGHT.bar, f"Garis peringkat {card.rank}")
    lines = _Lines(add_text(shapes, box.below(int(Pt(14))), card.name))
    lines.add(f"Peringkat {card.rank}", 18, bold=True, colour=LIGHT.gold if first else SECONDARY)
    lines.add(card.name, size, bold=True)
    room = (lines_of_name - len(fit.wrapped(card.name, size, Emu(box.width).pt, True))) * size * 1.2
    lines.add(card.text, 60, bold=True, colour=LIGHT.gold if first else INK, before=room)
    for part in card.parts:
        lines.add(f"{part.label}: {part.text}", 20, before=8)
        lines.add(part.counts, 16, colour=SECONDARY)
    if card.note:
        lines.add(card.note, 16, colour=SECONDARY, before=8)
