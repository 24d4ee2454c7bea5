"""Key figures and winners as shapes: large numbers that can be read from the last row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Pt

from lapor_data.export.native import tone_colour
from lapor_data.export.powerpoint import fit
from lapor_data.export.powerpoint.pages import Box, add_text, drop_style, name_shape
from lapor_data.export.powerpoint.text import INK, SECONDARY, Colour, add_run, paint
from lapor_data.present.cards import Card, KeyFigure, KeyFigures, Podium
from lapor_data.present.palette import LIGHT

_NUMBER_SIZES = (60, 54, 48, 44, 40, 36, 32, 28, 24)
_LABEL_SIZES = (20, 18, 16, 14)
_NAME_SIZES = (26, 24, 22, 20, 18)
# What stands below the number shrinks until all cards fit, but not below what can be read.
_SHRUNK = (1.0, 0.9, 0.8, 0.7, 0.6)
_LEAST = 12
_GAP_PT = 22.0
_RULE_PT = 16.0


@dataclass(frozen=True)
class _Line:
    """A paragraph of a card: size and the room `before` it in points."""

    text: str
    size: float
    bold: bool = False
    colour: Colour = INK
    before: float = 0


def add_figures(shapes: Any, chart: KeyFigures, box: Box) -> None:
    """The key figures side by side, all in one size."""
    boxes = _columns(box, len(chart.figures))
    width = Emu(boxes[0].width).pt if boxes else 0.0
    number = min(
        (fit.size_for(f.text, _NUMBER_SIZES, width, 1, True) for f in chart.figures), default=0
    )
    label = min((fit.size_for(f.label, _LABEL_SIZES, width, 1) for f in chart.figures), default=0)
    cards = _fitting(
        [partial(_figure, figure, number, label) for figure in chart.figures],
        width,
        Emu(box.height).pt - _RULE_PT,
    )
    for figure, lines, each in zip(chart.figures, cards, boxes, strict=True):
        colour = LIGHT.broken if figure.tone == "broken" else LIGHT.accent
        _rule(shapes, each, colour, f"Garis {figure.label}")
        _write(shapes, lines, each, figure.label)


def add_podium(shapes: Any, chart: Podium, box: Box) -> None:
    """The winners side by side: rank, name, score, and the parts of the score with their counts."""
    boxes = _columns(box, len(chart.cards))
    width = Emu(boxes[0].width).pt if boxes else 0.0
    name = min((fit.size_for(c.name, _NAME_SIZES, width, 2, True) for c in chart.cards), default=0)
    most = max((len(fit.wrapped(c.name, name, width, True)) for c in chart.cards), default=1)
    # Scores stand on one line whatever the names need.
    spare = [
        (most - len(fit.wrapped(c.name, name, width, True))) * name * fit.LINE for c in chart.cards
    ]
    cards = _fitting(
        [partial(_card, card, name, room) for card, room in zip(chart.cards, spare, strict=True)],
        width,
        Emu(box.height).pt - _RULE_PT,
    )
    for card, lines, each in zip(chart.cards, cards, boxes, strict=True):
        colour = LIGHT.gold if card.rank == 1 else LIGHT.bar
        _rule(shapes, each, colour, f"Garis peringkat {card.rank}")
        _write(shapes, lines, each, card.name)


def _columns(box: Box, count: int) -> list[Box]:
    gap = int(Pt(_GAP_PT))
    width = (box.width - gap * (count - 1)) // max(count, 1)
    return [Box(box.left + i * (width + gap), box.top, width, box.height) for i in range(count)]


def _fitting(
    makers: list[Callable[[float], list[_Line]]], width: float, height: float
) -> list[list[_Line]]:
    """The lines of all cards in the largest type in which they stay within `height` (points)."""
    for share in _SHRUNK:
        cards = [make(share) for make in makers]
        if all(_height(lines, width) <= height for lines in cards):
            break
    return cards


def _height(lines: list[_Line], width: float) -> float:
    return sum(
        len(fit.wrapped(line.text, line.size, width, line.bold)) * line.size * fit.LINE
        + line.before
        for line in lines
    )


def _small(size: float, share: float) -> float:
    return max(_LEAST, round(size * share))


def _figure(figure: KeyFigure, number: float, label: float, share: float) -> list[_Line]:
    colour = tone_colour(figure.tone) if figure.tone in ("broken", "accent", "gold") else INK
    lines = [
        _Line(figure.label, label, colour=SECONDARY),
        _Line(figure.text, number, bold=True, colour=colour),
    ]
    if figure.change:
        lines.append(_Line(figure.change, _small(20, share), before=6 * share))
    if figure.than:
        lines.append(_Line(figure.than, _small(18, share), colour=SECONDARY))
    if figure.help:
        lines.append(_Line(figure.help, _small(14, share), colour=SECONDARY, before=14 * share))
    return lines


def _card(card: Card, name: float, room: float, share: float) -> list[_Line]:
    first = card.rank == 1
    rank = f"Peringkat {card.rank}"
    lines = [
        _Line(rank, _small(18, share), bold=True, colour=LIGHT.gold if first else SECONDARY),
        _Line(card.name, name, bold=True),
        _Line(card.text, _small(60, share), True, LIGHT.gold if first else INK, room),
    ]
    for part in card.parts:
        lines.append(_Line(f"{part.label}: {part.text}", _small(20, share), before=8 * share))
        lines.append(_Line(part.counts, _small(16, share), colour=SECONDARY))
    if card.note:
        lines.append(_Line(card.note, _small(16, share), colour=SECONDARY, before=8 * share))
    return lines


def _rule(shapes: Any, box: Box, colour: str, name: str) -> None:
    rule = shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top), Emu(box.width), Pt(4))
    name_shape(rule, name)
    paint(rule.fill, colour)
    rule.line.fill.background()
    drop_style(rule)


def _write(shapes: Any, lines: list[_Line], box: Box, name: str) -> None:
    frame = add_text(shapes, box.below(int(Pt(_RULE_PT))), name)
    for place, line in enumerate(lines):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
        paragraph.space_before = Pt(line.before)
        add_run(paragraph, line.text, line.size, bold=line.bold, colour=line.colour)
