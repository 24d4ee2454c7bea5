"""Sound files, templates of one's own, and texts that hold anything."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from office_files import faults
from pptx import Presentation as open_deck
from pptx.util import Emu, Inches, Pt

from lapor_data.domain.errors import LaporError
from lapor_data.domain.record_files import bundled_records
from lapor_data.export.native import NativeChart, Series
from lapor_data.export.powerpoint import TemplateError, deck_file, template
from lapor_data.export.powerpoint.charts import add_chart
from lapor_data.export.powerpoint.fit import cut, size_for, width_of, wrapped
from lapor_data.export.powerpoint.house import add_page, house
from lapor_data.export.xml_text import clean, shown
from lapor_data.present.briefing import Briefing
from lapor_data.present.cards import KeyFigure, KeyFigures
from lapor_data.present.charts import Bar, RankedBars
from lapor_data.present.cover import Cover, cover_of
from lapor_data.present.palette import LIGHT
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.slides.known import DEFAULT
from lapor_data.present.slides.meeting import slides_for
from lapor_data.present.slides.slide import Presentation, Slide
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample

MADE_ON = date(2023, 8, 2)
NASTY = "=1+1 & <b>\x01\x0b\ufffe\ud800 _x0041_ http://x.id " + "panjang" * 40
COVER = Cover("Rapat", "Semester I 2021 · Semua wilayah", "tanpa pembanding", MADE_ON, True)


@pytest.fixture(scope="module")
def told() -> Presentation:
    snapshot = open_sample()
    b = Briefing(
        snapshot,
        ComplaintFilter(Period.parse("2021-S1")),
        snapshot.data_date,
        snapshot.first_date,
        tuple(bundled_records()),
    )
    return slides_for(b, DEFAULT, cover_of(b, is_sample=True))


def own_template(*, narrow: bool = False) -> bytes:
    """A 4:3 template with two slides, a section and a custom show that refer to them."""
    deck = open_deck()
    if not narrow:
        deck.slide_width, deck.slide_height = Inches(16), Inches(9)
    for _ in range(2):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = "Slide lama"
        slide.notes_slide.notes_text_frame.text = "Catatan lama"
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def words(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return "".join(
            archive.read(name).decode("utf-8")
            for name in archive.namelist()
            if name.endswith("xml")
        )


def test_the_file_is_sound(told: Presentation) -> None:
    file = deck_file(told, made_on=MADE_ON)
    assert faults(file) == []
    everything = words(file)
    for english in ("Click to", "level", "Office Theme", "Placeholder", "Steve", "python-pptx"):
        assert english not in everything, english
    assert 'lang="en' not in everything


def test_properties(told: Presentation) -> None:
    core = open_deck(io.BytesIO(deck_file(told, made_on=MADE_ON))).core_properties
    assert (core.author, core.language) == ("LAPOR! Paman", "id-ID")
    assert core.created.date() == core.modified.date() == MADE_ON


def test_house_is_wide_and_has_three_layouts() -> None:
    deck = house()
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert [layout.name for layout in deck.slide_layouts] == [
        "Slide judul",
        "Judul dan isi",
        "Judul saja",
    ]


def test_a_template_gives_its_size_and_loses_its_slides(told: Presentation) -> None:
    for narrow in (False, True):
        own = own_template(narrow=narrow)
        file = deck_file(told, template=own, made_on=MADE_ON)
        deck, given = open_deck(io.BytesIO(file)), open_deck(io.BytesIO(own))
        assert (deck.slide_width, deck.slide_height) == (given.slide_width, given.slide_height)
        assert len(deck.slides) == len(told.slides)
        assert "Slide lama" not in words(file) and "Catatan lama" not in words(file)
        assert faults(file) == []
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            # Views stay, without the slides that they showed.
            views = archive.read("ppt/viewProps.xml")
        assert b"viewPr" in views and b"sldLst" not in views
        for slide, drawn in zip(told.slides, deck.slides, strict=True):
            assert drawn.shapes.title.text_frame.text == slide.title
            for shape in drawn.shapes:
                assert shape.left >= 0 and shape.top >= 0, shape.name
                assert shape.left + shape.width <= deck.slide_width + Pt(1), shape.name
                assert shape.top + shape.height <= deck.slide_height + Pt(1), shape.name


def test_a_template_with_a_section_of_its_slides(told: Presentation) -> None:
    """A section that lists slides which are gone makes PowerPoint repair the file."""
    own = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_template())) as old, zipfile.ZipFile(own, "w") as new:
        for name in old.namelist():
            blob = old.read(name)
            if name == "ppt/presentation.xml":
                section = (
                    b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
                    b'<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/'
                    b'2010/main"><p14:section name="Bagian" id="{00000000-0000-0000-0000-'
                    b'000000000001}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst>'
                    b"</p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>"
                )
                cut_at = blob.find(b"<p:extLst>")
                blob = (
                    blob[:cut_at] if cut_at > 0 else blob[: blob.rfind(b"</p:presentation>")]
                ) + section
            new.writestr(name, blob)
    assert "sectionLst" in words(own.getvalue())
    file = deck_file(told, template=own.getvalue(), made_on=MADE_ON)
    assert "sectionLst" not in words(file)
    assert faults(file) == []


def changed(part: str, change) -> bytes:
    """The template with one part rewritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_template())) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            blob = old.read(name)
            new.writestr(name, change(blob) if name == part else blob)
    return stream.getvalue()


