"""What people complain about: ranking of topics, what rises or falls, and words in titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lapor_data.domain.regions import REGIONS
from lapor_data.domain.settings import load_settings
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.rates import (
    FALSE_DISCOVERIES,
    SIGNIFICANCE,
    RateRatio,
    benjamini_hochberg,
    holm,
    rate_ratio,
)
from lapor_data.questions.stop_words import STOP_WORDS
from lapor_data.questions.summary import months_between

RISING = "naik"
FALLING = "turun"
NEW = "baru"
UNSURE = "belum pasti"
STEADY = "tetap"
TOO_FEW = "terlalu sedikit"

# LAPOR!'s own drawer for what fits nowhere: that it fills says nothing about what people want.
CATCH_ALL = "Topik Lainnya"


@dataclass(frozen=True)
class TopicRow:
    """A category and its sah; None = complaints without category."""

    category: str | None
    valid: int


@dataclass(frozen=True)
class TopicChange:
    """A category in two spans of days. `ratio` is that of complaints per day, with its 95%
    interval; ratio and high are None where there was none before. `p_adjusted` is 1 where not
    tested."""

    category: str
    now: int
    before: int
    days_now: int
    days_before: int
    ratio: float | None
    low: float | None
    high: float | None
    p_adjusted: float
    verdict: str


@dataclass(frozen=True)
class TopicMonth:
    """Sah of a category in one calendar month, named by its first day."""

    category: str
    month: date
    valid: int


@dataclass(frozen=True)
class TopicShare:
    """Sah of a category in a region, the region's sah `n`, and the share in percent (None at 0)."""

    place: str
    short_name: str
    category: str
    valid: int
    n: int

    @property
    def percent(self) -> float | None:
        """Share of the category within the region, 0–100."""
        return 100 * self.valid / self.n if self.n else None


@dataclass(frozen=True)
class WordChange:
    """A word of titles: in how many titles now and before, and the ratio of these shares."""

    word: str
    now: int
    before: int
    titles_now: int
    titles_before: int
    ratio: float | None
    low: float | None
    high: float | None


def by_category(source: Source, f: ComplaintFilter, period: Period | None = None) -> list[TopicRow]:
    """Sah per category, most first, then name; without category last."""
    rows = [
        TopicRow(row["category"], row["valid"])
        for row in ask(source, "by_category", f.bound(period))
    ]
    return sorted(rows, key=lambda row: (row.category is None, -row.valid, row.category or ""))


def topic_changes(
    source: Source,
    f: ComplaintFilter,
    comparison: Period,
    period: Period | None = None,
) -> list[TopicChange]:
    """Each category of the period against `comparison`; see `changes_of`.

    A running period counts only the days up to the data date.
    """
    period = period or f.period
    period = period.cut_to(source.data_date) if source.data_date else period
    return changes_of(
        by_category(source, f, period),
        by_category(source, f, comparison),
        period.days,
        comparison.days,
    )


def changes_of(
    now: Sequence[TopicRow], before: Sequence[TopicRow], days_now: int, days_before: int
) -> list[TopicChange]:
    """Which topics changed, by complaints per day (exact test of two Poisson rates, see rates.py).

    A topic is "naik", "turun" or "baru" (none before) only if its p value, corrected after Holm
    over all topics tested, is under 5%. Fewer than 2 × settings.sampel_minimum complaints in both
    spans together: "terlalu sedikit" and not tested; the sum says nothing about the direction, so
    leaving these out does not bias the others. "belum pasti": the topic alone would pass, but among
    so many topics chance can do this too. All else is "tetap". Complaints without category and the
    catch-all are left out. Order: naik and baru by their lower limit, then turun, belum pasti,
    tetap and terlalu sedikit by count.
    """
    counts = {row.category: (row.valid, 0) for row in now}
    for row in before:
        counts[row.category] = (counts.get(row.category, (0, 0))[0], row.valid)
    for name in (None, CATCH_ALL):
        counts.pop(name, None)
    minimum = minimum_total()
    named = {name: pair for name, pair in counts.items() if name is not None and any(pair)}
    tested = [name for name, pair in named.items() if sum(pair) >= minimum]
    ratios = {name: rate_ratio(*pair, days_now, days_before) for name, pair in named.items()}
    adjusted = dict(zip(tested, holm([ratios[name].p for name in tested]), strict=True))
    changes = [
        TopicChange(
            name,
            *pair,
            days_now,
            days_before,
            ratios[name].ratio,
            ratios[name].low,
            ratios[name].high,
            adjusted.get(name, 1.0),
            _verdict(*pair, ratios[name], adjusted.get(name)),
        )
        for name, pair in named.items()
    ]
    return sorted(changes, key=_order)


