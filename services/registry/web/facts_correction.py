"""A correction of what papers say: the form with what is on file, and what it would move."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.registry.domain.case import Case
from services.registry.domain.facts_correction import (
    CORRECTED,
    DAYS,
    LENGTH,
    Change,
    FactsCorrection,
    facts_of,
)
from services.registry.schemas.course import FactsCorrectionForm
from services.registry.web.office import word
from shared.web.dates import long_day
from shared.web.speech import gettext as _

Row = tuple[str, str, str, bool]
"""A label, what is on file, what is right, and whether the two differ."""


def told_day(day: date | None) -> str:
    """A day, or that nobody knows it."""
    return long_day(day) if day else _("未定")


def form_for(case: Case) -> FactsCorrectionForm:
    """The form without what is not on file in this case yet."""
    known = facts_of(case)
    return FactsCorrectionForm(exclude=[field for field in CORRECTED if field not in known])


def rows_of(case: Case, correction: FactsCorrection) -> list[Row]:
    """Each fact with what is proposed, and each day that the correction moves."""
    stated = [(word(field), *_told(it), True) for it in correction.changes for field in it[:1]]
    moved = case.outcome_of(correction)
    pairs = (
        (_("报到期限"), case.due_on, moved.due_on),
        (_("此前报到视为有正当理由"), case.in_time_until, moved.in_time_until),
        (_("期满日"), case.last_day, moved.last_day),
    )
    days = [(label, told_day(before), told_day(after)) for label, before, after in pairs]
    judged = (_("报到情况"), word(case.punctuality), word(moved.punctuality))
    return [*stated, *((*row, row[1] != row[2]) for row in (*days, judged))]


def as_told(case: Case, correction: FactsCorrection) -> dict[str, Any]:
    """The same for programs."""
    changes = [dict(zip(("field", "was", "right"), it, strict=True)) for it in correction.changes]
    return {
        **vars(correction),
        "changes": changes,
        "moves": vars(case.outcome_of(correction)),
    }


def _told(change: Change) -> tuple[str, str]:
    field, was, right = change
    if not right:
        return _told((field, was, was))[0], _("清空")
    if field in DAYS:
        return _day(was), _day(right)
    return (was, right) if field in LENGTH else (word(was), word(right))


def _day(text: str) -> str:
    return told_day(date.fromisoformat(text) if text else None)
