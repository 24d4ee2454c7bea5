"""What every slide and file says of itself: period, places, comparison, data date, sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.present.briefing import Briefing
from lapor_data.questions.filters import ComplaintFilter

APP_NAME = "LAPOR! Paman"
OWNER = "Dinas Komunikasi dan Informatika Provinsi Kalimantan Selatan"
SAMPLE_MARK = "Data contoh"
SOURCE = "Sumber: SP4N-LAPOR!"


@dataclass(frozen=True)
class Cover:
    """The frame of one presentation or file. `selected` is the filter in words."""

    title: str
    selected: str
    compared: str
    data_date: date
    is_sample: bool

    @property
    def line(self) -> str:
        """ "Semester I 2021 · Semua wilayah · dibandingkan dengan S1 2020 · data per …"."""
        parts = [self.selected, self.compared, f"data per {numbers.long_date(self.data_date)}"]
        return " · ".join(parts)

    @property
    def footer(self) -> str:
        """The line, the source, and the mark of the sample: the foot of every slide and page."""
        parts = [self.line, SOURCE]
        return " · ".join([*parts, SAMPLE_MARK] if self.is_sample else parts)


def cover_of(b: Briefing, *, is_sample: bool) -> Cover:
    """The cover of a briefing."""
    other = b.compared
    return Cover(
        title=f"Monitoring dan evaluasi {APP_NAME}",
        selected=b.filter.sentence(),
        compared=f"dibandingkan dengan {other.short_label}" if other else "tanpa pembanding",
        data_date=b.data_date,
        is_sample=is_sample,
    )


def meeting_name(f: ComplaintFilter) -> str:
    """The meeting about a period and place; what is agreed in it is kept under this name.

    "Rapat monev Semester I 2021", "Rapat monev 2022, Kota Banjarbaru".
    """
    where = f", {place_name(f.place)}" if f.place else ""
    return f"Rapat monev {f.period.label}{where}"
