"""The panels there are, by name: the same for screens, slides and sheets."""

from __future__ import annotations

from collections.abc import Callable

from lapor_data.present import (
    panels_awards,
    panels_board,
    panels_ladder,
    panels_map,
    panels_meeting,
    panels_profile,
    panels_profile_notes,
    panels_profile_parts,
    panels_profile_score,
    panels_profile_trend,
    panels_speed,
    panels_speed_groups,
    panels_summary,
    panels_topics,
    panels_topics_spread,
    panels_worklist,
    panels_workshop,
    panels_workshop_safety,
)
from lapor_data.present.briefing import Briefing
from lapor_data.present.panel import Panel

PANELS: dict[str, Callable[[Briefing], Panel]] = {
    "ringkasan-angka": panels_summary.key_figures,
    "ringkasan-bulan": panels_summary.months,
    "ringkasan-topik": panels_summary.top_topics,
    "ringkasan-wilayah": panels_board.board,
    "topik-peringkat": panels_topics.ranking,
    "topik-naik": panels_topics.rising,
    "topik-bulan": panels_topics.by_month,
    "topik-wilayah": panels_topics_spread.by_region,
    "topik-kata": panels_topics_spread.words,
    "kecepatan-sebaran": panels_speed.bands,
    "kecepatan-bulan": panels_speed.by_month,
    "kecepatan-klasifikasi": panels_speed_groups.by_classification,
    "kecepatan-skpd": panels_speed_groups.by_agency,
    "profil-peringkat": panels_profile.ranking,
    "profil-angka": panels_profile.key_figures,
    "profil-topik": panels_profile_parts.topic_gaps,
    "profil-skpd": panels_profile_parts.agencies,
    "profil-tunggakan": panels_worklist.of_subject,
    "profil-nilai": panels_profile_score.score_parts,
    "profil-naik": panels_profile_score.one_rank,
    "profil-catatan": panels_profile_notes.obstacles_and_plans,
    "paparan-topik": panels_meeting.five_topics,
    "paparan-tepat-waktu": panels_meeting.on_time,
    "paparan-sedikit": panels_meeting.few_complaints,
    "paparan-penilaian": panels_meeting.evaluations,
    "tangga-tahun": panels_ladder.years,
    "tangga-tren": panels_ladder.trend,
    "tangga-sebelum-sesudah": panels_ladder.effects,
}
# Panels with a choice of their own: the award profile, the measure of the map, the clock.
WITH_OPTION: dict[str, Callable[[Briefing, str], Panel]] = {
    "tindak-lanjut-wilayah": panels_worklist.by_group,
    "tindak-lanjut-umur": panels_worklist.by_band,
    "kecepatan-wilayah": panels_speed.by_region,
    "penghargaan-juara": panels_awards.winners,
    "penghargaan-mengapa": panels_awards.reasons,
    "penghargaan-skor": panels_awards.scores,
    "penghargaan-peringkat": panels_awards.ranks,
    "bengkel-andaikan": panels_workshop.imagined,
    "bengkel-langkah": panels_workshop.one_rank_up,
    "bengkel-bobot": panels_workshop_safety.rank_shares,
    "bengkel-selang": panels_workshop_safety.score_intervals,
    "peta-wilayah": panels_map.regions,
    "profil-tren": panels_profile_trend.trend,
}


def build(slug: str, briefing: Briefing, option: str = "") -> Panel:
    """The panel of that name for this data and filter; KeyError if there is none."""
    if slug in WITH_OPTION:
        return WITH_OPTION[slug](briefing, option)
    return PANELS[slug](briefing)
