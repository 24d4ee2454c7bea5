"""Did more complaints come in after a programme than before it? Two spans of whole weeks compared.

Whole weeks hold each weekday equally often, so the two sides can be compared day for day. The ratio
of the daily rates has its exact 95% interval (rates.py). What it does not know: season, holidays,
other programmes, floods. It is therefore no proof of an effect, and the screen says so; the ratio
of the same weeks a year earlier, when there was no programme, stands beside it as a first check.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lapor_data.domain.records import Record
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.rates import RateRatio, rate_ratio

WEEKS = 8
NOT_A_PROOF = "bukan bukti sebab-akibat"
# A year in whole weeks, so that the same weekdays are met.
_YEAR = timedelta(weeks=52)


@dataclass(frozen=True)
class Sides:
    """Two spans of equally many whole weeks, sah in each, and the ratio of the rates per day."""

    before: Period
    after: Period
    count_before: int
    count_after: int
    ratio: RateRatio

    @property
    def weeks(self) -> int:
        """How many weeks each side has."""
        return self.before.days // 7


@dataclass(frozen=True)
class BeforeAfter:
    """A record and its two sides; None with the reason in `why_not` (Indonesian) where they cannot
    be had. `year_before` is the same comparison 52 weeks earlier, None where the data begins later.
    """

    record: Record
    sides: Sides | None
    year_before: Sides | None = None
    why_not: str = ""


def before_after(
    source: Source, f: ComplaintFilter, record: Record, first_day: date, last_day: date
) -> BeforeAfter:
    """Sah per day in the 8 weeks before the record's begin against the 8 weeks from it on.

    `first_day` and `last_day` are those of the data; where it holds fewer whole weeks on a side,
    both sides get as many. A begin known only by its month leaves that month out on both sides; one
    known only by its year, or not at all, cannot be compared. The filter's period does not matter;
    the record's own place and topic narrow the filter.
    """
    if record.since is None:
        return BeforeAfter(record, None, why_not="waktunya belum diketahui")
    if record.since.month is None:
        return BeforeAfter(record, None, why_not="hanya tahunnya yang diketahui")
    begin = record.since.first
    after_from = begin if record.since.day else record.since.last + timedelta(days=1)
    weeks = min(WEEKS, (begin - first_day).days // 7, ((last_day - after_from).days + 1) // 7)
    if weeks < 1:
        return BeforeAfter(record, None, why_not="di luar rentang data")
    chosen = f.with_(place=record.place or f.place)
    if record.topic:
        chosen = chosen.with_(categories=(record.topic,))
    sides = _sides(source, chosen, begin, after_from, weeks)
    earlier = begin - timedelta(weeks=weeks) - _YEAR
    before = None
    if earlier >= first_day:
        before = _sides(source, chosen, begin - _YEAR, after_from - _YEAR, weeks)
    return BeforeAfter(record, sides, before)


def _sides(
    source: Source, f: ComplaintFilter, before_until: date, after_from: date, weeks: int
) -> Sides:
    span = timedelta(weeks=weeks)
    day = timedelta(days=1)
    before = Period.between(before_until - span, before_until - day)
    after = Period.between(after_from, after_from + span - day)
    parameters = f.bound(Period.between(before.first, after.last))
    limits = {"before_until": before_until, "after_from": after_from}
    row = ask(source, "before_after", parameters | limits).one()
    ratio = rate_ratio(row["after"], row["before"], after.days, before.days)
    return Sides(before, after, row["before"], row["after"], ratio)
