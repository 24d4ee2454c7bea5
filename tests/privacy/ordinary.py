"""What stands in complaints and must stay: dates, prices, numbers of decrees, roads, offices."""

from __future__ import annotations

import random
from collections.abc import Sequence

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


def date(draw: random.Random) -> str:
    """A day, a span of days, or a moment."""
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(2017, 2025)
    return draw.choice(
        (
            f"{day} {_MONTHS[month - 1]} {year}", f"{day:02d}-{month:02d}-{year}",
            f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}",
            f"{day:02d}.{month:02d}.{year}", f"{day}/{month}/{year % 100:02d}",
            f"{day:02d}-{month:02d}-{year} {draw.randint(0, 23):02d}:{draw.randint(0, 59):02d} WITA",
            f"{year - 1}-{year}", f"{year - 2}, {year - 1} dan {year}",
            f"{day:02d}/{month:02d}/{year} s.d. {day:02d}/{month:02d}/{year + 1}",
        )
    )  # fmt: skip


def money(draw: random.Random) -> str:
    """An amount of rupiah."""
    thousands = draw.choice((5, 15, 50, 250, 850, 1500, 12750, 350000, 62500000))
    dotted = f"{thousands * 1000:,}".replace(",", ".")
    return draw.choice(
        (
            f"Rp {dotted}", f"Rp{dotted}", f"Rp. {dotted},-", f"Rp {thousands * 1000}",
            f"{dotted} rupiah", f"Rp {draw.randint(1, 90)} juta", f"@{dotted}",
        )
    )  # fmt: skip


def decree(draw: random.Random) -> str:
    """A number of a decree, letter, law or article."""
    number, year = draw.randint(1, 999), draw.randint(2010, 2025)
    return draw.choice(
        (
            f"SK Nomor 188.44/{number:04d}/KUM/{year}", f"surat No. {number}/DPUPR/{year}",
            f"UU No. {number % 40 + 1} Tahun {year}", f"pasal {number % 80 + 1} ayat (2)",
            f"PermenPANRB {number % 90 + 1}/{year}", f"Perda Nomor {number % 20 + 1} Tahun {year}",
            f"SK 800/{number}/BKD/{year}", f"nomor 045.2/{number}/SETDA",
        )
    )  # fmt: skip


def number(draw: random.Random) -> str:
    """Another number: a Tracking ID, coordinates, a meter, a place on the road."""
    return draw.choice(
        (
            f"ID {draw.randint(3_000_000, 9_400_000)}",
            f"Tracking ID {draw.randint(3_000_000, 9_400_000)}",
            f"-3.{draw.randint(300000, 499999)}, 114.{draw.randint(500000, 899999)}",
            f"kode pos {draw.randint(70111, 72276)}", f"KM {draw.randint(1, 120)}",
            f"RT {draw.randint(1, 30):02d} RW {draw.randint(1, 9):02d}",
            f"RT.{draw.randint(1, 30):03d}/RW.{draw.randint(1, 9):03d}",
            f"daya {draw.choice((450, 900, 1300, 2200))} VA", f"{draw.randint(2, 60)} meter",
            f"pukul {draw.randint(5, 22):02d}.{draw.randint(0, 59):02d}",
            f"{draw.randint(50, 900)} KK", f"SDN {draw.randint(1, 9)}", f"{draw.randint(2, 9)},5 km",
        )
    )  # fmt: skip


def road(draw: random.Random, streets: Sequence[str]) -> str:
    """A road as the place of the complaint."""
    street = draw.choice(streets)
    way = draw.choice(("Jl. ", "Jalan ", "Jl ", "Jln. "))
    return way + street + draw.choice(("", "", f" KM {draw.randint(1, 99)}", " simpang empat"))
