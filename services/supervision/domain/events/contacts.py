"""Talks, visits and periodic reports."""

from __future__ import annotations

from datetime import date, datetime
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
