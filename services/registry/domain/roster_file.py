"""The rosters that were taken over: each file once, by its digest."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from shared.eventstore.aggregate import Aggregate, Sealed


class RosterFile(Aggregate):
    """One file as a village sent it; its rows are named in the events that follow from them."""

    class RosterReceived(Aggregate.Created):
        """A village's roster was taken over for the first time."""

        received_on: date
        digest: str
        village: str | None
        rows: int
        rejected: int
        filename: Sealed[str]

    @event(RosterReceived)
    def __init__(
        self,
        *,
        received_on: date,
        digest: str,
        village: str | None,
        rows: int,
        rejected: int,
        filename: str,
    ) -> None:
        self.received_on = received_on
        self.digest = digest
        self.village = village
        self.rows = rows
        self.rejected = rejected
        self.filename = filename
