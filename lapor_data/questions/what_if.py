"""What would happen to the ranks: other weights, other counts of a unit, one rank up.

Pure functions over the counts of a contest (`award_units.Contest.counts(profile)`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lapor_data.domain import numbers
from lapor_data.domain import profiles as p
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import AwardProfile, CriterionSetting
from lapor_data.questions import levers
from lapor_data.questions.criteria import Counts, Field, criterion, value_of
from lapor_data.questions.scoring import DECIMALS, Standing, standings

# Beyond this many further complaints a rank counts as out of reach.
_ENDLESS = 10**9
# Where criteria work against each other so many steps are tried.
_TRIED_STEPS = 5_000
_NOT_FOUND = f"Tidak ditemukan sampai {numbers.number(_TRIED_STEPS)} langkah."


@dataclass(frozen=True)
class Change:
    """One unit's figure of one criterion set to `target`, in the criterion's own unit
    (`Criterion.unit`): % for shares of sah (the new count is the least whole number that reaches
    it), complaints added for porsi and per_100k (handled like the present ones), HK for the median,
    mean stars (1–5) for the rating."""

    unit: str
    criterion: str
    target: float


@dataclass(frozen=True)
class Moved:
    """One unit before and after: ranks (None = not ranked) and scores."""

    key: str
    rank_before: int | None
    rank: int | None
    score_before: float | None
    score: float | None


@dataclass(frozen=True)
class Step:
    """The smallest change of one criterion that gains a unit a rank; `needed`, `more` and `rank`
    are None where it is out of reach even at the best value. `now` and `needed` are in the
    criterion's unit (see Change); `more` counts the whole steps of it (complaints, stars, half
    working days; see levers)."""

    criterion: str
    label: str
    now: float
    needed: float | None
    more: int | None
    rank_now: int
    rank: int | None
    sentence: str


def changed(counts: Mapping[str, Counts], changes: Sequence[Change]) -> dict[str, Counts]:
    """The counts with the changes made, in order. Counts stay possible: who is in time or closed is
    followed up, so raising those raises follow-up where it must; on time stays as it is when only
    follow-up rises. What cannot move (no rating, no media complaint) stays. UnknownChoiceError for
    a unit or criterion that is not there."""
    found = dict(counts)
    for change in changes:
        unit = found.get(change.unit)
        if unit is None:
            raise UnknownChoiceError(f"“{change.unit}” tidak ada di antara yang dibandingkan.")
        key = criterion(change.criterion).key
        found[change.unit] = levers.at_level(unit, key, levers.level_for(unit, key, change.target))
    return found


def what_if(
    counts: Mapping[str, Counts],
    profile: AwardProfile,
    changes: Sequence[Change] = (),
    before: AwardProfile | None = None,
) -> list[Moved]:
    """Ranks and scores under `profile` with `changes`, against `before` (default: the same profile)
    without them; in the new order."""
    past = {row.key: row for row in standings(counts, before or profile)}
    return [
        Moved(row.key, past[row.key].rank, row.rank, past[row.key].score, row.score)
        for row in standings(changed(counts, changes), profile)
    ]


def one_rank_up(counts: Mapping[str, Counts], profile: AwardProfile, unit: str) -> list[Step]:
    """For each criterion with a weight the smallest change that gives the unit a better rank.

    Exact: the lever of a criterion moves in whole steps, and more of it never lowers the lead of
    the unit over any other (also for porsi, where its own growth shrinks everybody else's part),
    so the first step that gains is found by halving, each time ranked anew. Where a profile turns
    some of the criteria that one lever moves and not the others, the first 5,000 steps are tried
    one by one instead. Empty for a unit that is first or not ranked.
    """
    now = _standing(standings(counts, profile), unit)
    if now.rank is None or now.rank == 1:
        return []
    settings = [setting for setting in profile.criteria if setting.weight > 0]
    return [_step(counts, profile, setting, now, now.rank) for setting in settings]


def _standing(rows: Sequence[Standing], key: str) -> Standing:
    for row in rows:
        if row.key == key:
            return row
    raise UnknownChoiceError(f"“{key}” tidak ada di antara yang dibandingkan.")


def _step(
    counts: Mapping[str, Counts],
    profile: AwardProfile,
    setting: CriterionSetting,
    now: Standing,
    rank_now: int,
) -> Step:
    unit, key = now.counts, setting.key
    up = 1 if setting.better == p.HIGH else -1
    level = levers.level_of(unit, key)
    low, high = levers.bounds(unit, key)
    room = level - low if up < 0 else _ENDLESS if high is None else high - level

    def at(steps: int) -> Counts:
        return levers.at_level(unit, key, level + up * steps)

    def gains(steps: int) -> bool:
        return _rank(counts, profile, now.key, at(steps)) < rank_now

    mixed = len({_is_turned(each) for each in profile.criteria if _is_moved(each, key)}) > 1
    more = _first_tried(room, gains) if mixed else _first(room, gains)
    label, figure = criterion(key).label, levers.figure_at(unit, key, level)
    if more is None:
        words = _NOT_FOUND if mixed and room > _TRIED_STEPS else _out_of_reach(key, up)
        return Step(key, label, figure, None, None, rank_now, None, words)
    new = at(more)
    needed = levers.figure_at(unit, key, levers.level_of(new, key))
    rank = _standing(standings({**counts, now.key: new}, profile), now.key).rank
    words = _sentence(key, unit, new, more * up, figure, needed)
    return Step(key, label, figure, needed, more, rank_now, rank, words)


def _is_moved(setting: CriterionSetting, key: str) -> bool:
    return setting.weight > 0 and setting.key in levers.MOVES[key]


def _is_turned(setting: CriterionSetting) -> bool:
    return setting.better != p.natural_direction(setting.key)


def _rank(counts: Mapping[str, Counts], profile: AwardProfile, key: str, changed_to: Counts) -> int:
    """The rank of a ranked unit if its counts were these, as `standings` gives it."""
    changed_counts = {**counts, key: changed_to}
    field = Field.of(changed_counts.values())

    def score(unit: Counts) -> float:
        points = (s.weight * value_of(s, unit, field) for s in profile.criteria)
        return round(sum(points), DECIMALS)

    mine = score(changed_to)
    return 1 + sum(
        score(unit) > mine
        for other, unit in changed_counts.items()
        if other != key and unit.valid and unit.valid >= profile.minimum
    )


def _first(room: int, gains: Callable[[int], bool]) -> int | None:
    """The least number of steps in 1…room that gains; `gains` never turns back to False."""
    high = 1
    while high < room and not gains(high):
        high *= 2
    high = min(high, room)
    if room < 1 or not gains(high):
        return None
    low = high // 2  # does not gain, or is 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if gains(middle) else (middle, high)
    return high


def _first_tried(room: int, gains: Callable[[int], bool]) -> int | None:
    return next((steps for steps in range(1, min(room, _TRIED_STEPS) + 1) if gains(steps)), None)


def _out_of_reach(key: str, up: int) -> str:
    best = {"%": "100%" if up > 0 else "0%", "HK": "0 hari kerja", "bintang": "5 bintang"}
    unit = criterion(key).unit
    return f"Tidak tercapai, juga dengan {best.get(unit, 'berapa pun aduan')}."


_DONE = {
    p.FOLLOW_UP: "ditindaklanjuti",
    p.CLOSED: "selesai",
    p.ON_TIME: "direspons tepat waktu",
    p.VERIFIED: "diverifikasi tepat waktu",
    p.MEDIA: "dari media sosial ditindaklanjuti",
}


def _sentence(key: str, old: Counts, new: Counts, steps: int, figure: float, needed: float) -> str:
    """What has to happen, in words."""
    more = f"{numbers.number(abs(steps))} aduan {'lagi' if steps > 0 else 'lebih sedikit'}"
    if key == p.MEDIAN:
        way = "turun" if needed < figure else "naik"
        return f"Median respons {way} dari {_short(figure, 1)} ke {_short(needed, 1)} hari kerja."
    if key == p.RATING:
        way = "naik" if needed > figure else "turun"
        return f"Rata-rata rating {way} dari {_short(figure, 2)} ke {_short(needed, 2)} bintang."
    if key in (p.SHARE, p.PER_100K):
        return f"{more} diterima dan ditangani seperti yang sekarang."
    base = old.media if key == p.MEDIA else old.valid
    count = numbers.number(levers.level_of(new, key))
    words = (
        f"{more} {_DONE[key]}: {count} dari {numbers.number(base)} ({numbers.percent(needed, 1)})"
    )
    opened = new.followed_up - old.followed_up
    if key in (p.CLOSED, p.ON_TIME) and opened > 0:
        words += f", {numbers.number(opened)} di antaranya kini belum ditindaklanjuti"
    return f"{words}."


def _short(value: float, decimals: int) -> str:
    return numbers.number(value, 0 if float(value).is_integer() else decimals)
