"""What other departments told the town office, as notices in its inbox."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate


class RefusedTest(Aggregate):
    """A notice that a person refused a test."""

    class DrugTestRefusalNoted(Aggregate.Created):
        """Supervision says that a test was refused, and how often that has happened."""

        person_id: UUID
        case_ref: str
        refused_on: date
        window: int
        count: int

    @event(DrugTestRefusalNoted)
    def __init__(
        self, *, person_id: UUID, case_ref: str, refused_on: date, window: int, count: int
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.refused_on = refused_on
        self.window = window
        self.count = count


class SeriousBreach(Aggregate):
    """A notice that the law's measure of a serious breach is full."""

    class SeriousBreachNoted(Aggregate.Created):
        """Supervision says that a counter reached what the law calls a serious breach."""

        person_id: UUID
        case_ref: str
        detected_on: date
        counter: str
        count: int

    @event(SeriousBreachNoted)
    def __init__(
        self, *, person_id: UUID, case_ref: str, detected_on: date, counter: str, count: int
    ) -> None:
        self.person_id = person_id
        self.case_ref = case_ref
        self.detected_on = detected_on
        self.counter = counter
        self.count = count
