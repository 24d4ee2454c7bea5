"""Every panel of the catalogue: complete, valid for Plotly, and the published figures on it."""

from __future__ import annotations

import pickle
import re
from datetime import date

import plotly.graph_objects as go
import pytest

from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.charts import RankedBars, RegionColours, Spans, Stacked
from lapor_data.present.deck import POLYGONS, deck
from lapor_data.present.figures import Drawn, figure
from lapor_data.present.palette import DARK, LIGHT, SEQUENTIAL, mix, palette
from lapor_data.present.panel import Column, Panel, Quantity, Table, table_csv
from lapor_data.present.panels_map import MEASURES, class_edges, class_names, class_of
from lapor_data.present.sparkline import sparkline
from lapor_data.present.ties import named_with
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import NO_COMPARISON, Period
from lapor_data.questions.rows import rows
from lapor_data.store.current import open_sample
from lapor_data.store.snapshot import Snapshot
from tests.tiny import Row, source_of

SLUGS = sorted({*catalogue.PANELS, *catalogue.WITH_OPTION})
OPTIONS = {
    "kecepatan-wilayah": ("kerja", "kalender"),
    "penghargaan-juara": ("tindak-lanjut", "isu-teraktif"),
    "penghargaan-mengapa": ("tindak-lanjut", "isu-teraktif"),
    "penghargaan-skor": ("tindak-lanjut", "isu-teraktif"),
    "penghargaan-peringkat": ("tindak-lanjut", "isu-teraktif"),
    "peta-wilayah": tuple(MEASURES),
    "tindak-lanjut-wilayah": ("", "2022-12-30"),
    "tindak-lanjut-umur": ("", "2022-12-30"),
}
ALL = [(slug, option) for slug in SLUGS for option in OPTIONS.get(slug, ("",))]


@pytest.fixture(scope="module")
def sample() -> Snapshot:
    return open_sample()


def briefing(snapshot: Snapshot, period: str, **changes: object) -> Briefing:
    chosen = ComplaintFilter(Period.parse(period)).with_(**changes)
    assert snapshot.data_date and snapshot.first_date
    return Briefing(snapshot, chosen, snapshot.data_date, snapshot.first_date)


@pytest.mark.parametrize(("slug", "option"), ALL)
@pytest.mark.parametrize(
    ("period", "changes"),
    [
        ("2023-S1", {}),
        ("2021-S1", {"place": "63.11"}),
        ("2023-07", {"compare": "sebelumnya"}),
        ("2020", {"compare": NO_COMPARISON}),
        ("2022-03-15..2022-03-16", {"place": "provinsi"}),
        ("2015", {}),
    ],
)
def test_panel_is_complete_and_can_be_drawn(
    sample: Snapshot, slug: str, option: str, period: str, changes: dict[str, object]
) -> None:
    panel = catalogue.build(slug, briefing(sample, period, **changes), option)
    assert panel.slug == slug
    assert panel.title and panel.alt and panel.unit and panel.source
    assert all(len(row) == len(panel.table.columns) for row in panel.table.rows)
    assert "None" not in panel.title + panel.alt + panel.unit
    assert table_csv(panel.table).startswith(b"\xef\xbb\xbf")
    if not isinstance(panel.chart, KeyFigures | Podium | RegionColours) and panel.chart:
        for colours in (LIGHT, DARK):
            drawn = figure(panel.chart, colours)
            # Validates every attribute, which the screens skip.
            go.Figure(**drawn)
            assert drawn["layout"]["height"] > 0
            assert Drawn(drawn).to_dict() is drawn


@pytest.mark.parametrize(("slug", "option"), ALL)
def test_rows_behind_a_panel_add_up(sample: Snapshot, slug: str, option: str) -> None:
    """Each offered set of rows opens; the first of "sah" equals the panel's own n."""
    b = briefing(sample, "2022")
    panel = catalogue.build(slug, b, option)
    for choice in panel.rows[:20]:
        assert rows(sample, b.filter, choice.spec).total >= 0
        assert choice.label


def shown(panel: Panel) -> dict[str, str]:
    """The bars of a ranking: label → written value."""
    assert isinstance(panel.chart, RankedBars)
    return {bar.label: bar.text for bar in panel.chart.bars}


