"""Days as the law counts them: terms, deadlines, suspended days, working days.

Pure arithmetic on Asia/Shanghai dates; who may rely on which day is decided by the departments'
rules. Working days come from the `holidays` library, under a table of the State Council's notices
(`working_days.toml`); for a year without a notice the statutory holidays are assumed, and said so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import overload

import holidays

DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
MADE_UP = "调休上班"
PROVISIONAL = "暂按法定节假日"
NOTICES = Path(__file__).with_name("working_days.toml")

Span = tuple[date, date]
"""Days that do not count: the first of them, and the first that counts again."""
OpenSpan = tuple[date, date | None]
"""The same, where None says that nobody knows yet when it ends."""


@dataclass(frozen=True)
class MovedDay:
    """A day that a notice of the State Council made a working day, or a day off."""

    on: date
    working: bool
    name: str
    source: str


@dataclass(frozen=True)
class WorkingDays:
    """The notices on file: which days they moved, and for which years they were published."""

    sources: dict[int, str]
    moved: dict[date, MovedDay]

    @classmethod
    def read(cls, file: Path) -> WorkingDays:
        """Read a table of notices; every moved day must name its source."""
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        days = (MovedDay(**row) for row in table.get("day", ()))
        return cls(
            sources={row["year"]: row["source"] for row in table["announced"]},
            moved={day.on: day for day in days},
        )

    def is_provisional(self, day: date) -> bool:
        """Tell whether the day lies in a year whose notice is not on file yet."""
        return day.year > max(self.sources)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work: what a notice on file says goes before the library."""
        moved = self.moved.get(day)
        return moved.working if moved else _china().is_working_day(day)

    def note(self, day: date) -> str:
        """Say what is special about a day, in Chinese; nothing is said of an ordinary day."""
        moved = self.moved.get(day)
        name = moved.name if moved else _name(day)
        if not self.is_provisional(day):
            return name
        return f"{name}，{PROVISIONAL}" if name else PROVISIONAL


@cache
def notices() -> WorkingDays:
    """Give the notices that come with the software."""
    return WorkingDays.read(NOTICES)


@lru_cache(maxsize=20_000)
def is_working_day(day: date) -> bool:
    """Tell whether offices work that day, make-up days included.

    A plan asks this of every day of a term; what was found of some fifty years is kept.
    """
    return notices().is_working_day(day)


def is_provisional(day: date) -> bool:
    """Tell whether the day may still be moved by a notice to come."""
    return notices().is_provisional(day)


def day_note(day: date) -> str:
    """Say what is special about a day: holiday, make-up day, provisional year; else nothing."""
    return notices().note(day)


def next_working_day(day: date) -> date:
    """Find the first working day from that day on; the day itself if offices work."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_after(event: date, days: int) -> date:
    """Count working days from an event, whose own day is not counted."""
    day = event
    for _ in range(days):
        day = next_working_day(day + DAY)
    return day


def deadline(event: date, days: int, *, roll: bool = True) -> date:
    """Give the last day of a period of days after an event.

    The day of the event is not counted; a last day on which offices are closed moves to the next
    working day (公安机关办理行政案件程序规定 35, 民法典 201 and 203), unless `roll` is False.
    """
    last = event + timedelta(days=days)
    return next_working_day(last) if roll else last


def anniv(day: date, months: int) -> date:
    """Give the same day some months later; where it is missing, the first of the month after.

    As a boundary this makes the last day before it the month's end, as 民法典 202 has it.
    """
    years, month0 = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month0 + 1
    try:
        return date(year, month, day.day)
    except ValueError:  # 31st of a short month, 29th of February: never in December
        return date(year, month + 1, 1)


def years_after(day: date, years: int) -> date:
    """Give the same day some years later; the first of March where it is the 29th of February."""
    return anniv(day, years * MONTHS_A_YEAR)


@overload
def merge(spans: Iterable[Span]) -> tuple[Span, ...]: ...
@overload
def merge(spans: Iterable[OpenSpan]) -> tuple[OpenSpan, ...]: ...
def merge(spans: Iterable[OpenSpan]) -> tuple[OpenSpan, ...]:
    """Give the same set of days as spans in order, without overlap; empty ones are dropped."""
    merged: list[OpenSpan] = []
    for first, end in sorted(spans, key=lambda span: span[0]):
        _check_order(first, end)
        if first == end:
            continue
        if merged and _reaches(merged[-1], first):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], end))
        else:
            merged.append((first, end))
    return tuple(merged)


@overload
def to_calendar(day: date, spans: Iterable[Span]) -> date: ...
@overload
def to_calendar(day: date, spans: Iterable[OpenSpan]) -> date | None: ...
def to_calendar(day: date, spans: Iterable[OpenSpan]) -> date | None:
    """Map a day of a term without interruption to the real day, past the days that do not count.

    None if it lies behind a span whose end is unknown.
    """
    for first, end in merge(spans):
        if day < first:
            break
        if end is None:
            return None
        day += end - first
    return day


@overload
def last_day(start: date, months: int, spans: Iterable[Span] = (), credit: int = 0) -> date: ...
@overload
def last_day(
    start: date, months: int, spans: Iterable[OpenSpan] = (), credit: int = 0
) -> date | None: ...
def last_day(
    start: date, months: int, spans: Iterable[OpenSpan] = (), credit: int = 0
) -> date | None:
    """Give the last day of a term of months whose first day counts; it never rolls.

    Credited days shorten it (戒毒条例 31); days in `spans` do not count and move it; days before
    the start cannot be suspended. None while a suspension is open: the end is unknown.
    """
    boundary = anniv(start, months)
    if boundary - start <= timedelta(days=credit):
        raise ValueError(f"{credit} credited days leave nothing of the term")
    return to_calendar(boundary - timedelta(days=1 + credit), since(start, spans))


@overload
def since(start: date, spans: Iterable[Span]) -> tuple[Span, ...]: ...
@overload
def since(start: date, spans: Iterable[OpenSpan]) -> tuple[OpenSpan, ...]: ...
def since(start: date, spans: Iterable[OpenSpan]) -> tuple[OpenSpan, ...]:
    """Give the part of the spans that lies on or after a day, merged."""
    ahead = (span for span in merge(spans) if span[1] is None or span[1] > start)
    return tuple((max(first, start), end) for first, end in ahead)


@cache
def _china() -> holidays.HolidayBase:
    return holidays.country_holidays("CN", language="zh_CN")


def _name(day: date) -> str:
    china = _china()
    name = china.get(day)  # looking a day up makes the library work out its year
    return name or (MADE_UP if day in china.weekend_workdays else "")


def _check_order(first: date, end: date | None) -> None:
    if end is not None and end < first:
        raise ValueError(f"a span ends before it begins: {first}/{end}")


def _reaches(span: OpenSpan, day: date) -> bool:
    return span[1] is None or span[1] >= day


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
