"""One subject among its peers: ranks, and its topics beside those of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain.settings import load_settings
from lapor_data.questions import profile, summary, topics
from lapor_data.questions.award_units import contest
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.scoring import standings
from lapor_data.questions.topics import CATCH_ALL, TopicRow
from tests.tiny import BANJARBARU, HSU, tiny

S1 = ComplaintFilter(Period.parse("2021-S1"))


@pytest.mark.parametrize(
    ("place", "agencies", "expected"),
    [
        (None, (), None),
        (None, ("Dishub",), None),
        (HSU, (), ("63.08", "Kabupaten Hulu Sungai Utara", "Hulu Sungai Utara", "Seluruh Kalsel", True)),
        (HSU, ("Dishub", "Dinas PUPR"), ("63.08", "Kabupaten Hulu Sungai Utara", "Hulu Sungai Utara",
                                         "Seluruh Kalsel", True)),
        (HSU, (EMPTY,), ("63.08", "Kabupaten Hulu Sungai Utara", "Hulu Sungai Utara", "Seluruh Kalsel", True)),
        (BANJARBARU, ("Dishub",), ("63.72/Dishub", "Dishub, Kota Banjarbaru", "Dishub",
                                   "Banjarbaru", False)),
        ("provinsi", (), ("provinsi", "Provinsi", "Provinsi", "Seluruh Kalsel", False)),
    ],
)  # fmt: skip
def test_what_a_filter_makes_the_profile_of(
    place: str | None, agencies: tuple[str, ...], expected: tuple[object, ...] | None
) -> None:
    found = profile.subject_of(S1.with_(place=place, agencies=agencies))
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (found.key, found.name, found.short_name, found.whole_name, found.is_region) == expected


@pytest.mark.parametrize(
    ("place", "agency", "scope"),
    [
        (HSU, None, "wilayah"),
        (HSU, "Dishub", "skpd:63.08"),
        ("provinsi", "Dishub", "skpd:provinsi"),
        ("provinsi", None, None),
        ("pusat", "PLN", None),
    ],
)
def test_among_whom_it_is_scored(place: str, agency: str | None, scope: str | None) -> None:
    found = profile.Subject(place, agency).scope
    assert (found.key if found else None) == scope


def test_an_skpd_needs_a_minimum_for_a_rank_and_a_region_does_not() -> None:
    assert profile.Subject(HSU).award.minimum == 1
    assert profile.Subject(HSU, "Dishub").award.minimum == load_settings().sampel_minimum == 5
    dishub = profile.Subject(BANJARBARU, "Dishub")
    assert dishub.scope is not None
    found = contest(tiny(), S1, dishub.scope)
    ranks = {one.key: one.rank for one in standings(found.counts(dishub.award), dishub.award)}
    # Two sah each: none reaches five.
    assert ranks == {"63.72/Dishub": None, "63.72/Dinas PUPR": None}


def test_peers_are_the_13_or_the_named_skpd() -> None:
    regions = profile.peers_of_regions(summary.by_region(tiny(), S1))
    assert len(regions) == 13
    assert {peer.key: peer.measures.valid for peer in regions if peer.measures.valid} == {
        BANJARBARU: 5, HSU: 3,
    }  # fmt: skip
    offices = profile.peers_of_agencies(summary.by_agency(tiny(), S1.with_(place=BANJARBARU)))
    assert [(peer.key, peer.name, peer.measures.valid) for peer in offices] == [
        ("63.72/Dinas PUPR", "Dinas PUPR", 2),
        ("63.72/Dishub", "Dishub", 2),
    ]


def test_ranks_share_a_place_where_values_tie_and_leave_out_the_unknown() -> None:
    values = {"a": 5.0, "b": 9.0, "c": 5.0, "d": None, "e": 1.0}
    found = {key: profile.rank_among(values, key) for key in values}
    assert found == {
        "a": profile.Rank(2, 4), "b": profile.Rank(1, 4), "c": profile.Rank(2, 4), "d": None,
        "e": profile.Rank(4, 4),
    }  # fmt: skip
    assert profile.rank_among(values, "e", lowest_first=True) == profile.Rank(1, 4)
    assert profile.rank_among(values, "not there") is None


@given(st.dictionaries(st.text(max_size=3), st.none() | st.floats(0, 100), max_size=13))
def test_one_of_those_with_a_value_is_first(values: dict[str, float | None]) -> None:
    known = [value for value in values.values() if value is not None]
    ranks = [profile.rank_among(values, key) for key in values]
    told = [rank for rank in ranks if rank is not None]
    assert len(told) == len(known)
    if told:
        assert min(rank.rank for rank in told) == 1
        assert all(1 <= rank.rank <= rank.of == len(known) for rank in told)


WHOLE = [
    TopicRow("Parkir", 60),
    TopicRow("Banjir", 100),
    TopicRow("Jalan", 300),
    TopicRow("Langka", 6),
    TopicRow("Asing", 30),
    TopicRow(CATCH_ALL, 104),
    TopicRow(None, 400),
]


def test_topics_beside_the_whole_every_cell() -> None:
    mine = [TopicRow("Parkir", 40), TopicRow("Jalan", 30), TopicRow("Banjir", 10),
            TopicRow("Langka", 2), TopicRow(CATCH_ALL, 10), TopicRow(None, 8)]  # fmt: skip
    found = profile.topic_gaps(mine, WHOLE)
    assert [(gap.category, gap.count, gap.whole_count, gap.verdict) for gap in found] == [
        ("Parkir", 40, 60, profile.OFTENER),
        ("Jalan", 30, 300, profile.ALIKE),
        ("Banjir", 10, 100, profile.ALIKE),
        ("Langka", 2, 6, profile.TOO_FEW),
        # Expected are 100 × 30 ÷ 1000 = 3, fewer than five: that it has none says nothing.
        ("Asing", 0, 30, profile.TOO_FEW),
    ]
    parkir = found[0]
    assert (parkir.n, parkir.whole_n, parkir.percent, parkir.whole_percent) == (100, 1000, 40, 6)


def test_a_topic_that_is_missing_is_rarer_where_it_would_be_expected() -> None:
    mine = [TopicRow("Parkir", 6), TopicRow(None, 94)]
    verdicts = {gap.category: gap.verdict for gap in profile.topic_gaps(mine, WHOLE)}
    assert verdicts["Jalan"] == profile.RARER
    assert verdicts["Parkir"] == profile.ALIKE


def test_the_whole_beside_itself_and_nothing_at_all() -> None:
    assert {gap.verdict for gap in profile.topic_gaps(WHOLE, WHOLE)} == {profile.TOO_FEW}
    assert profile.topic_gaps([], []) == []
    assert {gap.percent for gap in profile.topic_gaps([], WHOLE)} == {0.0}


def test_topics_of_a_region_in_the_tiny_data() -> None:
    mine = topics.by_category(tiny(), S1.with_(place=HSU))
    whole = topics.by_category(tiny(), S1)
    found = {gap.category: gap for gap in profile.topic_gaps(mine, whole)}
    assert (found["Banjir"].count, found["Banjir"].n) == (2, 3)
    assert (found["Parkir"].whole_count, found["Parkir"].whole_n) == (3, 9)
