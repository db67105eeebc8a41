"""The one clock: business dates are Asia/Shanghai dates, and a drill may move them.

Everything that needs the time asks here, so a test, a demonstration or a drill sees one
consistent day. The recording time of a real store is the database's own clock, not this one.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOVED = "GUIHANG_TODAY"

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Tell the instant, in Shanghai: held by `use`, else on `GUIHANG_TODAY`, else the real one."""
    held = _held.get()
    if held is not None:
        return held
    real = datetime.now(SHANGHAI)
    moved = os.environ.get(MOVED)
    return datetime.combine(_day(moved), real.timetz()) if moved else real


def today() -> date:
    """Tell the business date."""
    return now().date()


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
