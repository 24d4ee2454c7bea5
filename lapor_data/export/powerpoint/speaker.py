"""Speaker notes: what to say, the question behind the slide, its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide

from lapor_data.export.powerpoint.text import LANGUAGE, add_run

# The words of python-pptx's own notes master, which PowerPoint shows when it is edited.
_WORDS = {
    "Click to edit Master text styles": "Klik untuk menulis catatan",
    "Second level": "Tingkat kedua",
    "Third level": "Tingkat ketiga",
    "Fourth level": "Tingkat keempat",
    "Fifth level": "Tingkat kelima",
    "10/17/16": "",
}
_NAMES = {
    KIND.SLIDE_IMAGE: "Gambar slide",
    KIND.BODY: "Catatan",
    KIND.SLIDE_NUMBER: "Nomor slide",
    KIND.HEADER: "Kepala",
    KIND.FOOTER: "Kaki",
    KIND.DATE: "Tanggal",
}


def write_notes(slide: Slide, paragraphs: Sequence[str]) -> None:
    """The paragraphs as the slide's notes; no notes page where there is nothing to say."""
    if not paragraphs:
        return
    first = slide.part.package.presentation_part._element.find(qn("p:notesMasterIdLst")) is None
    notes: Any = slide.notes_slide
    if first:
        _settle_master(slide, notes)
    for shape in notes.placeholders:
        shape.name = _NAMES.get(shape.placeholder_format.type, shape.name)
    frame = notes.notes_text_frame
    if frame is None:
        return
    for place, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        add_run(paragraph, text)


def _settle_master(slide: Slide, notes: Any) -> None:
    """The notes master listed in the presentation, and in Indonesian where it is python-pptx's."""
    deck = slide.part.package.presentation_part
    master = notes.part.notes_master
    key = deck.relate_to(master.part, RT.NOTES_MASTER)
    listed = parse_xml(
        f'<p:notesMasterIdLst {nsdecls("p", "r")}><p:notesMasterId r:id="{key}"/>'
        "</p:notesMasterIdLst>"
    )
    deck._element.find(qn("p:sldMasterIdLst")).addnext(listed)
    theme = master.part.part_related_by(RT.THEME)
    if getattr(theme, "_element", None) is not None:
        theme._element.set("name", "Catatan")
    for text in master._element.iter(qn("a:t")):
        text.text = _WORDS.get(text.text, text.text)
    for properties in master._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        properties.set("lang", LANGUAGE)
    for shape in master.placeholders:
        shape.name = _NAMES.get(shape.placeholder_format.type, shape.name)
