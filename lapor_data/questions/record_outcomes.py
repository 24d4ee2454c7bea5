"""What the figures say about a record: whether its check is met, and the complaints it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapor_data.domain.errors import UnknownChoiceError
from lapor_data.domain.records import Record
from lapor_data.questions.ask import Source, ask
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.rows import NO_TITLE, SECRET_TITLE, ComplaintRow
from lapor_data.questions.summary import totals


@dataclass(frozen=True)
class Checked:
    """The measure of a record's check in its period: `value` in the measure's unit, None where the
    data does not know it; `n` sah behind it; `met` None where there is no value. `running` = the
    period is not over, so the verdict can still change."""

    period: Period
    value: float | None
    n: int
    met: bool | None
    running: bool

    @property
    def verdict(self) -> str:
        """In words; what a running period shows so far is no result yet."""
        met = "tercapai" if self.met else "belum tercapai"
        return f"sementara {met}" if self.running else met


def checked(source: Source, record: Record, data_date: date) -> Checked | None:
    """Measure a record's check in the data of its place and topic; None without a check.

    The period is the one the check names, else from the record's begin to its due day (or the data
    date). A check that names no known period, or none at all where the begin is not known, gives
    None as well.
    """
    begin = record.first_day
    if record.check is None or (begin is None and not record.check.period):
        return None
    begin = begin or data_date
    try:
        period = (
            Period.parse(record.check.period)
            if record.check.period
            else Period.between(begin, max(begin, record.due or data_date))
        )
    except UnknownChoiceError:
        return None
    chosen = ComplaintFilter(
        period, record.place, categories=(record.topic,) if record.topic else ()
    )
    measures = totals(source, chosen, period.cut_to(data_date))
    value = _value(measures, record.check.measure)
    met = None if value is None else record.check.is_met(value)
    return Checked(period, value, measures.valid, met, period.last > data_date)


def named_complaints(source: Source, record: Record) -> list[ComplaintRow]:
    """The complaints whose Tracking IDs a record names, as far as the data holds them."""
    answer = ask(
        source,
        "named_complaints",
        {
            "tracking_ids": list(record.tracking_ids),
            "secret_title": SECRET_TITLE,
            "no_title": NO_TITLE,
        },
    )
    return [ComplaintRow(*row) for row in answer.rows]


def _value(measures: Measures, measure: str) -> float | None:
    if measure == "aduan":
        return float(measures.valid)
    if not measures.valid:
        return None
    if measure == "median_respons":
        return measures.response_median_wd if measures.enough else None
    return {
        "tindak_lanjut": measures.followed_up_percent,
        "selesai": measures.closed_percent,
        "tepat_waktu": measures.on_time_shown,
    }[measure]
