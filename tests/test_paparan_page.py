"""The page "Paparan" as Streamlit runs it: choosing slides, saving sets, the stage, action points;
and the figures that only slides have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import plotly.graph_objects as go
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lapor_data.domain.meetings import SlidePlan
from lapor_data.domain.records import PLAN
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigures, Podium
from lapor_data.present.charts import Bar, RankedBars, RegionColours, Span, Spans
from lapor_data.present.cover import cover_of, meeting_name
from lapor_data.present.figures import figure
from lapor_data.present.figures_slide import slide_figure
from lapor_data.present.palette import DARK, LIGHT, SEQUENTIAL
from lapor_data.present.panels_awards import option_of
from lapor_data.present.slides.known import DEFAULT, names
from lapor_data.present.slides.meeting import slides_for
from lapor_data.present.slides.slide import Presentation
from lapor_data.questions import scoring
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample
from lapor_data.store.journal import Journal
from lapor_data.store.library import default_db
from lapor_data.store.meetings import Plans
from lapor_data.store.records import Records
from lapor_data.ui import data
from lapor_data.ui.frame import BY_SLUG
from lapor_data.ui.presenter import chosen
from tests.tiny import tiny

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 1, 5, 8)
MEETING = meeting_name(ComplaintFilter(Period.parse("2021-S1")))


@pytest.fixture(autouse=True)
def journal() -> Iterator[Journal]:
    """The notes of this installation, empty before and after."""
    open_sample()
    found = Journal(default_db())
    _begin_anew(found)
    yield found
    _begin_anew(found)


def _begin_anew(journal: Journal) -> None:
    journal.path.unlink(missing_ok=True)
    st.cache_data.clear()
    st.cache_resource.clear()


def open_app(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.switch_page("pages/paparan.py")
    for name, value in {"periode": "2021-S1", **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def listed(app: AppTest) -> list[str]:
    return [re.sub(r"^\\?\d+\\?\. ", "", label.replace("\\", "")) for label in app.radio[0].options]


def button(app: AppTest, label: str) -> object:
    return next(b for b in app.button if b.label == label)


def click(app: AppTest, label: str) -> None:
    button(app, label).click()  # type: ignore[attr-defined]
    app.run()
    assert not app.exception, app.exception


def words(app: AppTest) -> str:
    parts = [*app.title, *app.markdown, *app.caption]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def slides_of(
    period: str, *, place: str | None = None, profile: str = "", keys: Sequence[str] = DEFAULT
) -> Presentation:
    """The slides as the catalogue gives them, for comparison with the screen."""
    sample = open_sample()
    assert sample.data_date and sample.first_date
    f = ComplaintFilter(Period.parse(period), place=place)
    records = Records(Journal(default_db())).all()
    b = Briefing(sample, f, sample.data_date, sample.first_date, records)
    return slides_for(b, keys, cover_of(b, is_sample=True), profile=profile)


def test_the_slides_of_every_meeting_stand_ready() -> None:
    app = open_app()
    assert app.title[0].value == BY_SLUG["paparan"].title == "Paparan"
    assert listed(app) == [names()[key] for key in DEFAULT]
    assert button(app, "Mulai paparan").proto.type == "primary"  # type: ignore[attr-defined]


def test_slides_are_moved_taken_out_and_added() -> None:
    app = open_app()
    app.radio[0].set_value("angka").run()
    click(app, "Naikkan")
    assert listed(app)[:3] == ["Judul", "Angka utama", "Kalimat periode"]
    click(app, "Turunkan")
    click(app, "Turunkan")
    assert listed(app)[:4] == ["Judul", "Kalimat periode", "Aduan per bulan", "Angka utama"]
    click(app, "Keluarkan")
    assert "Angka utama" not in listed(app)
    box = next(b for b in app.selectbox if b.label == "Tambah slide")
    box.set_value("sorotan:63.72").run()
    assert not app.exception
    # It stands after the chosen one, and can be taken up once.
    assert listed(app)[3:5] == ["Topik terbanyak", "Sorotan: Kota Banjarbaru"]
    box = next(b for b in app.selectbox if b.label == "Tambah slide")
    assert "Sorotan: Kota Banjarbaru" not in box.options
    click(app, "Kembalikan")
    assert listed(app) == [names()[key] for key in DEFAULT]


def test_a_set_is_saved_chosen_changed_and_deleted(journal: Journal) -> None:
    app = open_app()
    app.radio[0].set_value("penutup").run()
    click(app, "Keluarkan")
    app.text_input(key="paparan-nama").set_value("Rapat bulanan").run()
    click(app, "Simpan sebagai susunan baru")
    saved = Plans(journal).all()
    assert [(plan.name, plan.slides) for plan in saved] == [("Rapat bulanan", DEFAULT[:-1])]
    assert app.query_params["susunan"] == saved[0].key

    again = open_app(susunan=saved[0].key)
    assert len(listed(again)) == len(DEFAULT) - 1
    click(again, "Keluarkan")
    again.text_input(key="paparan-nama").set_value("Rapat bulanan").run()
    click(again, "Simpan perubahan")
    assert Plans(journal).all()[0].slides == DEFAULT[1:-1]
    click(again, "Hapus “Rapat bulanan”")
    assert Plans(journal).all() == ()
    assert len(listed(again)) == len(DEFAULT)


def test_saving_tells_what_is_wrong(journal: Journal) -> None:
    Plans(journal).save(SlidePlan(("judul",), "Pertama"), now=NOW)
    app = open_app()
    click(app, "Simpan sebagai susunan baru")
    assert "Beri nama susunan slide." in app.error[0].value.replace("\\", "")
    app.text_input(key="paparan-nama").set_value("pertama").run()
    click(app, "Simpan sebagai susunan baru")
    assert "sudah dipakai susunan lain" in app.error[0].value
    app.text_input(key="paparan-nama").set_value(chosen.START.name).run()
    click(app, "Simpan sebagai susunan baru")
    assert "“Susunan baku” adalah nama susunan bawaan" in app.error[0].value


def test_what_somebody_else_changed_is_not_overwritten(journal: Journal) -> None:
    plan = Plans(journal).save(SlidePlan(("judul", "angka"), "Bersama"), now=NOW)
    app = open_app(susunan=plan.key)
    Plans(journal).save(SlidePlan(("judul", "bulan"), "Bersama"), now=NOW, seen=plan)
    click(app, "Keluarkan")
    app.text_input(key="paparan-nama").set_value("Bersama").run()
    click(app, "Simpan perubahan")
    assert "baru saja diubah orang lain" in app.error[0].value.replace("\\", "")
    assert Plans(journal).all()[0].slides == ("judul", "bulan")


def test_an_unknown_set_in_the_address_is_told() -> None:
    app = open_app(susunan="tidak-ada")
    assert "tidak ada" in app.warning[0].value
    assert len(listed(app)) == len(DEFAULT)


def test_unreadable_notes_are_told(journal: Journal) -> None:
    journal.path.write_bytes(b"bukan basis data" * 100)
    assert any("tidak dapat dibaca" in w.value for w in open_app().warning)
    stage = open_app(tayang="ya")
    assert any("tidak dapat dibaca" in e.value for e in stage.error)


def test_the_stage_holds_every_slide_at_once() -> None:
    app = open_app(tayang="ya")
    expected = slides_of("2021-S1")
    titles = [title.value.replace("\\", "") for title in app.title]
    assert titles == [slide.title for slide in expected.slides]
    text = words(app)
    for number in range(2, len(titles) + 1):
        assert f"{number} / {len(titles)}" in text
    assert text.count(expected.cover.footer) == len(titles) - 1
    # What is written on slides is what the panels hold.
    for slide in expected.slides:
        if slide.table and slide.layout == "tabel":
            for cell in (cell for row in slide.table.shown() for cell in row if cell != "–"):
                assert cell in text
        chart = slide.panel.chart if slide.panel else None
        if isinstance(chart, KeyFigures):
            assert all(figure.text in text for figure in chart.figures)
        if isinstance(chart, Podium):
            assert all(part.counts in text for card in chart.cards for part in card.parts)
    assert not app.sidebar.page_link


def test_an_empty_period_opens_the_page_instead() -> None:
    app = open_app(tayang="ya", periode="2019")
    assert app.title[0].value == "Paparan"
    assert "tayang" not in app.query_params


def test_action_points_are_kept_changed_and_removed(journal: Journal) -> None:
    app = open_app(tayang="ya")
    field = {f.label: f for f in app.text_input}
    field["Tindakan"].set_value("=Bimtek <b>admin</b>")
    field["Penanggung jawab"].set_value("Diskominfo")
    field["Tenggat"].set_value("31 Des 2026")
    next(b for b in app.selectbox if b.label == "Kabupaten/kota").set_value("63.72")
    click(app, "Simpan")
    kept = [r for r in Records(journal).all() if r.source == MEETING]
    assert [(r.kind, r.title, r.place, r.owner, r.status) for r in kept] == [
        (PLAN, "=Bimtek <b>admin</b>", "63.72", "Diskominfo", "direncanakan")
    ]
    assert str(kept[0].due) == "2026-12-31"
    assert "<b>admin</b>" in words(app)

    choice = next(b for b in app.selectbox if b.label == "Tambah atau ubah")
    choice.set_value(kept[0].key).run()
    next(f for f in app.text_input if f.label == "Penanggung jawab").set_value("BPBD")
    click(app, "Simpan")
    assert [r.owner for r in Records(journal).all() if r.source == MEETING] == ["BPBD"]
    choice = next(b for b in app.selectbox if b.label == "Tambah atau ubah")
    choice.set_value(kept[0].key).run()
    click(app, "Hapus")
    assert not [r for r in Records(journal).all() if r.source == MEETING]


def test_an_action_point_without_words_is_refused(journal: Journal) -> None:
    app = open_app(tayang="ya")
    next(f for f in app.text_input if f.label == "Tenggat").set_value("besok")
    click(app, "Simpan")
    said = words(app)
    assert "Tindakan: Wajib diisi." in said
    assert "Tenggat: “besok” bukan tanggal" in said
    assert not [r for r in Records(journal).all() if r.source == MEETING]


def test_the_map_names_and_colours_all_13() -> None:
    sample = open_sample()
    assert sample.data_date and sample.first_date
    f = ComplaintFilter(Period.parse("2022"), place="63.72")
    b = Briefing(sample, f.with_(place=None), sample.data_date, sample.first_date, ())
    slide = slides_for(b, ["peta:aduan"], cover_of(b, is_sample=True)).slides[0]
    chart = slide.panel.chart if slide.panel else None
    assert isinstance(chart, RegionColours)
    for colours in (LIGHT, DARK):
        drawn = figure(chart, colours)
        go.Figure(**drawn)
        assert len(drawn["data"]) == len(chart.codes) == 13
        fills = {t["text"]: t["fillcolor"] for t in drawn["data"]}
        for sentence, kind in zip(chart.sentences, chart.classes, strict=True):
            assert fills[sentence] == SEQUENTIAL[kind or 0]
        labels = [note["text"] for note in drawn["layout"]["annotations"]]
        for name, text in zip(chart.labels, chart.texts, strict=True):
            assert f"{name}  <b>{text.removesuffix(' aduan')}</b>" in labels
        assert all(name in labels[-1] for name in chart.class_names if name)


def test_rows_of_a_slide_do_not_overlap() -> None:
    bars = tuple(
        Bar(f"Kabupaten nomor {n} yang bernama panjang sekali", n, str(n)) for n in range(13)
    )
    drawn = slide_figure(RankedBars(bars, "aduan"), LIGHT, 225)
    layout = drawn["layout"]
    row = (225 - layout["margin"]["t"] - layout["margin"]["b"]) / 13
    assert layout["height"] == 225
    assert layout["yaxis"]["tickfont"]["size"] <= row
    assert not any("<br>" in label for label in layout["yaxis"]["ticktext"])
    # Fonts that a figure shares between its parts are changed once, and the page's stay.
    spans = Spans(tuple(Span(str(n), 1.0, 2.0, "1", "n") for n in range(13)), "HK", "median", "n")
    before = figure(spans, LIGHT)
    layout = slide_figure(spans, LIGHT, 225)["layout"]
    # Fewer than on a page: in larger type they would run into each other.
    assert layout["xaxis"]["nticks"] < figure(spans, LIGHT)["layout"]["xaxis"]["nticks"]
    sizes = {a["font"]["size"] for a in layout["annotations"]}
    assert min(sizes) > 8
    assert figure(spans, LIGHT) == before


def test_an_import_during_the_meeting_changes_no_slide(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = data.current()
    newer = replace(sample, version=sample.version + 1, _connection=tiny().connection)
    app = open_app(tayang="ya")
    before = [title.value for title in app.title]
    monkeypatch.setattr(data, "current", lambda: newer)
    app.run()
    assert [title.value for title in app.title] == before
    # However the stage was left (here: the browser's way back), the next slides are of the new
    # data.
    del app.query_params["tayang"]
    app.run()
    assert not app.exception, app.exception
    app.query_params["tayang"] = "ya"
    app.run()
    assert not app.exception, app.exception
    shown = [title.value for title in app.title]
    assert shown and shown != before


def test_slides_without_anything_to_show_are_named() -> None:
    app = open_app(periode="2022", wilayah="63.08")
    left_out = slides_of("2022", place="63.08").left_out
    assert left_out
    assert f"Tidak ada isinya untuk periode ini: {', '.join(left_out)}." in words(app)
    assert "Tidak dikenal" not in words(app)


def test_a_saved_set_may_name_slides_that_are_gone(journal: Journal) -> None:
    plan = Plans(journal).save(SlidePlan(("judul", "<b>lama", "angka"), "Lama"), now=NOW)
    app = open_app(susunan=plan.key)
    assert listed(app) == ["Judul", "<b>lama", "Angka utama"]
    assert "Tidak dikenal dan dilewati: <b>lama." in words(app)
    stage = open_app(susunan=plan.key, tayang="ya")
    assert len(stage.title) == 2
    assert "2 / 2" in words(stage)


def test_nothing_but_unknown_slides_opens_the_page_instead(journal: Journal) -> None:
    plan = Plans(journal).save(SlidePlan(("lama",), "Lama"), now=NOW)
    app = open_app(susunan=plan.key, tayang="ya")
    assert app.title[0].value == "Paparan"
    assert "tayang" not in app.query_params
    assert any("Tidak ada slide" in warning.value for warning in app.warning)


def test_the_award_profile_reaches_the_slides() -> None:
    other = scoring.PROFILES[1]
    expected = slides_of("2022", profile=option_of(other))
    shown = words(open_app(periode="2022", profil=other.slug, tayang="ya"))
    usual = words(open_app(periode="2022", tayang="ya"))
    podium = next(slide for slide in expected.slides if slide.key == "juara")
    assert podium.title in shown
    assert podium.title not in usual
    chart = podium.panel.chart if podium.panel else None
    assert isinstance(chart, Podium)
    assert all(part.counts in shown for card in chart.cards for part in card.parts)


def test_notes_that_break_during_the_meeting_are_told(journal: Journal) -> None:
    app = open_app(tayang="ya")
    next(f for f in app.text_input if f.label == "Tindakan").set_value("Bimtek")
    journal.path.write_bytes(b"bukan basis data" * 100)
    click(app, "Simpan")
    assert any("tidak dapat dibaca" in error.value for error in app.error)
    # What was typed is still there.
    assert next(f for f in app.text_input if f.label == "Tindakan").value == "Bimtek"


def test_an_action_point_changed_by_somebody_else_is_not_overwritten(journal: Journal) -> None:
    app = open_app(tayang="ya")
    next(f for f in app.text_input if f.label == "Tindakan").set_value("Bimtek")
    click(app, "Simpan")
    kept = next(r for r in Records(journal).all() if r.source == MEETING)
    next(b for b in app.selectbox if b.label == "Tambah atau ubah").set_value(kept.key).run()
    next(f for f in app.text_input if f.label == "Penanggung jawab").set_value("BPBD")
    Records(journal).save(replace(kept, owner="Bappeda"), now=NOW, seen=kept)
    click(app, "Simpan")
    assert "baru saja diubah orang lain" in words(app)
    assert [r.owner for r in Records(journal).all() if r.source == MEETING] == ["Bappeda"]


def test_the_legend_stands_below_the_names_of_its_side() -> None:
    slide = slides_of("2022", keys=["peta:aduan"]).slides[0]
    chart = slide.panel.chart if slide.panel else None
    assert isinstance(chart, RegionColours)
    crowded = replace(chart, classes=(None, *chart.classes[1:]))
    layout = figure(crowded, LIGHT)["layout"]
    *names_shown, legend = layout["annotations"]
    lowest = max(note["y"] for note in names_shown if note["xanchor"] == "left")
    height = 250  # of the map on a slide, its names in letters of 14
    lines = legend["text"].count("<br>") + 1
    assert lowest * height + 14 / 2 * 1.3 < height - lines * legend["font"]["size"] * 1.3
