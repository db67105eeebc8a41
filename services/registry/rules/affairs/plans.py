"""The work plan's three phases (S7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services.registry.rules.affairs.book import rule
from shared.law import Refusal

Phase = tuple[str, date, date]
"""What it is called, its first day and its last."""


def phases(*, begins: Sequence[date], end_on: date, on: date) -> tuple[Phase, ...]:
    """The phases, one after the other without a gap; `Refusal` if one would have no day (S7)."""
    named = rule("plan_phases", on=on)
    ends = [*(begin - timedelta(days=1) for begin in begins[1:]), end_on]
    found = tuple(zip(named.value, begins, ends, strict=True))
    for name, first, last in found:
        if last < first:
            raise Refusal("各阶段的日期先后不对", named.citation, field=f"{name}_on")
    return found
