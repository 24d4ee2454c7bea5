"""The filter: bound values, sentence and address say the same thing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import vocabulary as v
from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.regions import BY_CODE, LEVEL_NAMES
from lapor_data.questions.filters import EMPTY, ComplaintFilter
from lapor_data.questions.periods import COMPARISONS, PREVIOUS_PERIOD, Period

S1 = ComplaintFilter(Period.parse("2021-S1"))
FULL = ComplaintFilter(
    Period.parse("2022"),
    place="63.72",
    agencies=("Dishub", EMPTY),
    classifications=(v.CLASS_ASPIRATION,),
    channels=(v.CHANNEL_SMS,),
    categories=("Parkir & Terminal; lama",),
    compare=PREVIOUS_PERIOD,
)

words = st.lists(st.text(min_size=1, max_size=8), max_size=3, unique=True).map(tuple)
filters = st.builds(
    ComplaintFilter,
    period=st.sampled_from(["2021", "2021-S2", "2022-T1", "2023-07", "2023-01-02..2023-02-03"]).map(
        Period.parse
    ),
    place=st.none() | st.sampled_from([*BY_CODE, *LEVEL_NAMES]),
    agencies=words,
    classifications=words,
    channels=words,
    categories=words,
    compare=st.sampled_from(list(COMPARISONS)),
)


def test_bound_values() -> None:
    assert S1.bound() == {
        "from_day": date(2021, 1, 1),
        "until_day": date(2021, 7, 1),
        "place": None,
        "agencies": None,
        "classifications": None,
        "channels": None,
        "categories": None,
    }
    assert FULL.bound(Period.parse("2020-02"))["until_day"] == date(2020, 3, 1)
    assert FULL.bound()["agencies"] == ["Dishub", EMPTY]


def test_sentence() -> None:
    assert S1.sentence() == "Semester I 2021 · Semua wilayah"
    assert FULL.sentence() == (
        "Tahun 2022 · Kota Banjarbaru · instansi: Dishub, tanpa isi · klasifikasi: Aspirasi · "
        "kanal: SMS · topik: Parkir & Terminal; lama"
    )
    assert S1.extra_count == 0 and FULL.extra_count == 4


def test_address() -> None:
    assert S1.address() == {"periode": "2021-S1"}
    assert FULL.address() == {
        "periode": "2022",
        "wilayah": "63.72",
        "banding": "sebelumnya",
        "instansi": ["Dishub", EMPTY],
        "klasifikasi": ["Aspirasi"],
        "kanal": ["SMS"],
        "topik": ["Parkir & Terminal; lama"],
    }


@given(filters)
def test_the_address_gives_the_filter_back(chosen: ComplaintFilter) -> None:
    query = {
        name: value if isinstance(value, list) else [value]
        for name, value in chosen.address().items()
    }
    assert ComplaintFilter.from_address(query, S1) == (chosen, [])


def test_what_an_address_says_wrongly_is_named_and_left_out() -> None:
    found, messages = ComplaintFilter.from_address(
        {
            "periode": ["2021-S9"],
            "wilayah": ["99.99"],
            "banding": ["kemarin"],
            "topik": ["Parkir", "Parkir"],
            "lain": ["x"],
        },
        S1,
    )
    assert found == S1.with_(categories=("Parkir",))
    assert len(messages) == 3
    assert "2021-S9" in messages[0] and "99.99" in messages[1] and "kemarin" in messages[2]


def test_empty_values_of_an_address_are_as_good_as_none() -> None:
    query = {"periode": [""], "wilayah": [""], "topik": ["", "Parkir"], "kanal": [""]}
    assert ComplaintFilter.from_address(query, FULL) == (FULL.with_(categories=("Parkir",)), [])


def test_the_last_of_repeated_values_counts() -> None:
    found, messages = ComplaintFilter.from_address({"periode": ["2020", "2022"]}, S1)
    assert (found.period.key, messages) == ("2022", [])


def test_comparison_of_the_filter() -> None:
    assert S1.compared_with(date(2023, 8, 1)) == Period.parse("2020-S1")
    assert S1.with_(compare="tanpa").compared_with(date(2023, 8, 1)) is None


def test_unknown_choices() -> None:
    with pytest.raises(UnknownChoiceError, match=r"63\.99"):
        S1.with_(place="63.99")
    with pytest.raises(UnknownChoiceError, match="besok"):
        S1.with_(compare="besok")
