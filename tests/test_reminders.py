"""Reminder texts: what they say, and links that stay short, whole and readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from lapor_data.questions.reminders import (
    LINK_CHARACTERS,
    SAMPLE_NOTE,
    Reminder,
    addressed,
    office,
    reminder,
)
from lapor_data.questions.worklist import OpenComplaint, Urgency

DAY = date(2023, 8, 1)
BANJARBARU = "63.72"


def row(number: int, age: int, limit: int, urgency: Urgency, title: str = "") -> OpenComplaint:
    return OpenComplaint(
        number, DAY, BANJARBARU, "Dishub", None, None, "", None, title, "verifikasi", DAY,
        "diterima", age, limit, urgency,
    )  # fmt: skip


def made(rows: list[OpenComplaint], agency: str | None = "Dishub") -> Reminder:
    message = reminder(BANJARBARU, agency, rows, DAY)
    assert message is not None
    return message


def test_the_whole_text() -> None:
    rows = [
        row(7209678, 1005, 3, "lewat", "Rahasia besar"),
        row(7209679, 3, 3, "segera"),
        row(7209680, 2, 3, "segera"),
        row(1, 0, 3, "aman"),
        row(2, 9, 3, "jeda"),
    ]
    assert made(rows).text == (
        "Yth. Admin SP4N-LAPOR! Dishub Kota Banjarbaru\n\n"
        "Per 1 Agustus 2023 ada 3 aduan yang menunggu langkah instansi Bapak/Ibu: "
        "1 lewat batas dan 2 jatuh tempo paling lama 1 hari kerja lagi.\n\n"
        "1. 7209678: verifikasi, umur 1.005 HK, batas 3 HK (lewat 1.002 HK)\n"
        "2. 7209679: verifikasi, umur 3 HK, batas 3 HK (jatuh tempo hari ini)\n"
        "3. 7209680: verifikasi, umur 2 HK, batas 3 HK (1 HK lagi)\n\n"
        "Umur: hari kerja (HK) sejak disposisi, atau sejak diterima bila waktu disposisi tidak "
        "tercatat; hari menunggu pelapor tidak dihitung.\n\n"
        "Mohon kiranya ditindaklanjuti di SP4N-LAPOR! dalam waktu dekat. Bila sudah, pesan ini "
        "dapat diabaikan. Terima kasih.\n\n"
        "Pengelola LAPOR! Paman, Provinsi Kalimantan Selatan"
    )


def test_only_overdue_or_only_due() -> None:
    assert "Bapak/Ibu: 1 lewat batas." in made([row(1, 4, 3, "lewat")]).text
    assert "Bapak/Ibu: 1 jatuh tempo" in made([row(1, 3, 3, "segera")]).text


def test_nothing_pressing_gives_no_reminder() -> None:
    assert reminder(BANJARBARU, "Dishub", [row(1, 0, 3, "aman"), row(2, 9, 3, "jeda")], DAY) is None
    assert reminder(BANJARBARU, "Dishub", [], DAY) is None


def test_the_sample_says_so() -> None:
    message = reminder(BANJARBARU, "Dishub", [row(1, 4, 3, "lewat")], DAY, is_sample=True)
    assert message and message.text.startswith(SAMPLE_NOTE)


def test_links_hold_the_whole_text_where_it_fits() -> None:
    message = made([row(1, 4, 3, "lewat")])
    chat = urlsplit(message.whatsapp_link)
    assert (chat.scheme, chat.netloc, chat.path) == ("https", "wa.me", "/")
    assert parse_qs(chat.query) == {"text": [message.text]}
    mail = urlsplit(message.mail_link)
    assert (mail.scheme, mail.path) == ("mailto", "")
    assert parse_qs(mail.query) == {
        "subject": ["Pengingat: 1 aduan SP4N-LAPOR! per 1 Agustus 2023"],
        "body": [message.text.replace("\n", "\r\n")],
    }
    assert "+" not in message.mail_link  # RFC 6068 reads + as itself


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    message = made([row(7000000 + n, 4, 3, "lewat") for n in range(200)])
    assert "lainnya" not in message.text
    assert message.text.count("verifikasi") == 200
    for link in (message.whatsapp_link, message.mail_link):
        text = unquote(link)
        shown = text.count("verifikasi")
        assert 5 < shown < 200
        assert f"dan {200 - shown} lainnya" in text
        assert text.endswith("Provinsi Kalimantan Selatan")
        # One line more would not fit.
        longer = message.first(shown + 1).replace("\n", "\r\n" if link.startswith("mail") else "\n")
        assert len(unquote(link)) < len(text) - len(message.first(shown)) + len(longer) + 2


def test_names_of_offices() -> None:
    assert office(BANJARBARU, "Dishub") == "Dishub Kota Banjarbaru"
    assert office(BANJARBARU, None) == "Kota Banjarbaru"
    assert office("provinsi", "Dishub") == "Dishub Provinsi Kalimantan Selatan"
    assert office("pusat", "PLN ULP Banjarbaru") == "PLN ULP Banjarbaru"
    assert office("tidak_dikenal", None) == "Tidak dikenal"


NAMES = st.text(st.characters(codec="utf-8"), max_size=600)


@given(st.integers(1, 120), NAMES)
def test_links_are_never_longer_than_allowed(count: int, agency: str) -> None:
    message = made([row(7000000 + n, 5, 3, "lewat") for n in range(count)], agency)
    for link in (message.whatsapp_link, message.mail_link):
        assert len(link) <= LINK_CHARACTERS
        assert link.isascii()
        assert not set(link) & set(' \n\r"<>#')
    assert all(f"{7000000 + n}:" in message.text for n in range(count))


def test_verifying_waits_for_the_administrator_of_the_place() -> None:
    unverified = row(1, 4, 3, "lewat")
    assert addressed(unverified) == (BANJARBARU, None)
    assert addressed(replace(unverified, step="tindak lanjut pertama")) == (BANJARBARU, "Dishub")
    assert addressed(replace(unverified, step="penyelesaian")) == (BANJARBARU, "Dishub")
    assert made([unverified], None).text.startswith("Yth. Admin SP4N-LAPOR! Kota Banjarbaru\n")
