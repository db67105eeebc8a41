"""The anti-drug officers of the police station (S24): whom it named, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from eventsourcing.domain import event

from services.supervision.domain.records.officers import Appointing, Officer, Relieving
from services.supervision.rules import officers as rules
from shared.eventstore.aggregate import Aggregate, Sealed
from shared.law import Unknown

STATION = UUID("2d5c7b1e-9c56-4a6f-8f0b-6f1d1a3f5e77")


class AntiDrugOfficers(Aggregate):
    """The list of the one police station of the town."""

    class OfficerListBegun(Aggregate.Created):
        """The police station began to keep the list."""

        begun_on: date

    class AntiDrugOfficerAppointed(Aggregate.Event):
        """The police station named an officer; `active` is how many are in office then."""

        from_on: date
        officer_id: UUID
        active: int
        name: Sealed[str]
        badge_no: Sealed[str]
        phone: Sealed[str]
        doc_no: Sealed[str]

    class AntiDrugOfficerRelieved(Aggregate.Event):
        """An officer's work in this office ended; `active` is how many are in office then."""

        ended_on: date
        officer_id: UUID
        because: str
        active: int
        note: Sealed[str]

    @staticmethod
    def create_id() -> UUID:
        """There is one list."""
        return STATION

    @event(OfficerListBegun)
    def __init__(self, *, begun_on: date) -> None:
        self.begun_on = begun_on
        self.officers: dict[UUID, Officer] = {}

    def active(self, day: date) -> list[Officer]:
        """Who is in office on a day."""
        return [it for it in self.officers.values() if it.is_active(day)]

    def appoint(self, *, officer_id: UUID, appointing: Appointing) -> None:
        """Write down whom the police station named."""
        self._appoint(
            officer_id=officer_id,
            active=len(self.active(appointing.from_on)) + 1,
            **vars(appointing),
        )

    @event(AntiDrugOfficerAppointed)
    def _appoint(
        self,
        *,
        from_on: date,
        officer_id: UUID,
        active: int,
        name: str | None,
        badge_no: str | None,
        phone: str | None,
        doc_no: str | None,
    ) -> None:
        self.officers[officer_id] = Officer(
            officer_id=officer_id,
            name=name,
            badge_no=badge_no,
            phone=phone,
            doc_no=doc_no,
            from_on=from_on,
        )

    def relieve(self, relieving: Relieving) -> Officer:
        """Write down that an officer's work ended; answers who it was."""
        officer = self.officers.get(relieving.officer_id)
        if officer is None:
            raise Unknown("名单里没有这名民警", field="officer_id")
        rules.an_officer_is_relieved_once(ended_on=officer.ended_on)
        rules.nobody_is_relieved_before_he_began(
            from_on=officer.from_on, ended_on=relieving.ended_on
        )
        left = [it for it in self.active(relieving.ended_on) if it is not officer]
        self._relieve(active=len(left), **vars(relieving))
        return officer

    @event(AntiDrugOfficerRelieved)
    def _relieve(
        self, *, ended_on: date, officer_id: UUID, because: str, active: int, note: str | None
    ) -> None:
        self.officers[officer_id] = replace(
            self.officers[officer_id], ended_on=ended_on, because=because
        )
