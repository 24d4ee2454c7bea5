"""How fast was the first response: complaints by response time, per region and in total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lapor_data.domain.regions import REGIONS
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period

# Upper edges in HK; the screens' words beside the keys that rows.py knows as kinds.
_EDGES = ((1, "hk_1"), (3, "hk_3"), (5, "hk_5"), (14, "hk_14"))
SLOWER = "hk_lebih"
UNTIMED = "untimed"
NOT_RESPONDED = "not_responded"
BANDS = {
    "hk_1": "≤ 1 HK",
    "hk_3": "2–3 HK",
    "hk_5": "4–5 HK",
    "hk_14": "6–14 HK",
    SLOWER: "> 14 HK",
    UNTIMED: "ditindaklanjuti tanpa cap waktu",
    NOT_RESPONDED: "belum direspons",
}


@dataclass(frozen=True)
class BandRow:
    """Sah of one of the 13 (or of all places, place None) in each of BANDS, in that order.

    The bands do not overlap: "2–3 HK" holds what took more than 1 and at most 3 working days.
    """

    place: str | None
    name: str
    short_name: str
    counts: tuple[int, ...]

    @property
    def valid(self) -> int:
        """All sah: the sum of the bands."""
        return sum(self.counts)

    def count(self, band: str) -> int:
        """Sah in one band (key of BANDS)."""
        return self.counts[list(BANDS).index(band)]

    def percent(self, band: str) -> float | None:
        """Share of sah in one band, 0–100; None without sah."""
        return 100 * self.count(band) / self.valid if self.valid else None


def response_bands(
    source: Source, f: ComplaintFilter, period: Period | None = None
) -> list[BandRow]:
    """Sah by response time: each of the 13 by code, then all places together (place None, levels
    beside the 13 included), whatever place the filter names."""
    counts: dict[str, dict[str, int]] = {}
    for row in ask(source, "response_bands", f.with_(place=None).bound(period)):
        of_place = counts.setdefault(row["place"], dict.fromkeys(BANDS, 0))
        of_place[band_of(row["response_wd"], row["is_followed_up"])] += row["valid"]
    rows = [
        BandRow(region.code, region.name, region.short_name, _ordered([counts.get(region.code)]))
        for region in REGIONS
    ]
    return [*rows, BandRow(None, "Semua wilayah", "Semua", _ordered(counts.values()))]


def band_of(response_wd: int | None, followed_up: bool) -> str:
    """The band of one valid complaint."""
    if response_wd is None:
        return UNTIMED if followed_up else NOT_RESPONDED
    return next((key for edge, key in _EDGES if response_wd <= edge), SLOWER)


def _ordered(groups: Iterable[dict[str, int] | None]) -> tuple[int, ...]:
    known = [group for group in groups if group]
    return tuple(sum(group[band] for group in known) for band in BANDS)
