"""Who took note of the town's notice."""

from __future__ import annotations

from datetime import date

from eventsourcing.domain import event

from services.registry.domain.affairs.records import Record, Said
from shared.eventstore.aggregate import Aggregate, Sealed


class Acknowledgement(Record):
    """One unit's or village's word that it has the notice and acts by it."""

    register_name = "acknowledgements"

    class NoticeAcknowledged(Aggregate.Created):
        """A unit or a village took note of the notice."""

        acknowledged_on: date
        unit: str
        notice_no: str
        signer: Sealed[str]

    @event(NoticeAcknowledged)
    def __init__(
        self, *, acknowledged_on: date, unit: str, notice_no: str, signer: str | None
    ) -> None:
        self.acknowledged_on = acknowledged_on
        self.unit = unit
        self.notice_no = notice_no
        self.signer = signer

    def said(self, entry: int) -> Said:
        """Who took note when."""
        _ = entry
        return self.unit, self.notice_no, self.acknowledged_on
