"""Which kabupaten/kota send few complaints: for their population, and against their own past.

Two rules, because each is blind where the other sees: a region may always have been quiet for its
people (the channel is not known there), or fall silent although it is not small (a liaison officer
has left). Both are exact one-sided tests, corrected after Benjamini & Hochberg over the regions,
told under 5%.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapor_data.domain import numbers
from lapor_data.questions.periods import Period
from lapor_data.questions.rates import SIGNIFICANCE, benjamini_hochberg, binomial_tails
from lapor_data.questions.summary import RegionRow
from lapor_data.questions.topics import minimum_total

POPULATION_TEST = "uji binomial terhadap bagian penduduk"
PAST_TEST = "uji eksak dua laju Poisson"
CORRECTION = "koreksi Benjamini–Hochberg atas semua wilayah yang diuji, taraf 5%"


@dataclass(frozen=True)
class LowVolume:
    """A region with few sah and the rule that tells it. `expected` = sah that its share of the
    people lets expect, None where the population rule is silent; `before` = sah of the comparison
    `than`, None where the rule of the own past is silent."""

    row: RegionRow
    expected: float | None
    before: int | None
    than: Period | None

    @property
    def reasons(self) -> str:
        """Why it is told, in a few words: "sedikit untuk penduduknya"."""
        words = ["sedikit untuk penduduknya"] if self.expected is not None else []
        if self.before is not None and self.than is not None:
            words.append(f"lebih sedikit dari {self.than.short_label}")
        return numbers.joined(words)

    @property
    def sentences(self) -> list[str]:
        """One sentence per rule, with its counts and the name of its test."""
        valid = numbers.number(self.row.measures.valid)
        found = []
        if self.expected is not None:
            found.append(
                f"Sedikit aduan untuk jumlah penduduknya: {valid}, padahal menurut bagian "
                f"penduduknya diperkirakan sekitar {numbers.number(self.expected)} "
                f"({POPULATION_TEST}, {CORRECTION})."
            )
        if self.before is not None and self.than is not None:
            found.append(
                f"Lebih sedikit daripada masa lalunya sendiri: {valid}, pada {self.than.label} "
                f"{numbers.number(self.before)} ({PAST_TEST}, {CORRECTION})."
            )
        return found


def few_for_population(regions: Sequence[RegionRow]) -> list[RegionRow]:
    """The regions with fewer sah than their population lets expect, lowest rate first.

    Expected is the common rate: were all people to complain equally often, the sah of a region
    would be binomial among those of all, with its share of the people. Told are lower tails under
    5% after Benjamini & Hochberg over the regions. Levels without population are passed over.
    """
    counted = [row for row in regions if row.population]
    people = sum(row.population or 0 for row in counted)
    valid = sum(row.measures.valid for row in counted)
    if not valid:
        return []
    tails = [
        binomial_tails(row.measures.valid, valid, (row.population or 0) / people)[1]
        for row in counted
    ]
    corrected = benjamini_hochberg(tails)
    few = [row for row, p in zip(counted, corrected, strict=True) if p < SIGNIFICANCE]
    return sorted(few, key=lambda row: (row.per_100k or 0, row.place))


def few_for_own_past(
    now: Sequence[RegionRow], before: Sequence[RegionRow], days_now: int, days_before: int
) -> list[RegionRow]:
    """The regions with fewer sah per day than in their own comparison, deepest fall first.

    Given the sum of both spans, the sah of now is binomial with the share of its days (Przyborowski
    & Wilenski, see rates.py); told are lower tails under 5% after Benjamini & Hochberg. Regions
    with fewer than `topics.minimum_total()` sah in both spans together are not tested. That all of
    them fell does not matter here: the rule speaks of each region alone.
    """
    past = {row.place: row.measures.valid for row in before}
    tested = [row for row in now if row.measures.valid + past.get(row.place, 0) >= minimum_total()]
    share = days_now / (days_now + days_before)
    tails = [
        binomial_tails(row.measures.valid, row.measures.valid + past.get(row.place, 0), share)[1]
        for row in tested
    ]
    corrected = benjamini_hochberg(tails)
    few = [row for row, p in zip(tested, corrected, strict=True) if p < SIGNIFICANCE]
    # A region that is told had some before: with none the lower tail is the whole distribution.
    return sorted(few, key=lambda row: (row.measures.valid / past[row.place], row.place))


def low_volume(
    now: Sequence[RegionRow],
    before: Sequence[RegionRow] = (),
    period: Period | None = None,
    compared: Period | None = None,
) -> list[LowVolume]:
    """The regions that either rule tells, those of the population rule first. Without a
    comparison (or `period`, whose days it needs) the rule of the own past is silent."""
    by_people = few_for_population(now)
    by_past = (
        few_for_own_past(now, before, period.days, compared.days)
        if period is not None and compared is not None
        else []
    )
    people = sum(row.population or 0 for row in now)
    valid = sum(row.measures.valid for row in now if row.population)
    past = {row.place: row.measures.valid for row in before}
    return [
        LowVolume(
            row,
            valid * (row.population or 0) / people if row in by_people else None,
            past[row.place] if row in by_past else None,
            compared,
        )
        for row in [*by_people, *(row for row in by_past if row not in by_people)]
    ]
