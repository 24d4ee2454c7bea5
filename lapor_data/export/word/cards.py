"""The winners as cards: a table without lines, gold for the score."""

from __future__ import annotations

from collections.abc import Callable

from lapor_data.domain.numbers import number
from lapor_data.export.word.markup import TWIPS_PER_CM, Element, make, paragraph, run
from lapor_data.export.word.styles import TEXT_CM
from lapor_data.export.word.tables import empty_table
from lapor_data.present.cards import Card, Podium
from lapor_data.present.palette import LIGHT


def winners(podium: Podium, title: str, described: str) -> Element:
    """A table with a column for each winner."""
    count = max(len(podium.cards), 1)
    width = round(TEXT_CM * TWIPS_PER_CM / count)
    element = empty_table([width] * count, title, described, head=False)
    # A row for each thing told, so that scores stand on one line whatever the names need.
    lines: list[Callable[[Card], list[Element]]] = [_rank, _name, _score, _parts]
    for place, told in enumerate(lines):
        row = make("w:tr", make("w:trPr", make("w:cantSplit")))
        for card in podium.cards:
            row.append(_cell(told(card), width, bottom=place == len(lines) - 1))
        element.append(row)
    return element


def _cell(content: list[Element], width: int, *, bottom: bool) -> Element:
    line = {} if bottom else {"bottom": make("w:bottom", val="nil")}
    borders = make("w:tcBorders", make("w:top", val="nil"), *line.values())
    properties = make("w:tcPr", make("w:tcW", w=width, type="dxa"), borders)
    return make("w:tc", properties, *content)


def _rank(card: Card) -> list[Element]:
    words = run(f"Peringkat {number(card.rank)}", colour=LIGHT.secondary)
    return [paragraph("Tabel", words, keep=True)]


def _name(card: Card) -> list[Element]:
    return [paragraph("Tabel", run(card.name, bold=True, half_points=19), keep=True)]


def _score(card: Card) -> list[Element]:
    words = run(card.text, bold=True, colour=LIGHT.gold, half_points=44)
    return [paragraph("Tabel", words, keep=True)]


def _parts(card: Card) -> list[Element]:
    told = [
        paragraph(
            "Tabel",
            run(f"{part.label} "),
            run(part.text, bold=True),
            run(f" ({part.counts})", colour=LIGHT.secondary),
            keep=True,
        )
        for part in card.parts
    ]
    if card.note:
        told.append(paragraph("Tabel", run(card.note, colour=LIGHT.secondary), keep=True))
    return told or [paragraph("Tabel")]
