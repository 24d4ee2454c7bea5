"""What the filter bar can offer: agencies, classifications, channels and categories there are."""

from __future__ import annotations

from dataclasses import dataclass

from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import EMPTY


@dataclass(frozen=True)
class Choices:
    """Values in alphabetical order; "(kosong)" last where some complaints have none."""

    agencies: tuple[str, ...]
    classifications: tuple[str, ...]
    channels: tuple[str, ...]
    categories: tuple[str, ...]


def choices(source: Source) -> Choices:
    """Every value that occurs in the data, whatever the filter."""
    found: dict[str, list[str]] = {}
    for row in ask(source, "choices", {"empty": EMPTY}):
        found[row["kind"]] = sorted(row["names"], key=lambda name: (name == EMPTY, name.casefold()))
    return Choices(
        *(
            tuple(found.get(kind, ()))
            for kind in ("agency", "classification", "channel", "category")
        )
    )
