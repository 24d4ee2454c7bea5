"""The one filter object: what the screens choose, bound into SQL once, said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.regions import BY_CODE, LEVEL_NAMES, place_name
from lapor_data.questions.periods import COMPARISONS, PREVIOUS_YEAR, Period

EMPTY = "(kosong)"
_LISTS = {"instansi": "agencies", "klasifikasi": "classifications", "kanal": "channels"} | {
    "topik": "categories"
}


@dataclass(frozen=True)
class ComplaintFilter:
    """Which complaints a screen speaks about. Empty tuples and None mean "all"."""

    period: Period
    place: str | None = None
    agencies: tuple[str, ...] = ()
    classifications: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    compare: str = PREVIOUS_YEAR

    def __post_init__(self) -> None:
        if self.place is not None and self.place not in BY_CODE and self.place not in LEVEL_NAMES:
            raise UnknownChoiceError(
                f"Wilayah “{self.place}” tidak dikenal. Pakai kode Kemendagri seperti 63.72."
            )
        if self.compare not in COMPARISONS:
            raise UnknownChoiceError(f"Pembanding “{self.compare}” tidak dikenal.")

    def bound(self, period: Period | None = None) -> dict[str, Any]:
        """The values for `selected(...)` in SQL, for this or another period."""
        span = period or self.period
        return {
            "from_day": span.first,
            "until_day": span.until,
            "place": self.place,
            "agencies": list(self.agencies) or None,
            "classifications": list(self.classifications) or None,
            "channels": list(self.channels) or None,
            "categories": list(self.categories) or None,
        }

    def compared_with(self, data_date: date) -> Period | None:
        """The comparison period, cut to the same number of days while this one still runs."""
        return self.period.comparison(self.compare, data_date)

    def with_(self, **changes: Any) -> ComplaintFilter:
        """A copy with other values."""
        return replace(self, **changes)

    @property
    def extra_count(self) -> int:
        """How many filters beside period and region are active."""
        return sum(bool(getattr(self, name)) for name in _LISTS.values())

    def sentence(self) -> str:
        """What is selected, in Indonesian: "Semester I 2021 · Kota Banjarbaru · topik: Parkir"."""
        parts = [self.period.label]
        parts.append(place_name(self.place) if self.place else "Semua wilayah")
        for word, name in _LISTS.items():
            chosen = getattr(self, name)
            if chosen:
                shown = ["tanpa isi" if value == EMPTY else value for value in chosen]
                parts.append(f"{word}: {', '.join(shown)}")
        return " · ".join(parts)

    def address(self) -> dict[str, str | list[str]]:
        """The filter as query parameters of a page address; defaults are left out."""
        query: dict[str, str | list[str]] = {"periode": self.period.key}
        if self.place:
            query["wilayah"] = self.place
        if self.compare != PREVIOUS_YEAR:
            query["banding"] = self.compare
        for word, name in _LISTS.items():
            if getattr(self, name):
                query[word] = list(getattr(self, name))
        return query

    @classmethod
    def from_address(
        cls, query: Mapping[str, list[str]], default: ComplaintFilter
    ) -> tuple[ComplaintFilter, list[str]]:
        """Read a filter from query parameters; what is not understood falls back to `default`
        and is named in the returned Indonesian messages."""
        chosen, messages = default, []
        query = {word: [text for text in values if text] for word, values in query.items()}
        for word, apply in (
            ("periode", lambda text: {"period": Period.parse(text)}),
            ("wilayah", lambda text: {"place": text}),
            ("banding", lambda text: {"compare": text}),
        ):
            if query.get(word):
                try:
                    chosen = chosen.with_(**apply(query[word][-1]))
                except UnknownChoiceError as error:
                    messages.append(str(error))
        for word, name in _LISTS.items():
            if query.get(word):
                chosen = chosen.with_(**{name: tuple(dict.fromkeys(query[word]))})
        return chosen, messages
