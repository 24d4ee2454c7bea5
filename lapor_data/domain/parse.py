"""Reading single cells of an export: Tracking IDs, dates and times (domain.md §2).

Pure functions over text; the importer calls them once per distinct value.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from lapor_data.domain.vocabulary import squash

# 10 digits leave room for growth from today's 7 and refuse a NIK; a leading zero tells a phone.
MAX_ID_DIGITS = 10
# Longer cells are texts; the expressions below would take long to find that out.
_LONGEST_LINK = 2_000
_LONGEST_MOMENT = 200

_PLAIN_ID = re.compile(rf"\d{{1,{MAX_ID_DIGITS}}}(?:[.,]0+)?")
_SCIENTIFIC_ID = re.compile(r"([1-9])(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_LINK = re.compile(r"https?:|www\.|href|hyperlink|/", re.IGNORECASE)
_DIGIT_RUN = re.compile(rf"(?<!\d)\d{{5,{MAX_ID_DIGITS}}}(?!\d)")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb peb februari pebruari february",
            "mar mrt maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agt agu ags agst agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov nop november nopember",
            "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?"
_AFTER_DATE = rf"(?:[T ,]+(?:pukul |jam )?{_CLOCK}(?: ?(?:WITA|WIB|WIT|Z))?)?"
_WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?"
)
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_AFTER_DATE}",
        rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}}){_AFTER_DATE}",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[ -](?P<name>[a-z]+)\.?[ -](?P<year>\d{{4}}){_AFTER_DATE}",
    )
)
_TIME = re.compile(rf"{_CLOCK}(?: ?(?:WITA|WIB|WIT))?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FRACTION = re.compile(r"0(?:\.\d+)?|0?\.\d+|\d(?:\.\d+)?[eE]-\d+")
_EXCEL_EPOCH = datetime(1899, 12, 30)


def parse_tracking_id(text: str | None) -> int | None:
    """The Tracking ID in a cell: digits, "7282582.0", "7,282582E+06" or a link; None without one.

    "7,28E+06" has lost its last digits and is none. In a link the longest run of five digits or
    more is the ID; two different runs of that length are ambiguous and give None.
    """
    cell = squash(text or "").lstrip("'#").strip()
    if not cell or len(cell) > _LONGEST_LINK:
        return None
    if _PLAIN_ID.fullmatch(cell):
        digits = re.split(r"[.,]", cell)[0]
        is_phone = digits.startswith("0") and len(digits) >= 9
        return None if is_phone else int(digits) or None
    if scientific := _SCIENTIFIC_ID.fullmatch(cell):
        first, fraction, exponent = scientific.groups(default="")
        return int(first + fraction) if len(fraction) == int(exponent) < MAX_ID_DIGITS else None
    if _LINK.search(cell):
        runs = _DIGIT_RUN.findall(cell)
        length = max(map(len, runs), default=0)
        longest = {run for run in runs if len(run) == length}
        if len(longest) == 1:
            return int(longest.pop()) or None
    return None


def parse_moment(text: str | None) -> tuple[date, time | None] | None:
    """The date, and the time where the cell holds one; None where it is not a date.

    Reads "18 Jan 2024", Indonesian and English month names, ISO, day-first "29/05/2023" and Excel
    serial numbers. Local time is taken as written: no zone shift.
    """
    cell = squash(text or "").lstrip("'")
    if not cell or len(cell) > _LONGEST_MOMENT:
        return None
    for form in _DATE_FORMS:
        match = form.fullmatch(cell)
        if not match:
            continue
        part = match.groupdict()
        month = _MONTHS.get(part["name"].lower()) if part.get("name") else int(part["month"])
        if month is None:
            return None
        try:
            day = date(int(part["year"]), month, int(part["day"]))
            return day, _clock(match)
        except ValueError:
            return None
    if _SERIAL.fullmatch(cell):
        return _from_serial(float(cell))
    return None


def parse_time(text: str | None) -> time | None:
    """The time of day in a cell ("04:05:34", "4.05", an Excel day fraction); None if there is none.

    A cell with date and time gives its time.
    """
    cell = squash(text or "").lstrip("'")
    if not cell or len(cell) > _LONGEST_MOMENT:
        return None
    # Before the clock: "0.25" is Excel's quarter of a day, not 25 minutes past midnight.
    if _FRACTION.fullmatch(cell):
        seconds = round(float(cell) * 86400)
        return (datetime.min + timedelta(seconds=min(seconds, 86399))).time()
    match = _TIME.fullmatch(cell)
    if match:
        try:
            return _clock(match)
        except ValueError:
            return None
    moment = parse_moment(cell)
    return moment[1] if moment else None


def _clock(match: re.Match[str]) -> time | None:
    if match["hour"] is None:
        return None
    return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))


def _from_serial(value: float) -> tuple[date, time | None] | None:
    # 40179 = 1 Jan 2010, 73051 = 1 Jan 2100: outside, five digits are not meant as a date.
    if not 40179 <= value < 73051:
        return None
    moment = _EXCEL_EPOCH + timedelta(seconds=round(value * 86400))
    return moment.date(), (moment.time() if value % 1 else None)
