"""What the figures say, in Indonesian sentences; every number comes from the answers given.

More complaints are told without judgement: people trust the channel. Only broken limits are called
so (settings.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapor_data.domain import numbers
from lapor_data.domain.regions import place_name
from lapor_data.domain.settings import load_settings
from lapor_data.questions.filters import ComplaintFilter
from lapor_data.questions.measures import Measures
from lapor_data.questions.periods import Period
from lapor_data.questions.rates import SIGNIFICANCE, binomial_p
from lapor_data.questions.summary import RegionRow
from lapor_data.questions.topics import NEW, RISING, TopicChange

# "Far under the others" needs this many percentage points besides the test, so that a certain but
# trifling gap is not told.
_FAR_BELOW_POINTS = 10
_MOST_SENTENCES = 5
_TOPICS_NAMED = 3
_TIED_NAMED = 3
# Below this share followed up a median tells of the answered ones only, and must say so.
_MOST_ANSWERED_PERCENT = 80


@dataclass(frozen=True)
class Attention:
    """One sentence, the page that tells more ("" = Ringkasan) and the filter its link carries."""

    sentence: str
    page: str
    address: dict[str, str | list[str]]


def period_sentence(
    f: ComplaintFilter,
    now: Measures,
    before: Measures | None,
    compared: Period | None,
    data_date: date | None,
) -> str:
    """The period in one sentence: how many, change, selesai, median response.

    "Semester I 2021: 545 aduan sah (+ 43 diarsipkan), naik 12 dari Semester I 2020; 95,78%
    selesai; median respons 2 hari kerja."
    """
    head = _subject(f, data_date)
    if data_date is not None and f.period.first > data_date:
        return f"{head}: belum ada data; data sampai {numbers.long_date(data_date)}."
    if not now.valid:
        archived = f"; {numbers.number(now.archived)} diarsipkan" if now.archived else ""
        return f"{head}: tidak ada aduan sah{_change(now, before, compared)}{archived}."
    beside = f" (+ {numbers.number(now.archived)} diarsipkan)" if now.archived else ""
    parts = [
        f"{numbers.number(now.valid)} aduan sah{beside}{_change(now, before, compared)}",
        f"{exact_percent(now.closed, now.valid)} selesai",
        _response(now),
    ]
    return f"{head}: {'; '.join(parts)}."


def change_words(now: int, before: int, what: str = "aduan") -> str:
    """The change of a count in words: "naik 12 aduan", "turun 3 aduan", "tetap"."""
    if now == before:
        return "tetap"
    direction = "naik" if now > before else "turun"
    return f"{direction} {numbers.number(abs(now - before))} {what}".rstrip()


def exact_percent(part: int, base: int) -> str:
    """A share with up to two decimals: "95,78%", "98%"; 0% and 100% only where it is just that."""
    if not base:
        return numbers.NO_VALUE
    hundredths = round(10_000 * part / base)
    if 0 < part < base:
        hundredths = min(9_999, max(1, hundredths))
    return f"{_short(hundredths / 100)}%"


def working_days(value: float) -> str:
    """A number of working days: "2 hari kerja", "1,5 hari kerja"."""
    return f"{_short(value)} hari kerja"


def _short(value: float) -> str:
    text = numbers.number(value, 2)
    return text.rstrip("0").rstrip(",")


def _subject(f: ComplaintFilter, data_date: date | None) -> str:
    subject = f.period.label
    if data_date is not None and f.period.first <= data_date < f.period.last:
        subject += f" sampai {numbers.long_date(data_date)}"
    return f"{subject}, {place_name(f.place)}" if f.place else subject


def _change(now: Measures, before: Measures | None, compared: Period | None) -> str:
    if before is None or compared is None:
        return ""
    if now.valid == before.valid:
        return f", sama dengan {compared.label}"
    return f", {change_words(now.valid, before.valid, '')} dari {compared.label}"


def _response(now: Measures) -> str:
    if not now.timed or now.response_median_wd is None:
        return "waktu respons belum diketahui"
    if not now.enough:
        return f"data waktu respons belum cukup ({numbers.number(now.timed)} aduan)"
    text = f"median respons {working_days(now.response_median_wd)}"
    if (now.followed_up_percent or 0) < _MOST_ANSWERED_PERCENT:
        text += f" (dari {numbers.number(now.timed)} aduan yang waktu responsnya diketahui)"
    if now.low_coverage:
        known, base = numbers.number(now.followed_up_timed), numbers.number(now.followed_up)
        text += f" (cakupan rendah: {known} dari {base} tindak lanjut bercap waktu)"
    return text


def attention(
    f: ComplaintFilter,
    now: Measures,
    regions: Sequence[RegionRow],
    changes: Sequence[TopicChange] = (),
    compared: Period | None = None,
    few: Sequence[RegionRow] = (),
) -> list[Attention]:
    """What needs attention now, most pressing first, at most five sentences.

    Told are: tindak lanjut far below the other regions (exact binomial test against them together,
    and a gap of 10 points), a median response over settings.respons_pertama, low coverage, topics
    that rise or are new, the regions with `few` complaints for their people, and the backlog.
    With one of the 13 chosen only that region is spoken of.
    Where nothing is wrong one sentence says so; without sah there is none.
    """
    if not now.valid:
        return []
    told = [row for row in regions if f.place in (None, row.place)]
    found = [
        *_far_below(f, told, regions),
        *_slow(f, told),
        *_low_coverage(f, told),
        *_rising(f, changes, compared),
        *_few(f, few),
        *_backlog(f, now, told),
    ]
    if not found:
        return [Attention("Tidak ada batas yang terlampaui pada pilihan ini.", "", f.address())]
    return found[:_MOST_SENTENCES]


def _far_below(
    f: ComplaintFilter, told: Sequence[RegionRow], regions: Sequence[RegionRow]
) -> list[Attention]:
    valid = sum(row.measures.valid for row in regions)
    followed_up = sum(row.measures.followed_up for row in regions)
    found: list[tuple[float, Attention]] = []
    for row in told:
        mine = row.measures
        others, others_done = valid - mine.valid, followed_up - mine.followed_up
        if mine.valid < load_settings().sampel_minimum or not others:
            continue
        gap = 100 * others_done / others - 100 * mine.followed_up / mine.valid
        p = binomial_p(mine.followed_up, mine.valid, others_done / others)
        if gap < _FAR_BELOW_POINTS or p >= SIGNIFICANCE / len(regions):
            continue
        sentence = (
            f"Tindak lanjut {row.name} {exact_percent(mine.followed_up, mine.valid)} "
            f"({numbers.number(mine.followed_up)} dari {numbers.number(mine.valid)} aduan), "
            f"kabupaten/kota lain bersama-sama {exact_percent(others_done, others)}."
        )
        found.append((gap, _about(f, sentence, "profil", row)))
    found.sort(key=lambda item: -item[0])
    return [item for _, item in found[:2]]


def _slow(f: ComplaintFilter, told: Sequence[RegionRow]) -> list[Attention]:
    limit = load_settings().respons_pertama
    slow = [
        (median, row)
        for row in told
        if (median := row.measures.response_median_wd) is not None
        and row.measures.enough
        and median > limit
    ]
    if not slow:
        return []
    slow.sort(key=lambda item: (-item[0], item[1].place))
    median, worst = slow[0]
    if len(slow) == 1:
        sentence = (
            f"Median respons {worst.name} {working_days(median)}, "
            f"melewati batas {working_days(limit)}."
        )
        return [_about(f, sentence, "kecepatan", worst)]
    sentence = (
        f"Median respons melewati batas {working_days(limit)} di {len(slow)} kabupaten/kota; "
        f"terlama {worst.name}, {working_days(median)}."
    )
    return [Attention(sentence, "kecepatan", f.address())]


def _low_coverage(f: ComplaintFilter, told: Sequence[RegionRow]) -> list[Attention]:
    low = [
        row
        for row in told
        if row.measures.low_coverage and row.measures.followed_up >= load_settings().sampel_minimum
    ]
    if not low:
        return []
    worst = min(low, key=lambda row: (row.measures.coverage_percent or 0, row.place))
    counts = (
        f"{numbers.number(worst.measures.followed_up_timed)} dari "
        f"{numbers.number(worst.measures.followed_up)} tindak lanjut"
    )
    if len(low) == 1:
        sentence = f"Cakupan rendah di {worst.name}: waktu respons diketahui untuk {counts}."
        return [_about(f, sentence, "kecepatan", worst)]
    sentence = (
        f"Cakupan waktu respons rendah di {len(low)} kabupaten/kota; "
        f"terendah {worst.name}, diketahui untuk {counts}."
    )
    return [Attention(sentence, "kecepatan", f.address())]


def _rising(
    f: ComplaintFilter, changes: Sequence[TopicChange], compared: Period | None
) -> list[Attention]:
    rising = [change for change in changes if change.verdict in (RISING, NEW)][:_TOPICS_NAMED]
    if not rising:
        return []
    named = [
        f"{change.category} ({numbers.number(change.before)} menjadi {numbers.number(change.now)})"
        for change in rising
    ]
    since = f" dibanding {compared.label}" if compared else ""
    return [Attention(f"Topik yang naik{since}: {numbers.joined(named)}.", "topik", f.address())]


def _few(f: ComplaintFilter, few: Sequence[RegionRow]) -> list[Attention]:
    if not few or f.place is not None:
        return []
    named = [f"{row.name} ({numbers.number(row.measures.valid)})" for row in few]
    sentence = f"Sedikit aduan untuk jumlah penduduknya: {numbers.joined(named)}."
    return [Attention(sentence, "peta", f.address() | {"ukuran": "per-100-ribu"})]


def _backlog(f: ComplaintFilter, now: Measures, told: Sequence[RegionRow]) -> list[Attention]:
    if not now.not_followed_up:
        return []
    sentence = f"{numbers.number(now.not_followed_up)} aduan sah belum ditindaklanjuti"
    most = max((row.measures.not_followed_up for row in told), default=0)
    where = [row.name for row in told if row.measures.not_followed_up == most]
    if most and f.place is None and len(where) <= _TIED_NAMED:
        each = "masing-masing " if len(where) > 1 else ""
        sentence += (
            f", di antara kabupaten/kota terbanyak di {numbers.joined(where)} "
            f"({each}{numbers.number(most)})"
        )
    return [Attention(f"{sentence}.", "tindak-lanjut", f.address())]


def _about(f: ComplaintFilter, sentence: str, page: str, row: RegionRow) -> Attention:
    return Attention(sentence, page, f.with_(place=row.place).address())
