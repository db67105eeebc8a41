"""The anti-drug officers of the police station."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.supervision.application.files import Files, past_day
from services.supervision.domain.officers import AntiDrugOfficers
from services.supervision.domain.records import Appointing, Relieving
from shared.eventstore.performing import command
from shared.eventstore.unit import Claim
from shared.law import Refusal, Unknown


class Officers(Files):
    """Who is named for the work against drugs."""

    def officers(self) -> AntiDrugOfficers | None:
        """The list; None if nobody was ever named."""
        id_ = AntiDrugOfficers.create_id()
        return self.load_all(AntiDrugOfficers, [id_]).get(id_)

    @command
    def appoint_officer(self, *, appointing: Appointing) -> str:
        """Record whom the police station named; answers the officer's id."""
        past_day(appointing.from_on, "from_on")
        claim = _badge(appointing.badge_no)
        if self.holder(claim) is not None:
            raise Refusal(claim.sentence, field=claim.field)
        officers = self.officers() or AntiDrugOfficers(begun_on=appointing.from_on)
        officer_id: UUID = uuid4()
        officers.appoint(officer_id=officer_id, appointing=appointing)
        self.save(officers, take=[claim])
        return str(officer_id)

    @command
    def relieve_officer(self, *, relieving: Relieving) -> int:
        """Record that an officer's work ended; answers how many are in office then."""
        past_day(relieving.ended_on, "ended_on")
        officers = self.officers()
        if officers is None:
            raise Unknown("名单里没有这名民警", field="officer_id")
        officer = officers.relieve(relieving)
        claim = _badge(officer.badge_no or "")
        self.save(officers, release=[claim] if self.holder(claim) is not None else ())
        return len(officers.active(relieving.ended_on))


def _badge(badge_no: str) -> Claim:
    """One officer is in office once."""
    plain = "".join(badge_no.split()).upper()
    return Claim("badge", plain, sentence="这个警号的民警已经在任", field="badge_no")
