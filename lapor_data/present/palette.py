"""The colours of every chart, for light and dark ground (screens.md "Colour and type")."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One meaning, one colour: `accent` marks the one thing that matters in a chart."""

    name: str
    ink: str
    secondary: str
    line: str
    ground: str
    bar: str
    muted: str
    accent: str
    gold: str
    broken: str


LIGHT = Palette(
    name="light",
    ink="#1F2933",
    secondary="#52606D",
    line="#D9DEE4",
    ground="#FFFFFF",
    bar="#A9B4C0",
    muted="#DDE2E8",
    accent="#0F6B4C",
    gold="#B8860B",
    broken="#B3261E",
)
DARK = Palette(
    name="dark",
    ink="#E8ECF0",
    secondary="#A9B4C0",
    line="#36404A",
    ground="#12181E",
    bar="#647280",
    muted="#38434E",
    accent="#4FB993",
    gold="#E0B040",
    broken="#FF8A7E",
)

# Five classes of cividis, low to high; readable with every kind of colour vision.
SEQUENTIAL = ("#00224E", "#404C6B", "#7C7B78", "#BBAF71", "#FEE838")

FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", sans-serif'


def palette(name: str | None) -> Palette:
    """The palette for a ground: "dark", anything else is light."""
    return DARK if name == "dark" else LIGHT


def on_class(index: int) -> str:
    """The text colour that can be read on a class of SEQUENTIAL."""
    return "#FFFFFF" if index < 3 else "#1F2933"


def mix(low: str, high: str, share: float) -> str:
    """The colour `share` (0–1) of the way from one hex colour to another."""
    pairs = [(int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
