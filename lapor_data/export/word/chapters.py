"""The chapters of the report and the panels in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lapor_data.domain.records import OBSTACLE, PLAN, Record
from lapor_data.domain.regions import BY_CODE
from lapor_data.export.word.body import Body
from lapor_data.export.word.panels import Block, write_panel
from lapor_data.export.word.tables import shown, word_table
from lapor_data.present import catalogue
from lapor_data.present.briefing import Briefing
from lapor_data.present.conclusions import NOTHING, conclusions
from lapor_data.present.cover import meeting_name
from lapor_data.present.panel import Column, Panel, Table
from lapor_data.present.slides.action_points import action_table, actions_of
from lapor_data.questions import topics

_PROSE = ("ringkasan-angka", "topik-peringkat", "kecepatan-wilayah", "penghargaan-skor")
_VERDICT = "Kesimpulan"
_CHANGED = (topics.RISING, topics.NEW, topics.FALLING)
_RISING = "topik-naik"
_MORE_ADVICE = "Perluas periode atau ubah saringan, lalu buat laporan ini lagi."


@dataclass(frozen=True)
class Chapter:
    """A chapter that consists of panels only."""

    title: str
    blocks: tuple[Block, ...]


CHAPTERS = (
    Chapter(
        "Aduan dan topik",
        (
            Block("ringkasan-bulan", "Aduan per bulan", heading="Aduan per bulan"),
            Block("topik-peringkat", "Topik"),
            Block(_RISING, "Topik yang naik atau turun", chart=False),
            Block("paparan-sedikit", "Sedikit aduan untuk penduduknya"),
        ),
    ),
    Chapter(
        "Kecepatan respons",
        (
            Block("kecepatan-wilayah", "Kecepatan respons"),
            Block("paparan-tepat-waktu", "Tepat waktu"),
            Block("kecepatan-sebaran", "Sebaran waktu respons"),
            Block("kecepatan-bulan", "Median per bulan", heading="Median respons per bulan"),
            Block("kecepatan-klasifikasi", "Menurut klasifikasi"),
        ),
    ),
    Chapter(
        "Peta",
        (
            Block("peta-wilayah", "Aduan sah", "aduan"),
            Block("peta-wilayah", "Median respons", "median"),
        ),
    ),
    Chapter(
        "Penghargaan",
        (
            Block(
                "penghargaan-juara", "Tiga nilai tertinggi", table=False, scored=True, notes=False
            ),
            Block("penghargaan-skor", "Bobot nilai", scored=True),
            Block("penghargaan-peringkat", "Perubahan peringkat", scored=True),
        ),
    ),
    Chapter(
        "Aduan terbuka",
        (
            Block("tindak-lanjut-wilayah", "Aduan terbuka"),
            Block("tindak-lanjut-umur", "Umur aduan terbuka"),
        ),
    ),
)
_HISTORY = (
    Block("tangga-tahun", "Dari tahun ke tahun"),
    Block("paparan-penilaian", "Penilaian dan penghargaan"),
    Block("tangga-sebelum-sesudah", "Sebelum dan sesudah program", chart=False),
)
_PROFILE = (
    Block("profil-angka", "Angka utama", chart=False),
    Block("profil-peringkat", "Peringkat"),
    Block("profil-tren", "Aduan per bulan"),
    Block("profil-topik", "Topik dibanding seluruh wilayah"),
    Block("profil-skpd", "SKPD"),
    Block("profil-nilai", "Bagian nilai", scored=False),
    Block("profil-naik", "Satu peringkat lagi"),
    Block("profil-catatan", "Hambatan dan rencana"),
)


def panel_of(b: Briefing, block: Block, profile: str) -> Panel:
    """The panel of a block; of the rising topics only those that did change."""
    panel = catalogue.build(block.slug, b, profile if block.scored else block.option)
    if block.slug != _RISING:
        return panel
    verdict = [column.head for column in panel.table.columns].index(_VERDICT)
    told = tuple(row for row in panel.table.rows if row[verdict] in _CHANGED)
    return replace(panel, table=Table(panel.table.columns, told))


def write_summary(body: Body, b: Briefing, profile: str) -> None:
    """The first chapter: the period in one sentence, what the panels say, what needs attention."""
    body.heading(1, "Ringkasan")
    body.prose([b.sentence], style="Kalimat")
    if not b.now.received:
        body.prose([NOTHING, _MORE_ADVICE])
        return
    for slug in _PROSE[1:]:
        panel = catalogue.build(slug, b, profile if slug.startswith("penghargaan") else "")
        if not panel.is_empty:
            body.prose(conclusions(panel))
    figures = Block("ringkasan-angka", "Angka utama", chart=False)
    write_panel(body, figures, panel_of(b, figures, profile))
    if b.attention:
        body.heading(2, "Perlu perhatian")
        body.bullets(item.sentence for item in b.attention)
    board = Block("ringkasan-wilayah", "13 kabupaten/kota", chart=False)
    write_panel(body, board, panel_of(b, board, profile))


def write_chapters(body: Body, b: Briefing, profile: str) -> None:
    """The chapters after the summary; one without anything to show is left out."""
    for chapter in CHAPTERS:
        _write_blocks(body, b, profile, chapter.title, chapter.blocks)
    _write_history(body, b, profile)
    if b.filter.place in BY_CODE:
        name = b.subject.name if b.subject else ""
        _write_blocks(body, b, profile, f"Profil {name}", _PROFILE)


def _write_blocks(
    body: Body, b: Briefing, profile: str, title: str, blocks: tuple[Block, ...]
) -> None:
    panels = [(block, panel_of(b, block, profile)) for block in blocks]
    if all(panel.is_empty for _, panel in panels):
        return
    body.heading(1, title)
    for block, panel in panels:
        write_panel(body, block, panel)


def _write_history(body: Body, b: Briefing, profile: str) -> None:
    body.heading(1, "Penilaian, program, dan tindak lanjut")
    for block in _HISTORY:
        write_panel(body, block, panel_of(b, block, profile))
    meeting = meeting_name(b.filter)
    agreed = actions_of(b.records, meeting)
    noted = [r for r in b.records if r.kind in (PLAN, OBSTACLE) and r not in agreed]
    # Those of the chosen place stand in its own chapter, with their check against the figures.
    noted = [r for r in noted if b.filter.place is None or r.place is None]
    if noted:
        body.heading(2, "Hambatan dan rencana aksi yang tercatat")
        _own_table(body, notes_table(b, noted), "Hambatan dan rencana aksi")
        body.small("Sumber: catatan pengelola di Naik tangga.")
    body.heading(2, "Tindak lanjut rapat")
    if not agreed:
        body.prose([f"Belum ada tindak lanjut yang dicatat untuk “{meeting}”."])
        return
    body.prose([f"Yang disepakati dalam “{meeting}”:"], keep=True)
    _own_table(body, action_table(agreed), "Tindak lanjut rapat")


def notes_table(b: Briefing, noted: list[Record]) -> Table:
    """Obstacles and plans, newest first, undated ones last."""
    dated = sorted((r for r in noted if r.since), key=lambda r: (r.in_time, r.title), reverse=True)
    undated = sorted((r for r in noted if not r.since), key=lambda r: r.title)
    return Table(
        (
            Column("Waktu"),
            Column("Jenis"),
            Column("Kabupaten/kota"),
            Column("Judul"),
            Column("Penanggung jawab"),
            Column("Tenggat", "date"),
            Column("Status"),
            Column("Sumber"),
        ),
        tuple(
            (
                r.when,
                r.kind_name,
                r.place_name,
                r.title,
                r.owner or None,
                r.due,
                ", ".join(
                    filter(None, (r.status, "lewat tenggat" if r.is_late(b.data_date) else ""))
                )
                or None,
                r.source_line or None,
            )
            for r in (*dated, *undated)
        ),
    )


def _status(b: Briefing, record: Record) -> str:
    late = "lewat tenggat" if record.is_late(b.data_date) else ""
    return ", ".join(filter(None, (record.status, late)))


def _own_table(body: Body, table: Table, name: str) -> None:
    body.caption_table(name)
    body.add(word_table(shown(table, len(table.rows)), name, name))
