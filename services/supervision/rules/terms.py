"""What belongs to a term, and what can have happened at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from services.supervision.rules.defects import OUTSIDE_TERM
from services.supervision.rules.windows import Window
from shared.law import Defect, Refusal

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