def minimum_total() -> int:
    """How many complaints both spans must hold together before a change is spoken of."""
    return 2 * load_settings().sampel_minimum


def _verdict(now: int, before: int, ratio: RateRatio, p_adjusted: float | None) -> str:
    if p_adjusted is None:
        return TOO_FEW
    if p_adjusted >= SIGNIFICANCE:
        return UNSURE if ratio.p < SIGNIFICANCE else STEADY
    if before == 0:
        return NEW
    return RISING if ratio.low is not None and ratio.low > 1 else FALLING


def _order(change: TopicChange) -> tuple[int, float, int, str]:
    group = {RISING: 0, NEW: 0, FALLING: 1, UNSURE: 2, STEADY: 3, TOO_FEW: 4}[change.verdict]
    strength = -(change.low or 0.0) if group == 0 else 0.0
    return group, strength, -(change.now + change.before), change.category


def topic_by_month(
    source: Source, f: ComplaintFilter, categories: Sequence[str], first: date, last: date
) -> list[TopicMonth]:
    """Sah of the given categories in every whole calendar month from that of `first` to that of
    `last`, zeros included, in the order of `categories`; "(kosong)" asks for those without."""
    months = months_between(first, last)
    after = date(months[-1].year + months[-1].month // 12, months[-1].month % 12 + 1, 1)
    span = Period.between(months[0], after - timedelta(days=1))
    counts: dict[tuple[str, int], int] = {}
    for row in ask(source, "topic_by_month", _shown(f, categories, span)):
        counts[row["category"], row["month_number"]] = row["valid"]
    return [
        TopicMonth(name, month, counts.get((name, 12 * month.year + month.month), 0))
        for name in categories
        for month in months
    ]


def topic_by_region(
    source: Source, f: ComplaintFilter, categories: Sequence[str], period: Period | None = None
) -> list[TopicShare]:
    """Sah of the given categories in each of the 13 (whatever place the filter names), with the
    region's sah over all categories as base, so that large cities do not drown the rest."""
    counts: dict[tuple[str, str], int] = {}
    bases: dict[str, int] = {}
    parameters = _shown(f.with_(place=None), categories, period)
    for row in ask(source, "topic_by_region", parameters):
        bases[row["place"]] = bases.get(row["place"], 0) + row["valid"]
        counts[row["place"], row["category"]] = row["valid"]
    return [
        TopicShare(
            region.code,
            region.short_name,
            name,
            counts.get((region.code, name), 0),
            bases.get(region.code, 0),
        )
        for region in REGIONS
        for name in categories
    ]


def _shown(
    f: ComplaintFilter, categories: Sequence[str], period: Period | None
) -> dict[str, object]:
    return f.bound(period) | {"shown": list(categories), "empty": EMPTY}


def rising_words(
    source: Source,
    f: ComplaintFilter,
    comparison: Period,
    limit: int = 20,
    period: Period | None = None,
) -> list[WordChange]:
    """Words that stand in a larger share of the titles than in the comparison, strongest first.

    Counted once per title of sah; masked titles only (secret ones are not stored); words of three
    letters or more, without numbers and Indonesian stop words. The share among titles is compared,
    not the number per day, so that more complaints alone make no word rise. Same exact test as for
    topics, over words in at least 1% of the titles (and minimum_total); listed is what keeps its
    95% interval above 1 and a one-sided p, corrected after Benjamini & Hochberg, under 10%: about
    one listed word in ten may be chance. Order by the lower limit of the interval.
    """
    spans = f.bound(period) | {
        "before_from": comparison.first,
        "before_until": comparison.until,
        "minimum": minimum_total(),
        "stop_words": sorted(STOP_WORDS),
    }
    words: list[tuple[str, int, int]] = []
    titles = (0, 0)
    for row in ask(source, "rising_words", spans):
        if row["word"] is None:
            titles = (row["now"], row["before"])
        else:
            words.append((row["word"], row["now"], row["before"]))
    if not all(titles):
        return []
    ratios = [rate_ratio(now, before, *titles) for _, now, before in words]
    adjusted = benjamini_hochberg([ratio.p_higher for ratio in ratios])
    changes = [
        WordChange(word, now, before, *titles, ratio.ratio, ratio.low, ratio.high)
        for (word, now, before), ratio, p in zip(words, ratios, adjusted, strict=True)
        if p < FALSE_DISCOVERIES and ratio.low is not None and ratio.low > 1
    ]
    changes.sort(key=lambda change: (-(change.low or 0.0), -change.now, change.word))
    return changes[:limit]
