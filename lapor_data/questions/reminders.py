"""Reminder texts to an SKPD, and links that open them prefilled. Pure; nothing is sent.

A message goes through chat and mail programs of others, so it names Tracking IDs, steps and ages
only: no titles, nothing of a complaint's contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from lapor_data.domain.access import AccessError
from lapor_data.domain.numbers import joined, long_date, number
from lapor_data.domain.regions import BY_CODE, PROVINCE, place_name
from lapor_data.questions.backlog import backlog_of
from lapor_data.questions.worklist import DUE_SOON, NOT_KNOWN, OVERDUE, OpenComplaint
from lapor_data.questions.worklist_state import STEP_VERIFY

# Longer links are cut by some chat and mail programs; the rest of the text is "dan n lainnya".
LINK_CHARACTERS = 1800
SAMPLE_NOTE = "(CONTOH: data buatan, bukan aduan sebenarnya)"
SENDER = "Pengelola LAPOR! Paman, Provinsi Kalimantan Selatan"
_WHATSAPP = "https://wa.me/?text="


@dataclass(frozen=True)
class Reminder:
    """A message about the complaints of one SKPD that are past their limit or due within one HK:
    `head`, one line per complaint in `lines` (most pressing first), `foot`."""

    subject: str
    head: str
    lines: tuple[str, ...]
    foot: str

    @property
    def text(self) -> str:
        """The whole message, for copying."""
        return self.first(len(self.lines))

    def first(self, count: int) -> str:
        """The message with only the first `count` complaints; the others are counted."""
        lines = list(self.lines[:count])
        left_out = len(self.lines) - len(lines)
        if left_out:
            lines.append(f"dan {number(left_out)} lainnya")
        return "\n\n".join([self.head, "\n".join(lines), self.foot])

    @property
    def whatsapp_link(self) -> str:
        """Opens WhatsApp with the text; the sender chooses whom to send it to."""
        return self._longest(lambda text: _WHATSAPP + quote(text, safe=""))

    @property
    def mail_link(self) -> str:
        """Opens the mail program with subject and text (RFC 6068: line breaks are CRLF)."""
        start = f"mailto:?subject={quote(self.subject, safe='')}&body="
        return self._longest(lambda text: start + quote(text.replace("\n", "\r\n"), safe=""))

    def _longest(self, link: Callable[[str], str]) -> str:
        """The link with as many complaints as LINK_CHARACTERS allow."""
        if len(link(self.text)) <= LINK_CHARACTERS:
            return link(self.text)
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if len(link(self.first(middle))) <= LINK_CHARACTERS:
                low = middle
            else:
                high = middle - 1
        text = self.first(low)
        if len(link(text)) <= LINK_CHARACTERS:
            return link(text)
        # Only where the SKPD's name alone is that long.
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if len(link(text[:middle])) <= LINK_CHARACTERS:
                low = middle
            else:
                high = middle - 1
        return link(text[:low])


def addressed(row: OpenComplaint) -> tuple[str, str | None]:
    """Whom the next step of a complaint waits for, as (place, SKPD): verifying is the work of the
    place's own administrator (None), and no SKPD is blamed for days that were not theirs."""
    return row.place, None if row.step == STEP_VERIFY else row.agency


def reminder(
    place: str,
    agency: str | None,
    rows: Iterable[OpenComplaint],
    as_of: date,
    *,
    not_known: int = 0,
    is_sample: bool = False,
) -> Reminder | None:
    """The reminder to one SKPD (agency None: to the place's own administrator) about the pressing
    ones of its `rows`; None where nothing is past its limit or due within one HK. `not_known` more
    were left out of the rows (Worklist.left_out), which the text says."""
    pressing = [row for row in rows if row.urgency in (OVERDUE, DUE_SOON)]
    refuse_hidden(pressing)
    if not pressing:
        return None
    backlog = backlog_of(pressing)
    counts = []
    if backlog.overdue:
        counts.append(f"{number(backlog.overdue)} lewat batas")
    if backlog.due_soon:
        counts.append(f"{number(backlog.due_soon)} jatuh tempo paling lama 1 hari kerja lagi")
    head = (
        f"Yth. Admin SP4N-LAPOR! {office(place, agency)}\n\n"
        f"Per {long_date(as_of)} ada {number(len(pressing))} aduan yang menunggu langkah "
        f"instansi Bapak/Ibu: {joined(counts)}."
    )
    if not_known:
        head += f" {number(not_known)} aduan lain {NOT_KNOWN}."
    if is_sample:
        head = f"{SAMPLE_NOTE}\n\n{head}"
    return Reminder(
        subject=f"Pengingat: {number(len(pressing))} aduan SP4N-LAPOR! per {long_date(as_of)}",
        head=head,
        lines=tuple(f"{no}. {line_of(row)}" for no, row in enumerate(pressing, 1)),
        foot=(
            "Umur: hari kerja (HK) sejak disposisi, atau sejak diterima bila waktu disposisi tidak "
            "tercatat; hari menunggu pelapor tidak dihitung.\n\n"
            "Mohon kiranya ditindaklanjuti di SP4N-LAPOR! dalam waktu dekat. Bila sudah, pesan ini "
            f"dapat diabaikan. Terima kasih.\n\n{SENDER}"
        ),
    )


def refuse_hidden(rows: Iterable[OpenComplaint]) -> None:
    """AccessError where rows that name complaints would name some that the reader may not see."""
    if any(row.is_hidden for row in rows):
        raise AccessError("Pengingat dan surat hanya dapat dibuat untuk wilayah Anda sendiri.")


def line_of(row: OpenComplaint) -> str:
    """One complaint in a message: "7209678: tindak lanjut pertama, umur 5 HK, batas 3 HK (lewat
    2 HK)"."""
    return (
        f"{row.tracking_id}: {row.step}, umur {number(row.age_wd)} HK, "
        f"batas {number(row.limit_wd)} HK ({distance(row)})"
    )


def distance(row: OpenComplaint) -> str:
    """How far a running clock is from its limit: "lewat 2 HK", "jatuh tempo hari ini",
    "1 HK lagi"."""
    if row.remaining_wd < 0:
        return f"lewat {number(-row.remaining_wd)} HK"
    return f"{number(row.remaining_wd)} HK lagi" if row.remaining_wd else "jatuh tempo hari ini"


def office(place: str, agency: str | None) -> str:
    """The SKPD with its government: "Dinas PUPR Kota Banjarbaru"; without a named SKPD the
    government itself."""
    if place in BY_CODE:
        government = place_name(place)
    else:
        government = "Provinsi Kalimantan Selatan" if place == PROVINCE else ""
    return " ".join(part for part in (agency, government) if part) or place_name(place)
