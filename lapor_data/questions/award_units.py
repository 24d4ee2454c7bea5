"""Who is compared: the 13 kabupaten/kota, or the SKPD of one region or of the province, each with
the outcomes of its complaints."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import ON_TIME, VERIFIED, AwardProfile, CriterionSetting
from lapor_data.domain.regions import BY_CODE, PROVINCE, REGIONS, place_name
from lapor_data.domain.settings import load_settings
from lapor_data.domain.vocabulary import MEDIA_CHANNELS
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.criteria import Counts
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import percentile
from lapor_data.questions.periods import Period

_AGENCY_PREFIX = "skpd:"


@dataclass(frozen=True)
class Scope:
    """`place` None = the 13; else the SKPD of that region or of "provinsi"."""

    place: str | None = None

    def __post_init__(self) -> None:
        if self.place is not None and self.place not in BY_CODE and self.place != PROVINCE:
            raise UnknownChoiceError(f"SKPD wilayah “{self.place}” tidak dapat dibandingkan.")

    @property
    def key(self) -> str:
        """The name in the address: "wilayah", "skpd:63.72", "skpd:provinsi"."""
        return "wilayah" if self.place is None else f"{_AGENCY_PREFIX}{self.place}"

    @property
    def name(self) -> str:
        """What is compared, in Indonesian: "13 kabupaten/kota", "SKPD Kota Banjarbaru"."""
        return "13 kabupaten/kota" if self.place is None else f"SKPD {place_name(self.place)}"

    def ranked_by(self, profile: AwardProfile) -> AwardProfile:
        """The profile as it ranks here: an SKPD needs settings.sampel_minimum sah at least, so that
        one quick answer to one complaint does not lead."""
        if self.place is None:
            return profile
        return replace(profile, minimum=max(profile.minimum, load_settings().sampel_minimum))

    @classmethod
    def parse(cls, key: str) -> Scope:
        """The scope of a key; UnknownChoiceError."""
        if key == "wilayah":
            return cls()
        if key.startswith(_AGENCY_PREFIX):
            return cls(key.removeprefix(_AGENCY_PREFIX))
        raise UnknownChoiceError(f"Cakupan “{key}” tidak dikenal.")


@dataclass(frozen=True)
class Unit:
    """One that is compared. `key` = the region's code, or "63.72/Dinas PUPR" for an SKPD."""

    key: str
    name: str
    place: str
    agency: str | None
    population: int | None


@dataclass(frozen=True)
class Outcome:
    """Everything a criterion can see of one sah complaint; None = not known."""

    followed_up: bool
    closed: bool
    response_wd: int | None
    verification_wd: int | None
    rating: int | None
    from_media: bool


@dataclass(frozen=True)
class Contest:
    """The units that are compared and how many sah of each outcome they have; enough to score any
    profile, also under resampling. `cells` = (unit key, outcome, complaints)."""

    scope: Scope
    only_media: bool
    units: tuple[Unit, ...]
    cells: tuple[tuple[str, Outcome, int], ...]

    @property
    def low_coverage(self) -> frozenset[str]:
        """The keys of those of whose followed-up complaints too few carry a response time
        (settings.cakupan_minimum_persen)."""
        answered: dict[str, list[int]] = {}
        for key, outcome, n in self.cells:
            if outcome.followed_up:
                known = answered.setdefault(key, [0, 0])
                known[0] += n if outcome.response_wd is not None else 0
                known[1] += n
        limit = load_settings().cakupan_minimum_persen
        return frozenset(key for key, (timed, n) in answered.items() if 100 * timed < limit * n)

    @property
    def names(self) -> dict[str, str]:
        """Unit key → name."""
        return {unit.key: unit.name for unit in self.units}

    def counts(self, profile: AwardProfile) -> dict[str, Counts]:
        """The counts of each unit under the limits of a profile."""
        outcomes: dict[str, list[tuple[Outcome, int]]] = {unit.key: [] for unit in self.units}
        for key, outcome, n in self.cells:
            outcomes[key].append((outcome, n))
        on_time, verified = limit_of(profile, ON_TIME), limit_of(profile, VERIFIED)
        return {
            unit.key: _counts(outcomes[unit.key], on_time, verified, unit.population)
            for unit in self.units
        }


def contest(
    source: Source,
    f: ComplaintFilter,
    scope: Scope | None = None,
    *,
    only_media: bool = False,
    period: Period | None = None,
) -> Contest:
    """The units of a scope (default: the 13, also those without complaints) with their outcomes.
    `only_media` (a profile's) replaces the filter's channels; the filter's place does not matter.
    SKPD without sah, and complaints that name no SKPD, are left out."""
    among = scope or Scope()
    chosen = f.with_(place=among.place)
    if only_media:
        chosen = chosen.with_(channels=MEDIA_CHANNELS)
    by_agency = among.place is not None
    answer = ask(
        source,
        "award_cells",
        chosen.bound(period) | {"by_agency": by_agency, "media": list(MEDIA_CHANNELS)},
    )
    cells = tuple(
        (key_of(place, agency), Outcome(*outcome), n) for place, agency, *outcome, n in answer.rows
    )
    if not by_agency:
        units = tuple(Unit(r.code, r.name, r.code, None, r.population) for r in REGIONS)
    else:
        named = dict.fromkeys((place, agency) for place, agency, *_ in answer.rows)
        units = tuple(
            Unit(key_of(place, agency), agency, place, agency, None) for place, agency in named
        )
    return Contest(among, only_media, units, cells)


def key_of(place: str, agency: str | None) -> str:
    """The key of a unit: "63.72", or "63.72/Dinas PUPR"."""
    return place if agency is None else f"{place}/{agency}"


def limit_of(profile: AwardProfile, key: str) -> int:
    """The limit (HK) of a criterion in a profile, that of the settings where it is not used."""
    return (profile.setting(key) or CriterionSetting(key)).limit


def _counts(
    outcomes: list[tuple[Outcome, int]], on_time: int, verified: int, population: int | None
) -> Counts:
    def total(*wanted: bool) -> int:
        return sum(n for (_, n), ok in zip(outcomes, wanted, strict=True) if ok)

    found = [outcome for outcome, _ in outcomes]
    times: dict[int, int] = {}
    for outcome, n in outcomes:
        if outcome.response_wd is not None:
            times[outcome.response_wd] = times.get(outcome.response_wd, 0) + n
    return Counts(
        valid=sum(n for _, n in outcomes),
        followed_up=total(*(o.followed_up for o in found)),
        on_time=total(*(within(o.response_wd, on_time) for o in found)),
        closed=total(*(o.closed for o in found)),
        verified=total(*(within(o.verification_wd, verified) for o in found)),
        media=total(*(o.from_media for o in found)),
        media_followed_up=total(*(o.from_media and o.followed_up for o in found)),
        rated=total(*(o.rating is not None for o in found)),
        stars=sum((o.rating or 0) * n for o, n in outcomes),
        timed=sum(times.values()),
        median_wd=percentile(times, 0.5),
        population=population,
    )


def within(working_days: int | None, limit: int) -> bool:
    """Whether a time is known and within the limit (HK)."""
    return working_days is not None and working_days <= limit
