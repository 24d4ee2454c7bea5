"""The slides of a monev meeting: from a plan and a briefing to what is shown.

presentation = slides_for(briefing, plan.slides, cover, profile="tindak-lanjut")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.conclusions import NOTHING, conclusions
from lapor_data.present.cover import Cover
from lapor_data.present.panel import Panel, Table
from lapor_data.present.panels_map import MEASURES
from lapor_data.present.slides.action_points import closing
from lapor_data.present.slides.known import CLOSING, COVER, DRAWN, MAP, SPOTLIGHT, Drawn, names
from lapor_data.present.slides.shorten import columns_of, few_bars, in_pages, with_something
from lapor_data.present.slides.slide import Presentation, Slide
from lapor_data.questions import topics

# How a panel is asked: the slug, the briefing (of a spotlight it is another place's), its option.
Ask = Callable[[str, Briefing, str], Panel]

_HEADS = {
    "program": ("Program", "Mulai", "Sebelum", "Sesudah", "Rasio", "Kesimpulan"),
    "penilaian": ("Waktu", "Penilaian", "Sumber"),
}
# Topics about which nothing can be said, and those unchanged, are left to the attachment.
_VERDICT = "Kesimpulan"
_CHANGED = (topics.RISING, topics.NEW, topics.FALLING)
MOST_YEARS = 7


def slides_for(
    b: Briefing,
    keys: Sequence[str],
    cover: Cover,
    *,
    profile: str = "",
    ask: Ask | None = None,
) -> Presentation:
    """The slides of these keys in order, without those that have nothing to show.

    `profile` is the award profile as option of a panel; `ask` gives a panel (the screen's cache;
    the catalogue by default). A table with many rows continues on further slides ("nilai/2").
    """
    asked = ask or (lambda slug, briefing, option: catalogue.build(slug, briefing, option))
    known = names()
    found: list[Slide] = []
    left_out: list[str] = []
    unknown: list[str] = []
    for key in dict.fromkeys(keys):
        if key not in known:
            unknown.append(key)
            continue
        slides = _slides(b, key, known[key], cover, profile, asked)
        found += slides
        if not slides:
            left_out.append(known[key])
    return Presentation(cover, tuple(found), tuple(left_out), tuple(unknown))


def _slides(b: Briefing, key: str, name: str, cover: Cover, profile: str, ask: Ask) -> list[Slide]:
    if key == COVER:
        return [Slide(key, name, cover.title, "judul", lead=cover.line)]
    if key == "kalimat":
        said = conclusions(ask("ringkasan-angka", b, ""))
        title = "Periode ini dalam satu kalimat"
        return [Slide(key, name, title, "kalimat", lead=b.sentence, said=said)]
    if key == "perhatian":
        points = tuple(item.sentence for item in b.attention)
        return [Slide(key, name, "Perlu perhatian", "butir", points=points)] if points else []
    if key == CLOSING:
        return [closing(b)]
    if key.startswith(SPOTLIGHT):
        return _spotlight(b, key, name, ask)
    if key.startswith(f"{MAP}:"):
        measure = key.partition(":")[2]
        panel = ask("peta-wilayah", b, measure)
        question = f"Di mana {MEASURES[measure].name.lower()} tinggi dan rendah?"
        return _drawn(key, Drawn(name, question, "peta-wilayah"), panel)
    drawn = DRAWN[key]
    return _drawn(key, drawn, ask(drawn.panel, b, profile if drawn.scored else ""))


def _drawn(key: str, drawn: Drawn, panel: Panel) -> list[Slide]:
    if panel.is_empty:
        return []
    said = conclusions(panel)
    title = _figures_title(panel) if key == "angka" else panel.title
    slide = Slide(key, drawn.name, title, "isi", drawn.question, said=said)
    if not drawn.as_table:
        return [replace(slide, panel=few_bars(panel))]
    table = with_something(_table(key, panel))
    if not table.rows:
        return []
    pages = list(in_pages(table))
    return [
        replace(
            slide,
            key=f"{key}/{page}" if page > 1 else key,
            title=f"{panel.title} ({page}/{len(pages)})" if len(pages) > 1 else panel.title,
            layout="tabel",
            panel=panel,
            table=part,
            said=said if page == 1 else (),
        )
        for page, part in enumerate(pages, 1)
    ]


def _figures_title(panel: Panel) -> str:
    """The key figures as a finding: "545 aduan sah, 97,8% ditindaklanjuti, 95,8% selesai"."""
    shown = {row[0]: row[1] for row in panel.table.shown()}
    words = (("Aduan sah", "aduan sah"), ("Tindak lanjut", "ditindaklanjuti"))
    told = [
        f"{shown[name]} {word}" for name, word in (*words, ("Selesai", "selesai")) if name in shown
    ]
    return ", ".join(told) or panel.title


def _table(key: str, panel: Panel) -> Table:
    table = panel.table
    if key == "nilai":
        # Rank, name, score and the value of each part; the counts behind them are on "Juara" and in
        # the attachment.
        heads = [
            c.head for c in table.columns if c.head != "dari" and not c.head.endswith(": aduan")
        ]
        return columns_of(table, heads)
    if key == "naik":
        verdict = [column.head for column in table.columns].index(_VERDICT)
        told = tuple(row for row in table.rows if row[verdict] in _CHANGED)
        return columns_of(Table(table.columns, told), [c.head for c in table.columns])
    if key == "program":
        # Programmes that cannot be compared are named in the notes of the panel.
        ratio = [column.head for column in table.columns].index("Rasio")
        table = Table(table.columns, tuple(row for row in table.rows if row[ratio] is not None))
    if key == "tahun":
        return Table(table.columns, table.rows[-MOST_YEARS:])
    return columns_of(table, _HEADS[key]) if key in _HEADS else table


def _spotlight(b: Briefing, key: str, name: str, ask: Ask) -> list[Slide]:
    place = key.partition(":")[2] or _in_need(b, ask)
    if place is None:
        return []
    own = replace(b, filter=b.filter.with_(place=place))
    panel = ask("profil-angka", own, "")
    rank = ask("profil-peringkat", own, "")
    said = (*(item.sentence for item in own.attention), *conclusions(panel))
    return [
        Slide(
            key,
            name,
            f"{place_name(place)}: {_lower(rank.title)}",
            "isi",
            "Bagaimana satu kabupaten/kota di antara 13?",
            lead=own.sentence,
            panel=panel,
            said=tuple(sentence for sentence in said if sentence != NOTHING),
        )
    ]


def _in_need(b: Briefing, ask: Ask) -> str | None:
    """The chosen kabupaten/kota, else the one that the board puts first."""
    if b.filter.place in BY_CODE:
        return b.filter.place
    board = ask("ringkasan-wilayah", b, "")
    return next((choice.spec.place for choice in board.rows if choice.spec.place), None)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
