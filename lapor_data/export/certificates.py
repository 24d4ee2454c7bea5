"""Piagam: one A4 page per winner of an award, to be printed and signed.

deck = certificates(briefing, cover, profile, Signing(date(2023, 5, 9)))
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Mm, Pt

from lapor_data.domain.errors import LaporError
from lapor_data.domain.numbers import long_date, number
from lapor_data.domain.profiles import AwardProfile
from lapor_data.domain.regions import place_name
from lapor_data.export.powerpoint import fit, layouts
from lapor_data.export.powerpoint.house import house
from lapor_data.export.powerpoint.text import INK, SECONDARY, Colour, add_run, only_text, paint
from lapor_data.export.xml_text import shown
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import APP_NAME, OWNER, SAMPLE_MARK, SOURCE, Cover
from lapor_data.present.palette import LIGHT
from lapor_data.questions.scoring import Score

HEADING = "PIAGAM PENGHARGAAN"
LAST_RANK = 3
_IN_WORDS = {1: "Peringkat I", 2: "Peringkat II", 3: "Peringkat III"}
# A4 lying, in millimetres; every place below is one on this page.
_WIDE, _HIGH = 297.0, 210.0
_NAME_SIZES = (44, 40, 36, 32, 28, 24, 20)
_LINE_SIZES = (18, 16, 14, 12)
_SIGN_SIZES = (14, 13, 12, 11, 10)
# A longer one is refused by the file format.
_LONGEST_TITLE = 255
_DOTS = "(……………………………………)"


class CertificateError(LaporError):
    """There is nobody to give a certificate to."""


@dataclass(frozen=True)
class Signing:
    """Where, when and by whom it is signed; without `name` there is a dotted line."""

    day: date
    city: str = "Banjarbaru"
    office: str = "Kepala Dinas Komunikasi dan Informatika Provinsi Kalimantan Selatan"
    name: str = ""


def certificates(
    b: Briefing,
    cover: Cover,
    profile: AwardProfile,
    signing: Signing,
    *,
    template: bytes | None = None,
) -> bytes:
    """The .pptx with a slide for each of rank 1 to LAST_RANK (who share a rank get one each).

    With a template the slides have its size and look, without the gold frame. Raises
    CertificateError where nobody has a rank, and TemplateError.
    """
    won = winners(b.scores(profile))
    if not won:
        raise CertificateError(
            f"Belum ada peringkat “{profile.name}” untuk {b.filter.period.label}, jadi belum ada "
            "piagam yang dapat dibuat. Pilih periode atau profil lain."
        )
    deck = house(template)
    if template is None:
        deck.slide_width, deck.slide_height = Mm(_WIDE), Mm(_HIGH)
    properties = deck.core_properties
    properties.title = shown(f"Piagam {profile.name}, {b.filter.period.label}")[:_LONGEST_TITLE]
    properties.author = properties.last_modified_by = APP_NAME
    properties.language = "id-ID"
    properties.created = properties.modified = datetime.combine(signing.day, time())
    properties.revision = 1
    for score in won:
        _slide(deck, b, cover, profile, signing, score, framed=template is None)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def winners(scores: Sequence[Score]) -> list[Score]:
    """Rank 1 to LAST_RANK, in order of rank."""
    return [s for s in scores if s.is_ranked and s.score is not None and s.rank <= LAST_RANK]


def _slide(
    deck: Any,
    b: Briefing,
    cover: Cover,
    profile: AwardProfile,
    signing: Signing,
    score: Score,
    *,
    framed: bool,
) -> None:
    slide = deck.slides.add_slide(layouts.title_layout(deck))
    title = slide.shapes.title
    for holder in list(slide.placeholders):
        if holder.element is not title.element:
            # An empty placeholder would ask for text.
            holder.element.getparent().remove(holder.element)
    page = _Page(deck, slide)
    if framed:
        # The marks of the house belong to meetings; a certificate has its frame.
        slide._element.set("showMasterSp", "0")
        page.frame(8, 3)
        page.frame(10.5, 0.75)
    if cover.is_sample:
        page.mark()
    name = place_name(score.place)
    period = b.filter.period.label
    page.line("Pemberi", OWNER, 20, 9, _LINE_SIZES[1:], colour=SECONDARY)
    page.line("Kepala piagam", HEADING, 31, 17, (40, 36, 32, 28), bold=True, colour=LIGHT.gold)
    page.line("Diberikan kepada", "diberikan kepada", 51, 9, _LINE_SIZES[1:])
    page.name(title, name)
    rank = _IN_WORDS[score.rank]
    page.line("Peringkat", rank, 84, 14, (30, 28), bold=True, colour=LIGHT.gold)
    page.line("Nominasi", f"nominasi {profile.name}", 100, 10, _LINE_SIZES)
    told = f"dengan bobot nilai {number(score.score, 2)} di antara 13 kabupaten/kota"
    page.line("Nilai", told, 110, 9, _LINE_SIZES)
    page.line("Periode", f"{APP_NAME}, {period}", 119, 9, _LINE_SIZES)
    page.signature(signing)
    source = f"{SOURCE} · data per {long_date(cover.data_date)}"
    if cover.is_sample:
        source += f" · {SAMPLE_MARK}, bukan piagam resmi"
    page.foot(source)
    notes = slide.notes_slide.notes_text_frame
    parts = "; ".join(
        f"{part.label} {number(part.points, 4)} ({part.figure})" for part in score.parts
    )
    notes.text = shown(f"{name}, {rank}: bobot nilai {number(score.score, 2)}. {parts}.")


class _Page:
    """Draws on one slide in millimetres of an A4 page, whatever the size of the slide."""

    def __init__(self, deck: Any, slide: Any) -> None:
        self._shapes = slide.shapes
        self._wide, self._high = int(deck.slide_width), int(deck.slide_height)
        # Texts shrink with the slide's height: a 16:9 template is lower than A4.
        self._scale = min(self._wide / Mm(_WIDE), self._high / Mm(_HIGH))

    def frame(self, inset: float, points: float) -> None:
        """A gold rectangle without filling, `inset` from the edges."""
        shape = self._shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *self._box(inset, inset, _WIDE - 2 * inset, _HIGH - 2 * inset)
        )
        shape.name = "Bingkai"
        shape.fill.background()
        paint(shape.line.fill, LIGHT.gold)
        shape.line.width = Pt(points)
        # The style would bring a shadow.
        shape._element.remove(shape._element.find(qn("p:style")))

    def mark(self) -> None:
        """ "CONTOH" across the page, light enough to read through, and impossible to overlook."""
        box = self._shapes.add_textbox(*self._box(_WIDE / 2 - 125, _HIGH / 2 - 28, 250, 56))
        box.name = "Tanda data contoh"
        box.rotation = -28.0
        # Behind everything, so that no text of the certificate is covered.
        tree = box._element.getparent()
        tree.remove(box._element)
        tree.insert(2, box._element)
        self._fill(box.text_frame, SAMPLE_MARK.upper(), 88 * self._scale, True, LIGHT.muted)

    def line(
        self,
        name: str,
        text: str,
        top: float,
        height: float,
        sizes: Sequence[float],
        *,
        bold: bool = False,
        colour: Colour = INK,
    ) -> None:
        """One centred line over the page, in the largest size in which it fits."""
        left, width = 25.0, _WIDE - 50.0
        box = self._shapes.add_textbox(*self._box(left, top, width, height))
        box.name = name
        self._fitted(box, text, width, sizes, 1, bold, colour)

    def name(self, title: Any, text: str) -> None:
        """Whom it is for: the real title of the slide."""
        left, width = 25.0, _WIDE - 50.0
        title.left, title.top, title.width, title.height = self._box(left, 61, width, 21)
        title.name = "Penerima"
        self._fitted(title, text, width, _NAME_SIZES, 1, True, INK)

    def signature(self, signing: Signing) -> None:
        """Place, day and office, room for a signature, and a name."""
        left, width = 150.0, 122.0
        box = self._shapes.add_textbox(*self._box(left, 132, width, 24))
        box.name = "Tempat, tanggal, jabatan"
        room = Mm(width).pt * self._width_scale
        # Half a line at most for the city, so that the day is never cut off.
        city = fit.cut(shown(signing.city), _SIGN_SIZES[0] * self._scale, room / 2)
        where = f"{city}, {long_date(signing.day)}" if city else long_date(signing.day)
        size = self._size(f"{where} {signing.office}", room, _SIGN_SIZES, 3)
        frame = self._fill(box.text_frame, where, size, False, INK, MSO_ANCHOR.TOP)
        paragraph = frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER
        office = fit.cut(shown(signing.office), size, room, 3)
        add_run(paragraph, f"{office},", size, colour=INK)
        box = self._shapes.add_textbox(*self._box(left, 180, width, 10))
        box.name = "Nama penanda tangan"
        named = bool(signing.name.strip())
        self._fitted(box, signing.name if named else _DOTS, width, _SIGN_SIZES, 1, named, INK)

    def foot(self, text: str) -> None:
        """Where the score comes from, small."""
        box = self._shapes.add_textbox(*self._box(20, 188, 130, 8))
        box.name = "Sumber"
        room = Mm(130).pt * self._width_scale
        size = self._size(text, room, (9, 8, 7), 2)
        shown_text = fit.cut(shown(text), size, room, 2)
        frame = self._fill(box.text_frame, shown_text, size, False, SECONDARY, MSO_ANCHOR.BOTTOM)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT

    @property
    def _width_scale(self) -> float:
        return self._wide / int(Mm(_WIDE))

    def _box(self, left: float, top: float, width: float, height: float) -> tuple[Any, ...]:
        across, down = self._wide / _WIDE, self._high / _HIGH
        return (
            Emu(int(left * across)),
            Emu(int(top * down)),
            Emu(int(width * across)),
            Emu(int(height * down)),
        )

    def _size(
        self, text: str, room: float, sizes: Sequence[float], lines: int, bold: bool = False
    ) -> float:
        fitting = [size * self._scale for size in sizes]
        return fit.size_for(shown(text), fitting, room, lines, bold)

    def _fitted(
        self,
        box: Any,
        text: str,
        width: float,
        sizes: Sequence[float],
        lines: int,
        bold: bool,
        colour: Colour,
    ) -> None:
        room = Mm(width).pt * self._width_scale
        size = self._size(text, room, sizes, lines, bold)
        kept = fit.cut(shown(text), size, room, lines, bold)
        self._fill(box.text_frame, kept, size, bold, colour)

    def _fill(
        self,
        frame: Any,
        text: str,
        size: float,
        bold: bool,
        colour: Colour,
        anchor: MSO_ANCHOR = MSO_ANCHOR.MIDDLE,
    ) -> Any:
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = anchor
        only_text(frame, text, size, bold=bold, colour=colour)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        return frame
