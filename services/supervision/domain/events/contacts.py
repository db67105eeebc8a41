"""Talks, visits and periodic reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from shared.eventstore.aggregate import Aggregate, Sealed


class TalkHeld(Aggregate.Event):
    """A talk was held."""

    held_on: date
    talk_id: UUID
    started_at: datetime
    ended_at: datetime
    how: str
    subject_signed: bool
    defects: tuple[str, ...]
    place: Sealed[str]
    talkers: Sealed[tuple[str, ...]]
    summary: Sealed[str]
    mood: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The person was talked to, if the record is sound."""
        if not self.defects:
            aggregate.talks.append(self.held_on)


class HomeVisited(Aggregate.Event):
    """The home was visited, whether or not the person was there."""

    visited_on: date
    visit_id: UUID
    met: bool
    defects: tuple[str, ...]
    address: Sealed[str]
    visitors: Sealed[tuple[str, ...]]
    interviewee: Sealed[str]
    relation: Sealed[str]
    family_state: Sealed[str]
    work_state: Sealed[str]
    difficulty: Sealed[str]
    opinion: Sealed[str]
    result: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """The home was seen, if the record is sound."""
        if not self.defects:
            aggregate.visits.append(self.visited_on)


class PeriodicReportReceived(Aggregate.Event):
    """The person reported about a stretch of time.

    Version 2: what is wrong with the record.
    """

    class_version = 2

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nothing was looked for."""
        state["defects"] = ()

    received_on: date
    about_on: date
    how: str
    defects: tuple[str, ...]
    received_by: Sealed[str]
    told: Sealed[str]

    def apply(self, aggregate: Any) -> None:
        """It is there, from the day on which it was received, if the record is sound."""
        if not self.defects:
            aggregate.reported.append((self.about_on, self.received_on))


class PeriodicReportMissing(Aggregate.Event):
    """The person did not report about a stretch of time."""

    marked_on: date
    about_on: date
