"""Sentences: exact words in every case, and no number that the answers do not hold."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapor_data.domain import numbers
from lapor_data.domain.regions import REGIONS
from lapor_data.questions import narrative, topics
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.summary import RegionRow
from lapor_data.questions.topics import TopicRow

S1 = ComplaintFilter(Period.parse("2021-S1"))
BEFORE = Period.parse("2020-S1")
LATER = date(2023, 8, 1)


def measures(
    valid: int,
    followed_up: int | None = None,
    *,
    closed: int | None = None,
    timed: int | None = None,
    median: float | None = 2,
    archived: int = 0,
) -> Measures:
    done = valid if followed_up is None else followed_up
    known = done if timed is None else timed
    return Measures(
        received=valid + archived,
        archived=archived,
        valid=valid,
        followed_up=done,
        closed=done if closed is None else closed,
        timed=known,
        followed_up_timed=known,
        response_median_wd=median if known else None,
    )


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (
            measures(545, closed=522),
            measures(533),
            "545 aduan sah, naik 12 dari Semester I 2020; 95,78% selesai; "
            "median respons 2 hari kerja.",
        ),
        (
            measures(1333, closed=1333, median=1.5),
            measures(1400),
            "1.333 aduan sah, turun 67 dari Semester I 2020; 100% selesai; "
            "median respons 1,5 hari kerja.",
        ),
        (
            measures(10, closed=0),
            measures(10),
            "10 aduan sah, sama dengan Semester I 2020; 0% selesai; median respons 2 hari kerja.",
        ),
        (
            measures(8, timed=0),
            None,
            "8 aduan sah; 100% selesai; waktu respons belum diketahui.",
        ),
        (
            measures(8, timed=4),
            None,
            "8 aduan sah; 100% selesai; data waktu respons belum cukup (4 aduan).",
        ),
        (
            measures(545, 540, closed=500, timed=412),
            None,
            "545 aduan sah; 91,74% selesai; median respons 2 hari kerja "
            "(cakupan rendah: 412 dari 540 tindak lanjut bercap waktu).",
        ),
        (measures(0), measures(4), "tidak ada aduan sah, turun 4 dari Semester I 2020."),
        (measures(0, archived=3), None, "tidak ada aduan sah; 3 diarsipkan."),
    ],
)
def test_period_sentence(now: Measures, before: Measures | None, said: str) -> None:
    sentence = narrative.period_sentence(S1, now, before, BEFORE, LATER)
    assert sentence == f"Semester I 2021: {said}"


def test_region_and_running_period() -> None:
    july = ComplaintFilter(Period.parse("2023-S2"), place="63.72")
    data_date = date(2023, 7, 31)
    sentence = narrative.period_sentence(
        july, measures(170), measures(150), july.compared_with(data_date), data_date
    )
    assert sentence == (
        "Semester II 2023 sampai 31 Juli 2023, Kota Banjarbaru: 170 aduan sah, "
        "naik 20 dari Juli 2022; 100% selesai; median respons 2 hari kerja."
    )


def test_a_period_that_has_not_begun() -> None:
    future = ComplaintFilter(Period.parse("2024"))
    assert narrative.period_sentence(future, measures(0), None, None, LATER) == (
        "Tahun 2024: belum ada data; data sampai 1 Agustus 2023."
    )
    assert narrative.period_sentence(future, measures(0), None, None, None) == (
        "Tahun 2024: tidak ada aduan sah."
    )


def test_small_words() -> None:
    assert narrative.change_words(5, 3) == "naik 2 aduan"
    assert narrative.change_words(3, 1003) == "turun 1.000 aduan"
    assert narrative.change_words(3, 3) == "tetap"
    assert narrative.exact_percent(99_999, 100_000) == "99,99%"
    assert narrative.exact_percent(1, 100_000) == "0,01%"
    assert narrative.exact_percent(0, 0) == "–"
    assert narrative.working_days(12.5) == "12,5 hari kerja"


def region_rows(**special: Measures) -> list[RegionRow]:
    return [
        RegionRow(
            region.code,
            region.name,
            region.short_name,
            region.population,
            special.get(region.short_name.replace(" ", "_"), measures(100, 93)),
            0.0,
        )
        for region in REGIONS
    ]


def names(of: list[narrative.Attention]) -> list[str]:
    return [item.sentence for item in of]


def test_attention_to_broken_limits() -> None:
    rows = region_rows(
        Hulu_Sungai_Utara=measures(100, 53),
        Balangan=measures(30, 29, median=5),
        Kotabaru=measures(43, 40, timed=20),
    )
    changes = topics.changes_of(
        [TopicRow("Kebakaran Hutan dan Lahan", 40), TopicRow("Pemilu", 15), TopicRow("Parkir", 9)],
        [TopicRow("Kebakaran Hutan dan Lahan", 5), TopicRow("Parkir", 9)],
        31,
        31,
    )
    found = narrative.attention(S1, measures(1173, 1050), rows, changes, BEFORE)
    assert names(found) == [
        "Tindak lanjut Kabupaten Hulu Sungai Utara 53% (53 dari 100 aduan), "
        "kabupaten/kota lain bersama-sama 93,1%.",
        "Median respons Kabupaten Balangan 5 hari kerja, melewati batas 3 hari kerja.",
        "Cakupan rendah di Kabupaten Kotabaru: waktu respons diketahui untuk "
        "20 dari 40 tindak lanjut.",
        "Topik yang naik dibanding Semester I 2020: Pemilu (0 menjadi 15) dan "
        "Kebakaran Hutan dan Lahan (5 menjadi 40).",
        "123 aduan sah belum ditindaklanjuti, di antara kabupaten/kota terbanyak di "
        "Kabupaten Hulu Sungai Utara (47).",
    ]
    assert [item.page for item in found] == [
        "profil",
        "kecepatan",
        "kecepatan",
        "topik",
        "tindak-lanjut",
    ]
    assert found[0].address == {"periode": "2021-S1", "wilayah": "63.08"}
    assert found[3].address == {"periode": "2021-S1"}


def test_the_largest_backlogs_are_named_together() -> None:
    rows = region_rows(Banjar=measures(100, 91), Hulu_Sungai_Utara=measures(100, 91))
    last = narrative.attention(S1, measures(1300, 1205), rows)[-1]
    assert last.sentence == (
        "95 aduan sah belum ditindaklanjuti, di antara kabupaten/kota terbanyak di Kabupaten Banjar "
        "dan Kabupaten Hulu Sungai Utara (masing-masing 9)."
    )


def test_a_median_of_the_answered_ones_says_so() -> None:
    sentence = narrative.period_sentence(S1, measures(100, 53, median=1), None, None, None)
    assert sentence.endswith(
        "median respons 1 hari kerja (dari 53 aduan yang waktu responsnya diketahui)."
    )


def test_several_slow_regions_are_one_sentence() -> None:
    rows = region_rows(
        Balangan=measures(30, median=6),
        Tapin=measures(30, median=4.5),
        Kotabaru=measures(4, median=9),
    )
    assert names(narrative.attention(S1, measures(90), rows)) == [
        "Median respons melewati batas 3 hari kerja di 2 kabupaten/kota; "
        "terlama Kabupaten Balangan, 6 hari kerja."
    ]
    low = region_rows(Balangan=measures(30, timed=10), Tapin=measures(30, timed=9))
    assert names(narrative.attention(S1, measures(90), low)) == [
        "Cakupan waktu respons rendah di 2 kabupaten/kota; "
        "terendah Kabupaten Tapin, diketahui untuk 9 dari 30 tindak lanjut."
    ]


def test_only_the_chosen_region_is_spoken_of() -> None:
    rows = region_rows(Hulu_Sungai_Utara=measures(100, 53), Balangan=measures(30, 29, median=5))
    found = narrative.attention(S1.with_(place="63.11"), measures(30, 29, median=5), rows)
    assert names(found) == [
        "Median respons Kabupaten Balangan 5 hari kerja, melewati batas 3 hari kerja.",
        "1 aduan sah belum ditindaklanjuti.",
    ]


def test_a_few_complaints_do_not_shout() -> None:
    rows = region_rows(Balangan=measures(6, 4, timed=1))
    assert names(narrative.attention(S1, measures(90), rows)) == [
        "Tidak ada batas yang terlampaui pada pilihan ini."
    ]
    assert narrative.attention(S1, measures(0), rows) == []


def test_attention_without_any_region() -> None:
    nothing = [row for row in region_rows() if False]
    found = narrative.attention(S1, measures(10, 8), nothing)
    assert names(found) == ["2 aduan sah belum ditindaklanjuti."]


some_measures = st.builds(
    lambda counts, median, archived: measures(
        counts[0],
        min(counts[:2]),
        closed=min(counts[:3]),
        timed=min(counts[:4]),
        median=median,
        archived=archived,
    ),
    st.tuples(*[st.integers(0, 3000)] * 4),
    st.integers(0, 40).map(lambda half: half / 2),
    st.integers(0, 30),
)
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def derivable(now: Measures, before: Measures | None, rows: list[RegionRow]) -> set[str]:
    """Every number that may be said of these answers."""
    allowed = {"3", "2021", "2020", "5", "12", "13"} | {str(n) for n in range(len(rows) + 1)}
    everyone = [now, *([before] if before else []), *(row.measures for row in rows)]
    for one in everyone:
        for count in (one.received, one.archived, one.valid, one.followed_up, one.closed):
            allowed.add(numbers.number(count))
        allowed |= {numbers.number(one.timed), numbers.number(one.not_followed_up)}
        allowed |= {numbers.number(one.followed_up_timed)}
        for part in (one.followed_up, one.closed):
            allowed.add(narrative.exact_percent(part, one.valid).rstrip("%"))
        if one.response_median_wd is not None:
            allowed.add(narrative.working_days(one.response_median_wd).split()[0])
    if before:
        allowed.add(numbers.number(abs(now.valid - before.valid)))
    valid = sum(row.measures.valid for row in rows)
    done = sum(row.measures.followed_up for row in rows)
    for row in rows:
        others = done - row.measures.followed_up, valid - row.measures.valid
        allowed.add(narrative.exact_percent(*others).rstrip("%"))
    return allowed


@given(some_measures, st.none() | some_measures, st.lists(some_measures, min_size=13, max_size=13))
@settings(deadline=None)
def test_every_number_comes_from_the_answers(
    now: Measures, before: Measures | None, regional: list[Measures]
) -> None:
    rows = [
        RegionRow(region.code, region.name, region.short_name, region.population, each, None)
        for region, each in zip(REGIONS, regional, strict=True)
    ]
    sentences = [narrative.period_sentence(S1, now, before, BEFORE, LATER)]
    sentences += names(narrative.attention(S1, now, rows, (), BEFORE))
    assert len(sentences) <= 6
    allowed = derivable(now, before, rows)
    for sentence in sentences:
        said = set(_NUMBER.findall(re.sub(r"[.;:)]?(\s|$)", r"\1", sentence)))
        assert said <= allowed, sentence
        assert sentence.endswith(".") and not re.search(r"\bNone\b|nan|  ", sentence)


def test_archived_complaints_stand_beside_the_headline() -> None:
    now = Measures(received=588, archived=43, valid=545, followed_up=533, closed=522)
    sentence = narrative.period_sentence(S1, now, None, None, None)
    assert "545 aduan sah (+ 43 diarsipkan); 95,78% selesai" in sentence
