"""On which day of its window a test should be taken: nobody but the testers can tell beforehand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from services.supervision.rules.book import rule
from services.supervision.rules.gaps import gap_days
from services.supervision.rules.windows import DAY, Window
from shared.calendar import is_working_day


def target_days(windows: Iterable[Window], *, seed: bytes) -> tuple[date, ...]:
    """A working day in each window, drawn from the seed (戒毒条例 19: as the police require).

    A day far enough from the one before is taken where there is one, so that keeping to the
    targets never makes a test too soon. A window without a working day gives its last day.
    """
    chosen: list[date] = []
    for window in windows:
        gap = timedelta(days=gap_days(window, on=window.first))
        free = chosen[-1] + gap if chosen else window.first
        chosen.append(_draw(window, free_from=free, seed=seed))
    return tuple(chosen)


def remind_on(target: date) -> date:
    """The day from which those who arrange the test are told of it."""
    return target - timedelta(days=rule("reminder_days", on=target).number)


def reminded_of(day: date) -> date:
    """The last target day of which they are told on that day."""
    return day + timedelta(days=rule("reminder_days", on=day).number)


def is_shown(target: date, *, on: date) -> bool:
    """Whether they are told of it: from the reminder to the day itself."""
    return remind_on(target) <= on <= target


def _draw(window: Window, *, free_from: date, seed: bytes) -> date:
    length = (window.last - window.first).days + 1
    days = [window.first + DAY * n for n in range(length)]
    working = [day for day in days if is_working_day(day)] or [window.last]
    free = [day for day in working if day >= free_from] or working
    drawn = hashlib.sha256(seed + window.number.to_bytes(4, "big")).digest()
    return free[int.from_bytes(drawn, "big") % len(free)]
