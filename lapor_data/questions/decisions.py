"""Freezing a ranking into a decision (`store/awards.py` keeps it)."""

from __future__ import annotations

from datetime import date, datetime

from lapor_data.domain.profiles import AwardProfile
from lapor_data.domain.vocabulary import MEDIA_CHANNELS
from lapor_data.questions.award_units import Contest
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.scoring import standings
from lapor_data.store.awards import DecidedPart, DecidedUnit, Decision


def decision_of(
    contest: Contest,
    profile: AwardProfile,
    f: ComplaintFilter,
    *,
    data_version: int,
    data_date: date,
    is_sample: bool,
    taken_at: datetime,
    note: str = "",
) -> Decision:
    """The ranking of a contest under a profile as a decision without a key yet; `f` is the filter
    the contest was asked with. `Awards.decide` keeps it."""
    names = contest.names
    asked = asked_with(contest, profile, f)
    units = tuple(
        DecidedUnit(
            row.rank,
            row.key,
            names[row.key],
            row.counts.valid,
            row.score,
            tuple(
                DecidedPart(
                    part.key,
                    part.label,
                    part.value,
                    part.weight,
                    part.count,
                    part.base,
                    part.figure,
                )
                for part in row.parts
            ),
            row.key in contest.low_coverage,
        )
        for row in standings(contest.counts(profile), profile)
    )
    return Decision(
        key="",
        profile=profile.resolved(),
        scope=contest.scope.key,
        scope_name=contest.scope.name,
        period=f.period.key,
        period_name=f.period.label,
        filter_words=asked.sentence(),
        address=asked.address(),
        data_version=data_version,
        data_date=data_date,
        is_sample=is_sample,
        units=units,
        taken_at=taken_at,
        note=note,
    )


def asked_with(contest: Contest, profile: AwardProfile, f: ComplaintFilter) -> ComplaintFilter:
    """The filter as it was really asked: a rank is one among all that are compared, whatever place
    is chosen, and a profile over media channels replaces the channels."""
    return f.with_(
        place=contest.scope.place, channels=MEDIA_CHANNELS if profile.only_media else f.channels
    )
