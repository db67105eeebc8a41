"""How far a case has come: what was recorded, and what the passing of time makes of it by law."""

from __future__ import annotations

from datetime import date

ORDERED, REPORTED, ACTIVE, REPLACED = "ordered", "reported", "active", "replaced"
REPORT_OVERDUE, TERM_COMPLETED = "report_overdue", "term_completed"
ENDED = frozenset({REPLACED, TERM_COMPLETED})


def status_on(day: date, *, recorded: str, due_on: date, last_day: date | None) -> str:
    """The status on a day.

    Who has not reported by the last of the 15 days is overdue from the day after (戒毒条例 14);
    from the day after its last day a measure is over by law, with or without a notice (23).
    """
    if recorded == ORDERED and day > due_on:
        return REPORT_OVERDUE
    over = recorded != REPLACED and last_day is not None and day > last_day
    return TERM_COMPLETED if over else recorded
