"""The panels of the award workshop over ten complaints that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from lapor_data.domain import profiles as p
from lapor_data.domain import vocabulary as v
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Heat, Interval, Intervals, Stacked
from lapor_data.present.figures import figure
from lapor_data.present.palette import DARK, LIGHT
from lapor_data.present.panel import Panel
from lapor_data.present.panels_awards import formula_words, option_of, profile_of
from lapor_data.present.panels_workshop import Bench, moved_words
from lapor_data.questions.award_units import Scope
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import rows
from lapor_data.questions.what_if import Change
from tests.tiny import BANJARBARU, HSU, Row, source_of

TANAH_LAUT = "63.01"
DAY = date(2021, 2, 1)
OPEN = v.STAGE_NOT_FOLLOWED_UP
# Banjarbaru 4 sah, all in time; HSU 4, two of them; Tanah Laut 2, one of them late.
SOURCE = source_of(
    [
        *(Row(i, DAY, response_wd=0, agency="Dishub") for i in range(1, 4)),
        Row(4, DAY, response_wd=0, agency="Dinas PUPR"),
        *(Row(i, DAY, HSU, response_wd=1) for i in (5, 6)),
        *(Row(i, DAY, HSU, OPEN) for i in (7, 8)),
        Row(9, DAY, TANAH_LAUT, response_wd=10),
        Row(10, DAY, TANAH_LAUT, OPEN),
    ]
)
CHOSEN = ComplaintFilter(Period.parse("2021-S1"))
BRIEFING = Briefing(SOURCE, CHOSEN, date(2021, 8, 1), date(2021, 1, 1))
PROFILE = BUILT_IN[0]
SLUGS = ("bengkel-andaikan", "bengkel-langkah", "bengkel-bobot", "bengkel-selang")


def panel(slug: str, bench: Bench) -> Panel:
    return catalogue.build(slug, BRIEFING, bench.option())


def ranks(shown: Panel) -> dict[str, tuple[int | None, int | None]]:
    """Name → (rank, rank before) of the units with complaints."""
    return {row[3]: (row[0], row[1]) for row in shown.table.rows if row[0] is not None}


def test_nothing_imagined_is_the_present_ranking() -> None:
    shown = panel("bengkel-andaikan", Bench(PROFILE))
    assert shown.title == "Banjarbaru di peringkat 1; belum ada yang diandaikan"
    assert shown.n == 10
    assert shown.table.rows[:3] == (
        (1, 1, "tetap", "Kota Banjarbaru", pytest.approx(2.4), pytest.approx(2.4),
         "4 dari 10", "4 dari 4", "4 dari 4"),
        (2, 2, "tetap", "Kabupaten Hulu Sungai Utara", pytest.approx(1.4), pytest.approx(1.4),
         "4 dari 10", "2 dari 4", "2 dari 4"),
        (3, 3, "tetap", "Kabupaten Tanah Laut", pytest.approx(0.7), pytest.approx(0.7),
         "2 dari 10", "1 dari 2", "0 dari 2"),
    )  # fmt: skip
    assert [row[2] for row in shown.table.rows[3:]] == ["tanpa peringkat"] * 10
    assert isinstance(shown.chart, Stacked)
    assert shown.chart.labels == ("1. Banjarbaru", "2. Hulu Sungai Utara", "3. Tanah Laut")
    assert shown.chart.notes == ("<b>2,40</b>", "<b>1,40</b>", "<b>0,70</b>")


def test_weights_move_the_ranks() -> None:
    tried = PROFILE.with_weights({"porsi": 0.0, "tindak_lanjut": 2.0, "tepat_waktu": 0.0})
    shown = panel("bengkel-andaikan", Bench(tried, before=PROFILE))
    # Both follow up half of theirs: they share rank 2, Tanah Laut's code comes first.
    assert ranks(shown)["Kabupaten Tanah Laut"] == (2, 3)
    assert shown.title == "1 peringkat berubah; Banjarbaru di peringkat 1"
    assert isinstance(shown.chart, Stacked)
    assert shown.chart.notes[1:] == ("<b>1,00</b> naik 1", "<b>1,00</b> tetap")


def test_a_changed_figure_moves_its_unit_and_is_marked() -> None:
    change = Change(TANAH_LAUT, "tepat_waktu", 100)
    shown = panel("bengkel-andaikan", Bench(PROFILE, changes=(change,)))
    assert shown.title == "Tanah Laut naik dari peringkat 3 ke 2, nilai 0,70 menjadi 2,20"
    assert ranks(shown) == {
        "Kota Banjarbaru": (1, 1),
        "Kabupaten Tanah Laut": (2, 3),
        "Kabupaten Hulu Sungai Utara": (3, 2),
    }
    # Who is in time is followed up.
    assert shown.table.rows[1][6:] == ("2 dari 10", "2 dari 2", "2 dari 2")
    assert isinstance(shown.chart, Stacked)
    assert shown.chart.chosen == "2. Tanah Laut"


def test_a_change_that_gains_no_rank_says_so() -> None:
    change = Change(HSU, "tindak_lanjut", 100)
    shown = panel("bengkel-andaikan", Bench(PROFILE, changes=(change,)))
    assert shown.title == "Hulu Sungai Utara tetap di peringkat 2, nilai 1,40 menjadi 1,90"


def test_one_rank_up_of_each_criterion() -> None:
    shown = panel("bengkel-langkah", Bench(PROFILE, unit=TANAH_LAUT))
    assert shown.title.startswith("Naik satu peringkat, Kabupaten Tanah Laut")
    assert shown.n == 2
    # 14 more: 16/24 + 0.5 = 4/24 + 1, level with HSU. All followed up: 0.2 + 1 < 1.4.
    assert [(row[0], row[2], row[3]) for row in shown.table.rows] == [
        ("Porsi aduan", 3, 2),
        ("Tindak lanjut", 3, None),
        ("Tepat waktu", 3, 2),
    ]
    sentences = [row[1] for row in shown.table.rows]
    assert sentences[0].startswith("14 aduan lagi")
    assert sentences[1].startswith("Tidak tercapai")
    assert sentences[2].startswith("2 aduan lagi direspons tepat waktu: 2 dari 2")


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        (BANJARBARU, "Kota Banjarbaru sudah di peringkat 1"),
        ("63.02", "Belum ada peringkat untuk dinaikkan"),
        ("", "Belum ada peringkat untuk dinaikkan"),
    ],
)
def test_no_step_for_the_first_and_the_unranked(unit: str, title: str) -> None:
    shown = panel("bengkel-langkah", Bench(PROFILE, unit=unit))
    assert shown.title == title
    assert shown.is_empty


def test_rank_shares_where_no_weights_change_the_order() -> None:
    # Banjarbaru is nowhere behind HSU, and HSU nowhere behind Tanah Laut.
    shown = panel("bengkel-bobot", Bench(PROFILE, seed=7))
    assert shown.title == "Banjarbaru di peringkat 1 pada 100% bobot acak"
    assert "10.000 undian" in shown.unit and "benih 7" in shown.unit
    assert shown.n == 10
    assert isinstance(shown.chart, Heat)
    assert shown.chart.values == ((100, None, None), (None, 100, None), (None, None, 100))
    assert [row[2:] for row in shown.table.rows] == [
        (100, 0, 0, 100, "meyakinkan"),
        (0, 100, 0, 100, "meyakinkan"),
        (0, 0, 100, None, None),
    ]


def test_intervals_mark_what_is_not_safe() -> None:
    shown = panel("bengkel-selang", Bench(PROFILE))
    assert shown.n == 10
    assert isinstance(shown.chart, Intervals)
    assert [row.text for row in shown.chart.intervals] == ["2,40", "1,40", "0,70"]
    for row in shown.chart.intervals:
        assert row.low <= row.value <= row.high
    unsafe = [i for i, row in enumerate(shown.table.rows) if row[-1] == "belum meyakinkan"]
    assert shown.chart.unsafe_after == tuple(unsafe)
    assert unsafe  # ten complaints cannot settle all of it
    assert shown.title == f"{len(unsafe)} dari 2 urutan bertetangga belum meyakinkan"
    assert panel("bengkel-selang", Bench(PROFILE)) == shown
    assert panel("bengkel-selang", Bench(PROFILE, seed=8)) != shown


def test_a_tie_has_no_order_to_test_and_few_complaints_are_grey() -> None:
    follow_up = AwardProfile("Tindak lanjut saja", "tl", (CriterionSetting(p.FOLLOW_UP),))
    shown = panel("bengkel-selang", Bench(follow_up))
    # HSU and Tanah Laut both follow up half of theirs; the only order is Banjarbaru before them.
    assert [row[0] for row in shown.table.rows] == [1, 2, 2]
    assert [row[-1] for row in shown.table.rows][1:] == ["seri", None]
    assert isinstance(shown.chart, Intervals)
    assert 1 not in shown.chart.unsafe_after
    # All three have fewer than the five complaints of the settings.
    assert {row.tone for row in shown.chart.intervals} == {"muted"}
    assert "Di bawah 5 aduan (pudar): selang tidak dapat dipercaya" in shown.notes


def test_low_coverage_is_named_where_speed_counts() -> None:
    source = source_of([Row(1, DAY, response_wd=1), Row(2, DAY), Row(3, DAY, HSU, response_wd=1)])
    b = replace(BRIEFING, source=source)
    words = "Cakupan rendah: Kota Banjarbaru"
    assert words in catalogue.build("bengkel-andaikan", b, Bench(PROFILE).option()).notes
    slow = AwardProfile("Tindak lanjut saja", "tl", (CriterionSetting(p.FOLLOW_UP),))
    assert words not in catalogue.build("bengkel-andaikan", b, Bench(slow).option()).notes


def test_skpd_of_a_region_with_their_rows() -> None:
    bench = Bench(PROFILE, Scope(BANJARBARU))
    shown = panel("bengkel-andaikan", bench)
    assert shown.table.columns[3].head == "SKPD"
    assert [(row[0], row[3], row[6]) for row in shown.table.rows] == [
        # Below the five that an SKPD needs for a rank.
        (None, "Dishub", "3 dari 4"),
        (None, "Dinas PUPR", "1 dari 4"),
    ]
    assert "Kurang dari 5 aduan sah: tanpa peringkat" in shown.notes
    assert Scope().ranked_by(PROFILE) is PROFILE
    opened = {choice.label: rows(SOURCE, CHOSEN, choice.spec).total for choice in shown.rows}
    assert opened == {"Dishub: keadaan sekarang": 3, "Dinas PUPR: keadaan sekarang": 1}


def test_rows_of_the_parts_are_the_counts() -> None:
    shown = panel("bengkel-langkah", Bench(PROFILE, unit=HSU))
    assert [(c.label, rows(SOURCE, CHOSEN, c.spec).total) for c in shown.rows] == [
        ("Kabupaten Hulu Sungai Utara: 4 aduan sah", 4),
        ("Kabupaten Hulu Sungai Utara: 2 ditindaklanjuti", 2),
        ("Kabupaten Hulu Sungai Utara: 2 tepat waktu", 2),
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_without_complaints_and_on_both_grounds(slug: str) -> None:
    nothing = Briefing(
        SOURCE, ComplaintFilter(Period.parse("2015")), date(2021, 8, 1), date(2021, 1, 1)
    )
    for b in (nothing, BRIEFING):
        shown = catalogue.build(slug, b, Bench(PROFILE, unit=HSU).option())
        assert shown.title and shown.alt and shown.unit
        for colours in (LIGHT, DARK):
            if shown.chart:
                go.Figure(**figure(shown.chart, colours))


def test_no_label_of_an_interval_is_markup() -> None:
    chart = Intervals((Interval("<b>x", 1.0, 0.5, 1.5, "1,00", "1"),), "poin", "Nilai", "Peringkat")
    assert "<b>x" not in str(figure(chart, LIGHT)["layout"]["yaxis"]["ticktext"])


def test_bench_survives_its_option() -> None:
    own = AwardProfile("Cepat", "cepat", (CriterionSetting(p.ON_TIME, 2.0, limit_wd=5),), 7, True)
    bench = Bench(
        own.with_weights({p.ON_TIME: 0.5}),
        Scope("provinsi"),
        own,
        (Change("provinsi/Dinas A", p.ON_TIME, 12.5),),
        "provinsi/Dinas A",
        99,
    )
    assert Bench.parse(bench.option()) == bench


def test_profiles_as_options() -> None:
    assert option_of(PROFILE) == "tindak-lanjut"
    own = AwardProfile("Cepat", "cepat", (CriterionSetting(p.MEDIAN, 1.5),), minimum=5)
    assert profile_of(option_of(own)) == own
    assert profile_of("") == PROFILE
    assert option_of(replace(own, minimum=6)) != option_of(own)
    assert formula_words(own).endswith(
        "Peringkat hanya untuk yang memiliki 5 aduan sah atau lebih."
    )


def test_own_profile_on_the_award_page() -> None:
    """Criteria that the region measures do not know, and a minimum that leaves one out."""
    own = AwardProfile(
        "Lima hari",
        "lima-hari",
        (CriterionSetting(p.ON_TIME, 2.0, limit_wd=10), CriterionSetting(p.MEDIAN)),
        minimum=3,
    )
    shown = catalogue.build("penghargaan-skor", BRIEFING, option_of(own))
    # In time within 10 HK: 4 of 4, 2 of 4. Median 0 → 1, 1 of the limit 3 → 1 − 1/6.
    assert [row[:3] for row in shown.table.rows[:2]] == [
        (1, "Kota Banjarbaru", pytest.approx(3.0)),
        (2, "Kabupaten Hulu Sungai Utara", pytest.approx(2 * 0.5 + 5 / 6)),
    ]
    assert "Tanpa peringkat, aduannya terlalu sedikit: Kabupaten Tanah Laut" in shown.notes
    cards = catalogue.build("penghargaan-juara", BRIEFING, option_of(own))
    assert cards.rows[0].label == "Kota Banjarbaru: aduan dengan waktu respons"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (3, 1, "naik 2"),
        (1, 2, "turun 1"),
        (4, 4, "tetap"),
        (None, 4, "baru berperingkat"),
        (4, None, "tanpa peringkat"),
        (None, None, "tanpa peringkat"),
    ],
)
def test_words_of_a_move(before: int | None, now: int | None, words: str) -> None:
    assert moved_words(before, now) == words
