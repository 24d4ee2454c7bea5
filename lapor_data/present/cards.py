"""What is shown in large type instead of a drawing: key figures, and the winners as cards."""

from __future__ import annotations

from dataclasses import dataclass

from lapor_data.present.tone import Tone


@dataclass(frozen=True)
class KeyFigure:
    """One number in large type: `change` in words against `than`, a short trend; the tone "broken"
    marks a limit that is passed."""

    label: str
    text: str
    change: str
    than: str
    trend: tuple[float | None, ...]
    tone: Tone = "plain"
    help: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """At most five key figures."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class CardPart:
    """One part of a score: its points and the counts behind them."""

    label: str
    text: str
    counts: str


@dataclass(frozen=True)
class Card:
    """One winner."""

    rank: int
    name: str
    text: str
    parts: tuple[CardPart, ...]
    note: str = ""


@dataclass(frozen=True)
class Podium:
    """The winners as cards."""

    cards: tuple[Card, ...]
