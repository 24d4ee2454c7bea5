"""Piagam: one page per winner, with the published names and scores, ready to sign."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Mm

from lapor_data.domain import vocabulary as v
from lapor_data.domain.profiles import BUILT_IN, AwardProfile, CriterionSetting
from lapor_data.export.certificates import (
    HEADING,
    CertificateError,
    Signing,
    certificates,
    winners,
)
from lapor_data.export.powerpoint.house import TemplateError, house
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import SAMPLE_MARK, cover_of
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.periods import Period
from lapor_data.store.current import open_sample
from tests.tiny import BANJARBARU, HSU, Row, source_of

DAY = date(2023, 5, 9)


def sample(period: str = "2022") -> Briefing:
    s = open_sample()
    assert s.data_date and s.first_date
    return Briefing(s, ComplaintFilter(Period.parse(period)), s.data_date, s.first_date)


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def texts(slide: Any) -> dict[str, str]:
    return {shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame}


@pytest.fixture(scope="module")
def deck() -> Any:
    b = sample()
    return opened(certificates(b, cover_of(b, is_sample=True), BUILT_IN[0], Signing(DAY)))


def test_published_winners_of_2022(deck: Any) -> None:
    found = [
        (t["Penerima"], t["Peringkat"], t["Nilai"].split(" di antara")[0])
        for t in map(texts, deck.slides)
    ]
    assert found == [
        ("Kota Banjarbaru", "Peringkat I", "dengan bobot nilai 2,01"),
        ("Kabupaten Hulu Sungai Selatan", "Peringkat II", "dengan bobot nilai 1,95"),
        ("Kota Banjarmasin", "Peringkat III", "dengan bobot nilai 1,79"),
    ]


def test_all_that_a_certificate_needs(deck: Any) -> None:
    assert (deck.slide_width, deck.slide_height) == (Mm(297), Mm(210))
    for slide in deck.slides:
        found = texts(slide)
        assert slide.shapes.title.text_frame.text == found["Penerima"]
        assert found["Kepala piagam"] == HEADING
        assert found["Nominasi"] == "nominasi Tindak lanjut pengaduan"
        assert "Tahun 2022" in found["Periode"]
        where, office = found["Tempat, tanggal, jabatan"].split("\n")
        assert where == "Banjarbaru, 9 Mei 2023"
        assert office == "Kepala Dinas Komunikasi dan Informatika Provinsi Kalimantan Selatan,"
        assert set(found["Nama penanda tangan"]) == set("(…)")
        assert found["Tanda data contoh"] == SAMPLE_MARK.upper()
        assert "bukan piagam resmi" in found["Sumber"]
        assert "1 Agustus 2023" in found["Sumber"]
    notes = deck.slides[0].notes_slide.notes_text_frame.text
    assert "193 dari 200" in notes and "179 dari 200" in notes
    assert deck.core_properties.author == "LAPOR! Paman"
    assert deck.core_properties.created.date() == DAY


def test_nothing_lies_over_anything_or_beyond_the_page(deck: Any) -> None:
    for slide in deck.slides:
        boxes = [s for s in slide.shapes if s.name not in ("Bingkai", "Tanda data contoh")]
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                apart = (
                    one.left + one.width <= other.left
                    or other.left + other.width <= one.left
                    or one.top + one.height <= other.top
                    or other.top + other.height <= one.top
                )
                assert apart, (one.name, other.name)
        # The mark is drawn first: it covers no text.
        assert slide.shapes[0].name == "Tanda data contoh"


def test_real_data_bears_no_mark() -> None:
    b = sample()
    signing = Signing(DAY, "Banjarmasin", "Sekretaris Daerah", "Dr. Contoh, M.Si.")
    deck = opened(certificates(b, cover_of(b, is_sample=False), BUILT_IN[0], signing))
    for found in map(texts, deck.slides):
        assert not any(SAMPLE_MARK.lower() in text.lower() for text in found.values())
        assert found["Tempat, tanggal, jabatan"] == "Banjarmasin, 9 Mei 2023\nSekretaris Daerah,"
        assert found["Nama penanda tangan"] == "Dr. Contoh, M.Si."


def tiny_briefing(*rows: Row) -> Briefing:
    f = ComplaintFilter(Period.parse("2023-S1"))
    return Briefing(source_of(rows), f, date(2023, 8, 1), date(2023, 1, 1))


def test_who_share_a_rank_get_one_each() -> None:
    day = date(2023, 2, 1)
    b = tiny_briefing(
        Row(1, day, BANJARBARU, response_wd=1),
        Row(2, day, HSU, response_wd=1),
        Row(3, day, "63.01", response_wd=9),
        Row(4, day, "63.02", response_wd=9),
        Row(5, day, "63.03", v.STAGE_UNVERIFIED),
    )
    ranks = [(s.rank, s.place) for s in winners(b.scores(BUILT_IN[0]))]
    assert ranks == [(1, HSU), (1, BANJARBARU), (3, "63.01"), (3, "63.02")]
    deck = opened(certificates(b, cover_of(b, is_sample=False), BUILT_IN[0], Signing(DAY)))
    said = [texts(slide)["Peringkat"] for slide in deck.slides]
    assert said == ["Peringkat I"] * 2 + ["Peringkat III"] * 2


def test_nobody_ranked_is_said() -> None:
    b = tiny_briefing(Row(1, date(2023, 2, 1), "provinsi"))
    with pytest.raises(CertificateError, match="Belum ada peringkat “Tindak lanjut pengaduan”"):
        certificates(b, cover_of(b, is_sample=False), BUILT_IN[0], Signing(DAY))
    # Below the least number of complaints nobody is ranked either.
    b = tiny_briefing(Row(1, date(2023, 2, 1), response_wd=1))
    strict = AwardProfile("Ketat", "ketat", (CriterionSetting("tindak_lanjut"),), minimum=5)
    with pytest.raises(CertificateError, match="“Ketat” untuk Semester I 2023"):
        certificates(b, cover_of(b, is_sample=False), strict, Signing(DAY))


@pytest.mark.parametrize(
    "hostile",
    [
        "=1+1",
        "<a:t>&amp;</a:t>",
        "kendali\x00\x0b\ufffe",
        "dua\nbaris\x0bsini",
        "x" * 3000,
        "_x0041_",
        "😀",
    ],
)
def test_hostile_words(hostile: str) -> None:
    b = tiny_briefing(Row(1, date(2023, 2, 1), response_wd=1))
    profile = AwardProfile(hostile, "jahat", (CriterionSetting("tindak_lanjut"),))
    signing = Signing(DAY, hostile, hostile, hostile)
    data = certificates(b, cover_of(b, is_sample=True), profile, signing)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    found = texts(opened(data).slides[0])
    assert all(len(text) < 600 for text in found.values())
    assert "Kota Banjarbaru" in found["Penerima"]
    assert "\x0b" not in "".join(found.values())


def test_a_template_gives_size_and_look() -> None:
    stream = io.BytesIO()
    house().save(stream)
    b = sample()
    made = certificates(
        b, cover_of(b, is_sample=True), BUILT_IN[0], Signing(DAY), template=stream.getvalue()
    )
    deck = opened(made)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)
    for slide in deck.slides:
        assert "Bingkai" not in [shape.name for shape in slide.shapes]
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
    with pytest.raises(TemplateError):
        certificates(
            b, cover_of(b, is_sample=True), BUILT_IN[0], Signing(DAY), template=b"bukan pptx"
        )
