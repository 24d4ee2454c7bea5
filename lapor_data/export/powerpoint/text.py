"""Runs of text with their language, so that Indonesian is not marked as misspelt."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from lapor_data.export.xml_text import shown

LANGUAGE = "id-ID"
# Colours of the theme rather than of the house, so that texts stay readable on a template's ground.
INK = MSO_THEME_COLOR.TEXT_1
SECONDARY = MSO_THEME_COLOR.TEXT_2
Colour = str | MSO_THEME_COLOR


def add_run(
    paragraph: Any,
    text: str,
    size: float | None = None,
    *,
    bold: bool | None = None,
    colour: Colour | None = None,
) -> None:
    """A run at the end of a paragraph: `size` in points, `colour` as "#1F2933" or of the theme;
    None leaves it to the placeholder or theme."""
    run = paragraph.add_run()
    run.text = shown(text)
    # An empty run would be dropped by PowerPoint together with its size.
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    if size is not None:
        run.font.size = Pt(size)
    if bold is not None:
        run.font.bold = bold
    if colour is not None:
        paint(run.font.fill, colour)


def rgb(colour: str) -> RGBColor:
    """ "#1F2933" as python-pptx wants it."""
    make: Any = RGBColor
    found: RGBColor = make(*bytes.fromhex(colour.lstrip("#")))
    return found


def paint(fill: Any, colour: Colour) -> None:
    """A solid fill."""
    fill.solid()
    if isinstance(colour, str):
        fill.fore_color.rgb = rgb(colour)
    else:
        fill.fore_color.theme_color = colour


def only_text(frame: Any, text: str, size: float | None = None, **look: Any) -> None:
    """The text as the only run of a text frame."""
    frame.text = ""
    add_run(frame.paragraphs[0], text, size, **look)


def plain_paragraph(paragraph: Any, *, bullet: bool, own: bool) -> None:
    """A paragraph with or without bullet; `own` draws the bullet itself, where no placeholder
    does."""
    if bullet and not own:
        return
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(24)) if bullet else "0")
    properties.set("indent", str(-Pt(24)) if bullet else "0")
    properties.append(
        parse_xml(
            f'<a:buChar {nsdecls("a")} char="•"/>' if bullet else f"<a:buNone {nsdecls('a')}/>"
        )
    )
