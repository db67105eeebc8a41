"""A session of law education: one event for all who were there."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from services.legal_aid import rules
from shared.eventstore.aggregate import Aggregate, Sealed


class LawEducation(Aggregate):
    """One session. It names cases, no persons."""

    class LawEducationHeld(Aggregate.Created):
        """The office held a session of law education."""

        held_on: date
        topic: str
        attendees: tuple[str, ...]
        trainer: Sealed[str]

    @event(LawEducationHeld)
    def __init__(
        self, *, held_on: date, topic: str, attendees: tuple[str, ...], trainer: str | None
    ) -> None:
        self.held_on = held_on
        self.topic = topic
        self.attendees = attendees
        self.trainer = trainer

    @classmethod
    def hold(
        cls, *, held_on: date, topic: str, attendees: tuple[str, ...], trainer: str
    ) -> LawEducation:
        """Record a session that somebody attended."""
        rules.topics_are_listed(topic)
        rules.a_session_is_held_for_somebody(attendees)
        return cls(held_on=held_on, topic=topic, attendees=attendees, trainer=trainer)
