"""One slide of a deck: its title, the room for its content, its foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu

from lapor_data.export.foot import shortened
from lapor_data.export.powerpoint import fit, layouts
from lapor_data.export.powerpoint.text import LANGUAGE, SECONDARY, only_text
from lapor_data.export.xml_text import shown

TITLE_SIZES = (30, 28, 26, 24, 22, 20)
COVER_SIZES = (44, 40, 36, 32, 28)
FOOT_SIZES = (10.5, 10, 9, 8)


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height

    def below(self, height: int) -> Box:
        """What is left under a strip of this height."""
        return Box(self.left, self.top + height, self.width, self.height - height)

    def above(self, height: int) -> Box:
        """What is left over a strip of this height at the bottom."""
        return Box(self.left, self.top, self.width, self.height - height)


@dataclass(frozen=True)
class Page:
    """A new slide: `title` and `body` (text of a cover or list, None where the layout has none) are
    real placeholders, `box` is the room for content between title and foot."""

    slide: Slide
    title: Any
    body: Any
    box: Box

    def write_title(self, text: str, *, cover: bool = False) -> None:
        """The title, in a size in which it stands in two lines."""
        sizes = COVER_SIZES if cover else TITLE_SIZES
        size = fit.size_for(text, sizes, Emu(self.title.width).pt - 4, 2, bold=True)
        only_text(self.title.text_frame, text, size, bold=True)


def add_page(
    deck: Deck, footer: str = "", kind: Literal["cover", "title", "body"] = "title"
) -> Page:
    """A slide at the end of the deck: "cover" with a subtitle, "body" with a text, "title" with
    room for anything; with footer and page number but for the cover."""
    chosen = {
        "cover": layouts.cover_layout,
        "title": layouts.title_layout,
        "body": layouts.body_layout,
    }[kind]
    layout = chosen(deck)
    slide = deck.slides.add_slide(layout)
    title, body = slide.shapes.title, None
    wanted = (KIND.SUBTITLE,) if kind == "cover" else layouts.TEXTS if kind == "body" else ()
    for holder in list(slide.placeholders):
        if holder.element is title.element:
            continue
        if body is None and layouts.kind_of(holder) in wanted:
            body = holder
            body.name = "Isi"
        else:
            # An empty placeholder would ask for text in the language of the program.
            holder.element.getparent().remove(holder.element)
    title.name = "Judul"
    box = _room(deck, layout, title, keep=kind == "cover")
    if kind != "cover":
        _foot(deck, slide, layout, box, footer)
    return Page(slide, title, body, box)


def add_text(shapes: Any, box: Box, name: str) -> Any:
    """A text box without margins; its text frame."""
    shape = shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    name_shape(shape, name)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def name_shape(shape: Any, name: str) -> None:
    """The name of a shape in the selection pane."""
    shape.name = shown(name)[:80]


def describe(shape: Any, name: str, alt: str) -> None:
    """The name of a shape and what it says to those who cannot see it."""
    name_shape(shape, name)
    shape._element.xpath(".//p:cNvPr")[0].set("descr", shown(alt))


def drop_style(shape: Any) -> None:
    """Without the theme's style of shapes, which brings shadows and its own line."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _size(deck: Deck) -> tuple[int, int]:
    return int(deck.slide_width or 0), int(deck.slide_height or 0)


def _room(deck: Deck, layout: Any, title: Any, *, keep: bool) -> Box:
    """Between the title and whatever stands at the foot; a title that leaves too little room, as on
    a layout that is a cover, is put on top unless it is to `keep` its place."""
    wide, high = _size(deck)
    feet = [
        holder
        for source in (layout, layout.slide_master)
        for holder in source.placeholders
        if layouts.kind_of(holder) in layouts.FOOTS and holder.top is not None
    ]
    bottom = min((int(f.top) for f in feet if f.top > high * 0.7), default=int(high * 0.93))
    gap = high // 75
    astray = (
        title.left is None
        or title.width < wide * 0.6
        or title.top + title.height > high * 0.35
        or title.left + title.width > wide
    )
    if title.left is None or (astray and not keep):
        title.left, title.top = Emu(int(wide * 0.05)), Emu(int(high * 0.06))
        title.width, title.height = Emu(int(wide * 0.9)), Emu(int(high * 0.13))
    top = int(title.top + title.height) + gap
    return Box(int(title.left), top, int(title.width), bottom - gap - top)


def _foot(deck: Deck, slide: Slide, layout: Any, box: Box, footer: str) -> None:
    """Footer and page number, as placeholders where the layout or its master has them."""
    wide, high = _size(deck)
    number = _holder(layout, KIND.SLIDE_NUMBER)
    number_box = (
        _box_of(number)
        if number is not None
        else Box(box.right - wide // 15, int(high * 0.935), wide // 15, high // 25)
    )
    if number_box.left > wide // 2:
        # A number needs little of the room that templates give it; the source needs more.
        narrow = min(number_box.width, wide // 15)
        number_box = Box(number_box.right - narrow, number_box.top, narrow, number_box.height)
    holder = _holder(layout, KIND.FOOTER)
    top, height = number_box.top, number_box.height
    if holder is not None:
        top, height = int(holder.top), int(holder.height)
    end = number_box.left - wide // 100 if number_box.left > wide // 2 else box.right
    start = box.left if number_box.left > wide // 2 else number_box.right + wide // 100
    span = Box(start, top, end - start, height)
    room = Emu(span.width).pt
    size = fit.size_for(footer, FOOT_SIZES, room, 1)
    text = shortened(footer, lambda text: fit.width_of(text, size) <= room)
    frame = _placed(slide, holder, span, "Kaki slide", "ftr", 11).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    only_text(frame, text, size, colour=SECONDARY)
    frame = _placed(slide, number, number_box, "Nomor slide", "sldNum", 12).text_frame
    _number_field(frame, len(deck.slides), FOOT_SIZES[0])


def _number_field(frame: Any, number: int, size: float) -> None:
    """The page number, a field that counts by itself; `size` in points."""
    paragraph = frame.paragraphs[0]._p
    paragraph.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}" sz="{round(size * 100)}"/><a:t>{number}</a:t></a:fld>'
        )
    )


def _holder(layout: Any, kind: KIND) -> Any:
    return next((h for h in layout.placeholders if layouts.kind_of(h) == kind), None)


def _box_of(shape: Any) -> Box:
    return Box(int(shape.left), int(shape.top), int(shape.width), int(shape.height))


def _placed(slide: Slide, holder: Any, box: Box, name: str, kind: str, index: int) -> Any:
    """A placeholder of the slide for one of the layout at `box`; a text box without one."""
    shapes: Any = slide.shapes
    shape = shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    shape.name = name
    if holder is not None:
        index = holder.placeholder_format.idx
        size = holder._element.ph.get("sz")
        sized = f' sz="{size}"' if size else ""
        properties = shape._element.nvSpPr.nvPr
        properties.append(parse_xml(f'<p:ph {nsdecls("p")} type="{kind}"{sized} idx="{index}"/>'))
        shape._element.nvSpPr.cNvSpPr.attrib.pop("txBox", None)
        # The layout's own insets and anchor hold; a text box would bring its own.
        body = shape._element.txBody.bodyPr
        for key in list(body.attrib):
            del body.attrib[key]
        for child in list(body):
            body.remove(child)
    return shape