def test_p1_topics_of_the_first_half_of_2021(sample: Snapshot) -> None:
    panel = catalogue.build("topik-peringkat", briefing(sample, "2021-S1"))
    bars = shown(panel)
    assert bars["Infrastruktur Jalan"] == "77 · 14%"
    assert bars["Penerangan Jalan"].startswith("25 ")
    assert bars["Ketertiban Umum"].startswith("23 ")
    assert bars["Lainnya terkait Infrastruktur Pendukung"].startswith("20 ")
    assert bars["Jalan Berlubang"].startswith("15 ")
    assert panel.n == 545


def test_p2_the_sentence_and_the_key_figures(sample: Snapshot) -> None:
    b = briefing(sample, "2021-S1")
    assert "545 aduan sah" in b.sentence
    assert "95,78% selesai" in b.sentence
    chart = catalogue.build("ringkasan-angka", b).chart
    assert isinstance(chart, KeyFigures)
    assert [figure.text for figure in chart.figures][:3] == ["545", "97,1%", "95,8%"] or (
        chart.figures[0].text == "545" and chart.figures[2].text == "95,8%"
    )


def test_p3_five_regions_with_few_complaints_for_their_people(sample: Snapshot) -> None:
    panel = catalogue.build("peta-wilayah", briefing(sample, "2021-S1"), "per-100-ribu")
    assert isinstance(panel.chart, RegionColours)
    assert set(panel.chart.codes[-5:]) == {"63.11", "63.02", "63.08", "63.04", "63.10"}


def test_p4_the_winners_of_2022(sample: Snapshot) -> None:
    panel = catalogue.build("penghargaan-juara", briefing(sample, "2022"), "tindak-lanjut")
    assert isinstance(panel.chart, Podium)
    assert [(card.rank, card.name, card.text) for card in panel.chart.cards] == [
        (1, "Kota Banjarbaru", "2,01"),
        (2, "Kabupaten Hulu Sungai Selatan", "1,95"),
        (3, "Kota Banjarmasin", "1,79"),
    ]
    first = panel.chart.cards[0].parts
    assert [part.text for part in first] == ["0,150", "0,965", "0,895"]
    assert [part.counts for part in first] == ["200 dari 1.333", "193 dari 200", "179 dari 200"]


def test_p4_the_rows_behind_the_first_score(sample: Snapshot) -> None:
    b = briefing(sample, "2022")
    panel = catalogue.build("penghargaan-mengapa", b, "tindak-lanjut")
    totals = [rows(sample, b.filter, choice.spec).total for choice in panel.rows[:3]]
    assert totals == [200, 193, 179]


def test_p5_the_busiest_skpd_of_banjarbaru(sample: Snapshot) -> None:
    panel = catalogue.build("kecepatan-skpd", briefing(sample, "2022", place="63.72"))
    assert isinstance(panel.chart, Spans)
    named = [span.label.split(" · ")[0] for span in panel.chart.spans]
    assert set(named[:3]) == {"Dinas Perkim", "Dinas PUPR", "Dishub"}


def test_p6_follow_up_of_2022(sample: Snapshot) -> None:
    panel = catalogue.build("peta-wilayah", briefing(sample, "2022"), "tindak-lanjut")
    values = dict(panel.table.rows)
    low = values.pop("Kabupaten Hulu Sungai Utara")
    assert round(low) == 53
    assert min(values.values()) > 90


def test_p7_rising_topics_of_july_2023(sample: Snapshot) -> None:
    panel = catalogue.build("topik-naik", briefing(sample, "2023-07"))
    assert "Kebakaran Hutan dan Lahan" in panel.title
    assert "Pemilu" in panel.title


def test_shares_of_the_bands_are_whole(sample: Snapshot) -> None:
    chart = catalogue.build("kecepatan-sebaran", briefing(sample, "2022")).chart
    assert isinstance(chart, Stacked)
    for index in range(len(chart.labels)):
        assert sum(part.values[index] for part in chart.parts) == pytest.approx(100)


def test_too_few_cases_are_said_not_ranked(sample: Snapshot) -> None:
    chart = catalogue.build("kecepatan-wilayah", briefing(sample, "2021-01")).chart
    assert isinstance(chart, Spans)
    few = [span for span in chart.spans if span.dot is None]
    assert few
    assert all(span.text == "data belum cukup" for span in few)
    assert chart.spans[-len(few) :] == tuple(few)


