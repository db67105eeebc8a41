"""How far a case is for whoever asks what they may do to its file: it rests years after the end."""

from __future__ import annotations

from datetime import date, timedelta

from services.supervision.rules.book import rule
from shared.calendar import anniv
from shared.law import Rule

RUNNING, OVER, SEALED = "running", "over", "sealed"
MONTHS_A_YEAR = 12
A_WEEK = 7


def state_on(day: date, *, closed_on: date | None) -> str:
    """How far a case is on a day that ended, or is to end, on another."""
    if closed_on is None or day <= closed_on:
        return RUNNING
    return SEALED if day >= seals_on(closed_on=closed_on) else OVER


def seals_on(*, closed_on: date) -> date:
    """From when on a file rests: 3 years after the end (戒毒条例 7; the town's number)."""
    return anniv(closed_on, _years(closed_on) * MONTHS_A_YEAR)


def latest_resting(day: date) -> date:
    """The latest end of a case whose file rests on a day: `seals_on` backwards."""
    near = date(day.year - _years(day), day.month, 1) + timedelta(days=day.day + A_WEEK)
    while seals_on(closed_on=near) > day:
        near -= timedelta(days=1)
    return near


def sealing(*, on: date) -> tuple[Rule, Rule]:
    """That a sealed file is read only with a reason, and for how many minutes (戒毒条例 7)."""
    return rule("seal_years", on=on), rule("sealed_reading_minutes", on=on)


def _years(on: date) -> int:
    return rule("seal_years", on=on).number
