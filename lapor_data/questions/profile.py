"""One subject among its peers: a kabupaten/kota among the 13, or an SKPD among those of its place.

The questions are asked elsewhere (summary.py, topics.py); here their answers are set side by side.
Everything is pure, so that the screen, the slides and the tests look at the same ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lapor_data.domain.profiles import BUILT_IN, AwardProfile
from lapor_data.domain.regions import BY_CODE, PROVINCE, place_name
from lapor_data.domain.settings import load_settings
from lapor_data.questions.award_units import Scope, key_of
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.rates import SIGNIFICANCE, holm, rate_ratio
from lapor_data.questions.summary import AgencyRow, RegionRow
from lapor_data.questions.topics import CATCH_ALL, TopicRow

OFTENER = "lebih sering"
RARER = "lebih jarang"
ALIKE = "setara"
TOO_FEW = "terlalu sedikit"


@dataclass(frozen=True)
class Subject:
    """What a profile speaks of: a place (one of the 13 or a level), or one SKPD of a place."""

    place: str
    agency: str | None = None

    @property
    def key(self) -> str:
        """Its key among its peers."""
        return key_of(self.place, self.agency)

    @property
    def name(self) -> str:
        """ "Kota Banjarbaru", or "Dishub, Kota Banjarbaru"."""
        return f"{self.agency}, {place_name(self.place)}" if self.agency else place_name(self.place)

    @property
    def short_name(self) -> str:
        """ "Banjarbaru", or "Dishub"."""
        return self.agency or place_name(self.place, short=True)

    @property
    def whole_name(self) -> str:
        """What it is set against: all of Kalsel, or for an SKPD its place."""
        return place_name(self.place, short=True) if self.agency else "Seluruh Kalsel"

    @property
    def whole_in_words(self) -> str:
        """The same inside a sentence: "seluruh Kalsel", "Banjarbaru"."""
        return self.whole_name if self.agency else "seluruh Kalsel"

    @property
    def peers_name(self) -> str:
        """Who is ranked with it, in words that follow a number: "13 kabupaten/kota"."""
        return f"SKPD {place_name(self.place)}" if self.agency else "kabupaten/kota"

    @property
    def scope(self) -> Scope | None:
        """Among whom it is scored; None where nobody is (the levels, agencies of the centre)."""
        if self.is_region:
            return Scope()
        scored = self.agency and (self.place in BY_CODE or self.place == PROVINCE)
        return Scope(self.place) if scored else None

    @property
    def award(self) -> AwardProfile:
        """The default award profile as it ranks here (see Scope.ranked_by)."""
        return self.scope.ranked_by(BUILT_IN[0]) if self.scope else BUILT_IN[0]

    @property
    def is_region(self) -> bool:
        """Whether it is one of the 13 itself."""
        return self.agency is None and self.place in BY_CODE


@dataclass(frozen=True)
class Peer:
    """One of those that are ranked together."""

    key: str
    name: str
    measures: Measures


@dataclass(frozen=True)
class Rank:
    """A rank among those with a value; those that tie share it."""

    rank: int
    of: int


@dataclass(frozen=True)
class TopicGap:
    """A topic's share in the subject beside its share in the whole (which includes the subject).
    `verdict` compares the subject with the rest of the whole."""

    category: str
    count: int
    n: int
    whole_count: int
    whole_n: int
    verdict: str

    @property
    def percent(self) -> float:
        """Share of the topic among the subject's sah, 0–100."""
        return 100 * self.count / self.n if self.n else 0.0

    @property
    def whole_percent(self) -> float:
        """Share of the topic among all sah of the whole, 0–100."""
        return 100 * self.whole_count / self.whole_n if self.whole_n else 0.0


def subject_of(f: ComplaintFilter) -> Subject | None:
    """The subject that a filter chooses: a place, and in it one SKPD where exactly one is named."""
    if f.place is None:
        return None
    named = f.agencies[0] if len(f.agencies) == 1 and f.agencies[0] != EMPTY else None
    return Subject(f.place, named)


def peers_of_regions(rows: Sequence[RegionRow]) -> list[Peer]:
    """The 13 as peers."""
    return [Peer(row.place, row.name, row.measures) for row in rows]


def peers_of_agencies(rows: Sequence[AgencyRow]) -> list[Peer]:
    """The SKPD of one place as peers; complaints without a named SKPD belong to none."""
    return [
        Peer(key_of(row.place, row.agency), row.agency, row.measures) for row in rows if row.agency
    ]


def rank_among(
    values: Mapping[str, float | None], key: str, *, lowest_first: bool = False
) -> Rank | None:
    """The rank of `key` by its value, highest first or lowest first; None without a value."""
    known = [value for value in values.values() if value is not None]
    mine = values.get(key)
    if mine is None:
        return None
    better = sum(value < mine if lowest_first else value > mine for value in known)
    return Rank(better + 1, len(known))


def topic_gaps(mine: Sequence[TopicRow], whole: Sequence[TopicRow]) -> list[TopicGap]:
    """The subject's topics beside those of the whole, most complaints of the subject first.

    "lebih sering" or "lebih jarang" only where the exact test of the subject against the rest (two
    Poisson counts over their sah, see rates.py) stays under 5% after Holm over all topics tested.
    A topic of which the subject has, and would by the share of the whole be expected to have, fewer
    than settings.sampel_minimum is "terlalu sedikit" and not tested. Complaints without category
    and the catch-all count in the base and are not listed.
    """
    n, whole_n = sum(row.valid for row in mine), sum(row.valid for row in whole)
    counts = {row.category: row.valid for row in mine}
    enough = load_settings().sampel_minimum
    named = [
        (row.category, counts.get(row.category, 0), row.valid)
        for row in whole
        if row.category not in (None, CATCH_ALL) and row.valid
    ]
    rest_n = whole_n - n
    tested = {
        category: rate_ratio(count, total - count, n, rest_n)
        for category, count, total in named
        if n and rest_n and max(count, n * total / whole_n) >= enough
    }
    adjusted = dict(zip(tested, holm([ratio.p for ratio in tested.values()]), strict=True))

    def verdict(category: str | None) -> str:
        if category not in tested:
            return TOO_FEW
        if adjusted[category] >= SIGNIFICANCE:
            return ALIKE
        ratio = tested[category].ratio
        return OFTENER if ratio is None or ratio > 1 else RARER

    gaps = [
        TopicGap(category or "", count, n, total, whole_n, verdict(category))
        for category, count, total in named
    ]
    return sorted(gaps, key=lambda gap: (-gap.count, -gap.whole_count, gap.category))
