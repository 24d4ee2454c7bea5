"""One slide: one idea, told by a title, and one chart or one short table of a panel.

Screen, PowerPoint and notes draw the same slide. What it shows is a panel of the catalogue, so its
numbers are those of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lapor_data.present.cover import Cover
from lapor_data.present.panel import Panel, Table

# What can be read from the last row of a meeting room.
MOST_ROWS = 7
MOST_BARS = 13

Layout = Literal["judul", "kalimat", "isi", "tabel", "butir", "tindakan"]


@dataclass(frozen=True)
class Slide:
    """`key` names it in a plan ("peta:median"), `name` in lists, `title` is the finding.

    Layouts: "judul" the cover; "kalimat" one sentence (`lead`) in large type; "isi" the panel's
    chart; "tabel" `table`, at most MOST_ROWS rows; "butir" `points` as a list; "tindakan" the
    action points of the meeting (`table`), which are typed live.
    """

    key: str
    name: str
    title: str
    layout: Layout
    question: str = ""
    lead: str = ""
    panel: Panel | None = None
    table: Table | None = None
    points: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def caption(self) -> str:
        """Unit, n and notes of what it shows, in one line; "" without a panel."""
        if self.panel is None:
            return ""
        return " · ".join((self.panel.subtitle, *self.panel.notes))

    @property
    def notes(self) -> tuple[str, ...]:
        """The speaker notes, a paragraph each: what to say, the question behind it, its source."""
        found = list(self.said)
        if self.question:
            found.append(f"Pertanyaan: {self.question}")
        if self.panel is not None:
            found.append(f"Dihitung: {self.caption}.")
            found.append(f"{self.panel.source}.")
        return tuple(found)


@dataclass(frozen=True)
class Presentation:
    """The slides of a meeting in order. `left_out` are the names of chosen slides that have nothing
    to show for this period, `unknown` the keys that no slide has."""

    cover: Cover
    slides: tuple[Slide, ...]
    left_out: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
