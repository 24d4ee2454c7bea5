"""When a complaint came in and what happened to it afterwards."""

from __future__ import annotations

import random
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .plan import Outcome, Slot
from .workdays import WorkingDays

_HOUR_WEIGHTS = (2, 1, 1, 1, 1, 2, 4, 7, 10, 11, 11, 10, 8, 8, 8, 8, 7, 6, 6, 7, 7, 6, 4, 3)
_LATE_FROM = 4
_LATEST_HK = 40
_SYSTEM_CLOSES_AFTER = timedelta(days=10)
UNKNOWN_STATUS = "Dialihkan ke Kanal Lain"


@dataclass(frozen=True)
class Event:
    """One line of the follow-up log."""

    time: datetime
    activity: str


@dataclass(frozen=True)
class Story:
    """Receipt, status and the part of the history that was written down."""

    received: datetime
    status: str
    events: tuple[Event, ...]


class Timeline:
    """Draws stories that fit a slot's outcome and end before the data date."""

    def __init__(self, calendar: WorkingDays, last_day: date, rng: random.Random) -> None:
        """`last_day` is the last day on which anything happens."""
        self._calendar = calendar
        self._rng = rng
        self._end = datetime.combine(last_day, time(21, 59))
        self._last_number = calendar.number(last_day)

    def tell(self, slot: Slot) -> Story:
        """The story of one slot."""
        received = self._receipt(slot)
        if slot.outcome is Outcome.ARCHIVED:
            return self._archived(received)
        if slot.outcome is Outcome.OPEN:
            return self._open(slot, received)
        return self._followed_up(slot, received)

    def _receipt(self, slot: Slot) -> datetime:
        rng = self._rng
        last = monthrange(slot.month.year, slot.month.month)[1]
        days = [slot.month.replace(day=day) for day in range(1, last + 1)]
        days = [day for day in days if self._room(day) >= self._room_needed(slot)]
        if not days:
            raise ValueError(f"no day of {slot.month:%Y-%m} leaves time for a {slot.outcome}")
        recent = slot.outcome is Outcome.OPEN and self._end - _midnight(days[-1]) < timedelta(2)
        weights = [
            (1.0 if day.weekday() < 5 else 0.5) * (i * i if recent else 1)
            for i, day in enumerate(days)
        ]
        day = rng.choices(days, weights)[0]
        hours = range(24) if self._room(day) or slot.outcome is Outcome.OPEN else range(11)
        hour = rng.choices(hours, _HOUR_WEIGHTS[: len(hours)])[0]
        return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)))

    def _room(self, day: date) -> int:
        """Working days from receipt on `day` to the end of the data; negative if none is left."""
        return self._last_number - self._calendar.number(self._calendar.on_or_after(day))

    def _room_needed(self, slot: Slot) -> int:
        if slot.outcome in (Outcome.OPEN, Outcome.ARCHIVED):
            return -1
        return _LATE_FROM if slot.outcome is Outcome.LATE else 0

    def _moment(self, after: datetime, before: datetime) -> datetime:
        """Some moment in between, in office hours if they can be had."""
        rng = self._rng
        seconds = max(int((before - after).total_seconds()), 2)
        moment = after = after.replace(microsecond=0)
        for _ in range(8):
            moment = after + timedelta(seconds=rng.randrange(1, seconds))
            if 7 <= moment.hour < 17 and self._calendar.is_working(moment.date()):
                break
        return moment

    def _response(self, slot: Slot, received: datetime) -> datetime:
        rng, day = self._rng, received.date()
        most = self._room(day)
        if slot.outcome is Outcome.LATE:
            mean = 3 + 10 * (1 - slot.fast_share)
            working_days = _LATE_FROM + int(rng.expovariate(1 / mean))
            if working_days > min(most, _LATEST_HK):
                working_days = rng.randint(_LATE_FROM, min(most, _LATEST_HK))
        else:
            working_days = self._quick(slot, received, most)
        response_day = self._calendar.plus(day, working_days)
        if response_day == day:
            start = received + timedelta(minutes=15)
            return self._moment(start, datetime.combine(day, time(16, 30)))
        next_day = response_day + timedelta(days=1)
        on_holiday = rng.random() < 0.05 and not self._calendar.is_working(next_day)
        if on_holiday and next_day <= self._end.date():
            response_day = next_day
        hour = rng.choice((19, 20)) if rng.random() < 0.08 else rng.randint(8, 15)
        return datetime.combine(response_day, time(hour, rng.randrange(60), rng.randrange(60)))

    def _quick(self, slot: Slot, received: datetime, most: int) -> int:
        if slot.fast_share > 0.85:
            weights = [38, 30, 20, 12]
        elif slot.fast_share > 0.6:
            weights = [22, 28, 27, 23]
        else:
            weights = [12, 24, 30, 34]
        if slot.outcome is Outcome.UNTIMED:
            weights += [10] * 6
        choices = list(range(min(most + 1, len(weights))))
        if received.hour >= 15 and self._calendar.is_working(received.date()):
            choices = choices[1:] or choices
        return self._rng.choices(choices, [weights[i] for i in choices])[0]

    def _followed_up(self, slot: Slot, received: datetime) -> Story:
        rng = self._rng
        response = self._response(slot, received)
        events = self._before_response(slot, received, response)
        events.append(Event(response, "Ditindaklanjuti"))
        if slot.closed:
            status, later = self._closing(response)
        else:
            status = rng.choice(("Sedang Diproses", "Sedang Diproses", "Proses", "Proses"))
            later = []
            if rng.random() < 0.2:
                status = "Ditanggapi oleh Pelapor"
                until = min(self._end, response + timedelta(days=6))
                later.append(Event(self._moment(response, until), "Ditanggapi Pelapor"))
        events += later
        if slot.outcome is Outcome.UNTIMED:
            keep = rng.random() < 0.15
            lost = ("Ditindaklanjuti", "Ditanggapi Pelapor", "Dibuka Kembali")
            events = [e for e in events if keep and e.activity not in lost]
        return Story(received, status, tuple(events))

    def _before_response(self, slot: Slot, received: datetime, response: datetime) -> list[Event]:
        span = response - received
        marks = [received + span * f for f in (0.02, 0.45, 0.55, 0.95)]
        verified = Event(self._moment(marks[0], marks[1]), "Diverifikasi")
        disposed = Event(self._moment(marks[2], marks[3]), "Didisposisikan")
        if slot.outcome is not Outcome.LATE or self._rng.random() > 0.06:
            return [verified, disposed]
        halfway = verified.time + (disposed.time - verified.time) / 2
        paused = Event(self._moment(verified.time, halfway), "Ditunda")
        answered = Event(self._moment(halfway, disposed.time), "Ditanggapi Pelapor")
        return [verified, paused, answered, disposed]

    def _closing(self, response: datetime) -> tuple[str, list[Event]]:
        rng = self._rng
        by_system = self._end - response > timedelta(days=11)
        who = rng.choices(("Sistem", "Admin", "Pelapor"), (45 * by_system, 42, 13))[0]
        events = []
        if who == "Sistem":
            closed = response + _SYSTEM_CLOSES_AFTER + timedelta(minutes=rng.randint(1, 180))
        else:
            last = response
            until = min(self._end, response + timedelta(days=rng.choice((1, 3, 7, 14))))
            if rng.random() < 0.25:
                asked = Event(self._moment(last, last + (until - last) / 3), "Ditanggapi Pelapor")
                again = self._moment(asked.time, asked.time + (until - asked.time) / 2)
                events += [asked, Event(again, "Ditindaklanjuti")]
                last = again
            closed = self._moment(last, until)
        events.append(Event(closed, "Ditutup"))
        if self._end - closed > timedelta(days=20) and rng.random() < 0.02:
            reopened = self._moment(closed, closed + timedelta(days=5))
            again = self._moment(reopened, reopened + timedelta(days=6))
            ended = self._moment(again, again + timedelta(days=7))
            events.append(Event(reopened, "Dibuka Kembali"))
            events += [Event(again, "Ditindaklanjuti"), Event(ended, "Ditutup")]
            who = "Admin"
        return f"Ditutup oleh {who}", events

    def _open(self, slot: Slot, received: datetime) -> Story:
        rng = self._rng
        if slot.unknown_status:
            status = UNKNOWN_STATUS
        elif self._end - received < timedelta(days=5):
            names = ("Belum Terverifikasi", "Terverifikasi", "Belum Ditindaklanjuti")
            status = rng.choices(names, (50, 18, 32))[0]
        else:
            status = rng.choices(
                (
                    "Belum Ditindaklanjuti",
                    "Menunggu Kelengkapan Informasi",
                    "Ditunda",
                    "Terverifikasi",
                    "Belum Terverifikasi",
                ),
                (50, 20, 7, 13, 10),
            )[0]
        path = {
            "Belum Terverifikasi": [],
            "Belum Ditindaklanjuti": ["Diverifikasi", "Didisposisikan"],
            "Menunggu Kelengkapan Informasi": ["Diverifikasi", "Ditunda"],
            "Ditunda": ["Diverifikasi", "Ditunda"],
        }.get(status, ["Diverifikasi"])
        return Story(received, status, self._steps(path, received, 0.85))

    def _archived(self, received: datetime) -> Story:
        names = (
            "Diarsipkan oleh Admin",
            "Diarsipkan oleh Sistem",
            "Diarsipkan oleh Pelapor",
            "Konten Terblokir",
        )
        status = self._rng.choices(names, (60, 18, 10, 12))[0]
        path = ["Diarsipkan"] if status == names[1] else ["Diverifikasi", "Diarsipkan"]
        return Story(received, status, self._steps(path, received, 0.6))

    def _steps(self, path: list[str], received: datetime, written: float) -> tuple[Event, ...]:
        if self._rng.random() > written:
            return ()
        events, last = [], received
        for activity in path:
            until = min(self._end, last + timedelta(days=self._rng.choice((1, 2, 4, 7))))
            if until - last < timedelta(minutes=5):
                break
            last = self._moment(last, until)
            events.append(Event(last, activity))
        return tuple(events)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
