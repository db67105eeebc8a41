"""What reporting keeps: one kind of fact, whoever told it and whatever it is about.

A fact is a file of one event, so hearing costs the same however long a case has grown. The log's
own columns find all facts of a case or a person. The random id of the first fact about a case is
what addresses of pages say instead of the case's number.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate

Said = tuple[tuple[str, str], ...]
"""The fields of a message as pairs of name and text; what was empty is not there."""


class Fact(Aggregate):
    """One event of another department, as reporting was told of it."""

    class FactNoted(Aggregate.Created):
        """A department said that something happened."""

        source: str
        name: str
        message_version: int
        position: int
        happened_on: date
        recorded_at: datetime
        person_id: UUID | None
        case_ref: str | None
        said: Said

    @event(FactNoted)
    def __init__(
        self,
        *,
        source: str,
        name: str,
        message_version: int,
        position: int,
        happened_on: date,
        recorded_at: datetime,
        person_id: UUID | None,
        case_ref: str | None,
        said: Said,
    ) -> None:
        self.source = source
        self.name = name
        self.message_version = message_version
        self.position = position
        self.happened_on = happened_on
        self.recorded_at = recorded_at
        self.person_id = person_id
        self.case_ref = case_ref
        self.said = said
