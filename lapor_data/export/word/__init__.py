"""The report of monitoring and evaluation ("Laporan Monev") as a Word file.

report(briefing, cover_of(briefing, is_sample=True), made_on=date.today())  →  bytes
"""

from __future__ import annotations

import io
from datetime import date, datetime, time

from docx import Document
from docx.document import Document as Report

from lapor_data.domain.numbers import long_date
from lapor_data.export.foot import shortened
from lapor_data.export.word.body import Body, contents
from lapor_data.export.word.chapters import write_chapters, write_summary
from lapor_data.export.word.markup import field, make, paragraph, run
from lapor_data.export.word.method import write_method
from lapor_data.export.word.styles import LANGUAGE, dress
from lapor_data.present.briefing import Briefing
from lapor_data.present.cover import APP_NAME, OWNER, SAMPLE_MARK, Cover
from lapor_data.present.palette import LIGHT
from lapor_data.present.panels_awards import profile_of

TITLE = "Laporan monitoring dan evaluasi"
# A filter may name so much that it would fill the page.
_LONGEST_FOOTER = 220


def report(b: Briefing, cover: Cover, *, profile: str = "", made_on: date) -> bytes:
    """The whole report for the briefing's filter.

    `profile` is the award profile as the option of a panel ("" = the default). An empty period
    gives a short report that says so. UnknownChoiceError or ProfileError for a bad profile.
    """
    chosen = profile_of(profile)
    document = Document()
    dress(document)
    _properties(document, cover, made_on)
    _footer(document, cover)
    body = Body(document)
    _cover(body, cover, made_on)
    body.add(paragraph("TOCHeading", run("Daftar isi")))
    place = len(document.element.body) - 1
    write_summary(body, b, profile)
    if b.now.received:
        write_chapters(body, b, profile)
    write_method(body, b, chosen)
    for number, entry in enumerate(contents(body.headings)):
        document.element.body.insert(place + number, entry)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _properties(document: Report, cover: Cover, made_on: date) -> None:
    properties = document.core_properties
    properties.title = f"{TITLE} {APP_NAME}"
    properties.subject = ""
    properties.keywords = properties.comments = ""
    properties.author = properties.last_modified_by = APP_NAME
    properties.language = LANGUAGE
    properties.created = properties.modified = datetime.combine(made_on, time())


def _cover(body: Body, cover: Cover, made_on: date) -> None:
    def line(name: str, text: str) -> None:
        body.add(paragraph("", run(f"{name}: ", colour=LIGHT.secondary), run(text), after=60))

    body.add(paragraph("Subtitle", run(APP_NAME, bold=True, colour=LIGHT.accent), before=3600))
    body.add(paragraph("Title", run(TITLE)))
    body.add(paragraph("Subtitle", run(cover.selected)))
    if cover.is_sample:
        body.add(paragraph("Subtitle", run(SAMPLE_MARK, bold=True)))
    line("Pembanding", cover.compared)
    line("Data per", long_date(cover.data_date))
    line("Dibuat", long_date(made_on))
    body.add(paragraph("Subtitle", run(OWNER), before=4800))


def _footer(document: Report, cover: Cover) -> None:
    """The line of every page with its number; none on the cover."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    text = shortened(cover.footer, lambda text: len(text) <= _LONGEST_FOOTER)
    element = section.footer._element
    for child in list(element):
        element.remove(child)
    element.append(paragraph("Footer", run(text)))
    counted = paragraph("Footer", run("Halaman "), *field("PAGE", "1"))
    counted[0].append(make("w:jc", val="right"))
    element.append(counted)
