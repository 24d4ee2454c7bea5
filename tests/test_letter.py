"""The escalation letter: a Word file that opens, says the counts and hides what must be hidden."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from lapor_data.export.letter import LISTED, escalation_letter, head_of
from lapor_data.questions.reminders import SAMPLE_NOTE
from lapor_data.questions.worklist import OpenComplaint, Urgency

DAY = date(2023, 8, 1)
HSU = "63.08"


def row(
    number: int, age: int, urgency: Urgency, agency: str | None = "Dishub", title: str = "Parkir"
) -> OpenComplaint:
    return OpenComplaint(
        number, date(2023, 7, 3), HSU, agency, None, None, "", None, title, "verifikasi", DAY,
        "diterima", age, 3, urgency,
    )  # fmt: skip


def read(letter: bytes) -> tuple[str, list[list[list[str]]]]:
    """Paragraphs as text, and the cells of every table."""
    document = Document(io.BytesIO(letter))
    tables = [[[cell.text for cell in line.cells] for line in t.rows] for t in document.tables]
    return "\n".join(paragraph.text for paragraph in document.paragraphs), tables


def test_counts_and_rows() -> None:
    rows = [
        row(7000001, 9, "lewat"),
        row(7000002, 5, "lewat", None, "(dirahasiakan)"),
        row(7000003, 3, "segera"),
        row(7000004, 0, "aman"),
        row(7000005, 0, "jeda"),
    ]
    text, tables = read(escalation_letter(HSU, rows, DAY))
    assert "DRAF, belum ditandatangani" in text
    assert SAMPLE_NOTE not in text
    assert "Hal: 2 aduan SP4N-LAPOR! lewat batas waktu per 1 Agustus 2023" in text
    assert "Bupati Hulu Sungai Utara" in text
    assert "terdapat 5 aduan" in text
    assert "2 lewat batas waktunya, 1 jatuh tempo" in text
    assert "1 masih aman, dan 1 menunggu kelengkapan" in text
    by_agency, oldest = tables
    assert by_agency == [
        ["SKPD", "Lewat batas", "Jatuh tempo", "Aman", "Dijeda"],
        ["Dishub", "1", "1", "1", "1"],
        ["Belum ada SKPD", "1", "0", "0", "0"],
    ]
    assert oldest == [
        ["Tracking ID", "Masuk", "Judul", "SKPD", "Langkah", "Umur dan batas"],
        ["7000001", "3 Jul 2023", "Parkir", "Dishub", "verifikasi", "9 dari 3 HK (lewat 6 HK)"],
        ["7000002", "3 Jul 2023", "(dirahasiakan)", "Belum ada SKPD", "verifikasi",
         "5 dari 3 HK (lewat 2 HK)"],
    ]  # fmt: skip


def test_long_lists_name_the_oldest() -> None:
    rows = [row(7000000 + n, 99, "lewat") for n in range(LISTED + 12)]
    text, tables = read(escalation_letter(HSU, rows, DAY))
    assert len(tables[1]) == LISTED + 1
    assert "dan 12 lainnya." in text


def test_nothing_overdue() -> None:
    text, tables = read(escalation_letter(HSU, [row(1, 0, "aman")], DAY, is_sample=True))
    assert "Tidak ada aduan yang lewat batas." in text
    assert SAMPLE_NOTE in text
    assert len(tables) == 1


def test_titles_may_hold_anything() -> None:
    nasty = 'a\x00b\x0bc <w:t>&amp; "]]>" \ud800 =1+1 😀'
    _, tables = read(escalation_letter(HSU, [row(1, 9, "lewat", nasty, nasty)], DAY))
    assert tables[1][1][2] == 'abc <w:t>&amp; "]]>"  =1+1 😀'


def test_the_file_is_dated_by_the_data_not_by_the_clock() -> None:
    properties = Document(io.BytesIO(escalation_letter(HSU, [], DAY))).core_properties
    assert properties.created and properties.modified
    assert properties.created.date() == properties.modified.date() == DAY
    assert properties.title == "Aduan lewat batas Kabupaten Hulu Sungai Utara"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (HSU, "Bupati Hulu Sungai Utara"),
        ("63.72", "Wali Kota Banjarbaru"),
        ("63.02", "Bupati Kotabaru"),
        ("provinsi", "Sekretaris Daerah Provinsi Kalimantan Selatan"),
        ("pusat", "Pimpinan instansi (Pusat)"),
    ],
)
def test_whom_it_addresses(place: str, name: str) -> None:
    assert head_of(place) == name
