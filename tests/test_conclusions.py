"""Kalimat kesimpulan: hand-counted sentences, and no sentence with a number the data does not say."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapor_data.domain import numbers
from lapor_data.domain.settings import load_settings
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import MonthColumns
from lapor_data.present.conclusions import NOTHING, conclusions
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.panels_map import MEASURES
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample
from tests.tiny import tiny

NUMERAL = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def panel(
    slug: str, columns: tuple[Column, ...], *rows: tuple[object, ...], **more: object
) -> Panel:
    return Panel(slug, "Judul", "aduan", "alt", "sumber", Table(columns, rows), **more)  # type: ignore[arg-type]


def numerals(text: str) -> list[str]:
    return NUMERAL.findall(text)


def sayable(subject: Panel) -> set[str]:
    """Every numeral that a true sentence on this panel may hold, found without the writers."""
    columns = subject.table.columns
    said: set[str] = set()
    for text in (subject.title, *subject.notes, *(column.head for column in columns)):
        said.update(numerals(text))
    counted = [i for i, column in enumerate(columns) if column.kind == "count"]
    for row in subject.table.rows:
        for column, value in zip(columns, row, strict=True):
            said.update(numerals(column.shown(value)))
        known = [row[i] for i in counted if row[i] is not None]
        for one, other in combinations(known, 2):
            said.add(numbers.number(abs(one - other)))
            said.add(numbers.number(one + other))
    if subject.n is not None:
        said.add(numbers.number(subject.n))
    settings = load_settings()
    said.update((str(settings.respons_pertama), str(settings.cakupan_minimum_persen)))
    # How many rows: of this many things something is said.
    said.update(str(count) for count in range(len(subject.table.rows) + 1))
    return said


PLACES = (
    Column("Kabupaten/kota"),
    Column("Aduan sah", "count"),
    Column("Tindak lanjut", "percent", 1),
    Column("Tepat waktu", "percent", 1),
    Column("Median HK", "decimal", 1),
    Column("Bobot nilai", "decimal", 2),
)


def test_the_13_by_hand() -> None:
    board = panel(
        "ringkasan-wilayah",
        PLACES,
        ("Banjar", 1200, 95.0, 40.0, 4.0, 1.5),
        ("Tapin", 4, 50.0, 20.0, None, 1.0),  # too few to be called the lowest
        ("Kotabaru", 60, 80.0, 30.0, 5.5, 1.2),
        ("Balangan", 4, 100.0, 90.0, 2.0, 1.9),
    )
    assert conclusions(board) == (
        "Aduan sah terbanyak Banjar (1.200 aduan), paling sedikit Tapin dan Balangan "
        "(masing-masing 4 aduan).",
        "Tindak lanjut terendah Kotabaru (80,0%).",
        "Median respons melewati 3 hari kerja di 2 dari 3 yang terukur; terlama Kotabaru (5,5 HK).",
    )
    one = panel("ringkasan-wilayah", PLACES, ("Banjar", 7, 100.0, 100.0, 1.0, 2.0))
    assert conclusions(one) == (
        "Aduan sah hanya di Banjar (7 aduan).",
        "Tindak lanjut terendah Banjar (100,0%).",
        "Tidak ada median respons yang melewati 3 hari kerja.",
    )


def test_many_that_share_a_value_are_counted() -> None:
    rows = tuple((name, 3, 50.0, None, None, None) for name in ("A", "B", "C", "D"))
    said = conclusions(panel("ringkasan-wilayah", PLACES, *rows))
    assert said == (
        "Aduan sah terbanyak 4 kabupaten/kota (masing-masing 3 aduan), paling sedikit "
        "4 kabupaten/kota (masing-masing 3 aduan).",
        "Waktu respons belum diketahui.",
    )


TOPICS = (
    Column("Topik"),
    Column("Aduan sah", "count"),
    Column("Bagian", "percent", 1),
    Column("S1 2020", "count"),
)


def test_a_ranking_by_hand() -> None:
    ranking = panel(
        "topik-peringkat",
        TOPICS,
        ("Tanpa kategori", 81, 14.9, 60),
        ("Infrastruktur Jalan", 77, 14.1, 74),
        ("Topik Lainnya", 70, 12.8, 70),
        ("Parkir", 5, 0.9, 20),
        n=545,
    )
    assert conclusions(ranking) == (
        "Terbanyak Infrastruktur Jalan (77 aduan), dari 545 aduan sah.",
        "Selisih terbesar dari S1 2020: Tanpa kategori, naik 21 aduan (dari 60 menjadi 81).",
    )
    without = panel("topik-peringkat", TOPICS, ("Parkir", 5, 100.0, None), n=5)
    assert conclusions(without) == ("Terbanyak Parkir (5 aduan), dari 5 aduan sah.",)


def test_months_speak_of_the_chosen_period_only() -> None:
    columns = (
        Column("Bulan", "month"),
        Column("Aduan sah", "count"),
        Column("Median HK", "decimal", 1),
    )
    months = tuple(date(2021, month, 1) for month in (1, 2, 3, 4))
    rows = (
        (months[0], 900, 9.0),
        (months[1], 10, 4.0),
        (months[2], 20, 2.0),
        (months[3], 20, None),
    )
    chart = MonthColumns(months, (900.0, 10.0, 20.0, 20.0), (False, True, True, True), "aduan")
    assert conclusions(panel("ringkasan-bulan", columns, *rows, chart=chart)) == (
        "Aduan sah terbanyak Maret 2021 dan April 2021 (masing-masing 20), paling sedikit Februari "
        "2021 (10), dari Februari 2021 sampai April 2021.",
        "Median respons melewati 3 hari kerja pada 1 dari 2 bulan yang terukur; terlama Februari "
        "2021 (4,0 HK).",
    )
    nothing = MonthColumns(months, (900.0, 10.0, 20.0, 20.0), (False,) * 4, "aduan")
    assert conclusions(panel("ringkasan-bulan", columns, *rows, chart=nothing)) == (NOTHING,)


def test_key_figures_and_what_is_not_known() -> None:
    figures = panel(
        "ringkasan-angka",
        (Column("Ukuran"), Column("Nilai"), Column("Perubahan")),
        ("Aduan sah", "12", "naik 2 aduan dari S1 2020"),
        ("Tindak lanjut", "75,0%", ""),
        ("Selesai", "50,0%", "tetap dari S1 2020"),
        ("Median respons", "–", "data belum cukup: 0 dari 12 bercap waktu"),
        ("Tepat waktu ≤ 3 HK", "–", ""),
    )
    assert conclusions(figures) == (
        "Aduan sah 12 (naik 2 aduan dari S1 2020).",
        "Tindak lanjut 75,0%; selesai 50,0% (tetap dari S1 2020).",
        "Median respons belum diketahui (data belum cukup: 0 dari 12 bercap waktu); tepat waktu "
        "≤ 3 HK belum diketahui.",
    )


def test_ranks_by_hand() -> None:
    columns = (Column("Kabupaten/kota"), Column("2021", "count"), Column("Kini", "count"))
    moved = panel(
        "penghargaan-peringkat", columns, ("A", 4, 1), ("B", 1, 2), ("C", None, 3), ("D", 3, 4)
    )
    assert conclusions(moved) == (
        "Naik paling jauh dari 2021: A (dari peringkat 4 ke 1).",
        "Turun paling jauh: B (dari peringkat 1 ke 2) dan D (dari peringkat 3 ke 4).",
    )
    same = panel("penghargaan-peringkat", columns, ("A", 1, 1), ("B", 2, 2))
    assert conclusions(same) == ("Tidak ada peringkat yang berubah dari 2021.",)
    new = panel("penghargaan-peringkat", columns, ("A", None, 1))
    assert conclusions(new) == ("Belum ada peringkat pembanding.",)


def test_only_those_with_a_rank_are_ranked_in_words() -> None:
    columns = (Column("Peringkat", "count"), Column("SKPD"), Column("Bobot nilai", "decimal", 2))

    def said(*rows: tuple[object, ...]) -> tuple[str, ...]:
        return conclusions(panel("penghargaan-skor", columns, *rows))

    assert said((None, "Satpol PP", 2.12)) == ("Belum ada nilai.",)
    assert said((1, "A", 2.0), (1, "B", 2.0), (3, "C", 1.5), (None, "D", 2.9)) == (
        "Bobot nilai tertinggi A dan B (masing-masing 2,00).",
        "Berikutnya C (1,50).",
    )
    assert said((1, "A", 2.0), (2, "B", 1.9), (3, "C", 1.5), (4, "D", 1.0), (4, "E", 1.0)) == (
        "Bobot nilai tertinggi A (2,00).",
        "Berikutnya B (1,90) dan C (1,50).",
        "Terendah D dan E (masing-masing 1,00).",
    )


def test_an_empty_panel_says_so() -> None:
    assert conclusions(panel("topik-peringkat", TOPICS)) == (NOTHING,)
    assert conclusions(panel("topik-kata", TOPICS)) == (
        "Tidak ada kata yang naik secara meyakinkan di judul aduan.",
    )


def test_years_and_backlog_by_hand() -> None:
    years = panel(
        "tangga-tahun",
        (Column("Tahun"), Column("Aduan sah", "count"), Column("Tindak lanjut", "percent", 1)),
        ("2020", 1294, 98.1),
        ("2021", 1105, 97.6),
        ("2024", 9, None),
    )
    assert conclusions(years) == (
        "Aduan sah terbanyak pada 2020 (1.294 aduan).",
        "Tindak lanjut tertinggi pada 2020 (98,1%), terendah pada 2021 (97,6%).",
    )
    heads = (Column("SKPD"), Column("Lewat batas", "count"), Column("Jatuh tempo ≤ 1 HK", "count"))
    backlog = panel("tindak-lanjut-wilayah", heads, ("Dishub", 8, 0), ("BPBD", 1, 2))
    assert conclusions(backlog) == ("Judul.", "Jatuh tempo dalam 1 HK: terbanyak BPBD (2 aduan).")
    calm = panel("tindak-lanjut-wilayah", heads, ("Dishub", 8, 0))
    assert conclusions(calm) == ("Judul.",)


def test_a_panel_nobody_wrote_sentences_for() -> None:
    columns = (Column("Kanal"), Column("Pengguna", "decimal", 1))
    said = conclusions(panel("sesuatu-yang-baru", columns, ("SMS", 7.5), ("Web", 2.25)))
    assert said == ("Judul.",)


BANDS = (
    "≤ 1 HK",
    "2–3 HK",
    "4–5 HK",
    "6–14 HK",
    "> 14 HK",
    "Ditindaklanjuti tanpa cap waktu",
    "Belum direspons",
)
counts = st.integers(10_000, 9_999_999)  # so large that no number of rows can be mistaken for one
shares = st.none() | st.floats(0, 100)
hours = st.none() | st.floats(0, 300)


@given(st.lists(st.tuples(counts, shares, shares, hours, hours), min_size=1, max_size=13))
def test_no_number_that_the_board_does_not_hold(rows: list[tuple[object, ...]]) -> None:
    named = ((f"Wilayah {chr(65 + i)}", *row) for i, row in enumerate(rows))
    _every_number_is_held(panel("ringkasan-wilayah", PLACES, *named))


@given(st.lists(st.tuples(counts, shares, st.none() | counts), min_size=1, max_size=12), counts)
def test_no_number_that_the_ranking_does_not_hold(rows: list[tuple[object, ...]], n: int) -> None:
    named = ((f"Topik {chr(65 + i)}", *row) for i, row in enumerate(rows))
    _every_number_is_held(panel("topik-peringkat", TOPICS, *named, n=n))


@given(st.lists(st.tuples(*[counts] * 8), min_size=1, max_size=13))
def test_no_number_that_the_bands_do_not_hold(rows: list[tuple[object, ...]]) -> None:
    columns = (Column("Kabupaten/kota"), *(Column(head, "count") for head in ("Aduan sah", *BANDS)))
    named = ((f"Wilayah {chr(65 + i)}", *row) for i, row in enumerate(rows))
    _every_number_is_held(panel("kecepatan-sebaran", columns, *named))


@given(
    st.lists(st.tuples(st.none() | st.integers(1, 13), st.integers(1, 13)), min_size=1, max_size=13)
)
def test_no_rank_that_was_not_there(rows: list[tuple[int | None, int]]) -> None:
    columns = (Column("Kabupaten/kota"), Column("dulu", "count"), Column("Kini", "count"))
    named = {f"Wilayah {chr(65 + i)}": row for i, row in enumerate(rows)}
    said = conclusions(
        panel("penghargaan-peringkat", columns, *((k, *v) for k, v in named.items()))
    )
    for sentence in said:
        for name, before, now in re.findall(
            r"(Wilayah \w) \(dari peringkat (\d+) ke (\d+)\)", sentence
        ):
            assert named[name] == (int(before), int(now))


def _every_number_is_held(subject: Panel) -> None:
    said = conclusions(subject)
    assert 1 <= len(said) <= 3
    allowed = sayable(subject)
    cells = {
        str(row[0]): {
            column.shown(value) for column, value in zip(subject.table.columns, row, strict=True)
        }
        for row in subject.table.rows
    }
    for sentence in said:
        assert set(numerals(sentence)) <= allowed, sentence
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        # A value beside one name is a cell of that name's row.
        for name, value in re.findall(
            r"((?:Wilayah|Topik) \w) \((?!masing)(\S+?%?)(?: \w+)?\)", sentence
        ):
            assert value in cells[name], sentence


FILTERS = [
    ComplaintFilter(Period.parse("2021-S1")),
    ComplaintFilter(Period.parse("2022"), place="63.08"),
    ComplaintFilter(Period.parse("2023-07"), categories=("Parkir",)),
    ComplaintFilter(Period.parse("2020-01"), compare="tanpa"),
]


@pytest.mark.parametrize("chosen", FILTERS, ids=lambda f: f.period.key)
@pytest.mark.parametrize("slug", [*catalogue.PANELS, *catalogue.WITH_OPTION])
def test_every_panel_of_the_sample(slug: str, chosen: ComplaintFilter) -> None:
    sample = open_sample()
    assert sample.data_date and sample.first_date
    briefing = Briefing(sample, chosen, sample.data_date, sample.first_date)
    options = {"peta-wilayah": list(MEASURES), "kecepatan-wilayah": ["kerja", "kalender"]}
    for option in options.get(slug, [""]):
        subject = catalogue.build(slug, briefing, option)
        for sentence in conclusions(subject):
            assert set(numerals(sentence)) <= sayable(subject), sentence
            assert not re.search(r"None|nan|inf|\(\)|  |, \.| \.$", sentence), sentence


def test_the_sentences_of_a_tiny_semester() -> None:
    source = tiny()
    f = ComplaintFilter(Period.parse("2021-S1"))
    briefing = Briefing(source, f, date(2023, 8, 1), date(2020, 2, 29))
    said = conclusions(catalogue.build("ringkasan-topik", briefing))
    # Jalan Berlubang: rows 3, 4; Parkir: 1, 2, 7 (6 is archived); Banjir: 8, 9.
    assert said[0] == "Terbanyak Parkir (3 aduan), dari 9 aduan sah."
