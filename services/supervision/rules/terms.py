"""What belongs to a term, and what can have happened at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from services.supervision.rules.defects import CONTESTED, IN_CUSTODY, OUTSIDE_TERM
from services.supervision.rules.windows import Window
from shared.calendar import OpenSpan, last_day, merge, to_calendar
from shared.law import Citation, Defect, Refusal

SUSPENDED = Citation("戒毒条例", "24(2)")

When = TypeVar("When", date, datetime)


def only_what_has_happened_is_recorded(*, happened: When, now: When, field: str) -> None:
    """What lies ahead is a plan, not a fact."""
    if happened > now:
        raise Refusal("还没有发生的事不能登记", field=field)


def it_happened_during_the_term(
    *, on: date, windows: tuple[Window, ...], ended_on: date | None
) -> Defect | None:
    """From the day after the last day nothing falls due and nothing counts (戒毒条例 23).

    A case whose order was replaced has ended on that day. While a suspension is open the last day
    is not known; what is known of the term goes by the last window that is.
    """
    inside = bool(windows) and windows[0].first <= on <= windows[-1].last
    return None if inside and not is_over(on=on, ended_on=ended_on) else OUTSIDE_TERM


def is_over(*, on: date, ended_on: date | None) -> bool:
    """Whether the case had ended before its term."""
    return ended_on is not None and on > ended_on


def is_suspended(*, on: date, spans: Iterable[OpenSpan]) -> bool:
    """Whether the term stands still on that day: the day of release counts again (24(2))."""
    return any(first <= on and (end is None or on < end) for first, end in spans)


def counted_on(day: date, *, days: int, spans: Iterable[OpenSpan]) -> date | None:
    """So many days after a day, which is not counted itself, nor are suspended ones (24(2)).

    None while a suspension is open that stands between.
    """
    ahead = merge((max(first, day), end) for first, end in spans if end is None or end > day)
    return to_calendar(day + timedelta(days=days), ahead)


def nobody_in_custody_comes(*, on: date, spans: Iterable[OpenSpan]) -> Defect | None:
    """While a person is held, nothing is due and nothing can be refused (戒毒条例 24(2))."""
    return IN_CUSTODY if is_suspended(on=on, spans=spans) else None


def nobody_in_custody_is_asked(*, on: date, spans: Iterable[OpenSpan]) -> None:
    """Nobody who is held can come for a test (戒毒条例 24(2))."""
    if is_suspended(on=on, spans=spans):
        raise Refusal("{on} 在中止期间内，不能通知检测", SUSPENDED, field="appear_at", on=on)


def undisputed(*, start: date, months: int, credit_days: int) -> tuple[date, date]:
    """The first and the last day that lie in the term however it is counted (domain.md 0.22).

    The text says neither whether suspended days count nor whether the day of reporting in does:
    the earliest end that can be argued is that of a term without interruption from that day on.
    """
    return start, last_day(start, months, credit=credit_days)


def all_readings_agree(*, on: date, within: tuple[date, date], judged: bool) -> Defect | None:
    """Where defensible readings differ, nothing adverse happens without a named person's choice."""
    return None if judged or within[0] <= on <= within[1] else CONTESTED
