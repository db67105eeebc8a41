"""The work plan's three phases (S7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services.registry.rules.affairs.book import rule
from shared.law import Defect

Phase = tuple[str, date, date]
"""What it is called, its first day and its last."""


def phases(*, begins: Sequence[date], end_on: date, on: date) -> tuple[Phase, ...]:
    """The phases as the plan has them, each until the day before the next one (S7)."""
    named = rule("plan_phases", on=on)
    ends = [*(begin - timedelta(days=1) for begin in begins[1:]), end_on]
    return tuple(zip(named.value, begins, ends, strict=True))


def phases_follow_one_another(phases: Sequence[Phase], *, on: date) -> Defect | None:
    """A phase has at least a day, and comes after the one before (S7)."""
    if all(first <= last for _name, first, last in phases):
        return None
    citation = rule("plan_phases", on=on).citation
    return Defect("phases_out_of_order", "各阶段的日期先后不对", citation)
