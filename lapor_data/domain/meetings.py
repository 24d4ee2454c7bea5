"""What people prepare for a meeting: which slides, in which order, under which name."""

from __future__ import annotations

from dataclasses import dataclass

from lapor_data.domain.errors import LaporError

MOST_SLIDES = 60
LONGEST_NAME = 80
# The set that comes with the program; a saved one of this name could not be told from it.
STANDARD_NAME = "Susunan baku"


class PlanError(LaporError):
    """A set of slides that cannot be kept."""


@dataclass(frozen=True)
class SlidePlan:
    """A set of slides: their keys in order ("angka", "peta:median", "sorotan:63.72"). `key` "" =
    not saved."""

    slides: tuple[str, ...]
    name: str = ""
    key: str = ""

    def checked(self) -> SlidePlan:
        """Itself with its name trimmed; PlanError without name or slides, or with too many."""
        name = " ".join(self.name.split())
        if not name:
            raise PlanError("Beri nama susunan slide.")
        if len(name) > LONGEST_NAME:
            raise PlanError(f"Nama susunan paling panjang {LONGEST_NAME} huruf.")
        if not self.slides:
            raise PlanError("Pilih paling sedikit satu slide.")
        if len(self.slides) > MOST_SLIDES:
            raise PlanError(f"Paling banyak {MOST_SLIDES} slide dalam satu susunan.")
        return SlidePlan(self.slides, name, self.key)
