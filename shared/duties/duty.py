"""What a file owes, and the steps that time takes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.clock import SHANGHAI
from shared.law import Rule

FELL_DUE, MISSED = "fell_due", "missed"
OFFICE, LEADING_GROUP = "office", "leading_group"

Key = tuple[str, str, str, date, date]
"""Duty, what it is about, step, day, rule table: each is written once for a file."""


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Who is alarmed, and when, if a duty is still owed then."""

    whom: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that is to be done between two instants, and the rule that says so.

    `matter` tells apart duties of the same kind in one file: the number of a window, the id of a
    matter. From `missed_at` on it has been missed. One that is not `owed` was done, is waived, or
    stands still.
    """

    kind: str
    matter: str
    opens_at: datetime
    missed_at: datetime
    rule: Rule
    owed: bool
    alarms: tuple[Alarm, ...] = ()

    @property
    def due_on(self) -> date:
        """The last day on which it can be done in time."""
        return (self.missed_at - timedelta(microseconds=1)).date()

    def steps(self) -> Iterator[Step]:
        """What becomes of it if nobody does anything."""
        yield Step(what=FELL_DUE, at=self.opens_at, duty=self)
        yield Step(what=MISSED, at=self.missed_at, duty=self)
        for alarm in self.alarms:
            yield Step(what=alarm.whom, at=alarm.at, duty=self)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A duty falls due, is missed, or alarms somebody, at an instant."""

    what: str
    at: datetime
    duty: Duty

    @property
    def is_alarm(self) -> bool:
        """Whether somebody further up is alarmed."""
        return self.what not in {FELL_DUE, MISSED}

    @property
    def key(self) -> Key:
        """What makes it the same step, whenever and however often somebody looks."""
        duty = self.duty
        return (duty.kind, duty.matter, self.what, self.at.date(), duty.rule.table)


def midnight(day: date) -> datetime:
    """The instant at which a day begins, in Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)
