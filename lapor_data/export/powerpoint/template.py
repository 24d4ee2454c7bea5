"""A template of the user's: checked, emptied of its slides, refused in plain words."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree
from pptx import Presentation as open_deck
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from lapor_data.domain.errors import LaporError
from lapor_data.export.powerpoint.layouts import has_title

_NO_VIEWS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:viewPr xmlns:p='
    b'"http://schemas.openxmlformats.org/presentationml/2006/main"/>'
)
MOST_BYTES = 50_000_000
MOST_UNPACKED = 300_000_000
MOST_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEMPLATE_TYPE = "presentationml.template.main+xml"
_SHOW_TYPE = "presentationml.slideshow.main+xml"
_SAVE_AS = "Buka di PowerPoint, simpan sebagai Presentasi PowerPoint (.pptx), lalu pilih lagi."
_DAMAGED = f"Templat rusak dan tidak dapat dibaca. {_SAVE_AS}"
# What python-pptx raises on files that are zip but no sound presentation.
_UNREADABLE = (
    PythonPptxError,
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    EOFError,
    NotImplementedError,
)


class TemplateError(LaporError):
    """A template that cannot be used; the text says what to do."""


def from_template(template: bytes) -> Deck:
    """The template without its slides. Raises TemplateError."""
    _check(template)
    try:
        deck = open_deck(io.BytesIO(template))
        masters = list(deck.slide_masters)
        titled = any(has_title(layout) for master in masters for layout in master.slide_layouts)
        _remove_slides(deck)
    except _UNREADABLE as error:
        raise TemplateError(_DAMAGED) from error
    if not titled:
        raise TemplateError(
            "Templat tidak punya tata letak dengan judul. Tambahkan tata letak “Hanya Judul” di "
            "Tampilan › Master Slide, lalu pilih lagi."
        )
    return deck


def _check(template: bytes) -> None:
    """What can be told before python-pptx reads it."""
    if not template:
        raise TemplateError("Templat kosong (0 byte). Salin atau unduh ulang, lalu pilih lagi.")
    if len(template) > MOST_BYTES:
        raise TemplateError(
            f"Templat terlalu besar (paling besar {MOST_BYTES // 1_000_000} MB). "
            "Kompres gambarnya di PowerPoint, lalu pilih lagi."
        )
    if template.startswith(_OLE):
        raise TemplateError(
            "Templat dilindungi kata sandi atau berformat .ppt lama. Hapus kata sandinya. "
            + _SAVE_AS
        )
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            _check_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        words = (
            _DAMAGED if template.startswith(b"PK") else f"Templat bukan berkas .pptx. {_SAVE_AS}"
        )
        raise TemplateError(words) from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TemplateError(
            "Isi templat terlalu besar sesudah dibuka. Pakai templat dengan gambar lebih sedikit."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise TemplateError(f"Templat dilindungi kata sandi. Hapus kata sandinya. {_SAVE_AS}")
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise TemplateError(f"Templat bukan berkas .pptx. {_SAVE_AS}")
    types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    if "macroEnabled" in types or any("vbaProject" in name for name in names):
        raise TemplateError(f"Templat berisi makro (.pptm). {_SAVE_AS}")
    if _TEMPLATE_TYPE in types or _SHOW_TYPE in types:
        raise TemplateError(f"Templat berformat .potx atau .ppsx. {_SAVE_AS}")
    if "presentationml.presentation.main+xml" not in types:
        raise TemplateError(f"Templat bukan berkas PowerPoint (.pptx). {_SAVE_AS}")


def _remove_slides(deck: Deck) -> None:
    """All slides, with everything that refers to them: sections, custom shows, links, views."""
    root = deck.part._element
    for listed in list(deck.slides._sldIdLst):
        deck.part.rels.pop(listed.rId)
        deck.slides._sldIdLst.remove(listed)
    shows = root.find(qn("p:custShowLst"))
    if shows is not None:
        root.remove(shows)
    for extension in list(root.iter(qn("p:ext"))):
        if any(etree.QName(child).localname == "sectionLst" for child in extension):
            extension.getparent().remove(extension)
    # The outline view of an older PowerPoint lists the slides; an empty list of views does not.
    for relation in list(deck.part.rels.values()):
        if relation.reltype == RT.VIEW_PROPS:
            views = relation.target_part
            views._blob = _NO_VIEWS
            for key in list(views.rels):
                views.rels.pop(key)
    for master in deck.slide_masters:
        for holder in (master, *master.slide_layouts):
            for key, relation in list(holder.part.rels.items()):
                if relation.reltype == RT.SLIDE:
                    for link in list(holder._element.iter(qn("a:hlinkClick"), qn("a:hlinkHover"))):
                        if link.get(qn("r:id")) == key:
                            link.getparent().remove(link)
                    holder.part.rels.pop(key)
