"""Which layout of a deck serves for what, told by its placeholders and not by its name."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

TITLES = (KIND.TITLE, KIND.CENTER_TITLE)
FOOTS = (KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER)
TEXTS = (KIND.BODY, KIND.OBJECT)


def kind_of(placeholder: Any) -> KIND:
    """The kind of a placeholder."""
    kind: KIND = placeholder.placeholder_format.type
    return kind


def has_title(layout: Any) -> bool:
    """Whether slides of it have a real title."""
    return any(kind_of(holder) in TITLES for holder in layout.placeholders)


def title_layout(deck: Deck) -> SlideLayout:
    """The layout with a title and the fewest other placeholders."""

    def rank(layout: SlideLayout) -> tuple[int, bool]:
        return (len(_others(layout)), KIND.TITLE not in _kinds(layout))

    return min(_titled(deck), key=rank)


def cover_layout(deck: Deck) -> SlideLayout:
    """The layout of a first slide: a centred title, best with a subtitle."""
    found = [layout for layout in _titled(deck) if KIND.CENTER_TITLE in _kinds(layout)]
    if not found:
        return title_layout(deck)
    return min(found, key=lambda each: (KIND.SUBTITLE not in _kinds(each), len(_others(each))))


def body_layout(deck: Deck) -> SlideLayout:
    """The layout with a title and one text; that of a title alone where there is none."""
    for layout in _titled(deck):
        others = _others(layout)
        if len(others) == 1 and others[0] in TEXTS and KIND.TITLE in _kinds(layout):
            return layout
    return title_layout(deck)


def _titled(deck: Deck) -> list[SlideLayout]:
    return [
        layout
        for master in deck.slide_masters
        for layout in master.slide_layouts
        if has_title(layout)
    ]


def _kinds(layout: Any) -> list[KIND]:
    return [kind_of(holder) for holder in layout.placeholders]


def _others(layout: SlideLayout) -> list[KIND]:
    return [kind for kind in _kinds(layout) if kind not in (*TITLES, *FOOTS)]