def test_deck_has_the_13_and_no_tiles(sample: Snapshot) -> None:
    panel = catalogue.build("peta-wilayah", briefing(sample, "2022"), "aduan")
    assert isinstance(panel.chart, RegionColours)
    made = deck(panel.chart, LIGHT)
    text = made.to_json()
    assert not re.search(r"https?://(?!.*w3\.org)", text)
    polygons = next(layer for layer in made.layers if layer.id == POLYGONS)
    assert len(polygons.data["features"]) == 13


def test_classes_never_part_equal_values() -> None:
    values = [1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 9.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0]
    edges = class_edges(values)
    classes = [class_of(value, edges) for value in values]
    assert classes == sorted(c for c in classes if c is not None)
    assert len({(value, c) for value, c in zip(values, classes, strict=True)}) == len(set(values))
    assert {0, 4} <= set(classes)
    names = class_names(values, edges, MEASURES["aduan"])
    assert len([name for name in names if name]) == 5
    assert class_of(None, edges) is None
    assert class_edges([3.0, 3.0]) == []
    assert class_of(3.0, []) == 2


def test_a_region_far_from_the_others_has_its_own_class() -> None:
    values = [53.0, *(91.5 + 0.1 * step for step in range(12))]
    edges = class_edges(values)
    assert [class_of(value, edges) for value in values].count(0) == 1


def test_table_csv_is_safe_for_excel() -> None:
    table = Table(
        (Column("Nama"), Column("Jumlah", "count"), Column("Bagian", "percent", 1), Column("B")),
        (("=1+1", 1333, 95.78, None), ("a;b", 0, None, date(2021, 8, 13))),
    )
    assert table_csv(table).decode("utf-8-sig").splitlines() == [
        "Nama;Jumlah;Bagian;B",
        "'=1+1;1333;95,78;",
        '"a;b";0;;13 Agt 2021',
    ]
    assert table.shown() == [
        ["=1+1", "1.333", "95,8%", "–"],
        ["a;b", "0", "–", "13 Agt 2021"],
    ]


def test_no_share_in_time_where_no_time_is_loaded() -> None:
    """0% would blame for a log that was never loaded."""
    source = source_of([Row(1, date(2021, 1, 4)), Row(2, date(2021, 1, 5))])
    chosen = ComplaintFilter(Period.parse("2021-S1"))
    briefing = Briefing(source, chosen, date(2021, 7, 1), date(2021, 1, 4))
    panel = catalogue.build("kecepatan-klasifikasi", briefing)
    assert panel.title == "Waktu respons belum diketahui"
    assert panel.table.rows == (("Tanpa klasifikasi", 14, 2, 0, None, None, None),)


def test_sparkline_breaks_at_gaps_and_survives_nothing() -> None:
    assert sparkline([1, None, 3, 2], LIGHT).count("M") == 2
    assert "circle" not in sparkline([None, None], LIGHT)
    assert "NaN" not in sparkline([5, 5, 5], DARK)


def test_palettes() -> None:
    assert palette("dark") is DARK
    assert palette(None) is LIGHT
    assert len(SEQUENTIAL) == 5
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


def test_a_quantity_is_its_text_and_knows_its_number() -> None:
    share = Quantity.of(97.8, "percent", 1)
    days = Quantity.of(2, "decimal", 1, "HK")
    assert (share, days, Quantity.of(1333, "count")) == ("97,8%", "2,0 HK", "1.333")
    assert isinstance(days, Quantity)
    assert (days.value, days.column.decimals, days.unit) == (2, 1, "HK")
    assert type(Quantity.of(None, "percent", 1)) is str
    # Panels are kept pickled between reruns.
    again = pickle.loads(pickle.dumps(days))
    assert (again, again.value, again.column, again.unit) == (days, 2, days.column, "HK")


def test_a_title_names_all_that_share_the_first_place() -> None:
    assert named_with(["Banjar"], "10 aduan", "wilayah") == "Banjar, 10 aduan"
    assert named_with(["A", "B"], "3,0 HK", "wilayah") == "A dan B, masing-masing 3,0 HK"
    assert named_with(list("ABCD"), "3,0 HK", "wilayah") == "4 wilayah, masing-masing 3,0 HK"
    day = date(2021, 1, 4)
    source = source_of([Row(1, day, "63.72"), Row(2, day, "63.05"), Row(3, day, "pusat")])
    b = Briefing(source, ComplaintFilter(Period.parse("2021-S1")), day, day)
    assert catalogue.build("peta-wilayah", b).title == (
        "Aduan sah tertinggi: Kabupaten Tapin dan Kota Banjarbaru, masing-masing 1 aduan"
    )
