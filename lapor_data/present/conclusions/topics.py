"""Sentences on rankings and on topics."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.conclusions.reading import NAMED, VALID, Reading
from lapor_data.present.panels_meeting import OTHER_TOPICS
from lapor_data.present.panels_topics import NO_CATEGORY
from lapor_data.questions.narrative import change_words
from lapor_data.questions.topics import CATCH_ALL, FALLING, NEW, RISING, TOO_FEW

# These rows of a ranking say nothing of what it is about.
_NO_TOPIC = (NO_CATEGORY, CATCH_ALL, OTHER_TOPICS)


def ranking(r: Reading) -> list[str]:
    """Most and fewest of the first number, and the largest change against the comparison."""
    columns = r.panel.table.columns
    value = r.find(VALID)
    named = [row for row in r.rows if r.name(row) not in _NO_TOPIC]
    if value is None:
        value = next((i for i, c in enumerate(columns) if c.is_number), None)
    if value is None or not r.known(value, named):
        return []
    unit = " aduan" if r.heads[value] == VALID else ""
    of_all = f", dari {numbers.number(r.panel.n)} aduan sah" if unit and r.panel.n else ""
    head = "Terbanyak" if columns[value].kind == "count" else f"{r.heads[value]} tertinggi"
    said = [f"{head} {r.highest(value, named, unit=unit)}{of_all}."]
    before = r.find("Bagian")
    if before is not None and before + 1 < len(columns):
        said.append(_largest_change(r, value, before + 1))
    elif len(r.known(value)) > 1:
        least = "Paling sedikit" if columns[value].kind == "count" else "Terendah"
        said.append(f"{least} {r.lowest(value, unit=unit)}.")
    return said


def _largest_change(r: Reading, now: int, before: int) -> str:
    known = [row for row in r.known(before) if row[now] is not None]
    moved = max((abs(row[now] - row[before]) for row in known), default=0)
    if not moved:
        return ""
    rows = [row for row in known if abs(row[now] - row[before]) == moved]
    words = [
        f"{r.name(row)}, {change_words(row[now], row[before])} (dari "
        f"{r.shown(row, before)} menjadi {r.shown(row, now)})"
        for row in rows[:NAMED]
    ]
    return f"Selisih terbesar dari {r.heads[before]}: {numbers.joined(words)}."


def verdicts(r: Reading) -> list[str]:
    """Which topics rise or fall, and for how many there are too few cases."""
    verdict, now, before = r.at("Kesimpulan"), 1, 2

    def named(*verdicts: str) -> str:
        rows = [row for row in r.rows if row[verdict] in verdicts]
        words = [
            f"{r.name(row)} (dari {r.shown(row, before)} menjadi {r.shown(row, now)})"
            for row in rows[:NAMED]
        ]
        more = f", dan {len(rows) - NAMED} topik lain" if len(rows) > NAMED else ""
        return f"{', '.join(words) if more else numbers.joined(words)}{more}"

    few = sum(row[verdict] == TOO_FEW for row in r.rows)
    up, down = named(RISING, NEW), named(FALLING)
    return [
        f"Naik dari {r.heads[before]}: {up}." if up else "Tidak ada topik yang naik meyakinkan.",
        f"Turun: {down}." if down else "",
        f"{few} topik terlalu sedikit aduannya untuk dinilai." if few else "",
    ]


def spread(r: Reading) -> list[str]:
    """The topic that weighs most within one region."""
    valid = r.at(VALID)
    cells = [
        (row[i], r.heads[i], row)
        for row in r.rows
        for i in range(valid + 1, len(r.heads))
        if row[i] is not None
    ]
    if not cells:
        return ["Terlalu sedikit aduan untuk membandingkan topik antarwilayah."]
    value, topic, row = max(cells, key=lambda cell: cell[0])
    share = r.shown(row, r.heads.index(topic))
    del value
    return [f"{topic} paling menonjol di {r.name(row)}: {share} dari {r.shown(row, valid)} aduan."]


def words(r: Reading) -> list[str]:
    """The words that rise in titles."""
    told = [f"“{r.name(row)}” (dari {r.shown(row, 2)} menjadi {r.shown(row, 1)})" for row in r.rows]
    return [f"Kata yang naik di judul dari {r.heads[2]}: {numbers.joined(told[:NAMED])}."]
