"""What the figures must show for a plan to have worked: "tindak_lanjut ≥ 90 pada 2022"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from lapor_data.domain import numbers
from lapor_data.domain.vocabulary import squash

# Measure → its name on screen and its unit behind a number.
MEASURES = {
    "tindak_lanjut": ("Tindak lanjut", "%"),
    "selesai": ("Selesai", "%"),
    "tepat_waktu": ("Tepat waktu", "%"),
    "median_respons": ("Median respons", " HK"),
    "aduan": ("Aduan sah", ""),
}
_FORM = re.compile(
    r"(?P<measure>[a-z_ ]+?) ?(?P<sign>≥|>=|≤|<=) ?(?P<target>\d{1,7}(?:[.,]\d{1,2})?) ?(?:%|hk)?"
    r"(?: pada (?P<period>\d{4}(?:-(?:[ST]\d|\d{2}))?))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Check:
    """A measure, the least (or most) it must reach, and the name of the period it is measured in
    ("2022", "2021-S1"); without one it is the time from the record's begin to its due day.

    `target` is in the measure's unit: percent 0–100, working days, complaints.
    """

    EXAMPLE: ClassVar[str] = "tindak_lanjut ≥ 90 pada 2022"

    measure: str
    at_least: bool
    target: str
    period: str | None = None

    @classmethod
    def parse(cls, text: str) -> Check | None:
        """Read "tindak_lanjut ≥ 90" or "median_respons <= 3 pada 2023-S1"; None if it is none."""
        match = _FORM.fullmatch(squash(text))
        if not match:
            return None
        measure = match["measure"].strip().casefold().replace(" ", "_")
        if measure not in MEASURES:
            return None
        at_least = match["sign"] in ("≥", ">=")
        return cls(measure, at_least, match["target"].replace(",", "."), match["period"])

    @property
    def text(self) -> str:
        """As files keep it: "tindak_lanjut ≥ 90 pada 2022"."""
        period = f" pada {self.period}" if self.period else ""
        return f"{self.measure} {self.sign} {self.target}{period}"

    @property
    def sign(self) -> str:
        """ "≥" or "≤"."""
        return "≥" if self.at_least else "≤"

    @property
    def decimals(self) -> int:
        """How exact the target is; a value is compared after rounding to as many decimals. A
        median ends in ,0 or ,5 and is never rounded to whole days."""
        given = len(self.target.partition(".")[2])
        return max(given, 1) if self.measure == "median_respons" else given

    @property
    def shown(self) -> str:
        """As people read it: "Tindak lanjut ≥ 90%"."""
        name, unit = MEASURES[self.measure]
        target = f"{numbers.number(float(self.target), len(self.target.partition('.')[2]))}{unit}"
        return f"{name} {self.sign} {target}"

    def value_text(self, value: float) -> str:
        """A value of the measure with its unit, as exact as the target."""
        return f"{numbers.number(value, self.decimals)}{MEASURES[self.measure][1]}"

    def is_met(self, value: float) -> bool:
        """Whether a value, rounded as exactly as the target is given, reaches it."""
        rounded, target = round(value, self.decimals), float(self.target)
        return rounded >= target if self.at_least else rounded <= target
