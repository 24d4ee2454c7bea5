"""The slides of a meeting: what is on them is what the panels say, and P1–P4 are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from lapor_data.domain.loose_dates import LooseDate
from lapor_data.domain.meetings import LONGEST_NAME, MOST_SLIDES, PlanError, SlidePlan
from lapor_data.domain.record_files import bundled_records
from lapor_data.domain.records import EVALUATION, OBSTACLE, PLAN, Record
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Bar, Part, RankedBars, Span, Spans, Stacked
from lapor_data.present.conclusions import conclusions
from lapor_data.present.cover import cover_of, meeting_name
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.slides.action_points import actions_of, closing
from lapor_data.present.slides.known import DEFAULT, names
from lapor_data.present.slides.meeting import slides_for
from lapor_data.present.slides.shorten import columns_of, few_bars, in_pages, with_something
from lapor_data.present.slides.slide import MOST_BARS, MOST_ROWS, Presentation, Slide
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import NO_COMPARISON, Period
from lapor_data.store.current import open_sample
from lapor_data.store.journal import ConflictError, Journal
from lapor_data.store.meetings import Plans
from lapor_data.store.snapshot import Snapshot
from tests.tiny import BANJARBARU, Row, source_of, tiny

NOW = datetime(2026, 11, 22, 9, 30)


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_sample()


def briefing(snapshot: Snapshot, period: str, **changes: object) -> Briefing:
    assert snapshot.data_date and snapshot.first_date
    chosen = ComplaintFilter(Period.parse(period)).with_(**changes)
    records = tuple(bundled_records())
    return Briefing(snapshot, chosen, snapshot.data_date, snapshot.first_date, records)


def shown(b: Briefing, *keys: str) -> Presentation:
    return slides_for(b, keys or DEFAULT, cover_of(b, is_sample=True))


def slide(b: Briefing, key: str) -> Slide:
    found = shown(b, key).slides
    assert found, key
    return found[0]


def cells(shown_slide: Slide) -> list[list[str]]:
    assert shown_slide.table is not None
    return shown_slide.table.shown()


# The published figures on the slides of their periods (domain.md §5).


def test_p1_topics_of_s1_2021(sample: Snapshot) -> None:
    topics = slide(briefing(sample, "2021-S1"), "topik")
    assert topics.panel is not None
    assert [(row[0], row[1]) for row in topics.panel.table.rows] == [
        ("Infrastruktur Jalan", 77),
        ("Penerangan Jalan", 25),
        ("Ketertiban Umum", 23),
        ("Lainnya terkait Infrastruktur Pendukung", 20),
        ("Jalan Berlubang", 15),
        ("Topik lain dan tanpa kategori", 385),
    ]
    assert topics.title == "Infrastruktur Jalan terbanyak: 77 dari 545 aduan"


def test_p2_completed_and_national_rank(sample: Snapshot) -> None:
    b = briefing(sample, "2021-S1")
    assert slide(b, "angka").title == "545 aduan sah, 97,8% ditindaklanjuti, 95,8% selesai"
    assert "95,78% selesai" in slide(b, "kalimat").lead
    told = [row[1] for part in shown(b, "penilaian").slides for row in cells(part)]
    assert "Peringkat 1 nasional semester I" in told


def test_p3_five_with_few_complaints_and_why(sample: Snapshot) -> None:
    found = {
        row[0]: (row[1], row[4]) for row in cells(slide(briefing(sample, "2021-S1"), "sedikit"))
    }
    assert found == {
        "Kabupaten Balangan": ("5", "Pergantian pimpinan dan pejabat penghubung"),
        "Kabupaten Kotabaru": ("12", "Kasus yang perlu pemeriksaan lapangan di perusahaan"),
        "Kabupaten Hulu Sungai Utara": ("15", "–"),
        "Kabupaten Barito Kuala": ("16", "–"),
        "Kabupaten Tanah Bumbu": ("18", "–"),
    }


def test_p4_award_scores_of_2022(sample: Snapshot) -> None:
    ranked = [
        row[:3] for part in shown(briefing(sample, "2022"), "nilai").slides for row in cells(part)
    ]
    assert ranked[:4] == [
        ["1", "Kota Banjarbaru", "2,01"],
        ["2", "Kabupaten Hulu Sungai Selatan", "1,95"],
        ["3", "Kota Banjarmasin", "1,79"],
        ["4", "Kabupaten Banjar", "1,63"],
    ]
    assert len(ranked) == 13


# Every slide is a panel of the catalogue.


@pytest.mark.parametrize(
    ("period", "changes"),
    [
        ("2021-S1", {}),
        ("2022", {}),
        ("2023-07", {"place": "63.08"}),
        ("2020", {"compare": NO_COMPARISON}),
        ("2023-S1", {"categories": ("Parkir",)}),
    ],
)
def test_every_slide_there_is(sample: Snapshot, period: str, changes: dict[str, object]) -> None:
    b = briefing(sample, period, **changes)
    presentation = slides_for(b, tuple(names()), cover_of(b, is_sample=True))
    assert not presentation.unknown
    keys = [each.key for each in presentation.slides]
    assert len(set(keys)) == len(keys)
    for each in presentation.slides:
        assert each.title and "None" not in each.title + each.lead
        if each.layout in ("tabel", "isi"):
            assert (
                each.question.endswith("?") and each.panel is not None and not each.panel.is_empty
            )
            assert each.notes and all(note.strip() for note in each.notes)
        if each.layout == "isi":
            assert each.panel is not None and each.panel.chart is not None
        if each.layout == "tabel":
            assert each.table is not None and each.panel is not None
            assert 1 <= len(each.table.rows) <= MOST_ROWS
            _is_part_of(each.table, each.panel.table)
        if each.layout == "butir":
            assert each.points


def _is_part_of(part: Table, whole: Table) -> None:
    """Every row of the slide is a row of the panel, in the columns that were kept."""
    kept = [whole.columns.index(column) for column in part.columns]
    assert {tuple(row[i] for i in kept) for row in whole.rows} >= set(part.rows)


def test_the_panels_are_those_of_the_pages(sample: Snapshot) -> None:
    b = briefing(sample, "2022")
    pages = {
        "angka": ("ringkasan-angka", ""),
        "bulan": ("ringkasan-bulan", ""),
        "kecepatan": ("kecepatan-wilayah", ""),
        "peta:median": ("peta-wilayah", "median"),
        "juara": ("penghargaan-juara", ""),
        "peringkat": ("penghargaan-peringkat", ""),
        "nilai": ("penghargaan-skor", ""),
        "tahun": ("tangga-tahun", ""),
    }
    for key, (slug, option) in pages.items():
        found = slide(b, key)
        assert found.panel == catalogue.build(slug, b, option), key
        assert found.said == conclusions(found.panel)


def test_the_default_meeting(sample: Snapshot) -> None:
    presentation = shown(briefing(sample, "2021-S1"))
    assert len(presentation.slides) >= 15
    assert presentation.slides[0].layout == "judul"
    assert presentation.slides[-1].layout == "tindakan"
    assert presentation.cover.footer == (
        "Semester I 2021 · Semua wilayah · dibandingkan dengan S1 2020 · "
        "data per 1 Agustus 2023 · Sumber: SP4N-LAPOR! · Data contoh"
    )
    assert not presentation.left_out


def test_what_has_nothing_to_show_is_left_out_and_named(sample: Snapshot) -> None:
    b = briefing(sample, "2022", compare=NO_COMPARISON)
    presentation = shown(b, "angka", "naik", "tidak-ada", "sorotan:99.99", "angka")
    assert [each.key for each in presentation.slides] == ["angka"]
    assert presentation.left_out == ("Topik yang naik",)
    assert presentation.unknown == ("tidak-ada", "sorotan:99.99")


def test_an_empty_period_leaves_cover_and_closing(sample: Snapshot) -> None:
    presentation = shown(briefing(sample, "2015"))
    kept = {each.key for each in presentation.slides}
    assert {"judul", "kalimat", "penutup"} <= kept
    for each in presentation.slides:
        assert each.panel is None or not each.panel.is_empty


def test_spotlight_on_any_of_the_13(sample: Snapshot) -> None:
    b = briefing(sample, "2022")
    # The board of 2022 puts Hulu Sungai Utara first: 40 of its 100 were answered in time.
    assert slide(b, "sorotan").title.startswith("Kabupaten Hulu Sungai Utara: peringkat 13")
    banjarbaru = slide(b, "sorotan:63.72")
    own = replace(b, filter=b.filter.with_(place=BANJARBARU))
    assert banjarbaru.title.startswith("Kota Banjarbaru: peringkat 1 dari 13")
    assert banjarbaru.panel == catalogue.build("profil-angka", own)
    assert banjarbaru.lead == own.sentence
    chosen = briefing(sample, "2022", place="63.05")
    assert slide(chosen, "sorotan").title.startswith("Kabupaten Tapin")


def test_the_asker_is_used_for_every_panel(sample: Snapshot) -> None:
    asked: list[tuple[str, str | None, str]] = []

    def ask(slug: str, b: Briefing, option: str) -> Panel:
        asked.append((slug, b.filter.place, option))
        return catalogue.build(slug, b, option)

    b = briefing(sample, "2022")
    keys = ("kalimat", "nilai", "sorotan:63.72", "peta:selesai")
    slides_for(b, keys, cover_of(b, is_sample=False), profile="isu-teraktif", ask=ask)
    assert asked == [
        ("ringkasan-angka", None, ""),
        ("penghargaan-skor", None, "isu-teraktif"),
        ("profil-angka", "63.72", ""),
        ("profil-peringkat", "63.72", ""),
        ("peta-wilayah", None, "selesai"),
    ]


# The panels of the meeting, every cell by hand.


def tiny_briefing(*records: Record) -> Briefing:
    f = ComplaintFilter(Period.parse("2021-S1"))
    return Briefing(tiny(), f, date(2023, 8, 1), date(2020, 2, 29), records)


def test_five_topics_every_cell() -> None:
    # 2021-S1, sah: Parkir 1, 2, 7; Jalan Berlubang 3, 4; Banjir 8, 9; two without a category.
    table = catalogue.build("paparan-topik", tiny_briefing()).table
    assert [column.head for column in table.columns] == ["Topik", "Aduan sah", "Bagian", "S1 2020"]
    assert sum(row[1] for row in table.rows) == 9
    assert table.rows[0][:2] == ("Parkir", 3)
    assert table.rows[-1][0] == "Topik lain dan tanpa kategori"


def test_five_topics_leave_the_rest_together() -> None:
    day = date(2021, 1, 4)
    counts = {"A": 6, "B": 5, "C": 4, "D": 3, "E": 2, "F": 1, "Topik Lainnya": 7, None: 4}
    rows = [
        Row(10 * i + j + 1, day, category=name)
        for i, (name, count) in enumerate(counts.items())
        for j in range(count)
    ]
    f = ComplaintFilter(Period.parse("2021-S1"), compare=NO_COMPARISON)
    b = Briefing(source_of(rows), f, date(2023, 8, 1), day)
    panel = catalogue.build("paparan-topik", b)
    assert [row[:2] for row in panel.table.rows] == [
        ("A", 6),
        ("B", 5),
        ("C", 4),
        ("D", 3),
        ("E", 2),
        ("Topik lain dan tanpa kategori", 12),
    ]
    assert panel.table.rows[0][2] == pytest.approx(18.75)
    assert {row[3] for row in panel.table.rows} == {None}
    assert isinstance(panel.chart, RankedBars)
    # The rest would dwarf the topics: it stands as a figure without a bar.
    assert (panel.chart.bars[-1].value, panel.chart.bars[-1].text) == (0, "12 · 38%")


def test_on_time_by_hand() -> None:
    day = date(2021, 1, 4)
    waits = {"63.72": [0, 1, 3, 4, 9], "63.08": [5, 5, 5, 5, 2]}
    rows = [
        Row(100 * i + j + 1, day, place=place, response_wd=wait)
        for i, (place, each) in enumerate(waits.items())
        for j, wait in enumerate(each)
    ]
    f = ComplaintFilter(Period.parse("2021-S1"), compare=NO_COMPARISON)
    panel = catalogue.build("paparan-tepat-waktu", Briefing(source_of(rows), f, day, day))
    assert panel.table.rows == (
        ("Kota Banjarbaru", 60.0, 3, 5, None),
        ("Kabupaten Hulu Sungai Utara", 20.0, 1, 5, None),
    )
    assert panel.title == (
        "40% aduan direspons dalam 3 hari kerja; terendah Kabupaten Hulu Sungai Utara, 20%"
    )
    assert conclusions(panel)[1] == (
        "Tertinggi Kota Banjarbaru (60,0%), terendah Kabupaten Hulu Sungai Utara (20,0%)."
    )


def record(kind: str, title: str, since: str, **more: object) -> Record:
    return Record(title, kind, title, LooseDate.parse(since), **more)  # type: ignore[arg-type]


def test_evaluations_of_the_place_newest_first() -> None:
    b = tiny_briefing(
        record(EVALUATION, "Lama", "2020", source="Koran"),
        record(EVALUATION, "Baru", "Des 2021", source="Koran", figures="99"),
        record(EVALUATION, "Tempat lain", "2022", source="Koran", place=BANJARBARU),
        record(OBSTACLE, "Bukan penilaian", "2021"),
    )
    assert catalogue.build("paparan-penilaian", b).table.rows == (
        ("Des 2021", "Baru", "99", "Koran"),
        ("2020", "Lama", None, "Koran"),
    )


def test_obstacles_stand_only_beside_their_years(sample: Snapshot) -> None:
    b = briefing(sample, "2021-S1")
    later = record(OBSTACLE, "Sesudahnya", "2023", place="63.11")
    with_later = replace(b, records=(*b.records, later))
    found = {row[0]: row[4] for row in catalogue.build("paparan-sedikit", with_later).table.rows}
    assert found["Kabupaten Balangan"] == "Pergantian pimpinan dan pejabat penghubung"


# Action points.


def test_action_points_belong_to_their_meeting() -> None:
    meeting = meeting_name(ComplaintFilter(Period.parse("2021-S1")))
    assert meeting == "Rapat monev Semester I 2021"
    late = record(PLAN, "Kedua", "2026-11-22", source=meeting, due=date(2026, 12, 31), owner="PUPR")
    soon = record(PLAN, "Pertama", "2026-11-22", source=meeting, due=date(2026, 12, 1))
    open_end = record(PLAN, "Ketiga", "2026-11-22", source=meeting)
    others = (
        record(PLAN, "Rapat lain", "2026-11-22", source=f"{meeting}, Kota Banjarbaru"),
        record(OBSTACLE, "Hambatan", "2026-11-22", source=meeting),
    )
    records = (late, soon, open_end, *others)
    assert actions_of(records, meeting) == [soon, late, open_end]
    last = closing(tiny_briefing(*records))
    assert cells(last) == [
        ["Pertama", "Kalimantan Selatan", "–", "1 Des 2026", "–"],
        ["Kedua", "Kalimantan Selatan", "PUPR", "31 Des 2026", "–"],
        ["Ketiga", "Kalimantan Selatan", "–", "–", "–"],
    ]
    assert last.said[1] == "Kedua (PUPR)."


def test_a_meeting_about_one_place_has_a_name_of_its_own() -> None:
    f = ComplaintFilter(Period.parse("2022"), place=BANJARBARU)
    assert meeting_name(f) == "Rapat monev Tahun 2022, Kota Banjarbaru"


# Shortening.


def a_panel(chart: object, rows: int, *notes: str) -> Panel:
    table = Table((Column("Nama"),), tuple((f"n{i}",) for i in range(rows)))
    return Panel("x", "Judul", "aduan", "alt", "sumber", table, chart, notes=notes)  # type: ignore[arg-type]


def test_long_charts_are_cut_and_say_so() -> None:
    many = MOST_BARS + 2
    bars = RankedBars(tuple(Bar(f"n{i}", i, str(i)) for i in range(many)), "aduan")
    spans = Spans(tuple(Span(f"n{i}", 1.0, 2.0, "1", "n") for i in range(many)), "HK", "a", "b")
    labels = tuple(f"n{i}" for i in range(many))
    stacked = Stacked(labels, (Part("P", (1.0,) * many, (1,) * many),), labels, "aduan")
    for chart in (bars, spans, stacked):
        cut = few_bars(a_panel(chart, many + 5, "tetap", "15 dari 20 digambar, semua di tabel"))
        assert cut.notes == ("tetap", "13 dari 20 digambar, semua di lampiran")
        match cut.chart:
            case RankedBars():
                assert [bar.label for bar in cut.chart.bars] == list(labels[:MOST_BARS])
            case Spans():
                assert [span.label for span in cut.chart.spans] == list(labels[:MOST_BARS])
            case Stacked():
                assert cut.chart.labels == cut.chart.notes == labels[:MOST_BARS]
                assert len(cut.chart.parts[0].values) == MOST_BARS == len(cut.chart.parts[0].counts)
    short = a_panel(replace(bars, bars=bars.bars[:3]), 3)
    assert few_bars(short) is short


@pytest.mark.parametrize(
    ("rows", "pages"), [(0, []), (1, [1]), (7, [7]), (8, [4, 4]), (13, [7, 6]), (15, [5, 5, 5])]
)
def test_tables_continue_evenly(rows: int, pages: list[int]) -> None:
    table = Table((Column("n", "count"),), tuple((i,) for i in range(rows)))
    parts = list(in_pages(table))
    assert [len(part.rows) for part in parts] == pages
    assert tuple(row for part in parts for row in part.rows) == table.rows


def test_columns_of_passes_over_what_is_not_there() -> None:
    table = Table((Column("A"), Column("B"), Column("C")), ((1, 2, 3),))
    kept = columns_of(table, ("C", "X", "A"))
    assert ([column.head for column in kept.columns], kept.rows) == (["C", "A"], ((3, 1),))


def test_columns_without_anything_are_left_out(sample: Snapshot) -> None:
    table = Table((Column("A"), Column("B"), Column("C")), ((1, None, ""), (None, "", None)))
    kept = with_something(table)
    assert ([column.head for column in kept.columns], kept.rows) == (["A"], ((1,), (None,)))
    # Of the three with few complaints in 2022 no obstacle is recorded.
    few = slide(briefing(sample, "2022"), "sedikit")
    assert few.table is not None
    assert few.table.columns[-1].head == "Per 100.000"


# Saved sets of slides.


def test_sets_of_slides_are_kept(tmp_path: Path) -> None:
    plans = Plans(Journal(tmp_path / "lapor.duckdb"))
    assert plans.all() == ()
    first = plans.save(SlidePlan(("judul", "angka"), "  Rapat   bulanan "), now=NOW)
    assert (first.name, first.slides) == ("Rapat bulanan", ("judul", "angka"))
    second = plans.save(SlidePlan(("peta:median",), "Awal tahun"), now=NOW)
    assert Plans(Journal(tmp_path / "lapor.duckdb")).all() == (second, first)
    changed = plans.save(replace(first, slides=("angka",)), now=NOW, seen=first)
    assert plans.all() == (second, changed) and changed.key == first.key
    with pytest.raises(ConflictError):
        plans.save(replace(first, slides=("bulan",)), now=NOW, seen=first)
    with pytest.raises(ConflictError):
        plans.remove(first, now=NOW)
    plans.remove(changed, now=NOW)
    assert plans.all() == (second,)


def test_sets_that_cannot_be_kept(tmp_path: Path) -> None:
    plans = Plans(Journal(tmp_path / "lapor.duckdb"))
    plans.save(SlidePlan(("angka",), "Rapat"), now=NOW)
    for bad, words in (
        (SlidePlan(("angka",), " "), "Beri nama"),
        (SlidePlan((), "Kosong"), "satu slide"),
        (SlidePlan(("angka",), "x" * (LONGEST_NAME + 1)), "huruf"),
        (SlidePlan(("angka",) * (MOST_SLIDES + 1), "Banyak"), "slide dalam satu susunan"),
        (SlidePlan(("bulan",), "RAPAT"), "sudah dipakai"),
        (SlidePlan(("bulan",), " susunan  BAKU "), "nama susunan bawaan; beri nama lain"),
    ):
        with pytest.raises(PlanError, match=words):
            plans.save(bad, now=NOW)
    assert len(plans.all()) == 1


def test_an_entry_that_is_no_set_is_passed_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "lapor.duckdb")
    journal.put("susunan", "a", {"nama": 3, "slide": ["angka"]}, now=NOW)
    journal.put("susunan", "b", {"nama": "Rapat", "slide": "angka"}, now=NOW)
    journal.put("susunan", "c", {"nama": "Rapat", "slide": []}, now=NOW)
    assert Plans(journal).all() == ()
