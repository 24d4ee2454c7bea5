"""The 13 at a glance: the table of "Ringkasan"."""

from __future__ import annotations

from lapor_data.domain import numbers
from lapor_data.present.briefing import Briefing
from lapor_data.present.charts import Board, BoardRow
from lapor_data.present.panel import Column, Panel, RowsChoice, Table
from lapor_data.present.tone import Tone
from lapor_data.questions import scoring
from lapor_data.questions.rows import RowsOf
from lapor_data.questions.summary import RegionRow


def board(b: Briefing) -> Panel:
    """The 13 at a glance, the lowest share in time first."""
    scores = {score.place: score.score for score in b.scores(scoring.PROFILES[0])}
    limit = b.settings.respons_pertama
    ordered = sorted(b.regions, key=_needs_attention)
    slow = any(
        row.measures.enough and (row.measures.response_median_wd or 0) > limit for row in ordered
    )
    worst = next((row for row in ordered if row.measures.on_time_shown is not None), None)
    title = (
        f"{worst.name} paling perlu perhatian: "
        f"{numbers.percent(worst.measures.on_time_shown)} tepat waktu"
        if worst
        else "Kabupaten/kota sekilas"
    )
    return Panel(
        slug="ringkasan-wilayah",
        title=title,
        unit="13 kabupaten/kota, tepat waktu terendah di atas",
        n=sum(row.measures.valid for row in b.regions),
        alt=f"{title}. Tabel 13 kabupaten/kota.",
        source=b.sources_line,
        notes=(f"Merah: median respons melewati {limit} hari kerja",) if slow else (),
        table=Table(
            (
                Column("Kabupaten/kota"),
                Column("Aduan sah", "count"),
                Column("Tindak lanjut", "percent", 1),
                Column("Tepat waktu", "percent", 1),
                Column("Median HK", "decimal", 1),
                Column("Bobot nilai", "decimal", 2),
            ),
            tuple(
                (
                    row.name,
                    row.measures.valid,
                    row.measures.followed_up_percent,
                    row.measures.on_time_shown,
                    row.measures.response_median_wd if row.measures.enough else None,
                    scores.get(row.place),
                )
                for row in ordered
            ),
        ),
        chart=Board(
            (
                "Kabupaten/kota",
                "Aduan sah",
                "Tindak lanjut",
                "Tepat waktu",
                "Median",
                "Bobot nilai",
                "6 bulan terakhir",
            ),
            tuple(
                _board_row(row, scores.get(row.place), b.region_months.get(row.place, []), limit)
                for row in ordered
            ),
            b.chosen_place,
        ),
        rows=tuple(
            RowsChoice(row.name, RowsOf("valid", place=row.place))
            for row in ordered
            if row.measures.valid
        ),
    )


def _board_row(row: RegionRow, score: float | None, trend: list[int], limit: int) -> BoardRow:
    m = row.measures
    broken = m.enough and m.response_median_wd is not None and m.response_median_wd > limit
    median = f"{numbers.number(m.response_median_wd, 1)} HK" if m.enough else "belum cukup"
    tones: tuple[Tone, ...] = (
        "plain",
        "plain",
        "broken" if broken else "plain" if m.enough else "muted",
        "plain" if score is not None and not m.low_coverage else "muted",
    )
    return BoardRow(
        row.short_name,
        m.valid,
        (
            numbers.percent(m.followed_up_percent),
            numbers.percent(m.on_time_shown),
            median,
            numbers.number(score, 2),
        ),
        tones,
        tuple(trend),
    )


def _needs_attention(row: RegionRow) -> tuple[bool, float, str]:
    share = row.measures.on_time_shown
    return share is None, share or 0.0, row.place
