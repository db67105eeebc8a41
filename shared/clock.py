"""The one clock: business dates are Asia/Shanghai dates, and a drill may move them.

Everything that needs the time asks here, so a test, a demonstration or a drill sees one
consistent day. The recording time of a real store is the database's own clock, not this one.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOVED = "GUIHANG_TODAY"


class Clock(Protocol):
    """A clock on the wall and a watch beside it; the wall clock may be set, the watch never is."""

    def now(self) -> datetime:
        """What the wall clock shows; the instant knows its zone."""

    def elapsed(self) -> float:
        """Seconds that the watch has run."""


_held: ContextVar[datetime | None] = ContextVar("held", default=None)
_clock: ContextVar[Clock | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """Tell the instant, in Shanghai: held by `use`, else told by a clock, else the real one.

    The real one is moved to the day that `GUIHANG_TODAY` names.
    """
    held = _held.get()
    if held is not None:
        return held
    if (clock := _clock.get()) is not None:
        return clock.now().astimezone(SHANGHAI)
    real = datetime.now(SHANGHAI)
    moved = os.environ.get(MOVED)
    return datetime.combine(_day(moved), real.timetz()) if moved else real


def today() -> date:
    """Tell the business date."""
    return now().date()


def elapsed() -> float:
    """Tell the seconds of a watch that never goes back: only a difference of two means anything."""
    clock = _clock.get()
    return time.monotonic() if clock is None else clock.elapsed()


@contextmanager
def told_by(clock: Clock) -> Iterator[None]:
    """Have another clock tell the time, in this context only: a simulated town has its own."""
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)


@contextmanager
def use(at: datetime) -> Iterator[None]:
    """Hold the clock at an instant, in this context only; the instant must know its zone."""
    if at.tzinfo is None:
        message = f"an instant without a zone: {at}"
        raise ValueError(message)
    token = _held.set(at.astimezone(SHANGHAI))
    try:
        yield
    finally:
        _held.reset(token)


def _day(moved: str) -> date:
    try:
        return date.fromisoformat(moved)
    except ValueError:
        message = f"{MOVED}={moved} 不是日期，应写作 YYYY-MM-DD"
        raise ValueError(message) from None
