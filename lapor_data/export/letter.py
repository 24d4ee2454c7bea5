"""The draft of an escalation letter to the head of a government, as a Word file (DOCX).

A draft to be checked, numbered and signed by a person; the program sends nothing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time

from docx import Document
from docx.document import Document as Letter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from lapor_data.domain.numbers import long_date, number, short_date
from lapor_data.domain.regions import BY_CODE, PROVINCE, place_name
from lapor_data.export.xml_text import clean
from lapor_data.present.cover import APP_NAME
from lapor_data.questions.backlog import backlog_of, by_agency
from lapor_data.questions.reminders import SAMPLE_NOTE, distance, refuse_hidden
from lapor_data.questions.worklist import NOT_KNOWN, OVERDUE, OpenComplaint

# The letter names the oldest; all of them are in the list on screen and in its CSV.
LISTED = 30
NO_AGENCY = "Belum ada SKPD"


def escalation_letter(
    place: str,
    rows: Sequence[OpenComplaint],
    as_of: date,
    *,
    not_known: int = 0,
    is_sample: bool = False,
) -> bytes:
    """The letter about the open complaints (`rows`) of one place as of a day.

    `not_known` more were left out of the rows (Worklist.left_out), which it says. It tells how many
    are past their limit, per SKPD, and lists the LISTED furthest past it. Titles
    are those of the work list: masked, none of Rahasia complaints.
    """
    refuse_hidden(rows)
    letter = Document()
    _page(letter)
    properties = letter.core_properties
    properties.title = f"Aduan lewat batas {place_name(place)}"
    properties.author = APP_NAME
    # Of the day it speaks of, not of the day somebody asked for it.
    properties.created = properties.modified = datetime.combine(as_of, time())
    overdue = [row for row in rows if row.urgency == OVERDUE]
    _head(letter, place, len(overdue), as_of, is_sample)
    _body(letter, place, rows, as_of, not_known)
    _by_agency(letter, rows)
    _list(letter, overdue)
    _foot(letter)
    stream = io.BytesIO()
    letter.save(stream)
    return stream.getvalue()


def head_of(place: str) -> str:
    """Whom the letter addresses: "Bupati Tapin", "Wali Kota Banjarbaru"; for the province its
    Sekretaris Daerah, who leads its SKPD; elsewhere "Pimpinan instansi (…)"."""
    region = BY_CODE.get(place)
    if region:
        title = "Wali Kota" if region.kind == "Kota" else "Bupati"
        return f"{title} {region.name.removeprefix(region.kind).strip()}"
    if place == PROVINCE:
        return "Sekretaris Daerah Provinsi Kalimantan Selatan"
    return f"Pimpinan instansi ({place_name(place)})"


def _page(letter: Letter) -> None:
    section = letter.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.0)
    style = letter.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    style.paragraph_format.space_after = Pt(6)


def _head(letter: Letter, place: str, overdue: int, as_of: date, is_sample: bool) -> None:
    mark = letter.add_paragraph()
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    note = f" {SAMPLE_NOTE}" if is_sample else ""
    mark.add_run(f"DRAF, belum ditandatangani{note}").bold = True
    _lines(
        letter,
        "Nomor: ………………",
        "Sifat: Penting",
        f"Hal: {number(overdue)} aduan SP4N-LAPOR! lewat batas waktu per {long_date(as_of)}",
    )
    _lines(letter, "Yth.", head_of(place), "di tempat")


def _body(
    letter: Letter, place: str, rows: Sequence[OpenComplaint], as_of: date, not_known: int
) -> None:
    backlog = backlog_of(rows)
    letter.add_paragraph(
        f"Dengan hormat, bersama ini kami sampaikan bahwa per {long_date(as_of)} terdapat "
        f"{number(backlog.total)} aduan masyarakat melalui SP4N-LAPOR! yang dikelola "
        f"{place_name(place)} dan belum selesai. Dari jumlah itu {number(backlog.overdue)} lewat "
        f"batas waktunya, {number(backlog.due_soon)} jatuh tempo paling lama 1 hari kerja (HK) "
        f"lagi, {number(backlog.safe)} masih aman, dan {number(backlog.paused)} menunggu "
        "kelengkapan dari pelapor."
        + (f" {number(not_known)} aduan lain {NOT_KNOWN}." if not_known else "")
    )
    letter.add_paragraph(
        "Mohon perkenan Bapak/Ibu untuk mendorong SKPD terkait menyelesaikan langkah berikut. "
        "Umur dihitung dalam hari kerja sejak disposisi, atau sejak aduan diterima bila waktu "
        "disposisinya tidak tercatat; hari menunggu pelapor tidak dihitung."
    )


def _by_agency(letter: Letter, rows: Sequence[OpenComplaint]) -> None:
    letter.add_heading("Menurut SKPD", level=2)
    _table(
        letter,
        ("SKPD", "Lewat batas", "Jatuh tempo", "Aman", "Dijeda"),
        [
            (
                group.agency or NO_AGENCY,
                number(group.backlog.overdue),
                number(group.backlog.due_soon),
                number(group.backlog.safe),
                number(group.backlog.paused),
            )
            for group in by_agency(rows)
        ],
        (7.0, 2.3, 2.3, 2.2, 2.2),
    )


def _list(letter: Letter, overdue: Sequence[OpenComplaint]) -> None:
    letter.add_heading("Aduan yang paling lama lewat batas", level=2)
    if not overdue:
        letter.add_paragraph("Tidak ada aduan yang lewat batas.")
        return
    _table(
        letter,
        ("Tracking ID", "Masuk", "Judul", "SKPD", "Langkah", "Umur dan batas"),
        [
            (
                str(row.tracking_id),
                short_date(row.received_date),
                row.title,
                row.agency or NO_AGENCY,
                row.step,
                f"{number(row.age_wd)} dari {number(row.limit_wd)} HK ({distance(row)})",
            )
            for row in overdue[:LISTED]
        ],
        (1.9, 2.0, 4.6, 2.7, 2.2, 2.6),
    )
    if len(overdue) > LISTED:
        letter.add_paragraph(f"dan {number(len(overdue) - LISTED)} lainnya.")


def _foot(letter: Letter) -> None:
    letter.add_paragraph(
        "Demikian disampaikan, atas perhatian dan kerja sama Bapak/Ibu diucapkan terima kasih."
    )
    _lines(letter, "Banjarmasin, ………………", "Kepala Dinas Komunikasi dan Informatika")
    _lines(letter, "Provinsi Kalimantan Selatan,", "", "", "(…………………………)")
    letter.add_paragraph("Sumber: SP4N-LAPOR!. Batas waktu: PermenPANRB 62/2018 dan aturan daerah.")


def _lines(letter: Letter, *lines: str) -> None:
    """Lines that stand together as one paragraph."""
    letter.add_paragraph("\n".join(clean(line) for line in lines))


def _table(
    letter: Letter,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths_cm: Sequence[float],
) -> None:
    table = letter.add_table(rows=0, cols=len(heads), style="Table Grid")
    table.autofit = False
    for line in (heads, *rows):
        # Written through the row's own cells: table.cell() walks the whole table each time.
        for cell, text, width in zip(table.add_row().cells, line, widths_cm, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(clean(text))
            run.font.size = Pt(9)
            run.bold = line is heads
    letter.add_paragraph()
