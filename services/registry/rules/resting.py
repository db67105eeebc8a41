"""From when on a file rests: the one place that computes it (our setting; domain.md 8, T18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.registry.rules.book import rule
from shared.calendar import OpenSpan, years_after
from shared.law import Rule

USE, OTHER_CASE, END_MOVED = "use", "other_case", "end_moved"
"""Why a file that was sealed is so no more."""


def seals_on(
    *, closed_on: date, ordered: Iterable[OpenSpan] = (), uses: Iterable[date] = ()
) -> date | None:
    """From when on a file that closed on a day is read only with a reason; None: not foreseeable.

    Three quiet years after its end, or after another town confirmed that it has the case: no use
    that the police confirmed, and no other order (`ordered`: from its first day to the day on which
    it was over; None while it is open). What falls into the three years has them begin anew on its
    day, whenever it is learnt of. What happens once they have passed changes nothing.
    """
    quiet_since = closed_on
    for first, end in sorted(_held_back(ordered, uses)):
        if first >= _sealed_after(quiet_since):
            break
        if end == date.max:
            return None
        quiet_since = max(quiet_since, end)
    return _sealed_after(quiet_since)


def terminated_files_rest(*, on: date) -> bool:
    """Whether what was cut short or replaced rests as what ran out does (our setting)."""
    return rule("terminated_files_rest", on=on).flag


def sealing(*, on: date) -> tuple[Rule, Rule]:
    """That a sealed file is read only with a reason, and for how many minutes (戒毒条例 7)."""
    return rule("seal_years", on=on), rule("sealed_reading_minutes", on=on)


def _held_back(ordered: Iterable[OpenSpan], uses: Iterable[date]) -> Iterable[tuple[date, date]]:
    yield from ((first, end or date.max) for first, end in ordered)
    yield from ((day, day) for day in uses)


def _sealed_after(day: date) -> date:
    return years_after(day, rule("seal_years", on=day).number)
