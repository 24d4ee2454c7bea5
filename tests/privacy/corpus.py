"""A labelled corpus of invented complaints: every personal item has its kind and its place.

Made without the masker: nothing of `lapor_data` is imported here. Two halves with their own
sentences, names, roads and seeds: one to develop rules on, one held out for the figures. The ways
of writing a number (`forms`) are common to both.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from types import ModuleType

from tests.privacy import forms, material_dev, material_held, ordinary
from tests.privacy.forms import Words

HALVES: dict[str, tuple[ModuleType, int]] = {
    "dev": (material_dev, 20_210_813),
    "held": (material_held, 90_523),
}
TEXTS_PER_HALF = 3_000
_SLOT = re.compile("<([a-z_]+)>")


@dataclass(frozen=True)
class Item:
    """One personal item of a text: `kind`, and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Labelled:
    """A complaint with everything personal in it; the rest is ordinary text."""

    text: str
    items: tuple[Item, ...]


def make(half: str, count: int = TEXTS_PER_HALF) -> list[Labelled]:
    """The same `count` texts each time; `half` is "dev" or "held"."""
    material, seed = HALVES[half]
    draw = random.Random(seed)
    return [_text(draw, material) for _ in range(count)]


def _text(draw: random.Random, material: ModuleType) -> Labelled:
    personal = draw.choices((0, 1, 2), (25, 55, 20))[0]
    pool = [*draw.sample(material.PERSONAL, personal)]
    pool += draw.sample(material.ORDINARY, draw.choice((1, 1, 2)))
    draw.shuffle(pool)
    # A greeting with a name stands at the end.
    pool.sort(key=lambda clause: clause.lower().startswith(("hormat", "ttd", "(ttd")))
    clauses = [draw.choice(material.OPENERS), *pool, draw.choice(material.CLOSERS)]
    gap = draw.choice((". ", ". ", ", ", ".\n", "\n"))
    template = gap.join(clause for clause in clauses if clause) + draw.choice((".", ".", ""))
    text, items = _fill(draw, template, material.WORDS)
    case = draw.random()
    if case < 0.12:
        items = [_lowered(item) for item in items]
        text = text.lower()
    elif case < 0.18:
        text = text.upper()
    return Labelled(text, tuple(items))


def _lowered(item: Item) -> Item:
    """Names in small letters are measured apart: no rule can be sure where such a name ends."""
    kind = f"{item.kind}_lower" if item.kind in {"name", "address", "plate"} else item.kind
    return Item(kind, item.start, item.end)


def _fill(draw: random.Random, template: str, words: Words) -> tuple[str, list[Item]]:
    text = ""
    items: list[Item] = []
    position = 0
    for slot in _SLOT.finditer(template):
        text += template[position : slot.start()]
        position = slot.end()
        kind = slot[1]
        found = _ordinary(draw, kind, words)
        if found is None:
            found = _personal(draw, kind, words)
            # Of a link only the number is personal.
            start = (
                len(text) + found.rfind("wa.me/") + len("wa.me/")
                if "wa.me/" in found
                else len(text)
            )
            items.append(Item(kind, start, len(text) + len(found)))
        text += found
    return text + template[position:], items


def _ordinary(draw: random.Random, kind: str, words: Words) -> str | None:
    if kind == "road":
        return ordinary.road(draw, words.streets)
    makers = {
        "date": ordinary.date,
        "money": ordinary.money,
        "decree": ordinary.decree,
        "number": ordinary.number,
    }
    return makers[kind](draw) if kind in makers else None


def _personal(draw: random.Random, kind: str, words: Words) -> str:
    match kind:
        case "nik":
            return forms.nik(draw)
        case "kk":
            return forms.nik(draw, card=True)
        case "phone":
            return forms.phone(draw)
        case "phone_words":
            return forms.phone_in_words(draw)
        case "phone_letters":
            return forms.phone_with_letters(draw)
        case "mail":
            return forms.mail(draw, words)
        case "name":
            return forms.name(draw, words)
        case "address":
            return forms.address(draw, words)
        case "plate":
            return forms.plate(draw)
    raise ValueError(kind)
