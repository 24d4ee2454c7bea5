"""The award score: the published example, ties, and rules that hold for any counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.profiles import AwardProfile, CriterionSetting
from lapor_data.questions import scoring
from lapor_data.questions.criteria import Counts
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.scoring import Standing, standings
from tests.tiny import BANJARBARU, HSU, Row, source_of, tiny

S1 = ComplaintFilter(Period.parse("2021-S1"))
GROUNDS = (scoring.SHARE, scoring.FOLLOW_UP, scoring.ON_TIME)


def ranked(
    counts: dict[str, Counts], weights: dict[str, float], minimum: int = 1
) -> list[Standing]:
    """The ranking under a profile of these weights."""
    criteria = tuple(CriterionSetting(key, weight) for key, weight in weights.items())
    return standings(counts, AwardProfile("Uji", "uji", criteria, minimum))


ONES = dict.fromkeys(GROUNDS, 1.0)

# domain.md §6, the year 2022: sah, followed up, in time.
YEAR_2022 = {
    "63.72": Counts(200, 193, 179), "63.06": Counts(140, 137, 121), "63.71": Counts(190, 175, 138),
    "63.03": Counts(130, 119, 80), "63.01": Counts(95, 87, 58), "63.10": Counts(95, 87, 58),
    "63.09": Counts(90, 83, 55), "63.08": Counts(100, 53, 40), "63.07": Counts(80, 74, 49),
    "63.04": Counts(78, 72, 48), "63.05": Counts(62, 57, 38), "63.02": Counts(43, 40, 26),
    "63.11": Counts(30, 29, 18),
}  # fmt: skip


def test_published_scores() -> None:
    rows = standings(YEAR_2022, scoring.PROFILES[0])
    assert [(row.rank, row.key, round(row.score or 0, 2)) for row in rows[:4]] == [
        (1, "63.72", 2.01),
        (2, "63.06", 1.95),
        (3, "63.71", 1.79),
        (4, "63.03", 1.63),
    ]
    assert (rows[-1].rank, rows[-1].key) == (13, HSU)
    parts = rows[0].parts
    assert [(part.key, part.label, part.count, part.base, part.figure) for part in parts] == [
        ("porsi", "Porsi aduan", 200, 1333, "200 dari 1.333"),
        ("tindak_lanjut", "Tindak lanjut", 193, 200, "193 dari 200"),
        ("tepat_waktu", "Tepat waktu", 179, 200, "179 dari 200"),
    ]
    assert [round(part.value, 4) for part in parts] == [0.1500, 0.9650, 0.8950]


def test_equal_counts_share_a_rank() -> None:
    rows = ranked(YEAR_2022, ONES)
    ranks = {row.key: row.rank or 0 for row in rows}
    assert ranks["63.01"] == ranks["63.10"] == 6 and ranks["63.07"] == 8
    codes = [row.key for row in rows]
    assert codes.index("63.10") == codes.index("63.01") + 1


def test_a_tie_survives_floating_point() -> None:
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last bit.
    counts = {"b": Counts(10, 3, 1), "a": Counts(10, 1, 3)}
    rows = ranked(counts, {"tindak_lanjut": 1.0, "porsi": 0.4, "tepat_waktu": 1.0})
    assert [(row.rank, row.key) for row in rows] == [(1, "a"), (1, "b")]


def test_below_the_minimum_sample_is_shown_but_not_ranked() -> None:
    counts = {"a": Counts(2, 2, 2), "b": Counts(0), "c": Counts(5, 1, 1), "d": Counts(3, 3, 0)}
    rows = ranked(counts, ONES, minimum=3)
    assert [(row.key, row.rank) for row in rows] == [("d", 1), ("c", 2), ("a", None), ("b", None)]
    # It is still part of what porsi is a part of: 3 of 10.
    assert [row.score for row in rows] == [
        pytest.approx(1.3),
        pytest.approx(0.9),
        pytest.approx(2.2),
        None,
    ]


def test_scores_from_rows() -> None:
    rows = scoring.scores(tiny(), S1.with_(place=HSU), scoring.PROFILES[0])
    assert len(rows) == 13
    first, second = rows[:2]
    assert (first.rank, first.place, first.name) == (1, BANJARBARU, "Kota Banjarbaru")
    assert first.score == pytest.approx(5 / 8 + 4 / 5 + 2 / 5)
    assert (second.rank, second.place) == (2, HSU)
    assert second.score == pytest.approx(3 / 8 + 2 / 3)
    assert [row.score for row in rows[2:]] == [None] * 11
    assert {row.rank for row in rows[2:]} == {3}
    assert [row.place for row in rows[2:]] == sorted(row.place for row in rows[2:])
    assert first.measures.valid == 5 and first.parts[2].points == pytest.approx(0.4)


def test_media_profile_counts_media_channels_only() -> None:
    profile = scoring.find_profile("isu-teraktif")
    rows = scoring.scores(tiny(), S1.with_(channels=(v.CHANNEL_WEB,)), profile)
    assert [(row.place, row.measures.valid) for row in rows[:2]] == [(HSU, 1), (BANJARBARU, 2)]
    assert [row.score for row in rows[:2]] == pytest.approx([1 / 3 + 1, 2 / 3 + 1 / 2])


def test_profile_that_measures_alone_cannot_score() -> None:
    source = source_of([
        Row(1, date(2021, 1, 4), BANJARBARU, response_wd=1),
        Row(2, date(2021, 1, 4), BANJARBARU, response_wd=4),
        Row(3, date(2021, 1, 4), HSU, response_wd=2),
        Row(4, date(2021, 1, 4), HSU, response_wd=2, channel=v.CHANNEL_SOCIAL),
    ])  # fmt: skip
    within_one = AwardProfile("A", "a", (CriterionSetting(scoring.ON_TIME, limit_wd=1),), minimum=2)
    rows = scoring.scores(source, S1, within_one)
    assert [(row.place, row.score, row.is_ranked) for row in rows[:2]] == [
        (BANJARBARU, 0.5, True),
        (HSU, 0.0, True),
    ]
    assert not any(row.is_ranked for row in rows[2:]) and rows[0].measures.on_time == 1
    with pytest.raises(ValueError, match="a"):
        scoring.scores_of([], within_one)
    # Where the limit is that of the settings, measures are enough and say the same.
    assert scoring.measures_suffice(scoring.PROFILES[0]) and not scoring.measures_suffice(
        within_one
    )
    media = AwardProfile("B", "b", (CriterionSetting("isu_media"),), only_media=True)
    rows = scoring.scores(source, S1, media)
    assert [(row.place, row.score, row.measures.valid) for row in rows[:2]] == [
        (HSU, 1.0, 1),
        ("63.01", None, 0),
    ]


def test_below_the_minimum_among_the_13() -> None:
    one = replace(scoring.PROFILES[0], minimum=4)
    rows = scoring.scores(tiny(), S1, one)
    assert [(row.rank, row.place, row.is_ranked) for row in rows[:2]] == [
        (1, BANJARBARU, True),
        (2, HSU, False),
    ]
    assert rows[1].score == pytest.approx(3 / 8 + 2 / 3)


def test_another_period() -> None:
    rows = scoring.scores(tiny(), S1, scoring.PROFILES[0], Period.parse("2020"))
    assert [row.place for row in rows if row.score is not None] == [BANJARBARU, HSU]


def test_find_profile() -> None:
    for text in ("tindak-lanjut", " TINDAK lanjut  pengaduan", "Tindak Lanjut Pengaduan"):
        assert scoring.find_profile(text) is scoring.PROFILES[0]
    with pytest.raises(UnknownChoiceError, match="Respon isu teraktif"):
        scoring.find_profile("terbaik")


def test_formula_in_words() -> None:
    assert scoring.formula_sentence({"porsi": 1, "tindak_lanjut": 1.5}) == (
        "Bobot nilai = 1 × porsi aduan sah di antara 13 kabupaten/kota + "
        "1,50 × tindak lanjut (bagian aduan sah yang ditindaklanjuti)."
    )
    assert scoring.PROFILES[0].highest == 3
    profile = AwardProfile(
        "Uji", "uji",
        (CriterionSetting("tepat_waktu", 2, limit_wd=5), CriterionSetting("porsi", 0.5, "rendah")),
    )  # fmt: skip
    assert scoring.formula_sentence(profile, "SKPD Provinsi") == (
        "Bobot nilai = 2 × tepat waktu (bagian aduan sah yang direspons dalam 5 hari kerja) + "
        "0,50 × (1 − porsi aduan sah di antara SKPD Provinsi)."
    )


def test_unknown_criterion() -> None:
    with pytest.raises(UnknownChoiceError, match="warna"):
        ranked(YEAR_2022, {"warna": 1.0})


units = st.dictionaries(
    st.sampled_from([f"63.{number:02}" for number in range(1, 14)]),
    st.integers(0, 300).flatmap(
        lambda valid: st.integers(0, valid).flatmap(
            lambda done: st.integers(0, done).map(lambda timely: Counts(valid, done, timely))
        )
    ),
    min_size=1,
)


@given(units, st.fixed_dictionaries({key: st.floats(0, 5) for key in GROUNDS}))
def test_rules_of_any_ranking(counts: dict[str, Counts], weights: dict[str, float]) -> None:
    rows = ranked(counts, weights)
    assert sorted(row.key for row in rows) == sorted(counts)
    known = [round(row.score, 12) for row in rows if row.score is not None]
    assert known == sorted(known, reverse=True)
    for row in rows:
        assert (row.score is None) == (counts[row.key].valid == 0)
        assert all(0 <= part.value <= 1 for part in row.parts)
        if row.score is None:
            assert row.rank is None
        else:
            assert row.rank == 1 + sum(other > round(row.score, 12) for other in known)
            assert row.score == pytest.approx(sum(part.points for part in row.parts))
            assert 0 <= row.score <= sum(weights.values()) + 1e-9
    for previous, current in pairwise(rows):
        if previous.rank == current.rank:
            assert previous.key < current.key


@given(units, st.sampled_from(["63.01", "63.05"]))
def test_one_more_followed_up_never_lowers_a_rank(counts: dict[str, Counts], code: str) -> None:
    unit = counts.get(code)
    if unit is None or unit.followed_up == unit.valid:
        return
    better = counts | {code: Counts(unit.valid, unit.followed_up + 1, unit.on_time)}
    before = {row.key: row.rank or 0 for row in ranked(counts, ONES)}
    after = {row.key: row.rank or 0 for row in ranked(better, ONES)}
    assert after[code] <= before[code]
