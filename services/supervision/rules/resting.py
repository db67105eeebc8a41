"""How far a case is for whoever asks what they may do to its file: it rests years after the end."""

from __future__ import annotations

from datetime import date

from services.supervision.rules.book import rule
from shared.law import Rule

RUNNING, OVER, SEALED = "running", "over", "sealed"


def state_on(day: date, *, closed_on: date | None, sealed_on: date | None) -> str:
    """How far a case is on a day that ended, or is to end, on another.

    Since when its file is sealed the registry computes, and tells (docs/adr, T18).
    """
    if sealed_on is not None and day >= sealed_on:
        return SEALED
    return RUNNING if closed_on is None or day <= closed_on else OVER


def sealing(*, on: date) -> tuple[Rule, Rule]:
    """That a sealed file is read only with a reason, and for how many minutes (戒毒条例 7)."""
    return rule("seal_years", on=on), rule("sealed_reading_minutes", on=on)
