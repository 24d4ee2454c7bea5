"""The panels of "Profil": every figure with its rank, P3, P5 and P6 on them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from lapor_data.domain import vocabulary as v
from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.record_checks import Check
from lapor_data.domain.records import EVALUATION, OBSTACLE, PLAN, Record
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigures
from lapor_data.present.charts import Dumbbell, Lines, Stacked
from lapor_data.present.panel import Panel
from lapor_data.present.panels_profile_trend import TRENDS
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import NO_COMPARISON, Period
from lapor_data.questions.rows import rows
from lapor_data.store.current import open_sample
from lapor_data.store.snapshot import Snapshot
from tests.tiny import BANJARBARU, HSU, Row, TinySource, source_of, tiny


def tiny_briefing(place: str | None, *agencies: str, period: str = "2021-S1") -> Briefing:
    chosen = ComplaintFilter(Period.parse(period), place, agencies=agencies)
    return Briefing(tiny(), chosen, date(2023, 8, 1), date(2020, 2, 29))


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_sample()


def briefing(snapshot: Snapshot, period: str, place: str, *agencies: str) -> Briefing:
    assert snapshot.data_date and snapshot.first_date
    chosen = ComplaintFilter(Period.parse(period), place, agencies=agencies)
    return Briefing(snapshot, chosen, snapshot.data_date, snapshot.first_date)


def figures(panel: Panel) -> dict[str, tuple[str, str]]:
    """Label → value and the words under it."""
    assert isinstance(panel.chart, KeyFigures)
    return {figure.label: (figure.text, figure.change) for figure in panel.chart.figures}


def test_five_figures_of_the_tiny_banjarbaru_every_cell() -> None:
    # Banjarbaru: 5 sah, 4 followed up, 3 closed, 2 in time; HSU: 3 sah, 2, 1, 0; the other eleven
    # have none and so no share. Three timed in Banjarbaru are fewer than five.
    assert figures(catalogue.build("profil-angka", tiny_briefing(BANJARBARU))) == {
        "Aduan sah": ("5", "urutan 1 dari 13 · naik 4 aduan dari S1 2020"),
        "Tindak lanjut": ("80,0%", "peringkat 1 dari 2 · turun 20,0 poin dari S1 2020"),
        "Selesai": ("60,0%", "peringkat 1 dari 2 · turun 40,0 poin dari S1 2020"),
        "Median respons": ("–", "data belum cukup: 3 dari 5 bercap waktu"),
        "Tepat waktu ≤ 3 HK": ("40,0%", "peringkat 1 dari 2 · turun 60,0 poin dari S1 2020"),
    }


def test_five_figures_of_a_tiny_skpd_rank_it_among_the_skpd_of_its_place() -> None:
    # Banjarbaru: Dishub 2 sah, both answered, both in time; Dinas PUPR 2, both followed up.
    found = figures(catalogue.build("profil-angka", tiny_briefing(BANJARBARU, "Dishub")))
    assert found["Aduan sah"] == ("2", "urutan 1 dari 2")
    # Two complaints are too few for a rank by shares.
    assert found["Tepat waktu ≤ 3 HK"] == ("100,0%", "")


def test_unknown_times_are_said_and_take_no_rank() -> None:
    # In 2020 HSU has one complaint, closed without any time.
    found = figures(catalogue.build("profil-angka", tiny_briefing(HSU, period="2020")))
    assert found["Tindak lanjut"] == ("100,0%", "peringkat 1 dari 2")
    assert found["Median respons"] == ("–", "data belum cukup: 0 dari 1 bercap waktu")
    assert found["Tepat waktu ≤ 3 HK"] == ("–", "waktu respons belum diketahui")


def test_a_short_period_shows_the_six_months_up_to_its_end() -> None:
    chart = catalogue.build("profil-angka", tiny_briefing(HSU, period="2021-06")).chart
    assert isinstance(chart, KeyFigures)
    # January to June 2021: one in April, two in June.
    assert chart.figures[0].trend == (0, 0, 0, 1, 0, 2)


def test_a_level_has_figures_but_no_rank() -> None:
    b = tiny_briefing("provinsi")
    assert figures(catalogue.build("profil-angka", b))["Aduan sah"] == ("1", "")
    assert catalogue.build("profil-peringkat", b).title == "Tidak diperingkat"
    assert catalogue.build("profil-naik", b).is_empty
    assert catalogue.build("profil-nilai", b).is_empty


def test_topics_of_the_tiny_hsu_beside_all_of_kalsel() -> None:
    panel = catalogue.build("profil-topik", tiny_briefing(HSU))
    assert panel.table.rows == (
        ("Banjir", 2, 200 / 3, 2, 200 / 9, "terlalu sedikit"),
        ("Parkir", 1, 100 / 3, 3, 300 / 9, "terlalu sedikit"),
    )
    assert isinstance(panel.chart, Dumbbell)
    assert (panel.chart.name, panel.chart.other_name) == ("Hulu Sungai Utara", "Seluruh Kalsel")
    assert [(pair.label, pair.text, pair.other_text) for pair in panel.chart.pairs] == [
        ("Banjir", "66,7% · n = 2", "22,2%"),
        ("Parkir", "33,3% · n = 1", "33,3%"),
    ]


def test_skpd_of_the_tiny_banjarbaru_every_cell() -> None:
    panel = catalogue.build("profil-skpd", tiny_briefing(BANJARBARU))
    assert panel.table.rows == (
        ("Dinas PUPR", 2, 100.0, 50.0, 0.0, None, None, 1),
        ("Dishub", 2, 100.0, 100.0, 100.0, None, None, 2),
    )
    assert panel.notes[0] == "1 aduan tanpa nama SKPD"


def test_trend_of_the_tiny_hsu_per_100000_people() -> None:
    panel = catalogue.build("profil-tren", tiny_briefing(HSU), "aduan")
    assert isinstance(panel.chart, Lines)
    whole, mine = panel.chart.lines
    assert (whole.name, mine.name, panel.chart.unit) == (
        "13 kab/kota", "Hulu Sungai Utara", "per 100.000",
    )  # fmt: skip
    # February 2020 to June 2021; HSU has one in December 2020, one in April, two in June 2021.
    people = 226_727
    counts = {date(2020, 12, 1): 1, date(2021, 4, 1): 1, date(2021, 6, 1): 2}
    for month, value in zip(panel.chart.months, mine.values, strict=True):
        assert value == pytest.approx(100_000 * counts.get(month, 0) / people)
    january = panel.chart.months.index(date(2021, 1, 1))
    assert whole.values[january] == pytest.approx(100_000 * 2 / 4_073_584)


def test_trend_of_shares_leaves_out_months_with_few_cases() -> None:
    panel = catalogue.build("profil-tren", tiny_briefing(HSU), "tindak-lanjut")
    assert isinstance(panel.chart, Lines)
    assert set(panel.chart.lines[1].values) == {None}


def aged(number: int, day: date, stage: str) -> Row:
    return Row(number, day, HSU, stage)


def backlog_source() -> TinySource:
    # Monday 3 July to Tuesday 1 August 2023: 20 HK (19 July is Tahun Baru Islam).
    return source_of(
        [
            aged(1, date(2023, 7, 3), v.STAGE_UNVERIFIED),
            aged(2, date(2023, 7, 31), v.STAGE_NOT_FOLLOWED_UP),
            aged(3, date(2023, 7, 31), v.STAGE_CLOSED),
            aged(4, date(2023, 7, 31), v.STAGE_ARCHIVED),
            Row(5, date(2023, 7, 31), BANJARBARU, v.STAGE_UNVERIFIED),
        ]
    )


def test_backlog_by_age_is_not_bound_by_the_period() -> None:
    chosen = ComplaintFilter(Period.parse("2021"), HSU)
    b = Briefing(backlog_source(), chosen, date(2023, 8, 1), date(2023, 7, 3))
    panel = catalogue.build("profil-tunggakan", b)
    assert panel.title == "1 dari 2 aduan terbuka lewat batas"
    assert panel.n == 2
    by_band = {row[0]: row[1:] for row in panel.table.rows}
    assert by_band["≤ 3 HK"] == (0, 0, 1, 0, 1)
    assert by_band["15–60 HK"] == (1, 0, 0, 0, 1)
    assert isinstance(panel.chart, Stacked)
    assert sum(count for part in panel.chart.parts for count in part.counts) == 2


def test_p6_hsu_2022_is_last_and_flagged(sample: Snapshot) -> None:
    b = briefing(sample, "2022", HSU)
    found = figures(catalogue.build("profil-angka", b))
    assert found["Tindak lanjut"][0] == "53,0%"
    assert found["Tindak lanjut"][1].startswith("peringkat 13 dari 13")
    rank = catalogue.build("profil-peringkat", b)
    assert rank.title.startswith("Peringkat 13 dari 13 kabupaten/kota")
    assert any("53% (53 dari 100 aduan)" in item.sentence for item in b.attention)


def test_p5_the_busiest_skpd_of_banjarbaru(sample: Snapshot) -> None:
    b = briefing(sample, "2022", BANJARBARU)
    panel = catalogue.build("profil-skpd", b)
    assert panel.title == "SKPD tersibuk: Dinas Perkim, Dinas PUPR, dan Dishub"
    for row, choice in zip(panel.table.rows[:5], panel.rows[:5], strict=True):
        assert rows(sample, b.filter, choice.spec).total == row[1]


def test_p4_the_score_of_banjarbaru_and_its_rows(sample: Snapshot) -> None:
    b = briefing(sample, "2022", BANJARBARU)
    panel = catalogue.build("profil-nilai", b)
    assert panel.title == "Bobot nilai 2,01: tidak ada yang lebih tinggi"
    totals = [rows(sample, b.filter, choice.spec).total for choice in panel.rows]
    assert totals == [200, 193, 179]
    assert catalogue.build("profil-naik", b).title == "Sudah peringkat 1"


def test_what_would_raise_hss_2022(sample: Snapshot) -> None:
    b = briefing(sample, "2022", "63.06")
    score = catalogue.build("profil-nilai", b)
    assert score.title == "Bobot nilai 1,95: 0,06 poin di bawah peringkat 1, Kota Banjarbaru"
    panel = catalogue.build("profil-naik", b)
    assert panel.title.startswith("Untuk naik ke peringkat 1: ")
    # By hand: 140/1333 + 137/140 + x/140 > 2.01 needs x = 130 instead of 121.
    assert {row[0]: row[2] for row in panel.table.rows} == {
        "Porsi aduan": 1, "Tindak lanjut": None, "Tepat waktu": 1,
    }  # fmt: skip
    in_time = next(row[1] for row in panel.table.rows if row[0] == "Tepat waktu")
    assert in_time.startswith("9 aduan lagi direspons tepat waktu: 130 dari 140")


def test_ranks_of_an_skpd_leave_out_those_with_few_complaints(sample: Snapshot) -> None:
    panel = catalogue.build("profil-peringkat", briefing(sample, "2022", BANJARBARU, "Dishub"))
    ranked = [row for row in panel.table.rows if row[0] is not None]
    assert panel.title.startswith(f"Peringkat {_rank_of('Dishub', panel)} dari {len(ranked)} SKPD")
    assert all(row[4] >= 5 for row in ranked)
    assert all(row[4] < 5 for row in panel.table.rows if row[0] is None)


def _rank_of(name: str, panel: Panel) -> int:
    return next(row[0] for row in panel.table.rows if row[1] == name)


def test_the_list_to_choose_from_is_the_award_ranking_and_names_the_few(sample: Snapshot) -> None:
    assert sample.data_date and sample.first_date
    chosen = ComplaintFilter(Period.parse("2021-S1"))
    b = Briefing(sample, chosen, sample.data_date, sample.first_date)
    listed = catalogue.build("profil-peringkat", b).table.rows
    award = catalogue.build("penghargaan-skor", b).table.rows
    assert [(row[0], row[1]) for row in listed] == [(row[0], row[1]) for row in award]
    few = {row[1] for row in listed if "penduduk" in row[7]}
    assert few == {
        "Kabupaten Balangan", "Kabupaten Kotabaru", "Kabupaten Hulu Sungai Utara",
        "Kabupaten Barito Kuala", "Kabupaten Tanah Bumbu",
    }  # fmt: skip


@pytest.mark.parametrize("trend", TRENDS)
@pytest.mark.parametrize("agencies", [(), ("Dinas PUPR",)])
def test_every_trend_without_a_comparison(
    sample: Snapshot, trend: str, agencies: tuple[str, ...]
) -> None:
    assert sample.data_date and sample.first_date
    chosen = ComplaintFilter(
        Period.parse("2022"), BANJARBARU, agencies=agencies, compare=NO_COMPARISON
    )
    b = Briefing(sample, chosen, sample.data_date, sample.first_date)
    panel = catalogue.build("profil-tren", b, trend)
    assert isinstance(panel.chart, Lines)
    assert panel.chart.lines[-1].tone == "accent"
    # A rank, and no change.
    assert re.fullmatch(
        r"peringkat \d+ dari \d+", figures(catalogue.build("profil-angka", b))["Selesai"][1]
    )


def test_obstacles_and_plans_of_the_place_with_their_checks() -> None:
    plan = Record(
        "p1",
        PLAN,
        "Piket harian",
        LooseDate(2021, 6),
        place=HSU,
        owner="Diskominfo",
        due=date(2021, 12, 1),
        status="berjalan",
        check=Check.parse("tindak_lanjut ≥ 90 pada 2021-S1"),
    )
    records = (
        Record("h1", OBSTACLE, "Admin berganti", LooseDate(2021), place=HSU, detail="Baru."),
        plan,
        replace(plan, key="p2", place=BANJARBARU),
        replace(plan, key="p3", place=None),
        Record("e1", EVALUATION, "Peringkat 1", LooseDate(2021), place=HSU),
    )
    b = replace(tiny_briefing(HSU), records=records)
    panel = catalogue.build("profil-catatan", b)
    assert panel.title == "1 hambatan dan 1 rencana aksi"
    # Two of the three sah of HSU were followed up; the plan was due in 2021 and is not done.
    assert panel.table.rows == (
        (
            "Jun 2021",
            "Rencana aksi",
            "Piket harian",
            "Diskominfo",
            "1 Des 2021",
            "berjalan, lewat tenggat",
            "Tindak lanjut ≥ 90% pada S1 2021: 67% dari 3 aduan, belum tercapai",
            None,
        ),
        ("2021", "Hambatan", "Admin berganti. Baru.", None, None, "–", None, None),
    )
    nothing = catalogue.build("profil-catatan", replace(b, records=()))
    assert nothing.is_empty
    assert nothing.title == "Belum ada hambatan atau rencana aksi yang dicatat"
