"""Who, being masked, saw one file unmasked, and why: part of the read log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate, Sealed


class Unmasking(Aggregate):
    """One look at one file by whoever sees it masked; who it was stands in the envelope."""

    class FileUnmasked(Aggregate.Created):
        """Somebody who sees files masked wrote down why one is shown in full."""

        unmasked_at: datetime
        of_case: str | None
        of_person: UUID
        why: Sealed[str]

    @event(FileUnmasked)
    def __init__(
        self, *, unmasked_at: datetime, of_case: str | None, of_person: UUID, why: str
    ) -> None:
        self.case_ref = of_case
        self.person_id = of_person
