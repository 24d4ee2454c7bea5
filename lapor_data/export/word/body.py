"""The body of the report as it grows: headings, prose, captions, and the contents made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docx.document import Document as Report

from lapor_data.domain.numbers import number
from lapor_data.export.word.charts import Charts
from lapor_data.export.word.markup import Element, field, make, paragraph, run, text_of
from lapor_data.export.word.styles import unnumbered

_HEADING_LIMIT = 180


@dataclass(frozen=True)
class Heading:
    """One heading: its level (1, 2), its number ("" without one) and the bookmark on it."""

    level: int
    text: str
    number: str
    bookmark: str


class Body:
    """What has been written so far. Everything is appended before the section's properties."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.headings: list[Heading] = []
        self.charts = Charts(report.part)
        self._at = report.element.body
        self._chapters = self._figures = self._tables = self._drawings = 0

    def add(self, element: Element) -> None:
        """Append a paragraph or a table."""
        self._at.insert(len(self._at) - 1, element)

    def heading(self, level: int, text: str, *, numbered: bool = True) -> None:
        """A heading that the table of contents names and links to; chapters are numbered."""
        text = " ".join(text.split())
        if len(text) > _HEADING_LIMIT:
            text = f"{text[: _HEADING_LIMIT - 1]}…"
        count = ""
        if level == 1 and numbered:
            self._chapters += 1
            count = number(self._chapters)
        key = len(self.headings) + 1
        mark = f"_Toc{10_000_000 + key}"
        self.headings.append(Heading(level, text, count, mark))
        element = paragraph(f"Heading{level}")
        properties = element[0]
        if level == 1 and not numbered:
            properties.extend(unnumbered())
        element.append(make("w:bookmarkStart", id=key, name=mark))
        element.append(run(text))
        element.append(make("w:bookmarkEnd", id=key))
        self.add(element)

    def prose(self, sentences: Iterable[str], *, style: str = "", keep: bool = False) -> None:
        """Sentences as one paragraph; nothing where there are none."""
        text = " ".join(sentences)
        if text:
            self.add(paragraph(style, run(text), keep=keep))

    def bullets(self, points: Iterable[str]) -> None:
        """A list."""
        for point in points:
            self.add(paragraph("ListBullet", run(point)))

    def small(self, text: str) -> None:
        """Notes and source under a table or chart."""
        if text:
            self.add(paragraph("Catatan", run(text)))

    def caption_table(self, text: str) -> None:
        """ "Tabel 3. …" over a table; the number is a field that Word counts itself."""
        self._tables += 1
        self._caption("Tabel", self._tables, text, keep=True)

    def caption_figure(self, text: str) -> None:
        """ "Gambar 3. …" under a chart."""
        self._figures += 1
        self._caption("Gambar", self._figures, text, keep=False)

    def _caption(self, word: str, count: int, text: str, *, keep: bool) -> None:
        counted = field(f"SEQ {word} \\* ARABIC", str(count))
        self.add(paragraph("Caption", run(f"{word} "), *counted, run(f". {text}"), keep=keep))

    def drawing_id(self) -> int:
        """The next number for a drawing; each has one of its own in the whole document."""
        self._drawings += 1
        return self._drawings


def contents(headings: Iterable[Heading]) -> list[Element]:
    """The table of contents as Word makes it, with its entries already there.

    The field itself is marked as out of date, so Word counts the pages when it opens the file. It
    stands in a choice for Word 2013 and later ("w15"): LibreOffice freezes page numbers inside a
    TOC field, while without one it keeps the PAGEREF fields of the entries right by itself.
    """
    entries = [_entry(heading) for heading in headings]
    if not entries:
        return []
    opening = [
        _for_word(make("w:fldChar", fldCharType="begin", dirty="true")),
        _for_word(text_of(' TOC \\o "1-2" \\h \\z \\u ', "w:instrText")),
        _for_word(make("w:fldChar", fldCharType="separate")),
    ]
    for place, each in enumerate(opening, 1):
        entries[0].insert(place, each)
    entries[-1].append(_for_word(make("w:fldChar", fldCharType="end")))
    return entries


def _entry(heading: Heading) -> Element:
    link = make("w:hyperlink", anchor=heading.bookmark, history=1)
    link.append(run(f"{heading.number}\t{heading.text}\t" if heading.number else
                    f"{heading.text}\t"))  # fmt: skip
    link.extend(field(f"PAGEREF {heading.bookmark} \\h", "…"))
    entry = paragraph(f"TOC{heading.level}", link)
    if heading.level == 1 and not heading.number:
        # The first stop of this style is for the number of a chapter.
        entry[0].append(make("w:tabs", make("w:tab", val="clear", pos=425)))
        entry[0].append(make("w:ind", left=0, firstLine=0))
    return entry


def _for_word(element: Element) -> Element:
    return make("w:r", make("mc:AlternateContent", make("mc:Choice", element, Requires="w15")))
