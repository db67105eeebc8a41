"""The read log: whose personal content was shown to whom, and for what."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate


class LookUp(Aggregate):
    """One answer that held personal content; who asked stands in the envelope."""

    class NamesLookedUp(Aggregate.Created):
        """Somebody was told who these persons are."""

        looked_up_at: datetime
        persons: tuple[UUID, ...]
        content: tuple[str, ...]
        purpose: str

    @event(NamesLookedUp)
    def __init__(
        self,
        *,
        looked_up_at: datetime,
        persons: tuple[UUID, ...],
        content: tuple[str, ...],
        purpose: str,
    ) -> None:
        self.looked_up_at = looked_up_at
        self.persons = persons
        self.content = content
        self.purpose = purpose
