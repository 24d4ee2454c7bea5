"""How people write numbers, addresses of e-mail, plates: written from use, not from the masker."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence
from dataclasses import dataclass

_PROVINCES = (11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62)
_NEARBY = (6301, 6303, 6304, 6306, 6308, 6309, 6310, 6371, 6372)
_PREFIXES = (
    811, 812, 813, 821, 822, 823, 851, 852, 853, 814, 815, 816, 855, 856, 857, 858, 817, 818, 819,
    859, 877, 878, 895, 896, 897, 898, 899, 831, 832, 833, 838, 881, 882, 887, 888,
)  # fmt: skip
_AREAS = ("511", "512", "517", "518", "526", "527", "21", "31", "22", "274")
_DIGIT_WORDS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
)  # fmt: skip
_PLATE_CODES = ("B", "D", "L", "N", "AB", "AD", "AG", "KH", "KT", "KB", "BK", "DD", "DK", "H")
WIDE = str.maketrans(string.digits + "@", "".join(map(chr, range(0xFF10, 0xFF1A))) + "＠")


@dataclass(frozen=True)
class Words:
    """What one half of the corpus has of its own to fill the forms with."""

    first_names: Sequence[str]
    last_names: Sequence[str]
    streets: Sequence[str]
    estates: Sequence[str]
    alleys: Sequence[str]
    mail_hosts: Sequence[str]


def nik(draw: random.Random, *, card: bool = False) -> str:
    """A NIK, or the number of a family card (KK): place, day, month, year, serial."""
    place = draw.choice(_NEARBY) if draw.random() < 0.7 else draw.choice(_PROVINCES) * 100 + 1
    day = draw.randint(1, 28) + (40 if not card and draw.random() < 0.5 else 0)
    date = f"{day:02d}{draw.randint(1, 12):02d}{draw.randint(0, 99):02d}"
    digits = f"{place}{draw.randint(1, 20):02d}{date}{draw.randint(1, 9999):04d}"
    way = draw.random()
    if way < 0.4:
        return digits
    if way < 0.45:
        return digits.translate(WIDE)
    if way < 0.52:
        cut = draw.randint(2, 14)
        return digits[:cut] + draw.choice(("\n", "\r\n", "-\n", " \n")) + digits[cut:]
    groups: tuple[int, ...] = draw.choice(
        ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (8, 8), (6, 10), (3, 3, 3, 3, 4))
    )
    if draw.random() < 0.2:
        groups = _any_groups(draw, 16, 2, 6)
    gap = draw.choice((" ", " ", ".", "-", "/", "_", "  ", " - ", "\u00a0", "–", ". "))
    return gap.join(_cut(digits, groups))


def phone(draw: random.Random) -> str:
    """A mobile or land line number in one of the many ways."""
    if draw.random() < 0.12:
        return _land_line(draw)
    start = str(draw.choice(_PREFIXES))
    rest = "".join(draw.choices(string.digits, k=draw.choice((7, 8, 8, 8, 9))))
    body = start + rest[:-1] + draw.choice("123456789")
    way = draw.random()
    if way < 0.06:
        return f"{draw.choice(('wa.me/', 'https://wa.me/', 'http://wa.me/'))}62{body}"
    if way < 0.10:
        return f"0{body}".translate(WIDE)
    if way < 0.16:
        cut = draw.randint(4, 8)
        return (
            f"0{body[:cut]}{draw.choice((chr(10), '-' + chr(10), chr(13) + chr(10)))}{body[cut:]}"
        )
    front = draw.choice(
        ("0",) * 8 + ("+62", "+62", "+62 ", "62", "62 ", "(+62)", "+62-", "+62 (0)", "0062")
    )
    if draw.random() < 0.4:
        return front + body
    lengths: tuple[int, ...] = draw.choice(
        ((3, 4, len(body) - 7), (3, 3, len(body) - 6), (4, 4, len(body) - 8))
    )
    if draw.random() < 0.15:
        lengths = (3, *_any_groups(draw, len(body) - 3, 2, 4))
    gap = draw.choice((" ", " ", "-", "-", ".", " - ", "_", "/", "\u00a0", "–", "  "))
    return front + gap.join(part for part in _cut(body, lengths) if part)


def phone_in_words(draw: random.Random) -> str:
    """Spelled in words: "nol delapan satu dua …"."""
    digits = f"0{draw.choice(_PREFIXES)}{draw.randrange(10**7, 10**8)}"
    return draw.choice((" ", " ", "-", ", ")).join(_DIGIT_WORDS[int(digit)] for digit in digits)


def phone_with_letters(draw: random.Random) -> str:
    """The letter O where a zero belongs."""
    digits = f"0{draw.choice(_PREFIXES)}{draw.randrange(10**7, 10**8)}"
    written = draw.choice("Oo") + digits[1:].replace("0", draw.choice("Oo0"))
    return "-".join(_cut(written, (4, 4, 4))) if draw.random() < 0.5 else written


def mail(draw: random.Random, words: Words) -> str:
    """An e-mail address, also as people hide it from machines."""
    first = draw.choice(words.first_names).split()[-1].lower().replace("'", "")
    last = draw.choice(words.last_names).split()[-1].lower().replace("'", "")
    number = str(draw.randint(1, 2005)) if draw.random() < 0.5 else ""
    local = f"{first}{draw.choice(('', '.', '_', '-'))}{last}{number}"
    host, _, tail = draw.choice(words.mail_hosts).partition(".")
    way = draw.random()
    if way < 0.55:
        found = f"{local}@{host}.{tail}"
        return found.upper() if draw.random() < 0.1 else found
    if way < 0.60:
        return f"{local}＠{host}.{tail}"
    if way < 0.70:
        return f"{local}{draw.choice((' @ ', ' @', '@ '))}{host}.{tail}"
    dotted = tail.replace(".", " dot ")
    if way < 0.85:
        at = draw.choice(("(at)", "[at]", " (at) ", " [at] ", "{at}", "(AT)", "[@]", "(@)"))
        dot = draw.choice((".", ".", "(dot)", "[dot]", " (dot) "))
        return f"{local}{at}{host}{dot}{tail.replace('.', dot)}"
    if way < 0.95:
        return f"{local} at {host} dot {dotted}"
    return f"{local} at {host}.{tail}"


def name(draw: random.Random, words: Words) -> str:
    """One to four words, now and then with a title."""
    first, last = draw.choice(words.first_names), draw.choice(words.last_names)
    way = draw.random()
    if way < 0.2:
        return first
    if way < 0.75:
        return f"{first} {last}"
    if way < 0.85:
        return f"{draw.choice(('H.', 'Hj.', 'M.', 'Muh.', 'Ir.'))} {first} {last}"
    if way < 0.92:
        return f"{first} {last[0]}."
    return f"{first} {draw.choice(('bin', 'binti'))} {last}"


def address(draw: random.Random, words: Words) -> str:
    """A home: road, estate or alley with what leads to the door."""
    number = f"{draw.choice(('No. ', 'No ', 'no. ', 'Nomor ', 'No.'))}{draw.randint(1, 180)}"
    number += draw.choice(("", "", "", "A", "B"))
    rt = f"{draw.choice(('RT ', 'RT. ', 'Rt.', 'RT'))}{draw.randint(1, 40):02d}"
    if draw.random() < 0.5:
        rt += f"{draw.choice((' RW ', '/RW ', ' Rw. '))}{draw.randint(1, 9):02d}"
    if draw.random() < 0.15:
        rt = f"RT {draw.randint(1, 40):02d}/{draw.randint(1, 9):02d}"
    road = draw.choice(("Jl. ", "Jl. ", "Jl ", "Jalan ", "Jln. ")) + draw.choice(words.streets)
    estate = draw.choice(("Komplek ", "Komp. ", "Perumahan ", "Perum ")) + draw.choice(
        words.estates
    )
    alley = draw.choice(("Gang ", "Gg. ", "Gg ")) + draw.choice(words.alleys)
    block = f"Blok {draw.choice('ABCDEFG')}{draw.choice((' ', '', '-'))}{draw.randint(1, 30)}"
    return draw.choice(
        (
            f"{road} {number}",
            f"{road} {number} {rt}",
            f"{road}, {alley} {number}",
            f"{road} {rt} {number}",
            f"{road} {alley} {rt} {number}",
            f"{estate} {block}",
            f"{estate}, Blok {draw.choice('ABCDEFG')} {number}",
            f"{estate} {block} {number}, {rt}",
            f"{alley} {number}",
            f"{alley} {rt}",
        )
    )


def plate(draw: random.Random) -> str:
    """A number plate, mostly of Kalimantan Selatan."""
    code = "DA" if draw.random() < 0.6 else draw.choice(_PLATE_CODES)
    number = str(draw.randint(1001, 9999)) if draw.random() < 0.9 else str(draw.randint(100, 999))
    letters = "".join(draw.choices("ABCDEFGHJKLMNPQRSTUVWXYZ", k=draw.choice((2, 2, 3))))
    gap = draw.choice((" ", " ", " ", "", "-", "."))
    return f"{code}{gap}{number}{gap}{letters}"


def _land_line(draw: random.Random) -> str:
    area = draw.choice(_AREAS)
    number = f"{draw.randint(2, 7)}{''.join(draw.choices(string.digits, k=6))}"
    return draw.choice(
        (
            f"(0{area}) {number}", f"0{area}-{number}", f"0{area} {number}", f"(0{area}){number}",
            f"0{area} {number[:3]} {number[3:]}", f"+62 {area} {number}", f"0{area}{number}",
        )
    )  # fmt: skip


def _any_groups(draw: random.Random, total: int, low: int, high: int) -> tuple[int, ...]:
    groups: list[int] = []
    while (left := total - sum(groups)) > high:
        groups.append(min(draw.randint(low, high), left - low))
    return (*groups, left)


def _cut(digits: str, lengths: Sequence[int]) -> list[str]:
    parts, start = [], 0
    for length in lengths:
        parts.append(digits[start : start + length])
        start += length
    return parts
