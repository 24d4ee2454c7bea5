"""Who is compared and what each criterion counts, counted by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from lapor_data.domain import profiles as p
from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.domain.regions import BY_CODE
from lapor_data.domain.settings import load_settings
from lapor_data.questions import criteria
from lapor_data.questions.award_units import Scope, contest
from lapor_data.questions.criteria import CATALOGUE, Counts, Field, reading
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.scoring import standings
from tests.tiny import BANJARBARU, HSU, Row, TinySource, source_of

S1 = ComplaintFilter(Period.parse("2021-S1"))
EVERYTHING = AwardProfile("Semua", "semua", tuple(CriterionSetting(key) for key in p.KEYS))


@dataclass(frozen=True)
class RatedRow(Row):
    """A complaint with what the other criteria look at as well."""

    verification_wd: int | None = None
    rating: int | None = None


DAY = date(2021, 3, 1)
SOCIAL = v.CHANNEL_SOCIAL


@pytest.fixture(scope="module")
def source() -> TinySource:
    return source_of([
        # Banjarbaru: five sah and one archived, of two SKPD and one without.
        RatedRow(1, DAY, response_wd=0, agency="Dishub", verification_wd=0, rating=5),
        RatedRow(2, DAY, response_wd=3, agency="Dishub", verification_wd=4, channel=SOCIAL, rating=4),
        RatedRow(3, DAY, response_wd=7, agency="Dinas PUPR", stage=v.STAGE_IN_PROGRESS, verification_wd=3),
        RatedRow(4, DAY, stage=v.STAGE_NOT_FOLLOWED_UP, agency="Dinas PUPR", channel=SOCIAL),
        RatedRow(5, DAY, response_wd=4),
        RatedRow(6, DAY, stage=v.STAGE_ARCHIVED, response_wd=0, agency="Dishub", rating=1),
        # HSU: one, closed without a known time.
        RatedRow(7, DAY, HSU, agency="Dishub"),
        # The province is none of the 13.
        RatedRow(8, DAY, "provinsi", response_wd=1, agency="Biro Umum", rating=2),
        # Another period.
        RatedRow(9, date(2021, 8, 1), HSU, response_wd=1, agency="Dishub"),
    ])  # fmt: skip


def test_counts_of_the_13(source: TinySource) -> None:
    found = contest(source, S1.with_(place=HSU))
    assert (found.scope.key, found.scope.name) == ("wilayah", "13 kabupaten/kota")
    assert [unit.key for unit in found.units] == sorted(BY_CODE)
    assert found.names[HSU] == "Kabupaten Hulu Sungai Utara"
    counts = found.counts(EVERYTHING)
    assert counts[BANJARBARU] == Counts(
        valid=5, followed_up=4, on_time=2, closed=3, verified=2, media=2, media_followed_up=1,
        rated=2, stars=9, timed=4, median_wd=3.5, population=BY_CODE[BANJARBARU].population,
    )  # fmt: skip
    assert counts[HSU] == Counts(
        valid=1, followed_up=1, closed=1, population=BY_CODE[HSU].population
    )
    assert counts["63.01"] == Counts(0, population=BY_CODE["63.01"].population)


def test_limits_of_the_profile_count(source: TinySource) -> None:
    profile = AwardProfile(
        "Uji", "uji",
        (CriterionSetting(p.ON_TIME, limit_wd=4), CriterionSetting(p.VERIFIED, limit_wd=2)),
    )  # fmt: skip
    counts = contest(source, S1).counts(profile)[BANJARBARU]
    assert (counts.on_time, counts.verified) == (3, 1)


def test_media_only(source: TinySource) -> None:
    counts = contest(source, S1.with_(channels=(v.CHANNEL_WEB,)), only_media=True).counts(
        BUILT_IN[1]
    )
    assert (counts[BANJARBARU].valid, counts[BANJARBARU].media) == (2, 2)
    assert counts[HSU].valid == 0


def test_another_period(source: TinySource) -> None:
    counts = contest(source, S1, period=Period.parse("2021-S2")).counts(EVERYTHING)
    assert (counts[HSU].valid, counts[BANJARBARU].valid) == (1, 0)


def test_agencies_of_one_region_and_of_the_province(source: TinySource) -> None:
    found = contest(source, S1, Scope.parse("skpd:63.72"))
    assert found.scope.name == "SKPD Kota Banjarbaru"
    assert [(u.key, u.name, u.place, u.agency, u.population) for u in found.units] == [
        ("63.72/Dinas PUPR", "Dinas PUPR", BANJARBARU, "Dinas PUPR", None),
        ("63.72/Dishub", "Dishub", BANJARBARU, "Dishub", None),
    ]
    rows = standings(found.counts(BUILT_IN[0]), BUILT_IN[0])
    # Complaint 5 names no SKPD: porsi is of the four that do.
    assert [(row.rank, row.key, row.score) for row in rows] == [
        (1, "63.72/Dishub", pytest.approx(2 / 4 + 2 / 2 + 2 / 2)),
        (2, "63.72/Dinas PUPR", pytest.approx(2 / 4 + 1 / 2 + 0)),
    ]
    province = contest(source, S1, Scope(place="provinsi"))
    assert (province.scope.key, province.scope.name) == ("skpd:provinsi", "SKPD Provinsi")
    assert [unit.key for unit in province.units] == ["provinsi/Biro Umum"]


@pytest.mark.parametrize("key", ["", "kota", "skpd:", "skpd:pusat", "skpd:63.99"])
def test_unknown_scope(key: str) -> None:
    with pytest.raises(UnknownChoiceError):
        Scope.parse(key)


UNIT = Counts(
    valid=20, followed_up=15, on_time=12, closed=10, verified=5, media=4, media_followed_up=3,
    rated=5, stars=18, timed=14, median_wd=1.5, population=200_000,
)  # fmt: skip
OTHER = Counts(valid=60, followed_up=60, population=300_000)
FIELD = Field.of([UNIT, OTHER])


@pytest.mark.parametrize(
    ("key", "value", "count", "base", "figure"),
    [
        (p.SHARE, 0.25, 20, 80, "20 dari 80"),
        (p.PER_100K, 0.5, 20, 200_000, "10,0 per 100.000"),  # the other has 20
        (p.FOLLOW_UP, 0.75, 15, 20, "15 dari 20"),
        (p.CLOSED, 0.5, 10, 20, "10 dari 20"),
        (p.ON_TIME, 0.6, 12, 20, "12 dari 20"),
        (p.MEDIAN, 0.75, 14, 20, "1,5 HK, 14 dari 20 bercap waktu"),  # 1 − 1.5 ÷ 6
        (p.VERIFIED, 0.25, 5, 20, "5 dari 20"),
        (p.RATING, 0.65, 18, 5, "3,60 bintang dari 5 rating"),  # (3.6 − 1) ÷ 4
        (p.MEDIA, 0.75, 3, 4, "3 dari 4"),
    ],
)
def test_readings(key: str, value: float, count: int, base: int, figure: str) -> None:
    found = reading(CriterionSetting(key), UNIT, FIELD)
    assert (found.value, found.count, found.base, found.figure) == (
        pytest.approx(value),
        count,
        base,
        figure,
    )
    other_end = p.HIGH if key == p.MEDIAN else p.LOW
    assert reading(CriterionSetting(key, direction=other_end), UNIT, FIELD).value == pytest.approx(
        1 - value
    )


@pytest.mark.parametrize(
    ("median", "value"), [(0, 1.0), (2, 0.75), (4, 0.5), (8, 0.0), (9, 0.0), (None, 0.0)]
)
def test_median_against_a_limit(median: float | None, value: float) -> None:
    setting = CriterionSetting(p.MEDIAN, limit_wd=4)
    unit = Counts(3, timed=3, median_wd=median)
    assert criteria.value_of(setting, unit, Field.of([unit])) == pytest.approx(value)


def test_a_limit_of_zero_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    none = replace(load_settings(), respons_pertama=0)
    monkeypatch.setattr(p, "load_settings", lambda: none)
    unit = Counts(3, timed=3, median_wd=1)
    assert criteria.value_of(CriterionSetting(p.MEDIAN), unit, Field.of([unit])) == 0.5


def test_nothing_to_measure_is_zero_and_says_so() -> None:
    empty = Counts(0)
    figures = {key: reading(CriterionSetting(key), empty, Field.of([empty])) for key in p.KEYS}
    assert {found.value for found in figures.values()} == {0.0}
    assert figures[p.RATING].figure == "tanpa rating"
    assert figures[p.MEDIAN].figure == "tanpa waktu respons"
    assert figures[p.PER_100K].figure == "tanpa data penduduk"


def test_the_catalogue_explains_each_criterion() -> None:
    assert tuple(CATALOGUE) == p.KEYS
    for found in CATALOGUE.values():
        assert found.label and found.counts.endswith(".") and found.scale.endswith(".")
        assert found.unit in ("%", "aduan", "HK", "bintang")
    assert [key for key, found in CATALOGUE.items() if found.direction == p.LOW] == [p.MEDIAN]
    with pytest.raises(UnknownChoiceError, match="warna"):
        criteria.criterion("warna")
