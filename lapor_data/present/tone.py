"""How much a mark stands out, in words: charts and cards say it, a palette gives the colour."""

from __future__ import annotations

from typing import Literal

Tone = Literal["plain", "accent", "muted", "gold", "broken"]