def titleless() -> bytes:
    deck = open_deck()
    for layout in list(deck.slide_layouts):
        if layout.name != "Blank":
            deck.slide_layouts.remove(layout)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def bomb() -> bytes:
    """A zip whose directory promises more than anybody should unpack."""
    blob = bytearray(own_template())
    at = blob.rfind(b"PK\x01\x02")
    blob[at + 24 : at + 28] = struct.pack("<I", 400_000_000)
    return bytes(blob)


TYPES = "[Content_Types].xml"
MAIN = b"presentationml.presentation.main+xml"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (lambda: b"", r"Templat kosong \(0 byte\)"),
        (lambda: b"halo", "bukan berkas .pptx"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "kata sandi"),
        (lambda: own_template()[:5000], "rusak"),
        (lambda: changed("ppt/presentation.xml", lambda b: b[: len(b) // 2]), "rusak"),
        (lambda: changed("ppt/slideMasters/slideMaster1.xml", lambda b: b"<a/>"), "rusak"),
        (lambda: changed("_rels/.rels", lambda b: b""), "rusak"),
        (lambda: changed(TYPES, lambda b: b.replace(MAIN, b"ms-powerpoint.macroEnabled.main+xml")), "makro"),
        (lambda: changed(TYPES, lambda b: b.replace(MAIN, b"presentationml.template.main+xml")), ".potx"),
        (lambda: changed(TYPES, lambda b: b.replace(MAIN, b"spreadsheetml.sheet.main+xml")), "bukan berkas PowerPoint"),
        (titleless, "judul"),
        (bomb, "terlalu besar"),
    ],
)  # fmt: skip
def test_refused_templates_say_what_to_do(own, said: str) -> None:
    with pytest.raises(TemplateError, match=said) as refused:
        house(own())
    assert isinstance(refused.value, LaporError)
    assert "pilih lagi" in str(refused.value) or "Pakai templat" in str(refused.value)


def test_a_huge_template_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "MOST_BYTES", 1000)
    with pytest.raises(TemplateError, match="terlalu besar"):
        house(own_template())


def nasty_slides() -> list[Slide]:
    bars = RankedBars((Bar(NASTY, 3, NASTY, 5, NASTY), Bar("=SUM(A1)", 1, "1")), "aduan", NASTY)
    table = Table((Column(NASTY), Column("Aduan", "count")), tuple((NASTY, i) for i in range(7)))
    panel = Panel("uji", NASTY, NASTY, NASTY, NASTY, table, bars, (), 3, (NASTY, NASTY))
    figures = KeyFigures((KeyFigure(NASTY, NASTY, NASTY, NASTY, (), help=NASTY),) * 5)
    return [
        Slide("judul", "Judul", NASTY, "judul", lead=NASTY),
        Slide("kalimat", "Kalimat", NASTY, "kalimat", lead=NASTY),
        Slide("a", "A", NASTY, "isi", NASTY, NASTY, panel, said=(NASTY,)),
        Slide("b", "B", NASTY, "isi", panel=replace(panel, chart=figures)),
        Slide("c", "C", NASTY, "tabel", panel=panel, table=table),
        Slide("d", "D", NASTY, "butir", points=(NASTY,) * 4),
        Slide("penutup", "P", NASTY, "tindakan", table=Table(table.columns, table.rows * 3)),
    ]


