"""The slides of a monev meeting: from a plan and a briefing to what is shown.

presentation = slides_for(briefing, plan.slides, cover, profile="tindak-lanjut")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from lapor_data.domain.records import PLAN, Record
from lapor_data.domain.regions import BY_CODE, place_name
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.conclusions import NOTHING, conclusions
from lapor_data.present.cover import Cover, meeting_name
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.panels_map import MEASURES
from lapor_data.present.slides.shorten import columns_of, few_bars, in_pages, with_something
from lapor_data.present.slides.slide import Presentation, Slide
from lapor_data.questions import topics

# How a panel is asked: the slug, the briefing (of a spotlight it is another place's), its option.
Ask = Callable[[str, Briefing, str], Panel]

COVER, CLOSING, SPOTLIGHT, MAP = "judul", "penutup", "sorotan", "peta"


@dataclass(frozen=True)
class _Drawn:
    """A slide that shows one panel: its name, the question behind it, the slug of the panel; with
    `as_table` its table instead of its chart, with `scored` for the chosen award profile."""

    name: str
    question: str
    panel: str
    as_table: bool = False
    scored: bool = False


_DRAWN = {
    "angka": _Drawn(
        "Angka utama",
        "Berapa aduan masuk, berapa ditindaklanjuti dan selesai, seberapa cepat direspons?",
        "ringkasan-angka",
    ),
    "bulan": _Drawn("Aduan per bulan", "Berapa aduan sah tiap bulan?", "ringkasan-bulan"),
    "topik": _Drawn("Topik terbanyak", "Apa yang paling banyak diadukan?", "paparan-topik"),
    "naik": _Drawn(
        "Topik yang naik",
        "Topik mana yang naik atau turun dibanding pembanding?",
        "topik-naik",
        True,
    ),
    "kecepatan": _Drawn(
        "Kecepatan respons",
        "Berapa hari kerja sampai tindak lanjut pertama di tiap kabupaten/kota?",
        "kecepatan-wilayah",
    ),
    "kecepatan-bulan": _Drawn(
        "Kecepatan per bulan", "Bagaimana median respons dari bulan ke bulan?", "kecepatan-bulan"
    ),
    "sebaran": _Drawn(
        "Sebaran waktu respons",
        "Berapa bagian aduan direspons dalam 1, 3, 5, 14 hari kerja?",
        "kecepatan-sebaran",
    ),
    "tepat-waktu": _Drawn(
        "Tepat waktu",
        "Berapa bagian aduan yang respons pertamanya dalam batas waktu di tiap kabupaten/kota?",
        "paparan-tepat-waktu",
    ),
    "sedikit": _Drawn(
        "Sedikit aduan",
        "Kabupaten/kota mana yang aduannya sedikit untuk penduduknya?",
        "paparan-sedikit",
        True,
    ),
    "juara": _Drawn(
        "Tiga nilai tertinggi",
        "Siapa peringkat 1–3 dan dari bagian apa nilainya?",
        "penghargaan-juara",
        scored=True,
    ),
    "skor": _Drawn(
        "Nilai 13 kabupaten/kota",
        "Dari bagian apa nilai tiap kabupaten/kota?",
        "penghargaan-skor",
        scored=True,
    ),
    "nilai": _Drawn(
        "Tabel nilai",
        "Berapa nilai dan peringkat 13 kabupaten/kota?",
        "penghargaan-skor",
        True,
        scored=True,
    ),
    "peringkat": _Drawn(
        "Perubahan peringkat",
        "Bagaimana peringkat berubah dari pembanding?",
        "penghargaan-peringkat",
        scored=True,
    ),
    "tunggakan": _Drawn(
        "Aduan terbuka",
        "Berapa aduan yang belum selesai, dan berapa yang lewat batas waktu?",
        "tindak-lanjut-wilayah",
    ),
    "tahun": _Drawn("Dari tahun ke tahun", "Bagaimana angka tiap tahun?", "tangga-tahun", True),
    "penilaian": _Drawn(
        "Penilaian", "Penilaian dan penghargaan apa yang diterima?", "paparan-penilaian", True
    ),
    "program": _Drawn(
        "Program",
        "Apa yang terjadi pada jumlah aduan sesudah tiap program?",
        "tangga-sebelum-sesudah",
        True,
    ),
}
_HEADS = {
    "program": ("Program", "Mulai", "Sebelum", "Sesudah", "Rasio", "Kesimpulan"),
    "penilaian": ("Waktu", "Penilaian", "Sumber"),
}
# Topics about which nothing can be said, and those unchanged, are left to the attachment.
_VERDICT = "Kesimpulan"
_CHANGED = (topics.RISING, topics.NEW, topics.FALLING)
MOST_YEARS = 7
DEFAULT = (
    COVER,
    "kalimat",
    "angka",
    "bulan",
    "topik",
    "naik",
    "kecepatan",
    "tepat-waktu",
    "peta:aduan",
    "sedikit",
    "juara",
    "nilai",
    "peringkat",
    SPOTLIGHT,
    "tunggakan",
    "tahun",
    "penilaian",
    "program",
    "perhatian",
    CLOSING,
)


def names() -> dict[str, str]:
    """All slides there are by key, with their names, in the order of DEFAULT, others at the end."""
    found = {
        COVER: "Judul",
        "kalimat": "Kalimat periode",
        **{key: drawn.name for key, drawn in _DRAWN.items()},
        **{f"{MAP}:{key}": f"Peta: {measure.name}" for key, measure in MEASURES.items()},
        SPOTLIGHT: "Sorotan: yang paling perlu perhatian",
        **{f"{SPOTLIGHT}:{code}": f"Sorotan: {place_name(code)}" for code in BY_CODE},
        "perhatian": "Perlu perhatian",
        CLOSING: "Tindak lanjut rapat",
    }
    ordered = [*DEFAULT, *(key for key in found if key not in DEFAULT)]
    return {key: found[key] for key in ordered}


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
        return _drawn(key, _Drawn(name, question, "peta-wilayah"), panel)
    drawn = _DRAWN[key]
    return _drawn(key, drawn, ask(drawn.panel, b, profile if drawn.scored else ""))


def _drawn(key: str, drawn: _Drawn, panel: Panel) -> list[Slide]:
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


def closing(b: Briefing) -> Slide:
    """The last slide: what the meeting agrees, as far as it is written down."""
    agreed = actions_of(b.records, meeting_name(b.filter))
    return Slide(
        CLOSING,
        "Tindak lanjut rapat",
        "Yang kita sepakati",
        "tindakan",
        "Siapa mengerjakan apa, sampai kapan?",
        table=action_table(agreed),
        said=tuple(f"{r.title} ({r.owner or 'penanggung jawab belum ada'})." for r in agreed),
    )


def actions_of(records: Iterable[Record], meeting: str) -> list[Record]:
    """The plans that were agreed in a meeting, in the order of their due day."""
    found = [r for r in records if r.kind == PLAN and r.source == meeting]
    return sorted(found, key=lambda r: (r.due is None, r.due or r.first_day, r.title))


def action_table(agreed: Sequence[Record]) -> Table:
    """Action points as a table."""
    return Table(
        (
            Column("Tindakan"),
            Column("Kabupaten/kota"),
            Column("Penanggung jawab"),
            Column("Tenggat", "date"),
            Column("Status"),
        ),
        tuple((r.title, r.place_name, r.owner or None, r.due, r.status or None) for r in agreed),
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
