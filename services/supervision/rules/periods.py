"""The periods of a talk, a home visit, a report each, and the half-years that are assessed.

They are cut from the term as the windows of tests are, so they neither drift nor overlap, and a
suspension moves them in the same way (domain.md 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from services.supervision.rules.book import rule
from services.supervision.rules.outcomes import is_spent_in_custody
from services.supervision.rules.windows import Reading, Window, windows_of
from shared.calendar import OpenSpan

TALK, VISIT, REPORT = "talk", "home_visit", "periodic_report"
ASSESSMENT = "assessment"
CONTACTS = (TALK, VISIT, REPORT)
PLAN_OF = {
    TALK: "talk_plan",
    VISIT: "visit_plan",
    REPORT: "report_plan",
    ASSESSMENT: "assessment_plan",
}
CASES = 4096


@lru_cache(maxsize=CASES)
def periods_of(
    kind: str,
    *,
    start: date,
    months: int,
    credit_days: int,
    suspensions: tuple[OpenSpan, ...],
    reading: Reading | None = None,
) -> tuple[Window, ...]:
    """The periods of the whole term; while a suspension is open, those that ended before it."""
    stages = rule(PLAN_OF[kind], on=start).value
    return windows_of(
        start=start,
        months=months,
        stages=tuple((length, Decimal(step)) for length, step in stages),
        suspensions=suspensions,
        credit_days=credit_days,
        reading=reading,
    )


def is_kept(period: Window, days: Iterable[date]) -> bool:
    """Whether something on one of these days falls into the period."""
    return any(period.first <= day <= period.last for day in days)


def is_asked_for(
    period: Window,
    *,
    tracked_from: date | None,
    ended_on: date | None,
    custody: Iterable[OpenSpan],
) -> bool:
    """A period that ended before the take-over, or had not before the case did, asks nothing.

    Nor does one of which no day lay outside custody (戒毒条例 24(2)).
    """
    before = tracked_from is not None and period.last < tracked_from
    after = ended_on is not None and period.last >= ended_on
    return not (before or after or is_spent_in_custody(period, custody=custody))
