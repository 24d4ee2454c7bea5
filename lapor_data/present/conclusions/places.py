"""Sentences on panels by region, SKPD or classification: volume, follow-up, speed."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.domain.settings import load_settings
from lapor_data.present.conclusions.reading import VALID, Reading, Row, days, titled


def board(r: Reading) -> list[str]:
    """The 13: volume, lowest tindak lanjut, and who breaks the limit of the first response."""
    valid, followed = r.at(VALID), r.at("Tindak lanjut")
    enough = [row for row in r.rows if row[valid] >= load_settings().sampel_minimum]
    lowest = r.lowest(followed, enough)
    return [
        _volume(r, valid),
        f"Tindak lanjut terendah {lowest}." if lowest else "",
        _over_limit(r, r.at("Median"), r.rows),
    ]


def _volume(r: Reading, valid: int) -> str:
    if not any(row[valid] for row in r.rows):
        return "Tidak ada aduan sah."
    most = r.highest(valid, unit=" aduan")
    if len(r.rows) == 1:
        return f"Aduan sah hanya di {most}."
    return f"Aduan sah terbanyak {most}, paling sedikit {r.lowest(valid, unit=' aduan')}."


def _over_limit(r: Reading, median: int, rows: tuple[Row, ...]) -> str:
    limit = load_settings().respons_pertama
    known = r.known(median, rows)
    over = [row for row in known if row[median] > limit]
    if not known:
        return "Waktu respons belum diketahui."
    if not over:
        return f"Tidak ada median respons yang melewati {days(limit)}."
    return (
        f"Median respons melewati {days(limit)} di {len(over)} dari {len(known)} yang terukur; "
        f"terlama {r.highest(median, over, unit=' HK')}."
    )


def regions_speed(r: Reading) -> list[str]:
    """Fastest and slowest, who breaks the limit, and how far the times are known."""
    median, timed = r.at("Median"), r.at("Bercap waktu")
    settings = load_settings()
    enough = tuple(row for row in r.rows if row[timed] >= settings.sampel_minimum)
    in_days = r.heads[median].endswith("(HK)")
    low = [row for row in r.known(r.at("Cakupan")) if row[r.at("Cakupan")] < _coverage()]
    fastest = r.lowest(median, enough)
    return [
        f"Median respons tercepat {fastest}, terlama {r.highest(median, enough)}, dalam "
        f"{'hari kerja' if in_days else 'hari kalender'}."
        if fastest
        else "Data waktu respons belum cukup.",
        _over_limit(r, median, enough) if in_days and fastest else "",
        f"Cakupan cap waktu di bawah {numbers.percent(_coverage())} pada {len(low)} wilayah; "
        f"terendah {r.lowest(r.at('Cakupan'), low)}."
        if low
        else "",
    ]


def _coverage() -> int:
    return load_settings().cakupan_minimum_persen


def on_time(r: Reading) -> list[str]:
    """The share of all as the title tells it, then the best and the least."""
    share = r.at("Tepat waktu")
    best, least = r.highest(share), r.lowest(share)
    named = f"Tertinggi {best}, terendah {least}." if best != least else ""
    return [*titled(r), named]


def bands(r: Reading) -> list[str]:
    """How many of all were answered in time, how many not at all, and where most of those are."""
    whole, places = r.rows[0], r.rows[1:]
    valid, waiting = r.at(VALID), r.at("Belum direspons")
    fast = sum(whole[r.at(head)] for head in ("≤ 1 HK", "2–3 HK"))
    untimed = whole[r.at("Ditindaklanjuti tanpa")]
    left = [row for row in places if row[waiting]]
    return [
        f"{numbers.number(fast)} dari {r.shown(whole, valid)} aduan sah direspons dalam 3 hari "
        f"kerja; {r.shown(whole, waiting)} belum direspons.",
        f"{numbers.number(untimed)} ditindaklanjuti tanpa cap waktu." if untimed else "",
        f"Belum direspons paling banyak di {r.highest(waiting, left, unit=' aduan')}."
        if left
        else "",
    ]


def classes(r: Reading) -> list[str]:
    """Which classification keeps its limit best and worst."""
    timed, within = r.at("Bercap waktu"), r.at("Dalam batas")
    enough = [row for row in r.rows if row[timed] >= load_settings().sampel_minimum]
    if not enough:
        return ["Data waktu respons belum cukup untuk menilai batas klasifikasi."]
    best, worst = r.highest(within, enough), r.lowest(within, enough)
    if best == worst:
        return [f"Dalam batas klasifikasinya: {best}."]
    return [f"Dalam batas klasifikasinya paling tinggi {best}, paling rendah {worst}."]


def agencies(r: Reading) -> list[str]:
    """The busiest SKPD, the slowest, and the one with the lowest tindak lanjut."""
    valid, followed, median = r.at(VALID), r.at("Tindak lanjut"), r.at("Median")
    place = r.find("Wilayah")

    def name(row: Row) -> str:
        return r.name(row) if place is None else f"{r.name(row)} {r.shown(row, place)}"

    settings = load_settings()
    enough = [row for row in r.rows if row[r.at("Bercap waktu")] >= settings.sampel_minimum]
    many = [row for row in r.rows if row[valid] >= settings.sampel_minimum]
    slowest = r.highest(median, enough, unit=" HK", name=name)
    lowest = r.lowest(followed, many, name=name)
    return [
        f"Aduan terbanyak pada {r.highest(valid, unit=' aduan', name=name)}.",
        f"Median respons terlama {slowest}." if slowest else "",
        f"Tindak lanjut terendah {lowest}." if lowest else "",
    ]


def backlog(r: Reading) -> list[str]:
    """The panel's own finding, and where most is past its limit or soon will be."""
    soon = r.at("Jatuh tempo")
    pressing = [row for row in r.rows if row[soon]]
    nearest = r.highest(soon, pressing, unit=" aduan")
    return [*titled(r), f"Jatuh tempo dalam 1 HK: terbanyak {nearest}." if nearest else ""]
