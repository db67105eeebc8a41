"""Who looked at a scan of a file, or at results by consent: part of the read log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate


class ScanReading(Aggregate):
    """One look at one scan."""

    class ScanOpened(Aggregate.Created):
        """Somebody was about to be shown a scan."""

        opened_at: datetime
        file_id: UUID
        scan: str
        of_case: str | None
        of_person: UUID | None

    @event(ScanOpened)
    def __init__(
        self,
        *,
        opened_at: datetime,
        file_id: UUID,
        scan: str,
        of_case: str | None,
        of_person: UUID | None,
    ) -> None:
        self.case_ref = of_case
        self.person_id = of_person


class ResultReading(Aggregate):
    """One look at how the tests of a file ended, by the family member with the person's consent."""

    class ResultsOpened(Aggregate.Created):
        """The family member was about to be shown results."""

        opened_at: datetime
        file_id: UUID
        of_case: str | None
        of_person: UUID | None

    @event(ResultsOpened)
    def __init__(
        self, *, opened_at: datetime, file_id: UUID, of_case: str | None, of_person: UUID | None
    ) -> None:
        self.case_ref = of_case
        self.person_id = of_person