@pytest.mark.parametrize("own", [None, own_template(narrow=True)], ids=["house", "template"])
def test_texts_may_hold_anything(own: bytes | None) -> None:
    slides = nasty_slides()
    cover = replace(COVER, title=NASTY, selected=NASTY)
    file = deck_file(Presentation(cover, tuple(slides)), template=own, made_on=MADE_ON)
    assert faults(file) == []
    deck = open_deck(io.BytesIO(file))
    # 21 action points stand on three slides.
    assert len(deck.slides) == len(slides) + 2
    assert deck.slides[0].shapes.title.text_frame.text == shown(NASTY)
    chart = next(shape.chart for shape in deck.slides[2].shapes if shape.has_chart)
    with zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_clean_and_shown() -> None:
    assert clean("a\x00b\ufffe\ud800c\n") == "abc\n"
    assert shown("a\nb\x0bc  _x0041_ _x00") == "a bc _\u200bx0041_ _x00"


def test_measured_texts() -> None:
    assert width_of("", 10) == 0
    assert width_of("ii", 10) < width_of("MM", 10) < width_of("MM", 10, True) + 0.1
    assert wrapped("satu dua tiga", 10, width_of("satu dua", 10)) == ["satu dua", "tiga"]
    assert "".join(wrapped("x" * 50, 10, 40)) == "x" * 50
    assert cut("satu dua tiga", 10, 1000) == "satu dua tiga"
    assert cut("satu dua tiga", 10, width_of("satu dua tig", 10)) == "satu dua…"
    assert size_for("satu dua", (20, 10), width_of("satu dua", 10), 1) == 10


def test_chart_kinds_with_gaps_and_limits() -> None:
    """Gaps stay gaps, a limit is its own dotted line, equal ranks share one label."""
    deck = house()
    page = add_page(deck, COVER.footer)
    line = NativeChart(
        "line",
        ("Jan 21", "Feb 21", "Mar 21"),
        (Series("Semua", (2.0, None, 3.5), ("2,0", "", "3,5"), (LIGHT.accent,) * 3),),
        "HK", 1, None, 3.0, "batas 3 HK",
    )  # fmt: skip
    rank = NativeChart(
        "rank",
        ("2021", "2022"),
        tuple(
            Series(name, (place, 1), (f"{place}. {name}", f"1. {name}"), (LIGHT.bar,) * 2)
            for place, name in ((1, "Tapin"), (2, "Banjar"))
        ),
        "peringkat",
    )
    first, second = (
        add_chart(page.slide.shapes, c, 0, 0, Emu(9000000), Emu(4000000), size=Pt(14)).chart
        for c in (line, rank)
    )
    assert [s.name for s in first.plots[0].series] == ["Semua", "batas 3 HK"]
    assert list(first.plots[0].series[0].values) == [2.0, None, 3.5]
    said = [node.text for node in second._chartSpace.iter("{*}t")]
    assert said == ["1. Tapin", "1. Tapin, Banjar", "2. Banjar"]
    assert second.value_axis.reverse_order


def test_whole_numbers_are_labelled_by_their_format() -> None:
    """A label follows when somebody edits the data, with a point between thousands."""
    deck = house()
    page = add_page(deck, COVER.footer)
    wanted = NativeChart(
        "column",
        ("Jan 21", "Feb 21"),
        (Series("aduan", (1333, 7), ("1.333", "7"), (LIGHT.bar,) * 2),),
        "aduan",
    )
    chart = add_chart(page.slide.shapes, wanted, 0, 0, 9000000, 4000000, size=Pt(14)).chart
    labels = chart.plots[0].series[0].data_labels
    assert labels.number_format == r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"
    assert not list(chart._chartSpace.iter("{*}dLbl"))
