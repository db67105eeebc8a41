"""The mark of a store in which nothing is real."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate


class Demonstration(Aggregate):
    """The first file of a demonstration store."""

    class DemonstrationStarted(Aggregate.Created):
        """This store holds an invented town; its recording time is the clock of the story."""

        started_on: date

    @event(DemonstrationStarted)
    def __init__(self, *, started_on: date) -> None:
        self.started_on = started_on
